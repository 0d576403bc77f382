"""The columns of a segment: values by row and by document, and how segments are merged.

A *row* is a paragraph of a segment. Rows are grouped into *documents*: runs of rows that share all
that the paragraphs of one text share, which is stored once for each document.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from index.fields import DOCUMENT_FIELDS, Field
from index.storage.arrays import (
    Array,
    IntArray,
    LongArray,
    Mask,
    NumberArray,
    concatenate_shifted,
    narrowed,
)
from index.storage.value_sets import ValueSets, join_sets, join_values

_BY_ROW = ("ids", "document_of", "positions", "text_lengths")
_BY_DOCUMENT = ("resolutions", "days", "symbol_of", "analyser_of", "title_lengths")


@dataclass(frozen=True, eq=False)
class SegmentColumns:
    """All columns of some rows, with their own numbering of documents, values and symbols.

    Arrays never change and may be in mapped memory. By row: `ids`, `document_of` (ascending),
    `positions` (of paragraphs in their text), `text_lengths` (in tokens). By document:
    `resolutions` (ids), `days`, `symbol_of`, `analyser_of`, `title_lengths`. `symbols` and
    `analysers` are in ascending order. `set_of` has the number of a set in `sets` for each document
    where the field is one of `DOCUMENT_FIELDS`, and for each row otherwise.
    """

    ids: LongArray
    document_of: NumberArray
    positions: IntArray
    text_lengths: NumberArray
    resolutions: LongArray
    days: IntArray
    symbol_of: IntArray
    analyser_of: IntArray
    title_lengths: NumberArray
    symbols: tuple[str, ...]
    analysers: tuple[str, ...]
    set_of: Mapping[Field, NumberArray]
    sets: Mapping[Field, ValueSets]

    def __len__(self) -> int:
        return len(self.ids)

    def to_arrays(self) -> dict[str, Array]:
        """Arrays of numbers for a file; `from_arrays` reads them back.

        Strings are a blob of UTF-8 and the offsets at which they begin and the last one ends.
        """
        arrays: dict[str, Array] = {name: getattr(self, name) for name in _BY_ROW + _BY_DOCUMENT}
        arrays |= _pack_strings("symbols", self.symbols) | _pack_strings(
            "analysers", self.analysers
        )
        for name in Field:
            arrays[f"{name}.set_of"] = self.set_of[name]
            arrays[f"{name}.members"] = self.sets[name].members
            arrays[f"{name}.offsets"] = self.sets[name].offsets
            arrays |= _pack_strings(f"{name}.values", self.sets[name].values)
        return arrays

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> "SegmentColumns":
        """The columns of these arrays, which are not copied; only strings are decoded.

        Raises KeyError when an array is missing.
        """
        numbers: dict[str, Any] = {
            name: np.asarray(arrays[name]) for name in _BY_ROW + _BY_DOCUMENT
        }
        return cls(
            **numbers,
            symbols=_unpack_strings("symbols", arrays),
            analysers=_unpack_strings("analysers", arrays),
            set_of={name: np.asarray(arrays[f"{name}.set_of"]) for name in Field},
            sets={
                name: ValueSets(
                    _unpack_strings(f"{name}.values", arrays),
                    np.asarray(arrays[f"{name}.members"]),
                    np.asarray(arrays[f"{name}.offsets"]),
                )
                for name in Field
            },
        )

    @classmethod
    def concatenate(cls, segments: Sequence["SegmentColumns"]) -> "SegmentColumns":
        """The rows of at least one segment, one after the other; a single one is not copied."""
        if len(segments) == 1:
            return segments[0]
        symbols, symbol_numbers = join_values([each.symbols for each in segments])
        analysers, analyser_numbers = join_values([each.analysers for each in segments])
        sets, set_of = {}, {}
        for name in Field:
            sets[name], shifts = join_sets([each.sets[name] for each in segments])
            set_of[name] = concatenate_shifted(
                [each.set_of[name] for each in segments], shifts, len(sets[name])
            )
        ends = list(accumulate(len(each.days) for each in segments))
        return cls(
            ids=np.concatenate([each.ids for each in segments]),
            document_of=concatenate_shifted(
                [each.document_of for each in segments], [0, *ends[:-1]], ends[-1]
            ),
            positions=np.concatenate([each.positions for each in segments]),
            text_lengths=np.concatenate([each.text_lengths for each in segments]),
            resolutions=np.concatenate([each.resolutions for each in segments]),
            days=np.concatenate([each.days for each in segments]),
            symbol_of=_renumber([each.symbol_of for each in segments], symbol_numbers),
            analyser_of=_renumber([each.analyser_of for each in segments], analyser_numbers),
            title_lengths=np.concatenate([each.title_lengths for each in segments]),
            symbols=symbols,
            analysers=analysers,
            set_of=set_of,
            sets=sets,
        )

    def compact(self, live: Mask) -> "SegmentColumns":
        """Return only the live rows, in order, and the documents and values that they have."""
        rows = np.flatnonzero(live)
        documents, document_of = np.unique(self.document_of[rows], return_inverse=True)
        symbols, symbol_of = np.unique(self.symbol_of[documents], return_inverse=True)
        analysers, analyser_of = np.unique(self.analyser_of[documents], return_inverse=True)
        sets, set_of = {}, {}
        for name in Field:
            holders = documents if name in DOCUMENT_FIELDS else rows
            sets[name], set_of[name] = self.sets[name].compact(self.set_of[name][holders])
        return SegmentColumns(
            ids=self.ids[rows],
            document_of=narrowed(document_of, len(documents)),
            positions=self.positions[rows],
            text_lengths=self.text_lengths[rows],
            resolutions=self.resolutions[documents],
            days=self.days[documents],
            symbol_of=symbol_of.astype(np.int32),
            analyser_of=analyser_of.astype(np.int32),
            title_lengths=self.title_lengths[documents],
            symbols=tuple(self.symbols[number] for number in symbols.tolist()),
            analysers=tuple(self.analysers[number] for number in analysers.tolist()),
            set_of=set_of,
            sets=sets,
        )


def merge_columns(parts: Sequence[tuple[SegmentColumns, Mask]]) -> SegmentColumns:
    """One segment of the live rows of at least one segment, in order."""
    joined = SegmentColumns.concatenate([segment for segment, _ in parts])
    return joined.compact(np.concatenate([live for _, live in parts]))


def _renumber(parts: Sequence[IntArray], numbers: Sequence[IntArray]) -> IntArray:
    return np.concatenate([number[part] for part, number in zip(parts, numbers, strict=True)])


def _pack_strings(name: str, values: tuple[str, ...]) -> dict[str, Array]:
    encoded = [value.encode("utf-8", "surrogatepass") for value in values]
    offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return {
        f"{name}.blob": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        f"{name}.ends": offsets,
    }


def _unpack_strings(name: str, arrays: Mapping[str, Array]) -> tuple[str, ...]:
    blob = arrays[f"{name}.blob"].tobytes()
    offsets = arrays[f"{name}.ends"].tolist()
    return tuple(
        blob[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(offsets)
    )
