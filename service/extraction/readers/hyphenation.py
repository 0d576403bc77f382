"""Hyphens at line ends: which of them divide a word, and which belong to it.

Typists divided words wherever a line was full; the printed documents of the publisher hardly ever
have a divided word.
"""

import re
from collections.abc import Iterable
from typing import Final

from service.extraction.readers.cues import LayoutCues

LONGEST_WORD: Final = 40
"""Characters at the end of a line that are searched for a word."""

_TYPED_DIVISION: Final = re.compile(r"([^\W\d_]+)-$")
_TYPED_HYPHEN: Final = re.compile(r"\w[-‑]$")
_TYPED_SPAN: Final = re.compile(r"\d[-–]$")
_PRINTED_DIVISION: Final = re.compile(r"(?P<word>[^\W\d_]+)(?P<hyphen>[-\u00ad\u2010\u2011])$")
_PRINTED_HYPHEN: Final = re.compile(r"\w[-\u2010\u2011\u2012\u2013/]$")
_SOFT_HYPHEN: Final = "\u00ad"
_WORD: Final = re.compile(r"[^\W\d_]+")
_WHOLE_WORD: Final = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")


def whole_words(lines: Iterable[str]) -> frozenset[str]:
    """The words that are undivided inside lines, with their hyphens, in lower case."""
    words: set[str] = set()
    for line in lines:
        found = _WHOLE_WORD.findall(line.casefold().replace("‑", "-"))
        words.update(found[:-1] if line.endswith("-") else found)
    return frozenset(words)


def join_typed(before: str, after: str, words: frozenset[str], cues: LayoutCues) -> tuple[int, str]:
    """How two lines of typed text join.

    Args:
        before: The first line, or what there is of it.
        after: The second line.
        words: The whole words of the document.
        cues: Knows compounds and suspended hyphens.

    Returns:
        How many characters to drop from the end of the first line, and what comes between.
    """
    if _TYPED_SPAN.search(before) and after[:1].isdecimal():
        return 0, ""
    following = _WORD.match(after)
    if following is None or not _TYPED_HYPHEN.search(before) or cues.is_suspended(after):
        return 0, " "
    divided = _TYPED_DIVISION.search(before)
    if divided and _divides_word(divided[1], following[0], words, cues):
        return 1, ""
    return 0, ""


def join_printed(
    before: str, after: str, words: frozenset[str], cues: LayoutCues
) -> tuple[int, str]:
    """How two lines of printed text join; see `join_typed`.

    A hyphen at the end of a line stays, unless the document has the word without it.
    """
    end = before[-LONGEST_WORD:]
    divided, following = _PRINTED_DIVISION.search(end), _WORD.match(after)
    if divided is None or following is None:
        hyphened = _PRINTED_HYPHEN.search(end) and after[:1].isalnum()
        return 0, "" if hyphened and not cues.is_suspended(after) else " "
    if divided["hyphen"] == _SOFT_HYPHEN:
        return 1, ""
    if cues.is_suspended(after):
        return 0, " "
    joined = f"{divided['word']}{following[0]}".casefold()
    compound = f"{divided['word']}-{following[0]}".casefold()
    return int(joined in words and compound not in words), ""


def join_printed_lines(lines: Iterable[str], words: frozenset[str], cues: LayoutCues) -> str:
    """The text of printed lines that follow each other."""
    parts: list[str] = []
    for line in lines:
        if parts:
            dropped, between = join_printed(parts[-1], line, words, cues)
            parts[-1] = parts[-1][: len(parts[-1]) - dropped]
            parts.append(between)
        parts.append(line)
    return "".join(parts)


def _divides_word(first: str, second: str, words: frozenset[str], cues: LayoutCues) -> bool:
    if not second[0].islower():
        return False
    first, second = first.casefold(), second.casefold()
    if f"{first}-{second}" in words:
        return False
    return first + second in words or not cues.is_compound(first, second)
