"""Reads the ranges of numbers and of days that a field is asked for."""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date

from index.errors import QuerySyntaxError, SyntaxFault
from index.fields import NUMBERED, Field
from index.query.ast import MAX_NUMBER, DateRange, Range

RANGE_SIGN = ".."

_NUMBER = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"([0-9]{4})(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12][0-9]|3[01]))?)?")


def read_range(field: Field, text: str, at: int) -> Range:
    """A range of numbers: 2000..2010, 2000.., ..2010. Raises QuerySyntaxError."""
    if field not in NUMBERED:
        raise QuerySyntaxError(
            f"“{field}” has no order, so no range; put the value between quotes",
            at,
            SyntaxFault.NOT_ORDERED,
        )
    first, _, last = text.partition(RANGE_SIGN)
    number_of_last = at + len(first) + len(RANGE_SIGN)
    numbers = _number(first, at), _number(last, number_of_last)
    try:
        return Range(field, *numbers)
    except ValueError as error:
        raise _invalid(f"“{text}” ends before it begins", at) from error


def read_period(text: str, at: int) -> DateRange:
    """A day, month or year, or all days from one to another: 2019-05..2020. Raises
    QuerySyntaxError."""
    first, sign, last = text.partition(RANGE_SIGN)
    if not sign:
        return DateRange(*_period(text, at))
    begin = _period(first, at)[0] if first else None
    end = _period(last, at + len(first) + len(RANGE_SIGN))[1] if last else None
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


def _period(text: str, at: int) -> tuple[date, date]:
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
