"""Answers a search request from the columns and an engine's postings."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import cast

from index.execution.facet_counts import Found, count_facet, count_periods
from index.execution.filters import Selection, select
from index.execution.hit_collector import page
from index.execution.matcher import Postings
from index.execution.row_lists import Rows
from index.execution.scorer import Scoring
from index.execution.snapshot import Table
from index.model import FacetResult, HistogramBucket, SearchRequest, SearchResult


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted for a request, and is the same on all its pages."""

    total: int
    facets: tuple[FacetResult, ...]
    histogram: tuple[HistogramBucket, ...]

    @property
    def nbytes(self) -> int:
        """How much memory it takes, about."""
        return 200 * (1 + len(self.histogram) + sum(len(each.counts) for each in self.facets))


def answer(request: SearchRequest, table: Table, postings: Postings) -> SearchResult:
    """Find, count and cut out a page. Raises QueryTooCostly, InvalidCursor."""
    selection = select(request, table, postings)
    found = Found(table, selection.rows, request.unit)
    scoring = Scoring(request.query, table, postings)
    hits = page(found, scoring, request.sort, request.limit, request.after)
    key = _counted_of(request)
    counted = cast("Counted | None", table.counted.get(key))
    if counted is None:
        counted = _count(request, found, selection)
        table.counted.put(key, counted)
    return SearchResult(
        total=counted.total,
        hits=hits,
        facets=counted.facets,
        histogram=counted.histogram,
        generation=table.generation,
    )


def _count(request: SearchRequest, found: Found, selection: Selection) -> Counted:
    def found_for(rows: Rows) -> Found:
        return found if rows is found.rows else Found(found.table, rows, found.unit)

    return Counted(
        total=found.total,
        facets=tuple(
            count_facet(
                found_for(selection.rows_for(each.field)),
                each,
                sorted(request.filters.get(each.field, ())),
            )
            for each in request.facets
        ),
        histogram=() if request.histogram is None else count_periods(found, request.histogram),
    )


def _counted_of(request: SearchRequest) -> Hashable:
    """All of a request that its counts depend on."""
    return (
        request.query,
        frozenset(request.filters.items()),
        request.date_from,
        request.date_to,
        request.unit,
        tuple(request.facets),
        request.histogram,
    )
