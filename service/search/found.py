"""What a search finds, in the words of the domain, with the names that people know."""

from collections.abc import Iterable
from dataclasses import dataclass

from index.fields import Field
from index.model import FacetCount, HistogramBucket
from index.query import Query
from service.search.criteria import Criteria, Position
from service.search.labels import label_of
from service.store.hits import HitResolution, HitText
from service.store.paragraphs import Neighbours

Spans = tuple[tuple[int, int], ...]

_NONE = Neighbours()


@dataclass(frozen=True, slots=True)
class FoundParagraph:
    """A hit with its texts; `matches` are offsets into the text of the paragraph."""

    shown: HitText
    matches: Spans
    score: float
    matching_paragraphs: int
    neighbours: Neighbours = _NONE


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A value of a facet, by what it is called, and how often it is there."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class FoundFacet:
    """Counts of a field, its own filter left out; `distinct` is how many values there are."""

    field: Field
    values: tuple[FoundValue, ...]
    distinct: int

    @property
    def truncated(self) -> bool:
        """Whether there are more values than these."""
        return self.distinct > len(self.values)


@dataclass(frozen=True, slots=True)
class Completion:
    """A value that completes a text, and how often choosing it would find something."""

    field: Field
    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class BetterQuery:
    """A query that may have been meant, and how much it finds under the same filters."""

    query: Query
    total: int


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of hits; `position` is where the next one begins, None on the last.

    `did_you_mean` finds more, where the query finds next to nothing; `named` is the resolution
    whose symbol the text of the search is.
    """

    total: int
    hits: tuple[FoundParagraph, ...]
    facets: tuple[FoundFacet, ...]
    histogram: tuple[HistogramBucket, ...]
    position: Position | None
    did_you_mean: BetterQuery | None
    named: HitResolution | None = None


def found_values(
    field: Field, counts: Iterable[FacetCount], criteria: Criteria
) -> tuple[FoundValue, ...]:
    """Counts of a field with what its values are called."""
    chosen = criteria.filters.get(field, ())
    return tuple(
        FoundValue(each.value, label_of(field, each.value), each.count, each.value in chosen)
        for each in counts
    )
