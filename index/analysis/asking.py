"""What the words of a query ask of the places of a text."""

import re
from dataclasses import dataclass

from index.analysis.cutting import is_ideograph, words
from index.analysis.expanding import Beginning, Expansion
from index.analysis.folding import fold
from index.analysis.languages import STEM_BEFORE_FOLDING
from index.analysis.places import MAX_TERM, SURFACE_MARK, Place, index_terms, is_acronym

_NOT_LETTERS = re.compile(r"^[\W_]+")


@dataclass(frozen=True, slots=True)
class Slot:
    """What a place must have to answer a word of a query: any of these terms, or any term that one
    of the expansions stands for.
    """

    terms: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()

    def accepts(self, place: Place) -> bool:
        """Whether a place answers this word."""
        return any(
            term in self.terms or any(expansion.accepts(term) for expansion in self.expansions)
            for term in place.terms
        )

    @property
    def is_one_ideograph(self) -> bool:
        """Whether only the first character of a place answers; places of ideographs are pairs."""
        return any(is_ideograph(expansion.prefix) for expansion in self.expansions)


def query_slots(text: str, language: str) -> tuple[Slot, ...]:
    """What words of a query ask of consecutive places of texts in a language."""
    slots: list[Slot] = []
    found = words(text)
    for number, (kind, word, _, _) in enumerate(found, 1):
        if kind == "ideographs":
            slots += _ideograph_slots(word, last=number == len(found))
        elif terms := _query_terms(kind, word, language):
            slots.append(Slot(terms))
    return tuple(slots)


def prefix_slots(text: str, language: str) -> tuple[Slot, ...]:
    """What the beginning of a word asks; words before it, as in "counter-terr", ask as usual.

    A word begins like that as it is written or as its stem is. With a slash, it is a symbol's
    beginning.
    """
    if "/" in text:
        return (_beginning(_NOT_LETTERS.sub("", text, count=1)),)
    slots = query_slots(text, language)
    if not slots or slots[-1].expansions:
        return slots
    kind, word, _, _ = words(text)[-1]
    if kind == "ideographs":
        return slots
    return (*slots[:-1], _beginning(word))


def _beginning(text: str) -> Slot:
    beginning = fold(text)[:MAX_TERM]
    return Slot(expansions=(Beginning(beginning), Beginning(SURFACE_MARK + beginning)))


def _query_terms(kind: str, word: str, language: str) -> tuple[str, ...]:
    terms = index_terms(kind, word, language)
    if kind != "word" or not terms:
        return terms[:1]
    folded = terms[-1].removeprefix(SURFACE_MARK)
    if is_acronym(word):
        return folded, SURFACE_MARK + folded
    # The word as written finds acronyms; behind its mark, words typed without accents.
    wanted = [terms[0], folded]
    if language in STEM_BEFORE_FOLDING:
        wanted.append(SURFACE_MARK + folded)
    return tuple(dict.fromkeys(wanted))


def _ideograph_slots(run: str, *, last: bool) -> list[Slot]:
    """What a run of characters asks. The last run of a query may go on in the text; before another
    word ("决议1373") it ends, and so does the place of its last character."""
    if last and len(run) == 1:
        return [Slot(expansions=(Beginning(run),))]
    return [Slot((run[at : at + 2],)) for at in range(len(run) - (1 if last else 0))]
