"""What of a text is marked is what the plain rules mark: all places, each tried for each word."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import find_matches, parse_query
from index.analysis import Place, Slot, analyse
from index.execution.matcher import patterns_of
from index.fields import TextField
from index.query import And, Boost, Every, Not, Query, TextClause, ValueClause

_WORDS = (
    "glacier",
    "Glaciers",
    "AIDS",
    "aid",
    "co\u2011op",
    "A/99/46",
    "99/46",
    "ice,",
    "冰川会",
    "冰",
)
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join)
_CLAUSES = st.one_of(
    st.sampled_from(
        ["glacier", "aids", "AIDS", "co-op", "46", "冰", "冰川", "title:ice", "sponsor:JPN", "*"]
    ),
    st.sampled_from(["glac*", "gl?cier", "glacer~", "A/99*", "ice^2"]),
    st.sampled_from(
        ['"glacier ice"', '"ice aid"~0', '"glacier co-op"~2', '"ice ice"~1', '"冰川 ice"']
    ),
)
_QUERIES = st.recursive(
    _CLAUSES,
    lambda inner: st.one_of(
        inner.map("-({})".format),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: f"({' '.join(each)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: f"({' OR '.join(each)})"),
    ),
    max_leaves=5,
)


@example("ice glacier ice", 'glacier OR "ice glacier" OR absent', "en")
@given(_TEXTS, _QUERIES, st.sampled_from(["en", "zh", "xx"]))
def test_marks_are_those_of_the_plain_rules(text: str, asked: str, language: str) -> None:
    query = parse_query(asked)
    if query is None:
        pytest.fail("every query of this test asks something")
    found = _find(query, analyse(text, language), language)
    marked = {at for start, end in found or set() for at in range(start, end)}
    spans = find_matches(text, query, language)
    assert {at for start, end in spans for at in range(start, end)} == marked
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def _find(query: Query, places: tuple[Place, ...], language: str) -> set[tuple[int, int]] | None:
    """The spans that a query marks; None where it does not find the text."""
    if isinstance(query, TextClause):
        return _find_words(query, places, language) if query.field is TextField.TEXT else set()
    if isinstance(query, ValueClause):
        return set()
    if isinstance(query, Boost):
        return _find(query.clause, places, language)
    if isinstance(query, Not):
        unfound = _find(query.clause, places, language) is None
        return set() if unfound or not _is_decided_by_text(query.clause) else None
    parts = [_find(clause, places, language) for clause in query.clauses]
    found = [part for part in parts if part is not None]
    enough = len(found) == len(parts) if isinstance(query, And) else bool(found)
    return set().union(*found) if enough else None


def _is_decided_by_text(query: Query) -> bool:
    if isinstance(query, TextClause):
        return query.field is TextField.TEXT
    if isinstance(query, ValueClause | Every):
        return isinstance(query, Every)
    if isinstance(query, Not | Boost):
        return _is_decided_by_text(query.clause)
    return all(map(_is_decided_by_text, query.clauses))


def _find_words(
    query: TextClause, places: tuple[Place, ...], language: str
) -> set[tuple[int, int]] | None:
    pattern = patterns_of(query, language)
    slots, found = pattern.slots, set()
    for first in range(len(places)):
        for last in range(first, len(places)):
            stretch = places[first : last + 1]
            if pattern.within is None:
                if len(stretch) == len(slots) and all(map(Slot.accepts, slots, stretch)):
                    found.add((stretch[0].start, _end(stretch[-1], slots[-1])))
            elif _holds_all(stretch, slots, pattern.within):
                found |= {
                    (place.start, _end(place, slot))
                    for place in stretch
                    for slot in slots
                    if slot.accepts(place)
                }
    return found or None


def _holds_all(stretch: tuple[Place, ...], slots: tuple[Slot, ...], within: int) -> bool:
    def holds(few: tuple[Place, ...]) -> bool:
        return all(sum(map(slot.accepts, few)) >= slots.count(slot) for slot in slots)

    shortest = holds(stretch) and not holds(stretch[1:]) and not holds(stretch[:-1])
    return shortest and len(stretch) - len(slots) <= within


def _end(place: Place, slot: Slot) -> int:
    return place.start + 1 if slot.is_one_ideograph else place.end
