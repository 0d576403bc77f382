"""Assembles the header, from the cover page, the chapeau, the formula and the closing lines."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from service.extraction.blocks import Block, SourceText
from service.extraction.languages import LanguageResources, Languages
from service.extraction.structure.header.body_start import cover_blocks, find_body_start
from service.extraction.structure.header.closing_lines import Closing, read_closing
from service.extraction.structure.header.cover_page import Cover, read_cover
from service.extraction.structure.header.enactment import Enactment, read_enactment
from service.extraction.structure.openings import Openings
from service.model import BodyStep, Header, Organ, ResolutionKind, Status, Symbol

_DRAFT_KINDS: Final = frozenset({ResolutionKind.DRAFT_RESOLUTION, ResolutionKind.DRAFT_DECISION})


def read_header(source: SourceText, languages: Languages, openings: Openings) -> tuple[Header, int]:
    """The header found in the text, under what the source states officially.

    Args:
        source: The blocks of the document, with what its metadata state.
        languages: What is known of each language.
        openings: How paragraphs begin.

    Returns:
        The header, and the index of the first block of the body: chapeau, enacting formula, or the
        first paragraph where there is neither.
    """
    blocks = source.blocks
    code = source.official.language or languages.identify(" ".join(b.text for b in blocks))
    language = languages.of(code)
    start = find_body_start(source, language, openings)
    body = blocks[start:]
    cover = read_cover(cover_blocks(source, start), blocks, language)
    enactment = read_enactment(body, language.structure, openings)
    closing = read_closing([block.text for block in body], language)
    meeting_date = _meeting_date(body, language)
    found = _assembled(cover, enactment, closing, meeting_date, language)
    return _complete(_merge(replace(found, language=code), source.official)), start


def _meeting_date(body: Sequence[Block], language: LanguageResources) -> date | None:
    """The day on which a decision or statement says that it was made, in its first sentence."""
    match = language.header.body.meeting.match(body[0].text) if body else None
    if match is None:
        return None
    printed = match["day"] or match.groupdict().get("connected") or ""
    return language.calendar.find_date(printed)


def _assembled(
    cover: Cover,
    enactment: Enactment,
    closing: Closing,
    meeting_date: date | None,
    language: LanguageResources,
) -> Header:
    symbol = cover.symbol()
    chapeau = enactment.chapeau
    draft_kind = language.header.kinds.get(chapeau.draft) if chapeau else None
    return Header(
        symbol=symbol,
        kind=draft_kind or cover.kind or _kind(symbol, enactment.body),
        organ=_organ(cover, symbol),
        enacting_body=enactment.body,
        chain=_chain(enactment, language),
        session=cover.session or (symbol.session if symbol else None),
        agenda_items=tuple(cover.agenda_items),
        title=enactment.draft_title if chapeau else cover.title(symbol),
        document_date=cover.document_date,
        adoption_date=cover.adoption_date or meeting_date or closing.adoption_date,
        draft_symbol=cover.draft_symbol,
        adoption_method=closing.method,
        votes=closing.votes,
        sponsors=tuple(cover.sponsors),
    )


def _chain(enactment: Enactment, language: LanguageResources) -> tuple[BodyStep, ...]:
    """The bodies on the draft's way, in order, the one that enacts it last."""
    named = enactment.chapeau.bodies if enactment.chapeau else ()
    chain = tuple(BodyStep(language.bodies.code_of(name), role) for role, name in named)
    return (*chain, BodyStep(enactment.body.value, "enacting")) if enactment.body else chain


def _organ(cover: Cover, symbol: Symbol | None) -> Organ | None:
    of_symbol = symbol.organ if symbol else None
    return of_symbol or (cover.organs[-1] if cover.organs else None)


def _kind(symbol: Symbol | None, enacting: Organ | None) -> ResolutionKind | None:
    steps = str(symbol).split("/") if symbol else []
    if symbol and symbol.is_draft:
        return ResolutionKind.DRAFT_RESOLUTION
    if "DEC" in steps:
        return ResolutionKind.DECISION
    if "PRST" in steps:
        return ResolutionKind.STATEMENT
    return ResolutionKind.RESOLUTION if enacting or "RES" in steps else None


def _merge(found: Header, official: Header) -> Header:
    """What is official, completed by what was found where the official part says nothing."""
    stated: dict[str, Any] = {}
    for field in fields(Header):
        value = getattr(official, field.name)
        if value is not None and value != ():
            stated[field.name] = value
    return replace(found, **stated)


def _complete(header: Header) -> Header:
    """Add what follows from the rest: status from kind, the body that acts from the organ."""
    if header.enacting_body is None and header.kind is ResolutionKind.RESOLUTION:
        header = replace(header, enacting_body=header.organ)
    if header.status is not None or header.kind is None:
        return header
    if header.kind in _DRAFT_KINDS:
        return replace(header, status=Status.DRAFT)
    acts = (ResolutionKind.RESOLUTION, ResolutionKind.DECISION, ResolutionKind.STATEMENT)
    return replace(header, status=Status.ADOPTED) if header.kind in acts else header
