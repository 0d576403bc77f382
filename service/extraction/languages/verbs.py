"""The verb lexicon of a language: the tables of its files, and the forms of its verbs, compiled."""

from collections.abc import Mapping
from enum import Enum, auto
from importlib.resources.abc import Traversable
from typing import NamedTuple

from service.extraction.languages.files import LexiconError, read_table
from service.extraction.languages.verb_tables import (
    AddresseeGrammar,
    AuxiliaryTable,
    ComplementTable,
    VerbGrammar,
)
from service.extraction.text.tokens import Phrases


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


class VerbEntry(NamedTuple):
    """A form of the lexicon: the lemma it belongs to, how it joins, whether it asks to act."""

    lemma: str
    form: Form
    joining: Joining = Joining.FREELY
    asks: bool = False


class Complements(NamedTuple):
    """The complements of one verb, to be looked for.

    Attributes:
        phrases: The complements.
        lemmas: The lemma that each makes.
        reach: How many other words may come before a complement.
        chains: Whether these may be joined by a conjunction.
    """

    phrases: Phrases
    lemmas: Mapping[str, str]
    reach: int
    chains: bool = False


class VerbLexicon:
    """All that is known of the verbs of one language: what its files say, and the forms of verbs.

    The tables of the files are attributes of the same names. They are bound here, since attributes
    of validated tables are slow to reach.

    Attributes:
        forms: Finite forms, participles and adjectives, by word.
        past: Past forms, by word.
        bases: Base forms, by word.
        starters: Auxiliaries that begin a verb phrase ("remains", "having"), with the form that
            the phrase has.
        scanned: Every word that a verb phrase can be read from.
        complements_by_verb: What makes a verb, by the lemma of the verb alone.
    """

    __slots__ = (
        "_adverb_endings", "_not_adverbs", "abbreviations", "adjectives", "agents",
        "asking_lemmas", "auxiliaries", "bases", "complements", "complements_by_verb",
        "conjunctions", "endings", "forms", "framing", "manner", "modifiers", "noun_phrases",
        "objects", "participles", "past", "plural_nouns", "predicates", "requests", "scanned",
        "starters", "subjects",
    )  # fmt: skip

    def __init__(self, grammar: VerbGrammar, addressees: AddresseeGrammar) -> None:
        self.abbreviations = grammar.abbreviations
        self.asking_lemmas = grammar.asking_lemmas
        self.modifiers = grammar.modifiers
        self.manner = grammar.manner
        self.framing = grammar.framing
        self.conjunctions = grammar.conjunctions
        self.subjects = grammar.subjects
        self.objects = grammar.objects
        self.plural_nouns = grammar.plural_nouns
        self.participles = grammar.participles
        self.adjectives = grammar.adjectives
        self.auxiliaries = grammar.auxiliaries
        self.endings = grammar.endings
        self.complements = grammar.complements
        self.noun_phrases = addressees.noun_phrases
        self.agents = addressees.agents
        self.predicates = addressees.predicates
        self.requests = addressees.requests
        self.forms, self.past, self.bases = _forms(grammar)
        self.starters: Mapping[str, Form] = _starters(grammar.auxiliaries, self.forms)
        self.scanned = frozenset((*self.starters, *self.forms, *self.past))
        self.complements_by_verb: Mapping[str, Complements] = _complements(grammar.complements)
        self._adverb_endings = grammar.endings.adverbs
        self._not_adverbs = grammar.endings.not_adverbs

    def is_adverb(self, word: str) -> bool:
        """Whether a word has the shape of an adverb."""
        return word.endswith(self._adverb_endings) and word not in self._not_adverbs


def read_verb_lexicon(folder: Traversable) -> VerbLexicon | None:
    """The verb lexicon in the folder of a language; None where it has no `verbs.toml`.

    Raises:
        LexiconError: A file does not have its shape, or `addressees.toml` is missing.
    """
    grammar = read_table(folder, "verbs", VerbGrammar)
    if grammar is None:
        return None
    addressees = read_table(folder, "addressees", AddresseeGrammar)
    if addressees is None:
        raise LexiconError(f"{folder}: verbs.toml needs an addressees.toml beside it")
    return VerbLexicon(grammar, addressees)


def _forms(
    grammar: VerbGrammar,
) -> tuple[dict[str, VerbEntry], dict[str, VerbEntry], dict[str, VerbEntry]]:
    """The forms, past forms and base forms of all verbs."""
    forms: dict[str, VerbEntry] = {}
    past: dict[str, VerbEntry] = {}
    bases: dict[str, VerbEntry] = {}

    def participle_joining(word: str, otherwise: Joining = Joining.FREELY) -> Joining:
        if word in grammar.participles.lead:
            return Joining.LEAD
        return Joining.STRICT if word in grammar.participles.strict else otherwise

    for lemma, verb in grammar.verbs.items():
        joining = Joining[verb.joins.upper()]
        bases[lemma] = VerbEntry(lemma, Form.FINITE, Joining.FREELY, verb.asks)
        for word in verb.finite:
            forms[word] = VerbEntry(lemma, Form.FINITE, joining, verb.asks)
        for word in verb.participle:
            joined = participle_joining(word, joining)
            forms[word] = VerbEntry(lemma, Form.PARTICIPLE, joined, verb.asks)
        for word in verb.past:
            past[word] = VerbEntry(lemma, Form.PAST, joining, verb.asks)
    # An adjective hides the form of a verb: "determined" is no past form in a preamble.
    for word in grammar.adjectives.words:
        forms[word] = VerbEntry(word, Form.ADJECTIVE, participle_joining(word))
    return forms, past, bases


def _starters(auxiliaries: AuxiliaryTable, forms: Mapping[str, VerbEntry]) -> dict[str, Form]:
    """The auxiliaries that begin a verb phrase, with the form that this has."""
    starters = {auxiliaries.perfect: Form.PARTICIPLE} if auxiliaries.perfect else {}
    for copula in auxiliaries.copulas:
        participle = copula in auxiliaries.copular_participles
        starters[copula] = Form.PARTICIPLE if participle else Form.FINITE
    for continuative in auxiliaries.continuatives:
        starters[continuative] = forms[continuative].form
    return starters


def _complements(table: ComplementTable) -> dict[str, Complements]:
    """What makes each verb; a light verb is made by any of the nouns."""
    found = {
        verb: Complements(Phrases(lemmas), lemmas, table.reach.get(verb, 0))
        for verb, lemmas in table.words.items()
    }
    light = table.light_verbs
    nouns = {noun: noun for noun in light.singular_nouns} | dict(light.nouns)
    for verb in light.verbs:
        lemmas = {word: f"{verb} {noun}" for word, noun in nouns.items()}
        found[verb] = Complements(Phrases(lemmas), lemmas, light.reach, chains=True)
    return found
