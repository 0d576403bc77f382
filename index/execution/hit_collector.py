"""Puts rows in order and cuts pages out of them, by position rather than by number of page.

Every order has a key of two or three columns, the last of which is the paragraph id, so that it is
total; a position is a key in plain values, and a page goes on after one.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import InvalidCursor
from index.execution.facet_counts import Found
from index.execution.row_lists import Rows
from index.execution.scorer import SCORE_DECIMALS, Scores, Scoring
from index.execution.snapshot import Table
from index.model import Hit, Sort, Unit
from index.storage.paragraph_rows import UNDATED
from index.storage.value_sets import IntArray, Mask

Key = npt.NDArray[Any]
Position = tuple[str | float | int, ...]

_LATEST = int(np.iinfo(np.int32).max)
_SLACK = 2 * 10.0**-SCORE_DECIMALS
"""Scores that are equal when rounded are nearer than this."""

_TOO_LONG = 2**63
_KEY_KINDS: dict[Sort, tuple[type, ...]] = {
    Sort.RELEVANCE: (float, int),
    Sort.NEWEST: (int, int),
    Sort.OLDEST: (int, int),
    Sort.SYMBOL: (str, int, int),
}


def page(
    found: Found,
    scoring: Scoring,
    sort: Sort,
    limit: int,
    after: Position | None,
) -> tuple[Hit, ...]:
    """The hits of a page: the first `limit` after a position. Raises InvalidCursor."""
    table, by_resolution = found.table, found.unit is Unit.RESOLUTION
    cursor = None if after is None else _cursor_key(table, sort, after)
    if limit <= 0 or not len(found.rows):
        return ()
    if sort is Sort.RELEVANCE and not scoring.ranks:
        return _page_by_id(found, limit, cursor)
    leading, slack = _leading(table, scoring, found.rows, sort)
    reached = None if cursor is None else cursor[0]
    places = _possible(found, leading, slack, limit, reached)
    rows = found.rows.take(places)
    scores: Scores | None = None
    if sort is Sort.RELEVANCE:
        scores = np.round(-leading.take(places), SCORE_DECIMALS).astype(np.float64, copy=False)
    keys = _keys(table, rows, sort, scores)
    order = np.lexsort(keys[::-1])
    if by_resolution:
        order = _first_of_resolutions(table, rows, order)
    if cursor is not None:
        order = order.compress(_is_after([key.take(order) for key in keys], cursor))
    order = order[:limit]
    rows = rows.take(order)
    if scores is None:
        return _hits(found, rows, _scores_in_any_order(scoring, rows), sort)
    return _hits(found, rows, scores.take(order), sort)


def _page_by_id(found: Found, limit: int, cursor: tuple[float, ...] | None) -> tuple[Hit, ...]:
    """A page of hits that all have the score 0, so that ids alone decide."""
    rows, reached = found.rows, None
    if cursor is not None:
        if not cursor[0] <= 0:  # not a number is after everything, too
            return ()
        reached = cursor[1] if cursor[0] == 0 else None
    if found.unit is Unit.RESOLUTION or reached is not None or not found.table.are_ids_ascending:
        ids = found.table.columns.ids.take(rows)
        rows = rows.take(_possible(found, ids, 0, limit, reached))
        order = np.argsort(found.table.columns.ids.take(rows))
        if reached is not None:
            order = order.compress(found.table.columns.ids.take(rows.take(order)) > reached)
        rows = rows.take(order)
    rows = rows[:limit]
    return _hits(found, rows, np.zeros(len(rows)), Sort.RELEVANCE)


def _first_of_resolutions(table: Table, rows: Rows, order: Rows) -> Rows:
    """Of an order of rows, the places that come first in their resolution."""
    resolutions = table.resolution_of.take(table.columns.document_of.take(rows.take(order)))
    return order.take(np.sort(np.unique(resolutions, return_index=True)[1]))


def _scores_in_any_order(scoring: Scoring, rows: Rows) -> Scores:
    ascending = np.argsort(rows)
    scores = np.empty(len(rows))
    scores[ascending] = scoring.of(rows.take(ascending))
    return scores


def _leading(table: Table, scoring: Scoring, rows: Rows, sort: Sort) -> tuple[Key, float]:
    """The leading key, and how far apart keys may be that are equal once rounded."""
    if sort is Sort.RELEVANCE:
        return -scoring.of(rows), _SLACK
    column = table.columns.symbol_of if sort is Sort.SYMBOL else _day_keys(table, sort)
    return column.take(table.columns.document_of.take(rows)), 0


def _day_keys(table: Table, sort: Sort) -> IntArray:
    days = table.columns.days
    return -days if sort is Sort.NEWEST else np.where(days == UNDATED, _LATEST, days)


def _possible(found: Found, leading: Key, slack: float, limit: int, reached: float | None) -> Rows:
    """Where the rows stand that can be on the page, going by their leading keys alone."""
    units = leading
    if found.unit is Unit.RESOLUTION:
        best = _best_of_resolutions(found, leading)
        documents = found.table.columns.document_of.take(found.rows)
        of_rows = best.take(found.table.resolution_of.take(documents))
        units = best.compress(found.by_resolution > 0)
    if reached is not None:
        # At the cursor's own key, later keys decide; all of them stay possible.
        units = units.compress(units > reached + slack)
    within = np.ones(len(leading), dtype=np.bool_)
    if len(units) > limit:
        within = leading <= np.partition(units, limit - 1)[limit - 1] + slack
    if reached is not None:
        within &= leading >= reached - slack
    if found.unit is Unit.RESOLUTION:
        within &= leading <= of_rows + slack
    return np.flatnonzero(within)


def _best_of_resolutions(found: Found, leading: Key) -> Key:
    """The best leading key of each resolution; rows of a document follow one another."""
    sizes = found.by_document.take(found.documents)
    best_of_documents = np.minimum.reduceat(leading, np.cumsum(sizes) - sizes)
    # Resolutions without a row have what no row has to beat.
    best = np.full(len(found.table.resolutions), leading.max())
    np.minimum.at(best, found.table.resolution_of.take(found.documents), best_of_documents)
    return best


def _keys(table: Table, rows: Rows, sort: Sort, scores: Scores | None) -> list[Key]:
    """The columns of the key, each ascending in the order asked for."""
    ids = table.columns.ids.take(rows)
    if scores is not None:
        return [-scores, ids]
    documents = table.columns.document_of.take(rows)
    if sort is Sort.SYMBOL:
        return [table.columns.symbol_of.take(documents), table.columns.positions.take(rows), ids]
    return [_day_keys(table, sort).take(documents), ids]


def _cursor_key(table: Table, sort: Sort, after: Position) -> tuple[float, ...]:
    kinds = _KEY_KINDS[sort]
    if len(after) != len(kinds) or not all(map(_is_of_kind, after, kinds)):
        raise InvalidCursor(f"{after!r} is no position in the order “{sort}”")
    first, *others = after
    rest = tuple(number for number in others if not isinstance(number, str))
    if isinstance(first, str):
        symbols = table.columns.symbols
        place = bisect_left(symbols, first)
        known = place < len(symbols) and symbols[place] == first
        # A symbol that is no longer held stands between its neighbours.
        return (place if known else place - 0.5, *rest)
    if sort is Sort.OLDEST:
        return (_LATEST if first == UNDATED else first, *rest)
    return (-first, *rest)


def _is_of_kind(value: str | float, kind: type) -> bool:
    # JSON writes 2.0 as 2.0 or as 2, depending on the writer, and numbers of any length.
    if isinstance(value, int):
        return kind is not str and abs(value) < _TOO_LONG
    return isinstance(value, kind)


def _is_after(keys: Sequence[Key], cursor: tuple[float, ...]) -> Mask:
    later = np.zeros(len(keys[0]), dtype=np.bool_)
    for key, reached in zip(reversed(keys), reversed(cursor), strict=True):
        later = (key > reached) | ((key == reached) & later)
    return later


def _hits(found: Found, rows: Rows, scores: Scores, sort: Sort) -> tuple[Hit, ...]:
    table, columns = found.table, found.table.columns
    documents = columns.document_of.take(rows)
    places = table.resolution_of.take(documents)
    ids = columns.ids.take(rows).tolist()
    rounded = np.round(scores, SCORE_DECIMALS).tolist()
    positions: list[Position]
    if sort is Sort.RELEVANCE:
        positions = list(zip(rounded, ids, strict=True))
    elif sort is Sort.SYMBOL:
        symbols = [columns.symbols[place] for place in columns.symbol_of.take(documents).tolist()]
        positions = list(zip(symbols, columns.positions.take(rows).tolist(), ids, strict=True))
    else:
        positions = list(zip(columns.days.take(documents).tolist(), ids, strict=True))
    matches = (
        found.by_resolution.take(places).tolist()
        if found.unit is Unit.RESOLUTION
        else [1] * len(ids)
    )
    resolutions = columns.resolutions.take(documents).tolist()
    return tuple(map(Hit, ids, resolutions, rounded, positions, matches))
