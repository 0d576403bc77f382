"""The face of the paragraph index: values in, values out. No engine and no storage shows here.

A port that an engine on another machine could serve too: no callbacks for each document, no local
paths in requests or results, everything serialisable.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from index.query import Query


class Field(StrEnum):
    """Every field that a paragraph can be filtered and counted by."""

    OPERATIVE_VERB = "operative_verb"
    VERB_MODIFIER = "verb_modifier"
    OPENING = "opening"
    ADDRESSEE = "addressee"
    CITED_BODY = "cited_body"
    CITES = "cites"
    SPONSOR = "sponsor"
    ORGAN = "organ"
    SESSION = "session"
    AGENDA = "agenda"
    SUBJECT = "subject"
    KIND = "kind"
    STATUS = "status"
    LANGUAGE = "language"
    YEAR = "year"
    RESOLUTION = "resolution"
    """The canonical symbol of the resolution itself; to search within one document."""


class Unit(StrEnum):
    """What is counted and listed: paragraphs, or resolutions with at least one match."""

    PARAGRAPH = "paragraph"
    RESOLUTION = "resolution"


class Sort(StrEnum):
    """Orders of hits. Ties are always broken by paragraph id, so that every order is total."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    SYMBOL = "symbol"


class Interval(StrEnum):
    """The width of the date histogram's buckets."""

    YEAR = "year"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class IndexedParagraph:
    """A paragraph as the index takes it. `id` is its key in SQL and never changes.

    `facets` holds canonical values by field, document-level ones included; `sort_symbol` orders
    symbols as people count (A/RES/59/46 before A/RES/59/153), `position` orders within a text.
    """

    id: int
    resolution_id: int
    text: str
    title: str
    language: str
    date: date | None
    sort_symbol: str
    position: int
    facets: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FacetRequest:
    """Ask for the counts of one field: at most `limit` values, those with `contains` in value or label.

    `labels` are resolved by the caller: it passes `values` to restrict the counting to the values
    whose labels match.
    """

    field: Field
    limit: int = 20
    values: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search. Values of a field's filter are alternatives (OR); fields add up (AND).

    `after` is the `position` of the last hit of the page before; dates are inclusive.
    """

    query: Query | None = None
    filters: Mapping[Field, frozenset[str]] = field(default_factory=dict)
    date_from: date | None = None
    date_to: date | None = None
    unit: Unit = Unit.PARAGRAPH
    sort: Sort = Sort.RELEVANCE
    limit: int = 20
    after: tuple[str | float | int, ...] | None = None
    facets: Sequence[FacetRequest] = ()
    histogram: Interval | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph found (for `Unit.RESOLUTION`: the best one of its resolution).

    `position` is the key of the hit in the order asked for, to go on from; `matches` is how many
    paragraphs of the resolution match (1 for `Unit.PARAGRAPH`).
    """

    id: int
    resolution_id: int
    score: float
    position: tuple[str | float | int, ...]
    matches: int = 1


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many units of the result have this value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class FacetResult:
    """Counts of a field over all matches, leaving the field's own filter out; most frequent first.

    Chosen values are always among `counts`, even at 0 and beyond the limit; `distinct` is how many
    values there are in all.
    """

    field: Field
    counts: tuple[FacetCount, ...]
    distinct: int


@dataclass(frozen=True, slots=True)
class HistogramBucket:
    """How many units fall in the period that begins on `start`."""

    start: date
    count: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found in one generation of the index."""

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetResult, ...]
    histogram: tuple[HistogramBucket, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class IndexState:
    """What an index holds: its generation, the last change number applied, how many paragraphs."""

    generation: str
    change: int
    paragraphs: int


class ParagraphIndex(Protocol):
    """An index of paragraphs. Reading is safe from many threads; there is one writer at a time."""

    def search(self, request: SearchRequest) -> SearchResult:
        """Find paragraphs. Raises `IndexMissing` before the first build, `QueryTooCostly`."""
        ...

    def state(self) -> IndexState | None:
        """What the index holds now; None before the first build."""
        ...

    def apply(
        self, added: Iterable[IndexedParagraph], removed: Iterable[int], change: int
    ) -> IndexState:
        """Replace `added` by id, remove `removed`, and note `change`, all or nothing.

        Applying the same twice changes nothing. Raises `IndexLocked` when another writer is at work.
        """
        ...

    def rebuild(self, paragraphs: Iterable[IndexedParagraph], change: int) -> IndexState:
        """Build a new generation aside and swap it in; readers go on with the old one meanwhile."""
        ...

    def close(self) -> None:
        """Release files and locks."""
        ...
