"""The lines of a cover page: which field is printed where, in any arrangement of blocks.

Readers give one line a block, or several lines folded into one. So a block is read as a run of
fields, each recognised where the last one ended; what no field claims is free text: a title, the
name of an agenda item, a list of sponsors.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from service.extraction.languages.header import CoverField, HeaderLexicon

_NOTE_MARKS = re.compile(r"[\s*\u00b9\u00b2\u00b3\u2070-\u2079]+$")
_ITEM = re.compile(r"(\d{1,3})?((?: ?\([a-z]{1,3}\))*)")
_LONGEST_BLOCK: Final = 6000
"""Characters; no block of a cover page is longer, and searching long ones takes long."""
_MOST_FIELDS_AHEAD: Final = 6
"""So many fields behind a closed one are looked at for the end of the block."""


@dataclass(frozen=True, slots=True)
class Field:
    """A run of the cover page: which field it is, its text, and the groups of its pattern."""

    name: CoverField
    text: str
    groups: dict[str, str]

    def get(self, *groups: str) -> str:
        """The first of some groups that is there; empty where none is."""
        return next((self.groups[group] for group in groups if group in self.groups), "")


def read_fields(text: str, lexicon: HeaderLexicon) -> Iterator[Field]:
    """The fields of a block of the cover page, in order, with free text between them."""
    if len(text) > _LONGEST_BLOCK:
        yield Field(CoverField.FREE, text, {})
        return
    position = 0
    if number := lexicon.cover.numbered_title.match(text):
        yield Field(CoverField.NUMBER, number[0], {"number": number["number"]})
        yield Field(CoverField.TITLE, text[number.end() :].strip(), {})
        return
    while position < len(text):
        if text[position].isspace():
            position += 1
        elif field := _field_at(text, position, lexicon):
            yield field
            position += len(field.text)
        else:
            following = _next_field(text, position + 1, lexicon)
            yield Field(CoverField.FREE, text[position:following].strip(), {})
            position = following


def agenda_items(printed: str) -> tuple[str, ...]:
    """The items of a list: "19 (a) and (b), 25" gives "19 (a)", "19 (b)", "25"."""
    items: list[str] = []
    number = ""
    for match in _ITEM.finditer(printed):
        letters = " ".join(match[2].replace("(", " (").split())
        number = match[1] or number
        if match[0].strip() and number:
            items.append(f"{number} {letters}".strip())
    return tuple(dict.fromkeys(items))


def without_note_marks(text: str) -> str:
    """The text without the footnote markers that a reader left at its end."""
    return _NOTE_MARKS.sub("", text)


def _field_at(text: str, position: int, lexicon: HeaderLexicon, ahead: int = 0) -> Field | None:
    for name, pattern in lexicon.fields_at_start:
        if match := pattern.match(text, position):
            return _field(name, match)
    for name, pattern in lexicon.closed_fields:
        match = pattern.match(text, position)
        if match and _is_closed(text, match.end(), lexicon, ahead):
            return _field(name, match)
    return None


def _is_closed(text: str, position: int, lexicon: HeaderLexicon, ahead: int) -> bool:
    rest = len(text[position:]) - len(text[position:].lstrip(" ,*"))
    if position + rest >= len(text):
        return True
    if rest == 0 or ahead >= _MOST_FIELDS_AHEAD:
        return False
    return _field_at(text, position + rest, lexicon, ahead + 1) is not None


def _field(name: CoverField, match: re.Match[str]) -> Field:
    return Field(name, match[0], {key: value for key, value in match.groupdict().items() if value})


def _next_field(text: str, position: int, lexicon: HeaderLexicon) -> int:
    found = (pattern.search(text, position) for _, pattern in lexicon.fields_anywhere)
    return min((match.start() for match in found if match), default=len(text))
