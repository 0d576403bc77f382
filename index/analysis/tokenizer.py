"""Splits text into raw tokens: words, numbers, symbols, and runs of ideographs.

What a word is depends on nothing beyond the spaces and ideographs around it. So texts are split
there first, into *chunks* that are repeated often, and what is computed for a chunk can be cached.
"""

import re
from collections.abc import Iterable
from itertools import accumulate, count
from operator import add

RawToken = tuple[str, str, int, int]
"""Kind, text, start and end of what can be found."""

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u0640" + _INVISIBLE
_IDEOGRAPHS = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_ARABIC = "\u0620-\u063f\u0641-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc"
_RAISED = "\u00aa\u00b2\u00b3\u00b9\u00ba\u2070\u2074-\u2079"
_APOSTROPHES = "\u02b9-\u02bf"
# Letters and digits of the scripts that put them side by side. Arabic letters are apart from them,
# for "and" and "in" are written together with a number. Raised ones are marks of notes.
_LETTER = rf"[^\W_{_IDEOGRAPHS}{_ARABIC}{_RAISED}{_APOSTROPHES}]"
_LETTERS = rf"[{_MARKS}]*+{_LETTER}++(?:[{_MARKS}]++{_LETTER}*+)*+"
_ARABIC_LETTERS = rf"[{_MARKS}]*+[{_ARABIC}][{_ARABIC}{_MARKS}]*+"
_PART = rf"(?:[Ee]?[Ss]-\d+|[A-Za-z]+\.\d+|{_LETTERS})"
_WORDS = re.compile(
    rf"(?P<symbol>{_PART}(?:/{_PART})+)"
    rf"|(?P<number>(?<!{_LETTER})\d{{1,3}}(?:,\d{{3}})+(?!{_LETTER}))"
    rf"|(?P<dotted>(?<!{_LETTER})(?:[A-Za-z]{{1,5}}\.\d+|\d+(?:\.\d+)+)(?!{_LETTER}))"
    rf"|(?P<ideographs>[{_IDEOGRAPHS}]+)"
    rf"|(?P<word>{_LETTERS}|{_ARABIC_LETTERS})(?:['’][sS](?!{_LETTER}))?"
)
_SLASH_FREE = re.compile(_LETTERS)
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
# An ideograph is a chunk with the one that follows it, which begins the next chunk.
_CHUNKS = re.compile(
    rf"(?=([{_IDEOGRAPHS}]{{1,2}}|[^ {_IDEOGRAPHS}]+))(?:[{_IDEOGRAPHS}]|[^ {_IDEOGRAPHS}]+)"
)


def is_ideograph(text: str) -> bool:
    """Whether a text is a single ideograph."""
    return _IDEOGRAPH.fullmatch(text) is not None


def tokenize(text: str) -> list[RawToken]:
    """Return everything in a text that can be found, in order.

    >>> tokenize("and/or A/RES/1")
    [('word', 'and', 0, 3), ('word', 'or', 4, 6), ('symbol', 'A/RES/1', 7, 14)]
    """
    tokens: list[RawToken] = []
    for match in _WORDS.finditer(text):
        kind = match.lastgroup or "word"
        word, start, end = match[kind], match.start(kind), match.end(kind)
        if kind == "symbol" and not any(character.isdigit() for character in word):
            # "and/or", "HIV/AIDS": no symbol, but words side by side.
            tokens += [
                ("word", part[0], start + part.start(), start + part.end())
                for part in _SLASH_FREE.finditer(word)
            ]
        else:
            tokens.append((kind, word, start, end))
    return tokens


def split_chunks(text: str) -> list[str]:
    """Return the chunks of a text: what is between spaces, and pairs of ideographs.

    A chunk that begins with an ideograph is one token, that of its first character; the last one of
    a run is alone. All others can be tokenized as if they were texts.
    """
    return _CHUNKS.findall(text) if _has_ideographs(text) else text.split(" ")


def chunks_with_starts(text: str) -> tuple[list[str], Iterable[int]]:
    """Return the chunks of a text, and the character offset of each."""
    if _has_ideographs(text):
        matches = list(_CHUNKS.finditer(text))
        return [match[1] for match in matches], [match.start() for match in matches]
    chunks = text.split(" ")
    return chunks, map(add, accumulate(map(len, chunks), initial=0), count())


def _has_ideographs(text: str) -> bool:
    return not text.isascii() and _IDEOGRAPH.search(text) is not None
