"""Suggests spelling corrections: words and values that nothing has are replaced by similar ones."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from index.analysis import SURFACE_MARK, FuzzyExpansion, PrefixExpansion, fold
from index.analysis.stemmers import stems
from index.analysis.tokenizer import tokenize
from index.errors import QueryTooCostly
from index.execution.matcher import match
from index.execution.patterns import PostingsReader
from index.execution.snapshot import Snapshot
from index.fields import TextField
from index.query import And, Boost, HasValue, Or, Phrase, Query, Word
from index.query.word_tokens import has_words

MAX_UNKNOWN = 8
"""A query with more words that no text has is not misspelt, but about something else."""

_EDITS = ((6, 2), (3, 1))
"""From how many letters on how many edits are tried; in shorter words, none."""
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
)


def suggest(query: Query, snapshot: Snapshot, postings: PostingsReader) -> Query | None:
    """The query with its spelling corrected. See `ParagraphIndex.suggest`.

    None where nothing is misspelt, nothing similar exists, or the search for it takes too long.
    """
    with suppress(QueryTooCostly):
        corrected = _SpellingCorrector(snapshot, postings).correct(query)
        return None if corrected == query else corrected
    return None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A term that may have been meant: how it is written, and how many rows have it."""

    distance: int
    is_stem: bool
    rows: int
    word: str
    analyser: str

    @property
    def rank(self) -> tuple[int, int, bool, str, str]:
        """The nearest first, then the most frequent."""
        return self.distance, -self.rows, self.is_stem, self.word, self.analyser


@dataclass(frozen=True, slots=True)
class _SpellingCorrector:
    snapshot: Snapshot
    postings: PostingsReader
    _corrections: dict[tuple[TextField, str], str] = field(default_factory=dict)
    _unknown: list[str] = field(default_factory=list)

    def correct(self, query: Query) -> Query:
        """The query with its spelling corrected.

        Negated clauses stay as they are, so that the result finds all that the query finds.
        """
        if isinstance(query, And | Or):
            return replace(query, clauses=tuple(map(self.correct, query.clauses)))
        if isinstance(query, Boost):
            return replace(query, clause=self.correct(query.clause))
        if isinstance(query, Word | Phrase):
            return self._correct_words(query)
        if isinstance(query, HasValue):
            return self._correct_value(query)
        return query

    def _correct_words(self, query: Word | Phrase) -> Query:
        text = query.text
        for kind, word, start, end in reversed(tokenize(text)):
            if kind == "word":
                text = text[:start] + self._correct_word(word, query.field) + text[end:]
        # The correction may be an operator: "ORR" stays as it is.
        with suppress(ValueError):
            return replace(query, text=text)
        return query

    def _correct_word(self, word: str, where: TextField) -> str:
        known = self._corrections.get((where, word))
        if known is None:
            known = self._likeliest(word, where) or word
            self._corrections[where, word] = known
        return known

    def _likeliest(self, word: str, where: TextField) -> str | None:
        folded = fold(word)
        edits = _edits(folded)
        if not edits or any(self._rows(Phrase(word, each)) for each in TextField):
            return None
        self._unknown.append(word)
        if len(self._unknown) > MAX_UNKNOWN:
            raise QueryTooCostly(f"more than {MAX_UNKNOWN} words are in no text")
        for candidate in sorted(self._similar(folded, edits, where), key=lambda each: each.rank):
            written = candidate.word
            if candidate.is_stem:
                written = self._written(candidate, folded, where)
            meant = _in_case_of(word, written)
            if written != folded and self._rows(Phrase(meant, where)):
                return meant
        return self._with_other_first_letter(word, folded, where)

    def _with_other_first_letter(self, word: str, folded: str, where: TextField) -> str | None:
        """The word with a first letter added, dropped or changed, or the first two swapped.

        These are tried one by one, for terms are found by their prefixes.
        """
        alphabet = next((each for each in _ALPHABETS if folded[0] in each), "")
        tried = [folded[1:], folded[1] + folded[0] + folded[2:]]
        tried += [letter + rest for letter in alphabet for rest in (folded, folded[1:])]
        found = [(-self._rows(Phrase(form, where)), form) for form in tried if form != folded]
        rows, form = min(found)
        return _in_case_of(word, form) if rows else None

    def _similar(self, word: str, edits: int, where: TextField) -> Iterator[_Candidate]:
        for analyser in self.snapshot.columns.analysers:
            for mark in ("", SURFACE_MARK):
                expansion = FuzzyExpansion(mark + word[0], mark + word, edits)
                for term, rows in self.postings.terms(where, analyser, expansion):
                    form = term.removeprefix(SURFACE_MARK)
                    if form.isalpha():
                        distance = OSA.distance(form, word)
                        yield _Candidate(distance, not mark, rows, form, analyser)

    def _written(self, candidate: _Candidate, word: str, where: TextField) -> str:
        """How a term is written that may be a mere stem.

        It is written as its form that is most similar to the word of the query, unless the term is
        a word itself, which is certain where more rows have it than have its forms.
        """
        analyser, term = candidate.analyser, candidate.word
        # Stems differ from their forms in the last letter, as "polici" from "policy".
        prefix = PrefixExpansion(SURFACE_MARK + term[: max(len(term) - 1, 2)])
        forms = {
            form: rows
            for marked, rows in self.postings.terms(where, analyser, prefix)
            if term in stems(form := marked.removeprefix(SURFACE_MARK), analyser)
        }
        if sum(forms.values()) < candidate.rows or not forms:
            return term
        return min(forms, key=lambda form: (OSA.distance(form, word), -forms[form], form))

    def _correct_value(self, query: HasValue) -> HasValue:
        wanted = fold(query.value)
        edits = _edits(wanted)
        if query.prefix or not edits or self._rows(query):
            return query
        similar = [
            (distance, -rows, value)
            for value in map(_spaced, self.snapshot.columns.sets[query.field].values)
            if has_words(value)
            and (distance := OSA.distance(fold(value), wanted, score_cutoff=edits)) <= edits
            and (rows := self._rows(replace(query, value=value)))
        ]
        return replace(query, value=min(similar)[2]) if similar else query

    def _rows(self, query: Query) -> int:
        return len(match(query, self.snapshot, self.postings))


def _edits(word: str) -> int:
    """How many edits are tried: none in numbers and symbols, as an edit makes another one."""
    if any(character.isdigit() for character in word):
        return 0
    return next((edits for letters, edits in _EDITS if len(word) >= letters), 0)


def _spaced(value: str) -> str:
    return " ".join(value.split())


def _in_case_of(word: str, other: str) -> str:
    """The second word in capitals, or with a capital, where the first one is."""
    if word.isupper():
        return other.upper()
    return other[:1].upper() + other[1:] if word[:1].isupper() else other
