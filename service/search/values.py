"""Search within the values of facets, by all that they are called."""

import asyncio
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from index.analysis import fold
from index.errors import IndexMissing
from index.fields import Field
from index.model import FacetCount, FacetRequest, FacetResult, ParagraphIndex, SearchRequest
from service.search.criteria import Criteria
from service.search.found import Completion, FoundFacet, found_values
from service.search.keeping import Kept
from service.search.labels import label_of, other_names_of
from service.search.requests import counting

COMPLETED = (
    Field.OPERATIVE_VERB,
    Field.ADDRESSEE,
    Field.CITED_BODY,
    Field.INSTRUMENT,
    Field.CITES,
    Field.SPONSOR,
    Field.SUBJECT,
    Field.RESOLUTION,
)
"""The fields whose values complete a text where none are named."""

_ALL_VALUES = 10_000_000
_NAMES_BYTES = 64 * 1024 * 1024
_BYTES_OF_VALUE = 300
"""What a value and its names take in memory, roughly."""

_NO_WORDS = re.compile(r"[\W_]+")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Fitting:
    """Values of a field: those with a word that begins like a text, and others that hold it.

    None stands for all values.
    """

    beginning: frozenset[str] | None
    holding: frozenset[str]

    def requests(self, field: Field, limit: int) -> tuple[FacetRequest, FacetRequest]:
        """What counts them: each kind apart, for those that begin so come first."""
        return (
            FacetRequest(field, limit, self.beginning),
            FacetRequest(field, limit, self.holding),
        )


class ValueSearch:
    """Finds values of facets. Runs in the threads of `executor`, never on the event loop.

    What the values of a field are called is kept as long as the index stays as it is.
    """

    def __init__(self, index: ParagraphIndex, executor: Executor) -> None:
        self._index = index
        self._executor = executor
        self._names: Kept[Field, Sequence[tuple[str, str]]] = Kept(_NAMES_BYTES)

    async def list_values(
        self, criteria: Criteria, field: Field, *, contains: str = "", limit: int = 50
    ) -> FoundFacet:
        """The values of a field over what meets the criteria, of those that fit a text.

        Case, accents and punctuation make no difference. Values with a word that begins like the
        text come first, then others that hold it; the most frequent first. Raises
        QuerySyntaxError, QueryTooCostly, IndexMissing.
        """
        return await self._run(lambda: self._list(criteria, field, contains, limit))

    async def complete(
        self, criteria: Criteria, text: str, fields: Sequence[Field], limit: int
    ) -> tuple[Completion, ...]:
        """Values of several fields that fit a text and are not chosen yet, in the same order.

        Raises QuerySyntaxError, QueryTooCostly, IndexMissing.
        """
        return await self._run(lambda: self._complete(criteria, text, fields, limit))

    def _list(self, criteria: Criteria, field: Field, contains: str, limit: int) -> FoundFacet:
        request = counting(criteria)
        if not _spelt(contains).strip():
            (every,) = self._count(request, [FacetRequest(field, limit)])
            return FoundFacet(field, found_values(field, every.counts, criteria), every.distinct)
        fitting = self._fitting(field, contains)
        beginning, holding = self._count(request, fitting.requests(field, limit))
        counts = [
            *_those_of(fitting.beginning, beginning.counts),
            *_those_of(fitting.holding, holding.counts),
        ]
        return FoundFacet(
            field,
            found_values(field, counts[:limit], criteria),
            beginning.distinct + holding.distinct,
        )

    def _complete(
        self, criteria: Criteria, text: str, fields: Sequence[Field], limit: int
    ) -> tuple[Completion, ...]:
        if not _spelt(text).strip():
            return ()
        asked: list[FacetRequest] = []
        for field in fields:
            asked += self._fitting(field, text).requests(field, limit)
        results = self._count(counting(criteria), asked)
        found = [*_completions(results[::2], criteria), *_completions(results[1::2], criteria)]
        return tuple(found[:limit])

    def _fitting(self, field: Field, text: str) -> _Fitting:
        part = _spelt(text)
        anywhere = part.strip()
        names = self._names_of(field)
        holding = [(value, spelt) for value, spelt in names if anywhere in spelt]
        beginning = [value for value, spelt in holding if part in spelt]
        if len(beginning) == len(names):
            return _Fitting(None, frozenset())
        begin = frozenset(beginning)
        return _Fitting(begin, frozenset(value for value, _ in holding) - begin)

    def _names_of(self, field: Field) -> Sequence[tuple[str, str]]:
        """Each value of a field in the index, and its names as they are looked for."""
        state = self._index.state()
        if state is None:
            raise IndexMissing("there is no index yet to look for values in")
        names = self._names.get(state.generation, field)
        if names is None:
            (every,) = self._count(SearchRequest(limit=1), [FacetRequest(field, _ALL_VALUES)])
            names = [(each.value, _names_spelt(field, each.value)) for each in every.counts]
            self._names.put(state.generation, field, names, _BYTES_OF_VALUE * len(names))
        return names

    def _count(
        self, request: SearchRequest, facets: Sequence[FacetRequest]
    ) -> tuple[FacetResult, ...]:
        return self._index.search(replace(request, facets=tuple(facets))).facets

    async def _run(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def _those_of(values: frozenset[str] | None, counts: Iterable[FacetCount]) -> list[FacetCount]:
    """Counts without those of values that are there because they are chosen."""
    return [each for each in counts if values is None or each.value in values]


def _completions(results: Iterable[FacetResult], criteria: Criteria) -> list[Completion]:
    found = [
        Completion(result.field, value.value, value.label, value.count)
        for result in results
        for value in found_values(result.field, result.counts, criteria)
        if not value.selected
    ]
    return sorted(found, key=lambda each: -each.count)


def _spelt(text: str) -> str:
    """Words alone, folded, each behind one blank: "A/RES/59/46" is " a res 59 46"."""
    return f" {_NO_WORDS.sub(' ', fold(text)).strip()}"


@lru_cache(maxsize=100_000)
def _names_spelt(field: Field, value: str) -> str:
    names = (value, label_of(field, value), *other_names_of(field, value))
    return "\n".join(dict.fromkeys(map(_spelt, names)))
