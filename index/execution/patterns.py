"""Patterns: what a clause on words searches for, and the interface by which engines find it.

Matching a pattern against lists of positions (`phrase_starts`, `proximity_spans`) is here, too: the
Whoosh engine and highlighting share it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.analysis import (
    Expansion,
    QueryTerm,
    analyse_fuzzy,
    analyse_prefix,
    analyse_wildcard,
    analyse_words,
)
from index.fields import TextField
from index.query import Fuzzy, Phrase, Prefix, TextClause, Wildcard


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words to search for in one field of the texts of one analyser.

    Tokens at consecutive positions match the query terms in this order; with `within`, tokens match
    them in any order, each as often as it is repeated, with at most so many other tokens between
    the first and the last.
    """

    field: TextField
    analyser: str
    query_terms: tuple[QueryTerm, ...]
    within: int | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Occurrences:
    """The rows (ascending) that match a pattern, and how often.

    A single query term occurs as often as the most frequent of its terms: a stem and a form of the
    same word are not counted twice. A phrase occurs as often as it begins, words near each other
    as often as there are shortest spans of them.
    """

    rows: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float64]


class PostingsReader(Protocol):
    """What an engine provides: the rows that match patterns, and the terms there are."""

    def find(self, pattern: Pattern) -> Occurrences:
        """The rows that match a pattern. Raises QueryTooCostly."""
        ...

    def terms(self, field: TextField, analyser: str, expansion: Expansion) -> list[tuple[str, int]]:
        """The terms that an expansion accepts, ascending, each with how many rows have it.

        Rows that are no longer live may be among them. Raises QueryTooCostly.
        """
        ...


def make_pattern(query: TextClause, analyser: str) -> Pattern:
    """The pattern of a clause in texts of one analyser; without query terms it matches nothing."""
    within = query.within if isinstance(query, Phrase) else None
    return Pattern(query.field, analyser, _query_terms_of(query, analyser), within)


def _query_terms_of(query: TextClause, analyser: str) -> tuple[QueryTerm, ...]:
    if isinstance(query, Prefix):
        return analyse_prefix(query.text, analyser)
    if isinstance(query, Wildcard):
        return analyse_wildcard(query.text, analyser)
    if isinstance(query, Fuzzy):
        return analyse_fuzzy(query.text, analyser, query.distance)
    return analyse_words(query.text, analyser)


def phrase_starts(positions: Sequence[Sequence[int]]) -> list[int]:
    """The positions at which a phrase begins.

    `positions[i]` are those of the tokens of a text that match query term `i`.
    """
    starts = set(positions[0])
    for offset, matching in enumerate(positions[1:], start=1):
        starts &= {position - offset for position in matching}
        if not starts:
            break
    return sorted(starts)


def proximity_spans(
    positions: Sequence[Sequence[int]], query_terms: Sequence[QueryTerm], within: int
) -> list[tuple[int, int]]:
    """The shortest spans (first and last position) that match all query terms, near enough.

    A query term that is repeated must be matched as often, at different positions; a token may
    match two different ones. No span contains another.

    Args:
        positions: For each query term, the positions of the tokens of a text that match it.
        query_terms: The query terms.
        within: How many other tokens there may be between the first and the last.
    """
    kinds = list(dict.fromkeys(query_terms))
    missing = {kind: query_terms.count(kind) for kind in kinds}
    events = sorted(
        (position, kinds.index(kind))
        for kind in kinds
        for position in set(positions[query_terms.index(kind)])
    )
    spans: dict[int, int] = {}
    first, newest = 0, -1
    for last, entering in events:
        missing[kinds[entering]] -= 1
        while all(count <= 0 for count in missing.values()):
            start, leaving = events[first]
            # A span that begins where the one before begins contains that one.
            if start > newest and last - start < len(query_terms) + within:
                spans[last] = newest = start
            missing[kinds[leaving]] += 1
            first += 1
    return [(start, last) for last, start in spans.items()]
