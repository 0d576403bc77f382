"""The texts of one field of some rows, as numbers of types of places; gathered, and put together.

Everything that is looked up in is derived from this (`deriving`), for new texts and for those of
segments that are merged alike.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.analysis.token_types import PlaceTypes
from index.storage.array_files import Array
from index.storage.arrays import tally
from index.storage.term_dictionary import Dictionary, dictionary_of, join_dictionaries
from index.storage.value_sets import IntArray, Mask


@dataclass(frozen=True, eq=False)
class Texts:
    """Text `n` has the places `starts[n]` to `starts[n + 1]`; `stream` is the type of each place.

    It is the text of the rows `first_rows[n]` to `first_rows[n + 1]`: one title is that of many
    paragraphs.
    """

    dictionary: Dictionary
    stream: IntArray
    starts: IntArray
    first_rows: IntArray

    def __len__(self) -> int:
        return len(self.starts) - 1

    def to_arrays(self, prefix: str) -> dict[str, Array]:
        """Plain arrays for files; `from_arrays` reads them back."""
        return self.dictionary.to_arrays(prefix) | {
            f"{prefix}.{name}": getattr(self, name) for name in _NAMES
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array], prefix: str) -> "Texts":
        """The texts of these arrays, none of which is copied."""
        plain = {name: arrays[f"{prefix}.{name}"] for name in _NAMES}
        return cls(Dictionary.from_arrays(arrays, prefix), **plain)


_NAMES = ("stream", "starts", "first_rows")


class GatheredTexts:
    """Texts of one field as they come, row by row."""

    def __init__(self, types: PlaceTypes, *, shared: bool) -> None:
        """`shared`: texts often are those of the row before, too, and are kept once then."""
        self._types = types
        self._shared = shared
        self._last: tuple[str, str] | None = None
        self._length = 0
        self._stream = array("i")
        self._starts = array("i", [0])
        self._first_rows = array("i", [0])

    @property
    def places(self) -> int:
        """How many places there are so far."""
        return len(self._stream)

    def add(self, text: str, language: str) -> int:
        """Add the text of the next row; how many places it has."""
        if self._shared and self._last == (text, language):
            self._first_rows[-1] += 1
            return self._length
        numbers = self._types.number(text, language)
        self._last, self._length = (text, language), len(numbers)
        self._stream.extend(numbers)
        self._starts.append(len(self._stream))
        self._first_rows.append(self._first_rows[-1] + 1)
        return self._length

    def texts(self) -> Texts:
        """All texts so far, with the types that they have."""
        stream = np.array(self._stream, dtype=np.int32)
        used = np.flatnonzero(tally(stream, len(self._types.types)))
        dictionary, new = dictionary_of([self._types.types[number] for number in used.tolist()])
        numbers = np.zeros(len(self._types.types), dtype=np.int32)
        numbers[used] = new
        return Texts(
            dictionary,
            numbers[stream],
            np.array(self._starts, dtype=np.int32),
            np.array(self._first_rows, dtype=np.int32),
        )


def merge_texts(parts: Sequence[tuple[Texts, Mask]]) -> Texts:
    """The texts of the live rows of all parts, in order."""
    kept = [_kept(texts, live) for texts, live in parts]
    used = [
        np.flatnonzero(tally(stream, texts.dictionary.types)).astype(np.int32)
        for (texts, _), (stream, _, _) in zip(parts, kept, strict=True)
    ]
    dictionary, numbers = join_dictionaries(
        [(texts.dictionary, chosen) for (texts, _), chosen in zip(parts, used, strict=True)]
    )
    streams = [of_part[stream] for of_part, (stream, _, _) in zip(numbers, kept, strict=True)]
    return Texts(
        dictionary,
        np.concatenate(streams),
        _ends_of([places for _, places, _ in kept]),
        _ends_of([rows for _, _, rows in kept]),
    )


def _kept(texts: Texts, live: Mask) -> tuple[IntArray, IntArray, IntArray]:
    """The places of the texts that live rows have; of each of these, how many places and rows."""
    places = np.diff(texts.starts)
    if live.all():
        return texts.stream, places, np.diff(texts.first_rows)
    rows_before = np.concatenate([[0], np.cumsum(live, dtype=np.int32)])
    rows = np.diff(rows_before[texts.first_rows])
    return texts.stream[np.repeat(rows > 0, places)], places[rows > 0], rows[rows > 0]


def _ends_of(sizes: Sequence[IntArray]) -> IntArray:
    joined = np.concatenate(sizes)
    ends = np.zeros(len(joined) + 1, dtype=np.int32)
    np.cumsum(joined, out=ends[1:])
    return ends
