"""The text of a resolution, as its page shows it."""

from dataclasses import dataclass, field

from service.api.http.links import Links
from service.api.pages.text_marks import Stretch, citation_marks, stretches, verb_marks
from service.api.resolutions.schemas import Citation, Footnote, Paragraph, ResolutionWithParagraphs
from service.model import IN_TEXT, CitationStatus


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A footnote with its text in stretches."""

    anchor: str
    marker: str
    text: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph with its text and its footnotes in stretches."""

    paragraph: Paragraph
    text: tuple[Stretch, ...]
    notes: tuple[ShownNote, ...] = field(default=())


def shown_paragraphs(
    links: Links, resolution: ResolutionWithParagraphs
) -> tuple[ShownParagraph, ...]:
    """The text of a resolution, its citations linked to the pages of stored documents."""
    return tuple(_shown(links, paragraph) for paragraph in resolution.paragraphs)


def _shown(links: Links, paragraph: Paragraph) -> ShownParagraph:
    pages = _pages(links, paragraph.citations)
    marks = [*verb_marks(paragraph.verbs), *citation_marks(paragraph.citations, IN_TEXT, pages)]
    return ShownParagraph(
        paragraph,
        stretches(paragraph.text, marks, paragraph.footnotes),
        tuple(
            ShownNote(
                note_anchor(paragraph, note),
                note.marker,
                stretches(note.text, citation_marks(note.citations, note.marker, pages)),
            )
            for note in paragraph.footnotes
        ),
    )


def _pages(links: Links, citations: list[Citation]) -> dict[str, str]:
    return {
        each.symbol: links.resolution_page(each.symbol)
        for each in citations
        if each.symbol and each.status is CitationStatus.RESOLVED
    }


def note_anchor(paragraph: Paragraph, note: Footnote) -> str:
    """The id of a footnote on the page."""
    return f"{paragraph.address}.fn{note.marker}"
