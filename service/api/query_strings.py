"""Query strings read to parameters, and written back for links to more hits and other filters."""

from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from typing import TypeVar, get_origin
from urllib.parse import quote_plus, urlencode

from pydantic import BaseModel

from index.fields import Field
from service.api.schemas_search import CriteriaParams

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


class Toggles:
    """Links to the same search with one value of a filter chosen, or dropped."""

    def __init__(self, address: str, params: CriteriaParams) -> None:
        self._address = address
        self._pairs = [(pair, urlencode([pair])) for pair in pairs_of(params, drop=PAGING)]
        self._present = {pair for pair, _ in self._pairs}
        self._all = "".join(f"{encoded}&" for _, encoded in self._pairs)

    def url(self, field: Field, value: str) -> str:
        """The search with this value chosen; without it, where it is chosen already."""
        pair = (field.value, value)
        if pair not in self._present:
            return f"{self._address}?{self._all}{field.value}={_quote(value)}"
        rest = "&".join(encoded for each, encoded in self._pairs if each != pair)
        return f"{self._address}?{rest}" if rest else self._address


@lru_cache(maxsize=8192)
def _quote(value: str) -> str:
    return quote_plus(value)


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
