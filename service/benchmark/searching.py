"""How fast searches are answered: by the index alone, and by the whole use case with its texts."""

import time
from collections import defaultdict
from collections.abc import Sequence

from index import FacetRequest, Field, ParagraphIndex, SearchRequest
from service.benchmark.mix import FACETS, SHARES, DrawnSearch, draw
from service.benchmark.timing import Timing
from service.store.database import Database
from service.store.reading_hits import read_hits
from service.store.reading_paragraphs import read_sample

_SAMPLE = 20_000
_VALUES = 50


async def draw_from(database: Database, index: ParagraphIndex) -> list[DrawnSearch]:
    """The mix for what is held now. Raises ValueError when nothing is."""
    async with database.reading() as session:
        texts = await read_sample(session, _SAMPLE)
    asked = tuple(FacetRequest(field, _VALUES) for field in FACETS)
    counted = index.search(SearchRequest(limit=1, facets=asked)).facets
    values: dict[Field, Sequence[str]] = {
        each.field: [count.value for count in each.counts] for each in counted
    }
    return draw(texts, values)


async def measure_searching(
    database: Database, index: ParagraphIndex, *, rounds: int = 3
) -> list[Timing]:
    """Time the mix, warm: by kind for the index alone, all kinds for it and with texts read too."""
    mix = await draw_from(database, index)
    alone: dict[str, list[float]] = defaultdict(list)
    whole: list[float] = []
    for number in range(rounds + 1):
        for drawn in mix:
            start = time.perf_counter()
            result = index.search(drawn.request)
            searched = time.perf_counter() - start
            async with database.glancing() as connection:
                await read_hits(connection, [hit.id for hit in result.hits])
            total = time.perf_counter() - start
            if number:  # the first round warms caches
                alone[drawn.kind].append(searched)
                whole.append(total)
    return [
        *(Timing.of(kind, alone[kind]) for kind in SHARES),
        Timing.of("all, index alone", [each for times in alone.values() for each in times]),
        Timing.of("all, with texts from SQL", whole),
    ]
