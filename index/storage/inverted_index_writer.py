"""What is looked up in, derived from texts: where each type stands, which rows hold each term.

All of it is sorting: numbers are packed in pairs into one of 64 bits each, for those numpy sorts
fastest, and a bounded number at a time.
"""

from collections.abc import Iterator

import numpy as np

from index.storage.array_files import ArrayWriter
from index.storage.arrays import high, low, offsets, pack, ranges, tally
from index.storage.columns import LongArray
from index.storage.ranks import Ranks
from index.storage.token_streams import Texts
from index.storage.value_sets import IntArray

_SLICE = 2_000_000
"""How many pairs are sorted at a time, 8 bytes each."""


def write_derived(writer: ArrayWriter, prefix: str, texts: Texts) -> None:
    """Write what is looked up in.

    - `order`: all places, by type; those of type `n` are `order[type_ends[n]:type_ends[n + 1]]`.
    - `begun`, `before`, `texts`: see `Ranks`.
    - `types_of_terms`, `type_ends_of_terms`: the types that have each term.
    - `rows`, `counts`, `row_ends`: in which texts each term stands, ascending, and how often.
    """
    type_ends = offsets(tally(texts.stream, texts.dictionary.types))
    order = np.empty(len(texts.stream), dtype=np.int32)
    for first, last in _slices(type_ends):
        order[type_ends[first] : type_ends[last]] = _by_type(texts.stream, first, last)
    writer.write(f"{prefix}.type_ends", type_ends)
    writer.write(f"{prefix}.order", order)
    for name, array in Ranks.of(texts.starts).to_arrays(prefix).items():
        writer.write(name, array)
    types, ends = _types_of_terms(texts)
    writer.write(f"{prefix}.types_of_terms", types)
    writer.write(f"{prefix}.type_ends_of_terms", ends)
    _write_postings(writer, prefix, texts, order, type_ends, types, ends)


def _by_type(stream: IntArray, first: int, last: int) -> IntArray:
    """The places of some types, by type and then in order."""
    places = np.flatnonzero((stream >= first) & (stream < last))
    packed = pack(stream[places], places)
    packed.sort()
    return low(packed)


def _types_of_terms(texts: Texts) -> tuple[IntArray, LongArray]:
    dictionary = texts.dictionary
    owners = np.repeat(np.arange(dictionary.types), np.diff(dictionary.offsets))
    packed = pack(dictionary.members, owners)
    packed.sort()
    return low(packed), offsets(np.bincount(dictionary.members, minlength=dictionary.terms))


def _write_postings(
    writer: ArrayWriter,
    prefix: str,
    texts: Texts,
    order: IntArray,
    type_ends: LongArray,
    types: IntArray,
    ends: LongArray,
) -> None:
    text_of = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(texts.starts))
    sizes = np.diff(type_ends)
    places_before = offsets(sizes[types])
    row_sizes = np.zeros(len(ends) - 1, dtype=np.int64)
    counts = [np.zeros(0, dtype=np.uint8)]
    # At least one chunk, so that the array is there though no text has a place.
    writer.write(f"{prefix}.rows", np.zeros(0, dtype=np.int32))
    for first, last in _slices(places_before[ends]):
        chosen = types[ends[first] : ends[last]]
        terms = np.repeat(np.arange(first, last), np.diff(ends[first : last + 1]))
        places = order[ranges(type_ends[chosen], sizes[chosen])]
        packed = pack(np.repeat(terms, sizes[chosen]), text_of[places])
        packed.sort()
        starts = np.flatnonzero(np.concatenate([[True], packed[1:] != packed[:-1]]))
        writer.write(f"{prefix}.rows", low(packed[starts]))
        repeats = np.diff(starts, append=len(packed))
        counts.append(repeats.astype(np.min_scalar_type(repeats.max())))
        row_sizes += np.bincount(high(packed[starts]), minlength=len(ends) - 1)
    writer.write(f"{prefix}.counts", np.concatenate(counts))
    writer.write(f"{prefix}.row_ends", offsets(row_sizes))


def _slices(ends: LongArray) -> Iterator[tuple[int, int]]:
    """Runs of things of which `ends` counts the parts, with about `_SLICE` parts or one thing."""
    first, things = 0, len(ends) - 1
    while first < things:
        last = int(np.searchsorted(ends, ends[first] + _SLICE, side="right")) - 1
        last = min(max(last, first + 1), things)
        if ends[last] > ends[first]:
            yield first, last
        first = last
