"""Lines of a plain text to paragraphs: which line ends are only the edge of the page?

Paragraphs are separated by blank lines, or not at all. Within a run of lines, a line end joins two
lines unless the break was deliberate: the next word would have fitted on the line, or a new
paragraph visibly begins.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from service.extraction.readers.cues import ParagraphCues
from service.extraction.readers.hyphenation import join_typed, whole_words
from service.extraction.readers.plain_text.page_artifacts import find_page_artifacts
from service.extraction.readers.typography import SUPERSCRIPTS

EMPHASIS_BEGINS, EMPHASIS_ENDS = "\ufdd0", "\ufdd1"
"""Marks around emphasis in text on its way to blocks: noncharacters, which no document has."""
_NO_MARKS = {ord(EMPHASIS_BEGINS): None, ord(EMPHASIS_ENDS): None}

_UNWRAPPED = 160
"""No printed or typed line is longer: where lines are, every line end ends a paragraph."""

_MARKED_NOTE = re.compile(rf"(?:[{SUPERSCRIPTS}]+|\*{{1,4}}|†)\s+\S|\d{{1,3}}/\s*(?=[A-Z])")
_NUMBER = re.compile(r"\d{1,3}\s+")
_ENOUGH_LINES = 20
"""With fewer, one long line may well be the only full one."""
_LABEL_LINE = re.compile(r"[IVXLC]{1,6}|[A-Z]")
_MARKERS = f"{SUPERSCRIPTS}*† "
_ENDS = (".", ";", ":", ",")


@dataclass(frozen=True, slots=True)
class ParagraphPiece:
    """A paragraph, or a piece of one; `after_break` says that page artifacts were before it."""

    text: str
    after_break: bool = False


def without_emphasis_marks(text: str) -> str:
    """The text without marks of emphasis."""
    return text.translate(_NO_MARKS)


def split_paragraphs(
    text: str, cues: ParagraphCues, *, own_widths: bool = False
) -> list[ParagraphPiece]:
    """The paragraphs of a plain text, each on one line, without page numbers and running heads.

    With `own_widths`, each run of lines without a blank one has an edge of its own, as where only
    some line ends of a page are printed ones.
    """
    groups = _groups(text, cues)
    bare = [line.strip() for lines, _ in groups for line in lines]
    # The undivided words are needed only where a line ends with a hyphen.
    words = whole_words(bare) if any(line.endswith(("-", "‑")) for line in bare) else frozenset()
    page_width = _edge([line for lines, _ in groups for line in lines[:-1]])
    found: list[ParagraphPiece] = []
    for lines, after_break in groups:
        width = max(map(len, lines)) if own_widths else page_width
        joined = [[lines[0].strip()]]
        indented = _indented(lines, width)
        for index, (previous, line) in enumerate(pairwise(lines), 1):
            begins = index in indented or _begins_paragraph(previous, line, width, cues)
            pieces, following = joined[-1], line.strip()
            if begins and not _continues_vote(pieces, following, cues):
                joined.append([following])
                continue
            dropped, between = join_typed(pieces[-1], following, words, cues)
            pieces[-1] = pieces[-1][: len(pieces[-1]) - dropped] + between
            pieces.append(following)
        found.append(ParagraphPiece("".join(joined[0]), after_break))
        found += [ParagraphPiece("".join(pieces)) for pieces in joined[1:]]
    return found


def _groups(text: str, cues: ParagraphCues) -> list[tuple[list[str], bool]]:
    """Runs of lines without a blank one; whether page artifacts were before each."""
    lines = [line.expandtabs(4).rstrip() for line in text.replace("\f", "\n\f\n").split("\n")]
    groups: list[tuple[list[str], bool]] = []
    current: list[str] = []
    at_break = False
    for line, artifact in zip(lines, find_page_artifacts(lines, cues), strict=True):
        if line.strip() and not artifact:
            current.append(line)
            continue
        if current:
            groups.append((current, at_break))
            current, at_break = [], False
        at_break = at_break or artifact
    if current:
        groups.append((current, at_break))
    return groups


def _begins_paragraph(previous: str, line: str, width: int, cues: ParagraphCues) -> bool:
    before = without_emphasis_marks(previous).strip().rstrip(_MARKERS)
    after = without_emphasis_marks(line).strip()
    if width > _UNWRAPPED or _is_note_line(after, cues) or cues.is_cover_line(after):
        return True
    if cues.is_formula(after) or cues.is_formula(before):
        return True
    length = _reach(previous, after)
    if before.endswith(_ENDS):
        if _LABEL_LINE.fullmatch(after) or cues.printed_number(after) or cues.printed_letter(after):
            return True
        if cues.starts_operative(after) or cues.starts_preambular(after):
            return not before.endswith(",") or cues.starts_preambular(after)
        if not before.endswith(",") and length <= width:
            return True
    return length < 0.75 * width


def _is_note_line(line: str, cues: ParagraphCues) -> bool:
    if _MARKED_NOTE.match(line):
        return True
    number = _NUMBER.match(line)
    return number is not None and cues.is_note_line(line[number.end() :])


def _continues_vote(pieces: list[str], line: str, cues: ParagraphCues) -> bool:
    """Whether a line continues how the text was adopted, which is set narrower than the page."""
    return not pieces[-1].endswith(".") and cues.is_vote(pieces[0]) and cues.continues_vote(line)


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
