"""Sessions as they are written out: "Fourteenth session", "sixty-first", "tenth special session".

Sessions are named by the string of their number: "14", "61"; special sessions "S-10", emergency
special sessions "ES-11"; of organs that count by year the year, "2024".
"""

import re
from typing import Final

_UNITS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19,
}  # fmt: skip
_TENS: Final = {
    "twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80,
    "ninet": 90,
}  # fmt: skip
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_TEN = "|".join(_TENS)
# "one hundred and fifth", "sixty-first", "sixtieth", "hundredth", "ninth", and "9th".
_WORDS = (
    rf"(?:(?P<hundred>(?:one |a )?hundred)(?:(?P<exact>th)|(?: and)? ))?"
    rf"(?:(?P<tens>{_TEN})(?:y[- ](?P<unit>{_UNIT})|ieth)|(?P<low>{_UNIT}))?"
)
_FIGURES = r"(?P<figures>\d{1,4})(?:st|nd|rd|th)"
_ORDINAL = re.compile(rf"(?:{_FIGURES}|{_WORDS})\b")
_SESSION_END = (
    r"(?P<resumed> resumed)?(?P<kind> emergency special| special| regular| annual)? session\b"
)
_WORDS_BEGIN = rf"(?:{_UNIT}|{_TEN}|one hundred|hundred)"
_SESSION = re.compile(rf"\b(?:resumed )?(?:{_FIGURES}|(?={_WORDS_BEGIN}){_WORDS}){_SESSION_END}")
_YEAR_SESSION = re.compile(
    r"\b(?:(?:substantive|organizational|regular) session (?:of|for) (?P<after>(?:19|20)\d\d)\b"
    r"|(?P<before>(?:19|20)\d\d)(?: substantive| organizational| regular)? session\b)"
)
_DASHES = re.compile(r"\s*[\u2010-\u2013]\s*")


def ordinal(text: str) -> int | None:
    """The number that an ordinal names: "sixty-first" and "61st" give 61; None for other text."""
    match = _ORDINAL.fullmatch(_flat(text))
    return _number(match) if match else None


def find_session(text: str) -> str | None:
    """The session that the text names first, as its number; None where it names none."""
    flat = _flat(text)
    found = _SESSION.search(flat)
    year = _YEAR_SESSION.search(flat)
    if year and (found is None or year.start() < found.start()):
        return year["after"] or year["before"]
    if found is None or (number := _number(found)) is None:
        return None
    prefix = {" emergency special": "ES-", " special": "S-"}.get(found["kind"] or "", "")
    return f"{prefix}{number}"


def _flat(text: str) -> str:
    return _DASHES.sub("-", " ".join(text.lower().split()))


def _number(match: re.Match[str]) -> int | None:
    if match["figures"]:
        return int(match["figures"])
    number = 100 if match["hundred"] else 0
    if match["tens"]:
        number += _TENS[match["tens"]] + _UNITS.get(match["unit"] or "", 0)
    elif match["low"]:
        number += _UNITS[match["low"]]
    return number or None
