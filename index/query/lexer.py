"""Splits the text of a query into tokens, each with its offset."""

import re
from collections.abc import Iterator

from index.errors import QuerySyntaxError, SyntaxFault
from index.fields import DATE, Field, TextField
from index.query.word_tokens import (
    QueryToken,
    TokenKind,
    check_prefix,
    factor_of,
    has_words,
    read_word,
)

FIELD_NAMES = frozenset(TextField) | frozenset(Field) | {DATE}
MAX_DISTANCE = 100

_OPENING_QUOTES = {'"': '"', "“": '”“"', "”": "”", "„": "“”", "«": "»"}
# A word goes up to white space, a quote, a parenthesis or a colon. Parentheses glued to it belong
# to it when they contain a number or a few letters: 217(III), 1373(2001).
_WORD = re.compile(r'(?:[^\s"“”„«»():]|(?<=[^\W_])\([^\W_]{1,12}\))+')
_SPACE = re.compile(r"\s+")
_DISTANCE = re.compile(r"~(\d*)")
_BOOST = re.compile(r"\^(\d+(?:\.\d+)?)(?![^\s)])")


def reads_as(kind: TokenKind, text: str, sign: str = "") -> bool:
    """Whether the language reads this text, with a sign after it, as one such token."""
    try:
        token, end = _next(text + sign, 0) if text else (None, 0)
    except QuerySyntaxError:
        return False
    if token is None or end != len(text + sign):
        return False
    return (token.kind, token.text, token.factor) == (kind, text, None)


def tokenise(text: str) -> Iterator[QueryToken]:
    """Split a query into tokens; the last is `END`. Raises QuerySyntaxError."""
    at = 0
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        token, at = _next(text, at)
        if token is not None:
            yield token
    yield QueryToken(TokenKind.END, len(text))


def _next(text: str, at: int) -> tuple[QueryToken | None, int]:
    sign = text[at]
    if sign == "(":
        return QueryToken(TokenKind.OPEN, at, sign), at + 1
    if sign == ")":
        factor, end = _boost(text, at + 1)
        return QueryToken(TokenKind.CLOSE, at, sign, None, factor), end
    if sign in _OPENING_QUOTES:
        return _phrase(text, at)
    if sign == "-" and at + 1 < len(text) and not text[at + 1].isspace():
        return QueryToken(TokenKind.NOT, at, sign), at + 1
    word = _WORD.match(text, at)
    if word is None:
        what = "the end of a quotation" if sign == "»" else f"“{sign}”"
        raise QuerySyntaxError(f"{what} has nothing before it", at)
    return _word(text, word)


def _word(text: str, match: re.Match[str]) -> tuple[QueryToken | None, int]:
    word, at, end = match[0], match.start(), match.end()
    if text[end : end + 1] == ":":
        return _field(text, word, at), end + 1
    token = read_word(word, at)
    if word.endswith("*"):
        _check_after_asterisk(text, end)
    return token, end


def _field(text: str, name: str, at: int) -> QueryToken:
    following = text[at + len(name) + 1 : at + len(name) + 2]
    if name.lower() not in FIELD_NAMES:
        raise QuerySyntaxError(
            f"there is no field “{name}”; put text that contains a colon between quotes",
            at,
            SyntaxFault.UNKNOWN_FIELD,
        )
    if not following or following.isspace():
        raise QuerySyntaxError(f"“{name}:” has no value after it", at + len(name) + 1)
    return QueryToken(TokenKind.FIELD, at, name.lower())


def _phrase(text: str, start: int) -> tuple[QueryToken, int]:
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


def _phrase_end(text: str, start: int, at: int, content: str) -> tuple[QueryToken, int]:
    if text[at : at + 1] == "*":
        _check_after_asterisk(text, at + 1)
        check_prefix(content, start)
        return QueryToken(TokenKind.PHRASE_PREFIX, start, content), at + 1
    distance, at = _distance(text, at)
    factor, at = _boost(text, at)
    return QueryToken(TokenKind.PHRASE, start, content, distance, factor), at


def _distance(text: str, at: int) -> tuple[int | None, int]:
    distance = _DISTANCE.match(text, at)
    if distance is None:
        return None, at
    if not distance[1]:
        raise QuerySyntaxError("“~” needs a number after it", distance.end())
    if len(distance[1]) > 3 or int(distance[1]) > MAX_DISTANCE:
        raise QuerySyntaxError(
            f"the distance is at most {MAX_DISTANCE}", at + 1, SyntaxFault.DISTANCE_TOO_LARGE
        )
    return int(distance[1]), distance.end()


def _boost(text: str, at: int) -> tuple[float | None, int]:
    boost = _BOOST.match(text, at)
    if boost is None:
        return None, at
    return factor_of(boost[1], at + 1), boost.end()


def _check_after_asterisk(text: str, end: int) -> None:
    following = text[end : end + 1]
    if following and not following.isspace() and following != ")":
        raise QuerySyntaxError("“*” stands only at the end of a word", end - 1)
