"""The closing lines, below the last paragraph: meeting and day of adoption, and its method."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.extraction.languages import LanguageResources
from service.extraction.languages.header import HeaderLexicon
from service.extraction.text.ocr_tolerance import number
from service.model import AdoptionMethod, Votes

_LOOK_BACK: Final = 40
"""Blocks at the end of a document that may contain its closing lines."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What the closing lines state; None where they say nothing."""

    adoption_date: date | None = None
    method: AdoptionMethod | None = None
    votes: Votes | None = None


def read_closing(texts: Sequence[str], language: LanguageResources) -> Closing:
    """Read the closing lines among the last blocks of a document.

    Args:
        texts: The texts of the blocks of its body.
        language: The language of the document.
    """
    lexicon = language.header
    lines = lexicon.closing
    day: date | None = None
    method: AdoptionMethod | None = None
    votes: Votes | None = None
    tail = list(texts[-_LOOK_BACK:])
    for index, text in enumerate(tail):
        if match := lines.meeting.match(text):
            following = tail[index + 1] if index + 1 < len(tail) else ""
            printed = match["day"] or (following if lines.day_alone.match(following) else "")
            day = language.calendar.find_date(printed) or day
        elif lines.adopted.match(text):
            method = _method(text, lexicon) or method
            votes = _votes(text, lexicon) or votes
    return Closing(day, method, votes)


def _method(text: str, lexicon: HeaderLexicon) -> AdoptionMethod | None:
    lines = lexicon.closing
    if lines.unanimous.search(text):
        return AdoptionMethod.UNANIMOUS
    if lines.without_vote.search(text):
        return AdoptionMethod.WITHOUT_VOTE
    if lines.recorded_vote.search(text) and not lines.non_recorded_vote.search(text):
        return AdoptionMethod.RECORDED_VOTE
    return AdoptionMethod.NON_RECORDED_VOTE if lines.counts.search(text) else None


def _votes(text: str, lexicon: HeaderLexicon) -> Votes | None:
    match = lexicon.closing.counts.search(text)
    if match is None:
        return None
    counts = (match["for"], match["against"], match.groupdict().get("abstaining") or "0")
    return Votes(*(_value(count, lexicon) for count in counts))


def _value(count: str, lexicon: HeaderLexicon) -> int:
    if count in lexicon.numbers:
        return lexicon.numbers[count]
    return int(number(count) or 0)
