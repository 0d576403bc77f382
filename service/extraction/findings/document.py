"""A document while it is searched for findings: each finder adds its own, the next ones see them.

Used inside extraction only; its result is frozen (`AnalysedDocument.paragraphs_with_findings`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from service.extraction.text.analysed import AnalysedText
from service.model import (
    BodyMention,
    Citation,
    Footnote,
    Header,
    InstrumentMention,
    Paragraph,
    ReportRequest,
    Verb,
)


@dataclass(slots=True)
class AnalysedFootnote:
    """A footnote, its text analysed, with the citations found in it."""

    footnote: Footnote
    text: AnalysedText
    citations: tuple[Citation, ...] = ()

    def with_findings(self) -> Footnote:
        """The footnote with its citations."""
        bare = self.footnote
        return Footnote(bare.marker, bare.offset, bare.text, self.citations)


@dataclass(slots=True)
class AnalysedParagraph:
    """A bare paragraph, its text analysed, with the findings so far."""

    paragraph: Paragraph
    text: AnalysedText
    footnotes: tuple[AnalysedFootnote, ...] = ()
    verbs: tuple[Verb, ...] = ()
    citations: tuple[Citation, ...] = ()
    bodies: tuple[BodyMention, ...] = ()
    instruments: tuple[InstrumentMention, ...] = ()
    reports: tuple[ReportRequest, ...] = ()

    def with_findings(self) -> Paragraph:
        """The paragraph with all that was found in it."""
        bare = self.paragraph
        return Paragraph(
            address=bare.address,
            kind=bare.kind,
            number=bare.number,
            level=bare.level,
            text=bare.text,
            emphasis=bare.emphasis,
            verbs=self.verbs,
            citations=self.citations,
            bodies=self.bodies,
            instruments=self.instruments,
            reports=self.reports,
            footnotes=tuple(note.with_findings() for note in self.footnotes),
        )


@dataclass(slots=True)
class AnalysedDocument:
    """The header, the title and the paragraphs of a document, in order, their texts analysed."""

    header: Header
    title: AnalysedText
    paragraphs: tuple[AnalysedParagraph, ...] = field(default_factory=tuple)

    @classmethod
    def of(cls, header: Header, paragraphs: Iterable[Paragraph]) -> "AnalysedDocument":
        """A document of bare paragraphs, in which nothing has been looked for yet."""
        return cls(
            header=header,
            title=AnalysedText(header.title or ""),
            paragraphs=tuple(
                AnalysedParagraph(
                    paragraph,
                    AnalysedText(paragraph.text),
                    tuple(
                        AnalysedFootnote(note, AnalysedText(note.text))
                        for note in paragraph.footnotes
                    ),
                )
                for paragraph in paragraphs
            ),
        )

    def paragraphs_with_findings(self) -> tuple[Paragraph, ...]:
        """The paragraphs with all that was found in them."""
        return tuple(paragraph.with_findings() for paragraph in self.paragraphs)
