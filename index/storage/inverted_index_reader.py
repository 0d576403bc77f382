"""Looks up patterns in the texts of one field of one segment."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from index.analysis import MAX_EXPANSION, Beginning, Expansion, Slot
from index.errors import QueryTooCostly
from index.storage.array_files import Array
from index.storage.arrays import high, low, pack, ranges
from index.storage.columns import LongArray
from index.storage.ranks import Ranks
from index.storage.token_streams import Texts
from index.storage.value_sets import IntArray, Mask
from index.storage.work import Work

_SPARSE = 32
"""Lists of rows are sorted where all rows are more than so many times as many, and else marked in
an array of all rows: at 300,000 rows, both take 0.1 ms for 10,000."""

Found = tuple[IntArray, npt.NDArray[Any]]
"""Texts, ascending, and how often something stands there."""

_EMPTY = np.zeros(0, dtype=np.int32)
_NOWHERE: Found = (_EMPTY, _EMPTY)


@dataclass(frozen=True, eq=False)
class Lookup:
    """Texts, and what was derived from them; see `deriving`."""

    texts: Texts
    type_ends: LongArray
    order: IntArray
    types_of_terms: IntArray
    type_ends_of_terms: LongArray
    rows: IntArray
    counts: npt.NDArray[Any]
    row_ends: LongArray
    ranks: Ranks

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array], prefix: str) -> "Lookup":
        """What `deriving` wrote, none of which is copied."""
        plain = {name: arrays[f"{prefix}.{name}"] for name in _NAMES}
        texts, ranks = Texts.from_arrays(arrays, prefix), Ranks.from_arrays(arrays, prefix)
        return cls(texts, **plain, ranks=ranks)

    def expand(self, analyser: str, expansion: Expansion) -> Sequence[int]:
        """The numbers of the terms that an expansion stands for. Raises QueryTooCostly."""
        dictionary = self.texts.dictionary
        beginning = dictionary.beginning(analyser, expansion.prefix)
        terms: Sequence[int] = beginning
        if not isinstance(expansion, Beginning):
            written = dictionary.terms_among(analyser, beginning)
            accepted = map(expansion.accepts, written)
            terms = [number for number, found in zip(beginning, accepted, strict=True) if found]
        if len(terms) > MAX_EXPANSION:
            raise QueryTooCostly(
                f"more than {MAX_EXPANSION} words begin with “{expansion.prefix}” and answer;"
                " write more"
            )
        return terms

    def frequency(self, term: int) -> int:
        """How many rows hold a term."""
        texts = self.rows[self.row_ends[term] : self.row_ends[term + 1]]
        return len(texts) if self._one_row_each else int(self._row_counts[texts].sum())

    def terms(self, analyser: str, slot: Slot) -> list[int]:
        """The numbers of the terms that answer a slot, each once. Raises QueryTooCostly."""
        exact = [self.texts.dictionary.number(analyser, term) for term in slot.terms]
        found = {number for number in exact if number is not None}
        for expansion in slot.expansions:
            found.update(self.expand(analyser, expansion))
        return sorted(found)

    def holding(self, terms: Sequence[int], work: Work) -> Found:
        """The rows whose text has any of these terms; the most frequent of them there counts.

        Raises QueryTooCostly.
        """
        spans = _spans(terms, self.row_ends)
        size = sum(end - start for start, end in spans)
        work.add(size)
        rows = _sliced(self.rows, spans)
        counts = _sliced(self.counts, spans)
        if len(terms) <= 1:
            return self.as_rows((rows, counts))
        if size * _SPARSE < len(self.texts):
            return self.as_rows(_largest_sorted(rows, counts))
        return self.as_rows(_largest_marked(rows, counts, len(self.texts)))

    def as_rows(self, found: Found) -> Found:
        """The rows of these texts."""
        if self._one_row_each:
            return found
        texts, counts = found
        first, sizes = self.texts.first_rows[texts], self._row_counts[texts]
        rows = ranges(first.astype(np.int64), sizes.astype(np.int64))
        return rows.astype(np.int32), np.repeat(counts, sizes)

    @cached_property
    def _one_row_each(self) -> bool:
        return len(self.texts) == int(self.texts.first_rows[-1])

    @cached_property
    def _row_counts(self) -> IntArray:
        return np.diff(self.texts.first_rows)

    def types(self, terms: Sequence[int]) -> IntArray:
        """The types of places that have any of these terms, each once."""
        types = _sliced(self.types_of_terms, _spans(terms, self.type_ends_of_terms))
        return types if len(terms) == 1 else np.unique(types)

    def size(self, types: IntArray) -> int:
        """How many places are of these types."""
        return int((self.type_ends[types + 1] - self.type_ends[types]).sum())

    def places(self, types: IntArray, work: Work) -> IntArray:
        """The places of these types, which are ascending; ascending. Raises QueryTooCostly."""
        work.add(self.size(types))
        places = _sliced(self.order, _spans(types.tolist(), self.type_ends))
        return places if len(types) <= 1 else np.sort(places)

    def answering(self, places: IntArray, types: IntArray) -> Mask:
        """Whether each of these places is of one of these types."""
        found = self.texts.stream.take(places)
        if len(types) == 1:
            alike: Mask = found == types[0]
            return alike
        accepted = np.zeros(self.texts.dictionary.types, dtype=np.bool_)
        accepted[types] = True
        return accepted.take(found)


_NAMES = (
    "type_ends",
    "order",
    "types_of_terms",
    "type_ends_of_terms",
    "rows",
    "counts",
    "row_ends",
)


def _spans(numbers: Sequence[int], ends: LongArray) -> list[tuple[int, int]]:
    """What belongs to these numbers, which are ascending; to neighbours, as one span."""
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


def _sliced(values: npt.NDArray[Any], spans: Sequence[tuple[int, int]]) -> npt.NDArray[Any]:
    if len(spans) == 1:
        start, end = spans[0]
        return values[start:end]
    return np.concatenate([values[:0], *(values[start:end] for start, end in spans)])


def counted(texts: IntArray) -> Found:
    """Each of these texts, which are ascending, once, and how often it comes."""
    if not len(texts):
        return _NOWHERE
    first = np.flatnonzero(np.concatenate([[True], texts[1:] != texts[:-1]]))
    return texts[first], np.diff(first, append=len(texts))


def _largest_sorted(rows: IntArray, counts: npt.NDArray[Any]) -> Found:
    packed = pack(rows, counts)
    packed.sort()
    in_order = high(packed)
    last = np.flatnonzero(np.concatenate([in_order[1:] != in_order[:-1], [True]]))
    return in_order[last], low(packed[last])


def _largest_marked(rows: IntArray, counts: npt.NDArray[Any], size: int) -> Found:
    marked = np.zeros(size, dtype=counts.dtype)
    # Most counts are 1. Of the others, the largest is written last, and stays.
    marked[rows] = 1
    repeated = np.flatnonzero(counts > 1)
    repeated = repeated[np.argsort(counts[repeated], kind="stable")]
    marked[rows[repeated]] = counts[repeated]
    found = np.flatnonzero(marked != 0).astype(np.int32)
    return found, marked[found]
