"""A snapshot: the columns of one state of an index, and caches of what is computed from them."""

from array import array
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt
from pyroaring import BitMap

from index.cache import SizedCache
from index.execution.row_lists import Rows
from index.fields import DOCUMENT_FIELDS, Field, TextField
from index.storage.arrays import IntArray, LongArray, Mask, NumberArray
from index.storage.columns import SegmentColumns
from index.storage.paragraph_rows import NO_PARAGRAPH, UNDATED, build_columns

SATURATION = 1.2
"""BM25's k1: how soon repetition stops to count."""

LENGTH_WEIGHT = 0.75
"""BM25's b: how much length counts."""

ENTRY_BYTES = 200
"""What an entry of a cache takes besides its arrays, about."""

_MAX_BITMAPS = 16_000_000
"""Bytes of cached bitmaps: those of some thousand values at 300,000 rows."""

_MAX_PARTIAL_RESULTS = 64_000_000
"""Bytes of cached rows and counts."""

_MAX_RESULT_COUNTS = 2_000_000
"""Bytes of cached counts of whole requests: a hundred requests of five facets."""

_MANY_VALUES = 64
"""The bitmap of more values than this is not made of those of single values: they would push more
frequently used ones out of the cache."""

_SHORTEST_MEAN = 1e-9
FloatArray = npt.NDArray[np.float64]


class HasBytes(Protocol):
    """Anything that states its size in memory, such as an array."""

    @property
    def nbytes(self) -> int:
        """Bytes."""
        ...


