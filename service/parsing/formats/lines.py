"""Lines of a plain text to paragraphs: which line ends are only the edge of the page?

Paragraphs are separated by blank lines, or not at all. Within a run of lines, a line end joins two
lines unless the break was deliberate: the next word would have fitted on the line, or a new
paragraph visibly begins.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from service.parsing.openings import (
    is_formula,
    printed_letter,
    printed_number,
    starts_operative,
    starts_preambular,
)

EMPHASIS_BEGINS, EMPHASIS_ENDS = "\ufdd0", "\ufdd1"
"""Marks around emphasis in text that a reader wrote down: noncharacters, in no document."""
_NO_MARKS = {ord(EMPHASIS_BEGINS): None, ord(EMPHASIS_ENDS): None}

_UNWRAPPED = 160
"""No printed or typed line is longer: where lines are, every line end ends a paragraph."""

_FURNITURE = re.compile(
    r"[-–—]\s?\d{1,3}\s?[-–—]|\d{1,3}/\d{1,3}|/\s?\.{3}|…?/…|_{4,}|"
    r"\d{2}-\d{5}(?:\s?\([A-Z]\))?(?:\s+\d{6,})?"
)
_SYMBOL_LINE = re.compile(r"[A-Z]{1,4}(?:/[A-Z0-9][\w.()-]*)+(?: \(\d{4}\))?")
_NOTE_LINE = re.compile(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\*{1,4}|†)\s+\S")
_COVER_LINE = re.compile(
    r"\[on |\d{1,4}/\d{1,4}(?: ?[A-Z])?\.\s|Agenda items? \d|Distr\.|Original: "
    r"|(?:Resolution|Decision)s? adopted |Adopted by the "
)
_LABEL_LINE = re.compile(r"[IVXLC]{1,6}|[A-Z]")
_MARKERS = "⁰¹²³⁴⁵⁶⁷⁸⁹*† "
_ENDS = (".", ";", ":", ",")


@dataclass(frozen=True, slots=True)
class PageText:
    """A paragraph, or a piece of one; `after_break` says that page furniture stood before it."""

    text: str
    after_break: bool = False


def unmarked(text: str) -> str:
    """The text without marks of emphasis."""
    return text.translate(_NO_MARKS)


def paragraphs(text: str, *, own_widths: bool = False) -> list[PageText]:
    """The paragraphs of a plain text, each on one line, without page numbers and running heads.

    With `own_widths`, each run of lines without a blank one has an edge of its own, as where only
    some line ends of a page are printed ones.
    """
    groups = _groups(text)
    page_width = max((len(line) for lines, _ in groups for line in lines[:-1]), default=0)
    found: list[PageText] = []
    for lines, after_break in groups:
        width = max(map(len, lines)) if own_widths else page_width
        joined = [lines[0].strip()]
        for previous, line in pairwise(lines):
            if _begins_paragraph(previous, line, width):
                joined.append(line.strip())
            else:
                joined[-1] = _join(joined[-1], line.strip())
        found.append(PageText(joined[0], after_break))
        found += map(PageText, joined[1:])
    return found


def _groups(text: str) -> list[tuple[list[str], bool]]:
    """Runs of lines without a blank one; whether page furniture stood before each."""
    lines = [line.expandtabs(4).rstrip() for line in text.replace("\f", "\n\f\n").split("\n")]
    heads = Counter(line.strip() for line in lines if _SYMBOL_LINE.fullmatch(line.strip()))
    groups: list[tuple[list[str], bool]] = []
    current: list[str] = []
    seen_heads: set[str] = set()
    at_break = False
    for line in lines:
        bare = line.strip()
        repeated = heads[bare] > 1 and bare in seen_heads
        seen_heads.add(bare)
        furniture = bool(_FURNITURE.fullmatch(bare)) or repeated or "\f" in line
        if bare and not furniture:
            current.append(line)
            continue
        if current:
            groups.append((current, at_break))
            current, at_break = [], False
        at_break = at_break or furniture
    if current:
        groups.append((current, at_break))
    return groups


def _begins_paragraph(previous: str, line: str, width: int) -> bool:
    before, after = unmarked(previous).strip().rstrip(_MARKERS), unmarked(line).strip()
    if width > _UNWRAPPED or _NOTE_LINE.match(after) or _COVER_LINE.match(after):
        return True
    if is_formula(after) or is_formula(before):
        return True
    length = len(previous) + 1 + len(after.split(" ", 1)[0])
    if before.endswith(_ENDS):
        if printed_number(after) or printed_letter(after) or _LABEL_LINE.fullmatch(after):
            return True
        if starts_operative(after) or starts_preambular(after):
            return not before.endswith(",") or starts_preambular(after)
        if not before.endswith(",") and length <= width:
            return True
    return length < 0.75 * width


def _join(text: str, line: str) -> str:
    """Join two lines; a word divided at its own hyphen gets no space."""
    divided = re.search(r"\w[-‑]$", text) and re.match(r"[^\W\d_]", line)
    if divided and not re.match(r"(?:and|or|to)\b", line):
        return text + line
    return f"{text} {line}"
