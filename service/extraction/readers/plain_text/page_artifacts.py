"""What is printed on every page and belongs to none of its paragraphs: numbers, heads, rules."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_ALWAYS = re.compile(
    r"[-–—]\s?\d{1,3}\s?[-–—]|\d{1,3}/\d{1,3}|/\s?\.{3}|…?/…|_{4,}|"
    r"\d{2}-\d{5}(?:\s?\([A-Z]\))?(?:\s+\d{6,})?"
)
_SYMBOL_LINE = re.compile(r"[A-Z]{1,4}(?:/[A-Z0-9][\w.()-]*)+(?: \(\d{4}\))?")
_PAGE_NUMBER = re.compile(r"(?:[Pp]age\s)?\d{1,3}")
_RUNNING_HEAD = re.compile(
    r"(?P<before>\d{1,4}\s+)?"
    r"(?:Resolutions?(?: and decisions)? (?:adopted )?(?:of|by) the [A-Z][A-Za-z ]+?(?:,? \d{4})?"
    r"|(?:Security Council|General Assembly|Economic and Social Council|Official Records)"
    r"(?:\s*[-–—]{1,2}\s*[A-Z][\w -]{3,40}?(?:[Ss]ession|[Yy]ear))?)"
    r"(?P<after>\s+\d{1,4})?"
)


def find_furniture(lines: Sequence[str]) -> list[bool]:
    """For each line, whether it is furniture of the page; blank lines are not.

    A symbol alone on a line is the document's own where it stands first, and a running head after;
    a number apart is that of a page only beside a running head or a page break, or at either end.
    """
    bare = [line.strip() for line in lines]
    heads = _running_heads(bare)
    found = [
        "\f" in line or bool(_ALWAYS.fullmatch(text)) or index in heads
        for index, (line, text) in enumerate(zip(lines, bare, strict=True))
    ]
    printed = [index for index, text in enumerate(bare) if text or "\f" in lines[index]]
    neighbours = [-1, *printed, -1]
    for before, (index, after) in zip(neighbours, pairwise(neighbours[1:]), strict=False):
        above, below = bare[max(index - 1, 0)], bare[min(index + 1, len(bare) - 1)]
        apart = all(not text or text == bare[index] for text in (above, below))
        if _PAGE_NUMBER.fullmatch(bare[index]) and apart:
            ends = before < 0 or after < 0
            found[index] = (ends and len(printed) > 1) or found[before] or found[after]
    return found


def _running_heads(bare: Sequence[str]) -> set[int]:
    seen: set[str] = set()
    heads: set[int] = set()
    counts = Counter(_name(text) for text in bare if _RUNNING_HEAD.fullmatch(text))
    for index, text in enumerate(bare):
        if _SYMBOL_LINE.fullmatch(text):
            if text in seen:
                heads.add(index)
            seen.add(text)
        elif match := _RUNNING_HEAD.fullmatch(text):
            numbered = match["before"] or match["after"]
            if numbered or (counts[_name(text)] > 1 and _name(text) in seen):
                heads.add(index)
            seen.add(_name(text))
    return heads


def _name(text: str) -> str:
    """A running head without its page number."""
    return re.sub(r"^\d+\s+|\s+\d+$", "", text)
