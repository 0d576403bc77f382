"""The verb lexicon of a language, compiled for scanning."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from typing import Any

from service.extraction.languages.files import load_lexicon
from service.extraction.text.tokens import SPACE, Words
from service.model import Language


class Form(Enum):
    """In which form a verb stands."""

    FINITE = auto()
    PARTICIPLE = auto()
    PAST = auto()
    ADJECTIVE = auto()


class Joining(Enum):
    """How readily a form is taken for a further verb of the acting body."""

    FREELY = auto()
    STRICT = auto()
    LEAD = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A form of the lexicon: the lemma it belongs to, how it joins, whether it asks to act."""

    lemma: str
    form: Form
    joining: Joining = Joining.FREELY
    asks: bool = False


class Phrases:
    """Phrases of one or more words, found where they begin or where they end; the longest wins."""

    __slots__ = ("_by_first", "_by_last")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        split = [tuple(phrase.split()) for phrase in phrases]
        for phrase in sorted(split, key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)
            self._by_last.setdefault(phrase[-1], []).append(phrase)

    def at(self, words: Words, at: int) -> int:
        """How many words of a phrase begin at a word; 0 where none does."""
        if at >= len(words):
            return 0
        for phrase in self._by_first.get(words.words[at], ()):
            if len(phrase) == 1 or words.has(phrase, at):
                return len(phrase)
        return 0

    def ending(self, words: Words, at: int) -> int:
        """How many words of a phrase end with a word; 0 where none does."""
        for phrase in self._by_last.get(words.words[at], ()):
            first = at - len(phrase) + 1
            if len(phrase) == 1 or (first >= 0 and words.has(phrase, first)):
                return len(phrase)
        return 0


@dataclass(frozen=True, slots=True)
class Complements:
    """The words that make a verb: "call" with "upon".

    `reach` is how many other words may stand in between, `chains` whether they may be joined.
    """

    phrases: Phrases
    lemmas: Mapping[str, str]
    reach: int
    chains: bool = False


@dataclass(frozen=True, slots=True)
class VerbLexicon:
    """All that is known of the verbs of one language; see `verbs.toml` and `addressees.toml`.

    `scanned` are the words that a further verb of a paragraph may be read from.
    """

    forms: Mapping[str, Entry]
    past: Mapping[str, Entry]
    bases: Mapping[str, Entry]
    complements: Mapping[str, Complements]
    word_sets: Mapping[str, frozenset[str]]
    phrase_sets: Mapping[str, Phrases]
    words: Mapping[str, str]
    adverb_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    copular_lemmas: Mapping[str, str]
    noun_prepositions: Mapping[str, frozenset[str]]
    inclusion_words: int
    starters: frozenset[str]
    scanned: frozenset[str]
    endings: Mapping[str, Mapping[str, str]]
    asking: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_adverb(self, word: str) -> bool:
        """Whether a word has the shape of an adverb."""
        return word.endswith(self.adverb_endings) and word not in self.word_sets["not_adverbs"]


_PHRASE_SETS = (
    "modifiers_before",
    "modifiers_after",
    "framing",
    "inclusions",
    "coordinations",
    "inner_parentheses",
    "idioms",
    "acting_bodies",
)
_SINGLE_WORDS = (
    "manner_preposition",
    "additive",
    "perfect",
    "infinitive",
    "copula_base",
    "gerund_ending",
    "finite_ending",
    "possessive_ending",
)


@cache
def verb_lexicon(language: Language) -> VerbLexicon | None:
    """The lexicon of a language, or None where there is none yet."""
    verbs = load_lexicon("verbs").get(language.value)
    if verbs is None:
        return None
    return _compile(verbs | load_lexicon("addressees")[language.value])


def _compile(table: Mapping[str, Any]) -> VerbLexicon:
    forms, past, bases = _forms(table)
    phrase_sets = {name: Phrases(table[name]) for name in _PHRASE_SETS}
    word_sets = {
        name: frozenset(value)
        for name, value in table.items()
        if isinstance(value, list) and name not in phrase_sets
    }
    starters = word_sets["copulas"] | word_sets["continuatives"] | {table["perfect"]}
    return VerbLexicon(
        forms=forms,
        past=past,
        bases=bases,
        complements=_complements(table),
        word_sets=word_sets,
        phrase_sets=phrase_sets,
        words={name: table[name] for name in _SINGLE_WORDS},
        adverb_endings=tuple(table["adverb_endings"]),
        participle_endings=tuple(table["participle_endings"]),
        copular_lemmas=table["copular_lemmas"],
        noun_prepositions={
            word: frozenset(following) for word, following in table["noun_prepositions"].items()
        },
        inclusion_words=table["inclusion_words"],
        starters=starters,
        scanned=starters | forms.keys() | past.keys(),
        endings=table["endings"],
        asking={name: frozenset(value) for name, value in table["asking"].items()},
    )


def _forms(
    table: Mapping[str, Any],
) -> tuple[dict[str, Entry], dict[str, Entry], dict[str, Entry]]:
    forms: dict[str, Entry] = {}
    past: dict[str, Entry] = {}
    bases: dict[str, Entry] = {}
    strict, lead = frozenset(table["strict_participles"]), frozenset(table["lead_participles"])

    def participle_joining(word: str, otherwise: Joining = Joining.FREELY) -> Joining:
        if word in lead:
            return Joining.LEAD
        return Joining.STRICT if word in strict else otherwise

    for lemma, verb in table["verbs"].items():
        asks = verb.get("asks", False)
        finite = Joining[verb.get("joins", "freely").upper()]
        bases[lemma] = Entry(lemma, Form.FINITE, Joining.FREELY, asks)
        for word in _listed(verb["finite"]):
            forms[word] = Entry(lemma, Form.FINITE, finite, asks)
        for word in _listed(verb["participle"]):
            forms[word] = Entry(lemma, Form.PARTICIPLE, participle_joining(word, finite), asks)
        for word in _listed(verb["past"]):
            past[word] = Entry(lemma, Form.PAST, finite, asks)
    for word in table["adjectives"]:
        forms[word] = Entry(word, Form.ADJECTIVE, participle_joining(word))
    return forms, past, bases


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _complements(table: Mapping[str, Any]) -> dict[str, Complements]:
    reaches = table["complement_reach"]
    found = {
        verb: Complements(Phrases(words), dict(words), reaches.get(verb, 0))
        for verb, words in table["complements"].items()
    }
    light = table["light_verbs"]
    for verb in light["verbs"]:
        nouns = {noun: noun for noun in light["singular_nouns"]} | light["nouns"]
        lemmas = {word: f"{verb} {noun}" for word, noun in nouns.items()}
        found[verb] = Complements(Phrases(nouns), lemmas, light["reach"], chains=True)
    return found


def phrase_text(words: Words, first: int, last: int) -> str:
    """The words from first to last (inclusive), as the lexicon writes a phrase."""
    return SPACE.join(words.words[first : last + 1])
