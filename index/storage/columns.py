"""The columns of a run of rows that never changes.

Rows are grouped into *documents*: runs of rows that share everything that paragraphs of one text
share. What they share is kept once for each document.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from index.analysis import OTHER_LANGUAGE
from index.fields import Field, TextField
from index.storage.paragraph_rows import UNDATED, Row
from index.storage.value_sets import (
    IntArray,
    Mask,
    NumberArray,
    SetNumbering,
    ValueSets,
    join_numbers,
    join_sets,
    join_values,
    narrowed,
)

DOCUMENT_FIELDS = (
    Field.SPONSOR,
    Field.ORGAN,
    Field.SESSION,
    Field.AGENDA,
    Field.SUBJECT,
    Field.STATUS,
    Field.LANGUAGE,
    Field.YEAR,
    Field.RESOLUTION,
)
"""Fields whose values all paragraphs of a document share; the other fields go by row."""

NO_PARAGRAPH = -1
"""The id of a row that holds no paragraph."""

LongArray = npt.NDArray[np.int64]
Array = npt.NDArray[Any]

_ROW_FIELDS = tuple(name for name in Field if name not in DOCUMENT_FIELDS)
_TEXT, _TITLE = (tuple(TextField).index(name) for name in (TextField.TEXT, TextField.TITLE))
_NO_ROW = Row(
    id=NO_PARAGRAPH,
    resolution_id=-1,
    day=UNDATED,
    sort_symbol="",
    position=0,
    analyser=OTHER_LANGUAGE,
    lengths=(0,) * len(TextField),
    facets={},
)
_BY_ROW = ("ids", "document_of", "positions", "text_lengths")
_BY_DOCUMENT = ("resolutions", "days", "symbol_of", "analyser_of", "title_lengths")


@dataclass(frozen=True, eq=False)
class SegmentColumns:
    """All columns of some rows, with their own numbering of documents, values and symbols.

    Arrays never change and may lie in mapped memory. By row: `ids`, `document_of` (ascending),
    `positions`, `text_lengths` (places). By document: `resolutions` (ids), `days`, `symbol_of`,
    `analyser_of`, `title_lengths`. `symbols` and `analysers` are in ascending order. `set_of` has
    the number of a set of `sets` for each document where the field is one of `DOCUMENT_FIELDS`, and
    for each row otherwise.
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

    @cached_property
    def first_rows(self) -> IntArray:
        """The first row of each document, and the number of rows at the end."""
        edges = np.searchsorted(self.document_of, np.arange(len(self.days) + 1, dtype=np.int32))
        return edges.astype(np.int32)

    @classmethod
    def of(cls, rows: Iterable[Row | None]) -> "SegmentColumns":
        """The columns of these rows; None stands for a row without a paragraph."""
        gathered = _Gathered()
        gathered.add(rows)
        return gathered.columns()

    def to_arrays(self) -> dict[str, Array]:
        """Everything as plain numeric arrays, for files; `from_arrays` reads them back.

        Strings are a blob of UTF-8 and the offsets at which they begin and the last one ends.
        """
        arrays: dict[str, Array] = {name: getattr(self, name) for name in _BY_ROW + _BY_DOCUMENT}
        arrays |= _packed("symbols", self.symbols) | _packed("analysers", self.analysers)
        for name in Field:
            arrays[f"{name}.set_of"] = self.set_of[name]
            arrays[f"{name}.members"] = self.sets[name].members
            arrays[f"{name}.offsets"] = self.sets[name].offsets
            arrays |= _packed(f"{name}.values", self.sets[name].values)
        return arrays

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> "SegmentColumns":
        """The columns of these arrays, none of which is copied; only strings are decoded.

        Raises KeyError when an array is missing.
        """
        plain: dict[str, Any] = {name: np.asarray(arrays[name]) for name in _BY_ROW + _BY_DOCUMENT}
        return cls(
            **plain,
            symbols=_unpacked("symbols", arrays),
            analysers=_unpacked("analysers", arrays),
            set_of={name: np.asarray(arrays[f"{name}.set_of"]) for name in Field},
            sets={
                name: ValueSets(
                    _unpacked(f"{name}.values", arrays),
                    np.asarray(arrays[f"{name}.members"]),
                    np.asarray(arrays[f"{name}.offsets"]),
                )
                for name in Field
            },
        )

    @classmethod
    def joined(cls, segments: Sequence["SegmentColumns"]) -> "SegmentColumns":
        """The rows of at least one segment one after the other; a single one is given back."""
        if len(segments) == 1:
            return segments[0]
        symbols, symbol_numbers = join_values([each.symbols for each in segments])
        analysers, analyser_numbers = join_values([each.analysers for each in segments])
        sets, set_of = {}, {}
        for name in Field:
            sets[name], shifts = join_sets([each.sets[name] for each in segments])
            set_of[name] = join_numbers(
                [each.set_of[name] for each in segments], shifts, len(sets[name])
            )
        ends = list(accumulate(len(each.days) for each in segments))
        return cls(
            ids=np.concatenate([each.ids for each in segments]),
            document_of=join_numbers(
                [each.document_of for each in segments], [0, *ends[:-1]], ends[-1]
            ),
            positions=np.concatenate([each.positions for each in segments]),
            text_lengths=np.concatenate([each.text_lengths for each in segments]),
            resolutions=np.concatenate([each.resolutions for each in segments]),
            days=np.concatenate([each.days for each in segments]),
            symbol_of=_renumbered([each.symbol_of for each in segments], symbol_numbers),
            analyser_of=_renumbered([each.analyser_of for each in segments], analyser_numbers),
            title_lengths=np.concatenate([each.title_lengths for each in segments]),
            symbols=symbols,
            analysers=analysers,
            set_of=set_of,
            sets=sets,
        )

    def kept(self, live: Mask) -> "SegmentColumns":
        """Only the rows of `live`, in order, without documents and values that no row has."""
        rows = np.flatnonzero(live)
        documents, document_of = np.unique(self.document_of[rows], return_inverse=True)
        symbols, symbol_of = np.unique(self.symbol_of[documents], return_inverse=True)
        analysers, analyser_of = np.unique(self.analyser_of[documents], return_inverse=True)
        sets, set_of = {}, {}
        for name in Field:
            holders = documents if name in DOCUMENT_FIELDS else rows
            sets[name], set_of[name] = self.sets[name].reduced(self.set_of[name][holders])
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


