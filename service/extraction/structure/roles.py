"""What each block of a body is: formula, preambular or operative paragraph, heading, annex …

Markup is trusted where the reader found some. What it leaves open, and plain text altogether, is
decided by where a block is (before the formula, between formula and first operative paragraph,
after it, in an annex) and by how it begins and ends.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from service.extraction.blocks import Block, BlockRole
from service.extraction.languages import LanguageResources
from service.extraction.structure.block_classifier import BlockClassifier, section_heading
from service.extraction.structure.openings import Openings
from service.model import PROSE_KINDS, Header, Organ

_PART_REACH: Final = 3
"""A part opens with its letter, its title, and then its formula, not later."""
_CLAUSE_ENDS: Final = (",", ";", ":")


class _Region(Enum):
    """Where in the document a block is."""

    FRONT = auto()
    PREAMBLE = auto()
    OPERATIVE = auto()
    SECTION_START = auto()
    ANNEX = auto()
    PROSE = auto()


def assign_roles(
    blocks: Sequence[Block], header: Header, language: LanguageResources, openings: Openings
) -> list[Block]:
    """The blocks with a role each and their printed numbers apart; closing lines left out.

    Args:
        blocks: The blocks of the body, with the roles that the markup states.
        header: The header of the document.
        language: The language of the document.
        openings: How paragraphs begin.
    """
    classifier = BlockClassifier(language.structure, openings)
    split = [part for block in blocks for part in classifier.split_formula(block)]
    acts = [classifier.is_numbered_act(block) for block in split]
    assigner = _RoleAssigner(
        _first_region(split, header, openings, numbered=any(acts)),
        classifier,
        openings,
        unnumbered=_unnumbered_sections(split, acts, classifier),
        # In a language whose verbs are not known, only the markup shows what acts.
        trusts_numbers=language.verbs is None,
    )
    ahead = zip(split, [*split[1:], None], _acts_ahead(split, acts, classifier), strict=False)
    assigned = [assigner.assign(block, following, acts=acts) for block, following, acts in ahead]
    return [block for block in assigned if block.role is not BlockRole.CONCLUSION]


def _first_region(
    blocks: Sequence[Block], header: Header, openings: Openings, *, numbered: bool
) -> _Region:
    for block in blocks:
        if block.role is BlockRole.ENACTING or openings.formula_body(block.text):
            return _Region.FRONT
    if any(openings.is_formula(block.text) for block in blocks):
        return _Region.FRONT
    return _Region.PREAMBLE if numbered and header.kind not in PROSE_KINDS else _Region.PROSE


def _unnumbered_sections(
    blocks: Sequence[Block], acts: Sequence[bool], classifier: BlockClassifier
) -> frozenset[int]:
    """Which sections and annexes, by ordinal, have no numbered operative paragraph at all."""
    section, numbered = 0, set()
    for block, is_act in zip(blocks, acts, strict=True):
        if classifier.is_section_heading(block) or classifier.is_annex_heading(block):
            section += 1
        elif is_act:
            numbered.add(section)
    return frozenset(range(section + 1)) - numbered


def _acts_ahead(
    blocks: Sequence[Block], acts: Sequence[bool], classifier: BlockClassifier
) -> list[bool]:
    """For each block, whether a numbered operative paragraph follows before the next annex."""
    ahead: list[bool] = []
    found = False
    for block, is_act in zip(reversed(blocks), reversed(acts), strict=True):
        ahead.append(found)
        found = (found or is_act) and not classifier.is_annex_heading(block)
    return ahead[::-1]


class _RoleAssigner:
    """Goes through the blocks in order and remembers in which region of the document it is."""

    def __init__(
        self,
        region: _Region,
        classifier: BlockClassifier,
        openings: Openings,
        *,
        unnumbered: frozenset[int],
        trusts_numbers: bool,
    ) -> None:
        self._region = region
        self._classifier = classifier
        self._openings = openings
        self._unnumbered = unnumbered
        self._trusts_numbers = trusts_numbers
        self._section = 0
        self._last_number = 0
        self._since_part = _PART_REACH + 1
        self._following: Block | None = None
        self._acts_ahead = False

    def assign(self, block: Block, following: Block | None, *, acts: bool) -> Block:
        """The block with its role, and its printed number taken out of the text.

        `acts`: a numbered operative paragraph follows in the same annex, or in the main text.
        """
        self._since_part += 1
        self._following, self._acts_ahead = following, acts
        if self._classifier.is_annex_heading(block):
            self._region = _Region.ANNEX
            self._section += 1
            return block.in_role(BlockRole.ANNEX_HEADING)
        if self._region is not _Region.PROSE and self._classifier.is_closing_line(block):
            return block.in_role(BlockRole.CONCLUSION)
        if self._classifier.is_section_heading(block):
            return self._section_heading(block)
        if self._classifier.is_formula(block):
            return self._formula(block)
        return self._paragraph(self._classifier.split_number(block))

    def _formula(self, block: Block) -> Block:
        if self._region is _Region.ANNEX and not self._acts_again(block):
            return block.in_role(BlockRole.TEXT)
        self._region = _Region.PREAMBLE
        self._last_number = 0
        return block.in_role(BlockRole.ENACTING)

    def _acts_again(self, block: Block) -> bool:
        """Whether a formula behind an annex heading opens a part ("B") or an annexed resolution.

        An annexed declaration may open with a formula, too, but has no numbered acts.
        """
        if self._since_part <= _PART_REACH:
            return True
        organ = self._openings.formula_body(f"{block.text.strip(' ,:')},")
        return organ not in (None, Organ.OTHER) and self._acts_ahead

    def _section_heading(self, block: Block) -> Block:
        self._section += 1
        if self._classifier.is_bare_section_heading(block):
            self._since_part = 0
        if self._region is _Region.OPERATIVE:
            self._region = _Region.SECTION_START
        return section_heading(block)

    def _paragraph(self, block: Block) -> Block:
        if block.role in (BlockRole.HEADING, BlockRole.TITLE, BlockRole.CHAPEAU):
            return self._after_heading(block)
        if self._region is _Region.FRONT:
            return block.in_role(self._front_role(block))
        if block.role is BlockRole.SUBPARAGRAPH:
            return block
        if self._region in (_Region.PROSE, _Region.ANNEX):
            return block.in_role(self._plain_role(block))
        if self._classifier.announces_draft(block.text):
            return block.in_role(BlockRole.CHAPEAU)
        if block.role is BlockRole.OPERATIVE and block.number is not None:
            return block.in_role(self._numbered_role(block))
        if (
            block.role is None
            and self._openings.is_heading(block.text)
            and not self._may_act(block)
        ):
            return self._after_heading(block.in_role(BlockRole.HEADING))
        return block if block.role else block.in_role(self._unmarked_role(block))

    def _after_heading(self, block: Block) -> Block:
        if self._region is _Region.OPERATIVE and block.role is not BlockRole.CHAPEAU:
            self._region = _Region.SECTION_START
        return block

    def _front_role(self, block: Block) -> BlockRole:
        if self._classifier.is_chapeau(block.text) or self._classifier.announces_draft(block.text):
            return BlockRole.CHAPEAU
        return BlockRole.HEADING if self._classifier.is_title(block.text) else BlockRole.TEXT

    def _plain_role(self, block: Block) -> BlockRole:
        if block.role is BlockRole.OPERATIVE and self._region is _Region.PROSE:
            return BlockRole.TEXT
        if block.role is not None and block.role is not BlockRole.PREAMBULAR:
            return block.role
        return BlockRole.HEADING if self._openings.is_heading(block.text) else BlockRole.TEXT

    def _may_act(self, block: Block) -> bool:
        """Whether a verb opens an operative paragraph here even without a number."""
        return self._section in self._unnumbered and self._openings.starts_operative(block.text)

    def _numbered_role(self, block: Block) -> BlockRole:
        """Operative if it begins with a verb, or goes on counting; else of an adopted document."""
        digits = re.match(r"\d+", block.number or "")
        number = int(digits[0]) if digits else 0
        goes_on = number == self._last_number + 1 and (
            number > 1 or self._openings.opens_with_frame(block.text)
        )
        if not (self._openings.starts_operative(block.text) or goes_on or self._trusts_numbers):
            numbered_preamble = (
                self._region is _Region.PREAMBLE and self._openings.starts_preambular(block.text)
            )
            return BlockRole.PREAMBULAR if numbered_preamble else BlockRole.TEXT
        self._last_number = number
        self._region = _Region.OPERATIVE
        return BlockRole.OPERATIVE

    def _unmarked_role(self, block: Block) -> BlockRole:
        finite = self._openings.starts_operative(block.text) and not self._is_misprint(block)
        if finite and self._may_act(block):
            self._region = _Region.OPERATIVE
            return BlockRole.OPERATIVE
        opens = self._openings.starts_preambular(block.text)
        closes = block.text.endswith(_CLAUSE_ENDS)
        if self._region is _Region.PREAMBLE and (opens or closes) and not finite:
            return BlockRole.PREAMBULAR
        if self._region is _Region.SECTION_START and opens and closes:
            return BlockRole.PREAMBULAR
        return BlockRole.TEXT

    def _is_misprint(self, block: Block) -> bool:
        """A finite verb amid the preamble ("Recalls …,"), where a participle was meant."""
        if not block.text.endswith(","):
            return False
        following = self._following
        return following is not None and (
            following.role is BlockRole.PREAMBULAR
            or self._openings.starts_preambular(following.text)
        )
