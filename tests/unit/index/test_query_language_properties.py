"""Properties of the query language: what is printed reads back, and any text is read or refused."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from index import (
    And,
    Boost,
    DateRange,
    Every,
    Field,
    Fuzzy,
    HasValue,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    QuerySyntaxError,
    Range,
    TextField,
    Wildcard,
    Word,
    parse_query,
)
from index.fields import NUMBERED
from index.query.ast import MAX_NUMBER
from index.query.lexer import MAX_DISTANCE, reads_as
from index.query.word_tokens import TokenKind

PLAIN = st.text(min_size=1, max_size=12)
SPACED = PLAIN.map(lambda text: " ".join(text.split()))
# Words with many signs of the language in them.
SIGNED = PLAIN | st.lists(
    st.sampled_from([*"?*~^.-/'()_", "..", "ice", "A", "9", "é", "联", "~1", "^2"]), max_size=6
).map("".join)


def _bounds(ends: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, Any]]:
    closed = st.lists(ends, min_size=2, max_size=2).map(sorted).map(tuple)
    return closed | st.tuples(ends, st.none()) | st.tuples(st.none(), ends)


LEAVES = st.one_of(
    st.builds(
        Word, SIGNED.filter(lambda t: reads_as(TokenKind.WORD, t)), st.sampled_from(TextField)
    ),
    st.builds(
        Prefix,
        SIGNED.filter(lambda t: reads_as(TokenKind.PREFIX, t, "*")),
        st.sampled_from(TextField),
    ),
    st.builds(
        Wildcard,
        st.from_regex(r"[^\W_]{2,5}([?*]\w|-\w\w){1,4}[?*]?", fullmatch=True).filter(
            lambda t: reads_as(TokenKind.WILDCARD, t)
        ),
        st.sampled_from(TextField),
    ),
    st.builds(
        Fuzzy,
        st.from_regex(r"(\w{1,4}[-/.~?^])?[^\W\d]{4,12}", fullmatch=True).filter(
            lambda t: reads_as(TokenKind.FUZZY, t, "~")
        ),
        st.sampled_from(TextField),
    ),
    st.builds(Fuzzy, st.from_regex(r"[a-zé]{8,12}", fullmatch=True), distance=st.just(2)),
    st.builds(Every),
    _bounds(st.integers(0, MAX_NUMBER)).flatmap(
        lambda bounds: st.builds(
            Range, st.sampled_from(sorted(NUMBERED)), st.just(bounds[0]), st.just(bounds[1])
        )
    ),
    _bounds(st.dates()).map(lambda bounds: DateRange(*bounds)),
    st.builds(
        Phrase,
        SPACED.filter(lambda text: any(c.isalnum() for c in text)),
        st.sampled_from(TextField),
        st.none() | st.integers(0, MAX_DISTANCE),
    ),
    st.builds(
        HasValue, st.sampled_from(Field), SPACED.filter(lambda t: any(c.isalnum() for c in t))
    ),
    st.builds(
        HasValue,
        st.sampled_from(Field),
        SPACED.filter(lambda text: sum(c.isascii() and c.isalnum() for c in text) > 1),
        st.just(True),
    ),
)


def _joined(children: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    clauses = st.lists(children, min_size=2, max_size=3).map(tuple)
    factors = st.integers(1, 100_000).map(lambda thousandths: thousandths / 1_000)
    return st.one_of(
        st.builds(And, clauses),
        st.builds(Or, clauses),
        st.builds(Not, children),
        st.builds(Boost, children, factors),
    )


@given(st.recursive(LEAVES, _joined, max_leaves=8))
def test_what_is_printed_reads_back(query: Query) -> None:
    assert parse_query(str(query)) == query


PIECES = st.sampled_from(
    [
        *'()"“»-*:~\\联\u00ad/3',
        "~3",
        "AND",
        "OR",
        "NOT",
        "ice",
        "title:",
        "sponsor:",
        "(a)",
        "?",
        "^2",
        "glacier",
        "year:",
        "date:",
        "2040",
        "..",
        "~",
        "^",
    ]
)


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(PIECES, max_size=14).map("".join),
        st.lists(PIECES, max_size=14).map(" ".join),
    )
)
def test_any_text_is_read_or_refused(text: str) -> None:
    query, refusal = None, None
    try:
        query = parse_query(text)
    except QuerySyntaxError as error:
        refusal = error
    if query is None:
        assert refusal is not None
        assert 0 <= refusal.position <= len(text)
        assert refusal.message
    else:
        assert parse_query(str(query)) == query
