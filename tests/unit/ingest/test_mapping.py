"""Parsed values become rows: every field arrives, and nothing that SQL cannot hold."""

import pickle
from dataclasses import fields, replace
from datetime import date

import pytest

from service.errors import Conflict, NotAResolution
from service.ingest.mapping import to_record
from service.ingest.pipeline import with_symbol
from service.model import (
    Address,
    AdoptionMethod,
    BodyMention,
    BodyNaming,
    BodyRole,
    BodyStep,
    Citation,
    CitationKind,
    Footnote,
    Header,
    InstrumentCategory,
    InstrumentMention,
    Language,
    Organ,
    Paragraph,
    ParagraphKind,
    ParsedResolution,
    Problem,
    ReportRequest,
    ResolutionKind,
    Sponsor,
    SponsorRole,
    Status,
    Symbol,
    Verb,
    Votes,
)
from service.store.records import HEADER_FIELDS, DocumentRecord, merge_headers
from service.store.tables import (
    ParagraphBody,
    ParagraphCitation,
    ParagraphFootnote,
    ParagraphInstrument,
    ParagraphReport,
    ParagraphVerb,
    ResolutionSponsor,
)

CITATION = Citation(
    symbol="A/RES/89/2",
    text="its resolution 89/2",
    kind=CitationKind.IMPLICIT,
    start=10,
    end=29,
    where="text",
    rule="r",
    paragraph="op3",
    annex="annex II",
    cited_date=date(2034, 12, 1),
)
PARAGRAPH = Paragraph(
    address=Address.parse("annex1.op3.a"),
    kind=ParagraphKind.SUBPARAGRAPH,
    number="a",
    level=1,
    text="Requests the Office to act",
    emphasis=((0, 8),),
    verbs=(Verb("request", "Requests", ("also",), True, 0, 8, "v", False, "the Office", 9, 19),),
    citations=(CITATION,),
    bodies=(
        BodyMention("UNODC", "Office", BodyNaming.SHORT_FORM, BodyRole.REQUESTED, 13, 19, "b"),
    ),
    instruments=(InstrumentMention("X", InstrumentCategory.TREATY, "Office", 13, 19, "i"),),
    reports=(
        ReportRequest(
            reporter="the Office",
            recipient=None,
            subject="acts",
            session="91",
            due=date(2036, 5, 1),
            term=None,
            period=None,
            text="to act",
            start=20,
            end=26,
            rule="r",
        ),
    ),
    footnotes=(Footnote("3", 26, "See A/RES/89/2.", (replace(CITATION, where="3"),)),),
)
HEADER = Header(
    symbol=Symbol.parse("A/RES/90/1"),
    kind=ResolutionKind.RESOLUTION,
    status=Status.ADOPTED,
    organ=Organ.GENERAL_ASSEMBLY,
    enacting_body=Organ.GENERAL_ASSEMBLY,
    chain=(BodyStep("CCPCJ", "author"),),
    session="90",
    agenda_items=("7",),
    title="Wells",
    document_date=date(2035, 12, 5),
    adoption_date=date(2035, 12, 1),
    draft_symbol=Symbol.parse("A/90/L.7"),
    language=Language.FRENCH,
    adoption_method=AdoptionMethod.RECORDED_VOTE,
    votes=Votes(100, 2, 3),
    subjects=("WATER", "WATER"),
    sponsors=(Sponsor("JPN", "Japan", SponsorRole.ADDITIONAL_SPONSOR, "a group", "s"),),
)
PARSED = ParsedResolution(HEADER, (PARAGRAPH,), "akn4un", problems=(Problem("odd", "why", "op3"),))


def test_every_field_of_the_header_arrives() -> None:
    record = to_record(PARSED)
    assert (record.symbol, record.language, record.title) == (
        "A/RES/90/1",
        Language.FRENCH,
        "Wells",
    )
    assert record.sort_key == Symbol.parse("A/RES/90/1").sort_key
    assert set(record.header) == set(HEADER_FIELDS)
    assert record.header == {
        "kind": "resolution",
        "status": "adopted",
        "organ": "GA",
        "enacting_body": "GA",
        "chain": [{"body": "CCPCJ", "role": "author"}],
        "session": "90",
        "agenda_items": ["7"],
        "document_date": "2035-12-05",
        "adoption_date": "2035-12-01",
        "draft_symbol": "A/90/L.7",
        "adoption_method": "recorded_vote",
        "votes": {"in_favour": 100, "against": 2, "abstaining": 3},
        "subjects": ["WATER"],
        "sponsors": [
            {
                "code": "JPN",
                "name": "Japan",
                "role": "additional_sponsor",
                "on_behalf_of": "a group",
                "rule": "s",
            }
        ],
    }
    assert record.problems == ({"code": "odd", "detail": "why", "place": "op3"},)


