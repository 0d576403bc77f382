"""Phrase and proximity matching: texts whose tokens match in order, or near each other."""

from collections.abc import Sequence

import numpy as np

from index.storage.arrays import IntArray, high, low, pack, ranges
from index.storage.inverted_index_reader import (
    Frequencies,
    InvertedIndexReader,
    WorkBudget,
    count_repeats,
)


def match_phrase(
    reader: InvertedIndexReader, types_in_order: Sequence[IntArray], budget: WorkBudget
) -> Frequencies:
    """The texts in which tokens at consecutive positions match, and how often.

    Positions of the word with the fewest are read; the stream beside them is compared with the
    types of the others.

    Args:
        reader: The inverted index of a field.
        types_in_order: For each word of the phrase, the token types that match it.
        budget: The work that the search may still do.

    Raises:
        QueryTooCostly: The budget is spent.
    """
    sizes = [reader.count_positions(types) for types in types_in_order]
    rarest, *others = sorted(range(len(types_in_order)), key=sizes.__getitem__)
    begins = reader.positions(types_in_order[rarest], budget) - np.int32(rarest)
    last = len(reader.streams.stream) - len(types_in_order)
    begins = begins[np.searchsorted(begins, 0) : np.searchsorted(begins, last, side="right")]
    for at in others:
        budget.spend(len(begins))
        begins = begins.compress(reader.are_of_types(begins + np.int32(at), types_in_order[at]))
    texts = reader.locator.texts_at(begins)
    ends = begins + np.int32(len(types_in_order))
    return count_repeats(texts.compress(ends <= reader.streams.starts.take(texts + 1)))


def match_proximity(
    reader: InvertedIndexReader,
    required: Sequence[tuple[IntArray, int]],
    width: int,
    budget: WorkBudget,
) -> Frequencies:
    """The texts in which words are near each other in any order, and how often.

    Counted are the shortest spans of positions that match all words: those that contain no other.

    Args:
        reader: The inverted index of a field.
        required: For each word, the token types that match it, and how many tokens of a span must.
        width: How many positions a span has at most.
        budget: The work that the search may still do.

    Raises:
        QueryTooCostly: The budget is spent.
    """
    lists = _nearby_positions(reader, [types for types, _ in required], width, budget)
    if not all(map(len, lists)):
        return count_repeats(lists[0][:0])
    positions, kinds = _merge_sorted(lists)
    lasts = np.flatnonzero(np.concatenate([positions[1:] != positions[:-1], [True]]))
    begins = ends = positions[lasts]
    # The latest position at which a span with each end can begin: where, going back, the last of
    # the words is matched as often as it must be.
    for kind, (matches, (_, times)) in enumerate(zip(lists, required, strict=True)):
        at = np.cumsum(kinds == kind)[lasts] - times
        begins = np.minimum(begins, np.where(at >= 0, matches[np.maximum(at, 0)], -1))
    texts = reader.locator.texts_at(ends)
    in_one_text = begins >= reader.streams.starts[texts]
    texts, ends, begins = texts[in_one_text], ends[in_one_text], begins[in_one_text]
    # A span that begins where the one before begins contains that one.
    shortest = np.concatenate([[True], begins[1:] != begins[:-1]])[: len(begins)]
    return count_repeats(texts[shortest & (ends - begins < width)])


def _nearby_positions(
    reader: InvertedIndexReader, types_of_words: Sequence[IntArray], width: int, budget: WorkBudget
) -> list[IntArray]:
    """For each word its positions, at least those less than `width` from the rarest word."""
    sizes = [reader.count_positions(types) for types in types_of_words]
    if min(sizes) * 2 * width * len(types_of_words) > sum(sizes):
        return [reader.positions(types, budget) for types in types_of_words]
    around = reader.positions(types_of_words[sizes.index(min(sizes))], budget)
    firsts = np.maximum(around - (width - 1), 0)
    lasts = np.minimum(around + width, len(reader.streams.stream))
    firsts[1:] = np.maximum(firsts[1:], lasts[:-1])
    near = ranges(firsts.astype(np.int64), (lasts - firsts).astype(np.int64)).astype(np.int32)
    budget.spend(len(near))
    return [near.compress(reader.are_of_types(near, types)) for types in types_of_words]


def _merge_sorted(lists: Sequence[IntArray]) -> tuple[IntArray, IntArray]:
    """All these positions in ascending order, and the number of the list of each."""
    packed = np.concatenate(
        [pack(positions, np.full(len(positions), kind)) for kind, positions in enumerate(lists)]
    )
    packed.sort()
    return high(packed), low(packed)
