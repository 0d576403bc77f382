"""Finds where words stand together: one after the other, or near each other in any order."""

from collections.abc import Sequence

import numpy as np

from index.storage.arrays import high, low, pack, ranges
from index.storage.inverted_index_reader import Found, Lookup, counted
from index.storage.value_sets import IntArray
from index.storage.work import Work


def one_after_the_other(lookup: Lookup, slots: Sequence[IntArray], work: Work) -> Found:
    """The texts in which consecutive places answer the slots, and how often.

    Slots are given by the types of places that answer them. The rarest is looked up; next to it, in
    the stream, the others are looked for. Raises QueryTooCostly.
    """
    sizes = [lookup.size(types) for types in slots]
    rarest, *others = sorted(range(len(slots)), key=sizes.__getitem__)
    begins = lookup.places(slots[rarest], work) - np.int32(rarest)
    last = len(lookup.texts.stream) - len(slots)
    begins = begins[np.searchsorted(begins, 0) : np.searchsorted(begins, last, side="right")]
    for at in others:
        work.add(len(begins))
        begins = begins.compress(lookup.answering(begins + np.int32(at), slots[at]))
    texts = lookup.ranks.texts_at(begins)
    within = begins + np.int32(len(slots)) <= lookup.texts.starts.take(texts + 1)
    return counted(texts.compress(within))


def near_each_other(
    lookup: Lookup, slots: Sequence[tuple[IntArray, int]], span: int, work: Work
) -> Found:
    """The texts with stretches of at most `span` places that answer all slots, and how many there
    are that hold no other.

    Slots are given by the types of places that answer them and how many of these a stretch must
    have. Raises QueryTooCostly.
    """
    lists = _close_together(lookup, [types for types, _ in slots], span, work)
    if not all(map(len, lists)):
        return counted(lists[0][:0])
    places, kinds = _in_order(lists)
    lasts = np.flatnonzero(np.concatenate([places[1:] != places[:-1], [True]]))
    begins = ends = places[lasts]
    # The latest place at which a stretch with each end can begin: where, going back, the last slot
    # is answered as often as it must be.
    for kind, (answers, (_, times)) in enumerate(zip(lists, slots, strict=True)):
        at = np.cumsum(kinds == kind)[lasts] - times
        begins = np.minimum(begins, np.where(at >= 0, answers[np.maximum(at, 0)], -1))
    texts = lookup.ranks.texts_at(ends)
    stands = begins >= lookup.texts.starts[texts]
    texts, ends, begins = texts[stands], ends[stands], begins[stands]
    # One that begins where the one before begins holds that one.
    shortest = np.concatenate([[True], begins[1:] != begins[:-1]])[: len(begins)]
    return counted(texts[shortest & (ends - begins < span)])


def _close_together(
    lookup: Lookup, slots: Sequence[IntArray], span: int, work: Work
) -> list[IntArray]:
    """For each slot the places that answer it, at least those less than `span` from one that
    answers the rarest."""
    sizes = [lookup.size(types) for types in slots]
    if min(sizes) * 2 * span * len(slots) > sum(sizes):
        return [lookup.places(types, work) for types in slots]
    around = lookup.places(slots[sizes.index(min(sizes))], work)
    firsts = np.maximum(around - (span - 1), 0)
    lasts = np.minimum(around + span, len(lookup.texts.stream))
    firsts[1:] = np.maximum(firsts[1:], lasts[:-1])
    near = ranges(firsts.astype(np.int64), (lasts - firsts).astype(np.int64)).astype(np.int32)
    work.add(len(near))
    return [near.compress(lookup.answering(near, types)) for types in slots]


def _in_order(lists: Sequence[IntArray]) -> tuple[IntArray, IntArray]:
    """All these places in ascending order, and the number of the list of each."""
    packed = np.concatenate(
        [pack(places, np.full(len(places), kind)) for kind, places in enumerate(lists)]
    )
    packed.sort()
    return high(packed), low(packed)
