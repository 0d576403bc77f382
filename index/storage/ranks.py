"""Which text a place belongs to: by counting the texts that begin up to it, 64 places at a time."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.storage.array_files import Array
from index.storage.value_sets import IntArray

_PLACES = 64
_SHIFT = np.int32(6)
_WITHIN = np.int32(_PLACES - 1)
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True, eq=False)
class Ranks:
    """Bit `n` of `begun` is set where a text begins at place `n`; `before` counts the bits before
    each 64, and `texts` are the texts with a place, for none begins where another one is empty.

    At 56 places a text, this is a thirteenth of the text of each place, and stays in the cache.
    """

    begun: npt.NDArray[np.uint64]
    before: IntArray
    texts: IntArray

    @classmethod
    def of(cls, starts: IntArray) -> "Ranks":
        """The ranks of texts that begin at these places; the last is where the last one ends."""
        texts = np.flatnonzero(np.diff(starts)).astype(np.int32)
        marks = np.zeros((int(starts[-1]) // _PLACES + 1) * _PLACES, dtype=np.bool_)
        marks[starts[texts]] = True
        begun = np.packbits(marks, bitorder="little").view("<u8")
        counts = np.bitwise_count(begun).astype(np.int32)
        return cls(begun, np.cumsum(counts, dtype=np.int32) - counts, texts)

    def texts_at(self, places: IntArray) -> IntArray:
        """The texts to which places belong."""
        words = places >> _SHIFT
        up_to = _ALL >> (_WITHIN - (places & _WITHIN)).astype(np.uint64)
        counts = np.bitwise_count(self.begun.take(words) & up_to)
        return self.texts.take(self.before.take(words) + counts - 1)

    def to_arrays(self, prefix: str) -> dict[str, Array]:
        """Plain arrays for files; `from_arrays` reads them back."""
        return {f"{prefix}.{name}": getattr(self, name) for name in _NAMES}

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array], prefix: str) -> "Ranks":
        """The ranks of these arrays, none of which is copied."""
        return cls(**{name: arrays[f"{prefix}.{name}"] for name in _NAMES})


_NAMES = ("begun", "before", "texts")
