"""Works out which rows a query finds, and how well, from the rows in which its words stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.analysis import Slot, fuzzy_slots, prefix_slots, query_slots, wildcard_slots
from index.columns.table import Table
from index.fields import TextField
from index.query import (
    And,
    Boost,
    DateRange,
    Every,
    Fuzzy,
    Not,
    Phrase,
    Prefix,
    Query,
    Range,
    TextClause,
    ValueClause,
    Wildcard,
)

Mask = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]

# BM25's usual constants: how soon repetition stops to count, and how much length counts.
_SATURATION = 1.2
_LENGTH_WEIGHT = 0.75
SCORE_DECIMALS = 6
"""Scores are rounded so that engines that add in another order agree, and cursors are short."""

_TEXT_FIELDS = tuple(TextField)


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


@dataclass(frozen=True, eq=False, slots=True)
class Matches:
    """For each row whether it is found, and its score; rows not found have score 0."""

    mask: Mask
    scores: Scores


def everything(table: Table) -> Matches:
    """All live rows, unranked."""
    return Matches(table.live.copy(), np.zeros(len(table.ids)))


def match(query: Query, table: Table, postings: Postings) -> Matches:
    """The live rows that a query finds. Raises QueryTooCostly."""
    found = _match(query, table, postings)
    mask = found.mask & table.live
    return Matches(mask, np.where(mask, np.round(found.scores, SCORE_DECIMALS), 0.0))


def _match(query: Query, table: Table, postings: Postings) -> Matches:
    if isinstance(query, TextClause):
        return _match_text(query, table, postings)
    if isinstance(query, ValueClause):
        return Matches(_rows_with(query, table), np.zeros(len(table.ids)))
    if isinstance(query, Boost):
        inner = _match(query.clause, table, postings)
        return Matches(inner.mask, inner.scores * query.factor)
    if isinstance(query, Not):
        return Matches(~_match(query.clause, table, postings).mask, np.zeros(len(table.ids)))
    found = [_match(clause, table, postings) for clause in query.clauses]
    scores = np.sum([each.scores for each in found], axis=0)
    join = np.logical_and if isinstance(query, And) else np.logical_or
    mask = join.reduce([each.mask for each in found])
    return Matches(mask, np.where(mask, scores, 0.0))


def _rows_with(query: ValueClause, table: Table) -> Mask:
    if isinstance(query, Every):
        return table.live.copy()
    if isinstance(query, DateRange):
        return table.dated(query.first, query.last)
    if isinstance(query, Range):
        return table.filtered(query.field, filter(query.holds, table.sets[query.field].values))
    sets = table.sets[query.field].holding_like(query.value, prefix=query.prefix)
    return sets[table.set_of[query.field]]


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


def _match_text(query: TextClause, table: Table, postings: Postings) -> Matches:
    mask = np.zeros(len(table.ids), dtype=np.bool_)
    scores = np.zeros(len(table.ids))
    for number, analyser in enumerate(table.analysers):
        pattern = patterns_of(query, analyser)
        if not pattern.slots:
            continue
        found = postings.find(pattern)
        mask[found.rows] = True
        scores[found.rows] = _bm25(found, pattern.field, number, table)
    return Matches(mask, scores)


def _bm25(found: Occurrences, field: TextField, analyser: int, table: Table) -> Scores:
    """BM25, by language: a word is rare or common, and a text long, among texts of its language."""
    statistics = table.statistics[analyser, _TEXT_FIELDS.index(field)]
    frequency = len(found.rows)
    rarity = np.log1p((statistics.texts - frequency + 0.5) / (frequency + 0.5))
    lengths = table.lengths[found.rows, _TEXT_FIELDS.index(field)]
    norm = 1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * lengths / max(statistics.mean_length, 1e-9)
    scores: Scores = rarity * found.counts * (_SATURATION + 1) / (found.counts + _SATURATION * norm)
    return scores


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
    first = 0
    for last, entering in events:
        missing[kinds[entering]] -= 1
        while all(count <= 0 for count in missing.values()):
            start, leaving = events[first]
            if last - start < len(slots) + within:
                stretches[last] = start
            missing[kinds[leaving]] += 1
            first += 1
    return [(start, last) for last, start in stretches.items()]
