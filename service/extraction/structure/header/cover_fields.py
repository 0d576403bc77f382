"""The lines of a cover page: which field is printed where, in any arrangement of blocks.

Readers give one line a block, or several lines folded into one. So a block is read as a run of
fields, each recognised where the last one ended; what no field claims is free text: a title, the
name of an agenda item, a list of sponsors.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from service.extraction.text.ocr_tolerance import FIGURE
from service.model import Organ

_SYMBOL = (
    r"(?P<symbol>[A-Z]{1,6}(?:/[A-Z0-9][\w.()-]*)+"
    r"(?: ?\((?:(?:19|20)\d\d|[IVXLC]+)\))?(?: [A-Z](?:[-\u2010-\u2013][A-Z])?(?= |$))?)\*?"
)
_DAYS = r"\d{1,2}(?: [A-Z][a-z]+)?(?: ?[-\u2010-\u2015] ?| to | and | )\d{1,2} [A-Z][a-z]+ \d{4}"
_DATE = r"\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}"
_YEAR = rf"(?:[1lI]9|20){FIGURE}{{2}}"
_SCANNED_DATE = rf"{FIGURE}{{1,2}} [A-Z][a-z]{{2,8}} {_YEAR}"
_ITEM = r"\d{1,3}(?: ?\([a-z]{1,3}\))*"
_ITEM_LIST = rf"{_ITEM}(?:(?:,| and|, and| to) (?:\([a-z]{{1,3}}\)|{_ITEM}))*\*{{0,3}}"
_NUMBER_BEFORE_TITLE = (
    r"(?:(?:E?S-)?\d{1,4}/(?:\d{1,4}|…|\.{3}|_+|\[.{1,3}\])(?: [A-Z](?: and [A-Z])?\b)?"
    r"|\d{1,4}(?: [A-Z])? \([IVXLC]{1,6}\)(?=\. ))"
)
# A title that begins with a year comes only after a full stop: "99/12. 2050: year of …".
_NUMBERED = re.compile(
    rf"(?P<number>{_NUMBER_BEFORE_TITLE})(?:\.? +(?=[^\W\d_]|[\"“«])|\. +(?=\d))"
)

# Recognised wherever they stand, because nothing else reads so.
_STRONG: Final = {
    "distribution": r"Distr(?:\.|ibution)?\s?:? ?(?:general|limited|restricted|reserved)\b\.?",
    "original": r"Original ?: ?[A-Z][a-z]+(?:(?:/| and |, )[A-Z][a-z]+)*\b|English only\b",
    "agenda": rf"(?:Provisional )?Agenda items? ?: ?(?P<items_colon>{_ITEM_LIST})"
    rf"|Agenda items? (?P<items>{_ITEM_LIST})"
    rf"|Items? (?P<provisional>{_ITEM_LIST}) of the (?:provisional )?agenda\*?",
    "adopted": r"(?P<act>Resolutions?|Decisions?) adopted by the (?P<organ>[A-Z][A-Za-z ,]+?)"
    rf"(?=\s*(?: on |\*|\[|$| at its |\d))(?: at its [^,]+,)?(?: on ?(?P<adopted>{_DATE}))?\*?",
    "council_number": r"(?:Resolution|RESOLUTION) "
    rf"(?P<council>{FIGURE}{{1,4}} \({_YEAR}\))(?: of (?P<of>{_SCANNED_DATE}))?",
    "council_meeting": r"Adopted (?:unanimously )?by the Security Council"
    r"(?: at its \d+(?:st|nd|rd|th)(?: \([\w ]+\))? meeting,?)?"
    rf" (?:held )?on ?(?P<council_adopted>{_DATE})",
    "proposal": r"\[(?:on|without) [^\]]*\]",
    "dated_number": rf"(?P<dated>{FIGURE}{{1,4}} \({_YEAR}\))\.? Resolution of "
    rf"(?P<dated_on>{_SCANNED_DATE})",
}
# Recognised only where a field may begin.
_WEAK: Final = {
    "publisher": r"United Nations(?= *$| +[A-Z]{1,5}/| +(?:General A|Security C|Economic and S))"
    r"|(?:Advance (?:unedited )?version|Please recycle|Provisional)\b",
    "symbol": _SYMBOL,
    "days": rf"(?:[A-Z][^\W\d]+(?:[ -][A-Z][^\W\d]+){{0,3}}, )?{_DAYS}",
    "date": _DATE,
    "job": r"\(?[A-Z]\)? ?\d{6}|[A-Z]\.\d\d-\d{5}(?: \([A-Z]\))?(?: \d{6})*"
    r"|\d\d-\d{5} \([A-Z]\)[\d ]*|\*\d{6,8}\*",
    "act_kind": r"(?:Resolution|Decision|Plenary)(?= *$)",
    "draft_symbol": r"\[(?P<draft>[A-Z]{1,2}/[\w./-]+)\]",
}
# Recognised where a field may begin, and only where the block ends or another field follows.
_CLOSED: Final = {
    "session": r"(?:Resumed )?(?P<session>"
    r"[A-Z][a-z]+(?:[- \u2010\u2011][a-z]+){0,4}?(?: emergency)?(?: special)? session"
    r"|(?:19|20)\d\d(?: [a-z]+)? session|[A-Z][a-z]+ session of (?:19|20)\d\d"
    r"|\d+(?:st|nd|rd|th) session)",
    "adoption_day": rf"of (?P<of>{_SCANNED_DATE})",
    "committee": r"(?:(?:First|Second|Third|Fourth|Fifth|Sixth) Committee|General Committee|Plenary"
    r"|Special Political(?: and Decolonization)? Committee(?: \(Fourth Committee\))?)",
}
_LONGEST_BLOCK: Final = 6000
"""Characters; no block of a cover page is longer, and searching long ones takes long."""
_CASELESS: Final = frozenset(
    {"distribution", "original", "agenda", "adopted", "publisher", "session", "organ", "committee"}
)


@dataclass(frozen=True, slots=True)
class Field:
    """A run of the cover page: `name` says which field, "free" what none claims."""

    name: str
    text: str
    groups: dict[str, str]

    def __getitem__(self, group: str) -> str:
        return self.groups[group]


def read_fields(text: str) -> Iterator[Field]:
    """The fields of a block of the cover page, in order, with free text between them."""
    if len(text) > _LONGEST_BLOCK:
        yield Field("free", text, {})
        return
    position = 0
    if number := _NUMBERED.match(text):
        yield Field("number", number[0], {"number": number["number"]})
        yield Field("title", text[number.end() :].strip(), {})
        return
    while position < len(text):
        if text[position].isspace():
            position += 1
        elif field := _field_at(text, position):
            yield field
            position += len(field.text)
        else:
            following = _next_strong(text, position + 1)
            yield Field("free", text[position:following].strip(), {})
            position = following


def organ_named(name: str) -> Organ | None:
    """The acting organ of that English name, whatever its case; None for other bodies."""
    return _organs().get(" ".join(name.lower().split()).removeprefix("the "))


@cache
def _organs() -> dict[str, Organ]:
    return {organ.label.lower(): organ for organ in Organ if organ is not Organ.OTHER}


@cache
def _strong() -> dict[str, re.Pattern[str]]:
    return {name: _compiled(name, pattern) for name, pattern in _STRONG.items()}


@cache
def _weak() -> dict[str, re.Pattern[str]]:
    return {name: _compiled(name, pattern) for name, pattern in _WEAK.items()}


@cache
def _closed() -> dict[str, re.Pattern[str]]:
    organs = "|".join(re.escape(name) for name in sorted(_organs(), key=len, reverse=True))
    patterns = {"organ": rf"(?P<name>{organs})", **_CLOSED}
    return {name: _compiled(name, pattern) for name, pattern in patterns.items()}


def _compiled(name: str, pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})", re.IGNORECASE if name in _CASELESS else 0)


def _field_at(text: str, position: int, depth: int = 0) -> Field | None:
    for name, pattern in (*_strong().items(), *_weak().items()):
        if match := pattern.match(text, position):
            return _field(name, match)
    for name, pattern in _closed().items():
        match = pattern.match(text, position)
        if match and _ends_well(text, match.end(), depth):
            return _field(name, match)
    return None


def _ends_well(text: str, position: int, depth: int) -> bool:
    rest = len(text[position:]) - len(text[position:].lstrip(" ,*"))
    if position + rest >= len(text):
        return True
    return depth < 6 and rest > 0 and _field_at(text, position + rest, depth + 1) is not None


def _field(name: str, match: re.Match[str]) -> Field:
    return Field(name, match[0], {key: value for key, value in match.groupdict().items() if value})


def _next_strong(text: str, position: int) -> int:
    found = (pattern.search(text, position) for pattern in _strong().values())
    return min((match.start() for match in found if match), default=len(text))
