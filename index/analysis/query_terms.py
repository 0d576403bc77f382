"""What the words of a query ask of the places of a text."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.analysis.normalization import fold
from index.analysis.stemmers import STEM_BEFORE_FOLDING
from index.analysis.term_expansion import Beginning, Expansion, Fuzzy, Wildcard
from index.analysis.tokenizer import is_ideograph, words
from index.analysis.tokens import MAX_TERM, SURFACE_MARK, Place, index_terms, is_acronym

_NOT_LETTERS = re.compile(r"^[\W_]+")
_WILDCARD = re.compile(r"[?*]")


@dataclass(frozen=True, slots=True)
class Slot:
    """What a place must have to answer a word of a query: any of these terms, or any term that one
    of the expansions stands for.
    """

    terms: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()

    def accepts(self, place: Place) -> bool:
        """Whether a place answers this word."""
        return any(map(self.terms.__contains__, place.terms)) or any(
            expansion.accepts(term) for expansion in self.expansions for term in place.terms
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
    beginning, but not in the parenthesis behind it: "A/RES/917(II".
    """
    if "/" in text.rpartition("(")[2]:
        symbol = fold(_NOT_LETTERS.sub("", text, count=1))[:MAX_TERM]
        return (Slot(expansions=_written_or_stem(Beginning, symbol)),)
    slots = query_slots(text, language)
    kind, word = _last_word(text)
    if not slots or kind == "ideographs":
        return slots
    return (*slots[:-1], Slot(expansions=_written_or_stem(Beginning, word)))


def wildcard_slots(text: str, language: str) -> tuple[Slot, ...]:
    """What a pattern asks of a word, as it is written or as its stem is; words before it, as in
    "non-prolif*n", ask as usual."""
    pattern = wild_part(text)
    if pattern is None:
        return query_slots(text, language)
    before = query_slots(_WILDCARD.sub("x", text), language)[:-1]
    return (*before, Slot(expansions=_written_or_stem(Wildcard, fold(pattern))))


def wild_part(text: str) -> str | None:
    """The word of a text that holds all its wildcards: the last one, and not as its first
    character. None where there is no such word."""
    wildcards = [match.start() for match in _WILDCARD.finditer(text)]
    found = words(_WILDCARD.sub("x", text))
    if not wildcards or not found:
        return None
    kind, _, start, end = found[-1]
    if kind != "word" or not start < wildcards[0] <= wildcards[-1] < end:
        return None
    return text[start:end]


def fuzzy_slots(text: str, language: str, distance: int) -> tuple[Slot, ...]:
    """What a word asks that may be misspelt, but for its first letter: all that it asks as it is,
    and words so many edits away, as written or as their stems are."""
    slots = query_slots(text, language)
    kind, word = _last_word(text)
    if not slots or kind != "word":
        return slots
    near = _written_or_stem(lambda form: _near(form, distance), word)
    return (*slots[:-1], Slot(slots[-1].terms, near))


def _last_word(text: str) -> tuple[str, str]:
    """Kind and folded form of the last thing that can be found; words that fold to nothing, of
    which the index has none, are passed over."""
    for kind, word, _, _ in reversed(words(text)):
        if folded := fold(word)[:MAX_TERM]:
            return kind, folded
    return "", ""


def _written_or_stem(expand: Callable[[str], Expansion], form: str) -> tuple[Expansion, ...]:
    return (expand(form), expand(SURFACE_MARK + form))


def _near(form: str, distance: int) -> Fuzzy:
    first = form[: form.startswith(SURFACE_MARK) + 1]
    return Fuzzy(first, form, distance)


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
