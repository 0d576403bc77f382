"""Footnotes of a plain text: found at the ends of pages, and the paragraphs that they cut joined.

A footnote is a paragraph of its own that begins with its marker (¹, 12 or *). It may be in
the middle of a paragraph that runs over to the next page.
"""

import re
from dataclasses import dataclass, field

from service.extraction.readers.cues import ParagraphCues
from service.extraction.readers.plain_text.paragraphs import ParagraphPiece, without_emphasis_marks
from service.extraction.readers.typography import SUPERSCRIPTS

_TO_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_RAISED = re.compile(rf"([{SUPERSCRIPTS}]+)\s+(\S.*)", re.DOTALL)
_STARRED = re.compile(r"(\*{1,4}|†)\s+([^*\s].*)", re.DOTALL)
_PLAIN = re.compile(r"(\d{1,3})\s+(?=[A-Z“\"])(.+)", re.DOTALL)
_SLASHED = re.compile(r"(\d{1,3})/\s*(?=[A-Z])(.+)", re.DOTALL)
_NUMBERED = re.compile(r"(\d{1,2})\s+(\S.+)", re.DOTALL)
_LONG_ENOUGH_FOR_PROSE = 120


@dataclass(slots=True)
class Footnote:
    """A footnote as found; `after` is the index of the paragraph before it."""

    marker: str
    text: str
    after: int
    anchored: bool = False


@dataclass(slots=True)
class FootnotedText:
    """Whole paragraphs, with the markers of footnotes still in them, and the footnotes."""

    paragraphs: list[str] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)

    def anchor(self, marker: str) -> Footnote | None:
        """The footnote that the next occurrence of a marker points to."""
        plain = marker.translate(_TO_DIGITS)
        candidates = [note for note in self.footnotes if note.marker == plain]
        if not candidates:
            return None
        chosen = next((note for note in candidates if not note.anchored), candidates[-1])
        chosen.anchored = True
        return chosen

    @property
    def plain_markers(self) -> frozenset[str]:
        """All markers that have a footnote."""
        return frozenset(note.marker for note in self.footnotes)


def separate_footnotes(pieces: list[ParagraphPiece], cues: ParagraphCues) -> FootnotedText:
    """Separate footnotes from paragraphs, and join the paragraphs that they cut."""
    separated = FootnotedText()
    paragraphs = separated.paragraphs
    interrupted = False
    for piece in pieces:
        footnote = _footnote(piece.text, separated, cues)
        if footnote:
            separated.footnotes.append(footnote)
            interrupted = True
            continue
        interrupted = interrupted or piece.after_break
        if interrupted and paragraphs and _continues(paragraphs[-1], piece.text, cues):
            paragraphs[-1] = f"{paragraphs[-1]} {piece.text}"
        else:
            paragraphs.append(piece.text)
        interrupted = False
    return separated


def _continues(first: str, second: str, cues: ParagraphCues) -> bool:
    """Whether `second` continues the sentence of `first`, which a page end cut."""
    first, second = without_emphasis_marks(first), without_emphasis_marks(second)
    if cues.printed_number(second) or cues.printed_letter(second):
        return False
    if cues.is_formula(second) or cues.is_formula(first):
        return False
    if second[:1].islower():
        return True
    end = first.rstrip(f"{SUPERSCRIPTS}*† ")
    if end.endswith((".", ";", ":")):
        return False
    if end.endswith(","):
        return not _opens_paragraph(second, cues)
    return _is_prose(first, cues)


def _is_prose(text: str, cues: ParagraphCues) -> bool:
    """Whether this is (part of) a paragraph rather than a heading or a line of the header."""
    if cues.printed_number(text) or cues.printed_letter(text):
        return True
    return len(text) > _LONG_ENOUGH_FOR_PROSE or _opens_paragraph(text, cues)


def _opens_paragraph(text: str, cues: ParagraphCues) -> bool:
    return cues.starts_operative(text) or cues.starts_preambular(text)


def _footnote(text: str, before: FootnotedText, cues: ParagraphCues) -> Footnote | None:
    """The footnote that a piece of text is, if it is one, by the text before it."""
    after = len(before.paragraphs) - 1
    if match := _RAISED.fullmatch(text):
        return Footnote(match[1].translate(_TO_DIGITS), match[2], after)
    if (match := _STARRED.fullmatch(text)) and _starred_before(match[1], before.paragraphs):
        return Footnote(match[1], match[2], after)
    if (match := _SLASHED.fullmatch(text)) and _slashed_before(match[1], before):
        return Footnote(match[1], match[2], after)
    if (match := _NUMBERED.fullmatch(text)) and cues.is_note_text(match[2]):
        return Footnote(match[1], match[2], after)
    if (match := _PLAIN.fullmatch(text)) and _glued_before(match[1], before):
        return Footnote(match[1], match[2], after)
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


def _slashed_before(marker: str, before: FootnotedText) -> bool:
    return any(slashed_marker(marker).search(paragraph) for paragraph in before.paragraphs)


def _glued_before(marker: str, before: FootnotedText) -> bool:
    """Whether the marker is attached to a word since the last footnote."""
    start = before.footnotes[-1].after if before.footnotes else 0
    pattern = glued_marker(marker)
    return any(pattern.search(paragraph) for paragraph in before.paragraphs[max(start, 0) :])
