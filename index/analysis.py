"""Cuts text into words as the index keeps them, each language in its own way.

Every place in a text carries one or more *terms*:

- a word: its stem ("resolut"); where the stem differs from the word as written, case and accents
  folded, also that form behind a mark ("=resolutions"), for prefixes;
- an acronym (two to seven capitals in a text that is not all capitals): as it is, in lower case, so
  that AIDS is not "aid"; in a query, such a word is looked for as written;
- a symbol ("A/RES/59/46"): whole, in lower case, and what follows each slash ("59/46", "46");
- a number: its digits ("10,000" is "10000");
- a run of ideographs: overlapping pairs, and the last one alone.

No word is dropped: "to the" can be searched. Hyphens of all kinds separate words, apostrophes too;
an English possessive 's is left out. Stemmers are Whoosh's (Snowball); Arabic has the light stemmer
of Larkey, Ballesteros and Connell ("light10") because Whoosh's reduces words to their roots, and
"council" and "session" have the same one.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from whoosh.lang import stemmer_for_language

ANALYSIS_VERSION = 1
"""Raise it when terms change: indexes built otherwise are rebuilt."""

LANGUAGES = ("ar", "de", "en", "es", "fr", "ru", "zh")
OTHER_LANGUAGE = "other"
"""How a language without an analyser of its own is analysed: words as written, folded."""

SURFACE_MARK = "="

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u0640" + _INVISIBLE
_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTERS = rf"(?:[^\W_{_IDEOGRAPHS}]|[{_MARKS}])+"
_PART = rf"(?:E?S-\d+|[A-Za-z]+\.\d+|{_LETTERS})(?:\([IVXLC]+\))?"
_WORDS = re.compile(
    rf"(?P<symbol>{_PART}(?:/{_PART})+)"
    r"|(?P<number>(?<![^\W_])\d{1,3}(?:,\d{3})+(?![^\W_]))"
    r"|(?P<dotted>(?<![^\W_])(?:[A-Za-z]+\.\d+|\d+(?:\.\d+)+)(?![^\W_]))"
    rf"|(?P<ideographs>[{_IDEOGRAPHS}]+)"
    rf"|(?P<word>{_LETTERS})(?:['’][sS](?![^\W_]))?"
)
_NOT_LETTERS = re.compile(r"^[\W_]+")
_SLASH_FREE = re.compile(_LETTERS)
_MAX_ACRONYM = 7
_MAX_TERM = 64
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل")
_ARABIC_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
# Stemmers of these languages know endings by their accents ("ción"), so stemming precedes folding.
_STEM_BEFORE_FOLDING = frozenset({"es", "fr"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text that can be found: its number, where it stands, and the terms it has."""

    number: int
    start: int
    end: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """What a place must have to answer a word of a query: any of these terms or beginnings."""

    terms: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()

    def accepts(self, place: Place) -> bool:
        """Whether a place answers this word."""
        return any(
            term in self.terms or (self.beginnings and term.startswith(self.beginnings))
            for term in place.terms
        )


def analyser_of(language: str) -> str:
    """The analyser that texts of a language get: the language itself, or `OTHER_LANGUAGE`."""
    return language if language in LANGUAGES else OTHER_LANGUAGE


@lru_cache(maxsize=64)
def analyse(text: str, language: str) -> tuple[Place, ...]:
    """The places of a text in reading order. `language` is an ISO 639-1 code."""
    shouted = text.isupper()
    places: list[Place] = []
    for kind, word, start, end in _words(text):
        if kind == "ideographs":
            for at in range(len(word)):
                pair = word[at : at + 2]
                places.append(Place(len(places), start + at, start + at + len(pair), (pair,)))
            continue
        terms = _index_terms(kind, word.lower() if shouted else word, language)
        if terms:
            places.append(Place(len(places), start, end, terms))
    return tuple(places)


def query_slots(text: str, language: str) -> tuple[Slot, ...]:
    """What words of a query ask of consecutive places of texts in a language."""
    slots: list[Slot] = []
    words = _words(text)
    for number, (kind, word, _, _) in enumerate(words, 1):
        if kind == "ideographs":
            slots += _ideograph_slots(word, last=number == len(words))
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
    if not slots or slots[-1].beginnings:
        return slots
    kind, word, _, _ = _words(text)[-1]
    if kind == "ideographs":
        return slots
    return (*slots[:-1], _beginning(word))


