"""Addresses: the place of each paragraph, as people write it (`op3.a.ii`, `annex1.op2`, `b.op1`).

The parts of a resolution ("A", "B", each with a formula of its own) and annexes are always in the
address. Other sections are only where the numbers restart in them: "paragraph 90" of a resolution
that counts through its sections needs no section. Numbers printed twice get `-2`, `-3` …
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from service.extraction.blocks import Block, BlockRole
from service.extraction.languages.structure import StructureLexicon
from service.extraction.structure.paragraph_numbers import NumberStack, ordinal_of
from service.model import Address, Footnote, Paragraph, ParagraphKind

_KINDS = {
    BlockRole.TITLE: ParagraphKind.HEADING,
    BlockRole.HEADING: ParagraphKind.HEADING,
    BlockRole.SECTION_HEADING: ParagraphKind.HEADING,
    BlockRole.ANNEX_HEADING: ParagraphKind.HEADING,
    BlockRole.CHAPEAU: ParagraphKind.CHAPEAU,
    BlockRole.ENACTING: ParagraphKind.ENACTING,
    BlockRole.PREAMBULAR: ParagraphKind.PREAMBULAR,
    BlockRole.OPERATIVE: ParagraphKind.OPERATIVE,
    BlockRole.SUBPARAGRAPH: ParagraphKind.SUBPARAGRAPH,
    BlockRole.TEXT: ParagraphKind.TEXT,
}
_HEADINGS = (BlockRole.TITLE, BlockRole.HEADING)
_FIXED_STEPS = {BlockRole.CHAPEAU: "chapeau", BlockRole.ENACTING: "enacting"}
_COUNTED_STEPS = {
    BlockRole.PREAMBULAR: "pp",
    BlockRole.OPERATIVE: "op",
    BlockRole.TITLE: "h",
    BlockRole.HEADING: "h",
    BlockRole.TEXT: "p",
}
_ANNEX: Final = "annex"
"""The step of an annex; what is appended to an annex is below it."""
_SECTION_POINTS = re.compile(r"[.*]")
_SLUG_BREAKS = re.compile(r"[^a-z0-9]+")
_PART_REACH: Final = 4
"""A section letter opens a part where a formula follows within so many blocks."""


@dataclass(slots=True)
class _PlacedBlock:
    """A block with the container it is in and the sections around it, outermost first.

    `annexed` is False in an annexed resolution: from its formula on, it acts like any other.
    """

    block: Block
    container: tuple[str, ...]
    annexed: bool
    sections: tuple[str, ...]


def address_blocks(blocks: Sequence[Block], lexicon: StructureLexicon) -> tuple[Paragraph, ...]:
    """Turn blocks with roles into paragraphs with unique addresses.

    Args:
        blocks: The blocks of the body, each with its role.
        lexicon: How annexes and sections begin, in the language of the document.
    """
    placed = _place(blocks, lexicon)
    depths = _section_depths(placed)
    register = _AddressRegister()
    return tuple(register.paragraph(one, depths[one.container]) for one in placed)


def _place(blocks: Sequence[Block], lexicon: StructureLexicon) -> list[_PlacedBlock]:
    placed: list[_PlacedBlock] = []
    part: tuple[str, ...] = ()
    annex: tuple[str, ...] = ()
    sections = NumberStack()
    annexes = Counter[str]()
    annexed = False
    for index, block in enumerate(blocks):
        if block.role is BlockRole.SECTION_HEADING and _opens_part(blocks, index):
            step = slug(_label(block, lexicon)) or f"part{index}"
            part, annex, sections = (step,), (), NumberStack()
            annexes.clear()
            annexed = False
            placed.append(_PlacedBlock(block, part, annexed, ()))
            continue
        if block.role is BlockRole.ANNEX_HEADING:
            label = _annex_label(block.text, lexicon)
            annex, sections = _annex_steps(*label, annex, annexes), NumberStack()
            annexed = True
        elif block.role is BlockRole.SECTION_HEADING:
            sections.enter(_label(block, lexicon))
        elif block.role is BlockRole.ENACTING:
            annexed = False
        path = tuple(slug(number) or "s" for number in sections.path)
        placed.append(_PlacedBlock(block, part + annex, annexed, path))
    return placed


def _opens_part(blocks: Sequence[Block], index: int) -> bool:
    for block in blocks[index + 1 : index + _PART_REACH]:
        if block.role is BlockRole.ENACTING:
            return True
        if block.role not in _HEADINGS:
            return False
    return False


def _label(block: Block, lexicon: StructureLexicon) -> str:
    printed = block.number or block.text
    return _SECTION_POINTS.sub("", lexicon.patterns.section_word.sub("", printed))


def _annex_label(text: str, lexicon: StructureLexicon) -> tuple[str, str]:
    """What an annex is called in addresses ("annex"), and its printed number or an empty string."""
    match = lexicon.patterns.annex_label.match(text)
    if match is None:
        return _ANNEX, ""
    return lexicon.annexes.get(match["word"].lower(), _ANNEX), match["number"] or ""


def _annex_steps(
    word: str, number: str, current: tuple[str, ...], annexes: Counter[str]
) -> tuple[str, ...]:
    outer = current[:1] if word != _ANNEX and current and current[0].startswith(_ANNEX) else ()
    ordinal = ordinal_of(number)
    step = f"{word}{ordinal}" if ordinal else "-".join(filter(None, (word, slug(number))))
    key = ".".join((*outer, step))
    annexes[key] += 1
    return (*outer, step if annexes[key] == 1 else f"{step}-{annexes[key]}")


def _section_depths(placed: Sequence[_PlacedBlock]) -> dict[tuple[str, ...], int]:
    """How many section steps each container needs for its paragraph numbers to be unique."""
    depths: dict[tuple[str, ...], int] = {}
    for container in {one.container for one in placed}:
        own = [
            (one.sections, one.block.number)
            for one in placed
            if one.container == container
            and one.block.role is BlockRole.OPERATIVE
            and one.block.number is not None
        ]
        deepest = max((len(sections) for sections, _ in own), default=0)
        repeats = {
            depth: len(own) - len({(sections[:depth], number) for sections, number in own})
            for depth in range(deepest + 1)
        }
        depths[container] = min(repeats, key=lambda depth: (repeats[depth], depth))
    return depths


@dataclass(slots=True)
class _AddressRegister:
    """Gives out addresses, none of them twice."""

    used: set[Address] = field(default_factory=set)
    repeats: Counter[Address] = field(default_factory=Counter)
    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    parent: Address | None = None
    points: NumberStack = field(default_factory=NumberStack)
    point_addresses: list[Address] = field(default_factory=list)

    def paragraph(self, placed: _PlacedBlock, depth: int) -> Paragraph:
        block = placed.block
        scope = (*placed.container, *placed.sections[:depth])
        role = block.role or BlockRole.TEXT
        level = 0
        if role is BlockRole.SUBPARAGRAPH:
            address, level = self._point(block, scope)
        elif role in (BlockRole.SECTION_HEADING, BlockRole.ANNEX_HEADING):
            address = self._container_heading(placed, depth, scope)
        else:
            address, level = self._paragraph_address(placed, role, scope)
        return Paragraph(
            address=address,
            kind=_kind(role, annexed=placed.annexed),
            number=block.number,
            level=level,
            text=block.text,
            emphasis=block.emphasis,
            footnotes=tuple(Footnote(n.marker, n.offset, n.text) for n in block.notes),
        )

    def _paragraph_address(
        self, placed: _PlacedBlock, role: BlockRole, scope: tuple[str, ...]
    ) -> tuple[Address, int]:
        if role is BlockRole.TEXT and (paragraph := self._continued_paragraph(placed, scope)):
            return self._counted(paragraph.steps, "p"), 1
        if role in _FIXED_STEPS:
            address = self._unique(Address((*scope, _FIXED_STEPS[role])))
        elif role is BlockRole.OPERATIVE and (number := slug(placed.block.number or "")):
            address = self._unique(Address((*scope, f"op{number}")))
        else:
            address = self._counted(scope, _COUNTED_STEPS[role])
        heads = role in (BlockRole.PREAMBULAR, BlockRole.OPERATIVE, BlockRole.TEXT)
        self._start(address if heads else None)
        return address, 0

    def _continued_paragraph(self, placed: _PlacedBlock, scope: tuple[str, ...]) -> Address | None:
        """Unnumbered text behind an operative paragraph's points belongs to that paragraph."""
        if placed.annexed or self.parent is None:
            return None
        *outer, last = self.parent.steps
        return self.parent if tuple(outer) == scope and last.startswith("op") else None

    def _start(self, parent: Address | None) -> None:
        self.parent = parent
        self.points = NumberStack()
        self.point_addresses = []

    def _point(self, block: Block, scope: tuple[str, ...]) -> tuple[Address, int]:
        level = self.points.enter(block.number or "")
        del self.point_addresses[level:]
        above = self.point_addresses[-1] if self.point_addresses else self.parent
        steps = above.steps if above else scope
        step = slug(block.number or "")
        address = self._unique(Address((*steps, step))) if step else self._counted(steps, "p")
        self.point_addresses.append(address)
        return address, level + 1

    def _container_heading(
        self, placed: _PlacedBlock, depth: int, scope: tuple[str, ...]
    ) -> Address:
        self._start(None)
        is_annex = placed.block.role is BlockRole.ANNEX_HEADING
        if scope and (is_annex or len(placed.sections) <= depth):
            return self._unique(Address(scope))
        return self._counted(scope, "h")

    def _counted(self, scope: tuple[str, ...], step: str) -> Address:
        self.counts[(*scope, step)] += 1
        return self._unique(Address((*scope, f"{step}{self.counts[(*scope, step)]}")))

    def _unique(self, address: Address) -> Address:
        candidate, again = address, self.repeats[address] + 1
        while candidate in self.used:
            again += 1
            candidate = Address((*address.steps[:-1], f"{address.steps[-1]}-{again}"))
        self.used.add(candidate)
        self.repeats[address] = max(again - 1, 0)
        return candidate


def _kind(role: BlockRole, *, annexed: bool) -> ParagraphKind:
    kind = _KINDS[role]
    if annexed and kind not in (ParagraphKind.HEADING, ParagraphKind.SUBPARAGRAPH):
        return ParagraphKind.ANNEX
    return kind


def slug(number: str) -> str:
    """A printed number as a step of an address: "1 bis" → "1-bis"; empty for a dash or bullet."""
    plain = (
        number.lower()
        if number.isascii()
        else "".join(
            str(unicodedata.digit(c)) if c.isdigit() else c
            for c in unicodedata.normalize("NFKD", number).lower()
            if not unicodedata.combining(c)
        )
    )
    return _SLUG_BREAKS.sub("-", plain).strip("-")
