"""Chapeau and formula: the way of a draft through the bodies, who acts, and the title between."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.extraction.blocks import Block, BlockRole
from service.extraction.languages.structure import StructureLexicon
from service.extraction.structure.formulas import Chapeau, is_chapeau, read_chapeau
from service.extraction.structure.openings import Openings
from service.model import Organ

LONGEST_FRONT: Final = 80
"""Blocks among which cover page, chapeau and formula are; none is looked for behind them."""
LONGEST_TITLE: Final = 600
"""Characters."""
_BLOCKS_WITHOUT_FORMULA: Final = 3
"""Blocks behind a chapeau among which the title is where there is no formula."""


@dataclass(frozen=True, slots=True)
class Enactment:
    """What chapeau and formula say.

    Attributes:
        body: The organ of the formula, `Organ.OTHER` for a body that is none of them; None where
            there is no formula.
        chapeau: The chapeau, if there is one.
        draft_title: The title between chapeau and formula: the draft's own, not that of the agenda
            item. None where there is no chapeau.
    """

    body: Organ | None = None
    chapeau: Chapeau | None = None
    draft_title: str | None = None


def read_enactment(
    body: Sequence[Block], lexicon: StructureLexicon, openings: Openings
) -> Enactment:
    """Read chapeau and formula among the first blocks of a body."""
    front = body[:LONGEST_FRONT]
    chapeaux = (read_chapeau(block.text, lexicon) for block in front)
    chapeau = next((found for found in chapeaux if found), None)
    formula, organ = _formula(front, openings)
    if chapeau is None:
        return Enactment(organ)
    before = body[:_BLOCKS_WITHOUT_FORMULA] if formula is None else body[:formula]
    return Enactment(organ, chapeau, _draft_title(before, lexicon))


def _formula(front: Sequence[Block], openings: Openings) -> tuple[int | None, Organ | None]:
    """Where the formula is, and which organ it names."""
    for index, block in enumerate(front):
        organ = openings.formula_body(block.text)
        if organ is not None or block.role is BlockRole.ENACTING:
            return index, organ or Organ.OTHER
    return None, None


def _draft_title(blocks: Sequence[Block], lexicon: StructureLexicon) -> str | None:
    titles = [block.text for block in blocks if not is_chapeau(block.text, lexicon)]
    short = [text.strip("*_ ") for text in titles if len(text) < LONGEST_TITLE]
    return next((text for text in reversed(short) if any(map(str.isalpha, text))), None)
