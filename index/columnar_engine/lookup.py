"""Looks up patterns in the texts of one field of one segment."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from index.analysis import MAX_EXPANSION, Beginning, Expansion, Slot
from index.columnar_engine.files import Array
from index.columnar_engine.texts import Texts
from index.columnar_engine.work import Work
from index.columns.segment import LongArray
from index.columns.sets import IntArray, Mask
from index.errors import QueryTooCostly

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

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array], prefix: str) -> "Lookup":
        """What `deriving` wrote, none of which is copied."""
        return cls(
            Texts.from_arrays(arrays, prefix),
            **{name: arrays[f"{prefix}.{name}"] for name in _NAMES},
        )

    def expand(self, analyser: str, expansion: Expansion) -> list[int]:
        """The numbers of the terms that an expansion stands for. Raises QueryTooCostly."""
        dictionary = self.texts.dictionary
        beginning = dictionary.beginning(analyser, expansion.prefix)
        if isinstance(expansion, Beginning):
            terms = list(beginning[: MAX_EXPANSION + 1])
        else:
            terms = [each for each in beginning if expansion.accepts(dictionary.term(each))]
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
        spans = [(int(self.row_ends[term]), int(self.row_ends[term + 1])) for term in terms]
        size = sum(end - start for start, end in spans)
        work.add(size)
        if not spans:
            return _NOWHERE
        if len(spans) == 1:
            start, end = spans[0]
            return self.as_rows((self.rows[start:end], self.counts[start:end]))
        rows = np.concatenate([self.rows[start:end] for start, end in spans])
        counts = np.concatenate([self.counts[start:end] for start, end in spans])
        if size * _SPARSE < len(self.texts):
            return self.as_rows(_largest_sorted(rows, counts))
        return self.as_rows(_largest_marked(rows, counts, len(self.texts)))

    def as_rows(self, found: Found) -> Found:
        """The rows of these texts."""
        if self._one_row_each:
            return found
        texts, counts = found
        first, sizes = self.texts.first_rows[texts], self._row_counts[texts]
        ends = np.cumsum(sizes)
        rows = np.repeat(first - (ends - sizes), sizes) + np.arange(sizes.sum())
        return rows.astype(np.int32), np.repeat(counts, sizes)

    @cached_property
    def _one_row_each(self) -> bool:
        return len(self.texts) == int(self.texts.first_rows[-1])

    @cached_property
    def _row_counts(self) -> IntArray:
        return np.diff(self.texts.first_rows)

    def types(self, terms: Sequence[int]) -> IntArray:
        """The types of places that have any of these terms, each once."""
        spans = [self.type_ends_of_terms[term : term + 2].tolist() for term in terms]
        if not spans:
            return _EMPTY
        if len(spans) == 1:
            return self.types_of_terms[spans[0][0] : spans[0][1]]
        return np.unique(np.concatenate([self.types_of_terms[a:b] for a, b in spans]))

    def size(self, types: IntArray) -> int:
        """How many places are of these types."""
        return int((self.type_ends[types + 1] - self.type_ends[types]).sum())

    def places(self, types: IntArray, work: Work) -> IntArray:
        """The places of these types, ascending. Raises QueryTooCostly."""
        spans = zip(self.type_ends[types].tolist(), self.type_ends[types + 1].tolist(), strict=True)
        lists = [self.order[start:end] for start, end in spans]
        work.add(sum(map(len, lists)))
        if len(lists) == 1:
            return lists[0]
        return np.sort(np.concatenate([_EMPTY, *lists]))

    def accepting(self, types: IntArray) -> Mask:
        """For each type whether it is one of these."""
        accepted = np.zeros(self.texts.dictionary.types, dtype=np.bool_)
        accepted[types] = True
        return accepted

    def texts_at(self, places: IntArray) -> IntArray:
        """The texts to which places belong."""
        return np.searchsorted(self.texts.starts, places, side="right").astype(np.int32) - 1


_NAMES = (
    "type_ends",
    "order",
    "types_of_terms",
    "type_ends_of_terms",
    "rows",
    "counts",
    "row_ends",
)


def counted(texts: IntArray) -> Found:
    """Each of these texts, which are ascending, once, and how often it comes."""
    if not len(texts):
        return _NOWHERE
    first = np.flatnonzero(np.concatenate([[True], texts[1:] != texts[:-1]]))
    return texts[first], np.diff(first, append=len(texts))


def _largest_sorted(rows: IntArray, counts: npt.NDArray[Any]) -> Found:
    packed = (rows.astype(np.uint64) << np.uint64(32)) | counts.astype(np.uint64)
    packed.sort()
    sorted_rows = (packed >> np.uint64(32)).astype(np.int32)
    last = np.flatnonzero(np.concatenate([sorted_rows[1:] != sorted_rows[:-1], [True]]))
    return sorted_rows[last], (packed[last] & np.uint64(0xFFFFFFFF)).astype(counts.dtype)


def _largest_marked(rows: IntArray, counts: npt.NDArray[Any], size: int) -> Found:
    marked = np.zeros(size, dtype=counts.dtype)
    # Most counts are 1. Of the others, the largest is written last, and stays.
    marked[rows] = 1
    repeated = np.flatnonzero(counts > 1)
    repeated = repeated[np.argsort(counts[repeated], kind="stable")]
    marked[rows[repeated]] = counts[repeated]
    found = np.flatnonzero(marked != 0).astype(np.int32)
    return found, marked[found]
