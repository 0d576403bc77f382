"""Footnotes of a plain text: found at the ends of pages, taken out, and the cut paragraph rejoined.

A footnote stands in a paragraph of its own that begins with its marker (¹, 12 or *). It may stand
in the middle of a paragraph that runs over to the next page.
"""

import re
from dataclasses import dataclass, field

from service.extraction.readers.plain_text.paragraphs import PageText, unmarked
from service.extraction.structure.openings import (
    is_formula,
    printed_letter,
    printed_number,
    starts_operative,
    starts_preambular,
)

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_RAISED = re.compile(rf"([{SUPERSCRIPTS}]+)\s+(\S.*)", re.DOTALL)
_STARRED = re.compile(r"(\*{1,4}|†)\s+([^*\s].*)", re.DOTALL)
_PLAIN = re.compile(r"(\d{1,3})\s+(?=[A-Z“\"])(.+)", re.DOTALL)
_SLASHED = re.compile(r"(\d{1,3})/\s*(?=[A-Z])(.+)", re.DOTALL)
_SURELY = re.compile(r"(\d{1,2})\s+((?:Official Records|See|Ibid\.)(?!\w).+)", re.DOTALL)
"""So no paragraph of a resolution begins, even where the marker in the text is lost."""
_LONG_ENOUGH_FOR_PROSE = 120


@dataclass(slots=True)
class NoteDefinition:
    """A footnote as found; `after` is the index of the paragraph before it."""

    marker: str
    text: str
    after: int
    anchored: bool = False


@dataclass(slots=True)
class NotedText:
    """Whole paragraphs, their markers still in them, and the footnotes taken out."""

    paragraphs: list[str] = field(default_factory=list)
    definitions: list[NoteDefinition] = field(default_factory=list)

    def anchor(self, marker: str) -> NoteDefinition | None:
        """The footnote that the next occurrence of a marker points to."""
        plain = marker.translate(_TO_DIGITS)
        candidates = [d for d in self.definitions if d.marker == plain]
        if not candidates:
            return None
        chosen = next((d for d in candidates if not d.anchored), candidates[-1])
        chosen.anchored = True
        return chosen

    @property
    def plain_markers(self) -> frozenset[str]:
        """All markers that have a footnote."""
        return frozenset(d.marker for d in self.definitions)


def take_out_notes(pages: list[PageText]) -> NotedText:
    """Separate footnotes from paragraphs and rejoin what they cut."""
    noted = NotedText()
    interrupted = False
    for page in pages:
        definition = _definition(page.text, noted)
        if definition:
            noted.definitions.append(definition)
            interrupted = True
            continue
        interrupted = interrupted or page.after_break
        if interrupted and noted.paragraphs and continues(noted.paragraphs[-1], page.text):
            noted.paragraphs[-1] = f"{noted.paragraphs[-1]} {page.text}"
        else:
            noted.paragraphs.append(page.text)
        interrupted = False
    return noted


def continues(first: str, second: str) -> bool:
    """Whether `second` goes on with the sentence of `first`, which a page end cut."""
    first, second = unmarked(first), unmarked(second)
    if printed_number(second) or printed_letter(second) or is_formula(second) or is_formula(first):
        return False
    if second[:1].islower():
        return True
    end = first.rstrip(f"{SUPERSCRIPTS}*† ")
    if end.endswith((".", ";", ":")):
        return False
    opens = starts_operative(second) or starts_preambular(second)
    if end.endswith(","):
        return not opens
    return _is_prose(first)


def _is_prose(text: str) -> bool:
    """Whether this is (part of) a paragraph rather than a heading or a line of the header."""
    numbered = printed_number(text) or printed_letter(text)
    opens = starts_operative(text) or starts_preambular(text)
    return bool(numbered) or opens or len(text) > _LONG_ENOUGH_FOR_PROSE


def _definition(text: str, noted: NotedText) -> NoteDefinition | None:
    after = len(noted.paragraphs) - 1
    if match := _RAISED.fullmatch(text):
        return NoteDefinition(match[1].translate(_TO_DIGITS), match[2], after)
    if (match := _STARRED.fullmatch(text)) and _starred_before(match[1], noted.paragraphs):
        return NoteDefinition(match[1], match[2], after)
    if (match := _SLASHED.fullmatch(text)) and _slashed_before(match[1], noted):
        return NoteDefinition(match[1], match[2], after)
    if match := _SURELY.fullmatch(text):
        return NoteDefinition(match[1], match[2], after)
    if (match := _PLAIN.fullmatch(text)) and _glued_before(match[1], noted):
        return NoteDefinition(match[1], match[2], after)
    return None


def _starred_before(marker: str, paragraphs: list[str]) -> bool:
    glued = re.compile(rf"[\w).,:;]{re.escape(marker)}(?![\w*])")
    return any(glued.search(paragraph) for paragraph in paragraphs)


def glued_marker(marker: str) -> re.Pattern[str]:
    """A plain figure glued to a word or its punctuation: "terrorism3 and", "Justice,3 adopted"."""
    return re.compile(rf"(?<=[^\W\d_]|[,.;:”’)\]]){marker}(?=[\s,.;:)]|$)")


def slashed_marker(marker: str) -> re.Pattern[str]:
    """A figure with a stroke behind a word: "the report 1/ of", "two abstentions.1/"."""
    return re.compile(rf"(?:(?<=\s)|(?<=[^\W\d_]|[,.;:”’)\]])){marker}/(?=[\s,.;:)]|$)")


def _slashed_before(marker: str, noted: NotedText) -> bool:
    return any(slashed_marker(marker).search(paragraph) for paragraph in noted.paragraphs)


def _glued_before(marker: str, noted: NotedText) -> bool:
    """Whether the marker stands glued to a word since the last footnote."""
    start = noted.definitions[-1].after if noted.definitions else 0
    pattern = glued_marker(marker)
    return any(pattern.search(paragraph) for paragraph in noted.paragraphs[max(start, 0) :])
