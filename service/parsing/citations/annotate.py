"""Citations of a whole document: paragraphs and footnotes, with what carries over between them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from service.parsing.citations.find import COMMISSIONS, ORGANS, CitationContext, read_citations
from service.parsing.model import Citation, Footnote, Header, Paragraph
from service.terms import Language, ParagraphKind

# What is printed above a resolution in an annex names that resolution; it cites nothing.
_NAME_OF_ANNEXED = re.compile(
    r"(?:Annex to )?(?:resolution|decision) [\w/-]+(?: [A-Z])?(?: ?\([^)]*\))?\.?", re.IGNORECASE
)


def annotate_citations(paragraphs: Sequence[Paragraph], header: Header) -> tuple[Paragraph, ...]:
    """The paragraphs with the citations of their texts and of their footnotes.

    "Its" is the enacting body's, or the organ's where none is stated. "That resolution" refers to
    the one last cited in the text before; footnotes neither see nor leave antecedents.
    """
    context = CitationContext(
        acting_body=header.enacting_body or header.organ,
        language=header.language or Language.ENGLISH,
        commission=next(
            (ORGANS[step.body] for step in header.chain if step.body in COMMISSIONS), None
        ),
    )
    annotated: list[Paragraph] = []
    for paragraph in paragraphs:
        citations: tuple[Citation, ...] = ()
        if not _names_annexed(paragraph):
            citations, context = read_citations(paragraph.text, context)
        notes = tuple(_annotate_note(note, context) for note in paragraph.footnotes)
        bare = not (citations or notes or paragraph.citations)
        annotated.append(
            paragraph if bare else replace(paragraph, citations=citations, footnotes=notes)
        )
    return tuple(annotated)


def _names_annexed(paragraph: Paragraph) -> bool:
    return (
        paragraph.kind is ParagraphKind.HEADING
        and str(paragraph.address).startswith("annex")
        and _NAME_OF_ANNEXED.fullmatch(paragraph.text) is not None
    )


def _annotate_note(note: Footnote, context: CitationContext) -> Footnote:
    own = replace(context, antecedents=(), where=note.marker)
    return replace(note, citations=read_citations(note.text, own)[0])
