"""The interface of the paragraph index, which every engine implements, and its values.

An engine on another machine could implement it, too: there are no callbacks for each document and
no local paths in requests or results, and all values are serialisable.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from index.fields import Field
from index.query import Query


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
    """A paragraph to be indexed. `id` is its key in SQL and never changes.

    `facets` has canonical values by field, document-level ones included; `sort_symbol` orders
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
    """A request for the counts of one field: the `limit` most frequent values.

    `values` restricts counts and `distinct` to these; to search within a facet, the caller (who
    knows the labels) passes the values whose labels match.
    """

    field: Field
    limit: int = 20
    values: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search. Values of a field's filter are alternatives (OR); fields add up (AND).

    Without a query everything is found. Dates are inclusive; with either, paragraphs without a date
    are left out. `after` is the `position` of the last hit of the page before, in the same order.
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

    `position` is the key of the hit in the requested order, for the next page to begin after;
    `matches` is how many paragraphs of the resolution match (1 for `Unit.PARAGRAPH`). `score` is
    the BM25 score rounded to six decimals, in every order; clauses on values and negations add
    nothing to it.
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
    """Counts of a field over all matches, leaving the field's own filter out.

    Most frequent first, then by value. Chosen values are always among `counts`, even at 0 and
    beyond the limit; `distinct` is how many values have at least one match.
    """

    field: Field
    counts: tuple[FacetCount, ...]
    distinct: int


@dataclass(frozen=True, slots=True)
class HistogramBucket:
    """How many units fall in the period that begins on `start`. Empty periods are left out."""

    start: date
    count: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The result of a search in one generation of the index. All filters apply to `total` and
    `histogram`."""

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetResult, ...]
    histogram: tuple[HistogramBucket, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class IndexState:
    """The state of an index: its generation, the number of its last change, how many paragraphs."""

    generation: str
    change: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class WordWeights:
    """What the score of a clause on words is computed from, in the language of a paragraph.

    `occurrences` is how often the clause occurs in the paragraph; of the `paragraphs` of its
    language, `holding` match it. The text field searched has `length` tokens, on average
    `mean_length`.
    """

    language: str
    occurrences: int
    holding: int
    paragraphs: int
    length: int
    mean_length: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one clause of a query adds to the score of a paragraph, and why.

    `clause` is its text in the query language; `score` is rounded to six decimals and 0 where the
    clause does not match. Groups, boosts and negations have `parts`, clauses on words have
    `weights`.
    """

    clause: str
    matched: bool
    score: float
    weights: WordWeights | None = None
    parts: "tuple[Explanation, ...]" = ()


class ParagraphIndex(Protocol):
    """An index of paragraphs. Reading is safe from many threads; there is one writer at a time."""

    def search(self, request: SearchRequest) -> SearchResult:
        """Find paragraphs.

        Raises `IndexMissing` before the first build, `IndexDamaged` when files are unreadable,
        `QueryTooCostly`, `InvalidCursor`.
        """
        ...

    def suggest(self, query: Query) -> Query | None:
        """Correct the spelling of a query; None where there is nothing to correct.

        A word that no text has is replaced by the most similar one that texts have (at most two
        edits away; of those equally similar, the most frequent), in words and phrases of any field;
        a value without digits that no paragraph has, by the most similar one of its field. Negated
        clauses stay as they are, so that the result finds all that the query finds, and usually
        more. Raises `IndexMissing`, `IndexDamaged`.
        """
        ...

    def explain(self, query: Query, paragraph_id: int) -> Explanation | None:
        """Explain why a paragraph is found or not, and its score; None where the index lacks it.

        The score is that of the hit. Raises `IndexMissing`, `IndexDamaged`, `QueryTooCostly`.
        """
        ...

    def state(self) -> IndexState | None:
        """The state of the index now; None before the first build. Raises `IndexDamaged`."""
        ...

    def apply(
        self, added: Iterable[IndexedParagraph], removed: Iterable[int], change: int
    ) -> IndexState:
        """Replace `added` by id, remove `removed`, and store `change`, all or nothing.

        Removing comes first: an id in both is replaced. Applying the same twice changes nothing.
        Raises `IndexMissing` before the first build, `IndexLocked` when another writer is at work,
        `IndexDamaged`, and ValueError when `added` has an id twice.
        """
        ...

    def rebuild(self, paragraphs: Iterable[IndexedParagraph], change: int) -> IndexState:
        """Build a new generation separately and make it current; readers use the old one meanwhile.

        `paragraphs` is a stream: memory does not grow with it but for the set of ids. Raises
        `IndexLocked`, and ValueError when an id comes twice.
        """
        ...

    def close(self) -> None:
        """Release files and locks."""
        ...
