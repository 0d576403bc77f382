"""Plain text: paragraphs, emphasis marks and footnotes, and nothing else.

`*Commends*` and `_Commends_` are emphasis, `**…**` is bold and only removed.
"""

import re

from service.extraction.blocks import Block, SourceText
from service.extraction.readers.cues import ParagraphCues
from service.extraction.readers.plain_text.footnotes import (
    FootnotedText,
    glued_marker,
    separate_footnotes,
    slashed_marker,
)
from service.extraction.readers.plain_text.paragraphs import ParagraphPiece, split_paragraphs
from service.extraction.readers.typography import SUPERSCRIPTS, BlockBuilder

FORMAT = "text"

_MARKED = re.compile(r"(?<![\w*])(\*{1,2}|_)(?=[^\s*_])(.{1,300}?)(?<=[^\s*])\1(?![\w*])")
_RAISED = re.compile(rf"(?<=\S)[{SUPERSCRIPTS}]+|(?<=[\w).,:;])(?:\*{{1,4}}|†)(?![\w*])")


def read_plain_text(text: str, cues: ParagraphCues) -> SourceText:
    """Read a plain text, already decoded; it may turn out to have no blocks."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    pieces = split_paragraphs(plain, cues)
    return SourceText(format=FORMAT, blocks=build_blocks(pieces, _MARKED, cues))


def build_blocks(
    pieces: list[ParagraphPiece], marked: re.Pattern[str], cues: ParagraphCues
) -> tuple[Block, ...]:
    """The blocks of a text, with its footnotes at their markers.

    Args:
        pieces: The paragraphs, which page ends and footnotes may cut.
        marked: Finds emphasis: its second group is the text.
        cues: What is known of how paragraphs begin.
    """
    text = separate_footnotes(pieces, cues)
    reader = _ParagraphReader(text, marked)
    builders = [reader.read(paragraph) for paragraph in text.paragraphs]
    for footnote in text.footnotes:
        if not footnote.anchored and builders:
            # Its marker is lost; the paragraph before it is the nearest place there is.
            builders[max(footnote.after, 0)].add_note(footnote.marker, footnote.text)
    blocks = (builder.build() for builder in builders)
    return tuple(block for block in blocks if block is not None)


class _ParagraphReader:
    """Turns paragraphs with marks in them into text, emphasis and anchored notes."""

    def __init__(self, text: FootnotedText, marked: re.Pattern[str]) -> None:
        self._text = text
        self._marked = marked
        raised = re.findall(rf"[{SUPERSCRIPTS}]", "".join(text.paragraphs))
        # Figures glued to words are markers only in a text that has no raised figures.
        self._plain = [] if raised else sorted(m for m in text.plain_markers if m.isdecimal())

    def read(self, paragraph: str) -> BlockBuilder:
        builder = BlockBuilder()
        position = 0
        for match in self._marked.finditer(paragraph):
            self._add(paragraph[position : match.start()], builder, emphasised=False)
            self._add(match[2], builder, emphasised=match[1] != "**")
            position = match.end()
        self._add(paragraph[position:], builder, emphasised=False)
        return builder

    def _add(self, text: str, builder: BlockBuilder, *, emphasised: bool) -> None:
        position = 0
        for start, end, marker in self._markers(text):
            footnote = self._text.anchor(marker)
            if footnote is None:
                continue
            builder.add(text[position:start], emphasised=emphasised)
            builder.add_note(footnote.marker, footnote.text)
            position = end
        builder.add(text[position:], emphasised=emphasised)

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
