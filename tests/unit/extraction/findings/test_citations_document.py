"""Citations of a whole document: whose "its" it is, footnotes, what carries over."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sample_documents import annotated

from service.extraction.findings.citations import annotate_citations
from service.model import Address, BodyStep, Footnote, Header, Organ, Paragraph, ParagraphKind


def paragraph(address: str, text: str, *notes: str) -> Paragraph:
    footnotes = tuple(Footnote(str(n), 0, note) for n, note in enumerate(notes, 1))
    return Paragraph(
        Address.parse(address), ParagraphKind.OPERATIVE, None, 0, text, footnotes=footnotes
    )


def cited(paragraphs: Sequence[Paragraph], header: Header) -> tuple[Paragraph, ...]:
    return annotated(paragraphs, header, annotate_citations)


def symbols(found: Paragraph) -> list[str | None]:
    return [one.symbol for one in found.citations]


DRAFT_OF_A_COMMISSION = Header(
    organ=Organ.CCPCJ,
    enacting_body=Organ.GENERAL_ASSEMBLY,
    chain=(BodyStep("CCPCJ", "author"), BodyStep("ECOSOC", "recommended_to")),
)


def test_its_is_the_enacting_bodys() -> None:
    (found,) = cited([paragraph("pp1", "Recalling its resolution 58/17,")], DRAFT_OF_A_COMMISSION)
    assert symbols(found) == ["A/RES/58/17"]


def test_without_an_enacting_body_its_is_the_organs() -> None:
    header = Header(organ=Organ.HUMAN_RIGHTS_COUNCIL)
    (found,) = cited([paragraph("pp1", "Recalling its resolution 41/7,")], header)
    assert symbols(found) == ["A/HRC/RES/41/7"]


def test_the_commission_is_the_author_until_another_is_named() -> None:
    found = cited(
        [
            paragraph("op1", "Recalls Commission resolution 22/3;"),
            paragraph("op2", "Notes the work of the Commission on Narcotic Drugs;"),
            paragraph("op3", "Recalls Commission on Narcotic Drugs resolution 58/4;"),
            paragraph("op4", "Recalls Commission resolution 59/1;"),
        ],
        DRAFT_OF_A_COMMISSION,
    )
    assert [symbols(one) for one in found] == [
        ["E/CN.15/RES/22/3"],
        [],
        ["E/CN.7/RES/58/4"],
        ["E/CN.7/RES/59/1"],
    ]


def test_that_resolution_reaches_back_over_paragraphs_but_not_into_footnotes() -> None:
    found = cited(
        [
            paragraph("op1", "Recalls its resolution 58/17;", "See resolution 57/3."),
            paragraph("op2", "Requests all to implement that resolution;", "That resolution."),
        ],
        DRAFT_OF_A_COMMISSION,
    )
    assert symbols(found[1]) == ["A/RES/58/17"]
    assert found[1].footnotes[0].citations == ()


def test_footnotes_keep_their_own_citations_with_their_marker() -> None:
    (found,) = cited(
        [paragraph("op1", "Welcomes the plan;", "Resolution 58/17, annex.", "A/CONF.198/11.")],
        DRAFT_OF_A_COMMISSION,
    )
    assert found.citations == ()
    first, second = (note.citations[0] for note in found.footnotes)
    assert (first.symbol, first.where, first.annex) == ("A/RES/58/17", "1", "annex")
    assert (second.symbol, second.where) == ("A/CONF.198/11", "2")
    assert found.footnotes[0].text[first.start : first.end] == "58/17"


def test_an_unknown_header_leaves_the_shape_to_decide() -> None:
    (found,) = cited(
        [paragraph("op1", "Recalls resolutions 58/17, 1612 (2005) and 2004/33;")], Header()
    )
    assert symbols(found) == ["A/RES/58/17", "S/RES/1612 (2005)", "E/RES/2004/33"]


def test_nothing_else_of_a_paragraph_changes() -> None:
    before = paragraph("op1", "Recalls its resolution 58/17;", "Resolution 57/3.")
    (found,) = cited([before], DRAFT_OF_A_COMMISSION)
    assert (found.address, found.text, found.kind) == (before.address, before.text, before.kind)
    assert [note.text for note in found.footnotes] == ["Resolution 57/3."]


@pytest.mark.parametrize(
    ("address", "text", "expected"),
    [
        ("annex.h1", "Resolution 78/2", []),
        ("annex.h1", "Annex to resolution 337 (S-VII)", []),
        ("annex.h1", "Resolution 78/2 on lamps", ["A/RES/78/2"]),
        ("h1", "Resolution 78/2", ["A/RES/78/2"]),
    ],
)
def test_the_heading_of_an_annexed_resolution_names_it_and_cites_nothing(
    address: str, text: str, expected: list[str]
) -> None:
    heading = replace(paragraph(address, text, "Resolution 58/17."), kind=ParagraphKind.HEADING)
    (found,) = cited([heading], Header(organ=Organ.GENERAL_ASSEMBLY))
    assert symbols(found) == expected
    assert [one.symbol for one in found.footnotes[0].citations] == ["A/RES/58/17"]
