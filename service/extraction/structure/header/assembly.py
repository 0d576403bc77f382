"""The header: what a document says of itself on its cover page, in its chapeau and formula."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from service.extraction.blocks import Block, BlockRole, SourceText
from service.extraction.structure.header.chapeau import (
    chapeau_steps,
    chapeau_subject,
    formula_body,
    is_chapeau,
)
from service.extraction.structure.header.closing import Closing, read_closing
from service.extraction.structure.header.cover import NOTE_MARKS, Cover, read_cover
from service.extraction.structure.header.language_identification import text_language
from service.extraction.structure.openings import starts_preambular
from service.extraction.text.dates import find_date
from service.model import BodyStep, Header, Organ, ResolutionKind, Status, Symbol

_LONGEST_COVER: Final = 80
"""Blocks among which the cover page must end; a document that shows no end there has none."""
_LONGEST_TITLE: Final = 600
_PROSE = re.compile(
    r"^(?:At its \d+(?:st|nd|rd|th)\b|At the \d+(?:st|nd|rd|th) meeting\b|"
    r"The (?:General Assembly|Security Council|Economic and Social Council|Council|President)\b"
    r"(?:[^,:]{0,60} [a-z]+(?:s|ed)\b|, (?:[a-z]+ ){0,2}[a-z]+ing\b)|Pursuant to |\d+\. [A-Z]|"
    r"On \d{1,2} [A-Z][a-z]+ \d{4}, )"
)
_MEETING = re.compile(
    r"^(?:At (?:its|the) \d+(?:st|nd|rd|th)[^,]{0,80}meeting[^,]{0,60}, (?:held )?on "
    r"(?:[A-Z][a-z]+day, )?(?P<day>\d+ \w+ \d{4})|On (?P<connected>\d+ \w+ \d{4}), in connection )"
)
_PART = re.compile(r" [A-Z]$")
_SECTION = re.compile(r"^(?P<letter>[A-Z])(?: [A-Z\[].{0,150})?$")
_NUMBERED_TITLE = re.compile(r"^(?:E?S-)?\d{1,4}/\d{1,4}\.? ")
_COVER_WITHOUT_END: Final = 20
_DRAFTS: Final = {
    "draft resolution": ResolutionKind.DRAFT_RESOLUTION,
    "draft decision": ResolutionKind.DRAFT_DECISION,
}
_DRAFT_KINDS: Final = frozenset(_DRAFTS.values())


def read_header(source: SourceText) -> tuple[Header, int]:
    """The header found in the text, under what the source states officially.

    Returns it with the index of the first block of the body: chapeau, enacting formula, or the
    first paragraph where there is neither. A source that states its header apart has no cover page
    among its blocks; one that only marks blocks has it before the first marked one.
    """
    blocks = source.blocks
    start = _body_start(source)
    cover = read_cover(_cover_page(source, start), blocks)
    closing = read_closing([block.text for block in blocks[start:]])
    found = _header(cover, blocks[start:], closing)
    if source.official.language is None:
        found = replace(found, language=text_language(" ".join(block.text for block in blocks)))
    return _complete(_merge(found, source.official)), start


def _body_start(source: SourceText) -> int:
    if source.official != Header():
        return 0
    marked = next((i for i, block in enumerate(source.blocks) if block.role is not None), None)
    end = _cover_end(source.blocks)
    # Some sources mark no more than their headings, which come later than the cover's end.
    return end if marked is None else min(end or marked, marked)


def _cover_page(source: SourceText, start: int) -> Sequence[Block]:
    """The blocks to read as a cover page: those before the body, or the first of plain text."""
    if start or source.official != Header():
        return source.blocks[:start]
    plain = all(block.role is None for block in source.blocks)
    return source.blocks[:_COVER_WITHOUT_END] if plain else ()


def _cover_end(blocks: Sequence[Block]) -> int:
    for index, block in enumerate(blocks[:_LONGEST_COVER]):
        if is_chapeau(block.text) or formula_body(block.text):
            return _section_start(blocks, index)
    for index, block in enumerate(blocks[:_LONGEST_COVER]):
        preambular = block.text.endswith((",", ";")) and starts_preambular(block.text)
        if preambular or len(block.text) > _LONGEST_TITLE or _PROSE.match(block.text):
            return index
    titled = (i for i, b in enumerate(blocks[:_LONGEST_COVER]) if _NUMBERED_TITLE.match(b.text))
    after = next(titled, -1) + 1
    return after if after < len(blocks) else 0


def _section_start(blocks: Sequence[Block], formula: int) -> int:
    """Step back over the heading of a first part ("A", "A Budget for 1999") before its formula."""
    match = _SECTION.match(NOTE_MARKS.sub("", blocks[formula - 1].text)) if formula else None
    if match is None:
        return formula
    before = [block.text for block in blocks[: formula - 1]]
    alone = len(match[0]) == 1 and not any(f" {match['letter']}" in text[-3:] for text in before)
    numbered = any(_NUMBERED_TITLE.match(text) for text in before)
    return formula - 1 if alone or (numbered and len(match[0]) > 1) else formula


def _header(cover: Cover, body: Sequence[Block], closing: Closing) -> Header:
    chapeau = next((b.text for b in body[:_LONGEST_COVER] if is_chapeau(b.text)), None)
    formula = _formula(body)
    enacting = formula_body(body[formula].text) if formula is not None else None
    if enacting is None and formula is not None:
        enacting = Organ.OTHER
    symbol = _symbol(cover)
    chain = chapeau_steps(chapeau) if chapeau else ()
    if enacting is not None:
        chain += (BodyStep(enacting.value, "enacting"),)
    subject = chapeau_subject(chapeau) if chapeau else None
    kind = _DRAFTS.get(subject or "") or cover.kind or _kind(symbol, enacting)
    organ = _organ(cover, symbol)
    return Header(
        symbol=symbol,
        kind=kind,
        organ=organ,
        enacting_body=enacting,
        chain=chain,
        session=cover.session or (symbol.session if symbol else None),
        agenda_items=tuple(cover.agenda_items),
        title=_draft_title(body, formula) if chapeau else _cover_title(cover, symbol),
        document_date=cover.document_date,
        adoption_date=cover.adoption_date or _meeting_date(body) or closing.adoption_date,
        draft_symbol=cover.draft_symbol,
        adoption_method=closing.method,
        votes=closing.votes,
        sponsors=tuple(cover.sponsors),
    )


def _meeting_date(body: Sequence[Block]) -> date | None:
    """The day on which a decision or statement says that it was made, in its first sentence."""
    match = _MEETING.match(body[0].text) if body else None
    return find_date(match["day"] or match["connected"]) if match else None


def _formula(body: Sequence[Block]) -> int | None:
    for index, block in enumerate(body[:_LONGEST_COVER]):
        if block.role is BlockRole.ENACTING or formula_body(block.text):
            return index
    return None


def _draft_title(body: Sequence[Block], formula: int | None) -> str | None:
    """The title between chapeau and formula: the draft's own, not that of the agenda item."""
    between = body[:formula] if formula is not None else body[:3]
    titles = [block.text for block in between if not is_chapeau(block.text)]
    numberless = [text.strip("*_ ") for text in titles if len(text) < _LONGEST_TITLE]
    return next((text for text in reversed(numberless) if any(map(str.isalpha, text))), None)


def _cover_title(cover: Cover, symbol: Symbol | None) -> str | None:
    part = _PART.search(str(symbol)) if symbol else None
    for landmark in ("number", "sponsors", "adopted", "agenda", "start", "draft line"):
        if title := NOTE_MARKS.sub("", cover.titles.get(landmark, "")):
            # The letter of a part stands below the title, as a heading of its own.
            return title.removesuffix(part[0]) if part else title
    return None


def _symbol(cover: Cover) -> Symbol | None:
    """The symbol printed, else the one that the printed number is in its organ's series."""
    if cover.symbols:
        return cover.symbols[0]
    if cover.number is None or cover.kind is None:
        return None
    organ = cover.organs[-1] if cover.organs else Organ.GENERAL_ASSEMBLY
    series = "A/DEC/" if cover.kind is ResolutionKind.DECISION else organ.symbol_prefix
    try:
        return Symbol.parse(f"{series}{cover.number}")
    except ValueError:
        return None


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
