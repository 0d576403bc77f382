"""Days, ordinals and sessions as the documents of a language write them.

Sessions are named by the string of their number: "14", "61"; special sessions "S-10", emergency
special sessions "ES-11"; of organs that count by year the year, "2024".
"""

import re
from datetime import date
from importlib.resources.abc import Traversable
from typing import Annotated, Final

from pydantic import Field

from service.extraction.languages.files import LexiconTable, PatternText, read_table, with_groups

_DASHES = re.compile(r"\s*[\u2010-\u2013]\s*")
_NO_FIGURE = re.compile(r"\D")
_HUNDRED: Final = 100
_ORDINAL_GROUPS: Final = ("figures", "hundred", "tens", "unit", "low")

OrdinalPattern = Annotated[PatternText, with_groups(*_ORDINAL_GROUPS)]


class CalendarPatterns(LexiconTable):
    """Patterns of `calendar.toml`. Those of ordinals and sessions are for texts in lower case.

    An ordinal is in group `figures`, or it is the sum of `hundred`, `tens` with `unit`, and `low`.
    """

    date: Annotated[
        PatternText,
        with_groups("day", "month", "year", "day_second", "month_first", "year_last"),
    ]
    ordinal: OrdinalPattern
    session: Annotated[OrdinalPattern, with_groups("special", "emergency")]
    year_session: Annotated[PatternText, with_groups("after", "before")]


class CalendarTable(LexiconTable):
    """`calendar.toml`: months by name, ordinals by word, and the patterns that use them."""

    months: dict[str, Annotated[int, Field(ge=1, le=12)]]
    units: dict[str, int]
    tens: dict[str, int]
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
        found = (
            self._day(
                match["year"] or match["year_last"],
                match["month"] or match["month_first"],
                match["day"] or match["day_second"],
            )
            for match in self._patterns.date.finditer(text)
        )
        return tuple(day for day in found if day)

    def ordinal(self, text: str) -> int | None:
        """The number that an ordinal names: "sixty-first" and "61st" give 61; else None."""
        match = self._patterns.ordinal.fullmatch(_flat(text))
        return self._number(match) if match else None

    def find_session(self, text: str) -> str | None:
        """The session that the text names first, as its number; None where it names none."""
        flat = _flat(text)
        found = self._patterns.session.search(flat)
        year = self._patterns.year_session.search(flat)
        if year and (found is None or year.start() < found.start()):
            return year["after"] or year["before"]
        if found is None or (number := self._number(found)) is None:
            return None
        prefix = "ES-" if found["emergency"] else "S-" if found["special"] else ""
        return f"{prefix}{number}"

    def _day(self, year: str, month: str, day: str) -> date | None:
        try:
            number = self._months.get(month.casefold(), 0)
            return date(int(year), number, int(_NO_FIGURE.sub("", day)))
        except ValueError:
            return None

    def _number(self, match: re.Match[str]) -> int | None:
        if match["figures"]:
            return int(match["figures"])
        number = _HUNDRED if match["hundred"] else 0
        if match["tens"]:
            number += self._tens[match["tens"]] + self._units.get(match["unit"] or "", 0)
        elif match["low"]:
            number += self._units[match["low"]]
        return number or None


def load_calendar(folder: Traversable) -> Calendar | None:
    """The calendar of the language whose files are in a folder; None where it has none."""
    table = read_table(folder, "calendar", CalendarTable)
    return Calendar(table) if table else None


def _flat(text: str) -> str:
    return _DASHES.sub("-", " ".join(text.lower().split()))
