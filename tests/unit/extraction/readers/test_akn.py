"""The reader of the official XML edition, on fragments written in its manner."""

from datetime import date

import pytest
from english_reader import read

from service.errors import EmptyDocument, MalformedDocument, UnsupportedFormat
from service.extraction.blocks import BlockRole
from service.model import (
    AdoptionMethod,
    Language,
    Organ,
    ResolutionKind,
    SponsorRole,
    Status,
    Votes,
)

NAMESPACE = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'


def akn(body: str = "", *, meta: str = "", cover: str = "", name: str = "resolution") -> bytes:
    return (
        f'<akomaNtoso {NAMESPACE}><statement name="{name}"><meta>{meta}</meta>'
        f"<coverPage>{cover}</coverPage>{body}</statement></akomaNtoso>"
    ).encode()


def main_body(inner: str) -> bytes:
    return akn(f"<mainBody>{inner}</mainBody>")


def paragraph(text: str, number: str = "") -> str:
    num = f"<num>{number}</num>" if number else ""
    return f'<paragraph>{num}<content><p xml:space="preserve">{text}</p></content></paragraph>'


def only_block(data: bytes):
    (block,) = read(data).blocks
    return block


@pytest.mark.parametrize(
    ("number", "expected", "role"),
    [
        ("3.", "3", BlockRole.OPERATIVE),
        ("12", "12", BlockRole.OPERATIVE),
        ("9 -", "9", BlockRole.OPERATIVE),
        ("1 bis.", "1 bis", BlockRole.OPERATIVE),
        ("(a)", "a", BlockRole.SUBPARAGRAPH),
        ("ii.", "ii", BlockRole.SUBPARAGRAPH),
        ("1.2.", "1.2", BlockRole.SUBPARAGRAPH),
        ("–", "–", BlockRole.SUBPARAGRAPH),
        ("", None, None),
    ],
)
def test_numbers_stand_apart_without_their_points(number, expected, role):
    block = only_block(main_body(paragraph("Urges all ports to answer;", number)))
    assert (block.number, block.role) == (expected, role)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("\t\tUrges\u00a0all\u2009ports", "Urges all ports"),
        ("Urges\n   all <a href='x'>ports</a> ", "Urges all ports"),
        ("Urges co\u00adoperation", "Urges cooperation"),
        ("TU\u0308RKI\u0307YE", "TÜRKİYE"),
        ("self\u2011defence and keepers\u2019 logs", "self\u2011defence and keepers\u2019 logs"),
        ("one<eol/>two", "one two"),
        ("walls of 3 m<sup>2</sup>", "walls of 3 m²"),
    ],
)
def test_typography_is_settled(markup, text):
    assert only_block(main_body(paragraph(markup))).text == text


def test_split_italic_runs_are_one_emphasis():
    block = only_block(
        main_body(
            paragraph(
                '\t<span class="italic">Deeply</span> <span class="italic">concerned </span>'
                'at the fog and <span class="italic">urges</span> care'
            )
        )
    )
    assert [block.text[a:b] for a, b in block.emphasis] == ["Deeply concerned", "urges"]


def test_notes_are_anchored_and_their_later_references_too():
    note = '<authorialNote marker="4"><p> See <a href="x">A/93/9</a>.</p></authorialNote>'
    first, second = read(
        main_body(
            paragraph(f"Notes the charts,{note} and the logs,")
            + paragraph("Recalls the charts;<sup>4</sup>")
        )
    ).blocks
    assert first.text == "Notes the charts, and the logs,"
    assert [(n.marker, first.text[: n.offset], n.text) for n in first.notes] == [
        ("4", "Notes the charts,", "See A/93/9.")
    ]
    assert [(n.marker, second.text[: n.offset], n.text) for n in second.notes] == [
        ("4", "Recalls the charts;", "See A/93/9.")
    ]


