"""Documents for the tests of findings: bare paragraphs, annotated by some finders."""

from collections.abc import Callable, Iterable

from service.extraction.findings.document import AnalysedDocument, AnalysedParagraph
from service.extraction.findings.verbs import find_verbs as find_verbs_in
from service.extraction.languages import LanguageResources, installed_languages
from service.extraction.text.analysed import AnalysedText
from service.model import Header, Language, Paragraph, Verb

ENGLISH = installed_languages().of(Language.ENGLISH)
Annotator = Callable[[AnalysedDocument, LanguageResources], None]


def annotated(
    paragraphs: Iterable[Paragraph], header: Header, *annotators: Annotator
) -> tuple[Paragraph, ...]:
    """The paragraphs with what the annotators find; findings that they have already are kept."""
    given = list(paragraphs)
    document = AnalysedDocument.of(header, given)
    for analysed, paragraph in zip(document.paragraphs, given, strict=True):
        analysed.verbs, analysed.citations = paragraph.verbs, paragraph.citations
    for annotate in annotators:
        annotate(document, ENGLISH)
    return document.paragraphs_with_findings()


def find_verbs(paragraph: Paragraph) -> tuple[Verb, ...]:
    """The verbs of a single paragraph."""
    assert ENGLISH.verbs is not None
    analysed = AnalysedParagraph(paragraph, AnalysedText(paragraph.text))
    return find_verbs_in(analysed, ENGLISH.verbs)
