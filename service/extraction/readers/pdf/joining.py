"""Pieces and lines put together again: spaces between pieces, hyphens and dashes at line ends."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from service.extraction.readers.pdf.lines import LONGEST_WORD, is_spaced
from service.extraction.readers.pdf.text_runs import Piece

_DIVIDED: Final = re.compile(r"(?P<word>[^\W\d_]+)(?P<hyphen>[-\u00ad\u2010\u2011])$")
_GLUED_END: Final = re.compile(r"\w[-\u2010\u2011\u2012\u2013/]$")
_SOFT: Final = "\u00ad"
_WORD: Final = re.compile(r"[^\W\d_]+")
_HUNG: Final = re.compile(r"(?:and|or|to|nor)\b")
"""What follows a hyphen that stands for a word left out: "short- and long-term"."""


def text_of(pieces: Sequence[Piece], words: frozenset[str]) -> str:
    """The text of neighbouring pieces; `words` are those that the document has."""
    parts = [piece.text for piece in pieces[:1]]
    for one, other in pairwise(pieces):
        parts.append(f" {other.text}" if is_spaced(one, other, words) else other.text)
    return "".join(parts)


def line_end(before: str, after: str, words: frozenset[str]) -> tuple[int, str]:
    """How two lines join: characters to drop from the end of the first, and what comes between.

    A hyphen at the end of a line stays, for the publisher does not divide words, unless the
    document has the word without it.
    """
    end = before[-LONGEST_WORD:]
    divided, following = _DIVIDED.search(end), _WORD.match(after)
    if divided is None or following is None:
        glued = _GLUED_END.search(end) and after[:1].isalnum() and not _HUNG.match(after)
        return 0, "" if glued else " "
    if divided["hyphen"] == _SOFT:
        return 1, ""
    if _HUNG.match(after):
        return 0, " "
    joined = f"{divided['word']}{following[0]}".casefold()
    hyphened = f"{divided['word']}-{following[0]}".casefold()
    return int(joined in words and hyphened not in words), ""


def join(lines: Iterable[str], words: frozenset[str]) -> str:
    """The text of lines that follow each other."""
    parts: list[str] = []
    for line in lines:
        if parts:
            dropped, between = line_end(parts[-1], line, words)
            parts[-1] = parts[-1][: len(parts[-1]) - dropped]
            parts.append(between)
        parts.append(line)
    return "".join(parts)
