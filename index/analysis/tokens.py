"""The places of a text, each with the terms by which it is found."""

from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import NamedTuple, TypeVar

from index.analysis.normalization import fold
from index.analysis.stemmers import analyser_of, stems
from index.analysis.tokenizer import is_ideograph, pieces_with_starts, words

ANALYSIS_VERSION = 2
"""Raise it when terms change: indexes built otherwise are rebuilt."""

SURFACE_MARK = "="
MAX_TERM = 64
_MAX_WORD = 4 * MAX_TERM
_MAX_ACRONYM = 7
_MAX_PIECE = 64
_KEPT_PIECES = 100_000

Terms = tuple[str, ...]
Cut = tuple[int, int, Terms]
"""Start and end of a place in a piece of text, and its terms."""
Made = TypeVar("Made")


class Place(NamedTuple):
    """A place in a text that can be found: its number, where it stands, and the terms it has."""

    number: int
    start: int
    end: int
    terms: Terms


class ByPiece(dict[str, Made]):
    """What pieces of texts are made into, worked out when first asked for.

    It is kept for up to 100,000 pieces of up to 64 characters (some 24 MB), then begun anew.
    """

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, piece: str) -> Made:
        made = self._make(piece)
        if len(piece) <= _MAX_PIECE:
            if len(self) >= _KEPT_PIECES:
                self.clear()
            self[piece] = made
        return made


@lru_cache(maxsize=64)
def analyse(text: str, language: str) -> tuple[Place, ...]:
    """The places of a text in reading order. `language` is an ISO 639-1 code."""
    return tuple(places_with(text, language, _never))


def places_with(text: str, language: str, lack: Callable[[Terms], bool]) -> list[Place]:
    """Those places of a text, numbered as they are in it, whose terms do not lack what is wanted.

    For few wanted places, this is half the work of `analyse`.
    """
    cuts = _cuts(analyser_of(language), text.isupper())
    places: list[Place] = []
    number = 0
    pieces, starts = pieces_with_starts(text)
    for offset, places_there in zip(starts, map(cuts.__getitem__, pieces), strict=False):
        for start, end, terms in places_there:
            if not lack(terms):
                places.append(Place(number, offset + start, offset + end, terms))
            number += 1
    return places


def _never(_: Terms) -> bool:
    return False


@cache
def _cuts(analyser: str, shouted: bool) -> ByPiece[tuple[Cut, ...]]:
    return ByPiece(partial(cut, analyser, shouted))


def cut(analyser: str, shouted: bool, piece: str) -> tuple[Cut, ...]:
    """The places of a piece. `shouted`: the whole text is in capitals, which then say nothing."""
    if is_ideograph(piece[:1]):
        return ((0, len(piece), (piece,)),)
    return tuple(
        (start, end, terms)
        for kind, word, start, end in words(piece)
        if (terms := index_terms(kind, word.lower() if shouted else word, analyser))
    )


def index_terms(kind: str, word: str, language: str) -> Terms:
    """The terms of one word, symbol or number of a text; none where nothing can be found."""
    return _index_terms(kind, word[:_MAX_WORD], language)


@lru_cache(maxsize=100_000)
def _index_terms(kind: str, word: str, language: str) -> Terms:
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
    stemmed = tuple(stem[:MAX_TERM] for stem in stems(word, language))
    return stemmed if stemmed == (folded,) else (*stemmed, SURFACE_MARK + folded)


def is_acronym(word: str) -> bool:
    """Whether a word is taken as written, for it is all capitals and short."""
    return 2 <= len(word) <= _MAX_ACRONYM and word.isupper() and word.isalpha()
