"""Values of a field, numbered in their order, and the sets of them that rows or documents hold.

A row holds the number of its *set* of values, so that counting a field costs one step for each row
and one for each member of each distinct set, and filtering looks at sets instead of at rows.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import Any

import numpy as np
import numpy.typing as npt

from index.analysis import fold

IntArray = npt.NDArray[np.int32]
NumberArray = npt.NDArray[np.integer[Any]]
"""Numbers of the narrowest kind that holds them: what is read row by row should be short."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class ValueSets:
    """Set `n` has the members `members[offsets[n]:offsets[n + 1]]`, ascending.

    Members are numbers of `values`, which are in ascending order: the order of numbers is the order
    of values.
    """

    values: tuple[str, ...]
    members: IntArray
    offsets: IntArray

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @cached_property
    def holders(self) -> npt.NDArray[np.intp]:
        """The sets that hold each value, value by value: `first_holders` says where each begins."""
        owners = np.repeat(np.arange(len(self)), self.sizes)
        # Numbers of at most 16 bits are sorted by radix: 1 ms instead of 8.
        members = narrowed(self.members, len(self.values))
        return owners.take(np.argsort(members, kind="stable"))

    @cached_property
    def first_holders(self) -> npt.NDArray[np.intp]:
        """Where in `holders` the sets of each value begin, and where those of the last one end."""
        held = np.bincount(self.members, minlength=len(self.values))
        return np.concatenate([[0], np.cumsum(held)])

    def members_of(self, sets: npt.NDArray[np.integer[Any]]) -> tuple[IntArray, IntArray]:
        """The members of these sets one after the other, and how many each has."""
        sizes = self.sizes.take(sets)
        ends = np.cumsum(sizes)
        shifts = np.repeat(self.offsets.take(sets) - ends + sizes, sizes)
        return self.members.take(np.arange(len(shifts)) + shifts), sizes

    def number(self, value: str) -> int | None:
        """The number of a value, or None where nothing has it."""
        place = bisect_left(self.values, value)
        return place if place < len(self.values) and self.values[place] == value else None

    def numbers(self, values: Iterable[str]) -> list[int]:
        """The numbers of those of these values that there are."""
        return [number for value in values if (number := self.number(value)) is not None]

    def holding(self, wanted: Sequence[int]) -> Mask:
        """For each set, whether it holds any of the values of these numbers."""
        found = np.zeros(len(self), dtype=np.bool_)
        for number in wanted:
            found[self.holders[self.first_holders[number] : self.first_holders[number + 1]]] = True
        return found

    def like(self, text: str, *, prefix: bool) -> list[int]:
        """The numbers of values like this, or that begin like it: case, accents do not matter."""
        wanted = _plain(text)
        plain, numbers = self._by_plain
        first = last = bisect_left(plain, wanted)
        while last < len(plain) and (
            plain[last].startswith(wanted) if prefix else plain[last] == wanted
        ):
            last += 1
        return numbers[first:last]

    @cached_property
    def _by_plain(self) -> tuple[list[str], list[int]]:
        """All values without case and accents, in order, and the number of each."""
        pairs = sorted((_plain(value), number) for number, value in enumerate(self.values))
        return [plain for plain, _ in pairs], [number for _, number in pairs]

    @cached_property
    def sizes(self) -> IntArray:
        """How many members each set has."""
        return np.diff(self.offsets)

    def reduced(self, set_of: NumberArray) -> tuple["ValueSets", NumberArray]:
        """Only the sets of `set_of` and their values, each set once; and `set_of` by their numbers.

        Joining and deleting leave sets that are alike, and sets and values that nothing has.
        """
        used = np.flatnonzero(np.bincount(set_of, minlength=len(self)))
        numbers: dict[bytes, int] = {}
        renumbered = np.zeros(len(self), dtype=np.int32)
        members = np.ascontiguousarray(self.members)
        for number, start, end in zip(
            used.tolist(),
            self.offsets[used].tolist(),
            self.offsets[used + 1].tolist(),
            strict=True,
        ):
            content = members[start:end].tobytes()
            renumbered[number] = numbers.setdefault(content, len(numbers))
        sizes = [len(content) // members.itemsize for content in numbers]
        values, kept = np.unique(
            np.frombuffer(b"".join(numbers), dtype=np.int32), return_inverse=True
        )
        return (
            ValueSets(
                values=tuple(self.values[number] for number in values.tolist()),
                members=kept.astype(np.int32),
                offsets=_offsets(sizes),
            ),
            narrowed(renumbered, len(numbers)).take(set_of),
        )


class SetNumbering:
    """Numbers sets of values as they come."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        self._distinct: list[tuple[str, ...]] = []

    def number(self, values: tuple[str, ...]) -> int:
        """The number of this set of values; order and repetition do not matter."""
        number = self._numbers.get(values)
        return self._add(values) if number is None else number

    def _add(self, values: tuple[str, ...]) -> int:
        plain = tuple(sorted(set(values)))
        number = self._numbers.setdefault(plain, len(self._distinct))
        if number == len(self._distinct):
            self._distinct.append(plain)
        self._numbers[values] = number
        return number

    def sets(self) -> ValueSets:
        """All sets numbered so far."""
        values = sorted(set(chain.from_iterable(self._distinct)))
        numbers = {value: number for number, value in enumerate(values)}
        members = [numbers[value] for each in self._distinct for value in each]
        return ValueSets(
            values=tuple(values),
            members=np.array(members, dtype=np.int32),
            offsets=_offsets(len(each) for each in self._distinct),
        )


def narrowed(numbers: Sequence[int] | NumberArray, count: int) -> NumberArray:
    """Numbers below a count, as the narrowest kind that holds them."""
    return np.asarray(numbers).astype(np.min_scalar_type(max(count - 1, 0)))


def join_numbers(parts: Sequence[NumberArray], shifts: Sequence[int], count: int) -> NumberArray:
    """Numbers of all parts one after the other, those of each part shifted; all below a count."""
    joined = np.concatenate(parts, dtype=np.min_scalar_type(max(count - 1, 0)), casting="unsafe")
    end = len(parts[0])
    for part, shift in zip(parts[1:], shifts[1:], strict=True):
        joined[end : end + len(part)] += joined.dtype.type(shift)
        end += len(part)
    return joined


def join_values(parts: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], list[IntArray]]:
    """All values in order, and for each part the new numbers of its values.

    The cost goes with the length of the first part times next to nothing, and with the number of
    values that the others add: the first is expected to be by far the largest.
    """
    first, *others = parts
    added = sorted({value for values in others for value in values if not _is_among(first, value)})
    places = [bisect_left(first, value) for value in added]
    joined: list[str] = []
    done = 0
    for value, place in zip(added, places, strict=True):
        joined += first[done:place]
        joined.append(value)
        done = place
    values = (*joined, *first[done:])
    shifts = np.searchsorted(np.array(places, dtype=np.int64), np.arange(len(first)), side="right")
    numbers = [(np.arange(len(first)) + shifts).astype(np.int32)]
    numbers += [
        np.array([bisect_left(values, value) for value in part], dtype=np.int32) for part in others
    ]
    return values, numbers


def join_sets(parts: Sequence[ValueSets]) -> tuple[ValueSets, list[int]]:
    """The sets of all parts one after the other, and what to add to the numbers of each part."""
    values, numbers = join_values([part.values for part in parts])
    members = [number[part.members] for number, part in zip(numbers, parts, strict=True)]
    shifts = [0, *accumulate(len(part) for part in parts)]
    sizes = np.concatenate([part.sizes for part in parts])
    joined = ValueSets(values, np.concatenate(members), _offsets(sizes))
    return joined, shifts[:-1]


@lru_cache(maxsize=100_000)
def _plain(text: str) -> str:
    # Kept because each state of an index has its own values, nearly all of them those of the last.
    return " ".join(fold(text).split())


def _is_among(values: tuple[str, ...], value: str) -> bool:
    place = bisect_left(values, value)
    return place < len(values) and values[place] == value


def _offsets(sizes: Iterable[int]) -> IntArray:
    counted = sizes if isinstance(sizes, np.ndarray) else np.array(list(sizes), dtype=np.int32)
    offsets = np.zeros(len(counted) + 1, dtype=np.int32)
    np.cumsum(counted, out=offsets[1:])
    return offsets
