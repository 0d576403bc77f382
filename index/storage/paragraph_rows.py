"""Paragraphs as rows of plain values, and the columns that are built of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.analysis import OTHER_LANGUAGE, analyse, analyser_of
from index.fields import DOCUMENT_FIELDS, Field, TextField
from index.model import IndexedParagraph
from index.storage.arrays import IntArray, LongArray, NumberArray, narrowed
from index.storage.columns import SegmentColumns
from index.storage.value_sets import ValueSetsBuilder

UNDATED = 0
"""The day number of a paragraph without a date; day 1 is 1 January of the year 1."""

NO_PARAGRAPH = -1
"""The id of a row without a paragraph."""

_ROW_FIELDS = tuple(name for name in Field if name not in DOCUMENT_FIELDS)
_TEXT, _TITLE = (tuple(TextField).index(name) for name in (TextField.TEXT, TextField.TITLE))
_ROW_COLUMNS = 4
_DOCUMENT_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """One paragraph in plain values that any engine can store.

    `day` counts from 1 January of the year 1; `lengths` says how many tokens each text field has,
    in the order of `TextField`.
    """

    id: int
    resolution_id: int
    day: int
    sort_symbol: str
    position: int
    analyser: str
    lengths: tuple[int, ...]
    facets: Mapping[str, tuple[str, ...]]

    def to_values(self) -> tuple[object, ...]:
        """The row as a tuple, for an engine to store; `ParagraphRow(*values)` reads it back."""
        return (
            self.id,
            self.resolution_id,
            self.day,
            self.sort_symbol,
            self.position,
            self.analyser,
            self.lengths,
            dict(self.facets),
        )

    @classmethod
    def of(
        cls, paragraph: IndexedParagraph, lengths: tuple[int, ...] | None = None
    ) -> "ParagraphRow":
        """The row of a paragraph. Its texts are analysed if their lengths are not given."""
        return cls(
            id=paragraph.id,
            resolution_id=paragraph.resolution_id,
            day=UNDATED if paragraph.date is None else paragraph.date.toordinal(),
            sort_symbol=paragraph.sort_symbol,
            position=paragraph.position,
            analyser=analyser_of(paragraph.language),
            lengths=_lengths(paragraph) if lengths is None else lengths,
            facets={
                str(name): tuple(values) for name, values in paragraph.facets.items() if values
            },
        )


class IdChecker:
    """Checks the ids of a stream of paragraphs, and remembers them."""

    def __init__(self) -> None:
        self.seen: set[int] = set()

    def check(self, paragraphs: Iterable[IndexedParagraph]) -> Iterator[IndexedParagraph]:
        """The same paragraphs. Raises ValueError when an id comes twice or is negative."""
        for paragraph in paragraphs:
            if paragraph.id in self.seen or paragraph.id < 0:
                raise ValueError(f"paragraph id {paragraph.id} is given twice or is negative")
            self.seen.add(paragraph.id)
            yield paragraph


_NO_ROW = ParagraphRow(
    id=NO_PARAGRAPH,
    resolution_id=-1,
    day=UNDATED,
    sort_symbol="",
    position=0,
    analyser=OTHER_LANGUAGE,
    lengths=(0,) * len(TextField),
    facets={},
)


def build_columns(rows: Iterable[ParagraphRow | None]) -> SegmentColumns:
    """The columns of these rows; None stands for a row without a paragraph."""
    builder = _ColumnsBuilder()
    builder.add(rows)
    return builder.build()


class _ColumnsBuilder:
    """Collects rows in lists. Every paragraph passes through it, so every step counts."""

    def __init__(self) -> None:
        self._row_numbers: list[tuple[int, int, int, int]] = []
        self._documents: list[tuple[Any, ...]] = []
        self._numberings = {name: ValueSetsBuilder() for name in Field}
        self._numbers: dict[Field, list[int]] = {name: [] for name in Field}

    def add(self, rows: Iterable[ParagraphRow | None]) -> None:
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
            self._row_numbers.append(
                (row.id, len(self._documents) - 1, row.position, row.lengths[_TEXT])
            )
            for name, append, number_of in by_row:
                append(number_of(values_of(name, ())))

    def build(self) -> SegmentColumns:
        by_row = np.array(self._row_numbers, dtype=np.int64).reshape(-1, _ROW_COLUMNS)
        shared = list(zip(*self._documents, strict=True)) or [()] * (
            _DOCUMENT_COLUMNS + len(DOCUMENT_FIELDS)
        )
        resolutions, days, symbols_of, analysers_of, title_lengths, *values = shared
        for name, sets_of in zip(DOCUMENT_FIELDS, values, strict=True):
            self._numbers[name] = [self._numberings[name].number(each) for each in sets_of]
        sets = {name: self._numberings[name].build() for name in Field}
        symbols, symbol_of = _numbered(symbols_of)
        analysers, analyser_of = _numbered(analysers_of)
        return SegmentColumns(
            ids=by_row[:, 0].copy(),
            document_of=narrowed(by_row[:, 1], len(self._documents)),
            positions=by_row[:, 2].astype(np.int32),
            text_lengths=_narrow_lengths(by_row[:, 3]),
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


def _narrow_lengths(lengths: LongArray) -> NumberArray:
    return narrowed(lengths, int(lengths.max(initial=0)) + 1)


def _numbered(values: Sequence[str]) -> tuple[tuple[str, ...], IntArray]:
    ordered = sorted(set(values))
    numbers = {value: number for number, value in enumerate(ordered)}
    return tuple(ordered), np.array([numbers[value] for value in values], dtype=np.int32)


def _lengths(paragraph: IndexedParagraph) -> tuple[int, ...]:
    texts = {TextField.TEXT: paragraph.text, TextField.TITLE: paragraph.title}
    return tuple(len(analyse(texts[name], paragraph.language)) for name in TextField)
