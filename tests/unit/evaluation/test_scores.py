"""What counts as right when a parsed document is compared with its labels."""

from typing import Any

import pytest

from service.evaluation.accuracy.scores import Tally, reduce, score
from service.model import (
    Address,
    Citation,
    CitationKind,
    Footnote,
    Header,
    Paragraph,
    ParagraphKind,
    ParsedResolution,
    Symbol,
    Verb,
)


def _gold(kind: str, text: str, **more: Any) -> dict[str, Any]:
    row = {"type": kind, "num": "", "verb": text.split(maxsplit=1)[0], "text": text, "points": []}
    return row | {"links": [], "notes": []} | more


def _paragraph(kind: ParagraphKind, text: str, number: str | None = None, **more: Any) -> Paragraph:
    lead = text.split(maxsplit=1)[0]
    verb = Verb(lead.lower(), lead, (), True, 0, len(lead), "test")
    return Paragraph(Address(("p1",)), kind, number, 0, text, verbs=(verb,), **more)


def _score(
    gold: list[dict[str, Any]], *paragraphs: Paragraph, header: Header | None = None, **labels: Any
) -> dict[str, Tally]:
    labelled = {
        "symbol": "A/RES/93/14",
        "title": None,
        "adoption_date": None,
        "agenda_item": None,
        "paragraphs": gold,
    }
    parsed = ParsedResolution(header or Header(), paragraphs, "text")
    return score("GAresolutions/93session/x.xml", labelled | labels, parsed).tallies


_PREAMBULAR = _gold("preambular", "Recalling the Lake Charter,")


def test_letters_and_digits_alone_are_compared() -> None:
    assert reduce("Recalling the non‑lake “Charter”,¹²") == "recallingthenonlakecharter"


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Requests the Lake Office to act;", "1", Tally(2, 0, 0)),
        ("Requests  the lake Office to act:", "1", Tally(2, 0, 0)),
        ("Requests the Lake Office to act;", "2", Tally(1, 1, 1)),
        ("Requests the Lake Office to act; 93-1", "1", Tally(1, 1, 1)),
    ],
)
def test_kind_number_and_whole_text_must_agree(text: str, number: str, expected: Tally) -> None:
    tallies = _score(
        [_PREAMBULAR, _gold("operative", "Requests the Lake Office to act;", num="1.")],
        _paragraph(ParagraphKind.PREAMBULAR, "Recalling the Lake Charter,"),
        _paragraph(ParagraphKind.OPERATIVE, text, number),
    )
    assert tallies["paragraphs"] == expected


def test_text_counts_up_to_the_first_point() -> None:
    point = {"num": "(a)", "text": "To act;"}
    labelled = _gold("operative", "Requests States: (a) To act;", num="1.", points=[point])
    tallies = _score(
        [_PREAMBULAR, labelled],
        _paragraph(ParagraphKind.PREAMBULAR, "Recalling the Lake Charter,"),
        _paragraph(ParagraphKind.OPERATIVE, "Requests States:", "1"),
        _paragraph(ParagraphKind.SUBPARAGRAPH, "To act;", "a"),
    )
    assert tallies["paragraphs"] == Tally(2, 0, 0)


def test_a_footnote_marker_left_in_a_label_is_no_fault_of_the_reader() -> None:
    note = Footnote("12", 20, "Resolution 91/4.")
    text = "Recalling the report, as adopted,"
    tallies = _score(
        [_gold("preambular", "Recalling the report12, as adopted,")],
        _paragraph(ParagraphKind.PREAMBULAR, text, footnotes=(note,)),
    )
    assert tallies["paragraphs"] == Tally(1, 0, 0)


def test_documents_without_preamble_are_scored_apart() -> None:
    assert "paragraphs" not in _score([_gold("other", "Decides to act;")])


def test_numbered_paragraphs_without_verb_are_no_operative_ones() -> None:
    tallies = _score(
        [_PREAMBULAR, _gold("operative", "The lakes are many.", num="1.", verb="")],
        _paragraph(ParagraphKind.PREAMBULAR, "Recalling the Lake Charter,"),
    )
    assert tallies["paragraphs"] == Tally(1, 0, 0)


def test_citations_are_sets_of_symbols_in_text_and_footnotes() -> None:
    targets = ("A/RES/90/1", "S/RES/3990(2047)", "A/93/7", "A/RES/93/14")
    links = [["", f"https://undocs.org/en/{target}"] for target in targets]
    cited = Citation("A/RES/90/1", "90/1", CitationKind.IMPLICIT, 0, 4, "text", "test")
    noted = Citation("A/RES/9/9", "9/9", CitationKind.EXPLICIT, 0, 3, "1", "test")
    itself = Citation(None, "the present", CitationKind.SELF_REFERENCE, 0, 3, "text", "test")
    paragraph = _paragraph(
        ParagraphKind.PREAMBULAR,
        "Recalling the Lake Charter,",
        citations=(cited, itself),
        footnotes=(Footnote("1", 9, "9/9", (noted,)),),
    )
    tallies = _score([_PREAMBULAR | {"links": links}], paragraph)
    assert tallies["citations A/S/E RES"] == Tally(right=1, wrong=1, missed=1)
    assert tallies["citations other"] == Tally(right=0, wrong=0, missed=1)


@pytest.mark.parametrize(
    ("found", "target", "expected"),
    [
        ("A/RES/53/243 A", "A/RES/53/243", Tally(1, 0, 0)),
        ("A/RES/53/243 B", "A/RES/53/243b", Tally(1, 0, 0)),
        ("A/93/7-S/2048/5", "A/93/7", Tally(1, 0, 0)),
        ("A/93/7 (Vol. I)", "A/93/7", Tally(1, 0, 0)),
        ("A/DEC/93/507", "A/93/7", Tally(0, 0, 1)),
        ("A/93/8", "A/93/7", Tally(0, 1, 1)),
    ],
)
def test_found_symbols_meet_links_as_links_are_made(
    found: str, target: str, expected: Tally
) -> None:
    link = ["", f"https://undocs.org/en/{target}"]
    cited = Citation(found, found, CitationKind.EXPLICIT, 0, len(found), "text", "test")
    paragraph = _paragraph(ParagraphKind.PREAMBULAR, found, citations=(cited,))
    tallies = _score([_PREAMBULAR | {"links": [link]}], paragraph)
    figure = "citations A/S/E RES" if "/RES/" in found else "citations other"
    assert tallies[figure] == expected


def test_header_fields_count_where_they_are_labelled() -> None:
    header = Header(symbol=Symbol("A/RES/93/14"), title="Lakes", agenda_items=("19 (a)",))
    tallies = _score(
        [], header=header, title="93/14. Lakes", agenda_item="Agenda item 19", adoption_date="2048"
    )
    assert tallies["symbol"] == tallies["title"] == tallies["agenda item"] == Tally(1, 0, 0)
    assert tallies["adoption date"] == Tally(0, 0, 1)


def test_precision_recall_and_f1() -> None:
    tally = Tally(right=6, wrong=2, missed=4)
    assert (tally.precision, tally.recall, tally.f1) == (0.75, 0.6, pytest.approx(2 / 3))
    assert Tally().f1 == 1.0
