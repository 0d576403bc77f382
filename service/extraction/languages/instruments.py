"""The instruments that a language names, and the patterns of names; see `en/instruments.toml`."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Annotated

from pydantic import Field

from service.extraction.languages.files import (
    MATCHES_NOTHING,
    LexiconTable,
    PatternText,
    alternation,
    read_table,
    with_groups,
)
from service.extraction.text.analysed import hyphenated_form
from service.model import InstrumentCategory

_WORD = re.compile(r"(?<![\w/-])\w[\w'-]*")


class InstrumentEntry(LexiconTable):
    """An instrument of the file. Without `short`, short forms follow from the name."""

    name: str
    category: InstrumentCategory
    also: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    short: tuple[str, ...] | None = None


class InstrumentClass(LexiconTable):
    """Nouns that head names of instruments.

    Attributes:
        nouns: The nouns.
        category: What kind of instrument they head.
        subject: What follows the noun in a name that tells its subject.
        proper_name: Whether a proper name before the noun makes a name of it.
    """

    nouns: tuple[str, ...]
    category: InstrumentCategory
    subject: PatternText | None = None
    proper_name: bool = False


class MentionPatterns(LexiconTable):
    """Mentions of what was named before."""

    short_form: PatternText = MATCHES_NOTHING
    goes_on: PatternText = MATCHES_NOTHING
    definition: Annotated[PatternText, with_groups("alias")] = MATCHES_NOTHING
    protocols: Annotated[PatternText, with_groups("thereto", "its")] = MATCHES_NOTHING
    protocol_name: str = ""


class NamePatterns(LexiconTable):
    """The words before and after the noun of a name."""

    before: PatternText = MATCHES_NOTHING
    labour_convention: PatternText = MATCHES_NOTHING
    labour_before: PatternText = MATCHES_NOTHING
    after_proper_name: PatternText = MATCHES_NOTHING


class InstrumentTable(LexiconTable):
    """The shape of `instruments.toml`."""

    generic: frozenset[str] = frozenset()
    never_before: frozenset[str] = frozenset()
    never_after: tuple[str, ...] = ()
    possessive: Annotated[str, Field(min_length=1)] | None = None
    acronym: PatternText = MATCHES_NOTHING
    qualifier: PatternText = MATCHES_NOTHING
    mentions: MentionPatterns = MentionPatterns()
    names: NamePatterns = NamePatterns()
    classes: Annotated[tuple[InstrumentClass, ...], Field(alias="class")]
    instruments: Annotated[tuple[InstrumentEntry, ...], Field(alias="instrument")]


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument: `shorts` are the short forms that a mention of it licenses."""

    name: str
    category: InstrumentCategory
    shorts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A written name of an instrument of the lexicon."""

    text: str
    instrument: Instrument
    acronym: bool


class InstrumentLexicon:
    """The instruments of a language, ready for matching.

    All texts that are asked about are in their normal form, with hyphens for en dashes
    (`AnalysedText.hyphenated`).

    Attributes:
        table: The words and patterns as the file has them.
        noun: Any noun that heads a name. The search for it looks at no word boundary in front.
    """

    def __init__(self, table: InstrumentTable) -> None:
        self.table = table
        self._classes = {noun: each for each in table.classes for noun in each.nouns}
        self.noun = re.compile(rf"(?:{alternation(list(self._classes))})(?![\w-])")
        self._whole_noun = re.compile(rf"\b{self.noun.pattern}")
        names = [name for entry in table.instruments for name in self._names_of(entry)]
        self._by_name: Mapping[str, Instrument] = {name.text: name.instrument for name in names}
        by_word: dict[str, list[Name]] = defaultdict(list)
        for name in sorted(names, key=lambda name: -len(name.text)):
            word = _WORD.match(name.text)
            by_word[word[0] if word else name.text].append(name)
        self._by_first_word: Mapping[str, list[Name]] = dict(by_word)
        # A word that begins with the same letter as a name; a search skips to such a letter.
        letters = re.escape("".join(sorted({word[0] for word in by_word})))
        self._first_word = re.compile(rf"[{letters}](?<![\w/-].)(?<![\w-]'.)[\w'-]*")

    def instrument_named(self, name: str) -> Instrument | None:
        """The instrument of the lexicon that has this name."""
        return self._by_name.get(name)

    def unlisted(self, name: str, noun: str) -> Instrument:
        """An instrument that the lexicon does not have, named as the document names it."""
        return Instrument(name, self.class_of(noun).category, self.short_forms(name))

    def listed_names(self, text: str) -> Iterator[tuple[int, Name]]:
        """The names of the lexicon in a text, each with its start, the longest only."""
        possessive = self.table.possessive or ""
        for word in self._first_word.finditer(text):
            for name in self._by_first_word.get(word[0].removesuffix(possessive), ()):
                end = word.start() + len(name.text)
                if text.startswith(name.text, word.start()) and not _goes_on(text, end):
                    yield word.start(), name
                    break

    def class_of(self, noun: str) -> InstrumentClass:
        """The class of a noun that heads names, as `noun` finds it."""
        return self._classes[noun]

    def has_noun(self, text: str) -> bool:
        """Whether one of the words of a text is a noun that heads names."""
        return self._whole_noun.search(text) is not None

    def short_forms(self, name: str) -> tuple[str, ...]:
        """What a name may be cut down to: "Convention" and "Vienna Convention" of "… on …"."""
        lead = self.table.qualifier.split(hyphenated_form(name), maxsplit=1)[0]
        nouns = self._whole_noun.findall(lead)
        if not nouns:
            return ()
        return tuple(dict.fromkeys([*nouns, lead[_start_of_last_words(lead, nouns[0]) :], lead]))

    def without_possessive(self, word: str) -> str:
        """A word without its possessive ending."""
        return word.removesuffix(self.table.possessive or "")

    def _names_of(self, entry: InstrumentEntry) -> Iterator[Name]:
        shorts = self.short_forms(entry.name) if entry.short is None else entry.short
        instrument = Instrument(entry.name, entry.category, shorts)
        for text in (entry.name, *entry.also):
            yield Name(hyphenated_form(text), instrument, acronym=False)
        for text in entry.acronyms:
            yield Name(text, instrument, acronym=True)


def read_instrument_lexicon(folder: Traversable) -> InstrumentLexicon | None:
    """The lexicon of a language's folder; None where it has no `instruments.toml`.

    Raises:
        LexiconError: The file is not of the shape of `InstrumentTable`.
    """
    table = read_table(folder, "instruments", InstrumentTable)
    return InstrumentLexicon(table) if table is not None else None


def _goes_on(text: str, end: int) -> bool:
    following = text[end : end + 2]
    return following[:1].isalnum() or (following[:1] == "-" and following[1:].isalpha())


def _start_of_last_words(lead: str, noun: str) -> int:
    """Where the noun begins with the word before it: "Optional Protocol"."""
    before = lead[: lead.index(noun)].rstrip()
    return before.rfind(" ") + 1 if before else lead.index(noun)
