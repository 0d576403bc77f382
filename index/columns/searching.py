"""Answers a search request from the columns and an engine's postings."""

import numpy as np

from index.columns.counting import count_facet, count_periods, count_units
from index.columns.matching import Mask, Postings, everything, match
from index.columns.ordering import page
from index.columns.table import Table
from index.fields import Field
from index.model import SearchRequest, SearchResult


def answer(request: SearchRequest, table: Table, postings: Postings) -> SearchResult:
    """Find, count and cut out a page. Raises QueryTooCostly, InvalidCursor."""
    matches = everything(table) if request.query is None else match(request.query, table, postings)
    base = matches.mask
    if request.date_from is not None or request.date_to is not None:
        base = base & table.dated(request.date_from, request.date_to)
    filters = {name: table.filtered(name, values) for name, values in request.filters.items()}
    rows = np.flatnonzero(_all_of(base, filters))
    facets = tuple(
        count_facet(
            table,
            np.flatnonzero(_all_of(base, filters, but=each.field))
            if each.field in filters
            else rows,
            request.unit,
            each,
            sorted(request.filters.get(each.field, ())),
        )
        for each in request.facets
    )
    return SearchResult(
        total=count_units(table, rows, request.unit),
        hits=page(table, matches, rows, request.sort, request.unit, request.limit, request.after),
        facets=facets,
        histogram=()
        if request.histogram is None
        else count_periods(table, rows, request.unit, request.histogram),
        generation=table.generation,
    )


def _all_of(base: Mask, filters: dict[Field, Mask], but: Field | None = None) -> Mask:
    mask = base
    for name, allowed in filters.items():
        if name is not but:
            mask = mask & allowed
    return mask
