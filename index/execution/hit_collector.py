"""Sorts rows and collects a page of hits, after a cursor rather than by number of page.

Every order has a key of two or three columns, the last of which is the paragraph id, so that it is
total. A cursor is the key of a hit in plain values; the next page begins after it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import InvalidCursor
from index.execution.facet_counts import MatchedRows
from index.execution.row_lists import Rows
from index.execution.scorer import SCORE_DECIMALS, Scorer, Scores
from index.execution.snapshot import Snapshot
from index.model import Hit, Sort, Unit
from index.storage.arrays import IntArray, Mask
from index.storage.paragraph_rows import UNDATED

Key = npt.NDArray[Any]
Cursor = tuple[str | float | int, ...]

_LATEST = int(np.iinfo(np.int32).max)
_SLACK = 2 * 10.0**-SCORE_DECIMALS
"""Scores that are equal when rounded differ by less than this."""

_TOO_LONG = 2**63
_KEY_KINDS: dict[Sort, tuple[type, ...]] = {
    Sort.RELEVANCE: (float, int),
    Sort.NEWEST: (int, int),
    Sort.OLDEST: (int, int),
    Sort.SYMBOL: (str, int, int),
}


def collect_hits(
    found: MatchedRows,
    scorer: Scorer,
    sort: Sort,
    limit: int,
    after: Cursor | None,
) -> tuple[Hit, ...]:
    """The hits of a page: the first `limit` ones after a cursor. Raises InvalidCursor."""
    snapshot, by_resolution = found.snapshot, found.unit is Unit.RESOLUTION
    cursor = None if after is None else _cursor_key(snapshot, sort, after)
    if limit <= 0 or not len(found.rows):
        return ()
    if sort is Sort.RELEVANCE and not scorer.has_scores:
        return _page_by_id(found, limit, cursor)
    leading, slack = _leading(snapshot, scorer, found.rows, sort)
    reached = None if cursor is None else cursor[0]
    candidates = _candidates(found, leading, slack, limit, reached)
    rows = found.rows.take(candidates)
    scores: Scores | None = None
    if sort is Sort.RELEVANCE:
        scores = np.round(-leading.take(candidates), SCORE_DECIMALS).astype(np.float64, copy=False)
    keys = _keys(snapshot, rows, sort, scores)
    order = np.lexsort(keys[::-1])
    if by_resolution:
        order = _first_of_resolutions(snapshot, rows, order)
    if cursor is not None:
        order = order.compress(_is_after([key.take(order) for key in keys], cursor))
    order = order[:limit]
    rows = rows.take(order)
    if scores is None:
        return _hits(found, rows, _scores_in_any_order(scorer, rows), sort)
    return _hits(found, rows, scores.take(order), sort)


def _page_by_id(
    found: MatchedRows, limit: int, cursor: tuple[float, ...] | None
) -> tuple[Hit, ...]:
    """A page of hits that all have the score 0, so that ids alone decide."""
    rows, reached = found.rows, None
    if cursor is not None:
        if not cursor[0] <= 0:  # not a number is after everything, too
            return ()
        reached = cursor[1] if cursor[0] == 0 else None
    if found.unit is Unit.RESOLUTION or reached is not None or not found.snapshot.are_ids_ascending:
        ids = found.snapshot.columns.ids.take(rows)
        rows = rows.take(_candidates(found, ids, 0, limit, reached))
        order = np.argsort(found.snapshot.columns.ids.take(rows))
        if reached is not None:
            order = order.compress(found.snapshot.columns.ids.take(rows.take(order)) > reached)
        rows = rows.take(order)
    rows = rows[:limit]
    return _hits(found, rows, np.zeros(len(rows)), Sort.RELEVANCE)


def _first_of_resolutions(snapshot: Snapshot, rows: Rows, order: Rows) -> Rows:
    """Of an order of rows, the indices that come first in their resolution."""
    resolutions = snapshot.resolution_of.take(snapshot.columns.document_of.take(rows.take(order)))
    return order.take(np.sort(np.unique(resolutions, return_index=True)[1]))


def _scores_in_any_order(scorer: Scorer, rows: Rows) -> Scores:
    ascending = np.argsort(rows)
    scores = np.empty(len(rows))
    scores[ascending] = scorer.score(rows.take(ascending))
    return scores


def _leading(snapshot: Snapshot, scorer: Scorer, rows: Rows, sort: Sort) -> tuple[Key, float]:
    """The leading key, and how far apart keys may be that are equal once rounded."""
    if sort is Sort.RELEVANCE:
        return -scorer.score(rows), _SLACK
    column = snapshot.columns.symbol_of if sort is Sort.SYMBOL else _day_keys(snapshot, sort)
    return column.take(snapshot.columns.document_of.take(rows)), 0


def _day_keys(snapshot: Snapshot, sort: Sort) -> IntArray:
    days = snapshot.columns.days
    return -days if sort is Sort.NEWEST else np.where(days == UNDATED, _LATEST, days)


def _candidates(
    found: MatchedRows, leading: Key, slack: float, limit: int, reached: float | None
) -> Rows:
    """The indices of the rows that can be on the page, going by their leading keys alone."""
    units = leading
    if found.unit is Unit.RESOLUTION:
        best = _best_of_resolutions(found, leading)
        documents = found.snapshot.columns.document_of.take(found.rows)
        of_rows = best.take(found.snapshot.resolution_of.take(documents))
        units = best.compress(found.by_resolution > 0)
    if reached is not None:
        # At the cursor's own key, later keys decide; all these rows stay candidates.
        units = units.compress(units > reached + slack)
    within = np.ones(len(leading), dtype=np.bool_)
    if len(units) > limit:
        within = leading <= np.partition(units, limit - 1)[limit - 1] + slack
    if reached is not None:
        within &= leading >= reached - slack
    if found.unit is Unit.RESOLUTION:
        within &= leading <= of_rows + slack
    return np.flatnonzero(within)


def _best_of_resolutions(found: MatchedRows, leading: Key) -> Key:
    """The best leading key of each resolution; rows of a document are consecutive."""
    sizes = found.by_document.take(found.documents)
    best_of_documents = np.minimum.reduceat(leading, np.cumsum(sizes) - sizes)
    # Resolutions without a row have the worst key, so that any row is better.
    best = np.full(len(found.snapshot.resolutions), leading.max())
    np.minimum.at(best, found.snapshot.resolution_of.take(found.documents), best_of_documents)
    return best


def _keys(snapshot: Snapshot, rows: Rows, sort: Sort, scores: Scores | None) -> list[Key]:
    """The columns of the key, each ascending in the requested order."""
    ids = snapshot.columns.ids.take(rows)
    if scores is not None:
        return [-scores, ids]
    documents = snapshot.columns.document_of.take(rows)
    if sort is Sort.SYMBOL:
        return [
            snapshot.columns.symbol_of.take(documents),
            snapshot.columns.positions.take(rows),
            ids,
        ]
    return [_day_keys(snapshot, sort).take(documents), ids]


def _cursor_key(snapshot: Snapshot, sort: Sort, after: Cursor) -> tuple[float, ...]:
    kinds = _KEY_KINDS[sort]
    if len(after) != len(kinds) or not all(map(_is_of_kind, after, kinds)):
        raise InvalidCursor(f"{after!r} is no position in the order “{sort}”")
    first, *others = after
    rest = tuple(number for number in others if not isinstance(number, str))
    if isinstance(first, str):
        symbols = snapshot.columns.symbols
        at = bisect_left(symbols, first)
        known = at < len(symbols) and symbols[at] == first
        # A symbol that the index no longer has is between its neighbours.
        return (at if known else at - 0.5, *rest)
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


def _hits(found: MatchedRows, rows: Rows, scores: Scores, sort: Sort) -> tuple[Hit, ...]:
    snapshot, columns = found.snapshot, found.snapshot.columns
    documents = columns.document_of.take(rows)
    numbers = snapshot.resolution_of.take(documents)
    ids = columns.ids.take(rows).tolist()
    rounded = np.round(scores, SCORE_DECIMALS).tolist()
    positions: list[Cursor]
    if sort is Sort.RELEVANCE:
        positions = list(zip(rounded, ids, strict=True))
    elif sort is Sort.SYMBOL:
        symbols = [columns.symbols[number] for number in columns.symbol_of.take(documents).tolist()]
        positions = list(zip(symbols, columns.positions.take(rows).tolist(), ids, strict=True))
    else:
        positions = list(zip(columns.days.take(documents).tolist(), ids, strict=True))
    matches = (
        found.by_resolution.take(numbers).tolist()
        if found.unit is Unit.RESOLUTION
        else [1] * len(ids)
    )
    resolutions = columns.resolutions.take(documents).tolist()
    return tuple(map(Hit, ids, resolutions, rounded, positions, matches))
