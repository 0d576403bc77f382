"""The JSON of a parsed resolution, and of a document that could not be read."""

import json
from datetime import date

from service.extraction.serializer import to_json
from service.model import (
    Address,
    Citation,
    CitationKind,
    Footnote,
    Header,
    Organ,
    Paragraph,
    ParagraphKind,
    ParsedResolution,
    Problem,
    Sponsor,
    Status,
    Symbol,
    Verb,
)

CITATION = Citation(
    "A/RES/93/14", "93/14", CitationKind.IMPLICIT, 4, 9, "1", "r", cited_date=date(2038, 12, 12)
)
PARSED = ParsedResolution(
    header=Header(
        symbol=Symbol.parse("A/93/L.27"),
        status=Status.DRAFT,
        organ=Organ.GENERAL_ASSEMBLY,
        agenda_items=("72 (a)",),
        document_date=date(2038, 12, 2),
        sponsors=(Sponsor("FJI", "Fiji"),),
    ),
    paragraphs=(
        Paragraph(
            address=Address.parse("op3.a"),
            kind=ParagraphKind.SUBPARAGRAPH,
            number="a",
            level=1,
            text="Urges care",
            verbs=(Verb("urge", "Urges", (), True, 0, 5, "r"),),
            footnotes=(Footnote("1", 5, "See 93/14", (CITATION,)),),
        ),
    ),
    format="text",
    problems=(Problem("missing_number", "paragraph 2 before paragraph 3", "op3"),),
)


def test_a_resolution_is_plain_json_in_the_shape_of_the_contract():
    found = to_json(PARSED, "drafts/ferries.txt")
    assert json.loads(json.dumps(found)) == found
    assert found["source"] == "drafts/ferries.txt"
    assert found["symbol"] == "A/93/L.27"
    assert (found["status"], found["organ"]) == ("draft", "GA")
    assert found["agenda_items"] == ["72 (a)"]
    assert found["document_date"] == "2038-12-02"
    assert found["title"] is None
    assert found["sponsors"] == [
        {"code": "FJI", "name": "Fiji", "role": "sponsor", "on_behalf_of": None, "rule": ""}
    ]
    (paragraph,) = found["paragraphs"]
    assert paragraph["address"] == "op3.a"
    assert paragraph["label"] == "OP3(a)"
    assert paragraph["kind"] == "subparagraph"
    assert paragraph["verbs"][0] == {
        "lemma": "urge",
        "surface": "Urges",
        "modifiers": [],
        "lead": True,
        "start": 0,
        "end": 5,
        "rule": "r",
        "participle": False,
        "addressee": None,
        "addressee_start": None,
        "addressee_end": None,
    }
    (citation,) = paragraph["footnotes"][0]["citations"]
    assert (citation["symbol"], citation["where"], citation["implicit"]) == (
        "A/RES/93/14",
        "1",
        True,
    )
    assert citation["cited_date"] == "2038-12-12"
    assert found["problems"] == [
        {"code": "missing_number", "detail": "paragraph 2 before paragraph 3", "place": "op3"}
    ]


def test_the_keys_of_the_contract_are_all_there():
    found = to_json(PARSED, "x")
    assert {
        "source", "symbol", "kind", "status", "organ", "enacting_body", "session", "agenda_items",
        "title", "document_date", "adoption_date", "draft_symbol", "language", "sponsors",
        "paragraphs", "problems",
    } <= found.keys()  # fmt: skip
    assert {
        "address", "kind", "number", "level", "text", "verbs", "citations", "bodies", "footnotes",
    } <= found["paragraphs"][0].keys()  # fmt: skip