@dataclass(frozen=True, slots=True)
class TextStatistics:
    """How many texts there are, and how many tokens they have on average."""

    texts: int
    mean_length: float


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The columns of one state of an index. Safe for many threads: nothing in it changes.

    `live` is the mask of the rows that are not deleted; None when none is. `partial_results` caches
    what different requests share, by clause or field; `result_counts` the counts of whole requests,
    which all their pages share; `value_bitmaps` the rows of single values.
    """

    generation: str
    columns: SegmentColumns
    live: Mask | None
    partial_results: SizedCache[Hashable, HasBytes] = field(
        default_factory=lambda: SizedCache(_MAX_PARTIAL_RESULTS)
    )
    result_counts: SizedCache[Hashable, HasBytes] = field(
        default_factory=lambda: SizedCache(_MAX_RESULT_COUNTS)
    )
    value_bitmaps: SizedCache[tuple[Field, int], BitMap] = field(
        default_factory=lambda: SizedCache(_MAX_BITMAPS)
    )

    @classmethod
    def join(
        cls, segments: Sequence[SegmentColumns], live: Mask | None, generation: str
    ) -> "Snapshot":
        """A snapshot of the rows of some segments, one after the other.

        Rows without a paragraph are not live.
        """
        columns = SegmentColumns.concatenate(segments or [build_columns([])])
        with_paragraph = columns.ids != NO_PARAGRAPH
        if live is not None:
            with_paragraph &= live
        return cls(generation, columns, None if with_paragraph.all() else with_paragraph)

    def __len__(self) -> int:
        return len(self.columns)

    @cached_property
    def rows(self) -> Rows:
        """All live rows."""
        if self.live is None:
            return np.arange(len(self))
        return np.flatnonzero(self.live)

    def row_of(self, paragraph_id: int) -> int | None:
        """The live row of a paragraph."""
        rows = self.only_live(np.flatnonzero(self.columns.ids == paragraph_id))
        return int(rows[0]) if len(rows) else None

    def only_live(self, rows: Rows) -> Rows:
        """Those of these rows that are live."""
        return rows if self.live is None else rows.compress(self.live.take(rows))

    @cached_property
    def resolutions(self) -> LongArray:
        """The ids of all resolutions, ascending."""
        return np.unique(self.columns.resolutions)

    @cached_property
    def resolution_of(self) -> IntArray:
        """For each document, the index of its resolution in `resolutions`."""
        return np.searchsorted(self.resolutions, self.columns.resolutions).astype(np.int32)

    @cached_property
    def rows_by_document(self) -> npt.NDArray[np.intp]:
        """How many live rows each document has."""
        documents = self.columns.document_of.take(self.rows)
        return np.bincount(documents, minlength=len(self.columns.days))

    @cached_property
    def is_one_document_each(self) -> bool:
        """Whether each resolution is one document: one language, in one piece."""
        return len(self.resolutions) == len(self.columns.resolutions)

    @cached_property
    def are_ids_ascending(self) -> bool:
        """Whether live rows are in the order of their ids."""
        return bool(np.all(np.diff(self.columns.ids.take(self.rows)) > 0))

    @cached_property
    def statistics(self) -> Mapping[tuple[int, TextField], TextStatistics]:
        """Number and mean length of texts, by number of analyser and text field."""
        documents = self.columns.document_of.take(self.rows)
        lengths = {
            TextField.TEXT: self.columns.text_lengths.take(self.rows),
            TextField.TITLE: self.columns.title_lengths.take(documents),
        }
        analysers = self.columns.analyser_of.take(documents)
        size = len(self.columns.analysers)
        texts = np.bincount(analysers, minlength=size)
        return {
            (analyser, name): TextStatistics(int(texts[analyser]), float(mean))
            for name in TextField
            for analyser, mean in enumerate(
                np.bincount(analysers, weights=lengths[name], minlength=size) / np.maximum(texts, 1)
            )
        }

    @cached_property
    def damping(self) -> Mapping[tuple[int, TextField], FloatArray]:
        """BM25's length normalisation by length, for each number of analyser and text field."""
        columns = self.columns
        longest = {
            TextField.TEXT: int(columns.text_lengths.max(initial=0)),
            TextField.TITLE: int(columns.title_lengths.max(initial=0)),
        }
        damping: dict[tuple[int, TextField], FloatArray] = {}
        for (analyser, name), statistics in self.statistics.items():
            mean = max(statistics.mean_length, _SHORTEST_MEAN)
            relative = np.arange(longest[name] + 1) / mean
            damping[analyser, name] = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative)
        return damping

    def lengths(self, rows: Rows, name: TextField) -> NumberArray:
        """How many tokens these rows have in a text field."""
        if name is TextField.TEXT:
            return self.columns.text_lengths.take(rows)
        return self.columns.title_lengths.take(self.columns.document_of.take(rows))

    def have_any(self, name: Field, wanted: Sequence[int]) -> Mask:
        """For each document, or row if the field is by row, whether it has any of these values."""
        return self.columns.sets[name].have_any(wanted).take(self.columns.set_of[name])

    def rows_with(self, name: Field, wanted: Sequence[int]) -> Rows:
        """The live rows that have any of the values of these numbers."""
        return rows_of(self.bitmap(name, wanted))

    def bitmap(self, name: Field, wanted: Sequence[int]) -> BitMap:
        """The same as a bitmap, a union of those of single values, which are cached."""
        if len(wanted) > _MANY_VALUES:
            return self._new_bitmap(name, wanted)
        return BitMap.union(BitMap(), *[self._value_bitmap(name, number) for number in wanted])

    def _value_bitmap(self, name: Field, number: int) -> BitMap:
        found = self.value_bitmaps.get((name, number))
        if found is None:
            found = self._new_bitmap(name, [number])
            self.value_bitmaps.put((name, number), found, _bytes_of(found))
        return found

    def _new_bitmap(self, name: Field, wanted: Sequence[int]) -> BitMap:
        mask = self.have_any(name, wanted)
        if name in DOCUMENT_FIELDS:
            mask = mask.take(self.columns.document_of)
        if self.live is not None:
            mask &= self.live
        # A bitmap is made of an array of Python's own four times as fast as of one of numpy's.
        return BitMap(array("I", np.flatnonzero(mask).astype(np.uint32).tobytes()))

    def dated(self, first: date | None, last: date | None) -> Mask:
        """For each document, whether it is dated within these days, both included."""
        days = self.columns.days
        mask: Mask = days != UNDATED
        if first is not None:
            mask &= days >= first.toordinal()
        if last is not None:
            mask &= days <= last.toordinal()
        return mask

    def rows_dated(self, first: date | None, last: date | None) -> Rows:
        """The live rows dated within these days, both included."""
        return self.only_live(
            np.flatnonzero(self.dated(first, last).take(self.columns.document_of))
        )


def rows_of(bitmap: BitMap) -> Rows:
    """The rows of a bitmap."""
    return np.frombuffer(bitmap.to_array(), dtype=np.uint32).astype(np.intp)


def _bytes_of(bitmap: BitMap) -> int:
    # Rows are in containers of at most 8 kB, one for 65,536 rows, at 2 bytes a row.
    return ENTRY_BYTES + min(2 * len(bitmap), 8_192 * (1 + bitmap.max() // 65_536) if bitmap else 0)
