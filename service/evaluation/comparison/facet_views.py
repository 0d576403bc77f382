"""Which counts a request asks for: over all matches, and for a chosen field without its filter."""

from collections.abc import Mapping
from dataclasses import dataclass

from index import Field, SearchRequest

Filters = Mapping[Field, frozenset[str]]


@dataclass(frozen=True, slots=True)
class View:
    """Filters to apply, and the fields to be counted over what they leave."""

    filters: Filters
    fields: tuple[Field, ...]


def views(request: SearchRequest) -> tuple[View, ...]:
    """All filters first, then one more view for each facet that has a filter of its own.

    That is N + 1 queries for an engine that can't leave a field's own filter out by itself.
    """
    asked = [facet.field for facet in request.facets]
    chosen = [field for field in asked if field in request.filters]
    main = View(request.filters, tuple(field for field in asked if field not in chosen))
    return main, *(
        View({name: each for name, each in request.filters.items() if name is not field}, (field,))
        for field in chosen
    )
