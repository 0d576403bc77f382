"""Finds what a query matches in a text, by the same analysis and rules as the search itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import QueryTerm, Token, analyser_of
from index.analysis.tokens import Terms, select_tokens
from index.execution.patterns import Pattern, make_pattern, phrase_starts, proximity_spans
from index.fields import TextField
from index.query import And, Boost, Every, Not, Or, Query, TextClause, ValueClause

Span = tuple[int, int]

_CACHED_TERMS = 10_000


@dataclass(frozen=True, slots=True)
class _TextMatch:
    """Whether a clause matches a text, and the spans of the text that it matches."""

    matches: bool
    spans: frozenset[Span] = frozenset()


def find_matches(text: str, query: Query | None, language: str) -> list[Span]:
    """Return the spans of a text that a query matches, in order and not overlapping.

    Clauses on other fields count as matched. A span is never of a negated clause, nor of an
    alternative that the text does not match.

    Args:
        text: The text of a paragraph.
        query: The query; None matches no span.
        language: The language of the text, as an ISO 639-1 code.

    Returns:
        Start and end of each span, as character offsets.
    """
    if query is None:
        return []
    analyser = analyser_of(language)
    tokens = select_tokens(text, language, _irrelevance(query, analyser))
    match = _match(query, tokens, analyser)
    return _join(sorted(match.spans)) if match.matches else []


def _match(query: Query, tokens: list[Token], analyser: str) -> _TextMatch:
    if isinstance(query, TextClause):
        if query.field is not TextField.TEXT:
            return _TextMatch(True)
        return _match_words(query, tokens, analyser)
    if isinstance(query, ValueClause):
        return _TextMatch(True)
    if isinstance(query, Boost):
        return _match(query.clause, tokens, analyser)
    if isinstance(query, Not):
        return _TextMatch(
            not _is_decided_by_text(query.clause)
            or not _match(query.clause, tokens, analyser).matches
        )
    parts = [_match(clause, tokens, analyser) for clause in query.clauses]
    combine = all if isinstance(query, And) else any
    spans = frozenset[Span]().union(*(each.spans for each in parts if each.matches))
    return _TextMatch(combine(each.matches for each in parts), spans)


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


def _match_words(query: TextClause, tokens: list[Token], analyser: str) -> _TextMatch:
    pattern = _pattern(query, analyser)
    terms = pattern.query_terms
    if not terms or not tokens:
        return _TextMatch(False)
    token_at = {token.position: token for token in tokens}
    positions = [[token.position for token in tokens if term.matches(token)] for term in terms]
    if pattern.within is None:
        spans = {
            (token_at[start].start, _end(token_at[start + len(terms) - 1], terms[-1]))
            for start in phrase_starts(positions)
        }
    else:
        spans = {
            (token_at[position].start, _end(token_at[position], term))
            for first, last in proximity_spans(positions, terms, pattern.within)
            for term, matching in zip(terms, positions, strict=True)
            for position in matching
            if first <= position <= last
        }
    return _TextMatch(bool(spans), frozenset(spans))


@lru_cache(maxsize=256)
def _pattern(query: TextClause, analyser: str) -> Pattern:
    return make_pattern(query, analyser)


@lru_cache(maxsize=64)
def _irrelevance(query: Query, analyser: str) -> Callable[[Terms], bool]:
    """Return a test of whether the terms of a token match no word of a query, even negated ones.

    Most tokens of a text match none, and are left out before the words are matched one by one.
    """
    query_terms = list(_query_terms(query, analyser))
    terms = frozenset(term for each in query_terms for term in each.terms)
    expanded = [each for each in query_terms if each.expansions]
    return _IrrelevantTerms(terms, expanded).__getitem__ if expanded else terms.isdisjoint


class _IrrelevantTerms(dict[Terms, bool]):
    """Whether the terms of a token match no query term, computed when first needed."""

    def __init__(self, terms: frozenset[str], query_terms: list[QueryTerm]) -> None:
        super().__init__()
        self._terms = terms
        self._query_terms = query_terms

    def __missing__(self, terms: Terms) -> bool:
        token = Token(0, 0, 0, terms)
        irrelevant = self._terms.isdisjoint(terms) and not any(
            each.matches(token) for each in self._query_terms
        )
        if len(self) < _CACHED_TERMS:
            self[terms] = irrelevant
        return irrelevant


def _query_terms(query: Query, analyser: str) -> Iterator[QueryTerm]:
    if isinstance(query, TextClause):
        if query.field is TextField.TEXT:
            yield from _pattern(query, analyser).query_terms
    elif isinstance(query, Not | Boost):
        yield from _query_terms(query.clause, analyser)
    elif isinstance(query, And | Or):
        for clause in query.clauses:
            yield from _query_terms(clause, analyser)


def _end(token: Token, query_term: QueryTerm) -> int:
    return token.start + 1 if query_term.is_one_ideograph else token.end


def _join(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