def test_a_list_gives_its_introduction_and_its_points():
    blocks = read(
        main_body(
            "<paragraph><num>2.</num><list><intro><p>Requests the pilots:</p></intro>"
            "<point><num>(a)</num><content><p>To wait;</p></content>"
            "<sublist><point><num>(i)</num><content><p>Quietly;</p></content></point></sublist>"
            "</point><wrapUp><p>and to report.</p></wrapUp></list></paragraph>"
        )
    ).blocks
    assert [(b.number, b.text) for b in blocks] == [
        ("2", "Requests the pilots:"),
        ("a", "To wait;"),
        ("i", "Quietly;"),
        (None, "and to report."),
    ]


def test_preamble_formula_and_headings_keep_their_roles():
    blocks = read(
        akn(
            "<preamble><formula name='enactingFormula'><p>The General Assembly,</p></formula>"
            "<container name='Noting'><p>Noting the tides,</p></container></preamble>"
            "<mainBody><section><num>II</num><subheading>Moorings</subheading>"
            "<crossHeading refersTo='#preamble'>Recalling the storms,</crossHeading></section>"
            "</mainBody>"
        )
    ).blocks
    assert [b.role for b in blocks] == [
        BlockRole.ENACTING,
        BlockRole.PREAMBULAR,
        BlockRole.SECTION_HEADING,
        BlockRole.HEADING,
        BlockRole.PREAMBULAR,
    ]


def test_a_recommended_text_inside_a_paragraph_follows_it():
    blocks = read(
        main_body(
            "<paragraph><content><p>Recommends the following draft resolution:"
            "<embeddedStructure><container name='formula'><p>The General Assembly,</p></container>"
            "<container name='Aware'><p>Aware of ice,</p></container>"
            f"{paragraph('Urges care.', '1.')}</embeddedStructure></p></content></paragraph>"
        )
    ).blocks
    assert [(b.role, b.text) for b in blocks] == [
        (None, "Recommends the following draft resolution:"),
        (BlockRole.ENACTING, "The General Assembly,"),
        (BlockRole.PREAMBULAR, "Aware of ice,"),
        (BlockRole.OPERATIVE, "Urges care."),
    ]


def test_a_table_row_is_one_block():
    rows = "<tr><td><p>Mooring</p></td><td><p>12</p></td></tr><tr><td/><td/></tr>"
    block = only_block(main_body(f"<container name='table'><table>{rows}</table></container>"))
    assert (block.role, block.text) == (BlockRole.TEXT, "Mooring | 12")


META = """
<identification><FRBRWork><FRBRdate date="2038-12-12" name="adoption"/>
<FRBRauthor href="ga" as="author"/></FRBRWork>
<FRBRExpression><FRBRdate date="2038-12-20" name="publication"/>
<FRBRlanguage language="eng"/></FRBRExpression></identification>
<classification><keyword showAs="HARBOURS" dictionary="UNBIS Thesaurus"/>
<keyword showAs="harbour" dictionary="EuroVoc"/>
<keyword value="16" showAs="sdg_16" dictionary="SDGO"/>
<keyword value="4.A" showAs="sdg_4.A" dictionary="SDGO"/>
<keyword value="4" showAs="sdg_4" dictionary="SDGO"/>
<keyword value="4" showAs="sdg_4" dictionary="SDGO"/>
<keyword value="18" showAs="sdg_18" dictionary="SDGO"/></classification>
<workflow><step outcome="draftResolution" as="A/93/L.19" by="Fiji and Japan"/>
<step outcome="draftResolutionAdditionalSponsors" by="Iceland"/>
<step date="2038-12-12" outcome="adopted" as="A/93/PV.48" by=""/></workflow>
<analysis><parliamentary><voting outcome="adoptedRecordedVote">
<count value="0151" refersTo="inFavour"/><count value="" refersTo="against">
<organization>CHAD</organization><organization>MALI</organization></count></voting>
</parliamentary></analysis>"""
COVER = """<p><docNumber refersTo="#symbol">A/RES/93/15</docNumber></p>
<p><session value="93">Ninety-third session</session></p>
<p><inline name="agenda item" title="72">Agenda items 72 (b) and (c) and 9</inline></p>"""
PREFACE = """<preface><p><docNumber>93/15.</docNumber><docTitle>Harbours</docTitle></p></preface>
<mainBody><paragraph><num>1.</num><content><p>Urges care.</p></content></paragraph></mainBody>"""


