"""Search for paragraphs: ids, order and counts from the index, texts from the store."""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from typing import TypeVar

from index.errors import ParagraphIndexError
from index.fields import Field
from index.highlight import find_matches
from index.model import (
    Explanation,
    FacetRequest,
    IndexState,
    ParagraphIndex,
    SearchRequest,
)
from index.query import parse_query
from service.search.criteria import Criteria, Search
from service.search.found import (
    BetterQuery,
    FoundFacet,
    FoundPage,
    FoundParagraph,
    found_values,
)
from service.search.named import naming, symbols_meant
from service.search.requests import counting
from service.search.texts import HitTexts
from service.store.database import Database
from service.store.hits import HitResolution
from service.store.paragraphs import Neighbours, read_neighbours

_FEW = 2
"""A search that finds more than so much was not misspelt."""

_T = TypeVar("_T")


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
        self._texts = HitTexts(database, text_bytes)
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
        loop = asyncio.get_running_loop()
        page = await self._run(lambda: self._find(wanted, loop))
        return await self._with_neighbours(page, wanted.context) if wanted.context else page

    async def explain(self, text: str, paragraph_id: int) -> Explanation | None:
        """How a paragraph comes by its score for a text; None where it is not searched for.

        Raises QuerySyntaxError, QueryTooCostly, IndexMissing.
        """
        query = parse_query(text)
        return await self._run(lambda: self._index.explain(query, paragraph_id))

    def _find(self, wanted: Search, loop: asyncio.AbstractEventLoop) -> FoundPage:
        """All of a page but the neighbours of its hits, in one visit to a thread."""
        criteria = wanted.criteria
        request = replace(
            counting(criteria),
            sort=wanted.order,
            limit=wanted.limit + 1,
            after=wanted.after,
            facets=tuple(FacetRequest(field, wanted.facet_limit) for field in wanted.facets),
            histogram=wanted.histogram,
        )
        result = self._index.search(request)
        hits = result.hits[: wanted.limit]
        texts = self._texts.read(result.generation, [hit.id for hit in hits], loop)
        return FoundPage(
            total=result.total,
            hits=tuple(
                FoundParagraph(
                    shown=shown,
                    matches=tuple(find_matches(shown.text, request.query, shown.language)),
                    score=hit.score,
                    matching_paragraphs=hit.matches,
                )
                for hit in hits
                if (shown := texts.get(hit.id))
            ),
            facets=tuple(
                FoundFacet(
                    each.field, found_values(each.field, each.counts, criteria), each.distinct
                )
                for each in result.facets
            ),
            histogram=result.histogram,
            position=hits[-1].position if len(result.hits) > wanted.limit else None,
            did_you_mean=None if wanted.after else self._better(request, result.total),
            named=self._named(criteria.text, loop),
        )

    def _named(self, text: str, loop: asyncio.AbstractEventLoop) -> HitResolution | None:
        for symbol in symbols_meant(text):
            result = self._index.search(naming(symbol))
            texts = self._texts.read(result.generation, [hit.id for hit in result.hits], loop)
            for shown in texts.values():
                return shown.resolution
        return None

    def _better(self, request: SearchRequest, total: int) -> BetterQuery | None:
        if request.query is None or total > _FEW:
            return None
        query = self._index.suggest(request.query)
        if query is None:
            return None
        found = self._index.search(replace(request, query=query, limit=1, facets=()))
        return BetterQuery(query, found.total) if found.total > total else None

    async def _with_neighbours(self, page: FoundPage, context: int) -> FoundPage:
        shown = [(hit.shown, hit.shown.language) for hit in page.hits]
        async with self._database.reading() as session:
            around = await read_neighbours(session, shown, context)
        hits = (
            replace(hit, neighbours=around.get(hit.shown.id, Neighbours())) for hit in page.hits
        )
        return replace(page, hits=tuple(hits))

    async def _run(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)
