"""Types of parameter values, and their normal forms."""

import re
from typing import Annotated

from pydantic import Field, StringConstraints

from service.model import SDG_NUMBER, Organ, Symbol

FIRST_YEAR, LAST_YEAR = 1945, 2200
_ORGAN_CODES = {organ.value.casefold(): organ.value for organ in Organ}
_ARTICLES = ("all ", "the ")

ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
"""A name or a code."""

SymbolText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
"""A symbol as people write it."""

Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
"""A year that resolutions may be of."""


GoalOrTarget = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=16)]
"""A Sustainable Development Goal or target, with or without "SDG" before it."""


def goal_or_target(text: str) -> str:
    """The number of a goal or target: "4.a" for "SDG 4.A".

    Raises:
        ValueError: There is no such goal.
    """
    number = re.sub(r"^(?:sdg|goal|target)\s*", "", text.lower())
    if not SDG_NUMBER.fullmatch(number):
        raise ValueError("write a goal as a number from 1 to 17, a target as 4.7")
    return number


def canonical_symbol(text: str) -> str:
    """The canonical form of a symbol: "S/RES/1373 (2001)" for "s/res/1373(2001)".

    Raises:
        ValueError: The text is no symbol.
    """
    return str(Symbol.parse(text))


def organ_code(text: str) -> str:
    """The code of an organ in its own case; other texts as they are."""
    return _ORGAN_CODES.get(text.casefold(), text)


def normalise_addressee(addressee: str) -> str:
    """One form for "the  Parties", "All Parties" and "all the parties": "parties".

    Returns:
        The form; empty where the text has no words but articles.
    """
    text = " ".join(addressee.lower().split())
    for article in _ARTICLES:
        text = text.removeprefix(article)
    return text


def addressee_filter(text: str) -> str:
    """The normal form of a requested addressee; the text itself where it has no other words."""
    return normalise_addressee(text) or text
