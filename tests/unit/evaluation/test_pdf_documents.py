"""What is asked of PDF documents: the labels of their XML, the sponsors of the official record."""

import json
import lzma
from pathlib import Path

import pytest
from pdf_documents import line, paragraphs, pdf

from service.errors import SourceError
from service.evaluation.accuracy.pdf_documents import (
    DraftDocument,
    read_adopted,
    read_drafts,
    score_draft,
)
from service.evaluation.accuracy.scores import Tally

_DRAFT = pdf(
    line(740, "A/C.3/93/L.24")
    + line(720, "Agenda item 7")
    + line(690, "**Malta and Oman: draft resolution**")
    + line(660, "**Lights of the lakes**")
    + paragraphs("_The General Assembly_,", "1. _Thanks_ the keepers.", top=630)
)
_RIGHT, _WRONG, _MISSED = Tally(1, 0, 0), Tally(0, 1, 1), Tally(0, 0, 1)


@pytest.mark.parametrize(
    ("data", "sponsors", "expected"),
    [
        (_DRAFT, "Oman and Malta", {"sponsors": _RIGHT, "sponsors printed": _RIGHT}),
        (_DRAFT, "Malta", {"sponsors": _WRONG, "sponsors printed": _WRONG}),
        # The record tells who introduced the draft; the draft does not.
        (_DRAFT, "the representative of Fiji", {"sponsors": _WRONG}),
        (b"%PDF-", "Malta", {"sponsors": _MISSED, "sponsors printed": _MISSED}),
    ],
)
def test_sponsors_of_a_draft(
    tmp_path: Path, data: bytes, sponsors: str, expected: dict[str, Tally]
) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes(data)
    scored = score_draft(DraftDocument(path, "A/C.3/93/L.24", sponsors))
    assert scored.series == "A/C.3/93"
    assert scored.tallies.pop("symbol") == (_MISSED if data == b"%PDF-" else _RIGHT)
    assert scored.tallies == expected
    assert (scored.error is None) is (data == _DRAFT)


def test_documents_are_listed_by_their_tables(tmp_path: Path) -> None:
    assert list(read_adopted(tmp_path)) == []
    assert read_drafts(tmp_path) == []
    folder = tmp_path / "pdf"
    folder.joinpath("adopted").mkdir(parents=True)
    folder.joinpath("adopted.csv").write_text("pdf,symbol\na.pdf,A/RES/93/1\nb.pdf,A/RES/93/2\n")
    folder.joinpath("adopted", "a.pdf").write_bytes(_DRAFT)
    folder.joinpath("drafts.csv").write_text(
        'pdf,symbol,sponsors\nc.pdf,A/93/L.1,\nd.pdf,A/93/L.2,"Malta, Oman"\n'
    )
    with pytest.raises(SourceError, match="gold"):
        list(read_adopted(tmp_path))
    labels = {"symbol": "A/RES/93/1", "xml": "GAresolutions/93/1.xml", "paragraphs": []}
    with lzma.open(tmp_path / "gold-en.jsonl.xz", "wt", encoding="utf-8") as gold:
        gold.write(json.dumps(labels) + "\n")
    # A document without labels is left out.
    (document,) = read_adopted(tmp_path)
    assert (document.name, document.series) == ("GAresolutions/93/1.xml", "GAresolutions")
    assert (document.data, document.gold) == (_DRAFT, labels)
    assert read_drafts(tmp_path) == [
        DraftDocument(folder / "drafts" / "d.pdf", "A/93/L.2", "Malta, Oman")
    ]
