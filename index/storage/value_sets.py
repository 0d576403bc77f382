"""The values of a field, numbered in their order, and the sets of them that rows or documents have.

A row has the number of its *set* of values, so that counting a field costs one step for each row
and one for each member of each distinct set, and filters test sets instead of rows.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt

from index.analysis import fold
from index.storage.arrays import IntArray, Mask, NumberArray, int_offsets, narrowed


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
        """The sets that have each value, value by value; `first_holders` says where each begins."""
        owners = np.repeat(np.arange(len(self)), self.sizes)
        # Numbers of at most 16 bits are sorted by radix: 1 ms instead of 8.
        members = narrowed(self.members, len(self.values))
        return owners.take(np.argsort(members, kind="stable"))

    @cached_property
    def first_holders(self) -> npt.NDArray[np.intp]:
        """Where in `holders` the sets of each value begin, and where those of the last one end."""
        sizes = np.bincount(self.members, minlength=len(self.values))
        return np.concatenate([[0], np.cumsum(sizes)])

    def members_of(self, sets: NumberArray) -> tuple[IntArray, IntArray]:
        """The members of these sets one after the other, and how many each has."""
        sizes = self.sizes.take(sets)
        ends = np.cumsum(sizes)
        shifts = np.repeat(self.offsets.take(sets) - ends + sizes, sizes)
        return self.members.take(np.arange(len(shifts)) + shifts), sizes

    def number(self, value: str) -> int | None:
        """The number of a value, or None where nothing has it."""
        at = bisect_left(self.values, value)
        return at if at < len(self.values) and self.values[at] == value else None

    def numbers(self, values: Iterable[str]) -> list[int]:
        """The numbers of those of these values that exist."""
        return [number for value in values if (number := self.number(value)) is not None]

    def have_any(self, wanted: Sequence[int]) -> Mask:
        """For each set, whether it has any of the values of these numbers."""
        found = np.zeros(len(self), dtype=np.bool_)
        for number in wanted:
            found[self.holders[self.first_holders[number] : self.first_holders[number + 1]]] = True
        return found

    def numbers_like(self, text: str, *, prefix: bool) -> list[int]:
        """The numbers of values equal to a text, or with that prefix, ignoring case and accents."""
        wanted = _normal_form(text)
        normal, numbers = self._by_normal_form
        first = last = bisect_left(normal, wanted)
        while last < len(normal) and (
            normal[last].startswith(wanted) if prefix else normal[last] == wanted
        ):
            last += 1
        return numbers[first:last]

    @cached_property
    def _by_normal_form(self) -> tuple[list[str], list[int]]:
        """The normal forms of all values, in order, and the number of each."""
        pairs = sorted((_normal_form(value), number) for number, value in enumerate(self.values))
        return [form for form, _ in pairs], [number for _, number in pairs]

    @cached_property
    def sizes(self) -> IntArray:
        """How many members each set has."""
        return np.diff(self.offsets)

    def compact(self, set_of: NumberArray) -> tuple["ValueSets", NumberArray]:
        """Return only the sets in `set_of` and their values, and `set_of` by the new numbers.

        Joining and deleting leave equal sets, and sets and values that nothing has.
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
        values, new_members = np.unique(
            np.frombuffer(b"".join(numbers), dtype=np.int32), return_inverse=True
        )
        return (
            ValueSets(
                values=tuple(self.values[number] for number in values.tolist()),
                members=new_members.astype(np.int32),
                offsets=int_offsets(sizes),
            ),
            narrowed(renumbered, len(numbers)).take(set_of),
        )


class ValueSetsBuilder:
    """Numbers sets of values in the order in which they are first seen."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        self._distinct: list[tuple[str, ...]] = []

    def number(self, values: tuple[str, ...]) -> int:
        """The number of a set of values; order and repetition do not matter."""
        number = self._numbers.get(values)
        return self._add(values) if number is None else number

    def _add(self, values: tuple[str, ...]) -> int:
        distinct = tuple(sorted(set(values)))
        number = self._numbers.setdefault(distinct, len(self._distinct))
        if number == len(self._distinct):
            self._distinct.append(distinct)
        self._numbers[values] = number
        return number

    def build(self) -> ValueSets:
        """All sets numbered so far."""
        values = sorted(set(chain.from_iterable(self._distinct)))
        numbers = {value: number for number, value in enumerate(values)}
        members = [numbers[value] for each in self._distinct for value in each]
        return ValueSets(
            values=tuple(values),
            members=np.array(members, dtype=np.int32),
            offsets=int_offsets([len(each) for each in self._distinct]),
        )


def join_values(parts: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], list[IntArray]]:
    """All values in order, and for each part the new numbers of its values.

    It is cheapest where the first part is by far the largest: its values cost next to nothing, each
    value that the others add a search.
    """
    first, *others = parts
    added = sorted({value for values in others for value in values if not _is_among(first, value)})
    inserted_at = [bisect_left(first, value) for value in added]
    joined: list[str] = []
    done = 0
    for value, at in zip(added, inserted_at, strict=True):
        joined += first[done:at]
        joined.append(value)
        done = at
    values = (*joined, *first[done:])
    ends = np.array(inserted_at, dtype=np.int64)
    shifts = np.searchsorted(ends, np.arange(len(first)), side="right")
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
    joined = ValueSets(values, np.concatenate(members), int_offsets(sizes))
    return joined, shifts[:-1]


@lru_cache(maxsize=100_000)
def _normal_form(text: str) -> str:
    # Cached because each snapshot has its own values, nearly all of them those of the last one.
    return " ".join(fold(text).split())


def _is_among(values: tuple[str, ...], value: str) -> bool:
    at = bisect_left(values, value)
    return at < len(values) and values[at] == value
