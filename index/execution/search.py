"""Executes a search request on a snapshot and an engine's postings."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import cast

from index.execution.facet_counts import MatchedRows, count_facet, count_periods
from index.execution.filters import Selection, select_rows
from index.execution.hit_collector import collect_hits
from index.execution.patterns import PostingsReader
from index.execution.row_lists import Rows
from index.execution.scorer import Scorer
from index.execution.snapshot import Snapshot
from index.model import FacetResult, HistogramBucket, SearchRequest, SearchResult


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """The counts of a request, which are the same on all its pages."""

    total: int
    facets: tuple[FacetResult, ...]
    histogram: tuple[HistogramBucket, ...]

    @property
    def nbytes(self) -> int:
        """Bytes, about."""
        return 200 * (1 + len(self.histogram) + sum(len(each.counts) for each in self.facets))


def execute_search(
    request: SearchRequest, snapshot: Snapshot, postings: PostingsReader
) -> SearchResult:
    """Match, count and collect a page of hits. Raises QueryTooCostly, InvalidCursor."""
    selection = select_rows(request, snapshot, postings)
    found = MatchedRows(snapshot, selection.rows, request.unit)
    scorer = Scorer(request.query, snapshot, postings)
    hits = collect_hits(found, scorer, request.sort, request.limit, request.after)
    key = _counts_key(request)
    counts = cast("RequestCounts | None", snapshot.result_counts.get(key))
    if counts is None:
        counts = _count(request, found, selection)
        snapshot.result_counts.put(key, counts, counts.nbytes)
    return SearchResult(
        total=counts.total,
        hits=hits,
        facets=counts.facets,
        histogram=counts.histogram,
        generation=snapshot.generation,
    )


def _count(request: SearchRequest, found: MatchedRows, selection: Selection) -> RequestCounts:
    def found_for(rows: Rows) -> MatchedRows:
        return found if rows is found.rows else MatchedRows(found.snapshot, rows, found.unit)

    return RequestCounts(
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


def _counts_key(request: SearchRequest) -> Hashable:
    """Everything in a request that its counts depend on."""
    return (
        request.query,
        frozenset(request.filters.items()),
        request.date_from,
        request.date_to,
        request.unit,
        tuple(request.facets),
        request.histogram,
    )
