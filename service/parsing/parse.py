"""The way from bytes to a parsed resolution: pure, the same answer for the same bytes."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final

from service.errors import NotAResolution
from service.parsing.bodies import annotate_bodies
from service.parsing.citations import annotate_citations
from service.parsing.formats import read
from service.parsing.header import read_header
from service.parsing.instruments import annotate_instruments
from service.parsing.model import Header, Paragraph, ParsedResolution
from service.parsing.problems import find_problems
from service.parsing.reporting import annotate_reports
from service.parsing.segment import segment
from service.parsing.verbs import find_verbs
from service.terms import Language, ParagraphKind, ResolutionKind, Symbol

PARSER_VERSION: Final = "4"
"""To be raised whenever the same bytes may give another result: stored texts are then re-parsed."""

_ACTS: Final = {ParagraphKind.PREAMBULAR, ParagraphKind.OPERATIVE}
_PROSE_KINDS: Final = {
    ResolutionKind.STATEMENT,
    ResolutionKind.DECISION,
    ResolutionKind.DRAFT_DECISION,
}


def parse(data: bytes) -> ParsedResolution:
    """Take a document apart. Raises a DocumentError and nothing else, whatever the bytes."""
    source = read(data)
    header, start = read_header(source)
    paragraphs = segment(source.blocks[start:], header)
    _check_is_resolution(paragraphs, header, official=source.official.kind is not None)
    language = header.language or Language.ENGLISH
    paragraphs = tuple(
        p.having(verbs=verbs) if (verbs := find_verbs(p, language)) else p for p in paragraphs
    )
    paragraphs = annotate_citations(paragraphs, header)
    paragraphs = annotate_bodies(paragraphs, header)
    paragraphs = annotate_instruments(paragraphs, header.title)
    paragraphs = annotate_reports(paragraphs)
    return ParsedResolution(
        header=header if header.symbol else replace(header, symbol=_provisional_symbol(data)),
        paragraphs=paragraphs,
        format=source.format,
        provisional_symbol=header.symbol is None,
        problems=find_problems(paragraphs, header),
    )


def _check_is_resolution(
    paragraphs: Sequence[Paragraph], header: Header, *, official: bool
) -> None:
    """A text acts, or it is officially (or by its symbol) one of those that need not."""
    if any(paragraph.kind in _ACTS for paragraph in paragraphs):
        return
    if not paragraphs or not (official or header.kind in _PROSE_KINDS):
        raise NotAResolution("no preambular or operative paragraph is found in it")


def _provisional_symbol(data: bytes) -> Symbol:
    """A symbol from the content, for a document that prints none."""
    return Symbol.parse(f"PROVISIONAL/{sha256(data).hexdigest()[:12]}")
