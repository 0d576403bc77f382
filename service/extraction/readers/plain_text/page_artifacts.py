"""What is printed on every page and belongs to none of its paragraphs: numbers, heads, rules."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from service.extraction.readers.cues import LayoutCues

_ALWAYS: Final = re.compile(
    r"[-–—]\s?\d{1,3}\s?[-–—]|\d{1,3}/\d{1,3}|/\s?\.{3}|…?/…|_{4,}|"
    r"\d{2}-\d{5}(?:\s?\([A-Z]\))?(?:\s+\d{6,})?"
)
_SYMBOL_LINE: Final = re.compile(r"[A-Z]{1,4}(?:/[A-Z0-9][\w.()-]*)+(?: \(\d{4}\))?")
_BARE_NUMBER: Final = re.compile(r"\d{1,3}")
_NUMBER_AROUND_HEAD: Final = re.compile(r"^\d+\s+|\s+\d+$")


def find_page_artifacts(lines: Sequence[str], cues: LayoutCues) -> list[bool]:
    """For each line, whether it is an artifact of the page; blank lines are not.

    A symbol alone on a line is the document's own where it stands first, and a running head after;
    a number apart is that of a page only beside a running head or a page break, or at either end.
    """
    bare = [line.strip() for line in lines]
    heads = _running_heads(bare, cues)
    found = [
        "\f" in line or bool(_ALWAYS.fullmatch(text)) or index in heads
        for index, (line, text) in enumerate(zip(lines, bare, strict=True))
    ]
    printed = [index for index, text in enumerate(bare) if text or "\f" in lines[index]]
    neighbours = [-1, *printed, -1]
    for before, (index, after) in zip(neighbours, pairwise(neighbours[1:]), strict=False):
        above, below = bare[max(index - 1, 0)], bare[min(index + 1, len(bare) - 1)]
        apart = all(not text or text == bare[index] for text in (above, below))
        if apart and _is_page_number(bare[index], cues):
            ends = before < 0 or after < 0
            found[index] = (ends and len(printed) > 1) or found[before] or found[after]
    return found


def _is_page_number(text: str, cues: LayoutCues) -> bool:
    return bool(_BARE_NUMBER.fullmatch(text)) or cues.is_page_number(text)


def _running_heads(bare: Sequence[str], cues: LayoutCues) -> set[int]:
    """The lines that are running heads: numbered ones, and those that are repeated."""
    pattern = _numbered(cues.running_head)
    matches = [pattern.fullmatch(text) for text in bare]
    counts = Counter(_head_name(match[0]) for match in matches if match)
    seen: set[str] = set()
    heads: set[int] = set()
    for index, (text, match) in enumerate(zip(bare, matches, strict=True)):
        if _SYMBOL_LINE.fullmatch(text):
            if text in seen:
                heads.add(index)
            seen.add(text)
        elif match:
            name = _head_name(text)
            if match["before"] or match["after"] or (counts[name] > 1 and name in seen):
                heads.add(index)
            seen.add(name)
    return heads


@cache
def _numbered(running_head: str) -> re.Pattern[str]:
    """A running head that a page number may precede or follow."""
    return re.compile(rf"(?P<before>\d{{1,4}}\s+)?(?:{running_head})(?P<after>\s+\d{{1,4}})?")


def _head_name(text: str) -> str:
    """A running head without its page number."""
    return _NUMBER_AROUND_HEAD.sub("", text)
