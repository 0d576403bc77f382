"""The columns of one state of an index, row by row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.analysis import OTHER_LANGUAGE
from index.columns.row import UNDATED, Row
from index.columns.values import IntArray, ValueRegistry, ValueSets
from index.fields import Field, TextField


@dataclass(frozen=True, eq=False)
class Segment:
    """Columns of a run of rows that never changes; a row without a paragraph has the id -1."""

    ids: npt.NDArray[np.int64]
    resolutions: npt.NDArray[np.int64]
    days: IntArray
    symbols: IntArray
    positions: IntArray
    analysers: IntArray
    lengths: IntArray
    sets: Mapping[Field, IntArray]


class SegmentBuilder:
    """Makes segments of rows; numbers values alike in all segments that it makes."""

    def __init__(self) -> None:
        self._registries = {name: ValueRegistry() for name in Field}
        self._symbols = ValueRegistry()
        self._analysers = ValueRegistry()

    def build(self, rows: Iterable[Row | None]) -> Segment:
        """The columns of these rows; None stands for a row without a paragraph."""
        columns: tuple[list[int], ...] = tuple([] for _ in range(6))
        lengths: list[tuple[int, ...]] = []
        sets: dict[Field, list[int]] = {name: [] for name in Field}
        registries = [(str(name), self._registries[name], sets[name]) for name in Field]
        for row in rows:
            entry = row or _NO_ROW
            numbers = (
                entry.id,
                entry.resolution_id,
                entry.day,
                self._symbols.set_number((entry.sort_symbol,)),
                entry.position,
                self._analysers.set_number((entry.analyser,)),
            )
            for column, number in zip(columns, numbers, strict=True):
                column.append(number)
            lengths.append(entry.lengths)
            facets = entry.facets
            for name, registry, numbers_of in registries:
                numbers_of.append(registry.set_number(facets.get(name, ())))
        return Segment(
            ids=np.array(columns[0], dtype=np.int64),
            resolutions=np.array(columns[1], dtype=np.int64),
            days=np.array(columns[2], dtype=np.int32),
            symbols=np.array(columns[3], dtype=np.int32),
            positions=np.array(columns[4], dtype=np.int32),
            analysers=np.array(columns[5], dtype=np.int32),
            lengths=np.array(lengths, dtype=np.int32).reshape(-1, len(TextField)),
            sets={name: np.array(column, dtype=np.int32) for name, column in sets.items()},
        )

    def table(
        self, segments: Sequence[Segment], live: npt.NDArray[np.bool_], generation: str
    ) -> "Table":
        """The columns of all segments one after the other; `live` says which rows count."""
        ids = np.concatenate([segment.ids for segment in segments])
        resolutions, resolution_of = np.unique(
            np.concatenate([segment.resolutions for segment in segments]), return_inverse=True
        )
        symbols = self._symbols.freeze().values
        order = sorted(range(len(symbols)), key=symbols.__getitem__)
        ranks = np.empty(len(symbols), dtype=np.int32)
        ranks[order] = np.arange(len(symbols), dtype=np.int32)
        return Table(
            generation=generation,
            live=live & (ids >= 0),
            ids=ids,
            resolutions=resolutions,
            resolution_of=resolution_of.astype(np.int32),
            days=np.concatenate([segment.days for segment in segments]),
            symbols=tuple(symbols[number] for number in order),
            symbol_of=ranks[np.concatenate([segment.symbols for segment in segments])],
            positions=np.concatenate([segment.positions for segment in segments]),
            analysers=self._analysers.freeze().values,
            analyser_of=np.concatenate([segment.analysers for segment in segments]),
            lengths=np.concatenate([segment.lengths for segment in segments]),
            sets={name: self._registries[name].freeze() for name in Field},
            set_of={
                name: np.concatenate([segment.sets[name] for segment in segments]) for name in Field
            },
        )


@dataclass(frozen=True, slots=True)
class TextStatistics:
    """How many texts there are, and how many places they have on average."""

    texts: int
    mean_length: float


@dataclass(frozen=True, eq=False)
class Table:
    """The columns of one state of an index. All arrays have one entry for each row, but for those
    that number things: `resolutions` (ids), `symbols` (sorted), `analysers`, `sets`.
    """

    generation: str
    live: npt.NDArray[np.bool_]
    ids: npt.NDArray[np.int64]
    resolutions: npt.NDArray[np.int64]
    resolution_of: IntArray
    days: IntArray
    symbols: tuple[str, ...]
    symbol_of: IntArray
    positions: IntArray
    analysers: tuple[str, ...]
    analyser_of: IntArray
    lengths: IntArray
    sets: Mapping[Field, ValueSets]
    set_of: Mapping[Field, IntArray]

    @cached_property
    def statistics(self) -> Mapping[tuple[int, int], "TextStatistics"]:
        """What ranking asks of texts, by number of analyser and number of text field."""
        found: dict[tuple[int, int], TextStatistics] = {}
        for analyser in range(len(self.analysers)):
            lengths = self.lengths[self.live & (self.analyser_of == analyser)]
            for field in range(len(TextField)):
                mean = float(lengths[:, field].mean()) if len(lengths) else 0.0
                found[analyser, field] = TextStatistics(len(lengths), mean)
        return found

    def filtered(self, name: Field, values: Iterable[str]) -> npt.NDArray[np.bool_]:
        """The rows that have any of these values."""
        return self.sets[name].holding(values)[self.set_of[name]]

    def dated(self, first: date | None, last: date | None) -> npt.NDArray[np.bool_]:
        """The rows dated within these days, both included."""
        mask: npt.NDArray[np.bool_] = self.days != UNDATED
        if first is not None:
            mask = mask & (self.days >= first.toordinal())
        if last is not None:
            mask = mask & (self.days <= last.toordinal())
        return mask


_NO_ROW = Row(
    id=-1,
    resolution_id=-1,
    day=UNDATED,
    sort_symbol="",
    position=0,
    analyser=OTHER_LANGUAGE,
    lengths=(0,) * len(TextField),
    facets={},
)
