"""From criteria to what the index is asked."""

from index.model import SearchRequest
from index.query import Query, parse_query
from service.search.criteria import Criteria, Search


def parsed(criteria: Criteria) -> Query | None:
    """The query of a text; None where there is no text. Raises QuerySyntaxError."""
    return parse_query(criteria.text) if criteria.text else None


def counting(criteria: Criteria) -> SearchRequest:
    """A request that counts what meets the criteria; counts and hits are still to be asked for.

    Raises QuerySyntaxError.
    """
    return SearchRequest(
        query=parsed(criteria),
        filters={field: frozenset(values) for field, values in criteria.filters.items()},
        date_from=criteria.date_from,
        date_to=criteria.date_to,
        unit=criteria.unit,
        sort=Search(criteria).order,
        limit=1,
    )
