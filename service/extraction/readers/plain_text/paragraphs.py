"""Lines of a plain text to paragraphs: which line ends are only the edge of the page?

Paragraphs are separated by blank lines, or not at all. Within a run of lines, a line end joins two
lines unless the break was deliberate: the next word would have fitted on the line, or a new
paragraph visibly begins.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from service.extraction.readers.hyphenation import line_end, whole_words
from service.extraction.readers.plain_text.page_artifacts import find_furniture
from service.extraction.structure.openings import (
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

_NOTE_LINE = re.compile(
    r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\*{1,4}|†)\s+\S"
    r"|\d{1,3}(?:/\s*(?=[A-Z])|\s+(?=(?:Official Records|See|Ibid\.|United Nations publication)\b))"
)
_COVER_LINE = re.compile(
    r"\[on |\d{1,4}/\d{1,4}(?: ?[A-Z])?\.\s|Agenda items? \d|Distr\.|Original: "
    r"|(?:Resolution|Decision)s? adopted |Adopted by the "
)
_VOTE = re.compile(r"\[?Adopted (?:unanimously )?at the \S+ ")
_VOTE_REST = re.compile(r"[a-z(]|\d{1,3}(?: \(| votes?\b| abst)")
_ENOUGH_LINES = 20
"""With fewer, one long line may well be the only full one."""
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
    bare = [line.strip() for lines, _ in groups for line in lines]
    # Which words stand whole is asked only where a line ends with a hyphen.
    words = whole_words(bare) if any(line.endswith(("-", "‑")) for line in bare) else frozenset()
    page_width = _edge([line for lines, _ in groups for line in lines[:-1]])
    found: list[PageText] = []
    for lines, after_break in groups:
        width = max(map(len, lines)) if own_widths else page_width
        joined = [[lines[0].strip()]]
        indented = _indented(lines, width)
        for index, (previous, line) in enumerate(pairwise(lines), 1):
            begins = index in indented or _begins_paragraph(previous, line, width)
            pieces, following = joined[-1], line.strip()
            if begins and not _is_vote_going_on(pieces, following):
                joined.append([following])
                continue
            dropped, between = line_end(pieces[-1], following, words)
            pieces[-1] = pieces[-1][: len(pieces[-1]) - dropped] + between
            pieces.append(following)
        found.append(PageText("".join(joined[0]), after_break))
        found += [PageText("".join(pieces)) for pieces in joined[1:]]
    return found


def _groups(text: str) -> list[tuple[list[str], bool]]:
    """Runs of lines without a blank one; whether page furniture stood before each."""
    lines = [line.expandtabs(4).rstrip() for line in text.replace("\f", "\n\f\n").split("\n")]
    groups: list[tuple[list[str], bool]] = []
    current: list[str] = []
    at_break = False
    for line, furniture in zip(lines, find_furniture(lines), strict=True):
        if line.strip() and not furniture:
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
    length = _reach(previous, after)
    if before.endswith(_ENDS):
        if printed_number(after) or printed_letter(after) or _LABEL_LINE.fullmatch(after):
            return True
        if starts_operative(after) or starts_preambular(after):
            return not before.endswith(",") or starts_preambular(after)
        if not before.endswith(",") and length <= width:
            return True
    return length < 0.75 * width


def _is_vote_going_on(pieces: list[str], line: str) -> bool:
    """Whether a line goes on with how the text was adopted, which is set narrower than the page."""
    if not _VOTE.match(pieces[0]) or pieces[-1].endswith("."):
        return False
    return bool(_VOTE_REST.match(line))


def _edge(lines: list[str]) -> int:
    """How long a full line is: the longest, unless it sticks out far beyond nearly all others."""
    lengths = sorted(map(len, lines))
    if len(lengths) < _ENOUGH_LINES:
        return max(lengths, default=0)
    usual = lengths[int(0.9 * (len(lengths) - 1))]
    return lengths[-1] if lengths[-1] <= 1.25 * usual or lengths[-1] > _UNWRAPPED else usual


def _indented(lines: list[str], width: int) -> set[int]:
    """Which lines begin paragraphs by their indentation: they stand in from the lines below.

    A first line that stands out from the rest (a hanging number) begins one, too, but says so by
    its number; so where most lines stand in, indentation tells nothing.
    """
    margins = [len(line) - len(line.lstrip()) for line in lines]
    base = min(margins)
    inner = [index for index, margin in enumerate(margins) if margin >= base + 2]
    if margins[0] == base and len(inner) * 2 > len(lines):
        return set()
    return {
        index
        for index in inner
        if index
        and (
            margins[index - 1] == base
            or lines[index - 1].rstrip().endswith(_ENDS)
            or _reach(lines[index - 1], lines[index].strip()) <= width
        )
    }


def _reach(previous: str, line: str) -> int:
    """How long the line before would be with the first word of this one."""
    return len(previous) + 1 + len(line.split(" ", 1)[0])
