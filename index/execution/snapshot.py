"""The columns of one state of an index, and what is worked out of them once and kept."""

from array import array
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt
from pyroaring import BitMap

from index.cache import Kept
from index.execution.row_lists import Rows
from index.fields import Field, TextField
from index.storage.columns import DOCUMENT_FIELDS, NO_PARAGRAPH, LongArray, SegmentColumns
from index.storage.paragraph_rows import UNDATED
from index.storage.value_sets import IntArray, Mask, NumberArray

SATURATION = 1.2
"""BM25: how soon repetition stops to count."""

LENGTH_WEIGHT = 0.75
"""BM25: how much length counts."""

_MAX_BITMAPS = 16_000_000
"""Bytes of bitmaps kept, at most: those of some thousand values at 300,000 rows."""

_MAX_KEPT = 64_000_000
"""Bytes of rows and counts kept, at most."""

_MAX_COUNTED = 2_000_000
"""Bytes of counts of whole requests kept, at most: a hundred requests of five facets."""

_MANY_VALUES = 64
"""Bitmaps of so many values together are not put together of single ones: those would push out
what is asked more often."""

_SHORTEST_MEAN = 1e-9
FloatArray = npt.NDArray[np.float64]


class HasBytes(Protocol):
    """Anything that knows how much memory it takes, arrays above all."""

    @property
    def nbytes(self) -> int:
        """Bytes."""
        ...


@dataclass(frozen=True, slots=True)
class TextStatistics:
    """How many texts there are, and how many places they have on average."""

    texts: int
    mean_length: float


@dataclass(frozen=True, eq=False)
class Table:
    """The columns of one state of an index. Safe for many threads: nothing in it changes.

    `live` says which rows count; None when all do.
    """

    generation: str
    columns: SegmentColumns
    live: Mask | None
    kept: Kept[Hashable, HasBytes] = field(
        default_factory=lambda: Kept(_MAX_KEPT, lambda found: found.nbytes + 200)
    )
    """What was worked out in this state, by what was asked."""
    counted: Kept[Hashable, HasBytes] = field(
        default_factory=lambda: Kept(_MAX_COUNTED, lambda counted: counted.nbytes)
    )
    """What was counted for recent requests: pages and sorted lists repeat it."""
    _bitmaps: Kept[tuple[Field, int], BitMap] = field(
        default_factory=lambda: Kept(_MAX_BITMAPS, _bytes_of)
    )

    @classmethod
    def join(
        cls, segments: Sequence[SegmentColumns], live: Mask | None, generation: str
    ) -> "Table":
        """The rows of segments one after the other; rows without a paragraph do not count."""
        columns = SegmentColumns.joined(segments or [SegmentColumns.of([])])
        held = columns.ids != NO_PARAGRAPH
        if live is not None:
            held &= live
        return cls(generation, columns, None if held.all() else held)

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
        rows = self.alive(np.flatnonzero(self.columns.ids == paragraph_id))
        return int(rows[0]) if len(rows) else None

    def alive(self, rows: Rows) -> Rows:
        """Those of these rows that are live."""
        return rows if self.live is None else rows.compress(self.live.take(rows))

    @cached_property
    def resolutions(self) -> LongArray:
        """The ids of all resolutions, ascending."""
        return np.unique(self.columns.resolutions)

    @cached_property
    def resolution_of(self) -> IntArray:
        """For each document, the place of its resolution in `resolutions`."""
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
        """Whether rows stand in the order of their ids."""
        return bool(np.all(np.diff(self.columns.ids.take(self.rows)) > 0))

    @cached_property
    def statistics(self) -> Mapping[tuple[int, TextField], TextStatistics]:
        """What ranking asks of texts, by number of analyser and text field."""
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
        """What texts of each length lose in BM25, by number of analyser and text field."""
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
        """How many places these rows have in a text field."""
        if name is TextField.TEXT:
            return self.columns.text_lengths.take(rows)
        return self.columns.title_lengths.take(self.columns.document_of.take(rows))

    def holding(self, name: Field, wanted: Sequence[int]) -> Mask:
        """For each row or document, as the field goes, whether it has any of these values."""
        return self.columns.sets[name].holding(wanted).take(self.columns.set_of[name])

    def rows_having(self, name: Field, wanted: Sequence[int]) -> Rows:
        """The live rows that have any of the values of these numbers."""
        return rows_of(self.bitmap(name, wanted))

    def bitmap(self, name: Field, wanted: Sequence[int]) -> BitMap:
        """The same as a bitmap, put together of those of single values, which are kept."""
        if len(wanted) > _MANY_VALUES:
            return self._new_bitmap(name, wanted)
        return BitMap.union(BitMap(), *[self._value_bitmap(name, number) for number in wanted])

    def _value_bitmap(self, name: Field, number: int) -> BitMap:
        found = self._bitmaps.get((name, number))
        if found is None:
            found = self._new_bitmap(name, [number])
            self._bitmaps.put((name, number), found)
        return found

    def _new_bitmap(self, name: Field, wanted: Sequence[int]) -> BitMap:
        mask = self.holding(name, wanted)
        if name in DOCUMENT_FIELDS:
            mask = mask.take(self.columns.document_of)
        if self.live is not None:
            mask &= self.live
        # Of an array of Python's own, a bitmap is made four times as fast as of one of numpy's.
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
        return self.alive(np.flatnonzero(self.dated(first, last).take(self.columns.document_of)))


def rows_of(bitmap: BitMap) -> Rows:
    """The rows of a bitmap."""
    return np.frombuffer(bitmap.to_array(), dtype=np.uint32).astype(np.intp)


def _bytes_of(bitmap: BitMap) -> int:
    # Rows lie in containers of at most 8 kB, one for 65,536 rows, at 2 bytes a row.
    return 200 + min(2 * len(bitmap), 8_192 * (1 + bitmap.max() // 65_536) if bitmap else 0)
