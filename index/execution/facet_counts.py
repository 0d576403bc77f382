"""Counts matched rows: facets and the date histogram, by paragraph or by resolution."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt

from index.execution.row_lists import NO_ROWS, Rows
from index.execution.snapshot import ENTRY_BYTES, Snapshot
from index.fields import DOCUMENT_FIELDS, Field
from index.model import FacetCount, FacetRequest, FacetResult, HistogramBucket, Interval, Unit
from index.storage.arrays import NumberArray
from index.storage.paragraph_rows import UNDATED
from index.storage.value_sets import ValueSets

Counts = npt.NDArray[np.int64]

_EPOCH = date(1970, 1, 1).toordinal()
_MAX_MARKS = 8_000_000
_MARKS_EACH = 400
"""Pairs are marked in a matrix, 0.1 ns for each cell of it, rather than sorted, 50 ns a pair."""

_EXPANDING = 5
"""Reading the members of given sets costs 10 ns a set and 4 ns a member; reading all members of all
sets, value by value, 0.8 ns (measured with 70,000 and 240,000 members)."""


@dataclass(frozen=True, eq=False)
class MatchedRows:
    """The rows that a request finds, and how many of them each document has.

    `unit` is what is counted.
    """

    snapshot: Snapshot
    rows: Rows
    unit: Unit

    @cached_property
    def by_document(self) -> Counts:
        """For each document, how many of its rows are found."""
        if self.rows is self.snapshot.rows:
            return self.snapshot.rows_by_document
        documents = self.snapshot.columns.document_of.take(self.rows)
        return np.bincount(documents, minlength=len(self.snapshot.columns.days))

    @cached_property
    def documents(self) -> Rows:
        """The documents of which any row is found."""
        return np.flatnonzero(self.by_document)

    @cached_property
    def by_resolution(self) -> Counts:
        """For each resolution, how many of its rows are found."""
        resolutions = self.snapshot.resolution_of.take(self.documents)
        size = len(self.snapshot.resolutions)
        hits = self.by_document.take(self.documents)
        return np.bincount(resolutions, weights=hits, minlength=size).astype(np.int64)

    @property
    def total(self) -> int:
        """How many units are found."""
        if self.unit is Unit.PARAGRAPH:
            return len(self.rows)
        return int(np.count_nonzero(self.by_resolution))

    def value_counts(self, name: Field) -> Counts:
        """For each value of a field, how many units have it."""
        if self.rows is not self.snapshot.rows:
            return self._count_values(name)
        # Everything is found: the counts are the same for all who open the page.
        cached = self.snapshot.partial_results.get((name, self.unit))
        if cached is not None:
            return cast("Counts", cached)
        counts = self._count_values(name)
        self.snapshot.partial_results.put((name, self.unit), counts, counts.nbytes + ENTRY_BYTES)
        return counts

    def _count_values(self, name: Field) -> Counts:
        set_of, sets = self.snapshot.columns.set_of[name], self.snapshot.columns.sets[name]
        if self.unit is Unit.RESOLUTION:
            return self._count_resolutions(set_of, sets, name)
        if name not in DOCUMENT_FIELDS:
            return _count_members(sets, set_of.take(self.rows), None)
        hits = self.by_document.take(self.documents)
        return _count_members(sets, set_of.take(self.documents), hits)

    def _count_resolutions(self, set_of: NumberArray, sets: ValueSets, name: Field) -> Counts:
        """Each resolution once for each value."""
        if name in DOCUMENT_FIELDS:
            documents, set_numbers = self.documents, set_of.take(self.documents)
            if self.snapshot.is_one_document_each:
                return _count_members(sets, set_numbers, None)
        else:
            documents = self.snapshot.columns.document_of.take(self.rows).astype(np.intp)
            set_numbers = set_of.take(self.rows)
        members, sizes = sets.members_of(set_numbers)
        resolutions = np.repeat(self.snapshot.resolution_of.take(documents), sizes)
        return _count_pairs(members, resolutions, len(sets.values), len(self.snapshot.resolutions))


def count_facet(found: MatchedRows, request: FacetRequest, chosen: Iterable[str]) -> FacetResult:
    """The counts of a field. The chosen values are always among them."""
    sets = found.snapshot.columns.sets[request.field]
    counts = found.value_counts(request.field)
    if request.values is None:
        candidates = np.flatnonzero(counts)
    else:
        wanted = np.array(sorted(sets.numbers(request.values)), dtype=np.intp)
        candidates = wanted.compress(counts.take(wanted) > 0)
    listed = _most_frequent(counts, candidates, request.limit)
    values = [sets.values[number] for number in listed.tolist()]
    result = tuple(map(FacetCount, values, counts.take(listed).tolist()))
    missing = [value for value in chosen if value not in values]
    if missing:
        numbers = [sets.number(value) for value in missing]
        missing_counts = [0 if number is None else int(counts[number]) for number in numbers]
        both = [*result, *map(FacetCount, missing, missing_counts)]
        result = tuple(sorted(both, key=lambda each: (-each.count, each.value)))
    return FacetResult(request.field, result, len(candidates))


def count_periods(found: MatchedRows, interval: Interval) -> tuple[HistogramBucket, ...]:
    """How many units fall in each year or month, in order of time; empty periods are left out."""
    snapshot = found.snapshot
    documents = found.documents.compress(snapshot.columns.days.take(found.documents) != UNDATED)
    if not len(documents):
        return ()
    kind = "datetime64[M]" if interval is Interval.MONTH else "datetime64[Y]"
    days = snapshot.columns.days.take(documents).astype(np.int64) - _EPOCH
    periods = days.astype("datetime64[D]").astype(kind).astype(np.int64)
    first, last = int(periods.min()), int(periods.max())
    periods -= first
    if found.unit is Unit.PARAGRAPH:
        hits = found.by_document.take(documents)
        counts = np.bincount(periods, weights=hits).astype(np.int64)
    else:
        resolutions = snapshot.resolution_of.take(documents)
        counts = _count_pairs(periods, resolutions, last - first + 1, len(snapshot.resolutions))
    filled = np.flatnonzero(counts)
    starts = (filled + first).astype(kind).astype("datetime64[D]").astype(object)
    return tuple(map(HistogramBucket, starts.tolist(), counts.take(filled).tolist()))


def _count_pairs(
    values: NumberArray,
    units: NumberArray,
    value_count: int,
    unit_count: int,
) -> Counts:
    """How many different units each value is paired with."""
    pairs = values.astype(np.int64)
    pairs *= unit_count
    pairs += units
    if value_count * unit_count <= min(_MAX_MARKS, _MARKS_EACH * len(values)):
        marks = np.zeros(value_count * unit_count, dtype=np.bool_)
        marks[pairs] = True
        counts: Counts = np.count_nonzero(marks.reshape(value_count, unit_count), axis=1)
        return counts
    return np.bincount(np.unique(pairs) // max(unit_count, 1), minlength=value_count)


def _count_members(sets: ValueSets, set_numbers: NumberArray, weights: Counts | None) -> Counts:
    """How often each value is in these sets, each set as often as its weight says."""
    size = len(sets.values)
    mean_size = len(sets.members) / max(len(sets), 1)
    if len(set_numbers) * (2 + mean_size) * _EXPANDING < len(sets.members):
        members, sizes = sets.members_of(set_numbers)
        repeated = None if weights is None else np.repeat(weights, sizes)
        return np.bincount(members, weights=repeated, minlength=size).astype(np.int64)
    hits = np.bincount(set_numbers, weights=weights, minlength=len(sets))
    hits = hits.astype(np.int64, copy=False)
    if not size:
        return np.zeros(0, dtype=np.int64)
    # Every value is in some set, as `reduceat` requires.
    return np.add.reduceat(hits.take(sets.holders), sets.first_holders[:-1])


def _most_frequent(counts: Counts, candidates: Rows, limit: int) -> Rows:
    """The values with the highest counts, in order; equal counts in the order of values."""
    if limit <= 0:
        return NO_ROWS
    amounts = counts.take(candidates)
    if len(candidates) > 2 * limit:
        least = np.partition(amounts, -limit)[-limit]
        best = np.flatnonzero(amounts >= least)
        candidates, amounts = candidates.take(best), amounts.take(best)
    order = np.argsort(-amounts, kind="stable")[:limit]
    return candidates.take(order)
