"""Matches a query: which rows it finds. How well they match (`scorer`) is computed later, for those
rows only that the filters leave."""

from dataclasses import dataclass
from functools import reduce
from typing import cast

import numpy as np
import numpy.typing as npt

from index.execution.patterns import Occurrences, PostingsReader, make_pattern
from index.execution.row_lists import Rows, intersect, subtract, unite
from index.execution.snapshot import ENTRY_BYTES, Snapshot
from index.query import (
    And,
    Boost,
    DateRange,
    Every,
    Not,
    Or,
    Query,
    Range,
    TextClause,
    ValueClause,
)


@dataclass(frozen=True, eq=False, slots=True)
class LanguageMatches:
    """The live rows of one analyser that a clause on words finds, and how often it occurs there."""

    analyser: int
    rows: Rows
    counts: npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class ClauseMatches:
    """The live rows that a clause on words finds, and the same by language."""

    rows: Rows
    languages: tuple[LanguageMatches, ...]

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        each = sum(language.rows.nbytes + language.counts.nbytes for language in self.languages)
        return self.rows.nbytes + each


def match(query: Query, snapshot: Snapshot, postings: PostingsReader) -> Rows:
    """The live rows that a query finds. Raises QueryTooCostly."""
    if isinstance(query, And):
        return _match_all(query, snapshot, postings)
    if isinstance(query, Or):
        lists = [match(clause, snapshot, postings) for clause in query.clauses]
        return unite(lists, len(snapshot))
    if isinstance(query, Not):
        return subtract(snapshot.rows, match(query.clause, snapshot, postings), len(snapshot))
    if isinstance(query, Boost):
        return match(query.clause, snapshot, postings)
    if isinstance(query, ValueClause):
        return _match_value(query, snapshot)
    return match_words(query, snapshot, postings).rows


def match_words(query: TextClause, snapshot: Snapshot, postings: PostingsReader) -> ClauseMatches:
    """The live rows that a clause on words finds, cached in the snapshot. Raises QueryTooCostly."""
    cached = snapshot.partial_results.get(query)
    if cached is not None:
        return cast("ClauseMatches", cached)
    languages = []
    for number, analyser in enumerate(snapshot.columns.analysers):
        pattern = make_pattern(query, analyser)
        if pattern.query_terms:
            found = _only_live(number, postings.find(pattern), snapshot)
            if len(found.rows):
                languages.append(found)
    rows = unite([each.rows for each in languages], len(snapshot))
    matches = ClauseMatches(rows, tuple(languages))
    snapshot.partial_results.put(query, matches, matches.nbytes + ENTRY_BYTES)
    return matches


def _match_all(query: And, snapshot: Snapshot, postings: PostingsReader) -> Rows:
    """Rarest first, so that what is common is looked up in few rows; what is excluded, last."""
    wanted = [each for each in query.clauses if not isinstance(each, Not)]
    excluded = [each.clause for each in query.clauses if isinstance(each, Not)]
    lists = [match(clause, snapshot, postings) for clause in wanted] or [snapshot.rows]
    found = reduce(lambda one, other: intersect(one, other, len(snapshot)), sorted(lists, key=len))
    for clause in excluded:
        if not len(found):
            break
        found = subtract(found, match(clause, snapshot, postings), len(snapshot))
    return found


def _match_value(query: ValueClause, snapshot: Snapshot) -> Rows:
    if isinstance(query, Every):
        return snapshot.rows
    if isinstance(query, DateRange):
        return snapshot.rows_dated(query.first, query.last)
    sets = snapshot.columns.sets[query.field]
    if isinstance(query, Range):
        numbers = [number for number, value in enumerate(sets.values) if query.holds(value)]
    else:
        numbers = sets.numbers_like(query.value, prefix=query.prefix)
    return snapshot.rows_with(query.field, numbers)


def _only_live(analyser: int, found: Occurrences, snapshot: Snapshot) -> LanguageMatches:
    rows = found.rows.astype(np.intp)
    if snapshot.live is None:
        return LanguageMatches(analyser, rows, found.counts)
    live = snapshot.live.take(rows)
    return LanguageMatches(analyser, rows.compress(live), found.counts.compress(live))
