"""Footnotes of printed pages: found at the end of a page, under a rule or by their smaller type."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.extraction.readers.cues import LayoutCues
from service.extraction.readers.hyphenation import join_printed_lines
from service.extraction.readers.pdf.lines import Line, text_of
from service.extraction.readers.pdf.text_runs import TextRun

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
    """Separates the footnotes from the lines of one page after the other."""

    def __init__(self, body_size: float, words: frozenset[str], cues: LayoutCues) -> None:
        self._body_size = body_size
        self._words = words
        self._cues = cues
        self._last: list[str] = []

    def pages(self, pages: Sequence[Sequence[Line]]) -> list[Page]:
        """Separate the pages. A note that runs over from the page before continues that note."""
        separated = [self._page(lines) for lines in pages]
        return [
            Page(lines, {marker: self._joined(texts) for marker, texts in notes.items()})
            for lines, notes in separated
        ]

    def _joined(self, texts: Sequence[str]) -> str:
        return join_printed_lines(texts, self._words, self._cues)

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
        marker, runs = _marked(line) or ("", line.runs)
        if marker:
            self._last = notes[marker] = []
        self._last.append(text_of(runs, self._words))


def _marked(line: Line) -> tuple[str, list[TextRun]] | None:
    """The marker that a line of footnotes begins with, and the text runs behind it."""
    raised = 0
    while raised < len(line.runs) and line.is_raised(line.runs[raised]):
        raised += 1
    marker = "".join(run.text for run in line.runs[:raised]).strip()
    if _MARKER.fullmatch(marker):
        return marker, line.runs[raised:]
    first = line.runs[0]
    printed = _PRINTED.match(first.text)
    if printed is None or raised:
        return None
    behind = first._replace(text=first.text[printed.end() :])
    return printed[1], [behind, *line.runs[1:]] if behind.text else line.runs[1:]
