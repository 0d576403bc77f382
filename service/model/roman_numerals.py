"""Roman figures, as sessions, annexes and points are numbered with."""

from typing import Final

HIGHEST_ROMAN: Final = 3999
"""What can be written without figures beyond M."""

_FIGURES: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD")),
    *((100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def to_roman(number: int) -> str:
    """A number from 1 to `HIGHEST_ROMAN` in capitals: 14 gives "XIV"."""
    text = ""
    for value, letters in _FIGURES:
        text += letters * (number // value)
        number %= value
    return text


def from_roman(text: str) -> int | None:
    """The number that capitals write in the one right way; None for any other text."""
    number, rest = 0, text
    for value, letters in _FIGURES:
        while rest.startswith(letters):
            number += value
            rest = rest[len(letters) :]
    return number if text and not rest and to_roman(number) == text else None
