"""The query language: what is read, and what is refused and where."""

import pickle
import re
from datetime import date
from pathlib import Path

import pytest

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
    SyntaxFault,
    TextField,
    Wildcard,
    Word,
    parse_query,
)
from index.query.ast import MAX_NUMBER
from index.query.lexer import MAX_DISTANCE
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
    ("organi?ation", Wildcard("organi?ation")),
    ("terr*ism", Wildcard("terr*ism")),
    ("te*r?ri*", Wildcard("te*r?ri*")),
    ("glac*??", Prefix("glac")),
    ("terr?*", Wildcard("terr?*")),
    ("non-prolif*tion", Wildcard("non-prolif*tion")),
    ("title:glac*r", Wildcard("glac*r", TextField.TITLE)),
    ("desertfication~", Fuzzy("desertfication")),
    ("desertfication~1", Fuzzy("desertfication")),
    ("desrtfication~2", Fuzzy("desrtfication", distance=2)),
    ("title:glaceir~", Fuzzy("glaceir", TextField.TITLE)),
    ("counter-terorism~", Fuzzy("counter-terorism")),
    ("year:2040..2041", Range(Field.YEAR, 2040, 2041)),
    ("year:2040..", Range(Field.YEAR, 2040, None)),
    ("session:..0060", Range(Field.SESSION, None, 60)),
    ("session:60..60", Range(Field.SESSION, 60, 60)),
    ("session:60", HasValue(Field.SESSION, "60")),
    ("session:S-10", HasValue(Field.SESSION, "S-10")),
    ('agenda:"12..13"', HasValue(Field.AGENDA, "12..13")),
    (
        "year:(2040 OR 2042..)",
        Or((HasValue(Field.YEAR, "2040"), Range(Field.YEAR, 2042, None))),
    ),
    ("date:2040", DateRange(date(2040, 1, 1), date(2040, 12, 31))),
    ("date:2040-02", DateRange(date(2040, 2, 1), date(2040, 2, 29))),
    ("date:2040-02-03", DateRange(date(2040, 2, 3), date(2040, 2, 3))),
    ("date:2040-5..2041-01-31", DateRange(date(2040, 5, 1), date(2041, 1, 31))),
    ("date:2040..", DateRange(date(2040, 1, 1), None)),
    ("DATE:..2040", DateRange(None, date(2040, 12, 31))),
    ("-date:2040-02-03..2040-02-03", Not(DateRange(date(2040, 2, 3), date(2040, 2, 3)))),
    ("title:glacier^3", Boost(Word("glacier", TextField.TITLE), 3)),
    ('"drinking water"^0.5', Boost(Phrase("drinking water"), 0.5)),
    ('"drinking water"~3^0.5', Boost(Phrase("drinking water", within=3), 0.5)),
    ("(ice OR snow)^2 a", And((Boost(Or((Word("ice"), Word("snow"))), 2), Word("a")))),
    (
        "title:(ice OR snow)^2",
        Boost(Or((Word("ice", TextField.TITLE), Word("snow", TextField.TITLE))), 2),
    ),
    ("((ice^2))^3", Boost(Boost(Word("ice"), 2), 3)),
    ("-ice^2", Not(Boost(Word("ice"), 2))),
    ("(NOT ice)^2", Boost(Not(Word("ice")), 2)),
    ("glac*^2 de*rt^1.25", And((Boost(Prefix("glac"), 2), Boost(Wildcard("de*rt"), 1.25)))),
    ("desertfication~2^100", Boost(Fuzzy("desertfication", distance=2), 100)),
    ("A/RES/99/46^2", Boost(Word("A/RES/99/46"), 2)),
    ("sponsor:JPN^2", Boost(HasValue(Field.SPONSOR, "JPN"), 2)),
    ("*", Every()),
    ("* -ice", And((Every(), Not(Word("ice"))))),
    ("(*)", Every()),
    ("*^2", Boost(Every(), 2)),
]

PASTED: list[tuple[str, tuple[str, ...]]] = [
    ("below 1.5°C by 2050", ("below", "1.5°C", "by", "2050")),
    ("A/RES/99/46, A/RES/99/47.", ("A/RES/99/46,", "A/RES/99/47.")),
    ("and/or HIV/AIDS", ("and/or", "HIV/AIDS")),
    ("the 2060 Agenda", ("the", "2060", "Agenda")),
    ("50% of them", ("50%", "of", "them")),
    ("who? how?? why?!", ("who?", "how??", "why?!")),
    ("who (asks?) whom?", ("who", "asks?", "whom?")),
    ("where?’ and ?where", ("where?’", "and", "?where")),
    ("R?publique d?sarmement", ("R?publique", "d?sarmement")),
    ("example.org/list/A?lang=en", ("example.org/list/A?lang=en",)),
    ("A/RES/9?/46", ("A/RES/9?/46",)),
    ("10^6 m^3 2^10 a^2^3", ("10^6", "m^3", "2^10", "a^2^3")),
    ("glacier^ ice^a snow^2,", ("glacier^", "ice^a", "snow^2,")),
    ("2040~2050 5~ ~50 ~", ("2040~2050", "5~", "~50")),
    ("安全~ 安全~2", ("安全~", "安全~2")),
    ("peace...security 2040..2041", ("peace...security", "2040..2041")),
    ("$100 #5 @home c’est l'eau [sic]", ("$100", "#5", "@home", "c’est", "l'eau", "[sic]")),
]


