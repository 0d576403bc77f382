"""Selects the rows that a request finds: those of its query that pass its filters and dates.

With a query, filters test the sets of the rows found: 1.7 ns a row, where making a bitmap of the
rows would take 4. Without one, filters are bitmaps from the start: intersecting two of them takes
20 µs where testing 300,000 rows takes 700 (measured at 300,000 rows).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from pyroaring import BitMap

from index.execution.matcher import match
from index.execution.patterns import PostingsReader
from index.execution.row_lists import Rows
from index.execution.snapshot import Snapshot, rows_of
from index.fields import DOCUMENT_FIELDS, Field
from index.model import SearchRequest
from index.storage.arrays import Mask, NumberArray


@dataclass(frozen=True, eq=False, slots=True)
class Selection:
    """The rows of a request, and for fields with a filter, those that all other filters leave."""

    rows: Rows
    unfiltered: Mapping[Field, Rows]

    def rows_for(self, name: Field) -> Rows:
        """The rows over which a field is counted: those that pass all filters but its own."""
        return self.unfiltered.get(name, self.rows)


def select_rows(request: SearchRequest, snapshot: Snapshot, postings: PostingsReader) -> Selection:
    """The rows that a request finds. Raises QueryTooCostly."""
    counted = {each.field for each in request.facets if each.field in request.filters}
    if request.query is None:
        return _select_by_bitmaps(request, snapshot, counted)
    rows = _filter_dates(match(request.query, snapshot, postings), request, snapshot)
    return _filter_rows(rows, request.filters, snapshot, counted)


def _filter_dates(rows: Rows, request: SearchRequest, snapshot: Snapshot) -> Rows:
    if request.date_from is None and request.date_to is None:
        return rows
    dated = snapshot.dated(request.date_from, request.date_to)
    return rows.compress(dated.take(snapshot.columns.document_of.take(rows)))


def _select_by_bitmaps(
    request: SearchRequest, snapshot: Snapshot, counted: Collection[Field]
) -> Selection:
    bitmaps = {
        name: snapshot.bitmap(name, snapshot.columns.sets[name].numbers(values))
        for name, values in request.filters.items()
    }

    def intersection(left_out: Field | None = None) -> Rows:
        wanted = [bitmap for name, bitmap in bitmaps.items() if name is not left_out]
        rows = rows_of(BitMap.intersection(*wanted)) if wanted else snapshot.rows
        return _filter_dates(rows, request, snapshot)

    return Selection(intersection(), {name: intersection(name) for name in counted})


def _filter_rows(
    rows: Rows,
    filters: Mapping[Field, Collection[str]],
    snapshot: Snapshot,
    counted: Collection[Field],
) -> Selection:
    if not filters:
        return Selection(rows, {})
    documents = snapshot.columns.document_of.take(rows)
    failing = {
        name: ~_pass_filter(rows, documents, name, values, snapshot)
        for name, values in filters.items()
    }
    failures = reduce(
        np.add, (fails.view(np.uint8) for fails in failing.values()), np.zeros(len(rows), np.uint8)
    )
    return Selection(
        rows.compress(failures == 0),
        {name: rows.compress(failures == failing[name].view(np.uint8)) for name in counted},
    )


def _pass_filter(
    rows: Rows, documents: NumberArray, name: Field, values: Collection[str], snapshot: Snapshot
) -> Mask:
    sets = snapshot.columns.sets[name]
    have_any = sets.have_any(sets.numbers(values))
    set_of = snapshot.columns.set_of[name]
    if name in DOCUMENT_FIELDS:
        return have_any.take(set_of).take(documents)
    return have_any.take(set_of.take(rows))
