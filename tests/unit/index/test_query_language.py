"""The query language: what is read, what is refused and where, and that printing is the inverse."""

import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import (
    And,
    Field,
    HasValue,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    QuerySyntaxError,
    SyntaxFault,
    TextField,
    Word,
    parse_query,
)
from index.query.lexer import MAX_DISTANCE, is_bare_prefix, is_bare_word
from index.query.parser import MAX_CLAUSES, MAX_DEPTH, MAX_LENGTH

READ: list[tuple[str, Query]] = [
    ("water", Word("water")),
    ("water sanitation", And((Word("water"), Word("sanitation")))),
    ("water AND sanitation", And((Word("water"), Word("sanitation")))),
    ("water OR ice", Or((Word("water"), Word("ice")))),
    ("a OR b c", Or((Word("a"), And((Word("b"), Word("c")))))),
    ("(a OR b) c", And((Or((Word("a"), Word("b"))), Word("c")))),
    ("NOT water", Not(Word("water"))),
    ("ice -water", And((Word("ice"), Not(Word("water"))))),
    ("--ice", Not(Not(Word("ice")))),
    ("and or not", And((Word("and"), Word("or"), Word("not")))),
    ('"AND"', Phrase("AND")),
    ("desertif*", Prefix("desertif")),
    ('"drinking   water"', Phrase("drinking water")),
    ("“drinking water”", Phrase("drinking water")),
    ("«eau potable»", Phrase("eau potable")),
    ('"drinking water"~5', Phrase("drinking water", within=5)),
    (r'"the \"Fund\""', Phrase('the "Fund"')),
    (r'"a\\b"', Phrase(r"a\b")),
    ("title:water", Word("water", TextField.TITLE)),
    ("TITLE:water", Word("water", TextField.TITLE)),
    ("text:water", Word("water")),
    ('title:"drinking water"~2', Phrase("drinking water", TextField.TITLE, 2)),
    ("title:(ice OR snow*)", Or((Word("ice", TextField.TITLE), Prefix("snow", TextField.TITLE)))),
    ("operative_verb:request", HasValue(Field.OPERATIVE_VERB, "request")),
    ('cites:"S/RES/9373 (2041)"', HasValue(Field.CITES, "S/RES/9373 (2041)")),
    ("cites:A/RES/99/*", HasValue(Field.CITES, "A/RES/99/", prefix=True)),
    ('operative_verb:"takes n"*', HasValue(Field.OPERATIVE_VERB, "takes n", prefix=True)),
    (
        "sponsor:(JPN OR NOR)",
        Or((HasValue(Field.SPONSOR, "JPN"), HasValue(Field.SPONSOR, "NOR"))),
    ),
    ("-sponsor:JPN", Not(HasValue(Field.SPONSOR, "JPN"))),
    ('sponsor:"AND"', HasValue(Field.SPONSOR, "AND")),
    ("A/RES/99/46", Word("A/RES/99/46")),
    ("9373(2041)", Word("9373(2041)")),
    ("917(III) ice", And((Word("917(III)"), Word("ice")))),
    ("9373 (2041)", And((Word("9373"), Word("2041")))),
    ("non-proliferation", Word("non-proliferation")),
    ("non\u2011proliferation", Word("non\u2011proliferation")),
    ("peace - security & law", And((Word("peace"), Word("security"), Word("law")))),
    ("ice~5", Word("ice~5")),
]


@pytest.mark.parametrize(("text", "query"), READ, ids=[text for text, _ in READ])
def test_reads(text: str, query: Query) -> None:
    assert parse_query(text) == query
    assert parse_query(str(query)) == query


