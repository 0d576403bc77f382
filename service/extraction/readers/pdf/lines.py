"""Lines from text runs: those on one base line, with raised markers; cells are separated.

Producers cut words into text runs wherever they like, and justified lines stretch their spaces, so
whether a gap is a space is settled by its width, in doubt by the words that the document has.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from service.extraction.readers.hyphenation import LONGEST_WORD
from service.extraction.readers.pdf.text_runs import TextRun

_SURE_SPACE: Final = 0.2
"""Gaps in ems: from here on a gap is a space; narrower ones are slack of the producer, mostly."""
_SURE_NONE: Final = 0.08
_CELL_GAP: Final = 3.0
_SAME_HEIGHT: Final = 0.1
_SAME_LINE: Final = 0.2
_RAISED: Final = 0.5
"""How far above the base line, in sizes of the line, a smaller run still belongs to it."""
_SMALLER: Final = 0.9
_WORD: Final = re.compile(r"[^\W\d_]+")
_HYPHENED: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:[-‑][^\W\d_]+)+")
_LONGEST_JOINED: Final = 200
_GOOD_PART: Final = 0.2
_BOLD: Final = 0.8
_LAST_WORD: Final = re.compile(r"[^\W\d_]+$")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Line:
    """Text runs on one base line, from left to right."""

    y: float
    size: float
    runs: list[TextRun] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.runs[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.runs[-1].right

    @property
    def text(self) -> str:
        """The text with single spaces, as far as widths alone show them."""
        text = self.runs[0].text
        for one, other in pairwise(self.runs):
            text += f" {other.text}" if is_spaced(one, other, frozenset()) else other.text
        return text

    @property
    def is_bold(self) -> bool:
        """Whether all that is printed is bold, but for a comma or a marker."""
        bold = sum(len(run.text) for run in self.runs if run.font.bold)
        return bold >= _BOLD * sum(len(run.text) for run in self.runs)

    def is_raised(self, run: TextRun) -> bool:
        """Whether a run is printed as a superscript."""
        higher = run.y - self.y > 0.1 * self.size
        return higher and run.font.size < _SMALLER * self.size

    def cells(self) -> list["Line"]:
        """The parts of a line with wide gaps between them, as columns have."""
        cuts = [
            index
            for index, (one, other) in enumerate(pairwise(self.runs), 1)
            if other.left - one.right > _CELL_GAP * self.size
        ]
        if not cuts:
            return [self]
        ends = pairwise([0, *cuts, len(self.runs)])
        parts = [self.runs[start:end] for start, end in ends]
        return [Line(self.y, _usual_size(part), part) for part in parts]


def lines_of(runs: Iterable[TextRun]) -> list[Line]:
    """The lines of a page from top to bottom."""
    lines: list[Line] = []
    heights: list[float] = []
    by_size = sorted(runs, key=lambda run: -run.font.size)
    for run in by_size:
        line = _line_for(run, lines, heights)
        if line is None:
            at = bisect_left(heights, run.y)
            heights.insert(at, run.y)
            line = Line(run.y, run.font.size)
            lines.insert(at, line)
        line.runs.append(run)
    for line in lines:
        line.runs = _joined(sorted(line.runs, key=lambda run: run.left))
        line.size = _usual_size(line.runs)
    lines.reverse()
    return lines


def _joined(runs: list[TextRun]) -> list[TextRun]:
    """The runs of a line, those of one font joined that nothing parts: "A/93" and "/14"."""
    joined = runs[:1]
    for run in runs[1:]:
        last = joined[-1]
        gap = (run.left - last.right) / max(run.font.size, 1.0)
        same = run.font == last.font and abs(run.y - last.y) < _SAME_HEIGHT
        short = len(last.text) < _LONGEST_JOINED
        if same and short and not run.spaced and gap <= _SURE_NONE:
            text = last.text + run.text
            joined[-1] = last._replace(text=text, right=max(last.right, run.right))
        else:
            joined.append(run)
    return joined


def _usual_size(runs: Iterable[TextRun]) -> float:
    sizes = Counter[float]()
    for run in runs:
        sizes[run.font.size] += len(run.text)
    return max(sizes, key=lambda size: (sizes[size], size))


def _line_for(run: TextRun, lines: list[Line], heights: list[float]) -> Line | None:
    """The line that a run belongs to: nearly the same base line, or raised a little above it."""
    size = run.font.size
    at = bisect_left(heights, run.y - size)
    best: tuple[float, Line] | None = None
    while at < len(lines) and heights[at] <= run.y + size:
        line = lines[at]
        rise = run.y - line.y
        smaller = size < _SMALLER * line.size
        highest = _RAISED * min(line.size, 2 * size) if smaller else _SAME_LINE * size
        if -_SAME_LINE * size <= rise <= highest and (best is None or abs(rise) < best[0]):
            best = abs(rise), line
        at += 1
    return best[1] if best else None


def body_size(pages: Iterable[Iterable[Line]]) -> float:
    """The size of the text: the largest that a good part of it has, for notes may be longer."""
    sizes = Counter[float]()
    for lines in pages:
        for line in lines:
            sizes[line.size] += sum(len(run.text) for run in line.runs)
    least = _GOOD_PART * sizes.total()
    return max((size for size, count in sizes.items() if count >= least), default=0.0)


def words_of(pages: Iterable[Iterable[Line]]) -> frozenset[str]:
    """The words that are undivided in a line, anywhere in the document, in lower case."""
    words: set[str] = set()
    for lines in pages:
        for line in lines:
            for run in line.runs:
                # The first and last word of a run may be cut.
                words.update(_WORD.findall(run.text)[1:-1])
            text = line.text
            if "-" in text or "‑" in text:
                words.update(_HYPHENED.findall(text))
    return frozenset(word.casefold() for word in words)


def is_spaced(one: TextRun, other: TextRun, words: frozenset[str]) -> bool:
    """Whether there is a space between two neighbours on a line."""
    if other.spaced:
        return True
    gap = (other.left - one.right) / max(one.font.size, other.font.size, 1.0)
    if gap >= _SURE_SPACE or gap <= _SURE_NONE:
        return gap >= _SURE_SPACE
    before, after = _LAST_WORD.search(one.text[-LONGEST_WORD:]), _FIRST_WORD.match(other.text)
    if before is None or after is None:
        return False
    if f"{before[0]}{after[0]}".casefold() in words:
        return False
    return before[0].casefold() in words and after[0].casefold() in words


def text_of(runs: Sequence[TextRun], words: frozenset[str]) -> str:
    """The text of neighbouring runs; `words` are those that the document has."""
    parts = [run.text for run in runs[:1]]
    for one, other in pairwise(runs):
        parts.append(f" {other.text}" if is_spaced(one, other, words) else other.text)
    return "".join(parts)
