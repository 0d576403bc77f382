"""The shape of the files `verbs.toml` and `addressees.toml`, table by table.

What the words of each key mean is explained in the English files, with examples.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from service.extraction.languages.files import LexiconTable
from service.extraction.text.tokens import Phrases

WordSet = frozenset[str]


def _phrases(value: object) -> Phrases:
    if not isinstance(value, list) or not all(
        isinstance(phrase, str) and phrase.split() for phrase in value
    ):
        raise ValueError("phrases are a list of strings that are not empty")
    return Phrases(value)


PhraseSet = Annotated[Phrases, BeforeValidator(_phrases)]
"""Phrases of one or more words, as a file lists them."""


class ModifierTable(LexiconTable):
    """Adverbs and phrases that modify a verb, by where they stand."""

    before: PhraseSet
    after: PhraseSet
    guarded: WordSet
    guards: WordSet


class MannerTable(LexiconTable):
    """The parts of "with deep concern"."""

    preposition: str
    nouns: WordSet
    intensities: WordSet


class FramingTable(LexiconTable):
    """Phrases that frame a clause, and the words that begin longer ones."""

    phrases: PhraseSet
    openers: WordSet


class ConjunctionTable(LexiconTable):
    """What joins verbs."""

    joining: WordSet
    additive: str
    contrast: WordSet


class SubjectTable(LexiconTable):
    """Subjects: the acting body, and others."""

    acting_bodies: PhraseSet
    pronouns: WordSet
    articles: WordSet
    relatives: WordSet


class ObjectTable(LexiconTable):
    """How the object of a verb begins and goes on."""

    determiners: WordSet
    complementizers: WordSet
    prepositions: WordSet
    after_past: WordSet


class PluralNounTable(LexiconTable):
    """Forms that are a verb or the plural of a noun, and what tells them apart."""

    forms: WordSet
    following: WordSet
    preceding: WordSet
    prepositions: Mapping[str, WordSet]


class ParticipleTable(LexiconTable):
    """Which participles speak of the acting body."""

    operative: WordSet
    operative_after_asking: WordSet
    manner_lemmas: WordSet
    reason_lemmas: WordSet
    strict: WordSet
    strict_lemmas: WordSet
    lead: WordSet


class AdjectiveTable(LexiconTable):
    """Adjectives that open a preambular paragraph, and what follows them."""

    words: WordSet
    following: WordSet
    following_joined: WordSet


class AuxiliaryTable(LexiconTable):
    """Verbs before an adjective, a past form or an infinitive."""

    copulas: WordSet
    copular_participles: WordSet
    copula_base: str
    copular_lemmas: Mapping[str, str]
    perfect: str
    continuatives: WordSet
    infinitive: str


class UnknownVerbTable(LexiconTable):
    """The ending of an unknown verb, and what stands in its place in the base form."""

    operative: Mapping[str, str]
    preambular: Mapping[str, str]


class EndingTable(LexiconTable):
    """What the endings of words mean."""

    adverbs: tuple[str, ...]
    not_adverbs: WordSet
    participles: tuple[str, ...]
    gerunds: tuple[str, ...]
    finite: tuple[str, ...]
    possessives: tuple[str, ...]
    unknown_verbs: UnknownVerbTable


class LightVerbTable(LexiconTable):
    """Verbs that keep any of their nouns in the lemma."""

    verbs: tuple[str, ...]
    reach: int = Field(ge=0)
    nouns: Mapping[str, str]
    singular_nouns: tuple[str, ...]


class ComplementTable(LexiconTable):
    """The words that make a verb: "call" with "upon"."""

    incomplete_alone: WordSet
    possessives: WordSet
    uncounted: WordSet
    words: Mapping[str, Mapping[str, str]]
    reach: Mapping[str, int]
    light_verbs: LightVerbTable


FormList = Annotated[
    tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
]
"""The forms of a verb: a string, or a list of them."""


class VerbTable(LexiconTable):
    """A verb of the lexicon."""

    finite: FormList
    participle: FormList
    past: FormList
    asks: bool = False
    joins: Literal["freely", "strict", "lead"] = "freely"


class VerbGrammar(LexiconTable):
    """The file `verbs.toml`."""

    abbreviations: WordSet
    asking_lemmas: WordSet
    modifiers: ModifierTable
    manner: MannerTable
    framing: FramingTable
    conjunctions: ConjunctionTable
    subjects: SubjectTable
    objects: ObjectTable
    plural_nouns: PluralNounTable
    participles: ParticipleTable
    adjectives: AdjectiveTable
    auxiliaries: AuxiliaryTable
    endings: EndingTable
    complements: ComplementTable
    verbs: Mapping[str, VerbTable]

    @model_validator(mode="after")
    def _continuatives_are_verbs(self) -> Self:
        forms = {form for verb in self.verbs.values() for form in (*verb.finite, *verb.participle)}
        if unknown := self.auxiliaries.continuatives - forms:
            raise ValueError(f"auxiliaries.continuatives: forms of no verb: {sorted(unknown)}")
        return self


class NounPhraseTable(LexiconTable):
    """Where a noun phrase goes on, and where it ends."""

    clause_openers: WordSet
    inclusions: PhraseSet
    inclusion_words: int = Field(ge=0)
    parentheses: WordSet
    aside_participles: WordSet
    coordinations: PhraseSet
    inner_parentheses: PhraseSet
    before_nominal_to: WordSet
    after_nominal_to: WordSet
    idioms: PhraseSet
    participles_before_nouns: WordSet
    noun_gerunds: WordSet
    not_last: WordSet
    before_infinitives: WordSet
    relative_clause_openers: WordSet


class AgentTable(LexiconTable):
    """Nouns that are somebody, and names that are nobody."""

    nouns: WordSet
    not_agents: WordSet


class PredicateTable(LexiconTable):
    """What a subject is to do, or what is to be done to it."""

    words: WordSet
    passives: WordSet


class RequestTable(LexiconTable):
    """Verbs that ask somebody to act, and where they name whom."""

    repeating_verbs: WordSet
    nouns: WordSet
    links: WordSet
    weak_links: WordSet
    weak_lemmas: WordSet
    told_of: WordSet
    topics: WordSet
    dative_verbs: WordSet
    always_personal: WordSet


class AddresseeGrammar(LexiconTable):
    """The file `addressees.toml`."""

    noun_phrases: NounPhraseTable
    agents: AgentTable
    predicates: PredicateTable
    requests: RequestTable
