"""A `PostingsReader` of Whoosh's postings."""

import time
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from index.analysis import MAX_EXPANSION, Expansion, QueryTerm
from index.engines.whoosh.durable_storage import UNREADABLE
from index.engines.whoosh.schema import text_field
from index.errors import IndexDamaged, QueryTooCostly
from index.execution.patterns import Occurrences, Pattern, phrase_starts, proximity_spans
from index.fields import TextField

_CHECK_EVERY = 4_096

Rows = npt.NDArray[np.int32]


class WhooshPostings:
    """Postings of one open reader, for one search in one thread."""

    def __init__(self, reader: Any, seconds: float) -> None:
        self._leaves: list[tuple[Any, int]] = list(reader.leaf_readers())
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds

    def find(self, pattern: Pattern) -> Occurrences:
        """See `PostingsReader.find`."""
        try:
            return self._find(pattern)
        except UNREADABLE as error:
            raise IndexDamaged(f"words can't be read: {error!r}") from error

    def terms(self, field: TextField, analyser: str, expansion: Expansion) -> list[tuple[str, int]]:
        """See `PostingsReader.terms`."""
        name = text_field(field, analyser)
        rows: Counter[str] = Counter()
        try:
            for leaf, _ in self._leaves:
                for term in self._expanded(leaf, name, expansion):
                    rows[_text_of(leaf, name, term)] += leaf.doc_frequency(name, term)
        except UNREADABLE as error:
            raise IndexDamaged(f"words can't be read: {error!r}") from error
        return sorted(rows.items())

    def _find(self, pattern: Pattern) -> Occurrences:
        field = text_field(pattern.field, pattern.analyser)
        found = [self._find_term(field, query_term) for query_term in pattern.query_terms]
        if len(found) == 1:
            return found[0]
        rows = reduce(
            lambda left, right: np.intersect1d(left, right, assume_unique=True),
            sorted((each.rows for each in found), key=len),
        )
        return self._verify(field, pattern, rows)

    def _find_term(self, field: str, query_term: QueryTerm) -> Occurrences:
        """The rows that match a query term, and how often the most frequent of its terms occurs."""
        found: list[tuple[Rows, npt.NDArray[np.float64]]] = []
        for leaf, offset in self._leaves:
            for term in self._terms(leaf, field, query_term):
                rows, counts = array("i"), array("d")
                for matcher in self._active(leaf.postings(field, term)):
                    rows.append(matcher.id() + offset)
                    counts.append(matcher.weight())
                found.append((np.array(rows, dtype=np.int32), np.array(counts)))
        if not found:
            return Occurrences(np.zeros(0, dtype=np.int32), np.zeros(0))
        all_rows = np.concatenate([rows for rows, _ in found])
        all_counts = np.concatenate([counts for _, counts in found])
        if len(found) == 1:
            return Occurrences(all_rows, all_counts)
        order = np.lexsort((-all_counts, all_rows))
        unique, firsts = np.unique(all_rows[order], return_index=True)
        return Occurrences(unique, all_counts[order][firsts])

    def _terms(self, leaf: Any, field: str, query_term: QueryTerm) -> list[Any]:
        terms: list[Any] = [term for term in query_term.terms if (field, term) in leaf]
        for expansion in query_term.expansions:
            terms += self._expanded(leaf, field, expansion)
        return terms

    def _expanded(self, leaf: Any, field: str, expansion: Expansion) -> list[Any]:
        terms: list[Any] = []
        for count, term in enumerate(leaf.expand_prefix(field, expansion.prefix), 1):
            if not count % _CHECK_EVERY:
                self._check_time()
            if expansion.accepts(_text_of(leaf, field, term)):
                terms.append(term)
            if len(terms) > MAX_EXPANSION:
                raise QueryTooCostly(
                    f"more than {MAX_EXPANSION} words begin with “{expansion.prefix}” and match;"
                    " write more"
                )
        return terms

    def _active(self, matcher: Any) -> Iterator[Any]:
        count = 0
        while matcher.is_active():
            count += 1
            if not count % _CHECK_EVERY:
                self._check_time()
            yield matcher
            matcher.next()
        self._check_time()

    def _check_time(self) -> None:
        if time.monotonic() > self._deadline:
            raise QueryTooCostly(f"the search took more than {self._seconds:g} seconds")

    def _verify(self, field: str, pattern: Pattern, rows: Rows) -> Occurrences:
        """Of rows that have all words, those that match the pattern."""
        distinct = list(dict.fromkeys(pattern.query_terms))
        positions = {each: self._positions(field, each, rows) for each in distinct}
        counts = np.zeros(len(rows))
        for at in range(len(rows)):
            if not at % _CHECK_EVERY:
                self._check_time()
            of_row: Sequence[Sequence[int]] = [
                positions[query_term][at] for query_term in pattern.query_terms
            ]
            if pattern.within is None:
                counts[at] = len(phrase_starts(of_row))
            else:
                counts[at] = len(proximity_spans(of_row, pattern.query_terms, pattern.within))
        matching = counts > 0
        return Occurrences(rows[matching], counts[matching])

    def _positions(self, field: str, query_term: QueryTerm, rows: Rows) -> list[list[int]]:
        """For each row, the positions of the tokens that match a query term."""
        positions: list[list[int]] = [[] for _ in range(len(rows))]
        for leaf, offset in self._leaves:
            first, end = np.searchsorted(rows, [offset, offset + leaf.doc_count_all()])
            wanted = [(at, int(rows[at]) - offset) for at in range(first, end)]
            if not wanted:
                continue
            for term in self._terms(leaf, field, query_term):
                matcher = leaf.postings(field, term)
                for count, (at, row) in enumerate(wanted):
                    if not count % _CHECK_EVERY:
                        self._check_time()
                    if matcher.is_active():
                        matcher.skip_to(row)
                    if not matcher.is_active():
                        break
                    if matcher.id() == row:
                        positions[at] += matcher.value_as("positions")
        return positions


def _text_of(leaf: Any, field: str, term: Any) -> str:
    return str(leaf.schema[field].from_bytes(term))
