"""Where the cover page ends and the body begins."""

import re
from collections.abc import Sequence
from typing import Final

from service.extraction.blocks import Block, SourceText
from service.extraction.languages import LanguageResources
from service.extraction.structure.formulas import is_chapeau
from service.extraction.structure.header.cover_fields import without_note_marks
from service.extraction.structure.header.enactment import LONGEST_FRONT, LONGEST_TITLE
from service.extraction.structure.openings import Openings
from service.model import Header

_SECTION = re.compile(r"^(?P<letter>[A-Z])(?: [A-Z\[].{0,150})?$")
_NUMBERED_TITLE = re.compile(r"^(?:E?S-)?\d{1,4}/\d{1,4}\.? ")
_COVER_WITHOUT_END: Final = 20
"""Blocks read as a cover page where its end is unknown."""


def find_body_start(source: SourceText, language: LanguageResources, openings: Openings) -> int:
    """The index of the first block of the body: chapeau, formula, or first paragraph.

    A source that states its header apart has no cover page among its blocks; one that only marks
    blocks has it before the first marked one.
    """
    if source.official != Header():
        return 0
    marked = next((i for i, block in enumerate(source.blocks) if block.role is not None), None)
    end = _cover_end(source.blocks[:LONGEST_FRONT], len(source.blocks), language, openings)
    # Some sources mark no more than their headings, which come later than the cover's end.
    return end if marked is None else min(end or marked, marked)


def cover_blocks(source: SourceText, start: int) -> Sequence[Block]:
    """The blocks to read as a cover page: those before the body, or the first of plain text."""
    if start or source.official != Header():
        return source.blocks[:start]
    plain = all(block.role is None for block in source.blocks)
    return source.blocks[:_COVER_WITHOUT_END] if plain else ()


def _cover_end(
    front: Sequence[Block], total: int, language: LanguageResources, openings: Openings
) -> int:
    """The index behind the cover page among the first blocks; 0 where nothing shows its end."""
    for index, block in enumerate(front):
        if is_chapeau(block.text, language.structure) or openings.formula_body(block.text):
            return _first_part(front, index)
    prose = language.header.body.prose
    for index, block in enumerate(front):
        preambular = block.text.endswith((",", ";")) and openings.starts_preambular(block.text)
        if preambular or len(block.text) > LONGEST_TITLE or prose.match(block.text):
            return index
    titled = (index for index, block in enumerate(front) if _NUMBERED_TITLE.match(block.text))
    after = next(titled, -1) + 1
    return after if after < total else 0


def _first_part(blocks: Sequence[Block], formula: int) -> int:
    """Step back over the heading of a first part ("A", "A Budget for 1999") before its formula."""
    match = _SECTION.match(without_note_marks(blocks[formula - 1].text)) if formula else None
    if match is None:
        return formula
    before = [block.text for block in blocks[: formula - 1]]
    alone = len(match[0]) == 1 and not any(f" {match['letter']}" in text[-3:] for text in before)
    numbered = any(_NUMBERED_TITLE.match(text) for text in before)
    return formula - 1 if alone or (numbered and len(match[0]) > 1) else formula
