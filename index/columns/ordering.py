"""Puts rows in order and cuts pages out of them, by position rather than by number of page.

Every order has a key of two or three columns, the last of which is the paragraph id, so that it is
total; a position is a key in plain values, and a page goes on after one.
"""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.columns.matching import Matches
from index.columns.row import UNDATED
from index.columns.table import Table
from index.errors import InvalidCursor
from index.model import Hit, Sort, Unit

Rows = npt.NDArray[np.intp]
Position = tuple[str | float | int, ...]

_LATEST = np.iinfo(np.int32).max
_KEY_KINDS: dict[Sort, tuple[type, ...]] = {
    Sort.RELEVANCE: (float, int),
    Sort.NEWEST: (int, int),
    Sort.OLDEST: (int, int),
    Sort.SYMBOL: (str, int, int),
}


@dataclass(frozen=True, eq=False, slots=True)
class _Order:
    """The rows found and the columns of their keys, each ascending in the order asked for."""

    rows: Rows
    keys: tuple[npt.NDArray[np.float64] | npt.NDArray[np.int64], ...]

    def only(self, chosen: npt.NDArray[np.bool_] | Rows) -> "_Order":
        return _Order(self.rows[chosen], tuple(key[chosen] for key in self.keys))

    def sorted(self) -> "_Order":
        return self.only(np.lexsort(self.keys[::-1]))

    def first(self, limit: int) -> "_Order":
        """The first rows in order; only those that can be among them are sorted."""
        leading = self.keys[0]
        if limit > 0 and len(leading) > 4 * limit:
            possible = self.only(leading <= np.partition(leading, limit - 1)[limit - 1])
        else:
            possible = self
        return possible.sorted().only(np.arange(min(max(limit, 0), len(possible.rows))))


def page(
    table: Table,
    matches: Matches,
    rows: Rows,
    sort: Sort,
    unit: Unit,
    limit: int,
    after: Position | None,
) -> tuple[Hit, ...]:
    """The hits of a page: the first `limit` after a position. Raises InvalidCursor."""
    order = _Order(rows, _keys(table, matches, rows, sort))
    counts: npt.NDArray[np.int64] | None = None
    if unit is Unit.RESOLUTION:
        counts = np.bincount(table.resolution_of[rows], minlength=len(table.resolutions))
        order = _best_of_resolutions(table, order)
    if after is not None:
        order = order.only(_after(order, _cursor_key(table, sort, after)))
    chosen = order.first(limit).rows
    return tuple(_hit(table, matches, int(row), sort, counts) for row in chosen)


def _keys(
    table: Table, matches: Matches, rows: Rows, sort: Sort
) -> tuple[npt.NDArray[np.float64] | npt.NDArray[np.int64], ...]:
    ids = table.ids[rows]
    if sort is Sort.RELEVANCE:
        return -matches.scores[rows], ids
    if sort is Sort.SYMBOL:
        return table.symbol_of[rows].astype(np.int64), table.positions[rows].astype(np.int64), ids
    days = table.days[rows].astype(np.int64)
    if sort is Sort.NEWEST:
        return -days, ids
    return np.where(days == UNDATED, _LATEST, days), ids


def _best_of_resolutions(table: Table, order: _Order) -> _Order:
    ordered = order.sorted()
    _, firsts = np.unique(table.resolution_of[ordered.rows], return_index=True)
    return ordered.only(firsts)


def _cursor_key(table: Table, sort: Sort, after: Position) -> tuple[float, ...]:
    kinds = _KEY_KINDS[sort]
    if len(after) != len(kinds) or not all(map(_is_of_kind, after, kinds)):
        raise InvalidCursor(f"{after!r} is no position in the order “{sort}”")
    first, *others = after
    rest = tuple(float(number) for number in others)
    if isinstance(first, str):
        place = bisect_left(table.symbols, first)
        known = place < len(table.symbols) and table.symbols[place] == first
        # A symbol that is no longer held stands between its neighbours.
        return (float(place) if known else place - 0.5, *rest)
    if sort is Sort.OLDEST:
        return (float(_LATEST if first == UNDATED else first), *rest)
    return (-float(first), *rest)


def _is_of_kind(value: str | float, kind: type) -> bool:
    # JSON writes 2.0 as 2.0 or as 2, depending on the writer.
    return isinstance(value, kind) or (kind is float and isinstance(value, int))


def _after(order: _Order, cursor: tuple[float, ...]) -> npt.NDArray[np.bool_]:
    later = np.zeros(len(order.rows), dtype=np.bool_)
    for key, reached in zip(reversed(order.keys), reversed(cursor), strict=True):
        later = (key > reached) | ((key == reached) & later)
    return later


def _hit(
    table: Table,
    matches: Matches,
    row: int,
    sort: Sort,
    counts: npt.NDArray[np.int64] | None,
) -> Hit:
    identity, score = int(table.ids[row]), float(matches.scores[row])
    day = int(table.days[row])
    positions: dict[Sort, Position] = {
        Sort.RELEVANCE: (score, identity),
        Sort.NEWEST: (day, identity),
        Sort.OLDEST: (day, identity),
        Sort.SYMBOL: (
            table.symbols[table.symbol_of[row]],
            int(table.positions[row]),
            identity,
        ),
    }
    resolution = int(table.resolution_of[row])
    return Hit(
        id=identity,
        resolution_id=int(table.resolutions[resolution]),
        score=score,
        position=positions[sort],
        matches=1 if counts is None else int(counts[resolution]),
    )
