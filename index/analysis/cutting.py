"""Cuts text into what can be found: words, numbers, symbols, and runs of ideographs."""

import re

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u0640" + _INVISIBLE
_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTERS = rf"(?:[^\W_{_IDEOGRAPHS}]|[{_MARKS}])+"
_PART = rf"(?:E?S-\d+|[A-Za-z]+\.\d+|{_LETTERS})(?:\([IVXLC]+\))?"
_WORDS = re.compile(
    rf"(?P<symbol>{_PART}(?:/{_PART})+)"
    r"|(?P<number>(?<![^\W_])\d{1,3}(?:,\d{3})+(?![^\W_]))"
    r"|(?P<dotted>(?<![^\W_])(?:[A-Za-z]+\.\d+|\d+(?:\.\d+)+)(?![^\W_]))"
    rf"|(?P<ideographs>[{_IDEOGRAPHS}]+)"
    rf"|(?P<word>{_LETTERS})(?:['’][sS](?![^\W_]))?"
)
_SLASH_FREE = re.compile(_LETTERS)
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")


def is_ideograph(text: str) -> bool:
    """Whether this is a single ideograph."""
    return _IDEOGRAPH.fullmatch(text) is not None


def words(text: str) -> list[tuple[str, str, int, int]]:
    """Kind, text, start and end of everything that can be found."""
    found: list[tuple[str, str, int, int]] = []
    for match in _WORDS.finditer(text):
        kind = match.lastgroup or "word"
        word, start, end = match[kind], match.start(kind), match.end(kind)
        if kind == "symbol" and not any(character.isdigit() for character in word):
            # "and/or", "HIV/AIDS": no symbol, but words side by side.
            found += [
                ("word", part[0], start + part.start(), start + part.end())
                for part in _SLASH_FREE.finditer(word)
            ]
        else:
            found.append((kind, word, start, end))
    return found
