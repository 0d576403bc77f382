"""Printed paragraphs to blocks: spaces, hyphens, italics, and notes at their markers."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from service.extraction.blocks import Block, BlockRole
from service.extraction.readers.pdf.joining import line_end, text_of
from service.extraction.readers.pdf.lines import is_spaced
from service.extraction.readers.pdf.paragraphs import PlacedLine, PrintedParagraph
from service.extraction.readers.typography import TextRuns, add_raised
from service.extraction.structure.openings import is_formula, printed_number

_PRINTED: Final = re.compile(r"(?:^|(?<=\S)\s?)(\*{1,4}|[†‡]|(?<!\d)\d{1,2}/)(?![\w*])")
"""Markers that are not raised."""
_MARKERS: Final = re.compile(r"\s*,\s*")
_LONGEST_COVER_LINE: Final = 300
_LONGEST_HEADING: Final = 250
_EDGE: Final = 4
"""Pieces at the edge of a line that are looked at to join it with its neighbour."""
_BETWEEN_CELLS: Final = " | "


class BlockWriter:
    """Writes one paragraph after the other; `words` are those that the document has."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        self._known: dict[str, str] = {}
        self._page = -1
        self._on_cover = True

    def block(self, paragraph: PrintedParagraph) -> Block | None:
        """The block of a paragraph; None where nothing is printed."""
        runs = TextRuns()
        for position, cell in enumerate(paragraph.cells):
            if position:
                runs.add(_BETWEEN_CELLS)
            self._cell(runs, cell)
        block = runs.block()
        if block is None:
            return None
        bold = all(placed.line.is_bold for placed in paragraph.lines)
        closed = len(block.text) > _LONGEST_HEADING or block.text.endswith((".", ",", ";", ":"))
        if bold and not (self._on_cover or closed or paragraph.is_row):
            block = replace(block, role=BlockRole.HEADING)
        begins = printed_number(block.text) or is_formula(block.text)
        if begins or (len(block.text) > _LONGEST_COVER_LINE and not bold):
            self._on_cover = False
        return block

    def _cell(self, runs: TextRuns, cell: list[PlacedLine]) -> None:
        for placed, following in pairwise([*cell, None]):
            if placed is None:
                continue
            dropped, between = 0, " "
            if following is not None:
                end = text_of(placed.line.pieces[-_EDGE:], self._words)
                start = text_of(following.line.pieces[:_EDGE], self._words)
                dropped, between = line_end(end, start, self._words)
            self._line(runs, placed, dropped)
            if following is not None and between:
                runs.add(between)

    def _line(self, runs: TextRuns, placed: PlacedLine, dropped: int) -> None:
        """Append a line without its last `dropped` characters."""
        if placed.page != self._page:
            self._known |= placed.notes
            self._page = placed.page
        line, raised = placed.line, ""
        for index, piece in enumerate(line.pieces):
            if line.is_raised(piece):
                raised += piece.text
                continue
            self._raised(runs, raised)
            raised = ""
            if index and is_spaced(line.pieces[index - 1], piece, self._words):
                runs.add(" ")
            last = index == len(line.pieces) - 1
            text = piece.text[: len(piece.text) - dropped] if last else piece.text
            self._text(runs, text, placed, emphasised=piece.look.italic)
        self._raised(runs, raised)

    def _raised(self, runs: TextRuns, text: str) -> None:
        """Append what is printed raised: markers of notes, or an exponent."""
        if not text:
            return
        markers = _MARKERS.split(text.strip())
        if not all(marker in self._known for marker in markers):
            markers = [text]
        for marker in markers:
            add_raised(runs, marker, self._known)

    def _text(self, runs: TextRuns, text: str, placed: PlacedLine, *, emphasised: bool) -> None:
        position = 0
        for match in _PRINTED.finditer(text):
            behind = runs.length or match.start()
            if behind and match[1] in placed.notes:
                runs.add(text[position : match.start()], emphasised=emphasised)
                runs.note(match[1].rstrip("/"), placed.notes[match[1]])
                position = match.end()
        runs.add(text[position:], emphasised=emphasised)
