"""What of a text is marked is what the plain rules mark: all tokens, each tried for each word."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import find_matches, parse_query
from index.analysis import QueryTerm, Token, analyse
from index.execution.patterns import make_pattern
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
def test_highlights_are_those_of_a_plain_implementation(
    text: str, asked: str, language: str
) -> None:
    query = parse_query(asked)
    if query is None:
        pytest.fail("every query of this test asks something")
    found = _find(query, analyse(text, language), language)
    marked = {at for start, end in found or set() for at in range(start, end)}
    spans = find_matches(text, query, language)
    assert {at for start, end in spans for at in range(start, end)} == marked
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def _find(query: Query, tokens: tuple[Token, ...], language: str) -> set[tuple[int, int]] | None:
    """The spans that a query marks; None where it does not find the text."""
    if isinstance(query, TextClause):
        return _find_words(query, tokens, language) if query.field is TextField.TEXT else set()
    if isinstance(query, ValueClause):
        return set()
    if isinstance(query, Boost):
        return _find(query.clause, tokens, language)
    if isinstance(query, Not):
        unfound = _find(query.clause, tokens, language) is None
        return set() if unfound or not _is_decided_by_text(query.clause) else None
    parts = [_find(clause, tokens, language) for clause in query.clauses]
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
    query: TextClause, tokens: tuple[Token, ...], language: str
) -> set[tuple[int, int]] | None:
    pattern = make_pattern(query, language)
    query_terms, found = pattern.query_terms, set()
    for first in range(len(tokens)):
        for last in range(first, len(tokens)):
            span = tokens[first : last + 1]
            if pattern.within is None:
                if len(span) == len(query_terms) and all(map(QueryTerm.matches, query_terms, span)):
                    found.add((span[0].start, _end(span[-1], query_terms[-1])))
            elif _has_all(span, query_terms, pattern.within):
                found |= {
                    (token.start, _end(token, query_term))
                    for token in span
                    for query_term in query_terms
                    if query_term.matches(token)
                }
    return found or None


def _has_all(span: tuple[Token, ...], query_terms: tuple[QueryTerm, ...], within: int) -> bool:
    def has_all(few: tuple[Token, ...]) -> bool:
        return all(
            sum(map(query_term.matches, few)) >= query_terms.count(query_term)
            for query_term in query_terms
        )

    shortest = has_all(span) and not has_all(span[1:]) and not has_all(span[:-1])
    return shortest and len(span) - len(query_terms) <= within


def _end(token: Token, query_term: QueryTerm) -> int:
    return token.start + 1 if query_term.is_one_ideograph else token.end
