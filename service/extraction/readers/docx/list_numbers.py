"""Numbers of lists, which are in no text: lists are defined elsewhere, and counted here.

A list (`w:num`) is an instance of a definition (`w:abstractNum`). Instances of one definition count
on together, unless an instance restarts. A level restarts when a higher one has counted.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from service.extraction.readers.docx.properties import (
    NumberingReference,
    Style,
    Styles,
    W,
    switch,
    value,
    whole_number,
)
from service.model.roman_numerals import HIGHEST_ROMAN, to_roman

_LEVELS: Final = 9
_LONGEST_LABEL: Final = 60
_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_BULLETS: Final = re.compile("[\uf000-\uf0ff\u00b7\u25aa\u25cf]|^o$")
_BARE_FIGURE: Final = re.compile(r"\d+")
_HIGHEST_LETTER: Final = 26 * 5
_MARKS: Final = "*†‡§"


def format_number(number: int, style: str) -> str:
    """A number as Word prints it in a style such as "decimal", "lowerLetter", "upperRoman"."""
    if style == "none":
        return ""
    if style in ("lowerRoman", "upperRoman") and 0 < number <= HIGHEST_ROMAN:
        roman = to_roman(number)
        return roman.lower() if style == "lowerRoman" else roman
    if style in ("lowerLetter", "upperLetter") and 0 < number <= _HIGHEST_LETTER:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if style == "lowerLetter" else letters.upper()
    if style == "chicago" and 0 < number <= _HIGHEST_LETTER:
        return _MARKS[(number - 1) % 4] * ((number - 1) // 4 + 1)
    return f"{number:02}" if style == "decimalZero" else str(number)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    style_name: str | None = None
    restarts_after: int | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """An instance: the definition it counts in, its levels, and where it restarts."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class ListNumbers:
    """The numbering part, with the counters of all its lists."""

    root: etree._Element | None
    styles: Styles
    _numbers: dict[str, etree._Element] = field(default_factory=dict)
    _definitions: dict[str, etree._Element] = field(default_factory=dict)
    _lists: dict[str, _List | None] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for element in () if self.root is None else self.root:
            if element.tag == W + "num":
                self._numbers.setdefault(element.get(W + "numId") or "", element)
            elif element.tag == W + "abstractNum":
                self._definitions.setdefault(element.get(W + "abstractNumId") or "", element)

    def label(self, stated: NumberingReference, style: Style) -> str:
        """Count the paragraph and give its printed number, "" where it has none.

        `stated` is the paragraph's own reference, which outdoes that of its style.
        """
        number_id = stated.number_id or style.numbering.number_id
        found = self._list(number_id) if number_id else None
        if number_id is None or found is None:
            return ""
        linked = self._linked_level(found, style) if stated.number_id is None else None
        level = whole_number(stated.level or linked or style.numbering.level)
        level = min(max(level, 0), _LEVELS - 1)
        counters = self._counters.setdefault(found.definition, {})
        if number_id not in self._started:
            self._started.add(number_id)
            for one in found.starts:
                counters.pop(one, None)
        self._count(found, level, counters)
        return self._print(found, level, counters)

    def _count(self, found: _List, level: int, counters: dict[int, int]) -> None:
        counters[level] = counters.get(level, _start(found, level) - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            after = found.levels.get(deeper, _Level()).restarts_after
            if after is None or level < after:
                counters.pop(deeper, None)

    def _print(self, found: _List, level: int, counters: dict[int, int]) -> str:
        own = found.levels.get(level, _Level())
        if own.style == "bullet":
            return _BULLETS.sub("•", own.text)

        def number(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            style = found.levels.get(other, _Level()).style
            style = "decimal" if own.legal and style != "none" else style
            return format_number(counters.get(other, _start(found, other)), style)

        printed = _PLACEHOLDER.sub(number, own.text).strip()
        # Without a point, nothing separates the number from the text after it.
        return f"{printed}." if _BARE_FIGURE.fullmatch(printed) else printed

    @staticmethod
    def _linked_level(found: _List, style: Style) -> str | None:
        for name in style.chain:
            for level, definition in found.levels.items():
                if definition.style_name == name:
                    return str(level)
        return None

    def _list(self, number_id: str) -> _List | None:
        if number_id not in self._lists:
            self._lists[number_id] = self._read_list(number_id)
        return self._lists[number_id]

    def _read_list(self, number_id: str) -> _List | None:
        number = self._numbers.get(number_id)
        definition = value(number, "abstractNumId") or ""
        abstract = self._definitions.get(definition)
        if number is None or abstract is None:
            return None
        if (link := value(abstract, "numStyleLink")) is not None:
            # The levels are defined where the named style has its list.
            linked = self._numbers.get(self.styles.style(link).numbering.number_id or "")
            definition = value(linked, "abstractNumId") or definition
            abstract = self._definitions.get(definition)
        levels = _levels(abstract)
        starts: dict[int, int] = {}
        for override in number.iterchildren(W + "lvlOverride"):
            level = whole_number(override.get(W + "ilvl"))
            levels |= _levels(override)
            if (start := value(override, "startOverride")) is not None:
                starts[level] = whole_number(start, 1)
        return _List(definition, levels, starts)


def _start(found: _List, level: int) -> int:
    return found.starts.get(level, found.levels.get(level, _Level()).start)


def _levels(parent: etree._Element | None) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in () if parent is None else parent.iterchildren(W + "lvl"):
        index = whole_number(element.get(W + "ilvl"), -1)
        if index not in range(_LEVELS):
            continue
        restart = value(element, "lvlRestart")
        levels[index] = _Level(
            start=whole_number(
                value(element, "start"), 1 if element.find(W + "start") is None else 0
            ),
            style=value(element, "numFmt") or "decimal",
            text=(value(element, "lvlText") or "")[:_LONGEST_LABEL],
            style_name=value(element, "pStyle"),
            restarts_after=None if restart is None else whole_number(restart),
            legal=bool(switch(element, "isLgl")),
        )
    return levels
