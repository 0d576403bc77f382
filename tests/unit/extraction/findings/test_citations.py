"""Citations in one text: what is cited, where it stands, and what is not a citation."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.findings import citations
from service.extraction.findings.citations import CitationContext
from service.extraction.languages import installed_languages
from service.extraction.text.analysed import AnalysedText
from service.model import Citation, CitationKind, Language, Organ

GA, SC, ECOSOC = Organ.GENERAL_ASSEMBLY, Organ.SECURITY_COUNCIL, Organ.ECOSOC
HRC = Organ.HUMAN_RIGHTS_COUNCIL
EXPLICIT, MEMBER, IMPLICIT = CitationKind.EXPLICIT, CitationKind.LIST_MEMBER, CitationKind.IMPLICIT


def find_citations(
    text: str, context: CitationContext, language: Language = Language.ENGLISH
) -> tuple[Citation, ...]:
    lexicon = installed_languages().of(language).citations
    return citations.find_citations(AnalysedText(text), context, lexicon)[0]


def cited(text: str, acting: Organ | None = GA) -> list[str]:
    found = find_citations(text, CitationContext(acting_body=acting))
    return [one.symbol or "itself" for one in found]


EXPLICITLY = [
    ("Security Council resolution 1612 (2005)", ["S/RES/1612 (2005)"]),
    ("General Assembly resolution 58/17, annex", ["A/RES/58/17"]),
    ("Economic and Social Council resolution 2004/33", ["E/RES/2004/33"]),
    ("Human Rights Council resolution 41/7", ["A/HRC/RES/41/7"]),
    ("Commission on Human Rights resolution 2003/12", ["E/CN.4/RES/2003/12"]),
    ("Commission on Narcotic Drugs resolution 58/4", ["E/CN.7/RES/58/4"]),
    ("Commission on the Status of Women resolution 60/2", ["E/CN.6/RES/60/2"]),
    ("the Security Council’s landmark resolution 1325 (2000)", ["S/RES/1325 (2000)"]),
    ("resolution 2003/12 of the Commission on Human Rights", ["E/CN.4/RES/2003/12"]),
    ("resolutions 41/7 and 42/8 of the Human Rights Council", ["A/HRC/RES/41/7", "A/HRC/RES/42/8"]),
    ("resolution 41/7 of 11 July 2019 of the Human Rights Council", ["A/HRC/RES/41/7"]),
    (
        "all Human Rights Council resolutions on water, including resolution 41/7",
        ["A/HRC/RES/41/7"],
    ),
    ("United Nations Environment Assembly resolution 4/9", ["UNEP/EA.4/Res.9"]),
    ("General Assembly decision 77/510", ["A/DEC/77/510"]),
    ("Economic and Social Council decision 2019/212", ["E/DEC/2019/212"]),
]

BY_SHORT_NAME = [
    ("Council resolution 1612 (2005)", ["S/RES/1612 (2005)"]),
    ("Council resolution 2004/33", ["E/RES/2004/33"]),
    ("Council resolution 41/7", ["A/HRC/RES/41/7"]),
    ("Council decision 2019/212", ["E/DEC/2019/212"]),
    ("Assembly resolution 58/17", ["A/RES/58/17"]),
    ("Commission on Narcotic Drugs; Commission resolution 58/4", ["E/CN.7/RES/58/4"]),
    ("Commission resolution 2003/12", ["E/CN.4/RES/2003/12"]),
]

LISTS = [
    (
        "Security Council resolutions 1261 (1999) of 25 August 1999, 1314 (2000) and 1379 (2001)",
        ["S/RES/1261 (1999)", "S/RES/1314 (2000)", "S/RES/1379 (2001)"],
    ),
    ("resolutions 48/15, 50/16 B and 52/17", ["A/RES/48/15", "A/RES/50/16 B", "A/RES/52/17"]),
    ("resolutions 55/12 A and B", ["A/RES/55/12 A", "A/RES/55/12 B"]),
    ("resolution 55/12 A to C", ["A/RES/55/12 A", "A/RES/55/12 B", "A/RES/55/12 C"]),
    (
        "resolutions 57/3, 59/4 and Security Council resolution 1612 (2005)",
        ["A/RES/57/3", "A/RES/59/4", "S/RES/1612 (2005)"],
    ),
    ("resolutions 57/3 to 57/5", ["A/RES/57/3", "A/RES/57/4", "A/RES/57/5"]),
    ("resolutions 57/3 and 57/5", ["A/RES/57/3", "A/RES/57/5"]),
    (
        "its resolutions 57/3 of 1 November 2002 on rivers, 58/17 of 3 December 2003 on lakes",
        ["A/RES/57/3", "A/RES/58/17"],
    ),
]

WORKED_OUT = [
    ("its resolution 58/17", GA, ["A/RES/58/17"]),
    ("its resolution 2004/33", ECOSOC, ["E/RES/2004/33"]),
    ("its resolution 41/7", HRC, ["A/HRC/RES/41/7"]),
    ("its resolution 1612 (2005)", SC, ["S/RES/1612 (2005)"]),
    ("its decision 77/510", GA, ["A/DEC/77/510"]),
    ("its previous resolutions, in particular resolution 58/17", GA, ["A/RES/58/17"]),
    ("the Human Rights Council, in its resolution 41/7,", GA, ["A/HRC/RES/41/7"]),
    ("in which the Security Council, by its resolution 1612 (2005),", GA, ["S/RES/1612 (2005)"]),
    ("Resolution 58/17.", GA, ["A/RES/58/17"]),
    ("See resolution 1612 (2005).", GA, ["S/RES/1612 (2005)"]),
    ("pursuant to resolution 58/17", SC, ["A/RES/58/17"]),
    ("Resolution 217 A (III).", GA, ["A/RES/217(III) A"]),
    ("resolution 1803 (XVII)", GA, ["A/RES/1803(XVII)"]),
    ("the Women, Peace and Security resolutions 1325 (2000)", GA, ["S/RES/1325 (2000)"]),
    ("resolutions S-20/2 and ES-10/3", GA, ["A/RES/S-20/2", "A/RES/ES-10/3"]),
    ("pursuant to resolution 58/17", None, ["A/RES/58/17"]),
    # A running count has a place in the sessions: what is out of it is another body's.
    ("Resolution 217 A (III).", Organ.ECOSOC, ["A/RES/217(III) A"]),
    ("the Tourism Organization, by its resolution 722 (XXIII),", GA, []),
    (
        "Commission on Population and Development resolution 2032/2 and its resolution 2033/1",
        GA,
        ["E/CN.9/RES/2032/2", "E/CN.9/RES/2033/1"],
    ),
    # A report is asked for by the body that it goes to.
    (
        "her report to the Human Rights Council pursuant to resolution 34/24",
        GA,
        ["A/HRC/RES/34/24"],
    ),
    # The date decides where the shape alone would mislead.
    ("the latest being resolution 41/7 of 11 July 2019", GA, ["A/HRC/RES/41/7"]),
    ("the latest being resolution 41/7 of 22 October 1986", GA, ["A/RES/41/7"]),
]

BY_SYMBOL = [
    ("See A/59/312-S/2004/700, annex.", ["A/59/312-S/2004/700"]),
    ("A/CONF.198/11, chap. I, resolution 1, annex.", ["A/CONF.198/11"]),
    ("(S/2014/12)", ["S/2014/12"]),
    ("draft E/CN.15/2004/L.7/Rev.1", ["E/CN.15/2004/L.7/Rev.1"]),
    ("A/78/6 (Sect. 29A) and S/PRST/2013/2", ["A/78/6 (Sect. 29A)", "S/PRST/2013/2"]),
    ("A/RES/58/17 and S/RES/1612 (2005)", ["A/RES/58/17", "S/RES/1612 (2005)"]),
    ("A/HRC/40/11 and Add.1", ["A/HRC/40/11", "A/HRC/40/11/Add.1"]),
    (
        "A/60/7, Corr.1 and Add.1–3",
        ["A/60/7", "A/60/7/Corr.1", "A/60/7/Add.1", "A/60/7/Add.2", "A/60/7/Add.3"],
    ),
    ("Supplement No. 53 (A/73/53), chap. IV, resolution 38/5.", ["A/73/53", "A/HRC/RES/38/5"]),
    ("Supplement No. 25 (A/73/25), annex, resolution 1/5.", ["A/73/25"]),
]

NOT_CITED = [
    "the 1267/1989/2253 Sanctions Committee",
    "the 1540 Committee",
    "three fifths, or 3/5, of those present, 24/7, from 30/6 to 31/12",
    "the biennium 2005/06 and the season 2022/23",
    "general comment No. 21 (1992) and general recommendation No. 35 (2017)",
    "United Nations, Treaty Series, vol. 1021, No. 15034.",
    "decision X/2 of the Conference of the Parties",
    "Conference resolution 8/2",
    "World Health Assembly resolution 58/3",
    "resolution 668 (XXI) adopted by the General Assembly of the World Lake Organization",
    "resolution 6/2 on rivers",
    "UNEP Governing Council decision 27/2",
    "decision 13/1 of the working group",
    "resolution 542 (LXXIII) of another body",
    "HIV/AIDS and COVID-19/influenza",
    "Stressing that resolution of the conflict is urgent",
    "a peaceful resolution in 2005",
]


@pytest.mark.parametrize(("text", "symbols"), [*EXPLICITLY, *BY_SHORT_NAME, *LISTS, *BY_SYMBOL])
def test_what_is_cited(text: str, symbols: list[str]) -> None:
    assert sorted(cited(text)) == sorted(symbols)


@pytest.mark.parametrize(("text", "acting", "symbols"), WORKED_OUT)
def test_an_unnamed_organ_is_worked_out(
    text: str, acting: Organ | None, symbols: list[str]
) -> None:
    assert cited(text, acting) == symbols


@pytest.mark.parametrize("text", NOT_CITED)
def test_what_is_not_cited(text: str) -> None:
    assert cited(f"Recalling {text}, and its resolution 58/17,") == ["A/RES/58/17"]
    assert cited(text) == []


def test_a_committees_founding_resolution_is_cited() -> None:
    text = "the Committee established pursuant to resolution 1267 (1999)"
    assert cited(text) == ["S/RES/1267 (1999)"]


def test_kinds_and_spans() -> None:
    text = (
        "Recalling Security Council resolutions 1612 (2005) and 1882 (2009), its resolution 58/17 A"
    )
    found = find_citations(text, CitationContext(acting_body=GA, where="4"))
    assert [(one.text, one.kind) for one in found] == [
        ("1612 (2005)", EXPLICIT),
        ("1882 (2009)", MEMBER),
        ("58/17 A", IMPLICIT),
    ]
    assert [one.implicit for one in found] == [False, False, True]
    assert {one.where for one in found} == {"4"}
    assert all(text[one.start : one.end] == one.text for one in found)


def test_an_organ_carried_on_in_the_sentence_is_implicit() -> None:
    text = "Human Rights Council resolution 41/7 on lakes and resolution 42/8 on rivers"
    assert [(one.symbol, one.kind) for one in find_citations(text, CitationContext(GA))] == [
        ("A/HRC/RES/41/7", EXPLICIT),
        ("A/HRC/RES/42/8", IMPLICIT),
    ]


def test_parts_have_spans_of_their_own() -> None:
    found = find_citations("resolution 55/12 A and B", CitationContext(GA))
    assert [(one.symbol, one.text) for one in found] == [
        ("A/RES/55/12 A", "55/12 A"),
        ("A/RES/55/12 B", "B"),
    ]


PLACES = [
    ("paragraph 5 of its resolution 58/17", "op5", None),
    ("paragraph 5 (a) (ii) of General Assembly resolution 58/17", "op5.a.ii", None),
    ("preambular paragraph 3 of resolution 58/17", "pp3", None),
    ("paragraphs 15 and 16 of resolution 58/17", "op15", None),
    ("resolution 58/17, para. 3", "op3", None),
    ("section II, paragraph 4, of resolution 58/17", "ii.op4", None),
    ("resolution 58/17, annex", None, "annex"),
    ("resolution 58/17, annexes I and II", None, "annex I"),
    ("resolution 58/17 of 3 December 2003, annex II, para. 4", "op4", "annex II"),
    ("the annex to resolution 58/17", None, "annex"),
    ("Annex II to its resolution 58/17", None, "annex II"),
    ("resolution 58/17 and the annex to another text", None, None),
    ("resolution 58/17, and paragraph 5 of the plan", None, None),
]


@pytest.mark.parametrize(("text", "paragraph", "annex"), PLACES)
def test_the_place_in_the_target(text: str, paragraph: str | None, annex: str | None) -> None:
    (found,) = find_citations(text, CitationContext(acting_body=GA))
    assert (found.paragraph, found.annex) == (paragraph, annex)


def test_a_place_belongs_to_the_first_number_it_stands_before() -> None:
    text = "paragraph 5 of resolution 58/17 and paragraph 6 of resolution 58/18"
    found = find_citations(text, CitationContext(acting_body=GA))
    assert [one.paragraph for one in found] == ["op5", "op6"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("its resolution 58/17 of 3 December 2003", [date(2003, 12, 3)]),
        ("its resolution 58/17, also of 3 December 2003", [date(2003, 12, 3)]),
        ("resolutions 58/17 and 58/18 of 3 December 2003", [None, date(2003, 12, 3)]),
        ("resolution 58/17 of 31 February 2003", [None]),
    ],
)
def test_the_date_beside_the_number(text: str, dates: list[date | None]) -> None:
    found = find_citations(text, CitationContext(acting_body=GA))
    assert [one.cited_date for one in found] == dates


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("resolution 58/17, and reaffirms that resolution", ["A/RES/58/17"] * 2),
        (
            "resolutions 58/17 and 58/18; implement those resolutions",
            ["A/RES/58/17", "A/RES/58/18"] * 2,
        ),
        ("resolution 58/17, and implement the same resolution", ["A/RES/58/17"] * 2),
        ("resolution 58/17, and takes that decision", ["A/RES/58/17"]),
        ("implement that resolution", []),
        ("the implementation of the present resolution", ["itself"]),
        ("this resolution and that resolution", ["itself"]),
    ],
)
def test_references_back(text: str, symbols: list[str]) -> None:
    assert cited(text) == symbols


def test_references_back_reach_into_the_text_before() -> None:
    context = CitationContext(acting_body=GA, antecedents=("A/RES/57/3", "A/RES/58/17"))
    assert [one.symbol for one in find_citations("in that resolution", context)] == ["A/RES/58/17"]


def test_other_languages_have_their_symbols_found() -> None:
    text = "Rappelant sa résolution 58/17 et le rapport publié sous la cote A/59/312"
    found = find_citations(text, CitationContext(acting_body=GA), Language.FRENCH)
    assert [one.symbol for one in found] == ["A/59/312"]


def test_typographic_spaces_and_hyphens_are_read_through() -> None:
    text = "resolutions S\u201120/2 and 1612\u00a0(2005)"
    assert cited(text) == ["A/RES/S-20/2", "S/RES/1612 (2005)"]


pieces = st.sampled_from(
    [
        *("resolution ", "resolutions ", "decision ", "its ", "that ", "the present ", "Council "),
        *(
            "Security Council ",
            "General Assembly ",
            "Commission ",
            " of the ",
            ", ",
            " and ",
            " to ",
        ),
        *("59/46", "1373 (2001)", "217 A (III)", "2005/19", "S-10/2", "59/46 A and B", "45/4"),
        *(
            "A/59/754-S/2005/197",
            " and Add.1–3",
            "(A/74/53), chap. II, ",
            ". ",
            "; ",
            " of 3 May 2003",
        ),
        *("paragraph 5 of ", ", annex II", "\u00a0", "\u2011", "٥٩/٤٦", "²", "\u00ad", "No. "),
    ]
)
texts = st.one_of(st.text(max_size=80), st.lists(pieces, max_size=25).map("".join))


@given(texts, st.one_of(st.none(), st.sampled_from(list(Organ))))
def test_offsets_hold_whatever_the_text(text: str, acting: Organ | None) -> None:
    context = CitationContext(acting_body=acting, antecedents=("A/RES/57/3",))
    found = find_citations(text, context)
    assert found == find_citations(text, context)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert (one.symbol is None) == (one.kind is CitationKind.SELF_REFERENCE)
