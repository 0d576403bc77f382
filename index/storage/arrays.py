"""Pairs of numbers as one of 64 bits each, which numpy sorts fastest, and ranges of numbers."""

from typing import Any

import numpy as np
import numpy.typing as npt

from index.storage.columns import LongArray
from index.storage.value_sets import IntArray

Pairs = npt.NDArray[np.uint64]

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_AT_ONCE = 2_000_000


def pack(highs: npt.NDArray[Any], lows: npt.NDArray[Any]) -> Pairs:
    """Pairs of numbers, neither negative nor above 2³² - 1, in the order of the first ones."""
    packed = highs.astype(np.uint64)
    packed <<= _HALF
    packed |= lows.astype(np.uint64)
    return packed


def high(packed: Pairs) -> IntArray:
    """The first number of each pair."""
    return (packed >> _HALF).astype(np.int32)


def low(packed: Pairs) -> IntArray:
    """The second number of each pair."""
    return (packed & _LOW).astype(np.int32)


def ranges(starts: LongArray, sizes: LongArray) -> LongArray:
    """All numbers of these ranges, one range after the other."""
    ends = np.cumsum(sizes)
    return np.repeat(starts - (ends - sizes), sizes) + np.arange(sizes.sum())


def offsets(sizes: npt.NDArray[np.integer]) -> LongArray:
    """Where things of these sizes begin, one after the other, and where the last one ends."""
    ends = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=ends[1:])
    return ends


def tally(numbers: IntArray, size: int) -> LongArray:
    """How often each of the numbers below `size` comes. A part at a time: numpy counts copies of
    twice the size."""
    counts = np.zeros(size, dtype=np.int64)
    for start in range(0, len(numbers), _AT_ONCE):
        counts += np.bincount(numbers[start : start + _AT_ONCE], minlength=size)
    return counts
