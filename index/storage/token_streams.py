"""The texts of one field of some rows, as streams of token types.

The inverted index is made of them (`inverted_index_writer`), for new texts and for those of
segments that are merged alike.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.analysis.tokens import TokenTypes
from index.storage.arrays import Array, IntArray, Mask, count_numbers, int_offsets
from index.storage.term_dictionary import TermDictionary, build_dictionary, merge_dictionaries

_BLOCK = 64
_SHIFT = np.int32(6)
_WITHIN = np.int32(_BLOCK - 1)
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True, eq=False)
class TokenStreams:
    """The tokens of all texts one after the other: `stream` has the type of each.

    Positions count through all texts. Text `n` has the positions `starts[n]` to `starts[n + 1]`,
    and is the text of the rows `first_rows[n]` to `first_rows[n + 1]`: many paragraphs share one
    title.
    """

    dictionary: TermDictionary
    stream: IntArray
    starts: IntArray
    first_rows: IntArray

    def __len__(self) -> int:
        return len(self.starts) - 1

    def to_arrays(self, prefix: str) -> dict[str, Array]:
        """Arrays for a file; `from_arrays` reads them back."""
        return self.dictionary.to_arrays(prefix) | {
            f"{prefix}.{name}": getattr(self, name) for name in _STREAM_ARRAYS
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array], prefix: str) -> "TokenStreams":
        """The streams of these arrays, which are not copied."""
        own = {name: arrays[f"{prefix}.{name}"] for name in _STREAM_ARRAYS}
        return cls(TermDictionary.from_arrays(arrays, prefix), **own)


_STREAM_ARRAYS = ("stream", "starts", "first_rows")


class TokenStreamsBuilder:
    """Collects the texts of one field, row by row."""

    def __init__(self, types: TokenTypes, *, shared: bool) -> None:
        """`shared`: consecutive rows often have the same text, which is then stored once."""
        self._types = types
        self._shared = shared
        self._last: tuple[str, str] | None = None
        self._length = 0
        self._stream = array("i")
        self._starts = array("i", [0])
        self._first_rows = array("i", [0])

    @property
    def tokens(self) -> int:
        """How many tokens there are so far."""
        return len(self._stream)

    def add(self, text: str, language: str) -> int:
        """Add the text of the next row; return how many tokens it has."""
        if self._shared and self._last == (text, language):
            self._first_rows[-1] += 1
            return self._length
        numbers = self._types.number_tokens(text, language)
        self._last, self._length = (text, language), len(numbers)
        self._stream.extend(numbers)
        self._starts.append(len(self._stream))
        self._first_rows.append(self._first_rows[-1] + 1)
        return self._length

    def build(self) -> TokenStreams:
        """All texts so far, with a dictionary of the token types that they have."""
        stream = np.array(self._stream, dtype=np.int32)
        used = np.flatnonzero(count_numbers(stream, len(self._types.types)))
        dictionary, new = build_dictionary([self._types.types[number] for number in used.tolist()])
        numbers = np.zeros(len(self._types.types), dtype=np.int32)
        numbers[used] = new
        return TokenStreams(
            dictionary,
            numbers[stream],
            np.array(self._starts, dtype=np.int32),
            np.array(self._first_rows, dtype=np.int32),
        )


def merge_streams(parts: Sequence[tuple[TokenStreams, Mask]]) -> TokenStreams:
    """The texts of the live rows of all parts, in order."""
    live_parts = [_live_texts(streams, live) for streams, live in parts]
    used = [
        np.flatnonzero(count_numbers(stream, streams.dictionary.types)).astype(np.int32)
        for (streams, _), (stream, _, _) in zip(parts, live_parts, strict=True)
    ]
    dictionary, numbers = merge_dictionaries(
        [(streams.dictionary, chosen) for (streams, _), chosen in zip(parts, used, strict=True)]
    )
    streams = [of_part[stream] for of_part, (stream, _, _) in zip(numbers, live_parts, strict=True)]
    return TokenStreams(
        dictionary,
        np.concatenate(streams),
        int_offsets(np.concatenate([lengths for _, lengths, _ in live_parts])),
        int_offsets(np.concatenate([rows for _, _, rows in live_parts])),
    )


def _live_texts(streams: TokenStreams, live: Mask) -> tuple[IntArray, IntArray, IntArray]:
    """The stream of the texts that live rows have; how many tokens and live rows each text has."""
    lengths = np.diff(streams.starts)
    if live.all():
        return streams.stream, lengths, np.diff(streams.first_rows)
    rows_before = np.concatenate([[0], np.cumsum(live, dtype=np.int32)])
    rows = np.diff(rows_before[streams.first_rows])
    return streams.stream[np.repeat(rows > 0, lengths)], lengths[rows > 0], rows[rows > 0]


@dataclass(frozen=True, eq=False)
class TextLocator:
    """Finds the text of a position by counting the texts that begin up to it, 64 positions at once.

    Bit `n` of `begun` is set where a text begins at position `n`; `before` counts the bits before
    each block of 64; `texts` are the texts that have a token, as an empty text begins nowhere. At
    56 tokens a text, this is a thirteenth of the text of each position, and stays in the CPU cache.
    """

    begun: npt.NDArray[np.uint64]
    before: IntArray
    texts: IntArray

    @classmethod
    def build(cls, starts: IntArray) -> "TextLocator":
        """The locator of texts with these starts; the last number is where the last text ends."""
        texts = np.flatnonzero(np.diff(starts)).astype(np.int32)
        marks = np.zeros((int(starts[-1]) // _BLOCK + 1) * _BLOCK, dtype=np.bool_)
        marks[starts[texts]] = True
        begun = np.packbits(marks, bitorder="little").view("<u8")
        counts = np.bitwise_count(begun).astype(np.int32)
        return cls(begun, np.cumsum(counts, dtype=np.int32) - counts, texts)

    def texts_at(self, positions: IntArray) -> IntArray:
        """The text of each of these positions."""
        blocks = positions >> _SHIFT
        up_to = _ALL >> (_WITHIN - (positions & _WITHIN)).astype(np.uint64)
        counts = np.bitwise_count(self.begun.take(blocks) & up_to)
        return self.texts.take(self.before.take(blocks) + counts - 1)

    def to_arrays(self, prefix: str) -> dict[str, Array]:
        """Arrays for a file; `from_arrays` reads them back."""
        return {f"{prefix}.{name}": getattr(self, name) for name in _LOCATOR_ARRAYS}

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array], prefix: str) -> "TextLocator":
        """The locator of these arrays, which are not copied."""
        return cls(**{name: arrays[f"{prefix}.{name}"] for name in _LOCATOR_ARRAYS})


_LOCATOR_ARRAYS = ("begun", "before", "texts")
