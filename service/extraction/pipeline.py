"""Parses a document, from bytes to a resolution: the same bytes give the same result."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import Final

from service.errors import NotAResolution
from service.extraction.findings.bodies import annotate_bodies
from service.extraction.findings.citations import annotate_citations
from service.extraction.findings.document import AnalysedDocument
from service.extraction.findings.instruments import annotate_instruments
from service.extraction.findings.reports import annotate_reports
from service.extraction.findings.verbs import annotate_verbs
from service.extraction.languages import Languages, installed_languages
from service.extraction.readers import read
from service.extraction.structure.cues import LanguageCues
from service.extraction.structure.header.assembly import read_header
from service.extraction.structure.problems import find_problems
from service.extraction.structure.segmentation import segment
from service.model import (
    PROSE_KINDS,
    Header,
    Paragraph,
    ParagraphKind,
    ParsedResolution,
    Symbol,
)

_ACTS: Final = {ParagraphKind.PREAMBULAR, ParagraphKind.OPERATIVE}
_ANNOTATORS: Final = (
    annotate_verbs,
    annotate_citations,
    annotate_bodies,
    annotate_instruments,
    annotate_reports,
)
"""In this order: bodies see verbs and citations, requests to report see verbs."""


def parse(data: bytes, languages: Languages | None = None) -> ParsedResolution:
    """Take a document apart: read it, find its structure, annotate its paragraphs.

    Args:
        data: The bytes of the document, in any format that is read.
        languages: What is known of each language; by default, what ships with this package.

    Raises:
        DocumentError: The document cannot be read; no bytes raise anything else.
    """
    cues = _installed_cues() if languages is None else LanguageCues(languages)
    source = read(data, cues)
    header, start = read_header(source, cues.languages, cues.openings)
    language = cues.languages.of(header.language)
    bare = segment(source.blocks[start:], header, language, cues.openings)
    _check_is_resolution(bare, header, official=source.official.kind is not None)
    document = AnalysedDocument.of(header, bare)
    for annotate in _ANNOTATORS:
        annotate(document, language)
    paragraphs = document.paragraphs_with_findings()
    return ParsedResolution(
        header=header if header.symbol else replace(header, symbol=_provisional_symbol(data)),
        paragraphs=paragraphs,
        format=source.format,
        provisional_symbol=header.symbol is None,
        problems=find_problems(paragraphs, header),
    )


@cache
def _installed_cues() -> LanguageCues:
    return LanguageCues(installed_languages())


def _check_is_resolution(
    paragraphs: Sequence[Paragraph], header: Header, *, official: bool
) -> None:
    """A text acts, or it is officially (or by its symbol) one of those that need not."""
    if any(paragraph.kind in _ACTS for paragraph in paragraphs):
        return
    if not paragraphs or not (official or header.kind in PROSE_KINDS):
        raise NotAResolution("no preambular or operative paragraph is found in it")


def _provisional_symbol(data: bytes) -> Symbol:
    """A symbol from the content, for a document that prints none."""
    return Symbol.parse(f"PROVISIONAL/{sha256(data).hexdigest()[:12]}")
