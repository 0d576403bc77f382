"""What a reader asks for, in the words of the domain: no HTTP and no index engine here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from index.fields import Field
from index.model import Interval, Sort, Unit

DEFAULT_FACETS = (
    Field.OPERATIVE_VERB,
    Field.ADDRESSEE,
    Field.CITED_BODY,
    Field.SPONSOR,
    Field.ORGAN,
    Field.YEAR,
    Field.STATUS,
    Field.KIND,
)
"""The facets counted when a request names none."""

Position = tuple[str | float | int, ...]


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which paragraphs are wanted. Values of a field are alternatives; fields add up."""

    text: str = ""
    filters: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)
    date_from: date | None = None
    date_to: date | None = None
    unit: Unit = Unit.PARAGRAPH

    def without(self, wanted: Field) -> "Criteria":
        """The same without the filter on one field."""
        rest = {name: values for name, values in self.filters.items() if name is not wanted}
        return replace(self, filters=rest)


@dataclass(frozen=True, slots=True)
class Search:
    """One page of a search: which paragraphs, in which order, with which counts beside them.

    `sort` None means by relevance where there is a text, else newest first; `after` is the
    position of the last hit of the page before; `context` is how many neighbours to show.
    """

    criteria: Criteria
    sort: Sort | None = None
    limit: int = 20
    after: Position | None = None
    facets: tuple[Field, ...] = DEFAULT_FACETS
    facet_limit: int = 10
    histogram: Interval | None = None
    context: int = 0

    @property
    def order(self) -> Sort:
        """The order that the page is really in."""
        if self.sort is not None:
            return self.sort
        return Sort.RELEVANCE if self.criteria.text else Sort.NEWEST
