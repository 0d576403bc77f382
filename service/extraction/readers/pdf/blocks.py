"""Blocks from printed paragraphs: spaces, hyphens, italics, and notes at their markers."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from service.extraction.blocks import Block, BlockRole
from service.extraction.readers.cues import ParagraphCues
from service.extraction.readers.hyphenation import join_printed
from service.extraction.readers.pdf.lines import is_spaced, text_of
from service.extraction.readers.pdf.paragraphs import PlacedLine, PrintedParagraph
from service.extraction.readers.typography import BlockBuilder, add_raised

_PRINTED: Final = re.compile(r"(?:^|(?<=\S)\s?)(\*{1,4}|[†‡]|(?<!\d)\d{1,2}/)(?![\w*])")
"""Markers that are not raised."""
_MARKERS: Final = re.compile(r"\s*,\s*")
_LONGEST_COVER_LINE: Final = 300
_LONGEST_HEADING: Final = 250
_EDGE: Final = 4
"""Text runs at the edge of a line that are looked at to join it with its neighbour."""
_BETWEEN_CELLS: Final = " | "


class BlockWriter:
    """Writes one paragraph after the other; `words` are those that the document has."""

    def __init__(self, words: frozenset[str], cues: ParagraphCues) -> None:
        self._words = words
        self._cues = cues
        self._known: dict[str, str] = {}
        self._page = -1
        self._on_cover = True

    def block(self, paragraph: PrintedParagraph) -> Block | None:
        """The block of a paragraph; None where nothing is printed."""
        builder = BlockBuilder()
        for position, cell in enumerate(paragraph.cells):
            if position:
                builder.add(_BETWEEN_CELLS)
            self._cell(builder, cell)
        block = builder.build()
        if block is None:
            return None
        bold = all(placed.line.is_bold for placed in paragraph.lines)
        closed = len(block.text) > _LONGEST_HEADING or block.text.endswith((".", ",", ";", ":"))
        if bold and not (self._on_cover or closed or paragraph.is_row):
            block = replace(block, role=BlockRole.HEADING)
        begins = self._cues.printed_number(block.text) or self._cues.is_formula(block.text)
        if begins or (len(block.text) > _LONGEST_COVER_LINE and not bold):
            self._on_cover = False
        return block

    def _cell(self, builder: BlockBuilder, cell: list[PlacedLine]) -> None:
        for placed, following in pairwise([*cell, None]):
            if placed is None:
                continue
            dropped, between = 0, " "
            if following is not None:
                end = text_of(placed.line.runs[-_EDGE:], self._words)
                start = text_of(following.line.runs[:_EDGE], self._words)
                dropped, between = join_printed(end, start, self._words, self._cues)
            self._line(builder, placed, dropped)
            if following is not None and between:
                builder.add(between)

    def _line(self, builder: BlockBuilder, placed: PlacedLine, dropped: int) -> None:
        """Append a line without its last `dropped` characters."""
        if placed.page != self._page:
            self._known |= placed.notes
            self._page = placed.page
        line, raised = placed.line, ""
        for index, run in enumerate(line.runs):
            if line.is_raised(run):
                raised += run.text
                continue
            self._raised(builder, raised)
            raised = ""
            if index and is_spaced(line.runs[index - 1], run, self._words):
                builder.add(" ")
            last = index == len(line.runs) - 1
            text = run.text[: len(run.text) - dropped] if last else run.text
            self._text(builder, text, placed, emphasised=run.font.italic)
        self._raised(builder, raised)

    def _raised(self, builder: BlockBuilder, text: str) -> None:
        """Append what is printed raised: markers of notes, or an exponent."""
        if not text:
            return
        markers = _MARKERS.split(text.strip())
        if not all(marker in self._known for marker in markers):
            markers = [text]
        for marker in markers:
            add_raised(builder, marker, self._known)

    def _text(
        self, builder: BlockBuilder, text: str, placed: PlacedLine, *, emphasised: bool
    ) -> None:
        position = 0
        for match in _PRINTED.finditer(text):
            behind = builder.length or match.start()
            if behind and match[1] in placed.notes:
                builder.add(text[position : match.start()], emphasised=emphasised)
                builder.add_note(match[1].rstrip("/"), placed.notes[match[1]])
                position = match.end()
        builder.add(text[position:], emphasised=emphasised)
