"""Values of facet fields, numbered.

A row holds the number of its *set* of values: paragraphs of one resolution share their sets of
sponsors, subjects and so on, so that counting a field costs one step for each row and one for each
value of each distinct set, however many values a document has.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.analysis import fold

IntArray = npt.NDArray[np.int32]


class ValueRegistry:
    """Numbers the values of one field and the sets of them, as they come; never forgets one.

    Not safe for writing from several threads; what `freeze` returns is.
    """

    def __init__(self) -> None:
        self.values: list[str] = []
        self._numbers: dict[str, int] = {}
        self._sets: dict[tuple[str, ...], int] = {}
        self._members = array("i")
        self._ends = array("i")
        self._frozen: ValueSets | None = None

    def set_number(self, values: Iterable[str]) -> int:
        """The number of this set of values; order and repetition do not matter."""
        key = tuple(values)
        number = self._sets.get(key)
        if number is None:
            unique = tuple(sorted(set(key)))
            number = self._sets.get(unique)
            if number is None:
                number = self._add(unique)
            self._sets[key] = number
        return number

    def _add(self, values: tuple[str, ...]) -> int:
        for value in values:
            number = self._numbers.setdefault(value, len(self.values))
            if number == len(self.values):
                self.values.append(value)
            self._members.append(number)
        self._ends.append(len(self._members))
        self._sets[values] = len(self._ends) - 1
        return len(self._ends) - 1

    def freeze(self) -> "ValueSets":
        """The sets known now, as arrays that do not change."""
        if self._frozen is None or len(self._frozen.sizes) != len(self._ends):
            ends = np.array(self._ends, dtype=np.int32)
            self._frozen = ValueSets(
                values=tuple(self.values),
                members=np.array(self._members, dtype=np.int32),
                starts=np.concatenate([np.zeros(1, dtype=np.int32), ends[:-1]])
                if len(ends)
                else ends,
                sizes=np.diff(ends, prepend=0).astype(np.int32),
            )
        return self._frozen


@dataclass(frozen=True, eq=False)
class ValueSets:
    """Sets of values as arrays: set `n` has the members `members[starts[n]:][:sizes[n]]`."""

    values: tuple[str, ...]
    members: IntArray
    starts: IntArray
    sizes: IntArray

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {value: number for number, value in enumerate(self.values)}

    def number(self, value: str) -> int | None:
        """The number of a value, or None where no row ever had it."""
        return self._numbers.get(value)

    def holding(self, wanted: Iterable[str]) -> npt.NDArray[np.bool_]:
        """For each set, whether it holds any of the values wanted."""
        chosen = np.zeros(len(self.values), dtype=np.bool_)
        for value in wanted:
            number = self.number(value)
            if number is not None:
                chosen[number] = True
        return self._holding(chosen)

    def holding_like(self, text: str, *, prefix: bool) -> npt.NDArray[np.bool_]:
        """For each set, whether it holds a value like this: case and accents do not matter."""
        wanted = _plain(text)
        chosen = np.fromiter(
            (
                value.startswith(wanted) if prefix else value == wanted
                for value in map(_plain, self.values)
            ),
            dtype=np.bool_,
            count=len(self.values),
        )
        return self._holding(chosen)

    def _holding(self, chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        owners = np.repeat(np.arange(len(self.sizes)), self.sizes)
        found = np.zeros(len(self.sizes), dtype=np.bool_)
        found[owners[chosen[self.members]]] = True
        return found


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