@pytest.mark.parametrize(("text", "expected"), PASTED, ids=[text for text, _ in PASTED])
def test_pasted_text_means_its_words(text: str, expected: tuple[str, ...]) -> None:
    query = parse_query(text)
    assert (query.clauses if isinstance(query, And) else (query,)) == tuple(map(Word, expected))


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
    ("s*", 0, SyntaxFault.PREFIX_TOO_SHORT),
    ("ice -s*", 5, SyntaxFault.PREFIX_TOO_SHORT),
    ("ice s*w", 4, SyntaxFault.PREFIX_TOO_SHORT),
    ("*ism", 0, SyntaxFault.PREFIX_TOO_SHORT),
    ("**", 0, SyntaxFault.PREFIX_TOO_SHORT),
    ("*-ice", 0, SyntaxFault.PREFIX_TOO_SHORT),
    ('*"ice"', 0, SyntaxFault.UNEXPECTED),
    ('snow*"ice"', 4, SyntaxFault.UNEXPECTED),
    ('sponsor:"sn"*^2', 12, SyntaxFault.UNEXPECTED),
    ("A/RES/*/46", 6, SyntaxFault.UNEXPECTED),
    ("gl*cier-water", 2, SyntaxFault.UNEXPECTED),
    ("ice gl*a*c*i*e?r", 4, SyntaxFault.TOO_MANY_WILDCARDS),
    ("sponsor:Ja*n", 8, SyntaxFault.UNEXPECTED),
    ("sponsor:*", 8, SyntaxFault.UNEXPECTED),
    ("title:(*)", 7, SyntaxFault.UNEXPECTED),
    ("sponsor:Japn~", 8, SyntaxFault.UNEXPECTED),
    ("ice~", 0, SyntaxFault.WORD_TOO_SHORT),
    ("glacier glacier~2", 8, SyntaxFault.WORD_TOO_SHORT),
    ("glacier ice~5", 12, SyntaxFault.DISTANCE_TOO_LARGE),
    ("glacier~12345", 8, SyntaxFault.DISTANCE_TOO_LARGE),
    ("glacier~0", 8, SyntaxFault.UNEXPECTED),
    ("ice^0", 4, SyntaxFault.BOOST_OUT_OF_RANGE),
    ("ice snow^100.1", 9, SyntaxFault.BOOST_OUT_OF_RANGE),
    ('"ice snow"^0.0001', 11, SyntaxFault.BOOST_OUT_OF_RANGE),
    ("(ice snow)^" + "9" * 500, 11, SyntaxFault.BOOST_OUT_OF_RANGE),
    ("sponsor:A..B", 8, SyntaxFault.NOT_ORDERED),
    ("agenda:(12..13)", 8, SyntaxFault.NOT_ORDERED),
    ("year:2041..2040", 5, SyntaxFault.INVALID_RANGE),
    ("year:2040..next", 11, SyntaxFault.INVALID_RANGE),
    ("year:2040...2041", 11, SyntaxFault.INVALID_RANGE),
    ("session:S-9..12", 8, SyntaxFault.INVALID_RANGE),
    (f"session:{MAX_NUMBER + 1}..", 8, SyntaxFault.INVALID_RANGE),
    ("year:..", 5, SyntaxFault.UNEXPECTED),
    ("date:..", 5, SyntaxFault.UNEXPECTED),
    ("date:soon", 5, SyntaxFault.INVALID_RANGE),
    ("date:2040-13", 5, SyntaxFault.INVALID_RANGE),
    ("date:2040..2041-02-29", 11, SyntaxFault.INVALID_RANGE),
    ("date:0000", 5, SyntaxFault.INVALID_RANGE),
    ("date:2041..2040", 5, SyntaxFault.INVALID_RANGE),
    ('date:"2040"', 5, SyntaxFault.INVALID_RANGE),
    ("date:2040*", 5, SyntaxFault.INVALID_RANGE),
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
    parse_query("gl*a*c*r*")
    parse_query("desertif~2 zeal~ ice^100 ice^0.001")
    parse_query(f"year:0..{MAX_NUMBER} date:0001-01-01..9999-12-31")


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
        lambda: Wildcard("glacier"),
        lambda: Wildcard("g*r"),
        lambda: Wildcard("glac*"),
        lambda: Fuzzy("ice"),
        lambda: Fuzzy("glacier", distance=2),
        lambda: Fuzzy("desertification", distance=0),
        lambda: Range(Field.YEAR, None, None),
        lambda: Range(Field.YEAR, 2041, 2040),
        lambda: Range(Field.YEAR, -1, 2040),
        lambda: Range(Field.SPONSOR, 1, 2),
        lambda: DateRange(None, None),
        lambda: DateRange(date(2041, 1, 1), date(2040, 1, 1)),
        lambda: Boost(Word("ice"), 0),
        lambda: Boost(Word("ice"), 101),
        lambda: Boost(Word("ice"), 0.0001),
        lambda: And((Word("ice"),)),
        lambda: Or(()),
    ],
)
def test_trees_that_the_language_lacks_cannot_be_made(make: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        make()  # type: ignore[operator]


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
