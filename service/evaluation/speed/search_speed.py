"""How fast searches are answered: by the index alone, and by the whole use case with its texts."""

import asyncio
import time
from collections import defaultdict
from functools import partial

from index import IndexedParagraph, ParagraphIndex
from service.evaluation.speed.latencies import Timing
from service.evaluation.speed.query_mix import SEED, SHARES, draw
from service.ingest.searchable import to_indexed
from service.store.changes import count_texts
from service.store.database import Database
from service.store.hits import read_hits
from service.store.indexable import load_indexable, text_ids_after

_TEXTS = 600
_TEXTS_AT_ONCE = 100


async def read_some(database: Database) -> list[IndexedParagraph]:
    """Paragraphs of texts spread evenly over all stored texts, to draw searches from."""
    async with database.reading() as session:
        ids = await text_ids_after(session, 0, await count_texts(session))
        some = ids[:: 1 + len(ids) // _TEXTS]
        texts = [
            text
            for start in range(0, len(some), _TEXTS_AT_ONCE)
            for text in await load_indexable(session, some[start : start + _TEXTS_AT_ONCE])
        ]
    return [paragraph for text in texts for paragraph in to_indexed(text)]


async def measure_searching(
    database: Database, index: ParagraphIndex, *, rounds: int = 3
) -> list[Timing]:
    """Time mixes, warm: by kind for the index alone, all kinds for it and with texts read too.

    Each round has a mix of its own, so that no answer is cached. Raises ValueError when
    nothing is stored.
    """
    some = await read_some(database)
    alone: dict[str, list[float]] = defaultdict(list)
    whole: list[float] = []
    for number in range(rounds + 1):
        for drawn in draw(some, seed=SEED + number):
            start = time.perf_counter()
            result = index.search(drawn.request)
            searched = time.perf_counter() - start
            texts = partial(read_hits, ids=[hit.id for hit in result.hits])
            await asyncio.to_thread(database.glance, texts, asyncio.get_running_loop())
            total = time.perf_counter() - start
            if number:  # the first round warms caches
                alone[drawn.kind].append(searched)
                whole.append(total)
    return [
        *(Timing.of(kind, alone[kind]) for kind in SHARES),
        Timing.of("all, index alone", [each for times in alone.values() for each in times]),
        Timing.of("all, with texts from SQL", whole),
    ]
