"""The row mapper: every field is stored as SQL can store it, and read again."""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date

import pytest

from service.errors import NotAResolution
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
from service.store import tables
from service.store.rows.findings import body_of, citation_of, instrument_of, report_of, verb_of
from service.store.rows.paragraphs import paragraph_of, paragraph_rows
from service.store.rows.resolutions import list_rows, merge_headers, resolution_row, sponsor_of
from service.store.rows.texts import (
    HeaderJson,
    TextRow,
    header_json,
    header_of,
    language_of,
    symbol_of,
    text_rows,
)
from service.store.tables import (
    ParagraphBody,
    ParagraphCitation,
    ParagraphFootnote,
    ParagraphInstrument,
    ParagraphReport,
    ParagraphVerb,
    ResolutionSdg,
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
    sdgs=("6", "6.3"),
    sponsors=(Sponsor("JPN", "Japan", SponsorRole.ADDITIONAL_SPONSOR, "a group", "s"),),
)
PARSED = ParsedResolution(HEADER, (PARAGRAPH,), "akn4un", problems=(Problem("odd", "why", "op3"),))


KEYS = {"paragraph_id", "resolution_id", "position"}
ROWS = paragraph_rows(PARAGRAPH)


def row_of(parsed: ParsedResolution) -> TextRow:
    return text_rows(parsed, 1, "v")[0]


