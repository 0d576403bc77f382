"""Names of the lexicon, and those that the document itself defines, found in a text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from service.extraction.languages.bodies import Name, names_by_first_word, slug
from service.model import BodyNaming

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
# The capital comes first, then what must not stand before it: a search then skips to capitals.
_CAPITALISED = re.compile(r"[A-Z](?<![\w-].)[\w'-]*")
_SECOND_WORD = re.compile(r" [\w-]+")
_ORGANIZATION_BEFORE = re.compile(
    r"\b(?:United Nations|African Union|European Union|UN|AU|EU)(?: [\w'-]+){2,9}(?= \($)"
)
_COMPOUND = re.compile(
    rf"'?s? (?P<what>(?:Deputy )?(?:{_OFFICERS}|{_ORGANS}|Commission|Secretariat"
    r"|Liaison Office[\w ]*))(?![\w-])(?! (?:of|for|on) [A-Z])"
)
_OFFICER = re.compile(rf"(?:{_OFFICERS})(?= of )")
_SAME_OFFICE: Final = dict.fromkeys(("chairperson", "chairman", "chairmen", "chairs"), "chair")


class Found(NamedTuple):
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
    listed = _by_two_words()
    position = 0
    for match in _beginnings(text, defined).finditer(text):
        word, start = match[0], match.start()
        if start < position or not (word in listed or word in defined or "'" in word):
            continue
        name = _name_at(text, start, word, defined)
        if name is None:
            continue
        position = start + len(name.text)
        rule = "body.acronym" if name.naming is BodyNaming.ACRONYM else "body.name"
        code = "" if TITLE_FOLLOWS.match(text, position) else name.code
        yield Found(start, position, code, name.naming, rule)


def _beginnings(text: str, defined: Mapping[str, tuple[Name, ...]]) -> re.Pattern[str]:
    """What finds the words that a name may begin with: mostly, those with a capital are enough."""
    cues, others = _other_beginnings()
    for cue in cues:
        if cue in text:
            return others
    return others if any(word[0].isdigit() for word in defined) else _CAPITALISED


@cache
def _other_beginnings() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """How names of the lexicon without a capital begin; a pattern of all words that names do."""
    small = [word for word in names_by_first_word() if not word[0].isupper()]
    names = [name.text for word in small for name in names_by_first_word()[word]]
    cues = tuple(dict.fromkeys(" ".join(name.split(" ")[:2]) for name in names))
    words = "|".join(map(re.escape, small))
    return cues, re.compile(rf"(?<![\w-])(?:[A-Z][\w'-]*|(?:{words})(?![\w-])|\d+)")


def _name_at(
    text: str, start: int, word: str, defined: Mapping[str, tuple[Name, ...]]
) -> Name | None:
    """The longest name that begins with a word of a text, or with what it is the genitive of."""
    found = [_defined_at(text, start, defined[word])] if word in defined else []
    if known := _by_two_words().get(word):
        second = _SECOND_WORD.match(text, start + len(word))
        names = known.get(second[0], ()) if second else ()
        found.append(_first_of(text, start, names) or _first_of(text, start, known.get("", ())))
    if word.endswith(("'s", "'")):
        nominative = word.removesuffix("s").removesuffix("'")
        found.append(_name_at(text, start, nominative, defined))
    if len(found) == 1:
        return found[0]
    return max(filter(None, found), key=lambda name: len(name.text), default=None)


@cache
def _by_two_words() -> dict[str, dict[str, tuple[Name, ...]]]:
    """The names of the lexicon by their first word, then by the second with the space before it.

    Those of a single word stand under the empty string.
    """
    grouped: dict[str, dict[str, tuple[Name, ...]]] = {}
    for word, names in names_by_first_word().items():
        by_second = grouped.setdefault(word, {})
        for name in names:
            second = _SECOND_WORD.match(name.text, len(word))
            key = second[0] if second else ""
            by_second[key] = (*by_second.get(key, ()), name)
    return grouped


def _first_of(text: str, start: int, names: Sequence[Name]) -> Name | None:
    """The first of some names that stands in a text; the longest, for so they are ordered."""
    for name in names:
        if text.startswith(name.text, start) and _ends_word(text, start + len(name.text)):
            return name
    return None


def _defined_at(text: str, start: int, names: Sequence[Name]) -> Name | None:
    """The longest of the names that the document itself defines."""
    return _first_of(text, start, sorted(names, key=lambda name: -len(name.text)))


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
    return found._replace(start=before.start(), end=before.end(), naming=BodyNaming.FULL_NAME)


def with_office(text: str, found: Found) -> Found:
    """Widen a body to its officer or organ: "President of the General Assembly" is one mention."""
    if not found.code or found.code in {"UN", "SG"}:
        return found
    code, start, end = found.code, found.start, found.end
    if after := _COMPOUND.match(text, end):
        code, end = f"{code}-{office_code(after['what'])}", after.end()
    reach = max(0, start - 60)
    ends_so = text.endswith((" of ", " of the "), reach, start)
    if ends_so and (before := _HEAD_OF.search(text, reach, start)):
        code, start = f"{code}-{office_code(before['what'])}", before.start()
    if code == found.code:
        return found
    name = text[found.start : found.end]
    return Found(start, end, code, found.naming, "body.office", found.code, name)


def office_code(what: str) -> str:
    """How an office is called in codes: "chair", whatever word for it is printed."""
    name = slug(what)
    return _SAME_OFFICE.get(name, name)


def office_named(text: str) -> str | None:
    """The officer with whom a mention begins: "Executive Director" of "Executive Director of …"."""
    match = _OFFICER.match(text)
    return match[0] if match else None


def is_membership(text: str, start: int) -> bool:
    """Whether the name only says whose members are meant ("States members of the …")."""
    return bool(_MEMBERSHIP_BEFORE.search(text, max(0, start - 40), start))
