"""What every engine must answer, worked out the slow and plain way: one paragraph after another.

Nothing of the index's own analysis or counting is used. Texts are made of the words of `WORDS`, for
which the terms are written down by hand.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import product
from typing import TypeAlias

from index import (
    And,
    Boost,
    DateRange,
    Every,
    FacetCount,
    FacetRequest,
    FacetResult,
    Fuzzy,
    HasValue,
    HistogramBucket,
    Hit,
    IndexedParagraph,
    Interval,
    Not,
    Phrase,
    Prefix,
    Query,
    Range,
    SearchRequest,
    SearchResult,
    Sort,
    TextField,
    Unit,
    Wildcard,
    Word,
)

Place = frozenset[str]
TextLeaf: TypeAlias = Word | Prefix | Wildcard | Fuzzy | Phrase

WORDS: dict[str, dict[str, list[set[str]]]] = {
    "en": {
        "the": [{"the"}],
        "to": [{"to"}],
        "report": [{"report"}],
        "reports": [{"report", "=reports"}],
        "reporting": [{"report", "=reporting"}],
        "offices": [{"offic", "=offices"}],
        "aid": [{"aid"}],
        "aids": [{"aid", "=aids"}],
        "AIDS": [{"aids"}],
        "non-proliferation": [{"non"}, {"prolifer", "=proliferation"}],
        "non\u2011proliferation": [{"non"}, {"prolifer", "=proliferation"}],
        "A/RES/99/46": [{"a/res/99/46", "res/99/46", "99/46", "46"}],
        "99/46": [{"99/46", "46"}],
    },
    "fr": {
        "rapports": [{"rapport", "=rapports"}],
        "réunion": [{"reunion"}],
        "99/46": [{"99/46", "46"}],
    },
    "zh": {
        "联合国": [{"联合"}, {"合国"}, {"国"}],
        "大会": [{"大会"}, {"会"}],
    },
}
"""By language: a word as it stands in a text, and the terms of its places."""

ASKED: dict[str, list[set[str]]] = {
    "the": [{"the"}],
    "to": [{"to"}],
    "report": [{"report"}],
    "REPORT": [{"report", "=report"}],
    "reporting": [{"report", "reporting"}],
    "offices": [{"offic", "offices"}],
    "office": [{"offic", "office"}],
    "aids": [{"aid", "aids"}],
    "AIDS": [{"aids", "=aids"}],
    "proliferation": [{"prolifer", "proliferation"}],
    "Non-Proliferation": [{"non"}, {"prolifer", "proliferation"}],
    "a/res/99/46": [{"a/res/99/46"}],
    "99/46": [{"99/46"}],
    "rapport": [{"rapport"}],
    "reunion": [{"reunion", "=reunion"}],
    "联合": [{"联合"}],
    "联合国": [{"联合"}, {"合国"}],
    "absent": [{"absent"}],
}
"""A word of a query, and for each place it asks for the terms it would take."""

BEGINNINGS = ("re", "repor", "reporti", "offi", "aid", "prolif", "a/res", "ra", "zz")

PATTERNS: dict[str, tuple[list[set[str]], str]] = {
    "rep*t": ([], "rep.*t"),
    "re?o*g": ([], "re.o.*g"),
    "offi?es": ([], "offi.es"),
    "of*s*": ([], "of.*s.*"),
    "AI?S": ([], "ai.s"),
    "réu?ion": ([], "reu.ion"),
    "ra*p*": ([], "ra.*p.*"),
    "99*6": ([], "99.*6"),
    "non-prolif*n": ([{"non"}], "prolif.*n"),
    "zz?z": ([], "zz.z"),
}
"""A word with wildcards: what the words before its last one ask, and that one as an expression."""

MISSPELT: dict[str, tuple[list[set[str]], set[str], str]] = {
    "repotr": ([], {"repotr"}, "repotr"),
    "reportt": ([], {"reportt"}, "reportt"),
    "REPORTS": ([], {"report", "reports"}, "reports"),
    "Réunoin": ([], {"reunoin"}, "reunoin"),
    "proliferaton": ([], {"proliferaton"}, "proliferaton"),
    "non-prolferatoin": ([{"non"}], {"prolferatoin"}, "prolferatoin"),
    "prloiferatin": ([], {"prloiferatin"}, "prloiferatin"),
    "eports": ([], {"eport", "eports"}, "eports"),
}
"""A word: what the words before its last one ask, what that one asks as it is, and its letters."""


def _vocabulary() -> set[str]:
    return {
        term
        for words in WORDS.values()
        for found in words.values()
        for place in found
        for term in place
    }


def places(text: str, language: str) -> list[Place]:
    """The places of a text made of `WORDS`."""
    words = WORDS[language]
    return [frozenset(terms) for word in text.split() for terms in words[word]]


def search(paragraphs: Iterable[IndexedParagraph], request: SearchRequest) -> SearchResult:
    """The right answer; the generation is left empty."""
    held = list(paragraphs)
    scores = {
        paragraph.id: score
        for paragraph in held
        if (score := _score(request.query, paragraph, held)) is not None
    }
    dated = [each for each in held if each.id in scores and _is_within(each, request)]
    found = [each for each in dated if _passes(each, request, None)]
    hits = _hits(found, scores, request)
    total = len(found) if request.unit is Unit.PARAGRAPH else len({e.resolution_id for e in found})
    return SearchResult(
        total=total,
        hits=tuple(hits[: request.limit]),
        facets=tuple(_facet(dated, request, each) for each in request.facets),
        histogram=_histogram(found, request),
        generation="",
    )


def _score(
    query: Query | None, paragraph: IndexedParagraph, held: list[IndexedParagraph]
) -> float | None:
    """The score, or None where the paragraph is not found."""
    if query is None:
        return 0.0
    score = _raw_score(query, paragraph, held)
    return None if score is None else round(score, 6)


def _raw_score(
    query: Query, paragraph: IndexedParagraph, held: list[IndexedParagraph]
) -> float | None:
    if isinstance(query, Not):
        return 0.0 if _raw_score(query.clause, paragraph, held) is None else None
    if isinstance(query, Boost):
        score = _raw_score(query.clause, paragraph, held)
        return None if score is None else score * query.factor
    if isinstance(query, HasValue | Range | DateRange | Every):
        return 0.0 if _is_so(query, paragraph) else None
    if isinstance(query, TextLeaf):
        return _bm25(query, paragraph, held)
    scores = [_raw_score(clause, paragraph, held) for clause in query.clauses]
    found = [score for score in scores if score is not None]
    if isinstance(query, And):
        return sum(found) if len(found) == len(scores) else None
    return sum(found) if found else None


def _is_so(query: HasValue | Range | DateRange | Every, paragraph: IndexedParagraph) -> bool:
    if isinstance(query, Every):
        return True
    if isinstance(query, DateRange):
        first, last = query.first or date.min, query.last or date.max
        return paragraph.date is not None and first <= paragraph.date <= last
    values = [value.lower() for value in paragraph.facets.get(query.field, ())]
    if isinstance(query, Range):
        lowest = -math.inf if query.first is None else query.first
        highest = math.inf if query.last is None else query.last
        return any(value.isdigit() and lowest <= int(value) <= highest for value in values)
    wanted = query.value.lower()
    return any(v.startswith(wanted) if query.prefix else v == wanted for v in values)


def _bm25(
    query: TextLeaf, paragraph: IndexedParagraph, held: list[IndexedParagraph]
) -> float | None:
    count = _count(query, paragraph)
    if not count:
        return None
    alike = [each for each in held if each.language == paragraph.language]
    frequency = sum(1 for each in alike if _count(query, each))
    lengths = [len(_places_of(each, query.field)) for each in alike]
    mean = sum(lengths) / len(lengths)
    rarity = math.log(1 + (len(alike) - frequency + 0.5) / (frequency + 0.5))
    norm = 0.25 + 0.75 * len(_places_of(paragraph, query.field)) / mean
    return rarity * count * 2.2 / (count + 1.2 * norm)


def _places_of(paragraph: IndexedParagraph, field: TextField) -> list[Place]:
    text = paragraph.text if field is TextField.TEXT else paragraph.title
    return places(text, paragraph.language)


def _count(query: TextLeaf, paragraph: IndexedParagraph) -> int:
    found = _places_of(paragraph, query.field)
    slots = _slots(query)
    if len(slots) == 1:
        counts = Counter(term for place in found for term in place if term in slots[0])
        return max(counts.values(), default=0)
    if isinstance(query, Phrase) and query.within is not None:
        return _count_near(found, slots, query.within)
    starts = range(len(found) - len(slots) + 1)
    return sum(all(found[s + at] & slot for at, slot in enumerate(slots)) for s in starts)


def _slots(query: TextLeaf) -> list[set[str]]:
    """For each place, the terms that answer, of all that there are."""
    terms = _vocabulary()
    if isinstance(query, Prefix):
        return [{term for term in terms if term.lstrip("=").startswith(query.text)}]
    if isinstance(query, Wildcard):
        before, pattern = PATTERNS[query.text]
        return [*before, {term for term in terms if re.fullmatch(pattern, term.lstrip("="))}]
    if isinstance(query, Fuzzy):
        before, asked, word = MISSPELT[query.text]
        near = {
            term
            for term in terms
            if term.lstrip("=")[0] == word[0] and _edits(term.lstrip("="), word) <= query.distance
        }
        return [*before, asked | near]
    return [slot for word in query.text.split() for slot in ASKED[word]]


@cache
def _edits(one: str, other: str) -> int:
    """The least number of edits: a letter more, less or other, or two neighbours swapped."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        _edits(one[1:], other) + 1,
        _edits(one, other[1:]) + 1,
        _edits(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if len(one) > 1 and len(other) > 1 and (one[0], one[1]) == (other[1], other[0]):
        ways.append(_edits(one[2:], other[2:]) + 1)
    return min(ways)


def _count_near(found: list[Place], slots: list[set[str]], within: int) -> int:
    """How many shortest stretches hold all slots: those that hold no other such stretch."""
    answers = [[at for at, place in enumerate(found) if place & slot] for slot in slots]
    stretches = set()
    for choice in product(*answers):
        repeated = any(
            slots[a] == slots[b] and choice[a] == choice[b]
            for a in range(len(slots))
            for b in range(a)
        )
        if not repeated:
            stretches.add((min(choice), max(choice)))
    shortest = [
        one
        for one in stretches
        if not any(o != one and one[0] <= o[0] and o[1] <= one[1] for o in stretches)
    ]
    return sum(last - first + 1 <= len(slots) + within for first, last in shortest)


def _is_within(paragraph: IndexedParagraph, request: SearchRequest) -> bool:
    if request.date_from is None and request.date_to is None:
        return True
    first, last = request.date_from or date.min, request.date_to or date.max
    return paragraph.date is not None and first <= paragraph.date <= last


def _passes(paragraph: IndexedParagraph, request: SearchRequest, but: object) -> bool:
    return all(
        name is but or values & set(paragraph.facets.get(name, ()))
        for name, values in request.filters.items()
    )


def _sort_key(paragraph: IndexedParagraph, score: float, sort: Sort) -> tuple[float | str, ...]:
    day = paragraph.date.toordinal() if paragraph.date else None
    keys: dict[Sort, tuple[float | str, ...]] = {
        Sort.RELEVANCE: (-score,),
        Sort.NEWEST: (math.inf if day is None else -day,),
        Sort.OLDEST: (math.inf if day is None else day,),
        Sort.SYMBOL: (paragraph.sort_symbol, paragraph.position),
    }
    return (*keys[sort], paragraph.id)


def _hits(
    found: list[IndexedParagraph], scores: dict[int, float], request: SearchRequest
) -> list[Hit]:
    ordered = sorted(found, key=lambda each: _sort_key(each, scores[each.id], request.sort))
    sizes = Counter(each.resolution_id for each in found)
    hits, seen = [], set()
    for each in ordered:
        if request.unit is Unit.RESOLUTION and each.resolution_id in seen:
            continue
        seen.add(each.resolution_id)
        day = each.date.toordinal() if each.date else 0
        positions: dict[Sort, tuple[str | float | int, ...]] = {
            Sort.RELEVANCE: (scores[each.id], each.id),
            Sort.NEWEST: (day, each.id),
            Sort.OLDEST: (day, each.id),
            Sort.SYMBOL: (each.sort_symbol, each.position, each.id),
        }
        matches = 1 if request.unit is Unit.PARAGRAPH else sizes[each.resolution_id]
        hits.append(
            Hit(each.id, each.resolution_id, scores[each.id], positions[request.sort], matches)
        )
    return hits


def _facet(
    dated: list[IndexedParagraph], request: SearchRequest, asked: FacetRequest
) -> FacetResult:
    units: dict[str, set[int]] = {}
    for each in dated:
        if _passes(each, request, asked.field):
            unit = each.id if request.unit is Unit.PARAGRAPH else each.resolution_id
            for value in each.facets.get(asked.field, ()):
                units.setdefault(value, set()).add(unit)
    counts = {value: len(found) for value, found in units.items()}
    allowed = [v for v in counts if asked.values is None or v in asked.values]
    listed = sorted(allowed, key=lambda value: (-counts[value], value))[: asked.limit]
    shown = {*listed, *request.filters.get(asked.field, ())}
    ranked = sorted(shown, key=lambda value: (-counts.get(value, 0), value))
    return FacetResult(
        asked.field, tuple(FacetCount(v, counts.get(v, 0)) for v in ranked), len(allowed)
    )


def _histogram(
    found: Sequence[IndexedParagraph], request: SearchRequest
) -> tuple[HistogramBucket, ...]:
    if request.histogram is None:
        return ()
    units: dict[date, set[int]] = {}
    for each in found:
        if each.date is not None:
            month = each.date.month if request.histogram is Interval.MONTH else 1
            unit = each.id if request.unit is Unit.PARAGRAPH else each.resolution_id
            units.setdefault(date(each.date.year, month, 1), set()).add(unit)
    return tuple(HistogramBucket(start, len(units[start])) for start in sorted(units))
