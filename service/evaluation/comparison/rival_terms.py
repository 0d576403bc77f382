"""The terms that rivals index: ours, joined by blanks, so that all find the same rows.

A place gives one term to the line of `words`, so that phrases are side by side; what else it is
found by (words as written, ends of symbols) goes to the line of `forms`. Where there are texts of
several languages, each term is marked with its analyser, as "en_term".
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from index import And, Phrase, Prefix, Query, Word
from index.analysis import PrefixExpansion, analyse, analyse_prefix, analyse_words, analyser_of

_NOTE = "analysers.json"


@dataclass(frozen=True, slots=True)
class Lines:
    """The terms of a text, joined by blanks."""

    words: str
    forms: str


@dataclass(frozen=True, slots=True)
class Clause:
    """What one clause of a search looks for: rows that answer any of the alternatives.

    A phrase is terms side by side, one for each of its places (a single term is a phrase of one);
    a beginning is what terms of either line begin with.
    """

    phrases: tuple[tuple[str, ...], ...] = ()
    beginnings: tuple[str, ...] = ()


class Terms:
    """Turns texts into lines of terms, and searches into clauses of them."""

    def __init__(self, analysers: Sequence[str]) -> None:
        self._analysers = tuple(analysers)
        self._marked = len(self._analysers) > 1

    def save(self, folder: Path) -> None:
        """Note in the folder of an engine how its terms were made."""
        (folder / _NOTE).write_text(json.dumps(self._analysers), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Terms":
        """The terms of an engine built before."""
        return cls(json.loads((folder / _NOTE).read_text("utf-8")))

    def places(self, text: str, language: str) -> list[tuple[str, ...]]:
        """The terms of each place of a text."""
        mark = self._mark(analyser_of(language))
        return [tuple([mark + term for term in place.terms]) for place in analyse(text, language)]

    def lines(self, text: str, language: str) -> Lines:
        """The terms of a text, in two lines."""
        places = self.places(text, language)
        return Lines(
            words=" ".join([terms[0] for terms in places]),
            forms=" ".join([term for terms in places for term in terms[1:]]),
        )

    def clauses(self, query: Query | None) -> tuple[Clause, ...]:
        """The clauses of a search of the mix, all of which have to be answered."""
        if query is None:
            return ()
        parts = query.clauses if isinstance(query, And) else (query,)
        return tuple(self._clause(part) for part in parts)

    def _clause(self, part: Query) -> Clause:
        if isinstance(part, Prefix):
            return Clause(beginnings=tuple(self._beginnings(part)))
        if isinstance(part, Word | Phrase):
            return Clause(phrases=tuple(self._phrases(part)))
        raise TypeError(f"the mix has no such clause: {part}")

    def _phrases(self, part: Word | Phrase) -> Iterator[tuple[str, ...]]:
        for analyser in self._analysers:
            mark = self._mark(analyser)
            query_terms = analyse_words(part.text, analyser)
            for phrase in product(*(query_term.terms for query_term in query_terms)):
                yield tuple(mark + term for term in phrase)

    def _beginnings(self, part: Prefix) -> Iterator[str]:
        for analyser in self._analysers:
            for query_term in analyse_prefix(part.text, analyser):
                for each in query_term.expansions:
                    if not isinstance(each, PrefixExpansion):
                        raise TypeError(f"a beginning is wanted: {each}")
                    yield self._mark(analyser) + each.prefix

    def _mark(self, analyser: str) -> str:
        return f"{analyser}_" if self._marked else ""
