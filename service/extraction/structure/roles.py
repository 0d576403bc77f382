"""What each block of a body is: formula, preambular or operative paragraph, heading, annex …

Markup is trusted where the reader found some. What it leaves open, and plain text altogether, is
settled by where a block stands (before the formula, between formula and first operative paragraph,
after it, in an annex) and by how it begins and ends.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto

from service.extraction.blocks import Block, BlockRole, Note
from service.extraction.languages import installed_languages
from service.extraction.structure.header.chapeau import formula_body, is_chapeau
from service.extraction.structure.openings import (
    is_formula,
    is_heading,
    opens_with_frame,
    printed_letter,
    printed_number,
    starts_operative,
    starts_preambular,
)
from service.model import Header, Organ, ResolutionKind

_ANNEX = re.compile(
    r"(?:ANNEX|Annex|APPENDIX|Appendix|Enclosure|Attachment)(?:es)?"
    r"(?:\s+(?:[IVXLC]{1,6}|\d{1,2}|[A-Z])\b)?(?:\s*[.:–—-]\s*\S.*|\s+to .*)?\*?"
)
_SECTION = re.compile(r"(?:(?:Part|PART|Section|SECTION)\s+)?(?:[IVXLC]{1,6}|[A-Z])\.?\*?")
_NUMBERED_SECTION = re.compile(r"(?:[IVXLC]{1,6}|[A-Z])\.\s+\S")
_CLOSING = re.compile(
    r"(?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+(?:[ -][a-z]+){0,4})(?: \([\w ]+\))?(?: plenary)? meeting\b"
    r"[^;]{0,60}$"
    r"|\d{1,2} [A-Z][a-z]+ \d{4}\.?$"
    r"|\[?Adopted\b(?=[^.]{0,160}\b(?:votes?|unanimously|consensus|acclamation|(?:m|rn)eeting)\b)"
)
_HANDS_ON = re.compile(r"\bfollowing draft (?:resolution|decision)s?\b.{0,120}:$")
_PART_REACH = 3
"""A part opens with its letter, its title, and then its formula, not later."""
_PROSE_KINDS = {ResolutionKind.STATEMENT, ResolutionKind.DECISION, ResolutionKind.DRAFT_DECISION}


class _Place(Enum):
    """Where in the document a block stands."""

    FRONT = auto()
    PREAMBLE = auto()
    OPERATIVE = auto()
    SECTION_START = auto()
    ANNEX = auto()
    PROSE = auto()


def settle_roles(blocks: Sequence[Block], header: Header) -> list[Block]:
    """The blocks with a role each and their printed numbers apart; closing lines left out."""
    split = list(_split_formulas(blocks))
    unread = installed_languages().of(header.language).verbs is None
    place, unnumbered = _starting_place(split, header), _prefers_unnumbered(split)
    walker = _Walker(place, unnumbered, trusts_numbers=unread)
    ahead = zip(split, [*split[1:], None], _acts_ahead(split), strict=False)
    settled = [walker.settle(block, following, acts=acts) for block, following, acts in ahead]
    return [block for block in settled if block.role is not BlockRole.CONCLUSION]


def cut(block: Block, start: int, end: int | None = None) -> Block:
    """A part of a block, with the emphasis and notes that lie in it."""
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


def _starting_place(blocks: Sequence[Block], header: Header) -> _Place:
    if any(b.role is BlockRole.ENACTING or formula_body(b.text) for b in blocks):
        return _Place.FRONT
    if any(is_formula(b.text) for b in blocks):
        return _Place.FRONT
    numbered = any(_is_numbered_operative(block) for block in blocks)
    return _Place.PREAMBLE if numbered and header.kind not in _PROSE_KINDS else _Place.PROSE


def _is_numbered_operative(block: Block) -> bool:
    number = printed_number(block.text)
    text = number[1] if number else block.text
    return bool(number or block.role is BlockRole.OPERATIVE) and starts_operative(text)


def _prefers_unnumbered(blocks: Sequence[Block]) -> frozenset[int]:
    """Which sections and annexes, by ordinal, have no numbered operative paragraph at all."""
    section, numbered = 0, set()
    last = 0
    for block in blocks:
        if _is_section(block) or _is_annex(block):
            section += 1
        elif _is_numbered_operative(block):
            numbered.add(section)
        last = section
    return frozenset(range(last + 1)) - numbered


def _acts_ahead(blocks: Sequence[Block]) -> list[bool]:
    """For each block, whether a numbered operative paragraph follows before the next annex."""
    ahead: list[bool] = []
    found = False
    for block in reversed(blocks):
        ahead.append(found)
        found = (found or _is_numbered_operative(block)) and not _is_annex(block)
    return ahead[::-1]


def _split_formulas(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks, a formula joined with the paragraph behind it ("The Council, Recalling") split."""
    for block in blocks:
        comma = block.text.find(", ")
        if block.role is None and comma > 0 and formula_body(block.text) is not None:
            # Names of organs may hold commas themselves: the formula ends where an opening begins.
            while comma > 0 and not starts_preambular(block.text[comma + 2 :]):
                comma = block.text.find(", ", comma + 1)
            if 0 < comma < 160:
                yield cut(block, 0, comma + 1)
                yield cut(block, comma + 2)
                continue
        yield block


