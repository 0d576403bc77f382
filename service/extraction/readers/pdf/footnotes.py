"""Footnotes: found at the end of their page, under a rule or by their smaller type; taken out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.extraction.readers.pdf.joining import join, text_of
from service.extraction.readers.pdf.lines import Line
from service.extraction.readers.pdf.text_runs import Piece

_RULE: Final = re.compile(r"[_\u2014\u2015\u2500]{6,}")
_SMALLER: Final = 0.93
_MARKER: Final = re.compile(r"\d{1,3}|[a-z]|\*{1,4}|[†‡]")
_PRINTED: Final = re.compile(r"(\*{1,4}|[†‡]|\d{1,2}/(?!\w))\s*")
"""Markers that are not raised: stars, and figures with a stroke, as typewriters had them."""


@dataclass(slots=True)
class Page:
    """The lines of a page above its footnotes, and the texts of its footnotes by their markers."""

    lines: list[Line]
    notes: dict[str, str]


class FootnoteReader:
    """Takes the footnotes from one page after the other."""

    def __init__(self, body_size: float, words: frozenset[str]) -> None:
        self._body_size = body_size
        self._words = words
        self._last: list[str] = []

    def pages(self, pages: Sequence[Sequence[Line]]) -> list[Page]:
        """Part the pages. A note that runs over from the page before goes on with that note."""
        parted = [self._page(lines) for lines in pages]
        return [
            Page(lines, {marker: join(texts, self._words) for marker, texts in notes.items()})
            for lines, notes in parted
        ]

    def _page(self, lines: Sequence[Line]) -> tuple[list[Line], dict[str, list[str]]]:
        """The lines above the footnotes, and the lines of the footnotes by their markers."""
        start, rule = self._start(lines)
        notes: dict[str, list[str]] = {}
        for line in lines[start + rule :]:
            self._read(line, notes)
        return list(lines[:start]), notes

    def _start(self, lines: Sequence[Line]) -> tuple[int, int]:
        """The index of the first line of the footnotes, and how many lines are the rule."""
        for index in range(len(lines) - 1, -1, -1):
            if _RULE.fullmatch(lines[index].text):
                below = lines[index + 1 :]
                if below and (all(map(self._is_small, below)) or _marked(below[0])):
                    return index, 1
        start = len(lines)
        while start and self._is_small(lines[start - 1]):
            start -= 1
        while start < len(lines) and not _marked(lines[start]):
            start += 1
        return start, 0

    def _is_small(self, line: Line) -> bool:
        return line.size < _SMALLER * self._body_size

    def _read(self, line: Line, notes: dict[str, list[str]]) -> None:
        marker, pieces = _marked(line) or ("", line.pieces)
        if marker:
            self._last = notes[marker] = []
        self._last.append(text_of(pieces, self._words))


def _marked(line: Line) -> tuple[str, list[Piece]] | None:
    """The marker that a line of footnotes begins with, and the pieces behind it."""
    raised = 0
    while raised < len(line.pieces) and line.is_raised(line.pieces[raised]):
        raised += 1
    marker = "".join(piece.text for piece in line.pieces[:raised]).strip()
    if _MARKER.fullmatch(marker):
        return marker, line.pieces[raised:]
    first = line.pieces[0]
    printed = _PRINTED.match(first.text)
    if printed is None or raised:
        return None
    behind = first._replace(text=first.text[printed.end() :])
    return printed[1], [behind, *line.pieces[1:]] if behind.text else line.pieces[1:]
