"""What stands below the last paragraph: the meeting and day of adoption, and how it was adopted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.extraction.text.dates import find_date
from service.extraction.text.ocr_tolerance import FIGURE, number
from service.model import AdoptionMethod, Votes

_LOOK_BACK: Final = 40
_MEETING = re.compile(
    r"^(?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+(?:[ -][a-z]+){0,4})(?: \([\w ]+\))?(?: plenary)? meeting,?"
    r"\s*(?P<day>\d{1,2} \w+ \d{4})?\.?$"
)
_DAY_ALONE = re.compile(r"^\d{1,2} [A-Z][a-z]+ \d{4}\.?$")
_ADOPTED = re.compile(
    r"^\[?Adopted\b(?=[^.]{0,120}\b(?:votes?|unanimously|consensus|acclamation|(?:m|rn)eeting)\b)"
)
_SMALL: Final = {
    word: value
    for value, word in enumerate(
        (
            *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
        )
    )
} | {"no": 0}
_COUNT: Final = rf"{FIGURE}{{1,3}}\b|{'|'.join(_SMALL)}"
_STATES: Final = r"(?: \([^()]{1,200}\))?"
"""The states that voted so, printed behind the count."""
_RECORDED = re.compile(r"\brecorded[- ]vote\b")
_COUNTS = re.compile(
    r"\bby (?:a (?:recorded|roll-call|non-recorded) vote of )?"
    rf"(?P<for>{_COUNT})(?: votes?)?(?: in favour)? to (?P<against>{_COUNT})(?: votes?)?{_STATES}"
    rf"(?:,? (?:with|and) (?P<abstaining>{_COUNT}) abstentions?)?"
)


@dataclass(frozen=True, slots=True)
class Closing:
    """What the closing lines state; None where they say nothing."""

    adoption_date: date | None = None
    method: AdoptionMethod | None = None
    votes: Votes | None = None


def read_closing(texts: Sequence[str]) -> Closing:
    """Read the closing lines among the last blocks of a document."""
    day: date | None = None
    method: AdoptionMethod | None = None
    votes: Votes | None = None
    tail = list(texts[-_LOOK_BACK:])
    for index, text in enumerate(tail):
        if match := _MEETING.match(text):
            following = tail[index + 1] if index + 1 < len(tail) else ""
            printed = match["day"] or (following if _DAY_ALONE.match(following) else "")
            day = find_date(printed) or day
        elif _ADOPTED.match(text):
            method = _method(text) or method
            votes = _votes(text) or votes
    return Closing(day, method, votes)


def _method(text: str) -> AdoptionMethod | None:
    if re.search(r"\bunanimously\b", text):
        return AdoptionMethod.UNANIMOUS
    if re.search(r"\b(?:without a vote|by consensus|by acclamation)\b", text):
        return AdoptionMethod.WITHOUT_VOTE
    if _RECORDED.search(text) and not re.search(r"\bnon-recorded\b", text):
        return AdoptionMethod.RECORDED_VOTE
    return AdoptionMethod.NON_RECORDED_VOTE if _COUNTS.search(text) else None


def _votes(text: str) -> Votes | None:
    match = _COUNTS.search(text)
    if match is None:
        return None
    counts = [match["for"], match["against"], match["abstaining"] or "no"]
    return Votes(*(_value(count) for count in counts))


def _value(count: str) -> int:
    if count in _SMALL:
        return _SMALL[count]
    return int(number(count) or 0)
