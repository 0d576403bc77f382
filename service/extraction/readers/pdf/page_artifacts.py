"""What is printed on pages and belongs to no paragraph: running heads, page numbers, bar codes."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from service.extraction.readers.cues import LayoutCues
from service.extraction.readers.pdf.lines import Line

_DEEPEST_HEAD: Final = 6
_DEEPEST_FOOT: Final = 6
_HEAD_GAP: Final = 1.6
"""Base line to base line in sizes: what is farther apart is not one running head."""
_NUMBER: Final = r"\d{1,3} ?/ ?\d{1,3}|[-–—]?\s?\d{1,4}\s?[-–—]?|[ivxlc]{1,6}"
_BARS: Final = r"\*(?: ?\d){5,}(?: ?[A-Z])? ?\*"
_JOB: Final = (
    rf"(?:[A-Z]{{1,3}}\.)?\d\d ?[-–‑]? ?\d{{5}}\*?(?: ?\([A-Z]\))?(?: +\d{{6}})*(?: +{_BARS})?"
    rf"|\(?[A-Z]\)?(?: +\d{{6}})+|{_BARS}|/?\s?(?:\.{{3}}|…)"
)
_SYMBOL: Final = r"[A-Z]{1,4}(?:/[A-Z0-9][\w.()-]*)+(?: \(\d{4}\))?(?: [A-Z](?:[-–][A-Z])?)?\*?"
_BARE_NUMBER: Final = re.compile(r"\d{1,4}|[ivxlc]{1,6}")
_FOOT_GAP: Final = 1.4
"""Base line to base line in sizes: a bare number nearer to the text than that is part of it."""
_DIGITS: Final = re.compile(r"\d+")


class _Cells(NamedTuple):
    """The texts in the cells of heads and feet."""

    head: re.Pattern[str]
    foot: re.Pattern[str]


def remove_page_artifacts(pages: Sequence[list[Line]], cues: LayoutCues) -> list[list[Line]]:
    """The pages without running heads and feet; the head of the first page, the cover, stays."""
    cells = _cells(cues.page_label, cues.printing_note)
    bare = [_without_foot(lines, cells) for lines in pages]
    heads = [_head(lines) for lines in bare]
    seen = Counter(text for head in heads[1:] for text in {_shape(line) for line in head})
    return [
        lines if index == 0 else lines[_head_length(head, seen, cells) :]
        for index, (lines, head) in enumerate(zip(bare, heads, strict=True))
    ]


@cache
def _cells(page_label: str, printing_note: str) -> _Cells:
    number = f"{_NUMBER}|{page_label}"
    job = f"{_JOB}|{printing_note}"
    return _Cells(
        head=re.compile(f"{number}|{_SYMBOL}"),
        foot=re.compile(f"(?:{number}|{job}|{_SYMBOL})(?: +(?:{number}|{job}))*"),
    )


def _without_foot(lines: list[Line], cells: _Cells) -> list[Line]:
    end = len(lines)
    while end and len(lines) - end < _DEEPEST_FOOT:
        line = lines[end - 1]
        if not all(cells.foot.fullmatch(cell.text) for cell in line.cells()):
            break
        if end > 1 and _BARE_NUMBER.fullmatch(line.text):
            above = lines[end - 2]
            if above.y - line.y < _FOOT_GAP * min(above.size, line.size):
                break
        end -= 1
    return lines[:end]


def _head(lines: list[Line]) -> list[Line]:
    """The lines at the top of a page that are set apart from the rest by distance or size."""
    for index, line in enumerate(lines[:_DEEPEST_HEAD]):
        if index + 1 == len(lines):
            break
        following = lines[index + 1]
        apart = line.y - following.y > _HEAD_GAP * max(line.size, following.size)
        if apart or line.size < 0.93 * following.size:
            return lines[: index + 1]
    return lines[:1]


def _head_length(head: list[Line], seen: Counter[str], cells: _Cells) -> int:
    marked = any(cells.head.fullmatch(cell.text) for line in head for cell in line.cells())
    repeated = any(seen[_shape(line)] > 1 for line in head)
    return len(head) if marked or repeated else 0


def _shape(line: Line) -> str:
    """The text of a line with all numbers alike, as page numbers change from page to page."""
    return _DIGITS.sub("0", line.text)
