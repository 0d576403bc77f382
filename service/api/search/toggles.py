"""Links to the same search with one value of a filter added or removed."""

from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from index.fields import Field
from service.api.http.query_strings import PAGING, pairs_of
from service.api.search.parameters import CriteriaParams


class Toggles:
    """Links to the same search with one value of a filter added or removed."""

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
