"""Counts what was found: facets and the date histogram, by paragraph or by resolution."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt

from index.columns.row import UNDATED
from index.columns.rows import Rows
from index.columns.segment import DOCUMENT_FIELDS
from index.columns.sets import ValueSets
from index.columns.table import Table
from index.fields import Field
from index.model import (
    FacetCount,
    FacetRequest,
    FacetResult,
    HistogramBucket,
    Interval,
    Unit,
)

Counts = npt.NDArray[np.int64]

_DEAR = 8
"""A member of a set looked up by its set costs 16 ns; one in passing over all members, by value, 1
to 2 (measured with 70,000 and 240,000 members)."""


@dataclass(frozen=True, eq=False)
class Found:
    """Rows found, and how many of them each document has. `unit` is what is counted."""

    table: Table
    rows: Rows
    unit: Unit

    @cached_property
    def by_document(self) -> Counts:
        """For each document, how many of its rows were found."""
        documents = self.table.columns.document_of.take(self.rows)
        return np.bincount(documents, minlength=len(self.table.columns.days))

    @cached_property
    def documents(self) -> Rows:
        """The documents of which any row was found."""
        return np.flatnonzero(self.by_document)

    @cached_property
    def by_resolution(self) -> Counts:
        """For each resolution, how many of its rows were found."""
        resolutions = self.table.resolution_of.take(self.documents)
        size = len(self.table.resolutions)
        hits = self.by_document.take(self.documents)
        return np.bincount(resolutions, weights=hits, minlength=size).astype(np.int64)

    @property
    def total(self) -> int:
        """How many units were found."""
        if self.unit is Unit.PARAGRAPH:
            return len(self.rows)
        return int(np.count_nonzero(self.by_resolution))

    def value_counts(self, name: Field) -> Counts:
        """For each value of a field, how many units have it."""
        if self.rows is not self.table.rows:
            return self._count_values(name)
        # Everything: the same for all who open the page.
        kept = self.table.kept.get((name, self.unit))
        if kept is not None:
            return cast("Counts", kept)
        counts = self._count_values(name)
        self.table.kept.put((name, self.unit), counts)
        return counts

    def _count_values(self, name: Field) -> Counts:
        set_of, sets = self.table.columns.set_of[name], self.table.columns.sets[name]
        if self.unit is Unit.RESOLUTION:
            return self._count_resolutions(set_of, sets, name)
        if name not in DOCUMENT_FIELDS:
            return _count_members(sets, set_of.take(self.rows), None)
        hits = self.by_document.take(self.documents)
        return _count_members(sets, set_of.take(self.documents), hits)

    def _count_resolutions(
        self, set_of: npt.NDArray[np.int32], sets: ValueSets, name: Field
    ) -> Counts:
        """Each resolution once for each value: first its distinct sets, then their values."""
        if name not in DOCUMENT_FIELDS:
            set_numbers = set_of.take(self.rows)
            documents = self.table.columns.document_of.take(self.rows)
            resolutions = self.table.resolution_of.take(documents)
        else:
            set_numbers = set_of.take(self.documents)
            if self.table.is_one_document_each:
                return _count_members(sets, set_numbers, None)
            resolutions = self.table.resolution_of.take(self.documents)
        keys = np.unique(resolutions.astype(np.int64) * len(sets) + set_numbers)
        resolutions, set_numbers = np.divmod(keys, max(len(sets), 1))
        members, sizes = sets.members_of(set_numbers)
        pairs = np.unique(np.repeat(resolutions, sizes) * len(sets.values) + members)
        return np.bincount(pairs % max(len(sets.values), 1), minlength=len(sets.values))


def count_facet(found: Found, request: FacetRequest, chosen: Iterable[str]) -> FacetResult:
    """The counts of a field. The values chosen are always among them."""
    sets = found.table.columns.sets[request.field]
    counts = found.value_counts(request.field)
    if request.values is None:
        candidates = np.flatnonzero(counts)
    else:
        wanted = np.array(sorted(sets.numbers(request.values)), dtype=np.intp)
        candidates = wanted.compress(counts.take(wanted) > 0)
    listed = _most_frequent(counts, candidates, request.limit)
    extra = {number: value for value in chosen if (number := sets.number(value)) is not None}
    extra = {number: value for number, value in extra.items() if number not in listed}
    absent = [FacetCount(value, 0) for value in chosen if sets.number(value) is None]
    numbers = [*listed, *extra]
    if extra:
        numbers.sort(key=lambda number: (-counts[number], number))
    result = [
        FacetCount(sets.values[number], count)
        for number, count in zip(numbers, counts.take(numbers).tolist(), strict=True)
    ]
    if absent:
        result = sorted([*result, *absent], key=lambda each: (-each.count, each.value))
    return FacetResult(request.field, tuple(result), len(candidates))


def count_periods(found: Found, interval: Interval) -> tuple[HistogramBucket, ...]:
    """How many units fall in each year or month, in order of time; empty periods are left out."""
    table = found.table
    documents = found.documents.compress(table.columns.days.take(found.documents) != UNDATED)
    period_of, starts = _periods(table.columns.days.take(documents), interval)
    if found.unit is Unit.PARAGRAPH:
        counts = np.bincount(
            period_of, weights=found.by_document.take(documents), minlength=len(starts)
        )
    else:
        keys = table.resolution_of.take(documents).astype(np.int64) * len(starts) + period_of
        counts = np.bincount(np.unique(keys) % max(len(starts), 1), minlength=len(starts))
    return tuple(
        HistogramBucket(start, int(count)) for start, count in zip(starts, counts, strict=True)
    )


def _periods(
    days: npt.NDArray[np.int32], interval: Interval
) -> tuple[npt.NDArray[np.int64], list[date]]:
    distinct, of_day = np.unique(days, return_inverse=True)
    starts_of_days = [_period_start(date.fromordinal(day), interval) for day in distinct.tolist()]
    starts = sorted(set(starts_of_days))
    numbers = {start: number for number, start in enumerate(starts)}
    period = np.array([numbers[start] for start in starts_of_days], dtype=np.int64)
    return period[of_day], starts


def _period_start(day: date, interval: Interval) -> date:
    return day.replace(day=1) if interval is Interval.MONTH else day.replace(month=1, day=1)


def _count_members(
    sets: ValueSets, set_numbers: npt.NDArray[np.int32], weights: Counts | None
) -> Counts:
    """How often each value is in these sets, each set as often as its weight says."""
    size = len(sets.values)
    mean_size = len(sets.members) / max(len(sets), 1)
    if len(set_numbers) * mean_size * _DEAR < len(sets.members):
        members, sizes = sets.members_of(set_numbers)
        repeated = None if weights is None else np.repeat(weights, sizes)
        return np.bincount(members, weights=repeated, minlength=size).astype(np.int64)
    hits = np.bincount(set_numbers, weights=weights, minlength=len(sets)).astype(np.int64)
    if not size:
        return np.zeros(0, dtype=np.int64)
    # Every value is in some set, as `reduceat` requires.
    return np.add.reduceat(hits.take(sets.holders), sets.first_holders)


def _most_frequent(counts: Counts, candidates: Rows, limit: int) -> list[int]:
    """The values of the highest counts, in order; those counted alike in the order of values."""
    if limit <= 0:
        return []
    amounts = counts.take(candidates)
    if len(candidates) > 2 * limit:
        least = np.partition(amounts, -limit)[-limit]
        kept = np.flatnonzero(amounts >= least)
        candidates, amounts = candidates.take(kept), amounts.take(kept)
    order = np.argsort(-amounts, kind="stable")[:limit]
    return [int(number) for number in candidates.take(order)]
