"""Citations of a whole document: paragraphs and footnotes, with their shared context."""

from dataclasses import replace

from service.extraction.findings.citations.finder import (
    COMMISSIONS,
    CitationContext,
    find_citations,
)
from service.extraction.findings.document import AnalysedDocument, AnalysedParagraph
from service.extraction.languages import LanguageResources
from service.extraction.languages.citations import CitationLexicon
from service.model import Header, Organ, ParagraphKind


def annotate_citations(document: AnalysedDocument, language: LanguageResources) -> None:
    """Add the citations of every paragraph, and those of its footnotes.

    "Its" is the enacting body's, or the organ's where none is stated. "That resolution" refers to
    the one last cited in the text before; footnotes neither see nor leave antecedents.
    """
    lexicon, header = language.citations, document.header
    context = CitationContext(
        acting_body=header.enacting_body or header.organ,
        commission=_commission(header),
    )
    for analysed in document.paragraphs:
        if not _names_annexed(analysed, lexicon):
            analysed.citations, context = find_citations(analysed.text, context, lexicon)
        for note in analysed.footnotes:
            own = replace(context, antecedents=(), where=note.footnote.marker)
            note.citations, _ = find_citations(note.text, own, lexicon)


def _commission(header: Header) -> Organ | None:
    """The commission that the draft comes from or goes through."""
    return next((COMMISSIONS[step.body] for step in header.chain if step.body in COMMISSIONS), None)


def _names_annexed(analysed: AnalysedParagraph, lexicon: CitationLexicon) -> bool:
    """Whether a heading names the annexed resolution that follows, and so cites nothing."""
    paragraph = analysed.paragraph
    return (
        paragraph.kind is ParagraphKind.HEADING
        and str(paragraph.address).startswith("annex")
        and lexicon.table.annexed_heading.fullmatch(analysed.text.normal) is not None
    )
