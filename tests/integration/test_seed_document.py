"""The seed: a real draft, all of whose expectations are known, read from the corpus."""

from datetime import date
from pathlib import Path

import pytest

from service.extraction.pipeline import parse
from service.model import (
    CitationKind,
    Organ,
    Paragraph,
    ParagraphKind,
    ParsedResolution,
    ResolutionKind,
    SponsorRole,
    Status,
)

SEED = Path(__file__).parents[3] / "shared/corpus/seed/ccpcj-2005-draft-resolution-terrorism.txt"
SPONSORS = [
    *("AUT", "CAN", "DNK", "FRA", "DEU", "ITA", "JPN", "NLD"),
    *("NOR", "RUS", "ESP", "SWE", "TUR", "GBR", "USA"),
]
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the corpus is not beside the project")


@pytest.fixture(scope="module")
def seed() -> ParsedResolution:
    return parse(SEED.read_bytes())


@pytest.fixture(scope="module")
def paragraphs(seed: ParsedResolution) -> dict[str, Paragraph]:
    return {str(paragraph.address): paragraph for paragraph in seed.paragraphs}


def test_header(seed):
    header = seed.header
    assert (header.kind, header.status) == (ResolutionKind.DRAFT_RESOLUTION, Status.DRAFT)
    assert header.document_date == date(2005, 5, 24)
    assert (header.session, header.agenda_items) == ("14", ("7",))
    assert header.enacting_body is Organ.GENERAL_ASSEMBLY
    assert header.title is not None
    assert header.title.startswith(
        "Strengthening international cooperation and technical assistance"
    )
    assert "universal conventions" in header.title


def test_the_way_of_the_draft(seed):
    assert [(step.body, step.role) for step in seed.header.chain] == [
        ("CCPCJ", "author"),
        ("ECOSOC", "recommended_to"),
        ("GA", "for_adoption_by"),
        ("GA", "enacting"),
    ]


def test_no_symbol_is_printed(seed):
    assert seed.provisional_symbol
    assert [problem.code for problem in seed.problems] == ["no_symbol"]


def test_sponsors(seed):
    assert [sponsor.code for sponsor in seed.header.sponsors] == (
        [
            "AUT",
            "CAN",
            "DNK",
            "FRA",
            "DEU",
            "ITA",
            "JPN",
            "NLD",
            "NOR",
            "RUS",
            "ESP",
            "SWE",
            "TUR",
            "GBR",
            "USA",
        ]
    )
    assert {sponsor.role for sponsor in seed.header.sponsors} == {SponsorRole.SPONSOR}
    (britain,) = (sponsor for sponsor in seed.header.sponsors if sponsor.code == "GBR")
    assert britain.name == "United Kingdom of Great Britain and Northern Ireland"


def test_paragraphs(seed):
    kinds = [paragraph.kind for paragraph in seed.paragraphs]
    assert kinds.count(ParagraphKind.PREAMBULAR) == 15
    assert kinds.count(ParagraphKind.OPERATIVE) == 12
    operative = [p for p in seed.paragraphs if p.kind is ParagraphKind.OPERATIVE]
    assert [p.number for p in operative] == [str(number) for number in range(1, 13)]
    first = [(str(p.address), p.kind) for p in seed.paragraphs[:3]]
    assert first == [
        ("chapeau", ParagraphKind.CHAPEAU),
        ("h1", ParagraphKind.HEADING),
        ("enacting", ParagraphKind.ENACTING),
    ]


def test_the_paragraph_that_the_page_cuts_is_whole(paragraphs):
    text = paragraphs["op8"].text
    assert "United Nations Office on Drugs and Crime, whenever appropriate, to take" in text
    assert text.startswith("Recognizes the role of fair")
    assert text.endswith("1373 (2001) and 1540 (2004);")


def test_footnotes_at_their_places(seed):
    assert [
        (str(p.address), note.marker, p.text[: note.offset].split()[-1])
        for p in seed.paragraphs
        for note in p.footnotes
    ] == [
        ("pp3", "1", "Terrorism"),
        ("pp8", "2", "Justice,"),
        ("op3", "3", "Crime,"),
        ("op10", "4", "Terrorism,"),
    ]
    assert [
        citation.symbol
        for paragraph in seed.paragraphs
        for note in paragraph.footnotes
        for citation in note.citations
    ] == ["A/RES/59/290", "A/CONF.203/18", "A/59/754-S/2005/197", "A/RES/59/290"]


def test_operative_verbs(seed):
    verbs = {
        str(p.address): [verb.lemma for verb in p.verbs if not verb.participle]
        for p in seed.paragraphs
        if p.kind is ParagraphKind.OPERATIVE
    }
    assert verbs == {
        "op1": ["commend", "request"],
        "op2": ["welcome", "emphasize"],
        "op3": ["welcome", "encourage"],
        "op4": ["call upon"],
        "op5": ["take note", "request"],
        "op6": ["urge", "call upon"],
        "op7": ["request"],
        "op8": ["recognize", "request"],
        "op9": ["note", "request"],
        "op10": ["urge", "request"],
        "op11": ["express appreciation", "invite"],
        "op12": ["request"],
    }
    assert sum(map(len, verbs.values())) == 21
    assert sum(len(found) > 1 for found in verbs.values()) == 9


@pytest.mark.parametrize(
    ("address", "lemma"),
    [
        ("pp3", "express hope"),
        ("pp7", "reaffirm"),
        ("pp8", "reaffirm"),
        ("pp9", "express sympathy"),
    ],
)
def test_second_openings_of_the_preamble(paragraphs, address, lemma):
    assert [verb.lemma for verb in paragraphs[address].verbs][1:] == [lemma]


def test_who_is_asked(paragraphs):
    asked = {
        (address, verb.lemma): verb.addressee
        for address, paragraph in paragraphs.items()
        for verb in paragraph.verbs
        if verb.addressee
    }
    assert asked["op1", "request"] == "the Office"
    assert asked["op9", "request"] == "the Secretariat"
    assert asked["op11", "invite"] == "all Member States"
    assert asked["op12", "request"] == "the Secretary-General"


def test_citations(paragraphs):
    def cited(address):
        return [citation.symbol for citation in paragraphs[address].citations]

    assert cited("pp1") == [
        "S/RES/1269 (1999)",
        "S/RES/1373 (2001)",
        "S/RES/1377 (2001)",
        "S/RES/1456 (2003)",
        "S/RES/1535 (2004)",
        "S/RES/1566 (2004)",
    ]
    assert cited("pp4") == ["A/RES/59/46"]
    assert cited("pp12") == ["A/RES/59/153", "S/RES/1373 (2001)", "A/RES/59/159"]
    assert cited("pp15") == ["E/CN.4/RES/2005/80"]
    assert len(cited("op6")) == 11
    assert cited("op12") == [None]
    assert [c.kind for c in paragraphs["op12"].citations] == [CitationKind.SELF_REFERENCE]
    (own,) = paragraphs["pp4"].citations
    assert own.implicit
    assert own.cited_date == date(2004, 12, 2)


def test_short_names_of_bodies(paragraphs):
    def bodies(address):
        found = paragraphs[address].bodies
        return {(mention.body, mention.text.removeprefix("the ")) for mention in found}

    assert ("UNODC", "Office") in bodies("op1")
    assert ("UNODC", "Office") in bodies("pp12")
    assert ("CTC", "Counter-Terrorism Committee") in bodies("op4")
    # The name under which it was established and the one defined in brackets are one mention.
    assert "CTC" in {body for body, _ in bodies("pp12")}
    assert ("SG", "Secretary-General") in bodies("op12")
