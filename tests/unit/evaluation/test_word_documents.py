"""What is asked of Word documents that nobody labelled."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from service.evaluation.accuracy.scores import Tally
from service.evaluation.accuracy.word_documents import (
    has_sound_numbering,
    read_word_documents,
    score_unlabelled,
    score_word_document,
)
from service.model import Address, Header, Paragraph, ParagraphKind, ParsedResolution, Symbol, Verb

_VERB = Verb("thank", "Thanks", (), True, 0, 6, "test")
_COVER = Header(
    symbol=Symbol.parse("A/RES/93/14 B"),
    session="93",
    agenda_items=("12",),
    title="Lighthouses of the inland lakes",
    adoption_date=date(2039, 3, 4),
)


def _act(address: str, number: str | None, *, verb: bool = True) -> Paragraph:
    return Paragraph(
        Address.parse(address),
        ParagraphKind.OPERATIVE,
        number,
        0,
        "Thanks all;",
        verbs=(_VERB,) if verb else (),
    )


@pytest.mark.parametrize(
    ("acts", "sound"),
    [
        ([_act("op1", "1"), _act("op2", "2")], True),
        ([_act("op1", None)], True),
        ([_act("a.op1", "1"), _act("b.op1", "1"), _act("b.op2", "2")], True),
        ([], False),
        ([_act("op1", None), _act("op2", None)], False),
        ([_act("op1", "1"), _act("op3", "3")], False),
        ([_act("op2", "2")], False),
        ([_act("op1", "1"), _act("op2", "2", verb=False)], False),
    ],
)
def test_numbers_and_verbs(acts: list[Paragraph], sound: bool) -> None:
    assert has_sound_numbering(acts) is sound


@pytest.mark.parametrize(
    ("header", "figure", "expected"),
    [
        (_COVER, "symbol", Tally(1, 0, 0)),
        (replace(_COVER, symbol=Symbol.parse("A/RES/93/1")), "symbol", Tally(0, 1, 1)),
        (replace(_COVER, symbol=None), "symbol", Tally(0, 0, 1)),
        (_COVER, "cover complete", Tally(1, 0, 0)),
        (replace(_COVER, title=None), "cover complete", Tally(0, 0, 1)),
        (_COVER, "operative numbering", Tally(1, 0, 0)),
    ],
)
def test_figures_of_a_document(header: Header, figure: str, expected: Tally) -> None:
    parsed = ParsedResolution(header, (_act("op1", "1"),), "docx")
    scored = score_unlabelled("A/RES/93/14", parsed)
    assert scored.series == "A/RES/93"
    assert scored.tallies[figure] == expected


def test_documents_are_listed_by_their_table(tmp_path: Path) -> None:
    assert read_word_documents(tmp_path) == []
    folder = tmp_path / "docx"
    folder.mkdir()
    folder.joinpath("docx.csv").write_text("file,symbol\na.docx,A/RES/93/1\nb.docx,A/RES/93/2\n")
    folder.joinpath("a.docx").write_bytes(b"PK\x03\x04rest")
    first, second = read_word_documents(tmp_path)
    assert read_word_documents(tmp_path, every=2) == [first]
    assert (second.path, second.symbol) == (folder / "b.docx", "A/RES/93/2")
    scored = score_word_document(first)
    assert scored.error is not None
    assert scored.error.startswith("malformed_document")
    assert scored.tallies == {"operative numbering": Tally(0, 0, 1)}
