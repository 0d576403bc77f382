"""Footnotes and endnotes: what their marks are, and what they say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from service.errors import DocumentTooLarge
from service.extraction.readers.docx.list_numbers import format_number
from service.extraction.readers.docx.properties import W, value, whole_number

MAXIMUM_NOTES: Final = 10_000_000
"""Characters of all notes together, each counted where it is referred to."""

_KINDS: Final = {
    W + "footnoteReference": ("footnote", "decimal"),
    W + "endnoteReference": ("endnote", "lowerRoman"),
}


@dataclass(slots=True)
class _Series:
    """The notes of a kind, by id, how they are counted, and the texts read so far."""

    elements: dict[str, etree._Element]
    style: str
    number: int
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Footnotes:
    """The notes of a document. `known` are those met so far, by their marks."""

    read_text: Callable[[etree._Element], str]
    known: dict[str, str] = field(default_factory=dict)
    _series: dict[object, _Series] = field(default_factory=dict)
    _characters: int = 0

    def define(self, tag: str, part: etree._Element | None, settings: list[etree._Element]) -> None:
        """Read the part with the notes of a kind of reference.

        `settings` are elements that may say how they are counted, the nearest first.
        """
        name, style = _KINDS[tag]
        elements = (
            {}
            if part is None
            else {element.get(W + "id") or "": element for element in part.iterchildren(W + name)}
        )
        stated = [one for each in settings for one in each.iterchildren(f"{W}{name}Pr")]
        style = next((s for one in stated if (s := value(one, "numFmt"))), style)
        start = next((s for one in stated if (s := value(one, "numStart"))), "1")
        self._series[tag] = _Series(elements, style, whole_number(start, 1) - 1)

    def next(self, reference: etree._Element) -> tuple[str, str] | None:
        """Mark and text of the counted note that is referred to."""
        series = self._series.get(reference.tag)
        if series is None:
            return None
        series.number += 1
        return self.marked(reference, format_number(series.number, series.style))

    def marked(self, reference: etree._Element, mark: str) -> tuple[str, str] | None:
        """Mark and text of a note that has a mark of its own; None where it does not exist."""
        series = self._series.get(reference.tag)
        name = reference.get(W + "id") or ""
        if series is None or name not in series.elements:
            return None
        if name not in series.texts:
            series.texts[name] = self.read_text(series.elements[name])
        text = series.texts[name].removeprefix(mark).strip()
        self._characters += len(text)
        if self._characters > MAXIMUM_NOTES:
            raise DocumentTooLarge(f"more than {MAXIMUM_NOTES} characters of notes")
        self.known[mark] = text
        return mark, text