def test_nothing_of_a_header_is_forgotten() -> None:
    """A field added to the parsed header must be stored, or named here with its place."""
    elsewhere = {"symbol", "language", "title"}
    assert {field.name for field in fields(Header)} - elsewhere == set(HEADER_FIELDS)


def test_every_finding_fits_its_table() -> None:
    paragraph = to_record(PARSED).paragraphs[0]
    assert (paragraph.address, paragraph.parent) == ("annex1.op3.a", "annex1.op3")
    keys = {"paragraph_id", "resolution_id", "position"}
    for rows, table in (
        (paragraph.verbs, ParagraphVerb),
        (paragraph.citations, ParagraphCitation),
        (paragraph.bodies, ParagraphBody),
        (paragraph.instruments, ParagraphInstrument),
        (paragraph.reports, ParagraphReport),
        (paragraph.footnotes, ParagraphFootnote),
        (to_record(PARSED).header["sponsors"], ResolutionSponsor),
    ):
        assert rows
        for row in rows:
            assert set(row) == set(table.model_fields) - keys


def test_citations_of_footnotes_stand_with_their_marker() -> None:
    citations = to_record(PARSED).paragraphs[0].citations
    assert [(row["footnote"], row["target_paragraph"]) for row in citations] == [
        (None, "op3"),
        ("3", "op3"),
    ]


def test_what_the_parser_leaves_open_has_a_default() -> None:
    record = to_record(replace(PARSED, header=Header(symbol=HEADER.symbol)))
    assert (record.language, record.header["kind"]) == (Language.ENGLISH, "other")


def test_a_document_without_any_symbol_is_refused() -> None:
    with pytest.raises(NotAResolution):
        to_record(replace(PARSED, header=Header()))


def test_records_travel_between_processes() -> None:
    record = to_record(PARSED)
    assert pickle.loads(pickle.dumps(record)).content_hash == record.content_hash


@pytest.mark.parametrize(
    "other",
    [
        replace(PARSED, header=replace(HEADER, title="Other")),
        replace(PARSED, header=replace(HEADER, session="91")),
        replace(PARSED, paragraphs=(replace(PARAGRAPH, text="Requests"),)),
        replace(PARSED, paragraphs=(replace(PARAGRAPH, verbs=()),)),
        replace(PARSED, paragraphs=(replace(PARAGRAPH, footnotes=()),)),
        replace(PARSED, problems=()),
    ],
    ids=["title", "header", "text", "verbs", "footnotes", "problems"],
)
def test_the_hash_tells_whether_anything_changed(other: ParsedResolution) -> None:
    assert to_record(other).content_hash != to_record(PARSED).content_hash
    assert to_record(PARSED).content_hash == to_record(replace(PARSED)).content_hash


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([{"session": "90"}, {"session": "91"}], "90"),
        ([{"session": None}, {"session": "91"}], "91"),
        ([{}, {"session": ""}], None),
        ([], None),
    ],
)
def test_the_first_text_that_states_a_field_wins(
    headers: list[dict[str, str]], expected: str | None
) -> None:
    assert merge_headers(headers)["session"] == expected


def provisional() -> DocumentRecord:
    symbol = Symbol.parse("PROVISIONAL/0123456789ab")
    return to_record(
        replace(PARSED, header=replace(HEADER, symbol=symbol), provisional_symbol=True)
    )


def test_the_submitter_names_what_prints_no_name() -> None:
    named = with_symbol(provisional(), "A/RES/90/7")
    assert (named.symbol, named.provisional) == ("A/RES/90/7", False)
    assert named.sort_key == Symbol.parse("A/RES/90/7").sort_key
    assert with_symbol(provisional(), None) == provisional()


def test_the_submitter_cannot_rename_what_prints_its_name() -> None:
    assert with_symbol(to_record(PARSED), "A/RES/90/1").symbol == "A/RES/90/1"
    with pytest.raises(Conflict, match="A/RES/90/1"):
        with_symbol(to_record(PARSED), "A/RES/90/2")
