"""Query strings written back from parameters: for links to the next page and to toggle filters."""

from collections.abc import Collection

from pydantic import BaseModel

from index.fields import Field
from service.api.schemas_search import CriteriaParams

Pairs = list[tuple[str, str]]

PAGING = frozenset({"cursor"})
PRESENTATION = frozenset({"limit", "facets", "facet_limit", "histogram", "context"})
"""Parameters that do not change which hits there are, nor their order."""


def pairs_of(params: BaseModel, drop: Collection[str] = ()) -> Pairs:
    """The parameters that differ from their defaults, in the order of the contract."""
    pairs: Pairs = []
    for name, declared in type(params).model_fields.items():
        value = getattr(params, name)
        if name in drop or value == declared.get_default(call_default_factory=True):
            continue
        values = value if isinstance(value, list | tuple) else [value]
        pairs += [(name, str(each)) for each in values]
    return pairs


def toggled(params: CriteriaParams, field: Field, value: str) -> Pairs:
    """The parameters of the same search with one value of a filter chosen, or dropped."""
    pairs = pairs_of(params, drop=PAGING)
    pair = (field.value, value)
    if pair in pairs:
        return [each for each in pairs if each != pair]
    return [*pairs, pair]


def identity_of(params: BaseModel) -> str:
    """What makes two pages belong to one query: all parameters but paging and presentation."""
    return repr(pairs_of(params, drop=PAGING | PRESENTATION))
