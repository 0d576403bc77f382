"""Days, ordinals and sessions as the documents of a language write them.

Sessions are named by the string of their number: "14", "61"; special sessions "S-10", emergency
special sessions "ES-11"; of organs that count by year the year, "2024".
"""

import re
from collections.abc import Mapping
from datetime import date
from importlib.resources.abc import Traversable
from typing import Annotated, Final

from pydantic import Field

from service.extraction.languages.files import (
    MATCHES_NOTHING,
    LexiconTable,
    PatternText,
    read_table,
    with_groups,
)

_DASHES = re.compile(r"\s*[\u2010-\u2013]\s*")
_NO_FIGURE = re.compile(r"\D")
_HUNDRED: Final = 100
_ORDINAL_GROUPS: Final = ("figures", "hundred", "tens", "unit", "low")


class CalendarPatterns(LexiconTable):
    """Patterns of `calendar.toml`. Those of ordinals and sessions are for texts in lower case.

    An ordinal is in group `figures`, or it is the sum of `hundred`, `tens` with `unit`, and `low`.
    A pattern may lack any of these, and the second set of groups of a date.
    """

    date: Annotated[
        PatternText,
        with_groups("day", "month", "year", optional=("day_second", "month_first", "year_last")),
    ]
    ordinal: Annotated[PatternText, with_groups(optional=_ORDINAL_GROUPS)] = MATCHES_NOTHING
    session: Annotated[
        PatternText, with_groups(optional=(*_ORDINAL_GROUPS, "special", "emergency"))
    ] = MATCHES_NOTHING
    year_session: Annotated[PatternText, with_groups(optional=("after", "before"))] = (
        MATCHES_NOTHING
    )


class CalendarTable(LexiconTable):
    """`calendar.toml`: months by name, ordinals by word, and the patterns that use them."""

    months: dict[str, Annotated[int, Field(ge=1, le=12)]]
    units: dict[str, int] = Field(default_factory=dict)
    tens: dict[str, int] = Field(default_factory=dict)
    patterns: CalendarPatterns


class Calendar:
    """Finds the days and sessions that a text of one language names."""

    def __init__(self, table: CalendarTable) -> None:
        self._patterns = table.patterns
        self._months = {name.casefold(): number for name, number in table.months.items()}
        self._units = table.units
        self._tens = table.tens

    def find_date(self, text: str) -> date | None:
        """The first day that the text names in full; None where it names none that exists."""
        return next(iter(self.find_dates(text)), None)

    def find_dates(self, text: str) -> tuple[date, ...]:
        """All days that the text names in full, in its order."""
        found = (self._day(match.groupdict()) for match in self._patterns.date.finditer(text))
        return tuple(day for day in found if day)

    def ordinal(self, text: str) -> int | None:
        """The number that an ordinal names: "sixty-first" and "61st" give 61; else None."""
        match = self._patterns.ordinal.fullmatch(_flat(text))
        return self._number(match.groupdict()) if match else None

    def find_session(self, text: str) -> str | None:
        """The session that the text names first, as its number; None where it names none."""
        flat = _flat(text)
        found = self._patterns.session.search(flat)
        year = self._patterns.year_session.search(flat)
        if year and (found is None or year.start() < found.start()):
            return next((named for named in year.groups() if named), None)
        groups = found.groupdict() if found else {}
        number = self._number(groups)
        prefix = "ES-" if groups.get("emergency") else "S-" if groups.get("special") else ""
        return None if number is None else f"{prefix}{number}"

    def _day(self, groups: Mapping[str, str | None]) -> date | None:
        year = groups["year"] or groups.get("year_last") or ""
        month = groups["month"] or groups.get("month_first") or ""
        day = groups["day"] or groups.get("day_second") or ""
        try:
            number = self._months.get(month.casefold(), 0)
            return date(int(year), number, int(_NO_FIGURE.sub("", day)))
        except ValueError:
            return None

    def _number(self, groups: Mapping[str, str | None]) -> int | None:
        if figures := groups.get("figures"):
            return int(figures)
        number = _HUNDRED if groups.get("hundred") else 0
        if tens := groups.get("tens"):
            number += self._tens[tens] + self._units.get(groups.get("unit") or "", 0)
        elif low := groups.get("low"):
            number += self._units[low]
        return number or None


def read_calendar(folder: Traversable) -> Calendar | None:
    """The calendar of the language whose files are in a folder; None where it has none."""
    table = read_table(folder, "calendar", CalendarTable)
    return Calendar(table) if table else None


def _flat(text: str) -> str:
    return _DASHES.sub("-", " ".join(text.lower().split()))
