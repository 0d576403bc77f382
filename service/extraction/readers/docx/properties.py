"""Properties of WordprocessingML: what an element states itself, and what its styles give it.

A style takes what it does not state from the style that it is based on.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_OFF: Final = frozenset({"0", "false", "off"})
_WHOLE: Final = re.compile(r"-?\d{1,9}")
_LONGEST_CHAIN: Final = 30


def value(parent: etree._Element | None, name: str) -> str | None:
    """The value of a property below `parent`; None where it is not set."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val")


def switch(parent: etree._Element | None, name: str) -> bool | None:
    """Whether a property is switched on or off below `parent`; None where it is not set."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val") not in _OFF


def whole_number(printed: str | None, default: int = 0) -> int:
    """A whole number of at most nine digits; `default` for anything else."""
    return int(printed) if printed and _WHOLE.fullmatch(printed) else default


@dataclass(frozen=True, slots=True)
class RunStyle:
    """Italic, bold, raised, hidden: None where it is not settled."""

    italic: bool | None = None
    bold: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None

    def over(self, base: "RunStyle") -> "RunStyle":
        """This style, completed by `base`."""
        return RunStyle(
            base.italic if self.italic is None else self.italic,
            base.bold if self.bold is None else self.bold,
            base.raised if self.raised is None else self.raised,
            base.hidden if self.hidden is None else self.hidden,
        )


@dataclass(frozen=True, slots=True)
class NumberingReference:
    """A list (`number_id`) and a level in it; None where it is not stated."""

    number_id: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """What a style gives; `chain` are its own id and those of the styles it is based on."""

    chain: tuple[str, ...] = ()
    run: RunStyle = RunStyle()
    numbering: NumberingReference = NumberingReference()


def run_style(properties: etree._Element | None) -> RunStyle:
    """The style that run properties (`w:rPr`) state."""
    if properties is None:
        return RunStyle()
    position = value(properties, "vertAlign")
    raised = None if position is None else position == "superscript"
    return RunStyle(
        switch(properties, "i"), switch(properties, "b"), raised, switch(properties, "vanish")
    )


def numbering_reference(properties: etree._Element | None) -> NumberingReference:
    """The list that paragraph properties (`w:pPr`) state."""
    stated = None if properties is None else properties.find(W + "numPr")
    return NumberingReference(value(stated, "numId"), value(stated, "ilvl"))


@dataclass(slots=True)
class Styles:
    """The styles part; an absent one has no styles."""

    root: etree._Element | None
    _elements: dict[str, etree._Element] = field(default_factory=dict)
    _resolved: dict[str, Style] = field(default_factory=dict)
    _default: str | None = None

    def __post_init__(self) -> None:
        for element in () if self.root is None else self.root.iterchildren(W + "style"):
            name = element.get(W + "styleId") or ""
            self._elements.setdefault(name, element)
            by_default = element.get(W + "default") in ("1", "true", "on")
            if by_default and element.get(W + "type") == "paragraph":
                self._default = name

    def paragraph_style(self, name: str | None) -> Style:
        """The style of a paragraph that names it, or that names none."""
        return self.style(name or self._default)

    def style(self, name: str | None) -> Style:
        """A style with all that it inherits; a style that does not exist gives nothing."""
        if name is None:
            return Style()
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> Style:
        chain: list[str] = []
        run, numbering = RunStyle(), NumberingReference()
        following: str | None = name
        while following in self._elements and len(chain) < _LONGEST_CHAIN:
            element = self._elements[following]
            chain.append(following)
            run = run.over(run_style(element.find(W + "rPr")))
            stated = numbering_reference(element.find(W + "pPr"))
            numbering = NumberingReference(
                numbering.number_id or stated.number_id, numbering.level or stated.level
            )
            following = value(element, "basedOn")
        return Style(tuple(chain), run, numbering)
