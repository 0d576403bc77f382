"""The typography of all blocks: how readers normalize text, and build blocks from pieces of it.

* All white space (no-break and thin spaces, tabs, line ends) becomes single spaces, none outside.
* Soft hyphens, zero-width characters, marks of direction, control and noncharacters go.
* Characters are composed (NFC): I with a combining dot above becomes İ.
* Everything else stays as printed: U+2011 hyphens, typographic quotes and apostrophes, dashes.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from service.extraction.blocks import Block, BlockRole, Note

SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
TO_SUPERSCRIPTS: Final = str.maketrans("0123456789", SUPERSCRIPTS)

_DROPPED = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF]
    + [*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF]
    + [code for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if not chr(code).isspace()]
)
_SPACE = re.compile(r"\s+")
_UNIT = re.compile(r"(?:^|[\s\d])[kcm]?m$|(?:^|\D)10$")


def normalize(text: str) -> str:
    """The text with the typography of blocks, without white space at its ends."""
    return _squeeze(text).strip()


def _squeeze(text: str) -> str:
    if text.isprintable():  # So nothing is to be dropped, and all white space is plain.
        composed = text if text.isascii() else unicodedata.normalize("NFC", text)
        return _SPACE.sub(" ", composed) if "  " in composed else composed
    spaced = _SPACE.sub(" ", text)
    if spaced.isprintable():  # White space alone was not: lines and their indentation.
        return spaced if spaced.isascii() else unicodedata.normalize("NFC", spaced)
    composed = unicodedata.normalize("NFC", text.translate(_DROPPED))
    return _SPACE.sub(" ", composed)


@dataclass(slots=True)
class BlockBuilder:
    """A block built from pieces: text, some of it emphasised, and notes between them."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    emphasis: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[str, int, str]] = field(default_factory=list)

    def add(self, text: str, *, emphasised: bool = False) -> None:
        """Append a piece of text as the source has it."""
        squeezed = _squeeze(text)
        if not self.pieces or self.pieces[-1].endswith(" "):
            squeezed = squeezed.lstrip(" ")
        if not squeezed:
            return
        if unicodedata.combining(squeezed[0]) and self.pieces:
            self._compose_across_pieces(squeezed[0])
            squeezed = squeezed[1:]
            if not squeezed:
                return
        start = self.length
        self.pieces.append(squeezed)
        self.length += len(squeezed)
        if emphasised:
            self._emphasise(start, squeezed)

    def add_note(self, marker: str, text: str) -> None:
        """Anchor a note at the end of what has been added so far."""
        trailing = bool(self.pieces) and self.pieces[-1].endswith(" ")
        self.notes.append((marker, self.length - trailing, normalize(text)))

    def build(
        self, role: BlockRole | None = None, number: str | None = None, level: int = 0
    ) -> Block | None:
        """The finished block, or None when nothing is printed."""
        text = "".join(self.pieces).rstrip(" ")
        if not text:
            return None
        return Block(
            text=text,
            role=role,
            number=number,
            level=level,
            emphasis=tuple((start, min(end, len(text))) for start, end in self.emphasis),
            notes=tuple(Note(marker, min(at, len(text)), note) for marker, at, note in self.notes),
        )

    def _compose_across_pieces(self, mark: str) -> None:
        # A combining mark that begins a run belongs to the letter that ends the run before it.
        composed = unicodedata.normalize("NFC", self.pieces[-1] + mark)
        self.length += len(composed) - len(self.pieces[-1])
        self.pieces[-1] = composed

    def _emphasise(self, start: int, text: str) -> None:
        if not text.strip(" "):
            return
        begin = start + len(text) - len(text.lstrip(" "))
        end = start + len(text.rstrip(" "))
        if self.emphasis:
            last_start, last_end = self.emphasis[-1]
            # One verb is sometimes split over two italic runs: nothing but space between them.
            if begin - last_end <= 1 and not self._between(last_end, begin).strip(" "):
                self.emphasis[-1] = (last_start, end)
                return
        self.emphasis.append((begin, end))

    def _between(self, start: int, end: int) -> str:
        """At most one character, which is before or in the last piece."""
        tail = "".join(self.pieces[-2:])
        before = self.length - len(tail)
        return tail[max(start - before, 0) : max(end - before, 0)]


def add_raised(builder: BlockBuilder, text: str, notes: Mapping[str, str]) -> None:
    """Append what is printed raised: a further reference to one of the notes, or an exponent.

    `notes` are the texts of the notes so far, by their markers.
    """
    marker = normalize(text)
    if marker in notes and not _UNIT.search("".join(builder.pieces[-2:])):
        builder.add_note(marker, notes[marker])
    else:
        builder.add(text.translate(TO_SUPERSCRIPTS) if text.isascii() else text)
