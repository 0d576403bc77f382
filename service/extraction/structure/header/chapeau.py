"""The way of a draft through the bodies: chapeau ("The Commission recommends …") and formula."""

import re
from functools import cache
from typing import Final

from service.extraction.languages import installed_languages
from service.extraction.structure.header.cover_fields import organ_named
from service.extraction.text.ocr_tolerance import outline
from service.model import BodyStep, Language, Organ

_NAME = r"[A-Z][A-Za-z,\u2019' -]+?"
_CHAPEAU = re.compile(
    rf"^(?:\S{{1,4}} )?The (?P<author>{_NAME})(?: also)?"
    r" (?:recommends?|recommended|submits|transmits)\b"
    rf"(?: to the (?P<recommended_to>{_NAME}))?"
    rf"(?: (?:the )?(?:approval|adoption) (?:by the (?P<adopted_by>{_NAME}) )?"
    r"of the following (?P<what>draft \w+?)s?\b"
    rf"| that the (?P<that>{_NAME}) (?:should )?(?:approve|adopt)"
    r" the following (?P<what_that>draft \w+?)s?\b)"
    r"(?: (?:for|with a view to its) (?:adoption|approval)"
    rf"(?: by the (?P<for_adoption_by>{_NAME}))?)?"
    r"\s*[:.,]?\s*$"
)
_LONGEST_CHAPEAU: Final = 1200
"""Characters; a chapeau is one sentence, and the pattern takes long over long blocks."""
_LONGEST_SLIPPED: Final = 60
_WORD = r"[A-Z][A-Za-z\u2019'-]*"
_FORMULA = re.compile(
    rf"^[\"“«]?The (?P<name>{_WORD}(?:,? (?:and|of|the|for|on|in|to|{_WORD})){{0,14}}?)"
    r"(?:,\s*|\s*$| (?=(?:Resolves|Recommends|Decides|Authorizes|Approves)\b))(?P<rest>.*)$",
    re.DOTALL,
)
_ACTING: Final = re.compile(
    r"(?:Assembly|Council|Commission|Committee|Conference|Board|Congress|Forum|Meeting|Parties)\b"
)
_OPENING = re.compile(
    r"^[\"“«]?(?:[A-Z][a-z]+(?:ing|ed|ful|ous|nt)\b|Aware\b|Having\b|Resolves\b|[*_\d])"
)
_AUTHOR_FIRST: Final = (
    ("author", ("author",)),
    ("recommended_to", ("recommended_to",)),
    ("for_adoption_by", ("for_adoption_by", "adopted_by", "that")),
)


def formula_body(text: str) -> Organ | None:
    """Which organ acts in a block that is, or begins with, an enacting formula.

    "The General Assembly," alone, or joined with the first preambular paragraph. A body that is
    none of the known organs is `Organ.OTHER`; None where the block is no formula.
    """
    bare = text.strip()
    match = _FORMULA.match(bare)
    if match is None or not _ACTING.search(match["name"]):
        return _slipped_organ(bare)
    rest = match["rest"].strip()
    if rest and not _OPENING.match(rest):
        return None
    return organ_named(match["name"]) or Organ.OTHER


def is_slipped_formula(text: str) -> bool:
    """Whether a text is an organ's formula alone but for slips of a scanner."""
    return _slipped_organ(text) is not None


def _slipped_organ(text: str) -> Organ | None:
    if len(text) > _LONGEST_SLIPPED or not text[:1].isupper():
        return None
    return _outlines().get(outline(text))


@cache
def _outlines() -> dict[str, Organ]:
    return {outline(f"The {organ.label}"): organ for organ in Organ if organ is not Organ.OTHER}


def is_chapeau(text: str) -> bool:
    """Whether a block hands the text on: "The Commission … recommends … the following draft …"."""
    return bool(_chapeau(text))


def chapeau_steps(text: str) -> tuple[BodyStep, ...]:
    """The bodies that a chapeau names, in the order of the way; empty where it is no chapeau."""
    match = _chapeau(text)
    if match is None:
        return ()
    bodies = installed_languages().of(Language.ENGLISH).bodies
    steps = []
    for role, groups in _AUTHOR_FIRST:
        name = next((match[group] for group in groups if match[group]), None)
        if name:
            steps.append(BodyStep(bodies.code_of(name), role))
    return tuple(steps)


def chapeau_subject(text: str) -> str | None:
    """What a chapeau hands on, "draft resolution" or "draft decision"; None if it is no chapeau."""
    match = _chapeau(text)
    return (match["what"] or match["what_that"]).lower() if match else None


def _chapeau(text: str) -> re.Match[str] | None:
    return _CHAPEAU.match(text.strip()) if len(text) <= _LONGEST_CHAPEAU else None
