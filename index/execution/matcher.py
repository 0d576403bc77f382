"""Works out which rows a query finds, from the rows in which its words stand.

How well is another question (`scoring`), asked of those rows only that filters leave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt

from index.analysis import Expansion, Slot, fuzzy_slots, prefix_slots, query_slots, wildcard_slots
from index.execution.row_lists import Rows, join, meet, without
from index.execution.snapshot import Table
from index.fields import TextField
from index.query import (
    And,
    Boost,
    DateRange,
    Every,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    TextClause,
    ValueClause,
    Wildcard,
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words to look for in one field of the texts of one analyser.

    Consecutive places answer the slots in this order; with `within`, places answer them in any
    order, each slot as often as it is repeated, with at most so many other places in between.
    """

    field: TextField
    analyser: str
    slots: tuple[Slot, ...]
    within: int | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Occurrences:
    """The rows (ascending) in which a pattern stands, and how often.

    A single slot stands as often as the most frequent of its terms: a stem and a form of the same
    word are not counted twice. A phrase stands as often as it begins, words near each other as
    often as there are shortest stretches of them.
    """

    rows: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float64]


class Postings(Protocol):
    """What an engine knows: where patterns stand."""

    def find(self, pattern: Pattern) -> Occurrences:
        """The rows in which a pattern stands. Raises QueryTooCostly."""
        ...

    def terms(self, field: TextField, analyser: str, expansion: Expansion) -> list[tuple[str, int]]:
        """The terms that an expansion stands for, ascending, each with how many rows hold it; rows
        that are no longer live may be among them. Raises QueryTooCostly."""
        ...


@dataclass(frozen=True, eq=False, slots=True)
class InLanguage:
    """The live rows of texts of one analyser in which a clause on words stands, and how often."""

    analyser: int
    rows: Rows
    counts: npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Standing:
    """The live rows in which a clause on words stands, and the same by language."""

    rows: Rows
    languages: tuple[InLanguage, ...]

    @property
    def nbytes(self) -> int:
        """How much memory the arrays take."""
        each = sum(language.rows.nbytes + language.counts.nbytes for language in self.languages)
        return self.rows.nbytes + each


def match(query: Query, table: Table, postings: Postings) -> Rows:
    """The live rows that a query finds. Raises QueryTooCostly."""
    if isinstance(query, And):
        return _match_all(query, table, postings)
    if isinstance(query, Or):
        return join([match(clause, table, postings) for clause in query.clauses], len(table))
    if isinstance(query, Not):
        return without(table.rows, match(query.clause, table, postings), len(table))
    if isinstance(query, Boost):
        return match(query.clause, table, postings)
    if isinstance(query, ValueClause):
        return _match_value(query, table)
    return standing(query, table, postings).rows


def _match_all(query: And, table: Table, postings: Postings) -> Rows:
    """Rarest first, so that what is common is looked up in few rows; what is excluded, last."""
    wanted = [each for each in query.clauses if not isinstance(each, Not)]
    excluded = [each.clause for each in query.clauses if isinstance(each, Not)]
    lists = [match(clause, table, postings) for clause in wanted] or [table.rows]
    found = reduce(lambda one, other: meet(one, other, len(table)), sorted(lists, key=len))
    for clause in excluded:
        if not len(found):
            break
        found = without(found, match(clause, table, postings), len(table))
    return found


def _match_value(query: ValueClause, table: Table) -> Rows:
    if isinstance(query, Every):
        return table.rows
    if isinstance(query, DateRange):
        return table.rows_dated(query.first, query.last)
    sets = table.columns.sets[query.field]
    if isinstance(query, Range):
        numbers = [number for number, value in enumerate(sets.values) if query.holds(value)]
    else:
        numbers = sets.like(query.value, prefix=query.prefix)
    return table.rows_having(query.field, numbers)


def patterns_of(query: TextClause, analyser: str) -> Pattern:
    """What a clause looks for in texts of one analyser; without slots it finds nothing there."""
    within = query.within if isinstance(query, Phrase) else None
    return Pattern(query.field, analyser, _slots_of(query, analyser), within)


def _slots_of(query: TextClause, analyser: str) -> tuple[Slot, ...]:
    if isinstance(query, Prefix):
        return prefix_slots(query.text, analyser)
    if isinstance(query, Wildcard):
        return wildcard_slots(query.text, analyser)
    if isinstance(query, Fuzzy):
        return fuzzy_slots(query.text, analyser, query.distance)
    return query_slots(query.text, analyser)


def standing(query: TextClause, table: Table, postings: Postings) -> Standing:
    """Where a clause on words stands; kept with the table. Raises QueryTooCostly."""
    kept = table.kept.get(query)
    if kept is not None:
        return cast("Standing", kept)
    languages = []
    for number, analyser in enumerate(table.columns.analysers):
        pattern = patterns_of(query, analyser)
        if pattern.slots:
            found = _alive(number, postings.find(pattern), table)
            if len(found.rows):
                languages.append(found)
    stands = Standing(join([each.rows for each in languages], len(table)), tuple(languages))
    table.kept.put(query, stands)
    return stands


def _alive(analyser: int, found: Occurrences, table: Table) -> InLanguage:
    rows = found.rows.astype(np.intp)
    if table.live is None:
        return InLanguage(analyser, rows, found.counts)
    live = table.live.take(rows)
    return InLanguage(analyser, rows.compress(live), found.counts.compress(live))


def stands_at(places: Sequence[Sequence[int]]) -> list[int]:
    """Where a phrase begins: `places[i]` are the numbers of the places that answer its slot `i`."""
    starts = set(places[0])
    for offset, numbers in enumerate(places[1:], start=1):
        starts &= {number - offset for number in numbers}
        if not starts:
            break
    return sorted(starts)


def stands_near(
    places: Sequence[Sequence[int]], slots: Sequence[Slot], within: int
) -> list[tuple[int, int]]:
    """The shortest stretches (first and last place) that hold all slots, near enough.

    A slot that is repeated must be answered as often by different places; a place may answer two
    different slots. No stretch returned lies within another.
    """
    kinds = list(dict.fromkeys(slots))
    missing = {kind: slots.count(kind) for kind in kinds}
    events = sorted(
        (number, kinds.index(kind)) for kind in kinds for number in set(places[slots.index(kind)])
    )
    stretches: dict[int, int] = {}
    first, newest = 0, -1
    for last, entering in events:
        missing[kinds[entering]] -= 1
        while all(count <= 0 for count in missing.values()):
            start, leaving = events[first]
            # One that begins where the one before begins holds that one.
            if start > newest and last - start < len(slots) + within:
                stretches[last] = newest = start
            missing[kinds[leaving]] += 1
            first += 1
    return [(start, last) for last, start in stretches.items()]
