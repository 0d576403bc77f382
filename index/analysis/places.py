"""The places of a text, each with the terms by which it is found."""

from dataclasses import dataclass
from functools import lru_cache

from index.analysis.cutting import words
from index.analysis.folding import fold
from index.analysis.languages import stem

ANALYSIS_VERSION = 1
"""Raise it when terms change: indexes built otherwise are rebuilt."""

SURFACE_MARK = "="
MAX_TERM = 64
_MAX_ACRONYM = 7


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text that can be found: its number, where it stands, and the terms it has."""

    number: int
    start: int
    end: int
    terms: tuple[str, ...]


@lru_cache(maxsize=64)
def analyse(text: str, language: str) -> tuple[Place, ...]:
    """The places of a text in reading order. `language` is an ISO 639-1 code."""
    shouted = text.isupper()
    places: list[Place] = []
    for kind, word, start, end in words(text):
        if kind == "ideographs":
            for at in range(len(word)):
                pair = word[at : at + 2]
                places.append(Place(len(places), start + at, start + at + len(pair), (pair,)))
            continue
        terms = index_terms(kind, word.lower() if shouted else word, language)
        if terms:
            places.append(Place(len(places), start, end, terms))
    return tuple(places)


@lru_cache(maxsize=200_000)
def index_terms(kind: str, word: str, language: str) -> tuple[str, ...]:
    """The terms of one word, symbol or number of a text; none where nothing can be found."""
    folded = fold(word)[:MAX_TERM]
    if not folded:
        return ()
    if kind == "symbol":
        parts = folded.split("/")
        return tuple(dict.fromkeys("/".join(parts[at:]) for at in range(len(parts))))
    if kind == "number":
        return (folded.replace(",", ""),)
    if kind == "dotted" or is_acronym(word):
        return (folded,)
    stemmed = stem(word, language)[:MAX_TERM]
    return (stemmed,) if stemmed == folded else (stemmed, SURFACE_MARK + folded)


def is_acronym(word: str) -> bool:
    """Whether a word is taken as written, for it is all capitals and short."""
    return 2 <= len(word) <= _MAX_ACRONYM and word.isupper() and word.isalpha()
