"""Counts what was found: facets and the date histogram, by paragraph or by resolution."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import numpy.typing as npt

from index.columns.row import UNDATED
from index.columns.table import Table
from index.columns.values import ValueSets
from index.fields import Field
from index.model import (
    FacetCount,
    FacetRequest,
    FacetResult,
    HistogramBucket,
    Interval,
    Unit,
)

Rows = npt.NDArray[np.intp]
Counts = npt.NDArray[np.int64]


def count_units(table: Table, rows: Rows, unit: Unit) -> int:
    """How many paragraphs or resolutions these rows are."""
    if unit is Unit.PARAGRAPH:
        return len(rows)
    return int(np.count_nonzero(np.bincount(table.resolution_of[rows])))


def count_facet(
    table: Table, rows: Rows, unit: Unit, request: FacetRequest, chosen: Iterable[str]
) -> FacetResult:
    """The counts of a field over these rows. The values chosen are always among them."""
    sets = table.sets[request.field]
    counts = _value_counts(table, rows, unit, request.field)
    allowed = counts > 0
    if request.values is not None:
        allowed &= _marked(sets, request.values)
    candidates = np.flatnonzero(allowed)
    listed = _most_frequent(sets, counts, candidates, request.limit)
    named = {each.value for each in listed}
    extra = [(value, _count_of(sets, counts, value)) for value in chosen if value not in named]
    return FacetResult(
        field=request.field,
        counts=tuple(_ranked([*((each.value, each.count) for each in listed), *extra])),
        distinct=len(candidates),
    )


def count_periods(
    table: Table, rows: Rows, unit: Unit, interval: Interval
) -> tuple[HistogramBucket, ...]:
    """How many units fall in each year or month, in order of time; empty periods are left out."""
    rows = rows[table.days[rows] != UNDATED]
    period_of_day, starts = _periods(table.days[rows], interval)
    if unit is Unit.RESOLUTION:
        keys = table.resolution_of[rows].astype(np.int64) * len(starts) + period_of_day
        period_of_day = np.unique(keys) % max(len(starts), 1)
    counts = np.bincount(period_of_day, minlength=len(starts))
    return tuple(
        HistogramBucket(start, int(count)) for start, count in zip(starts, counts, strict=True)
    )


def _periods(
    days: npt.NDArray[np.int32], interval: Interval
) -> tuple[npt.NDArray[np.int64], list[date]]:
    distinct, of_day = np.unique(days, return_inverse=True)
    starts_of_days = [_period_start(date.fromordinal(int(day)), interval) for day in distinct]
    starts = sorted(set(starts_of_days))
    numbers = {start: number for number, start in enumerate(starts)}
    period = np.array([numbers[start] for start in starts_of_days], dtype=np.int64)
    return period[of_day], starts


def _period_start(day: date, interval: Interval) -> date:
    return day.replace(day=1) if interval is Interval.MONTH else day.replace(month=1, day=1)


def _value_counts(table: Table, rows: Rows, unit: Unit, name: Field) -> Counts:
    sets = table.sets[name]
    set_of_row = table.set_of[name][rows]
    if unit is Unit.PARAGRAPH:
        hits = np.bincount(set_of_row, minlength=len(sets.sizes))
        weights = np.repeat(hits, sets.sizes)
        counts = np.bincount(sets.members, weights=weights, minlength=len(sets.values))
        return counts.astype(np.int64)
    # Each resolution once for each value: first its distinct sets, then their distinct values.
    keys = np.unique(table.resolution_of[rows].astype(np.int64) * len(sets.sizes) + set_of_row)
    resolutions, set_numbers = np.divmod(keys, max(len(sets.sizes), 1))
    sizes = sets.sizes[set_numbers]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    members = sets.members[np.repeat(sets.starts[set_numbers], sizes) + within]
    pairs = np.unique(np.repeat(resolutions, sizes) * len(sets.values) + members)
    return np.bincount(pairs % max(len(sets.values), 1), minlength=len(sets.values))


def _most_frequent(
    sets: ValueSets, counts: Counts, candidates: Rows, limit: int
) -> list[FacetCount]:
    if limit <= 0:
        return []
    if len(candidates) > limit:
        least = np.partition(counts[candidates], -limit)[-limit]
        candidates = candidates[counts[candidates] >= least]
    return _ranked((sets.values[number], int(counts[number])) for number in candidates)[:limit]


def _marked(sets: ValueSets, values: Iterable[str]) -> npt.NDArray[np.bool_]:
    marked = np.zeros(len(sets.values), dtype=np.bool_)
    marked[[number for value in values if (number := sets.number(value)) is not None]] = True
    return marked


def _count_of(sets: ValueSets, counts: Counts, value: str) -> int:
    number = sets.number(value)
    return 0 if number is None else int(counts[number])


def _ranked(counts: Iterable[tuple[str, int]]) -> list[FacetCount]:
    return [
        FacetCount(value, count)
        for value, count in sorted(counts, key=lambda pair: (-pair[1], pair[0]))
    ]
