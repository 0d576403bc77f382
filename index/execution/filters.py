"""Which rows a request finds: those of its query that its filters and dates leave.

With a query, filters look at the sets of the rows found: 1.7 ns a row, where making a bitmap of the
rows would take 4. Without one, filters are bitmaps from the start: meeting two of them takes 20 µs
where asking 300,000 rows takes 700 (measured at 300,000 rows).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from pyroaring import BitMap

from index.execution.matcher import Postings, match
from index.execution.row_lists import Rows
from index.execution.snapshot import Table, rows_of
from index.fields import Field
from index.model import SearchRequest
from index.storage.columns import DOCUMENT_FIELDS
from index.storage.value_sets import Mask, NumberArray


@dataclass(frozen=True, eq=False, slots=True)
class Selection:
    """The rows of a request, and for fields with a filter those that it alone leaves out, too."""

    rows: Rows
    unfiltered: Mapping[Field, Rows]

    def rows_for(self, name: Field) -> Rows:
        """The rows over which a field is counted: its own filter leaves none out."""
        return self.unfiltered.get(name, self.rows)


def select(request: SearchRequest, table: Table, postings: Postings) -> Selection:
    """The rows that a request finds. Raises QueryTooCostly."""
    counted = {each.field for each in request.facets if each.field in request.filters}
    if request.query is None:
        return _select_by_bitmaps(request, table, counted)
    rows = _dated(match(request.query, table, postings), request, table)
    return _select_among(rows, request.filters, table, counted)


def _dated(rows: Rows, request: SearchRequest, table: Table) -> Rows:
    if request.date_from is None and request.date_to is None:
        return rows
    dated = table.dated(request.date_from, request.date_to)
    return rows.compress(dated.take(table.columns.document_of.take(rows)))


def _select_by_bitmaps(
    request: SearchRequest, table: Table, counted: Collection[Field]
) -> Selection:
    bitmaps = {
        name: table.bitmap(name, table.columns.sets[name].numbers(values))
        for name, values in request.filters.items()
    }

    def meeting(left_out: Field | None = None) -> Rows:
        wanted = [bitmap for name, bitmap in bitmaps.items() if name is not left_out]
        rows = rows_of(BitMap.intersection(*wanted)) if wanted else table.rows
        return _dated(rows, request, table)

    return Selection(meeting(), {name: meeting(name) for name in counted})


def _select_among(
    rows: Rows,
    filters: Mapping[Field, Collection[str]],
    table: Table,
    counted: Collection[Field],
) -> Selection:
    if not filters:
        return Selection(rows, {})
    documents = table.columns.document_of.take(rows)
    failing = {
        name: ~_passing(rows, documents, name, values, table) for name, values in filters.items()
    }
    failures = reduce(
        np.add, (fails.view(np.uint8) for fails in failing.values()), np.zeros(len(rows), np.uint8)
    )
    return Selection(
        rows.compress(failures == 0),
        {name: rows.compress(failures == failing[name].view(np.uint8)) for name in counted},
    )


def _passing(
    rows: Rows, documents: NumberArray, name: Field, values: Collection[str], table: Table
) -> Mask:
    sets = table.columns.sets[name]
    holding = sets.holding(sets.numbers(values))
    set_of = table.columns.set_of[name]
    if name in DOCUMENT_FIELDS:
        return holding.take(set_of).take(documents)
    return holding.take(set_of.take(rows))
