"""Search for paragraphs: ids, order and counts from the index, texts from the store."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
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
    SearchResult,
    Sort,
)
from index.query import Query, parse_query
from service.search.hit_texts import HitTexts
from service.search.symbol_queries import find_resolution, symbols_meant
from service.store.database import Database
from service.store.hits import HitResolution, HitText
from service.store.paragraphs import Neighbours, read_neighbours

_FEW = 2
"""A search that finds more than this many was not misspelt."""

_T = TypeVar("_T")
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that may have been meant, and how much it finds under the same filters."""

    query: Query
    total: int


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A page of a result of the index, with the texts of its hits.

    Attributes:
        result: What the index found; its hits are those of this page whose texts are stored.
        texts: The text of each hit, by its id.
        matches: Where each text matches the query: offsets, by id of the hit.
        next_position: Where the next page begins; None on the last one.
        suggestion: What finds more, where the query finds next to nothing.
        neighbours: The paragraphs around each hit, by its id, where they were requested.
        named: The resolution whose symbol the text of the search is.
    """

    result: SearchResult
    texts: Mapping[int, HitText]
    matches: Mapping[int, Sequence[_Span]]
    next_position: tuple[str | float | int, ...] | None
    suggestion: Suggestion | None
    neighbours: Mapping[int, Neighbours] = field(default_factory=dict)
    named: HitResolution | None = None


class ParagraphSearch:
    """The use case. Searches run in the threads of an executor, never on the event loop."""

    def __init__(
        self, index: ParagraphIndex, database: Database, executor: Executor, text_bytes: int = 0
    ) -> None:
        """Put the parts together.

        Args:
            index: The index to search.
            database: The store that it was built from.
            executor: The threads that searches run in.
            text_bytes: The size of the cache for texts of recent hits.
        """
        self._index = index
        self._database = database
        self._executor = executor
        self._texts = HitTexts(database, text_bytes)
        self._warm: str | None = None

    async def state(self) -> IndexState | None:
        """The state of the index; None before its first build."""
        return await self._run(self._index.state)

    @property
    def is_warm(self) -> bool:
        """Whether what the index counts from has been loaded, so that no reader waits for it."""
        return self._warm is not None

    async def warm_up(self) -> None:
        """Load what the index counts from, unless that of its newest state is loaded already."""
        facets = tuple(FacetRequest(field, 1) for field in Field)
        request = SearchRequest(sort=Sort.NEWEST, limit=1, facets=facets)
        with contextlib.suppress(ParagraphIndexError):
            state = await self.state()
            if state is not None and state.generation != self._warm:
                found = await self._run(lambda: self._index.search(request))
                self._warm = found.generation

    async def search(
        self, request: SearchRequest, *, text: str = "", context: int = 0
    ) -> ResultPage:
        """Find a page of paragraphs.

        Args:
            request: The request to the index.
            text: The text that the query was parsed from; it may be the symbol of a resolution.
            context: How many neighbours to read before and after each hit.

        Raises:
            IndexMissing: Nothing has been indexed yet.
            QueryTooCostly: The query takes too much work.
            InvalidCursor: `request.after` is no position in the requested order.
        """
        loop = asyncio.get_running_loop()
        page = await self._run(lambda: self._find(request, loop))
        if context:
            page = replace(page, neighbours=await self._neighbours(page.texts, context))
        if symbols := symbols_meant(text):
            async with self._database.reading() as session:
                page = replace(page, named=await find_resolution(session, symbols))
        return page

    async def explain(self, text: str, paragraph_id: int) -> Explanation | None:
        """Explain the score of a paragraph for a text; None where it is not searched.

        Raises:
            QuerySyntaxError: The text is no query.
            QueryTooCostly: The query takes too much work.
            IndexMissing: Nothing has been indexed yet.
        """
        query = parse_query(text)
        return await self._run(lambda: self._index.explain(query, paragraph_id))

    def _find(self, request: SearchRequest, loop: asyncio.AbstractEventLoop) -> ResultPage:
        """All of a page that the index and the texts of its hits give, in one visit to a thread.

        Going back to the event loop for the texts, and to a thread again for the matches, takes
        3 to 8 % longer where the texts are not cached.
        """
        # One hit more than the page has: if it is found, there is a next page.
        result = self._index.search(replace(request, limit=request.limit + 1))
        hits = result.hits[: request.limit]
        texts = self._texts.read(result.generation, [hit.id for hit in hits], loop)
        return ResultPage(
            result=replace(result, hits=tuple(hit for hit in hits if hit.id in texts)),
            texts=texts,
            matches={
                key: find_matches(text.text, request.query, text.language)
                for key, text in texts.items()
            },
            next_position=hits[-1].position if len(result.hits) > request.limit else None,
            suggestion=None if request.after else self._suggestion(request, result.total),
        )

    def _suggestion(self, request: SearchRequest, total: int) -> Suggestion | None:
        if request.query is None or total > _FEW:
            return None
        query = self._index.suggest(request.query)
        if query is None:
            return None
        found = self._index.search(replace(request, query=query, limit=1, facets=()))
        return Suggestion(query, found.total) if found.total > total else None

    async def _neighbours(
        self, texts: Mapping[int, HitText], context: int
    ) -> dict[int, Neighbours]:
        async with self._database.reading() as session:
            hits = [(text, text.language) for text in texts.values()]
            return await read_neighbours(session, hits, context)

    async def _run(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)
