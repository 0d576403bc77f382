"""Inverts token streams: the positions of each token type, and the rows that have each term.

All of it is sorting of packed pairs of numbers, of a bounded number of them at a time.
"""

from collections.abc import Iterator

import numpy as np

from index.storage.array_files import ArrayWriter
from index.storage.arrays import (
    IntArray,
    LongArray,
    count_numbers,
    high,
    low,
    offsets,
    pack,
    ranges,
)
from index.storage.token_streams import TextLocator, TokenStreams

_SLICE = 2_000_000
"""How many pairs are sorted at a time, 8 bytes each."""


def write_inverted_index(writer: ArrayWriter, prefix: str, streams: TokenStreams) -> None:
    """Write the arrays that `InvertedIndexReader` reads.

    - `order`: all positions, by token type; those of type `n` are
      `order[type_ends[n]:type_ends[n + 1]]`.
    - `begun`, `before`, `texts`: see `TextLocator`.
    - `types_of_terms`, `type_ends_of_terms`: the token types that have each term.
    - `rows`, `counts`, `row_ends`: the postings of each term, which are the texts that have it,
      ascending, and how often.
    """
    type_ends = offsets(count_numbers(streams.stream, streams.dictionary.types))
    order = np.empty(len(streams.stream), dtype=np.int32)
    for first, last in _slices(type_ends):
        order[type_ends[first] : type_ends[last]] = _positions_by_type(streams.stream, first, last)
    writer.write(f"{prefix}.type_ends", type_ends)
    writer.write(f"{prefix}.order", order)
    for name, array in TextLocator.build(streams.starts).to_arrays(prefix).items():
        writer.write(name, array)
    types, ends = _types_of_terms(streams)
    writer.write(f"{prefix}.types_of_terms", types)
    writer.write(f"{prefix}.type_ends_of_terms", ends)
    _write_postings(writer, prefix, streams, order, type_ends, types, ends)


def _positions_by_type(stream: IntArray, first: int, last: int) -> IntArray:
    """The positions of some token types, by type and then ascending."""
    positions = np.flatnonzero((stream >= first) & (stream < last))
    packed = pack(stream[positions], positions)
    packed.sort()
    return low(packed)


def _types_of_terms(streams: TokenStreams) -> tuple[IntArray, LongArray]:
    dictionary = streams.dictionary
    owners = np.repeat(np.arange(dictionary.types), np.diff(dictionary.offsets))
    packed = pack(dictionary.members, owners)
    packed.sort()
    return low(packed), offsets(np.bincount(dictionary.members, minlength=dictionary.terms))


def _write_postings(
    writer: ArrayWriter,
    prefix: str,
    streams: TokenStreams,
    order: IntArray,
    type_ends: LongArray,
    types: IntArray,
    ends: LongArray,
) -> None:
    text_of = np.repeat(np.arange(len(streams), dtype=np.int32), np.diff(streams.starts))
    sizes = np.diff(type_ends)
    positions_before = offsets(sizes[types])
    row_sizes = np.zeros(len(ends) - 1, dtype=np.int64)
    counts = [np.zeros(0, dtype=np.uint8)]
    # At least one chunk, so that the array is written even if no text has a token.
    writer.write(f"{prefix}.rows", np.zeros(0, dtype=np.int32))
    for first, last in _slices(positions_before[ends]):
        chosen = types[ends[first] : ends[last]]
        terms = np.repeat(np.arange(first, last), np.diff(ends[first : last + 1]))
        positions = order[ranges(type_ends[chosen], sizes[chosen])]
        packed = pack(np.repeat(terms, sizes[chosen]), text_of[positions])
        packed.sort()
        starts = np.flatnonzero(np.concatenate([[True], packed[1:] != packed[:-1]]))
        writer.write(f"{prefix}.rows", low(packed[starts]))
        repeats = np.diff(starts, append=len(packed))
        counts.append(repeats.astype(np.min_scalar_type(repeats.max())))
        row_sizes += np.bincount(high(packed[starts]), minlength=len(ends) - 1)
    writer.write(f"{prefix}.counts", np.concatenate(counts))
    writer.write(f"{prefix}.row_ends", offsets(row_sizes))


def _slices(ends: LongArray) -> Iterator[tuple[int, int]]:
    """Ranges of items whose parts `ends` counts, with about `_SLICE` parts each, or one item."""
    first, items = 0, len(ends) - 1
    while first < items:
        last = int(np.searchsorted(ends, ends[first] + _SLICE, side="right")) - 1
        last = min(max(last, first + 1), items)
        if ends[last] > ends[first]:
            yield first, last
        first = last
