"""Headers of every layout, on documents written for the purpose."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.blocks import Block, BlockRole, Note, SourceText
from service.extraction.languages import installed_languages
from service.extraction.structure.header.assembly import read_header
from service.extraction.structure.openings import Openings
from service.model import (
    AdoptionMethod,
    BodyStep,
    Header,
    Language,
    Organ,
    ResolutionKind,
    Status,
    Symbol,
    Votes,
)


def source(*texts, official=None):
    blocks = tuple(text if isinstance(text, Block) else Block(text) for text in texts)
    return SourceText("text", blocks, official or Header())


LANGUAGES = installed_languages()
OPENINGS = Openings(LANGUAGES)


def header_of(text: SourceText) -> tuple[Header, int]:
    return read_header(text, LANGUAGES, OPENINGS)


ADOPTED = "Adopted by the Security Council at its 9999th meeting, on 5 June 2030"
CHAPEAU = (
    "The Commission on Narcotic Drugs recommends to the Economic and Social Council the approval "
    "of the following draft resolution for adoption by the General Assembly:"
)
COMMISSION_DRAFT = (
    "Economic and Social Council",
    "Distr.: Limited 3 March 1999",
    "Original: English",
    "Commission on Narcotic Drugs",
    "Forty-second session Vienna, 16-25 March 1999 Agenda item 6 (b)",
    "Lighthouses and their keepers",
    "**Ghana, Malta,\nBosnia and Herzegovina and Oman: draft resolution**",
    CHAPEAU,
    "Welfare of lighthouse keepers at sea",
    "The General Assembly,",
    "Recalling its resolution 40/1,",
)


def test_a_draft_of_a_commission_on_its_way_through_council_and_assembly():
    header, start = header_of(source(*COMMISSION_DRAFT))
    assert start == 7
    assert header.kind is ResolutionKind.DRAFT_RESOLUTION
    assert header.status is Status.DRAFT
    assert header.organ is Organ.CND
    assert header.enacting_body is Organ.GENERAL_ASSEMBLY
    assert header.chain == (
        BodyStep("CND", "author"),
        BodyStep("ECOSOC", "recommended_to"),
        BodyStep("GA", "for_adoption_by"),
        BodyStep("GA", "enacting"),
    )
    assert (header.session, header.agenda_items) == ("42", ("6 (b)",))
    assert header.document_date == date(1999, 3, 3)
    assert header.title == "Welfare of lighthouse keepers at sea"
    assert [sponsor.code for sponsor in header.sponsors] == ["GHA", "MLT", "BIH", "OMN"]
    assert header.language is Language.ENGLISH
    assert header.symbol is None


def test_one_line_a_block_says_the_same():
    by_line = [line for text in COMMISSION_DRAFT[:6] for line in split_fields(text)]
    header, start = header_of(source(*by_line, *COMMISSION_DRAFT[6:]))
    assert header == header_of(source(*COMMISSION_DRAFT))[0]
    assert start == len(by_line) + 1


def split_fields(text):
    for word in ("Vienna", "Agenda", "3 March"):
        text = text.replace(f" {word}", f"\n{word}")
    return text.split("\n")


def test_an_adopted_resolution_of_the_assembly():
    header, start = header_of(
        source(
            "United Nations A/RES/61/301",
            "General Assembly",
            "Distr.: General",
            "12 January 2007",
            "Sixty-first session",
            "Agenda items 19 (a) and (c) and 25",
            "Sustainable lighthouses",
            "Resolution adopted by the General Assembly on 20 December 2006",
            "[without reference to a Main Committee (A/61/L.99/Rev.1 and Add.1)]",
            "61/301. Lighthouses for all ¹",
            "The General Assembly,",
            "Recalling its resolution 60/1,",
            "1. Decides to remain seized of the matter.",
            "83rd plenary meeting 20 December 2006",
        )
    )
    assert start == 10
    assert str(header.symbol) == "A/RES/61/301"
    assert (header.kind, header.status) == (ResolutionKind.RESOLUTION, Status.ADOPTED)
    assert (header.organ, header.enacting_body) == (Organ.GENERAL_ASSEMBLY,) * 2
    assert header.adoption_date == date(2006, 12, 20)
    assert header.document_date == date(2007, 1, 12)
    assert header.agenda_items == ("19 (a)", "19 (c)", "25")
    assert str(header.draft_symbol) == "A/61/L.99/Rev.1"
    assert header.title == "Lighthouses for all"
    assert header.session == "61"


@pytest.mark.parametrize(
    "opening",
    [
        ("S/RES/3001 (2030)", "Security Council", "Resolution 3001 (2030)", ADOPTED),
        (f"RESOLUTION 3001 (2030) {ADOPTED}",),
        ("Resolution 3001 (2030) of 5 June 2030",),
        ("3001 (2030). Resolution of 5 June 2030", "[S/2030/17]"),
        ("Resolution 3001 (2030)", "Adopted by the Security Council on 5 June 2030"),
    ],
)
def test_a_resolution_of_the_council_in_its_layouts(opening):
    header, start = header_of(source(*opening, "The Security Council,", "Recalling all of it,"))
    assert start == len(opening)
    assert str(header.symbol) == "S/RES/3001 (2030)"
    assert header.adoption_date == date(2030, 6, 5)
    assert header.organ is Organ.SECURITY_COUNCIL
    assert header.title is None


def test_the_number_alone_gives_the_symbol():
    header, _ = header_of(
        source(
            "RESOLUTION ADOPTED BY THE GENERAL ASSEMBLY",
            "[on the report of the Third Committee (A/49/610)]",
            "49/301. Lighthouses",
            "The General Assembly,",
        )
    )
    assert header.symbol == Symbol("A/RES/49/301")
    assert header.session == "49"


@pytest.mark.parametrize(
    "opening",
    [
        "At the 9000th meeting of the Security Council, held on 1 May 2030, the President made it:",
        "At the 9000th meeting of the Security Council, held on Wednesday, 1 May 2030, he made it:",
        "On 1 May 2030, in connection with the Council’s item on lamps, the President issued it:",
    ],
)
def test_a_statement_of_the_president_has_no_formula(opening):
    header, start = header_of(
        source(
            "S/PRST/2030/4",
            "Security Council",
            "Statement by the President of the Security Council",
            opening,
        )
    )
    assert (header.kind, start) == (ResolutionKind.STATEMENT, 3)
    assert header.enacting_body is None
    assert header.adoption_date == date(2030, 5, 1)


def test_a_resolution_without_formula_is_of_its_organ():
    header, start = header_of(
        source("A/RES/61/9", "General Assembly", "61/9. Buoys", "Keepers are thanked.")
    )
    assert (header.enacting_body, start) == (Organ.GENERAL_ASSEMBLY, 3)


@pytest.mark.parametrize(
    ("symbol", "line", "title"),
    [
        ("A/RES/61/9", "61/9. 2051: year of buoys", "2051: year of buoys"),
        ("A/RES/61/9 B", "61/9. Buoys and lamps B", "Buoys and lamps"),
        ("A/RES/61/9", "61/9. Vitamin B", "Vitamin B"),
        ("A/RES/61/9", "61/9 A and B. Buoys", "Buoys"),
    ],
)
def test_a_title_is_what_follows_the_number(symbol, line, title):
    header, _ = header_of(source(symbol, "General Assembly", line, "The General Assembly,"))
    assert header.title == title


def test_a_draft_without_a_title_has_its_line_of_sponsors():
    header, _ = header_of(
        source("S/2030/638", "Malta and Oman: draft resolution", "The Security Council,")
    )
    assert header.title == "Malta and Oman: draft resolution"


def test_a_decision_begins_with_its_prose():
    header, start = header_of(
        source(
            "A/DEC/76/999",
            "General Assembly",
            "Decision",
            "Seventy-sixth session",
            "Agenda item 9",
            "76/999. Election of keepers",
            "At its 71st plenary meeting, on 10 May 2022, the General Assembly elected a keeper.",
        )
    )
    assert (header.kind, start) == (ResolutionKind.DECISION, 6)
    assert header.adoption_date == date(2022, 5, 10)
    assert header.title == "Election of keepers"


def test_a_draft_decision_may_be_one_sentence():
    header, start = header_of(
        source(
            "A/C.4/93/L.3",
            "Agenda item 9",
            "Sea marks",
            "Draft decision submitted by the Chair",
            "Buoys",
            "The General Assembly, recalling its decision 92/521, decides to count the buoys.",
        )
    )
    assert (header.kind, start) == (ResolutionKind.DRAFT_DECISION, 5)
    assert header.title == "Buoys"


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Malta and Oman: draft resolution", ["MLT", "OMN"]),
        ("Malta and Oman:* revised draft resolution", ["MLT", "OMN"]),
        ("Draft resolution submitted by Malta", ["MLT"]),
        ("Draft resolution submitted by the Chair of the Committee", [None]),
        ("Draft resolutions submitted by the Chair of the Committee", [None]),
    ],
)
def test_lines_that_name_sponsors(line, codes):
    header, _ = header_of(
        source(
            "A/C.3/61/L.99", "Agenda item 5", "Sea marks", line, "Buoys", "The General Assembly,"
        )
    )
    assert [sponsor.code for sponsor in header.sponsors] == codes
    assert (header.kind, header.status) == (ResolutionKind.DRAFT_RESOLUTION, Status.DRAFT)
    assert header.title == "Buoys"


@pytest.mark.parametrize(
    "page",
    [
        (
            Block(
                "Malta: draft resolution", notes=(Note("*", 6, "On behalf of the Group of 77."),)
            ),
            "Buoys",
            "The General Assembly,",
        ),
        (
            "Malta:* draft resolution",
            "Buoys",
            "* On behalf of the Group of 77 and China.",
            "The General Assembly,",
        ),
    ],
)
def test_a_group_named_in_a_footnote_belongs_to_the_sponsor_that_it_marks(page):
    header, _ = header_of(source(*page))
    assert [(s.code, s.on_behalf_of) for s in header.sponsors] == [("MLT", "G77-CHN")]


def test_a_list_of_sponsors_broken_over_blocks_is_one_list():
    header, _ = header_of(
        source("Malta, Oman, Bosnia and", "Herzegovina, Fiji: draft resolution", "The Council,")
    )
    assert [sponsor.code for sponsor in header.sponsors] == ["MLT", "OMN", "BIH", "FJI"]


@pytest.mark.parametrize(
    ("closing", "method", "votes"),
    [
        ("[Adopted without a vote.]", AdoptionMethod.WITHOUT_VOTE, None),
        (
            "[Adopted by a recorded vote of 28 to 14, with 5 abstentions.",
            AdoptionMethod.RECORDED_VOTE,
            Votes(28, 14, 5),
        ),
        ("Adopted unanimously at the 77th meeting.", AdoptionMethod.UNANIMOUS, None),
        (
            "Adopted at the 77th meeting by 9 votes to none, with 2 abstentions.",
            AdoptionMethod.NON_RECORDED_VOTE,
            Votes(9, 0, 2),
        ),
    ],
)
def test_how_it_was_adopted_stands_at_the_end(closing, method, votes):
    header, _ = header_of(source("The Human Rights Council,", "Recalling it,", closing))
    assert (header.adoption_method, header.votes) == (method, votes)


def test_what_is_official_wins_and_the_rest_is_completed():
    official = Header(symbol=Symbol("A/RES/61/302"), session="62", title="Official title")
    header, start = header_of(source(*COMMISSION_DRAFT[7:], official=official))
    assert (header.symbol, header.session) == (official.symbol, "62")
    assert header.title == "Official title"
    assert header.enacting_body is Organ.GENERAL_ASSEMBLY
    assert start == 0


def test_a_source_that_states_its_header_has_no_cover_page_to_skip():
    blocks = (
        Block("The Council takes note of its buoys."),
        Block("All of them:"),
        Block("the red ones;", role=BlockRole.SUBPARAGRAPH, number="a"),
    )
    _, start = header_of(source(*blocks, official=Header(symbol=Symbol("S/PRST/2030/1"))))
    assert start == 0


def test_a_source_that_marks_headings_alone_has_its_body_before_them():
    _, start = header_of(
        source(
            "A/RES/61/301",
            "The General Assembly,",
            "Recalling the lakes,",
            Block("Buoys", role=BlockRole.HEADING),
        )
    )
    assert start == 1


def test_a_hyphen_before_a_conjunction_keeps_its_space():
    header, _ = header_of(
        source("61/301. Fees of ship- and lake-", "owners", "The General Assembly,")
    )
    assert header.title == "Fees of ship- and lake-owners"


def test_marked_blocks_begin_the_body():
    blocks = [
        Block("Printed above"),
        Block("Buoys", role=BlockRole.TITLE),
        Block("The General Assembly,", role=BlockRole.ENACTING),
    ]
    header, start = header_of(source(*blocks))
    assert start == 1
    assert header.enacting_body is Organ.GENERAL_ASSEMBLY


def test_the_heading_of_the_first_part_belongs_to_the_body():
    header, start = header_of(
        source("61/301. Buoys", "A", "The General Assembly,", "B", "The General Assembly,")
    )
    assert (header.title, start) == ("Buoys", 1)


@given(st.lists(st.text()))
def test_any_blocks_give_a_header_and_an_index_within_them(texts):
    header, start = header_of(source(*texts))
    assert isinstance(header, Header)
    assert 0 <= start <= max(0, len(texts) - 1)


@given(st.lists(st.sampled_from([*COMMISSION_DRAFT, "[", "**", "1", "(a)", "A/RES/1/1", ":", "*"])))
def test_shuffled_covers_do_not_break_it(texts):
    header_of(source(*texts))