REFUSED: list[tuple[str, int, SyntaxFault]] = [
    ("", 0, SyntaxFault.EMPTY),
    ("  \n", 0, SyntaxFault.EMPTY),
    ("& -", 0, SyntaxFault.EMPTY),
    ("ice AND", 7, SyntaxFault.UNEXPECTED),
    ("AND ice", 0, SyntaxFault.UNEXPECTED),
    ("ice OR OR snow", 7, SyntaxFault.UNEXPECTED),
    ("NOT", 3, SyntaxFault.UNEXPECTED),
    ("ice )", 4, SyntaxFault.UNEXPECTED),
    ("()", 1, SyntaxFault.UNEXPECTED),
    ("ice (snow", 4, SyntaxFault.UNCLOSED),
    ('ice "snow', 4, SyntaxFault.UNCLOSED),
    ("“snow", 0, SyntaxFault.UNCLOSED),
    ('""', 0, SyntaxFault.UNEXPECTED),
    ('"&"', 0, SyntaxFault.UNEXPECTED),
    ("snow »", 5, SyntaxFault.UNEXPECTED),
    ("colour:red", 0, SyntaxFault.UNKNOWN_FIELD),
    ("see https://example.org/a", 4, SyntaxFault.UNKNOWN_FIELD),
    ("12:30", 0, SyntaxFault.UNKNOWN_FIELD),
    ("Recalling: ice", 0, SyntaxFault.UNKNOWN_FIELD),
    ("sponsor:", 8, SyntaxFault.UNEXPECTED),
    ("sponsor: JPN", 8, SyntaxFault.UNEXPECTED),
    ("sponsor:& JPN", 8, SyntaxFault.UNEXPECTED),
    ("sponsor:-JPN", 8, SyntaxFault.UNEXPECTED),
    ("sponsor:OR", 8, SyntaxFault.UNEXPECTED),
    ("sponsor:title:ice", 8, SyntaxFault.UNEXPECTED),
    ("sponsor:(JPN title:ice)", 13, SyntaxFault.UNEXPECTED),
    ('sponsor:"a b"~2', 8, SyntaxFault.UNEXPECTED),
    (":ice", 0, SyntaxFault.UNEXPECTED),
    ("*", 0, SyntaxFault.UNEXPECTED),
    ("s*", 0, SyntaxFault.PREFIX_TOO_SHORT),
    ("ice -s*", 5, SyntaxFault.PREFIX_TOO_SHORT),
    ("sn*w", 2, SyntaxFault.UNEXPECTED),
    ('"snow ice"*', 0, SyntaxFault.UNEXPECTED),
    ('"snow ice"~', 11, SyntaxFault.UNEXPECTED),
    (f'"snow ice"~{MAX_DISTANCE + 1}', 11, SyntaxFault.DISTANCE_TOO_LARGE),
    ('"snow ice"~99999999999', 11, SyntaxFault.DISTANCE_TOO_LARGE),
    ("(" * (MAX_DEPTH + 1) + "a", MAX_DEPTH, SyntaxFault.TOO_DEEP),
    ("-" * (MAX_DEPTH + 1) + "a", MAX_DEPTH, SyntaxFault.TOO_DEEP),
    ("a " * MAX_CLAUSES + "b", 2 * MAX_CLAUSES, SyntaxFault.TOO_MANY_CLAUSES),
    ("a" * (MAX_LENGTH + 1), MAX_LENGTH, SyntaxFault.TOO_LONG),
]


@pytest.mark.parametrize(
    ("text", "position", "fault"), REFUSED, ids=[t[:24] for t, _, _ in REFUSED]
)
def test_refuses_with_the_place(text: str, position: int, fault: SyntaxFault) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(text)
    assert (caught.value.position, caught.value.fault) == (position, fault)


def test_limits_themselves_are_allowed() -> None:
    parse_query("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)
    parse_query(" ".join(["a"] * MAX_CLAUSES))
    parse_query("a" * MAX_LENGTH)
    parse_query(f'"snow ice"~{MAX_DISTANCE}')
    parse_query("联*")


def test_an_address_is_told_to_be_quoted() -> None:
    with pytest.raises(QuerySyntaxError, match="between quotes"):
        parse_query("https://example.org")
    assert parse_query('"https://example.org"') == Phrase("https://example.org")


def test_errors_survive_pickling() -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query("ice AND")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (copy.message, copy.position, copy.fault) == (
        caught.value.message,
        caught.value.position,
        caught.value.fault,
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda: Word("two words"),
        lambda: Word("AND"),
        lambda: Word(""),
        lambda: Word("-ice"),
        lambda: Prefix("a"),
        lambda: Prefix("a b"),
        lambda: Phrase(" ice"),
        lambda: Phrase("&"),
        lambda: Phrase("ice", within=-1),
        lambda: Phrase("ice", within=MAX_DISTANCE + 1),
        lambda: HasValue(Field.SPONSOR, ""),
        lambda: And((Word("ice"),)),
        lambda: Or(()),
    ],
)
def test_trees_that_the_language_lacks_cannot_be_made(make: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        make()  # type: ignore[operator]


PLAIN = st.text(min_size=1, max_size=12)
SPACED = PLAIN.map(lambda text: " ".join(text.split()))
LEAVES = st.one_of(
    st.builds(Word, PLAIN.filter(is_bare_word), st.sampled_from(TextField)),
    st.builds(Prefix, PLAIN.filter(is_bare_prefix), st.sampled_from(TextField)),
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
    return st.one_of(st.builds(And, clauses), st.builds(Or, clauses), st.builds(Not, children))


@given(st.recursive(LEAVES, _joined, max_leaves=8))
def test_what_is_printed_reads_back(query: Query) -> None:
    assert parse_query(str(query)) == query


PIECES = st.sampled_from(
    [*'()"“»-*:~\\联\u00ad/3', "~3", "AND", "OR", "NOT", "ice", "title:", "sponsor:", "(a)"]
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


def test_the_documented_faults_and_places(root: Path) -> None:
    document = (root / "docs" / "query-language.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)`[^|]*\| `([^`]+)` \| (\d+) \|$", document, flags=re.MULTILINE)
    assert len(rows) >= 8
    for fault, text, position in rows:
        with pytest.raises(QuerySyntaxError) as caught:
            parse_query(text)
        assert (caught.value.fault, caught.value.position) == (fault, int(position)), text


def test_the_documented_examples_are_queries(root: Path) -> None:
    document = (root / "docs" / "query-language.md").read_text(encoding="utf-8")
    examples = document.split("|---|---|\n")[1].split("\n\n")[0]
    rows = re.findall(r"^\| `([^`]+)` \|", examples, flags=re.MULTILINE)
    assert len(rows) >= 10
    for text in rows:
        parse_query(text)
    assert all(f"`{name}`" in document for name in [*Field, *TextField, *SyntaxFault])
