"""Paragraphs from lines: by the distance between lines, their indents, their type.

A paragraph that a page end cuts continues above the next page's footnotes. Lines with wide gaps are
the columns of the cover page, read one after the other, or rows of a table.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from service.extraction.readers.cues import ParagraphCues
from service.extraction.readers.pdf.footnotes import Page
from service.extraction.readers.pdf.lines import Line

_USUAL_PITCH: Final = 1.2
_TIGHT: Final = (0.9, 1.45)
"""Base line to base line in sizes, within a paragraph."""
_ENOUGH_LINES: Final = 20
_LOOSER: Final = 1.2
_INDENT: Final = 0.8
_FAR: Final = 6.0
_OTHER_SIZE: Final = 0.08
_DEEPEST_COVER: Final = 15
_ENDS: Final = re.compile(r"[.;:,!?][”\"’»)\]]?$")
_SENTENCE_ENDS: Final = re.compile(r"[.;:][”\"’»)\]]?$")


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with its page and the footnotes printed there."""

    line: Line
    page: int
    notes: dict[str, str]


@dataclass(slots=True)
class PrintedParagraph:
    """The lines of a paragraph, or of the cells of a table's row; `last` is the lowest."""

    cells: list[list[PlacedLine]] = field(default_factory=lambda: [[]])
    last: PlacedLine | None = None

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return len(self.cells) > 1

    @property
    def lines(self) -> list[PlacedLine]:
        """All lines."""
        return [line for cell in self.cells for line in cell]


def printed_paragraphs(pages: Sequence[Page], cues: ParagraphCues) -> Iterator[PrintedParagraph]:
    """The paragraphs of a document in reading order."""
    cover, rest = _cover_columns(pages, cues)
    grouper = _Grouper(_pitch(pages), _right_edge(pages), cues)
    for column in cover:
        yield from grouper.group(column)
    yield from grouper.group(rest)


def _cover_columns(
    pages: Sequence[Page], cues: ParagraphCues
) -> tuple[list[list[PlacedLine]], list[PlacedLine]]:
    """The columns at the top of the first page, and all lines below them."""
    placed = [
        PlacedLine(line, number, page.notes)
        for number, page in enumerate(pages)
        for line in page.lines
    ]
    top = placed[:_DEEPEST_COVER]
    top = [one for one in top if one.page == 0]
    acts = (index for index, one in enumerate(top) if _acts(one.line.text, cues))
    top = top[: next(acts, len(top))]
    parted = [index for index, one in enumerate(top) if len(one.line.cells()) > 1]
    if not parted or parted[0] > 2:
        return [], placed
    edge = min(top[index].line.cells()[1].left for index in parted)
    end = parted[-1] + 1
    while end < len(top) and top[end].line.left > edge - top[end].line.size:
        end += 1
    columns: list[list[PlacedLine]] = [[], []]
    for one in top[:end]:
        for cell in one.line.cells():
            right = cell.left > edge - cell.size
            columns[right].append(PlacedLine(cell, one.page, one.notes))
    return columns, placed[end:]


def _pitch(pages: Sequence[Page]) -> float:
    """The usual distance of lines within paragraphs, in sizes."""
    ratios = Counter[float]()
    for page in pages:
        for one, other in pairwise(page.lines):
            if abs(one.size - other.size) < _OTHER_SIZE * one.size and one.size > 0:
                ratios[round((one.y - other.y) / one.size, 1)] += 1
    tight = {ratio: n for ratio, n in ratios.items() if _TIGHT[0] <= ratio <= _TIGHT[1]}
    few = ratios.total() < _ENOUGH_LINES
    if few or sum(tight.values()) >= 0.1 * ratios.total():
        ratios = Counter(tight)
    return max(ratios, key=lambda ratio: (ratios[ratio], -ratio), default=_USUAL_PITCH)


def _right_edge(pages: Sequence[Page]) -> float:
    """Where the lines of the text end, most of them."""
    edges = Counter(round(line.right / 4) * 4 for page in pages for line in page.lines)
    return max(edges, key=lambda edge: (edges[edge], edge), default=0.0)