def _is_section(block: Block) -> bool:
    if block.role is BlockRole.SECTION_HEADING:
        return True
    if block.role not in (None, BlockRole.HEADING, BlockRole.SUBPARAGRAPH):
        return False
    if block.number is not None:
        return bool(_SECTION.fullmatch(block.number)) and is_heading(block.text)
    if _SECTION.fullmatch(block.text):
        return True
    return bool(_NUMBERED_SECTION.match(block.text)) and is_heading(block.text)


def _is_annex(block: Block) -> bool:
    may_be = block.role in (None, BlockRole.HEADING, BlockRole.TITLE, BlockRole.ANNEX_HEADING)
    return may_be and len(block.text) < 200 and bool(_ANNEX.fullmatch(block.text))


class _Walker:
    """Goes through the blocks in order and remembers where it is."""

    def __init__(self, place: _Place, unnumbered: frozenset[int], *, trusts_numbers: bool) -> None:
        self._place = place
        # In a language whose verbs are not known, only the markup tells what acts.
        self._trusts_numbers = trusts_numbers
        self._section = 0
        self._unnumbered = unnumbered
        self._last_number = 0
        self._since_part = _PART_REACH + 1
        self._following: Block | None = None
        self._acts_ahead = False

    def settle(self, block: Block, following: Block | None, *, acts: bool) -> Block:
        """The block with its role, and its printed number taken out of the text.

        `acts`: a numbered operative paragraph follows in the same annex, or in the main text.
        """
        self._since_part += 1
        self._following, self._acts_ahead = following, acts
        if _is_annex(block):
            self._place = _Place.ANNEX
            self._section += 1
            return block.in_role(BlockRole.ANNEX_HEADING)
        if block.role is None and _CLOSING.match(block.text) and self._place is not _Place.PROSE:
            return block.in_role(BlockRole.CONCLUSION)
        if _is_section(block):
            return self._section_heading(block)
        if block.role is BlockRole.ENACTING or (block.role is None and is_formula(block.text)):
            return self._formula(block)
        return self._paragraph(self._with_number(block))

    def _formula(self, block: Block) -> Block:
        if self._place is _Place.ANNEX and not self._acts_again(block):
            return block.in_role(BlockRole.TEXT)
        self._place = _Place.PREAMBLE
        self._last_number = 0
        return block.in_role(BlockRole.ENACTING)

    def _acts_again(self, block: Block) -> bool:
        """Whether a formula behind an annex heading opens a part ("B") or an annexed resolution.

        An annexed declaration may open with a formula, too, but has no numbered acts.
        """
        if self._since_part <= _PART_REACH:
            return True
        organ = formula_body(f"{block.text.strip(' ,:')},")
        return organ not in (None, Organ.OTHER) and self._acts_ahead

    def _section_heading(self, block: Block) -> Block:
        self._section += 1
        if _SECTION.fullmatch(block.text):
            self._since_part = 0
        if self._place is _Place.OPERATIVE:
            self._place = _Place.SECTION_START
        if block.number is None and (match := _NUMBERED_SECTION.match(block.text)):
            number = block.text.split(".", 1)[0]
            block = replace(cut(block, match.end() - 1), number=number)
        return block.in_role(BlockRole.SECTION_HEADING)

    def _with_number(self, block: Block) -> Block:
        if block.number is not None or block.role not in (None, BlockRole.PREAMBULAR):
            return block
        if found := printed_number(block.text):
            role = BlockRole.OPERATIVE
        elif found := printed_letter(block.text):
            role = BlockRole.SUBPARAGRAPH
        else:
            return block
        number, text = found
        return replace(cut(block, len(block.text) - len(text)), role=role, number=number)

    def _paragraph(self, block: Block) -> Block:
        if block.role in (BlockRole.HEADING, BlockRole.TITLE, BlockRole.CHAPEAU):
            return self._after_heading(block)
        if self._place is _Place.FRONT:
            return block.in_role(self._front_role(block))
        if block.role is BlockRole.SUBPARAGRAPH:
            return block
        if self._place in (_Place.PROSE, _Place.ANNEX):
            return block.in_role(self._plain_role(block))
        if _hands_on(block.text):
            return block.in_role(BlockRole.CHAPEAU)
        if block.role is BlockRole.OPERATIVE and block.number is not None:
            return block.in_role(self._numbered_role(block))
        if block.role is None and is_heading(block.text) and not self._may_act(block):
            return self._after_heading(block.in_role(BlockRole.HEADING))
        return block if block.role else block.in_role(self._unmarked_role(block))

    def _after_heading(self, block: Block) -> Block:
        if self._place is _Place.OPERATIVE and block.role is not BlockRole.CHAPEAU:
            self._place = _Place.SECTION_START
        return block

    def _front_role(self, block: Block) -> BlockRole:
        if is_chapeau(block.text) or _hands_on(block.text):
            return BlockRole.CHAPEAU
        # A draft's own title may be longer than any other heading, but it is no sentence.
        title = is_heading(block.text) or not block.text.endswith((".", ",", ";", ":"))
        return BlockRole.HEADING if title else BlockRole.TEXT

    def _plain_role(self, block: Block) -> BlockRole:
        if block.role is BlockRole.OPERATIVE and self._place is _Place.PROSE:
            return BlockRole.TEXT
        if block.role is not None and block.role is not BlockRole.PREAMBULAR:
            return block.role
        return BlockRole.HEADING if is_heading(block.text) else BlockRole.TEXT

    def _may_act(self, block: Block) -> bool:
        """Whether a verb opens an operative paragraph here even without a number."""
        return self._section in self._unnumbered and starts_operative(block.text)

    def _numbered_role(self, block: Block) -> BlockRole:
        """Operative if it begins with a verb, or goes on counting; else of an adopted document."""
        digits = re.match(r"\d+", block.number or "")
        number = int(digits[0]) if digits else 0
        goes_on = number == self._last_number + 1 and (number > 1 or opens_with_frame(block.text))
        if not (starts_operative(block.text) or goes_on or self._trusts_numbers):
            numbered_preamble = self._place is _Place.PREAMBLE and starts_preambular(block.text)
            return BlockRole.PREAMBULAR if numbered_preamble else BlockRole.TEXT
        self._last_number = number
        self._place = _Place.OPERATIVE
        return BlockRole.OPERATIVE

    def _unmarked_role(self, block: Block) -> BlockRole:
        finite = starts_operative(block.text) and not self._is_slip(block)
        if finite and self._may_act(block):
            self._place = _Place.OPERATIVE
            return BlockRole.OPERATIVE
        opens = starts_preambular(block.text)
        closes = block.text.endswith((",", ";", ":"))
        if self._place is _Place.PREAMBLE and (opens or closes) and not finite:
            return BlockRole.PREAMBULAR
        if self._place is _Place.SECTION_START and opens and closes:
            return BlockRole.PREAMBULAR
        return BlockRole.TEXT

    def _is_slip(self, block: Block) -> bool:
        """A finite verb amid the preamble ("Recalls …,"), where a participle was meant."""
        if not block.text.endswith(","):
            return False
        following = self._following
        return following is not None and (
            following.role is BlockRole.PREAMBULAR or starts_preambular(following.text)
        )


def _hands_on(text: str) -> bool:
    """Whether a paragraph says that a draft follows."""
    return "following draft" in text and _HANDS_ON.search(text) is not None
