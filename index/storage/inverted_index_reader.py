"""Reads the inverted index of one field of one segment: postings of terms, positions of types."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.analysis import MAX_EXPANSION, Expansion, PrefixExpansion, QueryTerm
from index.errors import QueryTooCostly
from index.storage.arrays import (
    NO_NUMBERS,
    Array,
    IntArray,
    LongArray,
    Mask,
    high,
    low,
    pack,
    ranges,
)
from index.storage.token_streams import TextLocator, TokenStreams

MAX_WORK = 100_000_000
"""Entries of lists that one search may read: about a second. The commonest word of a million
paragraphs has one million."""

_SPARSE = 32
"""Postings are sorted where there are more than so many times as many texts, and else marked in an
array of all texts: at 300,000 rows, both take 0.1 ms for 10,000."""

Frequencies = tuple[IntArray, Array]
"""Texts or rows, ascending, and how often something is in each."""

_NOWHERE: Frequencies = (NO_NUMBERS, NO_NUMBERS)


@dataclass(slots=True)
class WorkBudget:
    """How many more entries of lists one search may read."""

    left: int = MAX_WORK

    def spend(self, entries: int) -> None:
        """Count entries that are about to be read. Raises QueryTooCostly."""
        self.left -= entries
        if self.left < 0:
            raise QueryTooCostly(
                "the words of the query occur in too many places; ask for rarer ones"
            )


@dataclass(frozen=True, eq=False)
class InvertedIndexReader:
    """The token streams of a field, and their inverted index; see `write_inverted_index`."""

    streams: TokenStreams
    type_ends: LongArray
    order: IntArray
    types_of_terms: IntArray
    type_ends_of_terms: LongArray
    rows: IntArray
    counts: Array
    row_ends: LongArray
    locator: TextLocator

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array], prefix: str) -> "InvertedIndexReader":
        """The reader of these arrays, which are not copied."""
        own = {name: arrays[f"{prefix}.{name}"] for name in _ARRAYS}
        streams = TokenStreams.from_arrays(arrays, prefix)
        return cls(streams, **own, locator=TextLocator.from_arrays(arrays, prefix))

    def expand(self, analyser: str, expansion: Expansion) -> Sequence[int]:
        """The numbers of the terms that an expansion accepts. Raises QueryTooCostly."""
        dictionary = self.streams.dictionary
        candidates = dictionary.prefix_range(analyser, expansion.prefix)
        terms: Sequence[int] = candidates
        if not isinstance(expansion, PrefixExpansion):
            written = dictionary.terms_in(analyser, candidates)
            accepted = map(expansion.accepts, written)
            terms = [number for number, found in zip(candidates, accepted, strict=True) if found]
        if len(terms) > MAX_EXPANSION:
            raise QueryTooCostly(
                f"more than {MAX_EXPANSION} words begin with “{expansion.prefix}” and match;"
                " write more"
            )
        return terms

    def document_frequency(self, term: int) -> int:
        """How many rows have a term, removed ones included."""
        texts = self.rows[self.row_ends[term] : self.row_ends[term + 1]]
        return len(texts) if self._one_row_each else int(self._row_counts[texts].sum())

    def terms(self, analyser: str, query_term: QueryTerm) -> list[int]:
        """The numbers of the terms that match a query term, each once. Raises QueryTooCostly."""
        exact = [self.streams.dictionary.number(analyser, term) for term in query_term.terms]
        found = {number for number in exact if number is not None}
        for expansion in query_term.expansions:
            found.update(self.expand(analyser, expansion))
        return sorted(found)

    def postings(self, terms: Sequence[int], budget: WorkBudget) -> Frequencies:
        """The rows that have any of these terms, and how often: that of the most frequent one.

        Raises QueryTooCostly.
        """
        spans = _spans(terms, self.row_ends)
        size = sum(end - start for start, end in spans)
        budget.spend(size)
        texts = _concatenate(self.rows, spans)
        counts = _concatenate(self.counts, spans)
        if len(terms) <= 1:
            return self.as_rows((texts, counts))
        if size * _SPARSE < len(self.streams):
            return self.as_rows(_largest_by_sorting(texts, counts))
        return self.as_rows(_largest_by_marking(texts, counts, len(self.streams)))

    def as_rows(self, frequencies: Frequencies) -> Frequencies:
        """The rows that have these texts."""
        if self._one_row_each:
            return frequencies
        texts, counts = frequencies
        first, sizes = self.streams.first_rows[texts], self._row_counts[texts]
        rows = ranges(first.astype(np.int64), sizes.astype(np.int64))
        return rows.astype(np.int32), np.repeat(counts, sizes)

    @cached_property
    def _one_row_each(self) -> bool:
        return len(self.streams) == int(self.streams.first_rows[-1])

    @cached_property
    def _row_counts(self) -> IntArray:
        return np.diff(self.streams.first_rows)

    def types(self, terms: Sequence[int]) -> IntArray:
        """The token types that have any of these terms, each once, ascending."""
        types = _concatenate(self.types_of_terms, _spans(terms, self.type_ends_of_terms))
        return types if len(terms) == 1 else np.unique(types)

    def count_positions(self, types: IntArray) -> int:
        """How many tokens are of these types."""
        return int((self.type_ends[types + 1] - self.type_ends[types]).sum())

    def positions(self, types: IntArray, budget: WorkBudget) -> IntArray:
        """The positions of tokens of these types (ascending), ascending. Raises QueryTooCostly."""
        budget.spend(self.count_positions(types))
        positions = _concatenate(self.order, _spans(types.tolist(), self.type_ends))
        return positions if len(types) <= 1 else np.sort(positions)

    def are_of_types(self, positions: IntArray, types: IntArray) -> Mask:
        """For each of these positions, whether its token is of one of these types."""
        found = self.streams.stream.take(positions)
        if len(types) == 1:
            same: Mask = found == types[0]
            return same
        accepted = np.zeros(self.streams.dictionary.types, dtype=np.bool_)
        accepted[types] = True
        return accepted.take(found)


_ARRAYS = (
    "type_ends",
    "order",
    "types_of_terms",
    "type_ends_of_terms",
    "rows",
    "counts",
    "row_ends",
)


def _spans(numbers: Sequence[int], ends: LongArray) -> list[tuple[int, int]]:
    """The spans that `ends` gives to these numbers (ascending); those of neighbours are joined."""
    spans: list[tuple[int, int]] = []
    first = last = -1
    for number in numbers:
        if number != last:
            if last > first:
                spans.append((int(ends[first]), int(ends[last])))
            first = number
        last = number + 1
    if last > first:
        spans.append((int(ends[first]), int(ends[last])))
    return spans


def _concatenate(values: Array, spans: Sequence[tuple[int, int]]) -> Array:
    if len(spans) == 1:
        start, end = spans[0]
        return values[start:end]
    return np.concatenate([values[:0], *(values[start:end] for start, end in spans)])


def count_repeats(texts: IntArray) -> Frequencies:
    """Each of these texts (ascending) once, and how often it comes."""
    if not len(texts):
        return _NOWHERE
    first = np.flatnonzero(np.concatenate([[True], texts[1:] != texts[:-1]]))
    return texts[first], np.diff(first, append=len(texts))


def _largest_by_sorting(texts: IntArray, counts: Array) -> Frequencies:
    packed = pack(texts, counts)
    packed.sort()
    in_order = high(packed)
    last = np.flatnonzero(np.concatenate([in_order[1:] != in_order[:-1], [True]]))
    return in_order[last], low(packed[last])


def _largest_by_marking(texts: IntArray, counts: Array, size: int) -> Frequencies:
    marked = np.zeros(size, dtype=counts.dtype)
    # Most counts are 1. Of the others, the largest is written last.
    marked[texts] = 1
    repeated = np.flatnonzero(counts > 1)
    repeated = repeated[np.argsort(counts[repeated], kind="stable")]
    marked[texts[repeated]] = counts[repeated]
    found = np.flatnonzero(marked != 0).astype(np.int32)
    return found, marked[found]
