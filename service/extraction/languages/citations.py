"""The words of citations, as read from `lexicons/citations.toml` and made into patterns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from service.extraction.languages.files import load_lexicon
from service.model import Language


@dataclass(frozen=True, slots=True)
class CitationLexicon:
    """What one language calls resolutions, decisions and the bodies that adopt them.

    `bodies` maps a name as printed to what it stands for: an organ's code, a short name
    ("council"), "" for a body without a series here, or the first name of an own series. Without
    one of the `cues`, no noun can stand in a text.
    """

    bodies: dict[str, str]
    short: frozenset[str]
    series: dict[str, dict[str, str]]
    nouns: dict[str, str]
    plurals: frozenset[str]
    cues: tuple[str, ...]
    months: tuple[str, ...]
    names: re.Pattern[str]
    noun: re.Pattern[str]
    back_reference: re.Pattern[str]
    in_report: re.Pattern[str]


@cache
def lexicon_for(language: Language) -> CitationLexicon | None:
    """The lexicon of a language, or None where only full symbols can be recognised."""
    table = load_lexicon("citations").get(language.value)
    return _compile(table) if table is not None else None


@cache
def organ_of_report(symbol: str) -> str:
    """The code of the body whose official report has this symbol; "" where it is none of ours."""
    reports: dict[str, str] = load_lexicon("citations")["reports"]
    for pattern, code in reports.items():
        if re.match(re.escape(pattern).replace(r"\#", r"\d+") + r"\b", symbol):
            return code
    return ""


def _compile(table: dict[str, Any]) -> CitationLexicon:
    series = {entry["names"][0]: entry for entry in table["series"]}
    bodies = dict.fromkeys(table["elsewhere"]["names"], "")
    for tables in (table["organs"], table["short"]):
        bodies |= {name: code for code, names in tables.items() for name in names}
    bodies |= {name: entry["names"][0] for entry in table["series"] for name in entry["names"]}
    singular = {word: kind for kind, words in table["nouns"].items() for word in words}
    plural = {word: kind for kind, words in table["plural_nouns"].items() for word in words}
    nouns = "|".join(_either_case(word) for word in [*plural, *singular])
    return CitationLexicon(
        bodies=bodies,
        short=frozenset(table["short"]),
        series=series,
        nouns=singular | plural,
        plurals=frozenset(plural),
        cues=_shortest({word[1:] for word in (*plural, *singular)}),
        months=tuple(table["months"]),
        names=re.compile(rf"\b(?:{_alternatives(bodies)})\b"),
        noun=re.compile(rf"\b(?:{nouns})\b"),
        back_reference=re.compile(
            rf"\b(?:(?P<self>{_starts(table['self'])})|(?P<back>{_starts(table['back'])})"
            rf"|(?P<those>{_starts(table['back_plural'])})) (?:draft )?$"
        ),
        in_report=re.compile(
            rf"\)?(?:[,;]? (?:and )?(?:{_alternatives(table['in_report'])})\.? ?[A-Z0-9.]*)*,? "
        ),
    )


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _starts(words: Iterable[str]) -> str:
    return "|".join(_either_case(word) for word in sorted(words, key=len, reverse=True))


def _shortest(parts: set[str]) -> tuple[str, ...]:
    """Those that hold no other of them."""
    return tuple(part for part in parts if not any(other in part for other in parts - {part}))


def _either_case(word: str) -> str:
    return f"[{word[0].upper()}{word[0].lower()}]{re.escape(word[1:])}"