class _Gathered:
    """Rows as they come, in lists: the way of a paragraph into columns, so every step counts."""

    def __init__(self) -> None:
        self._plain: list[tuple[int, int, int, int]] = []
        self._documents: list[tuple[Any, ...]] = []
        self._numberings = {name: SetNumbering() for name in Field}
        self._numbers: dict[Field, list[int]] = {name: [] for name in Field}

    def add(self, rows: Iterable[Row | None]) -> None:
        names = [str(name) for name in DOCUMENT_FIELDS]
        by_row = [
            (str(name), self._numbers[name].append, self._numberings[name].number)
            for name in _ROW_FIELDS
        ]
        last: tuple[object, ...] = ()
        for each in rows:
            row = each or _NO_ROW
            values_of = row.facets.get
            document = (
                row.resolution_id,
                row.day,
                row.sort_symbol,
                row.analyser,
                row.lengths[_TITLE],
                *[values_of(name, ()) for name in names],
            )
            if document != last:
                self._documents.append(document)
                last = document
            self._plain.append((row.id, len(self._documents) - 1, row.position, row.lengths[_TEXT]))
            for name, append, number_of in by_row:
                append(number_of(values_of(name, ())))

    def columns(self) -> SegmentColumns:
        plain = np.array(self._plain, dtype=np.int64).reshape(-1, len(_BY_ROW))
        shared = list(zip(*self._documents, strict=True)) or [()] * (
            len(_BY_DOCUMENT) + len(DOCUMENT_FIELDS)
        )
        resolutions, days, symbols_of, analysers_of, title_lengths, *values = shared
        for name, sets_of in zip(DOCUMENT_FIELDS, values, strict=True):
            self._numbers[name] = [self._numberings[name].number(each) for each in sets_of]
        sets = {name: self._numberings[name].sets() for name in Field}
        symbols, symbol_of = _numbered(symbols_of)
        analysers, analyser_of = _numbered(analysers_of)
        return SegmentColumns(
            ids=plain[:, 0].copy(),
            document_of=narrowed(plain[:, 1], len(self._documents)),
            positions=plain[:, 2].astype(np.int32),
            text_lengths=_narrow_lengths(plain[:, 3]),
            resolutions=np.array(resolutions, dtype=np.int64),
            days=np.array(days, dtype=np.int32),
            symbol_of=symbol_of,
            analyser_of=analyser_of,
            title_lengths=_narrow_lengths(np.array(title_lengths, dtype=np.int64)),
            symbols=symbols,
            analysers=analysers,
            set_of={name: narrowed(self._numbers[name], len(sets[name])) for name in Field},
            sets=sets,
        )


def merge(parts: Sequence[tuple[SegmentColumns, Mask]]) -> SegmentColumns:
    """One segment of the live rows of at least one segment, in order."""
    joined = SegmentColumns.joined([segment for segment, _ in parts])
    return joined.kept(np.concatenate([live for _, live in parts]))


def _narrow_lengths(lengths: LongArray) -> NumberArray:
    return narrowed(lengths, int(lengths.max(initial=0)) + 1)


def _numbered(values: Sequence[str]) -> tuple[tuple[str, ...], IntArray]:
    ordered = sorted(set(values))
    numbers = {value: number for number, value in enumerate(ordered)}
    return tuple(ordered), np.array([numbers[value] for value in values], dtype=np.int32)


def _renumbered(parts: Sequence[IntArray], numbers: Sequence[IntArray]) -> IntArray:
    return np.concatenate([number[part] for part, number in zip(parts, numbers, strict=True)])


def _packed(name: str, values: tuple[str, ...]) -> dict[str, Array]:
    encoded = [value.encode("utf-8", "surrogatepass") for value in values]
    offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return {
        f"{name}.blob": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        f"{name}.ends": offsets,
    }


def _unpacked(name: str, arrays: Mapping[str, Array]) -> tuple[str, ...]:
    blob = arrays[f"{name}.blob"].tobytes()
    offsets = arrays[f"{name}.ends"].tolist()
    return tuple(
        blob[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(offsets)
    )
