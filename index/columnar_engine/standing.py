"""Finds where words stand together: one after the other, or near each other in any order."""

from collections.abc import Sequence

import numpy as np

from index.columnar_engine.lookup import Found, Lookup, counted
from index.columnar_engine.work import Work
from index.columns.sets import IntArray, Mask


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
        accepted = lookup.accepting(slots[at])
        begins = begins[accepted[lookup.texts.stream[begins + at]]]
    texts = lookup.texts_at(begins)
    return counted(texts[begins + len(slots) <= lookup.texts.starts[texts + 1]])


def near_each_other(
    lookup: Lookup, slots: Sequence[tuple[IntArray, int]], span: int, work: Work
) -> Found:
    """The texts with stretches of at most `span` places that answer all slots, and how many there
    are that hold no other.

    Slots are given by the types of places that answer them and how many of these a stretch must
    have. Raises QueryTooCostly.
    """
    rarest = min((types for types, _ in slots), key=lookup.size)
    around = lookup.places(rarest, work)
    lists = [_close_to(around, lookup.places(types, work), span) for types, _ in slots]
    ends = np.unique(np.concatenate(lists))
    texts = lookup.texts_at(ends)
    # The latest place at which a stretch with each end can begin: where, going back, the last slot
    # is answered as often as it must be.
    begins = ends
    for places, (_, times) in zip(lists, slots, strict=True):
        at = np.searchsorted(places, ends, side="right") - times
        if not len(places):
            return counted(texts[:0])
        begins = np.minimum(begins, np.where(at >= 0, places[at], -1))
    stands = begins >= lookup.texts.starts[texts]
    texts, ends, begins = texts[stands], ends[stands], begins[stands]
    # One that begins where the one before begins holds that one.
    shortest = np.concatenate([[True], begins[1:] != begins[:-1]])[: len(begins)]
    return counted(texts[shortest & (ends - begins < span)])


def _close_to(around: IntArray, places: IntArray, span: int) -> IntArray:
    """Those of the places that are less than `span` from one of the others."""
    if not len(around):
        return around
    after = np.searchsorted(around, places)
    behind = places - around[np.maximum(after - 1, 0)]
    before = around[np.minimum(after, len(around) - 1)] - places
    close: Mask = (np.abs(behind) < span) | (np.abs(before) < span)
    return places[close]