def test_metadata_gives_the_official_header():
    header = read(akn(PREFACE, meta=META, cover=COVER)).official
    assert str(header.symbol) == "A/RES/93/15"
    assert (header.kind, header.status) == (ResolutionKind.RESOLUTION, Status.ADOPTED)
    assert (header.organ, header.session) == (Organ.GENERAL_ASSEMBLY, "93")
    assert header.agenda_items == ("72 (b)", "72 (c)", "9")
    assert header.title == "Harbours"
    assert (header.adoption_date, header.document_date) == (date(2038, 12, 12), date(2038, 12, 20))
    assert str(header.draft_symbol) == "A/93/L.19"
    assert header.language is Language.ENGLISH
    assert header.adoption_method is AdoptionMethod.RECORDED_VOTE
    assert header.votes == Votes(in_favour=151, against=2, abstaining=0)
    assert header.subjects == ("HARBOURS",)
    assert header.sdgs == ("4", "4.a", "16")
    assert [(s.code, s.role) for s in header.sponsors] == [
        ("FJI", SponsorRole.SPONSOR),
        ("JPN", SponsorRole.SPONSOR),
        ("ISL", SponsorRole.ADDITIONAL_SPONSOR),
    ]


def test_a_draft_that_was_voted_down_is_not_adopted_and_has_no_adoption_date():
    meta = META.replace('outcome="adopted"', 'outcome="veto"').replace("0151", "0")
    header = read(akn(PREFACE, meta=meta, cover=COVER, name="draftResolution")).official
    assert (header.kind, header.status) == (ResolutionKind.DRAFT_RESOLUTION, Status.NOT_ADOPTED)
    assert header.adoption_date is None


@pytest.mark.parametrize(
    ("spoken", "method"),
    [
        ("Adopted unanimously, 901st meeting", AdoptionMethod.UNANIMOUS),
        ("Adopted without vote, 9th meeting", AdoptionMethod.WITHOUT_VOTE),
        ("Adopted 12-0-3, 9th meeting", AdoptionMethod.RECORDED_VOTE),
        ("9th meeting", None),
    ],
)
def test_how_a_text_was_adopted_may_stand_in_words(spoken, method):
    meta = f'<workflow><step outcome="adopted" by="{spoken}"/></workflow>'
    assert read(akn(PREFACE, meta=meta)).official.adoption_method is method


def test_nothing_stated_is_nothing_known():
    meta = '<FRBRdate date="0001-01-01" name="adoption"/><FRBRdate date="soon" name="publication"/>'
    header = read(akn(PREFACE, meta=meta, name="memo")).official
    assert (header.adoption_date, header.document_date, header.kind) == (None, None, None)
    assert (header.symbol, header.votes, header.sponsors) == (None, None, ())


def test_broken_xml_names_the_place():
    with pytest.raises(MalformedDocument) as caught:
        read(b"<akomaNtoso>\n<statement></akomaNtoso>")
    assert caught.value.place == "line 2, column 25"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<feed><entry/></feed>", UnsupportedFormat),
        (f"<akomaNtoso {NAMESPACE}><act/></akomaNtoso>".encode(), UnsupportedFormat),
        (main_body(""), EmptyDocument),
    ],
)
def test_other_xml_is_refused(data, error):
    with pytest.raises(error):
        read(data)


def test_entities_are_not_expanded():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + main_body(
        paragraph("Urges &b; care")
    )
    assert "aaaa" not in only_block(bomb).text
