"""Dates as English documents print them: "24 May 2005", "12 and 15 July 1999", "23-27 May 2005"."""

import re
from datetime import date
from typing import Final

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(f"{name}|{name[:3]}\\." for name in _MONTHS)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?<!\d)(?P<day>{_DAY})\s+(?P<month>{_MONTH}),?\s+(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<month_first>{_MONTH})\s+(?P<day_second>{_DAY}),\s+(?P<year_last>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DASH = r"\s*[-\u2010-\u2015]\s*"
_RANGE = re.compile(
    rf"(?<!\d)(?:from\s+)?(?P<first>{_DAY})(?:\s+(?P<first_month>{_MONTH})(?:\s+(?P<first_year>\d{{4}}))?)?"
    rf"(?:{_DASH}|\s+(?:to|and)\s+)"
    rf"(?P<last>{_DAY})\s+(?P<month>{_MONTH}),?\s+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def find_date(text: str) -> date | None:
    """The first day that the text names in full; None where it names none that exists."""
    return next(iter(find_dates(text)), None)


def find_dates(text: str) -> tuple[date, ...]:
    """All days that the text names in full, in its order."""
    found = (
        _day(
            match["year"] or match["year_last"],
            match["month"] or match["month_first"],
            match["day"] or match["day_second"],
        )
        for match in _DATE.finditer(text)
    )
    return tuple(day for day in found if day)


def find_range(text: str) -> tuple[date, date] | None:
    """First and last day of a meeting ("Vienna, 28 February-3 March 2005"); None if not named."""
    match = _RANGE.search(text)
    if match is None:
        return None
    last = _day(match["year"], match["month"], match["last"])
    first = _day(
        match["first_year"] or match["year"], match["first_month"] or match["month"], match["first"]
    )
    return (first, last) if first and last and first <= last else None


def _day(year: str, month: str, day: str) -> date | None:
    number = next(
        index for index, name in enumerate(_MONTHS, 1) if name[:3].lower() == month[:3].lower()
    )
    try:
        return date(int(year), number, int(re.sub(r"\D", "", day)))
    except ValueError:
        return None
