"""Formulas: who acts ("The General Assembly,"), and who forwards a draft to whom (the chapeau)."""

import re
from dataclasses import dataclass
from typing import Final

from service.extraction.languages.structure import StructureLexicon
from service.model import Organ

_LONGEST_CHAPEAU: Final = 1200
"""Characters; a chapeau is one sentence, and the pattern takes long over long blocks."""
_LONGEST_MISREAD: Final = 60
"""Characters; a longer text is compared with no formula letter by letter."""
_AUTHOR_FIRST: Final = (
    ("author", ("author",)),
    ("recommended_to", ("recommended_to",)),
    ("for_adoption_by", ("for_adoption_by", "adopted_by", "approved_by")),
)


@dataclass(frozen=True, slots=True)
class Chapeau:
    """What a chapeau says.

    Attributes:
        bodies: The bodies on the draft's way, in order, as (role of the body, name as printed).
        draft: What is forwarded, in lower case: "draft resolution".
    """

    bodies: tuple[tuple[str, str], ...]
    draft: str


def is_chapeau(text: str, lexicon: StructureLexicon) -> bool:
    """Whether a block hands the text on: "The Commission … recommends … the following draft …"."""
    return _chapeau(text, lexicon) is not None


def read_chapeau(text: str, lexicon: StructureLexicon) -> Chapeau | None:
    """The chapeau that a block is; None where it is none."""
    match = _chapeau(text, lexicon)
    if match is None:
        return None
    named = match.groupdict()
    bodies = []
    for role, groups in _AUTHOR_FIRST:
        if name := next(filter(None, map(named.get, groups)), None):
            bodies.append((role, name))
    draft = named["draft"] or named.get("approved_draft") or ""
    return Chapeau(tuple(bodies), draft.lower())


def formula_body(text: str, lexicon: StructureLexicon) -> Organ | None:
    """Which organ acts in a block that is, or begins with, an enacting formula.

    "The General Assembly," alone, or joined with the first preambular paragraph. A body that is
    none of the known organs is `Organ.OTHER`; None where the block is no formula.
    """
    bare = text.strip()
    match = lexicon.formula.pattern.match(bare)
    if match is None or not lexicon.formula.acting_body.search(match["name"]):
        return misread_formula_body(bare, lexicon)
    rest = match["rest"].strip()
    if rest and not lexicon.formula.opening.match(rest):
        return None
    return lexicon.organ_named(match["name"]) or Organ.OTHER


def misread_formula_body(text: str, lexicon: StructureLexicon) -> Organ | None:
    """Which organ's formula a text is, alone, but for OCR errors; None for other texts."""
    if len(text) > _LONGEST_MISREAD or not text[:1].isupper():
        return None
    return lexicon.organ_outlined(text)


def _chapeau(text: str, lexicon: StructureLexicon) -> re.Match[str] | None:
    return lexicon.chapeau.pattern.match(text.strip()) if len(text) <= _LONGEST_CHAPEAU else None
