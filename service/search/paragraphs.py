"""Search for paragraphs: ids, order and counts from the index, texts from the store."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import TypeVar

from index.errors import ParagraphIndexError
from index.fields import Field
from index.highlight import find_matches
from index.model import (
    Explanation,
    FacetRequest,
    Hit,
    IndexState,
    ParagraphIndex,
    SearchRequest,
    SearchResult,
)
from index.query import Query, parse_query
from service.search.criteria import Criteria, Search
from service.search.found import (
    BetterQuery,
    FoundFacet,
    FoundPage,
    FoundParagraph,
    Spans,
    found_values,
)
from service.search.keeping import Kept
from service.search.requests import counting
from service.store.database import Database
from service.store.reading_hits import HitText, read_hits
from service.store.reading_paragraphs import Neighbours, read_neighbours

_HIT_BYTES = 2_000
"""What is shown of a hit takes about so much memory, besides its text."""

_FEW = 2
"""A search that finds more than so much was not misspelt."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Found:
    """What one visit to a thread brings back: the hits of a page, and the texts kept of them."""

    result: SearchResult
    query: Query | None
    shown: dict[int, HitText]
    matches: dict[int, Spans]
    did_you_mean: BetterQuery | None


class ParagraphSearch:
    """The use case. Searches run in the threads of `executor`, never on the event loop.

    Texts of recent hits are kept, `text_bytes` of them, as long as the index stays as it is.
    """

    def __init__(
        self, index: ParagraphIndex, database: Database, executor: Executor, text_bytes: int = 0
    ) -> None:
        self._index = index
        self._database = database
        self._executor = executor
        self._texts: Kept[int, HitText] = Kept(text_bytes)
        self._warm: str | None = None

    async def state(self) -> IndexState | None:
        """What the index holds now; None before its first build."""
        return await self._run(self._index.state)

    @property
    def is_warm(self) -> bool:
        """Whether what the index counts from has been loaded, so that no reader waits for it."""
        return self._warm is not None

    async def warm_up(self) -> None:
        """Load what the index counts from, unless that of its newest state is loaded already."""
        facets = tuple(FacetRequest(field, 1) for field in Field)
        request = replace(counting(Criteria()), facets=facets)
        with contextlib.suppress(ParagraphIndexError):
            state = await self.state()
            if state is not None and state.generation != self._warm:
                found = await self._run(lambda: self._index.search(request))
                self._warm = found.generation

    async def search(self, wanted: Search) -> FoundPage:
        """One page. Raises QuerySyntaxError, QueryTooCostly, IndexMissing."""
        found = await self._run(lambda: self._find(wanted))
        result = found.result
        hits = result.hits[: wanted.limit]
        more = len(result.hits) > wanted.limit
        return FoundPage(
            total=result.total,
            hits=await self._read(hits, found, wanted.context),
            facets=tuple(
                FoundFacet(
                    each.field,
                    found_values(each.field, each.counts, wanted.criteria),
                    each.distinct,
                )
                for each in result.facets
            ),
            histogram=result.histogram,
            position=hits[-1].position if more else None,
            did_you_mean=found.did_you_mean,
        )

    async def explain(self, text: str, paragraph_id: int) -> Explanation | None:
        """How a paragraph comes by its score for a text; None where it is not searched for.

        Raises QuerySyntaxError, QueryTooCostly, IndexMissing.
        """
        query = parse_query(text)
        return await self._run(lambda: self._index.explain(query, paragraph_id))

    def _find(self, wanted: Search) -> _Found:
        request = replace(
            counting(wanted.criteria),
            sort=wanted.order,
            limit=wanted.limit + 1,
            after=wanted.after,
            facets=tuple(FacetRequest(field, wanted.facet_limit) for field in wanted.facets),
            histogram=wanted.histogram,
        )
        result = self._index.search(request)
        hits = result.hits[: wanted.limit]
        kept = {hit.id: self._texts.get(result.generation, hit.id) for hit in hits}
        shown = {key: text for key, text in kept.items() if text is not None}
        matches = _highlight(shown, request.query)
        better = None if wanted.after else self._better(request, result.total)
        return _Found(result, request.query, shown, matches, better)

    def _better(self, request: SearchRequest, total: int) -> BetterQuery | None:
        if request.query is None or total > _FEW:
            return None
        query = self._index.suggest(request.query)
        if query is None:
            return None
        found = self._index.search(replace(request, query=query, limit=1, facets=()))
        return BetterQuery(query, found.total) if found.total > total else None

    async def _read(
        self, hits: tuple[Hit, ...], found: _Found, context: int
    ) -> tuple[FoundParagraph, ...]:
        """The hits with their texts. Those that the store has just given up are left out.

        The store is read after the index, so it is as new as the hits or newer.
        """
        missing = [hit.id for hit in hits if hit.id not in found.shown]
        if missing:
            async with self._database.glancing() as connection:
                read = await read_hits(connection, missing)
            found.shown.update(read)
            self._keep(found.result.generation, read)
            if found.query is not None:
                found.matches.update(await self._run(lambda: _highlight(read, found.query)))
        around = await self._read_around(found.shown.values(), context)
        return tuple(
            FoundParagraph(
                shown=found.shown[hit.id],
                matches=found.matches.get(hit.id, ()),
                score=hit.score,
                matching_paragraphs=hit.matches,
                neighbours=around.get(hit.id, Neighbours()),
            )
            for hit in hits
            if hit.id in found.shown
        )

    async def _read_around(self, shown: Iterable[HitText], context: int) -> dict[int, Neighbours]:
        if not context:
            return {}
        async with self._database.reading() as session:
            return await read_neighbours(
                session, [(each, each.language) for each in shown], context
            )

    def _keep(self, generation: str, read: Mapping[int, HitText]) -> None:
        for key, text in read.items():
            self._texts.put(generation, key, text, _HIT_BYTES + len(text.text))

    async def _run(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def _highlight(shown: Mapping[int, HitText], query: Query | None) -> dict[int, Spans]:
    if query is None:
        return {}
    return {
        key: tuple(find_matches(each.text, query, each.language)) for key, each in shown.items()
    }