def test_the_header_is_stored_as_json() -> None:
    expected: HeaderJson = {
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
        "sdgs": ["6", "6.3"],
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
    row = row_of(PARSED)
    assert row["header"] == expected
    assert (row["title"], row["format"]) == ("Wells", "akn4un")
    assert row["problems"] == [{"code": "odd", "detail": "why", "place": "op3"}]


def test_the_header_is_read_as_it_was_stored() -> None:
    stored = replace(HEADER, symbol=None, language=None, subjects=("WATER",))
    assert header_of(header_json(HEADER), "Wells") == stored
    empty = header_of(header_json(Header()), None)
    assert empty == Header(kind=ResolutionKind.OTHER)


def test_a_header_of_an_earlier_version_may_lack_fields() -> None:
    assert header_of({"kind": "decision"}, None) == Header(kind=ResolutionKind.DECISION)


def test_nothing_of_a_header_is_forgotten() -> None:
    """A field added to the model's header must be stored, or named here with its column."""
    elsewhere = {"symbol", "language", "title"}
    names = {field.name for field in fields(Header)}
    assert names - elsewhere == set(HeaderJson.__annotations__)
    merged = merge_headers([HEADER])
    assert {name for name in names if not getattr(merged, name)} == {"symbol", "language"}
    columns = set(resolution_row(merged))
    lists = {"agenda_items", "subjects", "sdgs", "sponsors"}
    votes = {"votes_in_favour", "votes_against", "votes_abstaining"}
    assert columns == names - {"symbol", "language", "votes"} - lists | votes
    assert set(columns) <= set(tables.Resolution.model_fields)


@pytest.mark.parametrize(
    ("rows", "table"),
    [
        (ROWS["verbs"], ParagraphVerb),
        (ROWS["citations"], ParagraphCitation),
        (ROWS["bodies"], ParagraphBody),
        (ROWS["instruments"], ParagraphInstrument),
        (ROWS["reports"], ParagraphReport),
        (ROWS["footnotes"], ParagraphFootnote),
        (list_rows(HEADER)[2][1], ResolutionSdg),
        (list_rows(HEADER)[3][1], ResolutionSponsor),
    ],
)
def test_every_row_has_the_columns_of_its_table(
    rows: Sequence[Mapping[str, object]], table: type[ParagraphVerb]
) -> None:
    assert rows
    for row in rows:
        assert set(row) == set(table.model_fields) - KEYS


def test_findings_are_read_as_they_were_stored() -> None:
    """`model_validate` turns the values of vocabularies into members, as SQL does."""
    keys = {"paragraph_id": 1, "position": 0}
    (verb,), (body,) = ROWS["verbs"], ROWS["bodies"]
    (instrument,), (report,) = ROWS["instruments"], ROWS["reports"]
    assert verb_of(ParagraphVerb.model_validate({**verb, **keys})) == PARAGRAPH.verbs[0]
    assert body_of(ParagraphBody.model_validate({**body, **keys})) == PARAGRAPH.bodies[0]
    assert (
        instrument_of(ParagraphInstrument.model_validate({**instrument, **keys}))
        == (PARAGRAPH.instruments[0])
    )
    assert report_of(ParagraphReport.model_validate({**report, **keys})) == PARAGRAPH.reports[0]
    (sponsor,) = list_rows(HEADER)[3][1]
    stored = ResolutionSponsor.model_validate({**sponsor, "resolution_id": 1, "position": 0})
    assert sponsor_of(stored) == HEADER.sponsors[0]


def test_a_paragraph_is_read_as_it_was_stored() -> None:
    keys = {"paragraph_id": 1, "position": 0}
    row = tables.Paragraph.model_validate(
        {**ROWS, "text_id": 1, "position": 0, "content_hash": "x"}
    )
    citations = [
        citation_of(ParagraphCitation.model_validate({**each, **keys}))
        for each in ROWS["citations"]
    ]
    notes = [ParagraphFootnote.model_validate({**each, **keys}) for each in ROWS["footnotes"]]
    read = paragraph_of(
        row,
        verbs=PARAGRAPH.verbs,
        citations=citations,
        bodies=PARAGRAPH.bodies,
        instruments=PARAGRAPH.instruments,
        reports=PARAGRAPH.reports,
        footnotes=notes,
    )
    assert read == PARAGRAPH


def test_citations_of_footnotes_stand_with_their_marker() -> None:
    assert (ROWS["address"], ROWS["parent"]) == ("annex1.op3.a", "annex1.op3")
    assert [(row["footnote"], row["target_paragraph"]) for row in ROWS["citations"]] == [
        (None, "op3"),
        ("3", "op3"),
    ]


def test_vocabularies_are_stored_by_value_and_nul_is_replaced() -> None:
    verb = replace(PARAGRAPH.verbs[0], addressee="the\0Office")
    rows = paragraph_rows(replace(PARAGRAPH, text="Requests\0", verbs=(verb,)))
    assert (rows["text"], rows["verbs"][0]["addressee"]) == ("Requests\ufffd", "the\ufffdOffice")
    assert {type(rows["kind"]), type(rows["bodies"][0]["role"])} == {str}
    assert row_of(replace(PARSED, header=replace(HEADER, title="a\0b")))["title"] == "a\ufffdb"


def test_what_the_parser_leaves_open_has_a_default() -> None:
    parsed = replace(PARSED, header=Header(symbol=HEADER.symbol))
    assert (language_of(parsed), row_of(parsed)["header"]["kind"]) == (Language.ENGLISH, "other")


def test_a_document_without_any_symbol_is_refused() -> None:
    assert symbol_of(PARSED) == HEADER.symbol
    with pytest.raises(NotAResolution):
        symbol_of(replace(PARSED, header=Header()))


def test_documents_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(PARSED)) == PARSED


def test_the_hash_is_that_of_earlier_versions() -> None:
    """So that a database of theirs is not written again if nothing has changed."""
    earlier = replace(PARSED, header=replace(HEADER, sdgs=()))
    assert row_of(earlier)["content_hash"] == (
        "3458db1db5d511d432329a21b35fefb83081bff485ec752e5709c81070b6367d"
    )


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
    assert row_of(other)["content_hash"] != row_of(PARSED)["content_hash"]
    assert row_of(replace(PARSED))["content_hash"] == row_of(PARSED)["content_hash"]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([Header(session="90"), Header(session="91")], "90"),
        ([Header(), Header(session="91")], "91"),
        ([Header(), Header(session="")], None),
        ([], None),
    ],
)
def test_the_first_text_that_states_a_field_wins(
    headers: list[Header], expected: str | None
) -> None:
    assert merge_headers(headers).session == expected