class _Grouper:
    """Joins the lines of paragraphs."""

    def __init__(self, pitch: float, right_edge: float, cues: ParagraphCues) -> None:
        self._pitch = pitch
        self._right_edge = right_edge
        self._cues = cues

    def group(self, placed: Sequence[PlacedLine]) -> Iterator[PrintedParagraph]:
        """The paragraphs of a column of text."""
        current = PrintedParagraph()
        for one in placed:
            cells = one.line.cells()
            before = current.last
            if before and not self._continues(current, before, one, cells):
                yield current
                current = PrintedParagraph()
            if len(cells) == 1 and not current.is_row:
                current.cells[0].append(one)
            else:
                _add_cells(current, one, cells)
            current.last = one
        if current.last:
            yield current

    def _continues(
        self, current: PrintedParagraph, before: PlacedLine, one: PlacedLine, cells: list[Line]
    ) -> bool:
        if current.is_row or len(cells) > 1:
            first = current.cells[0][0].line
            indented = one.line.left > first.right
            return current.is_row and indented and self._is_near(before, one)
        if before.page != one.page:
            return self._runs_over(current, one)
        if not self._is_near(before, one) or _is_other_type(before.line, one.line):
            return False
        return not self._begins(before.line, one.line)

    def _is_near(self, before: PlacedLine, one: PlacedLine) -> bool:
        distance = before.line.y - one.line.y
        size = max(before.line.size, one.line.size)
        return before.page == one.page and -0.5 * size < distance <= self._pitch * _LOOSER * size

    def _begins(self, before: Line, line: Line) -> bool:
        """Whether a paragraph visibly begins, though its line is no farther off than others."""
        offset = (line.left - before.left) / line.size
        if abs(offset) > _FAR and not (line.left < before.right and line.right > before.left):
            return True
        if not self._ends(before, _ENDS):
            return False
        if _is_numbered(line.text, self._cues) and (
            self._is_short(before, line) or abs(offset) > _INDENT
        ):
            return True
        return offset > _INDENT and self._is_short(before, line)

    def _is_short(self, before: Line, line: Line) -> bool:
        """Whether the next word would have fitted on the line before."""
        word = line.text.split(" ", 1)[0]
        width = (line.right - line.left) * (len(word) + 1) / max(len(line.text), 1)
        return before.right + width < self._right_edge

    def _runs_over(self, current: PrintedParagraph, one: PlacedLine) -> bool:
        """Whether the first line of a page continues the last paragraph of the page before."""
        lines = [placed.line for placed in current.cells[0]]
        last, line = lines[-1], one.line
        follows = one.page == current.cells[0][-1].page + 1 and not _is_other_type(last, line)
        if not follows or self._cues.is_formula(last.text):
            return False
        ends = self._ends(last, _ENDS)
        if ends and _is_numbered(line.text, self._cues):
            return False
        if line.text[:1].islower():
            return True
        indent = _INDENT * line.size
        if len(lines) == 1 or last.is_bold:
            # It is unknown how the lines after a first line are indented.
            further_left = line.left < last.left - indent
            return further_left or not (ends or self._is_short(last, line))
        if line.left > last.left + indent:
            return False
        if lines[0].left > last.left + indent:
            return True
        return not self._ends(last, _SENTENCE_ENDS)

    def _ends(self, line: Line, ending: re.Pattern[str]) -> bool:
        """Whether a line has an ending, which a conjunction may follow."""
        return bool(ending.search(self._cues.without_conjunction(line.text)))


def _add_cells(row: PrintedParagraph, one: PlacedLine, cells: list[Line]) -> None:
    """Append the cells of a line to those of the row above them."""
    if not row.cells[0]:
        row.cells = [[PlacedLine(cell, one.page, one.notes)] for cell in cells]
        return
    for cell in cells:
        above = [column for column in row.cells if column[0].line.left <= cell.left + cell.size]
        target = above[-1] if above else row.cells[0]
        target.append(PlacedLine(cell, one.page, one.notes))


def _is_other_type(one: Line, other: Line) -> bool:
    size = max(one.size, other.size)
    return abs(one.size - other.size) > _OTHER_SIZE * size or one.is_bold != other.is_bold


def _acts(text: str, cues: ParagraphCues) -> bool:
    """Whether a line is the formula, or begins a numbered paragraph."""
    return cues.is_formula(text) or _is_numbered(text, cues)


def _is_numbered(text: str, cues: ParagraphCues) -> bool:
    return bool(cues.printed_number(text) or cues.printed_letter(text))
