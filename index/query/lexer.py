"""Cuts the text of a query into tokens, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from index.errors import QuerySyntaxError, SyntaxFault
from index.fields import Field, TextField

FIELD_NAMES = frozenset(TextField) | frozenset(Field)
MAX_DISTANCE = 100
MIN_PREFIX = 2

_OPENING_QUOTES = {'"': '"', "“": '”“"', "”": "”", "„": "“”", "«": "»"}
_OPERATORS = ("AND", "OR", "NOT")
# A word goes up to white space, a quote, a parenthesis, a colon or an asterisk. Parentheses
# glued to it belong to it when they hold a number or a few letters: 217(III), 1373(2001).
_WORD = re.compile(r'(?:[^\s"“”„«»():*]|(?<=[^\W_])\([^\W_]{1,12}\))+')
_SPACE = re.compile(r"\s+")
_DISTANCE = re.compile(r"~(\d*)")
# One ideograph carries as much as two letters do.
_LETTER = re.compile(r"[^\W_]")
_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    PREFIX = auto()
    PHRASE = auto()
    PHRASE_PREFIX = auto()
    FIELD = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind, where it begins, its text without signs, and a phrase's distance."""

    kind: Kind
    position: int
    text: str = ""
    within: int | None = None


def has_words(text: str) -> bool:
    """Whether there is a letter or digit to look for."""
    return _LETTER.search(text) is not None


def is_long_enough(text: str) -> bool:
    """Whether there are enough letters for an asterisk to follow."""
    return len(_LETTER.findall(text)) + len(_IDEOGRAPH.findall(text)) >= MIN_PREFIX


def is_bare_word(text: str) -> bool:
    """Whether the language reads this text as one plain word."""
    try:
        tokens = list(tokenise(text))
    except QuerySyntaxError:
        return False
    return len(tokens) == 2 and tokens[0] == Token(Kind.WORD, 0, text)


def is_bare_prefix(text: str) -> bool:
    """Whether the language reads this text, followed by an asterisk, as the beginning of a word."""
    try:
        tokens = list(tokenise(f"{text}*"))
    except QuerySyntaxError:
        return False
    return len(tokens) == 2 and tokens[0] == Token(Kind.PREFIX, 0, text)


def tokenise(text: str) -> Iterator[Token]:
    """Cut a query into tokens; the last is `END`. Raises QuerySyntaxError."""
    at = 0
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        token, at = _next(text, at)
        if token is not None:
            yield token
    yield Token(Kind.END, len(text))


def _next(text: str, at: int) -> tuple[Token | None, int]:
    sign = text[at]
    if sign in "()":
        return Token(Kind.OPEN if sign == "(" else Kind.CLOSE, at, sign), at + 1
    if sign in _OPENING_QUOTES:
        return _phrase(text, at)
    if sign == "-" and at + 1 < len(text) and not text[at + 1].isspace():
        return Token(Kind.NOT, at, sign), at + 1
    word = _WORD.match(text, at)
    if word is None:
        what = "the end of a quotation" if sign == "»" else f"“{sign}”"
        raise QuerySyntaxError(f"{what} has nothing before it", at)
    return _word(text, word)


def _word(text: str, match: re.Match[str]) -> tuple[Token | None, int]:
    word, at, end = match[0], match.start(), match.end()
    following = text[end : end + 1]
    if following == ":":
        return _field(text, word, at), end + 1
    if following == "*":
        _check_asterisk(text, end)
        _check_prefix(word, at)
        return Token(Kind.PREFIX, at, word), end + 1
    if word in _OPERATORS:
        return Token(Kind[word], at, word), end
    # Dashes, ampersands and the like between words are pasted punctuation, nothing to look for.
    return (Token(Kind.WORD, at, word) if has_words(word) else None), end


def _field(text: str, name: str, at: int) -> Token:
    following = text[at + len(name) + 1 : at + len(name) + 2]
    if name.lower() not in FIELD_NAMES:
        raise QuerySyntaxError(
            f"there is no field “{name}”; put text that contains a colon between quotes",
            at,
            SyntaxFault.UNKNOWN_FIELD,
        )
    if not following or following.isspace():
        raise QuerySyntaxError(f"“{name}:” has no value after it", at + len(name) + 1)
    return Token(Kind.FIELD, at, name.lower())


def _phrase(text: str, start: int) -> tuple[Token, int]:
    closing = _OPENING_QUOTES[text[start]]
    letters: list[str] = []
    at = start + 1
    while at < len(text) and text[at] not in closing:
        if text[at] == "\\" and text[at + 1 : at + 2] in ("\\", '"'):
            at += 1
        letters.append(text[at])
        at += 1
    if at >= len(text):
        raise QuerySyntaxError("the quotation is not closed", start, SyntaxFault.UNCLOSED)
    content = " ".join("".join(letters).split())
    if not has_words(content):
        raise QuerySyntaxError("there is no word between the quotes", start)
    return _phrase_end(text, start, at + 1, content)


def _phrase_end(text: str, start: int, at: int, content: str) -> tuple[Token, int]:
    if distance := _DISTANCE.match(text, at):
        if not distance[1]:
            raise QuerySyntaxError("“~” needs a number after it", distance.end())
        if len(distance[1]) > 3 or int(distance[1]) > MAX_DISTANCE:
            raise QuerySyntaxError(
                f"the distance is at most {MAX_DISTANCE}", at + 1, SyntaxFault.DISTANCE_TOO_LARGE
            )
        return Token(Kind.PHRASE, start, content, int(distance[1])), distance.end()
    if text[at : at + 1] == "*":
        _check_asterisk(text, at)
        _check_prefix(content, start)
        return Token(Kind.PHRASE_PREFIX, start, content), at + 1
    return Token(Kind.PHRASE, start, content), at


def _check_asterisk(text: str, at: int) -> None:
    following = text[at + 1 : at + 2]
    if following and not following.isspace() and following != ")":
        raise QuerySyntaxError("“*” stands only at the end of a word", at)


def _check_prefix(word: str, at: int) -> None:
    if not is_long_enough(word):
        raise QuerySyntaxError(
            f"at least {MIN_PREFIX} letters must stand before “*”", at, SyntaxFault.PREFIX_TOO_SHORT
        )
