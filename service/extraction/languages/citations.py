"""The words and patterns by which a language cites resolutions; see `en/citations.toml`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.resources.abc import Traversable
from typing import Annotated, TypeAlias

from pydantic import Field

from service.extraction.languages.files import (
    MATCHES_NOTHING,
    LexiconTable,
    PatternText,
    alternation,
    read_table,
    with_groups,
)
from service.model import Organ


class DocumentKind(StrEnum):
    """What a noun calls the cited document."""

    RESOLUTION = "resolution"
    DECISION = "decision"


class ShortName(StrEnum):
    """A name that several organs share."""

    COUNCIL = "council"
    ASSEMBLY = "assembly"
    COMMISSION = "commission"


class Series(LexiconTable):
    """A body that numbers by session in a series of its own.

    `resolution` and `decision` are the symbols, with `{session}` and `{number}` to be filled in.
    """

    names: Annotated[tuple[str, ...], Field(min_length=1)]
    resolution: str | None = None
    decision: str | None = None

    def symbol_pattern(self, kind: DocumentKind) -> str | None:
        """How symbols of one kind are written; None where the series has none."""
        return self.decision if kind is DocumentKind.DECISION else self.resolution


CitedBody: TypeAlias = Organ | ShortName | Series | None
"""What the name of a body stands for; None for a body whose resolutions have no symbol here."""


class NounForms(LexiconTable):
    """The nouns for one kind of document."""

    singular: tuple[str, ...]
    plural: tuple[str, ...]


class Joiners(LexiconTable):
    """The words that join the parts of a number; "and" and "to" in English."""

    and_: Annotated[tuple[str, ...], Field(alias="and")] = ()
    to: tuple[str, ...] = ()


class NumberPatterns(LexiconTable):
    """What stands around the numbers that belong to a noun."""

    first: PatternText
    member: PatternText = MATCHES_NOTHING
    other: PatternText = MATCHES_NOTHING
    range: PatternText = MATCHES_NOTHING


class AttributionPatterns(LexiconTable):
    """What the words around a noun say of whose resolution it is."""

    body_to_noun: PatternText = MATCHES_NOTHING
    own: PatternText = MATCHES_NOTHING
    body_to_own: PatternText = MATCHES_NOTHING
    name_before: PatternText = MATCHES_NOTHING
    of_another_body: PatternText = MATCHES_NOTHING
    noun_to_body: PatternText = MATCHES_NOTHING
    number_to_body: PatternText = MATCHES_NOTHING
    including: PatternText = MATCHES_NOTHING
    mandate: PatternText = MATCHES_NOTHING
    report_to: PatternText = MATCHES_NOTHING
    in_report: PatternText = MATCHES_NOTHING


_PARAGRAPH_GROUPS = ("section", "preambular", "paragraph", "points")


class PinpointPatterns(LexiconTable):
    """Places in the cited document, and its date, before and after the number."""

    before: Annotated[
        PatternText,
        with_groups(
            *_PARAGRAPH_GROUPS,
            *("paragraph_annex", "paragraph_annex_number", "annex", "annex_number"),
        ),
    ] = MATCHES_NOTHING
    date_after: Annotated[PatternText, with_groups("day", "month", "year")] = MATCHES_NOTHING
    months: Annotated[tuple[str, ...], Field(min_length=12, max_length=12)] = ()
    annex_after: Annotated[PatternText, with_groups("annex_number")] = MATCHES_NOTHING
    paragraph_after: Annotated[PatternText, with_groups(*_PARAGRAPH_GROUPS)] = MATCHES_NOTHING


class CitationTable(LexiconTable):
    """The shape of `citations.toml`."""

    elsewhere: tuple[str, ...] = ()
    annexed_heading: PatternText = MATCHES_NOTHING
    back_reference: Annotated[PatternText, with_groups("self", "that", "those")] = MATCHES_NOTHING
    no_back_reference: PatternText = MATCHES_NOTHING
    nouns: Mapping[DocumentKind, NounForms]
    organs: Mapping[Organ, tuple[str, ...]]
    short: Mapping[ShortName, tuple[str, ...]] = {}
    series: tuple[Series, ...] = ()
    joiners: Joiners = Joiners()
    numbers: NumberPatterns
    attribution: AttributionPatterns = AttributionPatterns()
    pinpoints: PinpointPatterns = PinpointPatterns()


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for cited documents."""

    kind: DocumentKind
    plural: bool


@dataclass(frozen=True, slots=True, eq=False)
class CitationLexicon:
    """What one language calls resolutions, decisions and the bodies that adopt them.

    `bodies` maps a name as printed to what it stands for, `nouns` a noun in lower case to its
    meaning. Without one of the `cues`, no noun can be in a text.
    """

    table: CitationTable
    bodies: Mapping[str, CitedBody]
    nouns: Mapping[str, Noun]
    cues: tuple[str, ...]
    body_pattern: re.Pattern[str]
    noun_pattern: re.Pattern[str]

    def for_symbols_only(self) -> "CitationLexicon":
        """The lexicon for texts of other languages: full symbols, their addenda and pinpoints.

        These are written alike in many languages: "A/64/777, annexes I et II".
        """
        return replace(self, bodies={}, nouns={}, cues=())


def read_citation_lexicon(folder: Traversable) -> CitationLexicon | None:
    """The lexicon of a language's folder; None where it has no `citations.toml`.

    Raises:
        LexiconError: The file is not of the shape of `CitationTable`.
    """
    table = read_table(folder, "citations", CitationTable)
    return _compile(table) if table is not None else None


def _compile(table: CitationTable) -> CitationLexicon:
    bodies: dict[str, CitedBody] = dict.fromkeys(table.elsewhere)
    bodies |= {name: organ for organ, names in table.organs.items() for name in names}
    bodies |= {name: short for short, names in table.short.items() for name in names}
    bodies |= {name: series for series in table.series for name in series.names}
    plural = {
        word: Noun(kind, plural=True) for kind, noun in table.nouns.items() for word in noun.plural
    }
    singular = {
        word: Noun(kind, plural=False)
        for kind, noun in table.nouns.items()
        for word in noun.singular
    }
    nouns = plural | singular
    return CitationLexicon(
        table=table,
        bodies=bodies,
        nouns=nouns,
        cues=_shortest({word[1:] for word in nouns}),
        body_pattern=re.compile(rf"\b(?:{alternation(list(bodies))})\b"),
        noun_pattern=re.compile(rf"\b(?:{_either_case(nouns)})\b"),
    )


def _shortest(parts: set[str]) -> tuple[str, ...]:
    """Those that contain no other of them."""
    return tuple(part for part in parts if not any(other in part for other in parts - {part}))


def _either_case(words: Iterable[str]) -> str:
    """A pattern of any of some words, with or without a capital letter."""
    return "|".join(f"[{word[0].upper()}{word[0].lower()}]{re.escape(word[1:])}" for word in words)
