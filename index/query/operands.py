"""Reads the leaves of the tree: the clause of one token, with its ranges of numbers and of days."""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date

from index.errors import QuerySyntaxError, SyntaxFault
from index.fields import DATE, NUMBERED, Field, TextField
from index.query.ast import (
    MAX_NUMBER,
    Boost,
    DateRange,
    Every,
    Fuzzy,
    HasValue,
    Phrase,
    Prefix,
    Query,
    Range,
    Wildcard,
    Word,
)
from index.query.word_tokens import QueryToken, TokenKind

RANGE_SIGN = ".."

_NUMBER = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"([0-9]{4})(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12][0-9]|3[01]))?)?")

OPERANDS = (
    TokenKind.WORD,
    TokenKind.PREFIX,
    TokenKind.WILDCARD,
    TokenKind.FUZZY,
    TokenKind.EVERY,
    TokenKind.PHRASE,
    TokenKind.PHRASE_PREFIX,
)


def read_operand(token: QueryToken, field: str | None) -> Query:
    """The clause of an operand; without a field it looks for words in the text.

    Raises QuerySyntaxError.
    """
    return boosted(_unboosted(token, field), token)


def boosted(clause: Query, token: QueryToken) -> Query:
    """A clause with the boost of its last token, if that has one."""
    return clause if token.factor is None else Boost(clause, token.factor)


def _unboosted(token: QueryToken, field: str | None) -> Query:
    if token.kind is TokenKind.EVERY:
        if field is not None:
            raise QuerySyntaxError("“*” alone finds everything, without a field", token.position)
        return Every()
    if field is None or field in frozenset(TextField):
        return _words(token, TextField(field or TextField.TEXT))
    if token.distance is not None or token.kind is TokenKind.WILDCARD:
        raise QuerySyntaxError(
            f"“{field}:” has values: no distances, no “?”, “*” only at the end", token.position
        )
    return _period(token) if field == DATE else _values(token, Field(field))


def _words(token: QueryToken, field: TextField) -> Query:
    if token.kind is TokenKind.WORD:
        return Word(token.text, field)
    if token.kind is TokenKind.PREFIX:
        return Prefix(token.text, field)
    if token.kind is TokenKind.WILDCARD:
        return Wildcard(token.text, field)
    if token.kind is TokenKind.FUZZY:
        return Fuzzy(token.text, field, token.distance or 1)
    if token.kind is TokenKind.PHRASE_PREFIX:
        raise QuerySyntaxError("“*” stands after a word, not after a quotation", token.position)
    return Phrase(token.text, field, token.distance)


def _values(token: QueryToken, field: Field) -> HasValue | Range:
    if token.kind is TokenKind.WORD and RANGE_SIGN in token.text:
        return _read_range(field, token.text, token.position)
    is_prefix = token.kind in (TokenKind.PREFIX, TokenKind.PHRASE_PREFIX)
    return HasValue(field, token.text, is_prefix)


def _period(token: QueryToken) -> DateRange:
    if token.kind is not TokenKind.WORD:
        raise QuerySyntaxError(
            f"“{DATE}:” takes days, months or years, as {date(2019, 5, 31)}",
            token.position,
            SyntaxFault.INVALID_RANGE,
        )
    return _read_period(token.text, token.position)


def _read_range(field: Field, text: str, at: int) -> Range:
    """A range of numbers: 2000..2010, 2000.., ..2010. Raises QuerySyntaxError."""
    if field not in NUMBERED:
        raise QuerySyntaxError(
            f"“{field}” has no order, so no range; put the value between quotes",
            at,
            SyntaxFault.NOT_ORDERED,
        )
    first, _, last = text.partition(RANGE_SIGN)
    last_at = at + len(first) + len(RANGE_SIGN)
    numbers = _number(first, at), _number(last, last_at)
    try:
        return Range(field, *numbers)
    except ValueError as error:
        raise _invalid(f"“{text}” ends before it begins", at) from error


def _read_period(text: str, at: int) -> DateRange:
    """A day, month or year, or all days from one to another: 2019-05..2020. Raises
    QuerySyntaxError."""
    first, sign, last = text.partition(RANGE_SIGN)
    if not sign:
        return DateRange(*_days_of(text, at))
    begin = _days_of(first, at)[0] if first else None
    end = _days_of(last, at + len(first) + len(RANGE_SIGN))[1] if last else None
    try:
        return DateRange(begin, end)
    except ValueError as error:
        raise _invalid(f"“{text}” ends before it begins", at) from error


def _number(text: str, at: int) -> int | None:
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or int(text) > MAX_NUMBER:
        raise _invalid(f"“{text}” is not a number up to {MAX_NUMBER}", at)
    return int(text)


def _days_of(text: str, at: int) -> tuple[date, date]:
    """First and last day of a day, month or year."""
    if parts := _DAY.fullmatch(text):
        year, month, day = (int(part) if part else 0 for part in parts.groups())
        with suppress(ValueError):
            if day:
                return date(year, month, day), date(year, month, day)
            last_month = month or 12
            last_day = monthrange(year, last_month)[1]
            return date(year, month or 1, 1), date(year, last_month, last_day)
    raise _invalid(f"“{text}” is no day, month or year, as 2019-05-31, 2019-05 or 2019 are", at)


def _invalid(message: str, at: int) -> QuerySyntaxError:
    return QuerySyntaxError(message, at, SyntaxFault.INVALID_RANGE)
