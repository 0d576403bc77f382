"""The row mapper of paragraphs, with all that was found in them."""

from collections.abc import Sequence
from typing import TypedDict

from service.model import (
    IN_TEXT,
    Address,
    BodyMention,
    Citation,
    Footnote,
    InstrumentMention,
    Paragraph,
    ReportRequest,
    Verb,
)
from service.store import tables
from service.store.rows.findings import (
    BodyRow,
    CitationRow,
    InstrumentRow,
    ReportRow,
    VerbRow,
    body_row,
    citation_row,
    instrument_row,
    report_row,
    verb_row,
)
from service.store.tables.columns import storable, storable_or_none


class FootnoteRow(TypedDict):
    """The columns of `paragraph_footnote`."""

    marker: str
    offset: int
    text: str


class ParagraphRows(TypedDict):
    """What the row of a paragraph says, and the rows of all that was found in it, in order.

    The content hash of a text is computed from these dictionaries, too.
    """

    address: str
    parent: str | None
    kind: str
    number: str | None
    level: int
    text: str
    emphasis: list[list[int]]
    footnotes: list[FootnoteRow]
    verbs: list[VerbRow]
    citations: list[CitationRow]
    bodies: list[BodyRow]
    instruments: list[InstrumentRow]
    reports: list[ReportRow]


def paragraph_rows(paragraph: Paragraph) -> ParagraphRows:
    """All rows of a paragraph. Citations of footnotes are among its own, each of them once."""
    citations = [*paragraph.citations]
    for footnote in paragraph.footnotes:
        citations += footnote.citations
    parent = paragraph.parent
    return {
        "address": str(paragraph.address),
        "parent": str(parent) if parent else None,
        "kind": paragraph.kind.value,
        "number": storable_or_none(paragraph.number),
        "level": paragraph.level,
        "text": storable(paragraph.text),
        "emphasis": [[start, end] for start, end in paragraph.emphasis],
        "footnotes": [_footnote_row(note) for note in paragraph.footnotes],
        "verbs": [verb_row(verb) for verb in paragraph.verbs],
        "citations": [citation_row(citation) for citation in dict.fromkeys(citations)],
        "bodies": [body_row(mention) for mention in paragraph.bodies],
        "instruments": [instrument_row(mention) for mention in paragraph.instruments],
        "reports": [report_row(request) for request in paragraph.reports],
    }


def paragraph_of(
    row: tables.Paragraph,
    *,
    verbs: Sequence[Verb] = (),
    citations: Sequence[Citation] = (),
    bodies: Sequence[BodyMention] = (),
    instruments: Sequence[InstrumentMention] = (),
    reports: Sequence[ReportRequest] = (),
    footnotes: Sequence[tables.ParagraphFootnote] = (),
) -> Paragraph:
    """The paragraph of a row with its findings; `citations` are those of its footnotes, too."""
    return Paragraph(
        address=Address.parse(row.address),
        kind=row.kind,
        number=row.number,
        level=row.level,
        text=row.text,
        emphasis=tuple((start, end) for start, end in row.emphasis),
        verbs=tuple(verbs),
        citations=tuple(each for each in citations if each.where == IN_TEXT),
        bodies=tuple(bodies),
        instruments=tuple(instruments),
        reports=tuple(reports),
        footnotes=tuple(_footnote_of(each, citations) for each in footnotes),
    )


def _footnote_row(note: Footnote) -> FootnoteRow:
    return {
        "marker": storable(note.marker),
        "offset": note.offset,
        "text": storable(note.text),
    }


def _footnote_of(row: tables.ParagraphFootnote, citations: Sequence[Citation]) -> Footnote:
    """Its citations are those with its marker."""
    return Footnote(
        marker=row.marker,
        offset=row.offset,
        text=row.text,
        citations=tuple(each for each in citations if each.where == row.marker),
    )
