"""Printed numbers of points and sections: (a), (i), A, I, 1, – and how they nest.

Which level a number is on follows from the numbers before it: "i" after "h" goes on, "i" after
"(a)" opens a level of roman figures.
"""

import re
from dataclasses import dataclass, field

from service.model.roman_numerals import from_roman

_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)


def roman_value(text: str) -> int | None:
    """The value of a roman figure below 400, in upper or lower case; None where it is none.

    Points are never so many that "d" and "m" would be figures rather than letters.
    """
    return from_roman(text.upper()) if _ROMAN.fullmatch(text) else None


def ordinal_of(text: str) -> int | None:
    """The value of a figure, arabic or roman: "II" → 2, "3" → 3; None for letters and others."""
    if text.isdecimal():
        return int(text)
    return roman_value(text) if text else None


@dataclass(slots=True)
class NumberStack:
    """The numbers that lead to the present point or section, outermost first."""

    path: list[str] = field(default_factory=list)
    _styles: list[str] = field(default_factory=list)
    _values: list[int] = field(default_factory=list)

    def enter(self, number: str) -> int:
        """Take the next number; returns its level, 0 for the outermost."""
        readings = _readings(number)
        level, style, value = self._going_on(readings) or self._opening(readings)
        del self.path[level:], self._styles[level:], self._values[level:]
        self.path.append(number)
        self._styles.append(style)
        self._values.append(value)
        return level

    def _going_on(self, readings: list[tuple[str, int]]) -> tuple[int, str, int] | None:
        for level in reversed(range(len(self.path))):
            for style, value in readings:
                if self._styles[level] == style and value == self._values[level] + 1:
                    return level, style, value
        return None

    def _opening(self, readings: list[tuple[str, int]]) -> tuple[int, str, int]:
        for style, value in readings:
            if value == 1 and style not in self._styles:
                return len(self.path), style, value
        for style, value in readings:
            if style in self._styles:
                return self._styles.index(style), style, value
        style, value = readings[0]
        return len(self.path), style, value


def _readings(number: str) -> list[tuple[str, int]]:
    """What a printed number can mean, as (style, value), the likelier first."""
    readings: list[tuple[str, int]] = []
    case = "upper" if number.isupper() else "lower"
    roman = roman_value(number)
    if number.isdecimal():
        readings.append(("figure", int(number)))
    if roman is not None and (len(number) > 1 or roman in (1, 5, 10)):
        readings.append((f"{case} roman", roman))
    if len(number) == 1 and number.isalpha():
        readings.append((f"{case} letter", ord(number.lower()) - ord("a") + 1))
    elif len(number) == 2 and number[0] == number[1] and number.isalpha() and roman is None:
        readings.append((f"{case} letter", ord(number[0].lower()) - ord("a") + 27))
    return readings or [(f"mark {number}", 0)]
