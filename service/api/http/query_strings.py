"""Query strings read to parameters, and written back for links to other pages of a list."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import TypeVar, get_origin

from pydantic import BaseModel

from service.api.http.links import with_query

Pairs = list[tuple[str, str]]
_Model = TypeVar("_Model", bound=BaseModel)

PAGING = frozenset({"cursor"})
PRESENTATION = frozenset({"limit", "facets", "facet_limit", "histogram", "context"})
"""Parameters that do not change which hits there are, nor their order."""


def read_query(model: type[_Model], pairs: Iterable[tuple[str, str]]) -> _Model:
    """Parameters from the pairs of a query string. Of several values of one that is no list, the
    last one counts. Raises pydantic's ValidationError.
    """
    lists = _lists(model)
    values: dict[str, object] = {}
    several: dict[str, list[str]] = {}
    for name, value in pairs:
        if name in lists:
            several.setdefault(name, []).append(value)
        else:
            values[name] = value
    return model.model_validate(values | several)


def pairs_of(params: BaseModel, drop: Collection[str] = ()) -> Pairs:
    """The parameters that differ from their defaults, in the order of the contract."""
    pairs: Pairs = []
    for name, default in _defaults(type(params)):
        value = getattr(params, name)
        if value == default or name in drop:
            continue
        values = value if isinstance(value, list | tuple) else [value]
        pairs += [(name, str(each)) for each in values]
    return pairs


@cache
def _defaults(model: type[BaseModel]) -> tuple[tuple[str, object], ...]:
    return tuple(
        (name, declared.get_default(call_default_factory=True))
        for name, declared in model.model_fields.items()
    )


@cache
def _lists(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(
        name
        for name, declared in model.model_fields.items()
        if get_origin(declared.annotation) is list
    )


def identity_of(params: BaseModel) -> str:
    """What makes two pages belong to one query: all parameters but paging and presentation."""
    return repr(pairs_of(params, drop=PAGING | PRESENTATION))


def page_links(address: str, params: BaseModel, next_cursor: str | None) -> dict[str, str]:
    """The Link relations of a page of a list or a search."""
    rest = pairs_of(params, drop=PAGING)
    links = {"first": with_query(address, rest)}
    if next_cursor:
        links["next"] = with_query(address, [*rest, ("cursor", next_cursor)])
    return links
