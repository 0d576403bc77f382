"""The shape of the files `verbs.toml` and `addressees.toml`, table by table.

What the words of each key mean is explained in the English files, with examples. A key for which a
language has no words is left out. A single word is then the empty text, which no token is.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self

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

NO_PHRASES: Final = Phrases(())


class ModifierTable(LexiconTable):
    """Adverbs and phrases that modify a verb, by where they stand."""

    before: PhraseSet = NO_PHRASES
    after: PhraseSet = NO_PHRASES
    guarded: WordSet = frozenset()
    guards: WordSet = frozenset()


class MannerTable(LexiconTable):
    """The parts of "with deep concern"."""

    preposition: str = ""
    nouns: WordSet = frozenset()
    intensities: WordSet = frozenset()


class FramingTable(LexiconTable):
    """Phrases that frame a clause, and the words that begin longer ones."""

    phrases: PhraseSet = NO_PHRASES
    openers: WordSet = frozenset()


class ConjunctionTable(LexiconTable):
    """What joins verbs."""

    joining: WordSet
    additive: str
    contrast: WordSet = frozenset()


class SubjectTable(LexiconTable):
    """Subjects: the acting body, and others."""

    acting_bodies: PhraseSet = NO_PHRASES
    pronouns: WordSet = frozenset()
    articles: WordSet = frozenset()
    relatives: WordSet = frozenset()


class ObjectTable(LexiconTable):
    """How the object of a verb begins and goes on."""

    determiners: WordSet = frozenset()
    complementizers: WordSet = frozenset()
    prepositions: WordSet = frozenset()
    after_past: WordSet = frozenset()


class PluralNounTable(LexiconTable):
    """Forms that are a verb or the plural of a noun, and what tells them apart."""

    forms: WordSet = frozenset()
    following: WordSet = frozenset()
    preceding: WordSet = frozenset()
    prepositions: Mapping[str, WordSet] = {}


class ParticipleTable(LexiconTable):
    """Which participles speak of the acting body."""

    operative: WordSet = frozenset()
    operative_after_asking: WordSet = frozenset()
    manner_lemmas: WordSet = frozenset()
    reason_lemmas: WordSet = frozenset()
    strict: WordSet = frozenset()
    strict_lemmas: WordSet = frozenset()
    lead: WordSet = frozenset()


class AdjectiveTable(LexiconTable):
    """Adjectives that open a preambular paragraph, and what follows them."""

    words: WordSet = frozenset()
    following: WordSet = frozenset()
    following_joined: WordSet = frozenset()


class AuxiliaryTable(LexiconTable):
    """Verbs before an adjective, a past form or an infinitive."""

    copulas: WordSet = frozenset()
    copular_participles: WordSet = frozenset()
    copula_base: str = ""
    copular_lemmas: Mapping[str, str] = {}
    perfect: str = ""
    continuatives: WordSet = frozenset()
    infinitive: str = ""


class UnknownVerbTable(LexiconTable):
    """The ending of an unknown verb, and what stands in its place in the base form."""

    operative: Mapping[str, str] = {}
    preambular: Mapping[str, str] = {}


class EndingTable(LexiconTable):
    """What the endings of words mean."""

    adverbs: tuple[str, ...] = ()
    not_adverbs: WordSet = frozenset()
    participles: tuple[str, ...] = ()
    gerunds: tuple[str, ...] = ()
    finite: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    unknown_verbs: UnknownVerbTable = UnknownVerbTable()


class LightVerbTable(LexiconTable):
    """Verbs that keep any of their nouns in the lemma."""

    verbs: tuple[str, ...] = ()
    reach: int = Field(0, ge=0)
    nouns: Mapping[str, str] = {}
    singular_nouns: tuple[str, ...] = ()


class ComplementTable(LexiconTable):
    """The words that make a verb: "call" with "upon"."""

    incomplete_alone: WordSet = frozenset()
    possessives: WordSet = frozenset()
    uncounted: WordSet = frozenset()
    words: Mapping[str, Mapping[str, str]] = {}
    reach: Mapping[str, int] = {}
    light_verbs: LightVerbTable = LightVerbTable()


FormList = Annotated[
    tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
]
"""The forms of a verb: a string, or a list of them."""


class VerbTable(LexiconTable):
    """A verb of the lexicon."""

    finite: FormList
    participle: FormList
    past: FormList = ()
    asks: bool = False
    joins: Literal["freely", "strict", "lead"] = "freely"


class VerbGrammar(LexiconTable):
    """The file `verbs.toml`."""

    abbreviations: WordSet = frozenset()
    asking_lemmas: WordSet = frozenset()
    modifiers: ModifierTable = ModifierTable()
    manner: MannerTable = MannerTable()
    framing: FramingTable = FramingTable()
    conjunctions: ConjunctionTable
    subjects: SubjectTable = SubjectTable()
    objects: ObjectTable = ObjectTable()
    plural_nouns: PluralNounTable = PluralNounTable()
    participles: ParticipleTable = ParticipleTable()
    adjectives: AdjectiveTable = AdjectiveTable()
    auxiliaries: AuxiliaryTable = AuxiliaryTable()
    endings: EndingTable = EndingTable()
    complements: ComplementTable = ComplementTable()
    verbs: Mapping[str, VerbTable]

    @model_validator(mode="after")
    def _continuatives_are_verbs(self) -> Self:
        forms = {form for verb in self.verbs.values() for form in (*verb.finite, *verb.participle)}
        if unknown := self.auxiliaries.continuatives - forms:
            raise ValueError(f"auxiliaries.continuatives: forms of no verb: {sorted(unknown)}")
        return self


class NounPhraseTable(LexiconTable):
    """Where a noun phrase goes on, and where it ends."""

    clause_openers: WordSet = frozenset()
    inclusions: PhraseSet = NO_PHRASES
    inclusion_words: int = Field(0, ge=0)
    parentheses: WordSet = frozenset()
    aside_participles: WordSet = frozenset()
    coordinations: PhraseSet = NO_PHRASES
    inner_parentheses: PhraseSet = NO_PHRASES
    before_nominal_to: WordSet = frozenset()
    after_nominal_to: WordSet = frozenset()
    idioms: PhraseSet = NO_PHRASES
    participles_before_nouns: WordSet = frozenset()
    noun_gerunds: WordSet = frozenset()
    not_last: WordSet = frozenset()
    before_infinitives: WordSet = frozenset()
    relative_clause_openers: WordSet = frozenset()


class AgentTable(LexiconTable):
    """Nouns that are somebody, and names that are nobody."""

    nouns: WordSet
    not_agents: WordSet = frozenset()


class PredicateTable(LexiconTable):
    """What a subject is to do, or what is to be done to it."""

    words: WordSet = frozenset()
    passives: WordSet = frozenset()


class RequestTable(LexiconTable):
    """Verbs that ask somebody to act, and where they name whom."""

    repeating_verbs: WordSet = frozenset()
    nouns: WordSet = frozenset()
    links: WordSet = frozenset()
    weak_links: WordSet = frozenset()
    weak_lemmas: WordSet = frozenset()
    told_of: WordSet = frozenset()
    topics: WordSet = frozenset()
    dative_verbs: WordSet = frozenset()
    always_personal: WordSet = frozenset()


class AddresseeGrammar(LexiconTable):
    """The file `addressees.toml`."""

    noun_phrases: NounPhraseTable = NounPhraseTable()
    agents: AgentTable
    predicates: PredicateTable = PredicateTable()
    requests: RequestTable = RequestTable()
