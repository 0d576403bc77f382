"""Names of the lexicon, and those that the document itself defines, found in a text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from service.parsing.bodies.lexicon import Name, names_by_first_word, slug
from service.terms import BodyNaming

# "African Union Agenda", "World Health Organization Framework": part of a title, not the body.
TITLE_FOLLOWS = re.compile(
    r" (?:[A-Z][\w-]+ ){0,3}(?:Agenda|Framework|Strategy|Strategic|Convention|Declaration|Code"
    r"|Guidelines|Policy|Plan|Charter|Protocol|Principles|Decade|Compact|Action|Conference on"
    r"|Regulations|Rules|Model|Standards?|Road ?[Mm]ap|Manual|Year|Day|Trust Fund"
    r"|Agreement|Treaty|Initiative|Vision|Week|Congress|Constitution|Campaign|Handbook"
    r"|Statute|Joint Programme)\b"
)
_MEMBERSHIP_BEFORE = re.compile(r"\b(?:[Mm]ember States|States [Mm]embers) of the $")
_OFFICERS: Final = (
    "Presidents?|Vice-Presidents?|Chairs?|Chairman|Chairmen|Chairpersons?|Vice-Chairs?|Chair-Rapporteurs?"
    "|Rapporteur"
    "|Executive Director|Deputy Executive Director|Executive Secretary|Executive Secretaries"
    "|Director[- ]General|Director|Administrator|Managing Director|Chief Prosecutor|Prosecutor"
    "|Registrar|Force Commander|Secretary[- ]General|Bureau|Executive Head|Head|High Representative"
    "|High Commissioner|Presidency|Commissioner-General|Commissioner"
)
_ORGANS: Final = (
    "General Conference|Board of Governors|Executive Board|Executive Council|Governing Council"
    "|Governing Body|Conference of Ministers|Peace and Security Council|Permanent Council"
    "|Technical Secretariat|Council|Assembly|Authority"
)
_HEAD_OF = re.compile(
    rf"(?:(?:Acting|Deputy|Former) )?(?<![\w-])(?P<what>{_OFFICERS}|{_ORGANS}) of (?:the )?$"
)
_ORGANIZATION_BEFORE = re.compile(
    r"\b(?:United Nations|African Union|European Union|UN|AU|EU)(?: [\w'-]+){2,9}(?= \($)"
)
_COMPOUND = re.compile(
    rf"'?s? (?P<what>(?:Deputy )?(?:{_OFFICERS}|{_ORGANS}|Commission|Secretariat"
    r"|Liaison Office[\w ]*))(?![\w-])(?! (?:of|for|on) [A-Z])"
)
_OFFICER = re.compile(rf"(?:{_OFFICERS})(?= of )")
_SAME_OFFICE: Final = {"chairperson": "chair", "chairman": "chair", "chairs": "chair"}


@dataclass(frozen=True, slots=True)
class Found:
    """A body found by name: the span in the text, its code, how it is named, by which rule."""

    start: int
    end: int
    code: str
    naming: BodyNaming
    rule: str
    of: str = ""
    """The body whose officer or organ it is, for "President of the General Assembly"."""
    of_name: str = ""
    """How that body is named: "General Assembly"."""

    @property
    def named(self) -> str:
        """The code of the body whose name is printed, which short forms will mean."""
        return self.of or self.code


def find_names(text: str, defined: Mapping[str, tuple[Name, ...]]) -> Iterator[Found]:
    """Names of the lexicon and of the document in a plain text, the longest at each place.

    A name with an empty code is one that only looks like a body; it is yielded to hold its place.
    """
    known = names_by_first_word()
    position = 0
    while (found := _next_name(text, position, defined, known)) is not None:
        yield found
        position = found.end


def _next_name(
    text: str,
    position: int,
    defined: Mapping[str, tuple[Name, ...]],
    known: Mapping[str, tuple[Name, ...]],
) -> Found | None:
    for match in _first_words().finditer(text, position):
        names = _beginning_with(match[0], defined, known)
        name = _longest(text, match.start(), names) if names else None
        if name is None:
            continue
        end = match.start() + len(name.text)
        rule = "body.acronym" if name.naming is BodyNaming.ACRONYM else "body.name"
        code = "" if TITLE_FOLLOWS.match(text, end) else name.code
        return Found(match.start(), end, code, name.naming, rule)
    return None


@cache
def _first_words() -> re.Pattern[str]:
    """What a name may begin with: a capital, a figure, or one of the small words of the lexicon."""
    small = "|".join(re.escape(word) for word in names_by_first_word() if word[0].islower())
    return re.compile(rf"(?<![\w-])(?:[A-Z][\w'-]*|(?:{small})(?![\w-])|\d+)")


def _beginning_with(word: str, *tables: Mapping[str, tuple[Name, ...]]) -> list[Name]:
    """The names that begin with a word of a text, or with the word that it is the genitive of."""
    names = [name for table in tables if word in table for name in table[word]]
    if word.endswith(("'s", "'")):
        names += _beginning_with(word.removesuffix("s").removesuffix("'"), *tables)
    return names


def _longest(text: str, start: int, names: Sequence[Name]) -> Name | None:
    best: Name | None = None
    for name in names:
        if best is not None and len(name.text) <= len(best.text):
            continue
        if text.startswith(name.text, start) and _ends_word(text, start + len(name.text)):
            best = name
    return best


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not (text[end].isalnum() or text[end] in "-_")


def with_full_name(text: str, found: Found) -> Found:
    """Widen an acronym in brackets to the full name before it: "United Nations force in X (UNFX)".

    The name begins with the organization that the acronym begins with, and no comma is in it.
    """
    if found.naming is not BodyNaming.ACRONYM or text[found.start - 1 : found.start] != "(":
        return found
    before = _ORGANIZATION_BEFORE.search(text, max(0, found.start - 120), found.start)
    if before is None or text[found.end : found.end + 1] != ")":
        return found
    if before[0][0] != text[found.start]:
        return found
    return replace(found, start=before.start(), end=before.end(), naming=BodyNaming.FULL_NAME)


def with_office(text: str, found: Found) -> Found:
    """Widen a body to its officer or organ: "President of the General Assembly" is one mention."""
    if not found.code or found.code in {"UN", "SG"}:
        return found
    code, start, end = found.code, found.start, found.end
    if after := _COMPOUND.match(text, end):
        code, end = f"{code}-{_office(after['what'])}", after.end()
    reach = max(0, start - 60)
    ends_so = text.endswith((" of ", " of the "), reach, start)
    if ends_so and (before := _HEAD_OF.search(text, reach, start)):
        code, start = f"{code}-{_office(before['what'])}", before.start()
    if code == found.code:
        return found
    name = text[found.start : found.end]
    return Found(start, end, code, found.naming, "body.office", found.code, name)


def _office(what: str) -> str:
    name = slug(what)
    return _SAME_OFFICE.get(name, name)


def office_named(text: str) -> str | None:
    """The officer with whom a mention begins: "Executive Director" of "Executive Director of …"."""
    match = _OFFICER.match(text)
    return match[0] if match else None


def is_membership(text: str, start: int) -> bool:
    """Whether the name only says whose members are meant ("States members of the …")."""
    return bool(_MEMBERSHIP_BEFORE.search(text, max(0, start - 40), start))
