"""Plain text: paragraphs, emphasis marks and footnotes, nothing else is known.

`*Commends*` and `_Commends_` are emphasis, `**…**` is bold and only taken away.
"""

import re

from service.extraction.blocks import Block, SourceText
from service.extraction.readers.plain_text.footnotes import (
    SUPERSCRIPTS,
    NotedText,
    glued_marker,
    slashed_marker,
    take_out_notes,
)
from service.extraction.readers.plain_text.paragraphs import PageText, paragraphs
from service.extraction.readers.typography import TextRuns

FORMAT = "text"

_MARKED = re.compile(r"(?<![\w*])(\*{1,2}|_)(?=[^\s*_])(.{1,300}?)(?<=[^\s*])\1(?![\w*])")
_RAISED = re.compile(rf"(?<=\S)[{SUPERSCRIPTS}]+|(?<=[\w).,:;])(?:\*{{1,4}}|†)(?![\w*])")


def read_text(text: str) -> SourceText:
    """Read a plain text, already decoded."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(format=FORMAT, blocks=read_paragraphs(paragraphs(plain), _MARKED))


def read_paragraphs(pages: list[PageText], marked: re.Pattern[str]) -> tuple[Block, ...]:
    """The blocks of paragraphs in which `marked` finds emphasis: its second group is the text."""
    noted = take_out_notes(pages)
    builder = _BlockBuilder(noted, marked)
    runs = [builder.build(paragraph) for paragraph in noted.paragraphs]
    for definition in noted.definitions:
        if not definition.anchored and runs:
            # Its marker is lost; the paragraph before it is the nearest place there is.
            runs[max(definition.after, 0)].note(definition.marker, definition.text)
    blocks = (run.block() for run in runs)
    return tuple(block for block in blocks if block is not None)


class _BlockBuilder:
    """Turns paragraphs with marks in them into text, emphasis and anchored notes."""

    def __init__(self, noted: NotedText, marked: re.Pattern[str]) -> None:
        self._noted = noted
        self._marked = marked
        raised = re.findall(rf"[{SUPERSCRIPTS}]", "".join(noted.paragraphs))
        # Figures glued to words are markers only in a text that has no raised figures.
        self._plain = [] if raised else sorted(m for m in noted.plain_markers if m.isdecimal())

    def build(self, paragraph: str) -> TextRuns:
        runs = TextRuns()
        position = 0
        for match in self._marked.finditer(paragraph):
            self._add(paragraph[position : match.start()], runs, emphasised=False)
            self._add(match[2], runs, emphasised=match[1] != "**")
            position = match.end()
        self._add(paragraph[position:], runs, emphasised=False)
        return runs

    def _add(self, text: str, runs: TextRuns, *, emphasised: bool) -> None:
        position = 0
        for start, end, marker in self._markers(text):
            definition = self._noted.anchor(marker)
            if definition is None:
                continue
            runs.add(text[position:start], emphasised=emphasised)
            runs.note(definition.marker, definition.text)
            position = end
        runs.add(text[position:], emphasised=emphasised)

    def _markers(self, text: str) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        if "*" in text or not text.isascii():
            found += [(m.start(), m.end(), m[0]) for m in _RAISED.finditer(text)]
        for marker in self._plain:
            if marker not in text:
                continue
            for pattern in (slashed_marker(marker), glued_marker(marker)):
                found += [(m.start(), m.end(), marker) for m in pattern.finditer(text)]
        return sorted(found)
