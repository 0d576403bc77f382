"""What a block looks like by itself: an annex heading, a formula, a numbered paragraph …"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from service.extraction.blocks import Block, BlockRole, Note
from service.extraction.languages.structure import StructureLexicon
from service.extraction.structure.formulas import is_chapeau
from service.extraction.structure.openings import Openings

_NUMBERED_SECTION = re.compile(r"(?:[IVXLC]{1,6}|[A-Z])\.\s+\S")
_LONGEST_ANNEX_HEADING: Final = 200
_LONGEST_FORMULA: Final = 160
_SENTENCE_ENDS: Final = (".", ",", ";", ":")
_ANNEX_ROLES: Final = (None, BlockRole.HEADING, BlockRole.TITLE, BlockRole.ANNEX_HEADING)
_SECTION_ROLES: Final = (None, BlockRole.HEADING, BlockRole.SUBPARAGRAPH)


class BlockClassifier:
    """Tells the shape of a block by its own text and markup, independent of its place.

    Args:
        lexicon: How parts of a document begin, in its language.
        openings: How paragraphs begin.
    """

    def __init__(self, lexicon: StructureLexicon, openings: Openings) -> None:
        self._lexicon = lexicon
        self._patterns = lexicon.patterns
        self._openings = openings

    def is_annex_heading(self, block: Block) -> bool:
        """Whether an annex begins here: "Annex II"."""
        return (
            block.role in _ANNEX_ROLES
            and len(block.text) < _LONGEST_ANNEX_HEADING
            and bool(self._patterns.annex_heading.fullmatch(block.text))
        )

    def is_section_heading(self, block: Block) -> bool:
        """Whether a section or part begins here: "B", "II. Lamps"."""
        if block.role is BlockRole.SECTION_HEADING:
            return True
        if block.role not in _SECTION_ROLES:
            return False
        if block.number is not None:
            numbered = self._patterns.section_heading.fullmatch(block.number)
            return bool(numbered) and self._openings.is_heading(block.text)
        if self.is_bare_section_heading(block):
            return True
        numbered = _NUMBERED_SECTION.match(block.text)
        return bool(numbered) and self._openings.is_heading(block.text)

    def is_bare_section_heading(self, block: Block) -> bool:
        """Whether the text is the number of a section, and nothing else: "B", "Part II"."""
        return bool(self._patterns.section_heading.fullmatch(block.text))

    def is_closing_line(self, block: Block) -> bool:
        """Whether this is a line after the last paragraph: "12th plenary meeting"."""
        return block.role is None and bool(self._patterns.closing_line.match(block.text))

    def is_formula(self, block: Block) -> bool:
        """Whether this is an enacting formula and nothing else."""
        if block.role is None:
            return self._openings.is_formula(block.text)
        return block.role is BlockRole.ENACTING

    def is_chapeau(self, text: str) -> bool:
        """Whether a sentence hands a draft on to another body."""
        return is_chapeau(text, self._lexicon)

    def announces_draft(self, text: str) -> bool:
        """Whether a sentence says that a draft follows."""
        return bool(self._lexicon.chapeau.draft_follows.search(text))

    def is_numbered_act(self, block: Block) -> bool:
        """Whether this is an operative paragraph with a number, or marked as one."""
        number = self._openings.printed_number(block.text)
        text = number[1] if number else block.text
        numbered = bool(number) or block.role is BlockRole.OPERATIVE
        return numbered and self._openings.starts_operative(text)

    def is_title(self, text: str) -> bool:
        """Whether this may be a draft's own title: it may be long, but it is no sentence."""
        return self._openings.is_heading(text) or not text.endswith(_SENTENCE_ENDS)

    def split_number(self, block: Block) -> Block:
        """The block with its printed number separated, in the role that the number shows."""
        if block.number is not None or block.role not in (None, BlockRole.PREAMBULAR):
            return block
        if found := self._openings.printed_number(block.text):
            role = BlockRole.OPERATIVE
        elif found := self._openings.printed_letter(block.text):
            role = BlockRole.SUBPARAGRAPH
        else:
            return block
        number, text = found
        return replace(block_part(block, len(block.text) - len(text)), role=role, number=number)

    def split_formula(self, block: Block) -> Iterator[Block]:
        """The block; as two where a paragraph goes on behind a formula ("The Council, Noting")."""
        comma = block.text.find(", ")
        if block.role is None and comma > 0 and self._openings.formula_body(block.text) is not None:
            # Names of organs may contain commas: the formula ends where an opening begins.
            while comma > 0 and not self._openings.starts_preambular(block.text[comma + 2 :]):
                comma = block.text.find(", ", comma + 1)
            if 0 < comma < _LONGEST_FORMULA:
                yield block_part(block, 0, comma + 1)
                yield block_part(block, comma + 2)
                return
        yield block


def section_heading(block: Block) -> Block:
    """The block as the heading of a section, its number apart."""
    if block.number is None and (match := _NUMBERED_SECTION.match(block.text)):
        number = block.text.split(".", 1)[0]
        block = replace(block_part(block, match.end() - 1), number=number)
    return block.in_role(BlockRole.SECTION_HEADING)


def block_part(block: Block, start: int, end: int | None = None) -> Block:
    """A part of a block, with the emphasis and notes inside it."""
    end = len(block.text) if end is None else end
    return replace(
        block,
        text=block.text[start:end],
        emphasis=tuple(
            (max(a, start) - start, min(b, end) - start)
            for a, b in block.emphasis
            if b > start and a < end
        ),
        notes=tuple(
            Note(n.marker, max(n.offset - start, 0), n.text)
            for n in block.notes
            if (start <= n.offset or start == 0) and (n.offset <= end)
        ),
    )
