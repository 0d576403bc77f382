"""Finds what of a text a query found: the same analysis and the same rules as the search itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import Place, Slot, analyser_of
from index.analysis.tokens import Terms, places_with
from index.execution.matcher import Pattern, patterns_of, stands_at, stands_near
from index.fields import TextField
from index.query import And, Boost, Every, Not, Or, Query, TextClause, ValueClause

Span = tuple[int, int]

_KEPT_TERMS = 10_000


@dataclass(frozen=True, slots=True)
class _Found:
    matches: bool
    spans: frozenset[Span] = frozenset()


def find_matches(text: str, query: Query | None, language: str) -> list[Span]:
    """The stretches (start, end) of a text that a query found, in order and not overlapping.

    Clauses on other fields are taken as fulfilled. What is negated is never among the stretches,
    nor is what stands in an alternative that the text does not fulfil.
    """
    if query is None:
        return []
    analyser = analyser_of(language)
    found = _find(query, places_with(text, language, _lack(query, analyser)), analyser)
    return _joined(sorted(found.spans)) if found.matches else []


def _find(query: Query, places: list[Place], analyser: str) -> _Found:
    if isinstance(query, TextClause):
        if query.field is not TextField.TEXT:
            return _Found(True)
        return _find_words(query, places, analyser)
    if isinstance(query, ValueClause):
        return _Found(True)
    if isinstance(query, Boost):
        return _find(query.clause, places, analyser)
    if isinstance(query, Not):
        return _Found(
            not _is_decided_by_text(query.clause)
            or not _find(query.clause, places, analyser).matches
        )
    found = [_find(clause, places, analyser) for clause in query.clauses]
    join = all if isinstance(query, And) else any
    spans = frozenset[Span]().union(*(each.spans for each in found if each.matches))
    return _Found(join(each.matches for each in found), spans)


def _is_decided_by_text(query: Query) -> bool:
    if isinstance(query, Every):
        return True
    if isinstance(query, TextClause):
        return query.field is TextField.TEXT
    if isinstance(query, ValueClause):
        return False
    if isinstance(query, Not | Boost):
        return _is_decided_by_text(query.clause)
    return all(map(_is_decided_by_text, query.clauses))


def _find_words(query: TextClause, places: list[Place], analyser: str) -> _Found:
    pattern = _pattern(query, analyser)
    slots = pattern.slots
    if not slots or not places:
        return _Found(False)
    found = {place.number: place for place in places}
    answers = [[place.number for place in places if slot.accepts(place)] for slot in slots]
    if pattern.within is None:
        spans = {
            (found[start].start, _end(found[start + len(slots) - 1], slots[-1]))
            for start in stands_at(answers)
        }
    else:
        spans = {
            (found[number].start, _end(found[number], slot))
            for first, last in stands_near(answers, slots, pattern.within)
            for slot, numbers in zip(slots, answers, strict=True)
            for number in numbers
            if first <= number <= last
        }
    return _Found(bool(spans), frozenset(spans))


@lru_cache(maxsize=256)
def _pattern(query: TextClause, analyser: str) -> Pattern:
    return patterns_of(query, analyser)


@lru_cache(maxsize=64)
def _lack(query: Query, analyser: str) -> Callable[[Terms], bool]:
    """Tells of the terms of a place whether they answer no word of a query, negated ones included.

    Most places of a text answer none, and are left out before any word is looked at by itself.
    """
    slots = list(_slots(query, analyser))
    terms = frozenset(term for slot in slots for term in slot.terms)
    expanded = [slot for slot in slots if slot.expansions]
    return _Lack(terms, expanded).__getitem__ if expanded else terms.isdisjoint


class _Lack(dict[Terms, bool]):
    """Whether the terms of a place answer no slot, worked out when first asked for."""

    def __init__(self, terms: frozenset[str], slots: list[Slot]) -> None:
        super().__init__()
        self._terms = terms
        self._slots = slots

    def __missing__(self, terms: Terms) -> bool:
        place = Place(0, 0, 0, terms)
        lacks = self._terms.isdisjoint(terms) and not any(s.accepts(place) for s in self._slots)
        if len(self) < _KEPT_TERMS:
            self[terms] = lacks
        return lacks


def _slots(query: Query, analyser: str) -> Iterator[Slot]:
    if isinstance(query, TextClause):
        if query.field is TextField.TEXT:
            yield from _pattern(query, analyser).slots
    elif isinstance(query, Not | Boost):
        yield from _slots(query.clause, analyser)
    elif isinstance(query, And | Or):
        for clause in query.clauses:
            yield from _slots(clause, analyser)


def _end(place: Place, slot: Slot) -> int:
    return place.start + 1 if slot.is_one_ideograph else place.end


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
