"""Search for paragraphs: ids, order and counts from the index, texts from the store."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from index.errors import ParagraphIndexError
from index.fields import Field
from index.highlight import find_matches
from index.model import (
    FacetRequest,
    FacetResult,
    HistogramBucket,
    Hit,
    IndexState,
    ParagraphIndex,
    SearchRequest,
)
from index.query import Query, parse_query
from service.search.criteria import Criteria, Position, Search
from service.search.labels import label_of
from service.store.reading_paragraphs import (
    Neighbours,
    ParagraphOfResolution,
    read_by_ids,
    read_neighbours,
)

_ALL_VALUES = 1_000_000
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FoundParagraph:
    """A hit with its texts; `matches` are offsets into the text of the paragraph."""

    place: ParagraphOfResolution
    matches: tuple[tuple[int, int], ...]
    score: float
    matching_paragraphs: int
    neighbours: Neighbours


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A value of a facet, by what it is called, and how often it is there."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class FoundFacet:
    """Counts of a field, its own filter left out; `distinct` is how many values there are."""

    field: Field
    values: tuple[FoundValue, ...]
    distinct: int

    @property
    def truncated(self) -> bool:
        """Whether there are more values than these."""
        return self.distinct > len(self.values)


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of hits; `position` is where the next one begins, None on the last."""

    total: int
    hits: tuple[FoundParagraph, ...]
    facets: tuple[FoundFacet, ...]
    histogram: tuple[HistogramBucket, ...]
    position: Position | None


class ParagraphSearch:
    """The use case. Searches run in the threads of `executor`, never on the event loop."""

    def __init__(self, index: ParagraphIndex, executor: Executor) -> None:
        self._index = index
        self._executor = executor
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
        request = _request(Criteria(), None, facets=facets, limit=1)
        with contextlib.suppress(ParagraphIndexError):
            state = await self.state()
            if state is not None and state.generation != self._warm:
                found = await self._run(lambda: self._index.search(request))
                self._warm = found.generation

    async def search(self, session: AsyncSession, wanted: Search) -> FoundPage:
        """One page. Raises QuerySyntaxError, QueryTooCostly, IndexMissing."""
        query = _parse(wanted.criteria)
        request = _request(
            wanted.criteria,
            query,
            facets=tuple(FacetRequest(field, wanted.facet_limit) for field in wanted.facets),
            limit=wanted.limit + 1,
            wanted=wanted,
        )
        result = await self._run(lambda: self._index.search(request))
        hits = result.hits[: wanted.limit]
        more = len(result.hits) > wanted.limit
        return FoundPage(
            total=result.total,
            hits=await self._read(session, hits, query, wanted.context),
            facets=tuple(_facet(each, wanted.criteria) for each in result.facets),
            histogram=result.histogram,
            position=hits[-1].position if more else None,
        )

    async def facet_values(
        self, criteria: Criteria, field: Field, *, contains: str = "", limit: int = 50
    ) -> FoundFacet:
        """The values of one field, of those whose value or label contains a text."""
        part = contains.casefold()
        asked = FacetRequest(field, _ALL_VALUES if part else limit)
        request = _request(criteria, _parse(criteria), facets=(asked,), limit=1)
        result = await self._run(lambda: self._index.search(request))
        found = _facet(result.facets[0], criteria)
        if not part:
            return found
        fitting = tuple(
            each
            for each in found.values
            if part in each.value.casefold() or part in each.label.casefold()
        )
        return FoundFacet(field, fitting[:limit], len(fitting))

    async def _read(
        self, session: AsyncSession, hits: tuple[Hit, ...], query: Query | None, context: int
    ) -> tuple[FoundParagraph, ...]:
        """The hits with their texts. Those that the store has just given up are left out."""
        places = await read_by_ids(session, [hit.id for hit in hits])
        around = await read_neighbours(session, [each.detail for each in places.values()], context)
        matches = await self._run(lambda: _highlight(places, query))
        return tuple(
            FoundParagraph(
                place=places[hit.id],
                matches=matches.get(hit.id, ()),
                score=hit.score,
                matching_paragraphs=hit.matches,
                neighbours=around.get(hit.id, Neighbours()),
            )
            for hit in hits
            if hit.id in places
        )

    async def _run(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def _parse(criteria: Criteria) -> Query | None:
    return parse_query(criteria.text) if criteria.text else None


def _request(
    criteria: Criteria,
    query: Query | None,
    *,
    facets: tuple[FacetRequest, ...],
    limit: int,
    wanted: Search | None = None,
) -> SearchRequest:
    page = wanted or Search(criteria)
    return SearchRequest(
        query=query,
        filters={field: frozenset(values) for field, values in criteria.filters.items()},
        date_from=criteria.date_from,
        date_to=criteria.date_to,
        unit=criteria.unit,
        sort=page.order,
        limit=limit,
        after=page.after,
        facets=facets,
        histogram=page.histogram,
    )


def _highlight(
    places: Mapping[int, ParagraphOfResolution], query: Query | None
) -> dict[int, tuple[tuple[int, int], ...]]:
    if query is None:
        return {}
    return {
        key: tuple(find_matches(place.detail.paragraph.text, query, place.detail.language))
        for key, place in places.items()
    }


def _facet(result: FacetResult, criteria: Criteria) -> FoundFacet:
    chosen = criteria.filters.get(result.field, ())
    values = tuple(
        FoundValue(each.value, label_of(result.field, each.value), each.count, each.value in chosen)
        for each in result.counts
    )
    return FoundFacet(result.field, values, result.distinct)