def _beginning(text: str) -> Slot:
    beginning = fold(text)[:_MAX_TERM]
    return Slot(beginnings=(beginning, SURFACE_MARK + beginning))


def fold(text: str) -> str:
    """Text without case, accents and invisible characters; й stays a letter of its own."""
    # Compatibility forms first: some of them, such as "ℌ", are capitals in disguise.
    lowered = unicodedata.normalize("NFKC", text).casefold()
    return "".join(map(_fold_character, unicodedata.normalize("NFKC", lowered)))


@lru_cache(maxsize=4_096)
def _fold_character(character: str) -> str:
    if character == "й":
        return character
    return "".join(
        part
        for part in unicodedata.normalize("NFKD", character)
        if not unicodedata.combining(part)
        and part != "\u0640"
        and unicodedata.category(part) != "Cf"
    )


def _words(text: str) -> list[tuple[str, str, int, int]]:
    """Kind, text, start and end of everything that can be found."""
    words: list[tuple[str, str, int, int]] = []
    for match in _WORDS.finditer(text):
        kind = match.lastgroup or "word"
        word, start, end = match[kind], match.start(kind), match.end(kind)
        if kind == "symbol" and not any(character.isdigit() for character in word):
            # "and/or", "HIV/AIDS": no symbol, but words side by side.
            words += [
                ("word", part[0], start + part.start(), start + part.end())
                for part in _SLASH_FREE.finditer(word)
            ]
        else:
            words.append((kind, word, start, end))
    return words


@lru_cache(maxsize=200_000)
def _index_terms(kind: str, word: str, language: str) -> tuple[str, ...]:
    folded = fold(word)[:_MAX_TERM]
    if not folded:
        return ()
    if kind == "symbol":
        parts = folded.split("/")
        return tuple(dict.fromkeys("/".join(parts[at:]) for at in range(len(parts))))
    if kind == "number":
        return (folded.replace(",", ""),)
    if kind == "dotted" or _is_acronym(word):
        return (folded,)
    stem = _stem(word, language)
    return (stem,) if stem == folded else (stem, SURFACE_MARK + folded)


def _query_terms(kind: str, word: str, language: str) -> tuple[str, ...]:
    terms = _index_terms(kind, word, language)
    if kind != "word" or not terms:
        return terms[:1]
    folded = terms[-1].removeprefix(SURFACE_MARK)
    if _is_acronym(word):
        return folded, SURFACE_MARK + folded
    # The word as written finds acronyms; behind its mark, words typed without accents.
    wanted = [terms[0], folded]
    if language in _STEM_BEFORE_FOLDING:
        wanted.append(SURFACE_MARK + folded)
    return tuple(dict.fromkeys(wanted))


def _ideograph_slots(run: str, *, last: bool) -> list[Slot]:
    """What a run of characters asks. The last run of a query may go on in the text; before another
    word ("决议1373") it ends, and so does the place of its last character."""
    if last and len(run) == 1:
        return [Slot(beginnings=(run,))]
    return [Slot((run[at : at + 2],)) for at in range(len(run) - (1 if last else 0))]


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= _MAX_ACRONYM and word.isupper() and word.isalpha()


def _stem(word: str, language: str) -> str:
    if language in _STEM_BEFORE_FOLDING:
        lowered = unicodedata.normalize("NFC", word.casefold())
        return fold(_stemmer(language)(lowered))[:_MAX_TERM]
    return _stemmer(language)(fold(word))[:_MAX_TERM]


@lru_cache(maxsize=len(LANGUAGES) + 1)
def _stemmer(language: str) -> Callable[[str], str]:
    if language == "ar":
        return _stem_arabic
    if language == "zh" or language not in LANGUAGES:
        return str
    stem: Callable[[str], str] = stemmer_for_language(language)
    return stem


def _stem_arabic(word: str) -> str:
    if word.startswith("و") and len(word) > 3:
        word = word[1:]
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + 2:
            word = word[len(prefix) :]
            break
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[: -len(suffix)]
    return word
