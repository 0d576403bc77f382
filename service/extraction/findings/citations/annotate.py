"""Citations of a whole document: paragraphs and footnotes, with what carries over between them."""

import re
from dataclasses import replace

from service.extraction.findings.citations.find import (
    COMMISSIONS,
    ORGANS,
    CitationContext,
    read_citations,
)
from service.extraction.findings.document import AnalysedDocument, AnalysedFootnote
from service.extraction.languages import LanguageResources
from service.model import Citation, Paragraph, ParagraphKind

# What is printed above a resolution in an annex names that resolution; it cites nothing.
_NAME_OF_ANNEXED = re.compile(
    r"(?:Annex to )?(?:resolution|decision) [\w/-]+(?: [A-Z])?(?: ?\([^)]*\))?\.?", re.IGNORECASE
)


def annotate_citations(document: AnalysedDocument, language: LanguageResources) -> None:
    """Add the citations of every paragraph, and those of its footnotes.

    "Its" is the enacting body's, or the organ's where none is stated. "That resolution" refers to
    the one last cited in the text before; footnotes neither see nor leave antecedents.
    """
    header = document.header
    context = CitationContext(
        acting_body=header.enacting_body or header.organ,
        language=language.code,
        commission=next(
            (ORGANS[step.body] for step in header.chain if step.body in COMMISSIONS), None
        ),
    )
    for analysed in document.paragraphs:
        if not _names_annexed(analysed.paragraph):
            analysed.citations, context = read_citations(analysed.text.text, context)
        for note in analysed.footnotes:
            note.citations = _citations_of_note(note, context)


def _names_annexed(paragraph: Paragraph) -> bool:
    return (
        paragraph.kind is ParagraphKind.HEADING
        and str(paragraph.address).startswith("annex")
        and _NAME_OF_ANNEXED.fullmatch(paragraph.text) is not None
    )


def _citations_of_note(note: AnalysedFootnote, context: CitationContext) -> tuple[Citation, ...]:
    own = replace(context, antecedents=(), where=note.footnote.marker)
    return read_citations(note.text.text, own)[0]
