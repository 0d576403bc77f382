"""Arrays of numbers: their types, and operations on them that storage and execution share.

Pairs of numbers are packed into one of 64 bits each, for those numpy sorts fastest.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int32]
LongArray = npt.NDArray[np.int64]
NumberArray = npt.NDArray[np.integer[Any]]
"""Numbers of the narrowest type that has them: what is read row by row should be short."""

PairArray = npt.NDArray[np.uint64]
"""Pairs of numbers, made by `pack`."""

NO_NUMBERS: IntArray = np.zeros(0, dtype=np.int32)
NO_NUMBERS.flags.writeable = False

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_AT_ONCE = 2_000_000


def pack(highs: Array, lows: Array) -> PairArray:
    """Pairs of numbers, none negative or above 2³² - 1; sorting sorts by the first of each pair."""
    packed = highs.astype(np.uint64)
    packed <<= _HALF
    packed |= lows.astype(np.uint64)
    return packed


def high(packed: PairArray) -> IntArray:
    """The first number of each pair."""
    return (packed >> _HALF).astype(np.int32)


def low(packed: PairArray) -> IntArray:
    """The second number of each pair."""
    return (packed & _LOW).astype(np.int32)


def ranges(starts: LongArray, sizes: LongArray) -> LongArray:
    """All numbers of the ranges with these starts and sizes, one range after the other."""
    ends = np.cumsum(sizes)
    return np.repeat(starts - (ends - sizes), sizes) + np.arange(sizes.sum())


def offsets(sizes: NumberArray) -> LongArray:
    """Where parts of these sizes begin, one after the other, and where the last one ends."""
    ends = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=ends[1:])
    return ends


def int_offsets(sizes: Sequence[int] | NumberArray) -> IntArray:
    """The same in 32 bits."""
    ends = np.zeros(len(sizes) + 1, dtype=np.int32)
    np.cumsum(sizes, out=ends[1:])
    return ends


def count_numbers(numbers: IntArray, size: int) -> LongArray:
    """How often each of the numbers below `size` comes.

    It counts a part at a time, because numpy counts copies of twice the size.
    """
    counts = np.zeros(size, dtype=np.int64)
    for start in range(0, len(numbers), _AT_ONCE):
        counts += np.bincount(numbers[start : start + _AT_ONCE], minlength=size)
    return counts


def narrowed(numbers: Sequence[int] | NumberArray, count: int) -> NumberArray:
    """Numbers below a count, in the narrowest type that has them."""
    return np.asarray(numbers).astype(np.min_scalar_type(max(count - 1, 0)))


def concatenate_shifted(
    parts: Sequence[NumberArray], shifts: Sequence[int], count: int
) -> NumberArray:
    """The numbers of all parts one after the other, in the narrowest type for a count.

    `shifts` says what to add to the numbers of each part; that of the first is 0.
    """
    joined = np.concatenate(parts, dtype=np.min_scalar_type(max(count - 1, 0)), casting="unsafe")
    end = len(parts[0])
    for part, shift in zip(parts[1:], shifts[1:], strict=True):
        joined[end : end + len(part)] += joined.dtype.type(shift)
        end += len(part)
    return joined
