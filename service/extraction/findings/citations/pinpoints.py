"""Pinpoints: the place in the cited document, its annex, and its date, printed beside a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.extraction.languages.citations import CitationLexicon

_REACH: Final = 120
_POINT = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place in the cited document: a paragraph ("op5.a"), an annex ("annex II"), or both."""

    paragraph: str | None = None
    annex: str | None = None


@dataclass(frozen=True, slots=True)
class Suffix:
    """What is printed right after a number; `end` is where it stops."""

    end: int
    cited_date: date | None = None
    pinpoint: Pinpoint = Pinpoint()


def pinpoint_before(text: str, start: int, lexicon: CitationLexicon) -> Pinpoint:
    """The place named before a citation whose first word begins at `start`.

    Of several paragraphs ("paragraphs 5 and 6 of") the first is given.
    """
    match = lexicon.table.pinpoints.before.search(text, max(0, start - _REACH), start)
    if match is None:
        return Pinpoint()
    if match["annex"]:
        return Pinpoint(annex=_annex(match["annex_number"]))
    annex = _annex(match["paragraph_annex_number"]) if match["paragraph_annex"] else None
    return Pinpoint(_address(match), annex)


def read_suffix(text: str, end: int, lexicon: CitationLexicon) -> Suffix:
    """Date, annex and paragraph, in this order, right after the number that ends at `end`."""
    patterns = lexicon.table.pinpoints
    cited_date = annex = paragraph = None
    match = patterns.date_after.match(text, end)
    if match is not None and match["month"] in patterns.months:
        cited_date, end = _date(match, patterns.months), match.end()
    if match := patterns.annex_after.match(text, end):
        annex, end = _annex(match["annex_number"]), match.end()
    if match := patterns.paragraph_after.match(text, end):
        paragraph, end = _address(match), match.end()
    return Suffix(end, cited_date, Pinpoint(paragraph, annex))


def _date(match: re.Match[str], months: Sequence[str]) -> date | None:
    """The day as printed, also where its year is a misprint ("2107"); None for no day."""
    try:
        return date(int(match["year"]), months.index(match["month"]) + 1, int(match["day"]))
    except ValueError:
        return None


def _annex(number: str | None) -> str:
    return f"annex {number}" if number else "annex"


def _address(match: re.Match[str]) -> str:
    kind = "pp" if match["preambular"] else "op"
    steps = [match["section"].lower()] if match["section"] else []
    return ".".join([*steps, kind + match["paragraph"], *_POINT.findall(match["points"])])
