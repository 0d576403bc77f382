"""Finds what of a text a query found: the same analysis and the same rules as the search itself."""

from dataclasses import dataclass

from index.analysis import Place, Slot, analyse, analyser_of
from index.columns.matching import patterns_of, stands_at, stands_near
from index.fields import TextField
from index.query import And, Boost, Every, Not, Query, TextClause, ValueClause

Span = tuple[int, int]


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
    found = _find(query, analyse(text, language), analyser_of(language))
    return _joined(sorted(found.spans)) if found.matches else []


def _find(query: Query, places: tuple[Place, ...], analyser: str) -> _Found:
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


def _find_words(query: TextClause, places: tuple[Place, ...], analyser: str) -> _Found:
    pattern = patterns_of(query, analyser)
    slots = pattern.slots
    if not slots:
        return _Found(False)
    answers = [[place.number for place in places if slot.accepts(place)] for slot in slots]
    if pattern.within is None:
        spans = {
            (places[start].start, _end(places[start + len(slots) - 1], slots[-1]))
            for start in stands_at(answers)
        }
    else:
        spans = {
            (places[number].start, _end(places[number], slot))
            for first, last in stands_near(answers, slots, pattern.within)
            for slot, numbers in zip(slots, answers, strict=True)
            for number in numbers
            if first <= number <= last
        }
    return _Found(bool(spans), frozenset(spans))


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
