"""Searches the values of fields, by all their names."""

import asyncio
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from index.analysis import fold
from index.cache import SizedCache
from index.errors import IndexMissing
from index.fields import Field
from index.model import FacetCount, FacetRequest, FacetResult, ParagraphIndex, SearchRequest
from service.fields import FIELDS

_ALL_VALUES = 10_000_000
_NAMES_BYTES = 64 * 1024 * 1024
_BYTES_OF_VALUE = 300
"""About how much memory a value and its names use."""

_NO_WORDS = re.compile(r"[\W_]+")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Completion:
    """A value that completes a text, and how much choosing it would find."""

    field: Field
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Values of a field: those with a word that begins like a text, and others that contain it.

    None means all values.
    """

    beginning: frozenset[str] | None
    containing: frozenset[str]

    def requests(self, field: Field, limit: int) -> tuple[FacetRequest, FacetRequest]:
        """What counts them: each group by itself, for those that begin so come first."""
        return (
            FacetRequest(field, limit, self.beginning),
            FacetRequest(field, limit, self.containing),
        )


class ValueSearch:
    """Finds values of fields, in threads. Names of values are cached for a generation."""

    def __init__(self, index: ParagraphIndex, executor: Executor) -> None:
        """Search the values of an index in the threads of an executor."""
        self._index = index
        self._executor = executor
        self._names: SizedCache[Field, Sequence[tuple[str, str]]] = SizedCache(_NAMES_BYTES)

    async def list_values(
        self, request: SearchRequest, field: Field, *, contains: str = "", limit: int = 50
    ) -> FacetResult:
        """Count the values of a field, of those that fit a text.

        Case, accents and punctuation make no difference. Values with a word that begins like the
        text come first, then others that contain it; the most frequent first.

        Args:
            request: Over which paragraphs to count; its facets are ignored.
            field: The field.
            contains: A part of the value, or of one of its names.
            limit: How many values to list at most.

        Raises:
            IndexMissing: Nothing has been indexed yet.
            QueryTooCostly: The query takes too much work.
        """
        return await self._run(lambda: self._list(request, field, contains, limit))

    async def complete(
        self, request: SearchRequest, text: str, fields: Sequence[Field], limit: int
    ) -> tuple[Completion, ...]:
        """Values of several fields that fit a text and are not chosen yet, in the same order.

        Args:
            request: Over which paragraphs to count; its facets are ignored.
            text: The beginning of a word of the value, or of one of its names.
            fields: The fields.
            limit: How many values to list at most.

        Raises:
            IndexMissing: Nothing has been indexed yet.
            QueryTooCostly: The query takes too much work.
        """
        return await self._run(lambda: self._complete(request, text, fields, limit))

    def _list(self, request: SearchRequest, field: Field, contains: str, limit: int) -> FacetResult:
        if not _folded(contains).strip():
            (every,) = self._count(request, [FacetRequest(field, limit)])
            return every
        candidates = self._candidates(field, contains)
        beginning, containing = self._count(request, candidates.requests(field, limit))
        counts = (
            *_counts_of(candidates.beginning, beginning.counts),
            *_counts_of(candidates.containing, containing.counts),
        )
        return FacetResult(field, counts[:limit], beginning.distinct + containing.distinct)

    def _complete(
        self, request: SearchRequest, text: str, fields: Sequence[Field], limit: int
    ) -> tuple[Completion, ...]:
        if not _folded(text).strip():
            return ()
        facets: list[FacetRequest] = []
        for field in fields:
            facets += self._candidates(field, text).requests(field, limit)
        results = self._count(request, facets)
        found = [*_completions(results[::2], request), *_completions(results[1::2], request)]
        return tuple(found[:limit])

    def _candidates(self, field: Field, text: str) -> _Candidates:
        part = _folded(text)
        anywhere = part.strip()
        names = self._names_of(field)
        fitting = [(value, folded) for value, folded in names if anywhere in folded]
        beginning = [value for value, folded in fitting if part in folded]
        if len(beginning) == len(names):
            return _Candidates(None, frozenset())
        begin = frozenset(beginning)
        return _Candidates(begin, frozenset(value for value, _ in fitting) - begin)

    def _names_of(self, field: Field) -> Sequence[tuple[str, str]]:
        """Each value of a field in the index, and its folded names."""
        state = self._index.state()
        if state is None:
            raise IndexMissing("there is no index yet to look for values in")
        names = self._names.get(field, generation=state.generation)
        if names is None:
            (every,) = self._count(SearchRequest(limit=1), [FacetRequest(field, _ALL_VALUES)])
            names = [(each.value, _folded_names(field, each.value)) for each in every.counts]
            size = _BYTES_OF_VALUE * len(names)
            self._names.put(field, names, size, generation=state.generation)
        return names

    def _count(
        self, request: SearchRequest, facets: Sequence[FacetRequest]
    ) -> tuple[FacetResult, ...]:
        return self._index.search(replace(request, facets=tuple(facets))).facets

    async def _run(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def _counts_of(values: frozenset[str] | None, counts: Iterable[FacetCount]) -> list[FacetCount]:
    """Counts without those of values that are there because they are chosen."""
    return [each for each in counts if values is None or each.value in values]


def _completions(results: Iterable[FacetResult], request: SearchRequest) -> list[Completion]:
    """Values that are not chosen yet, the most frequent first."""
    found = [
        Completion(result.field, each.value, each.count)
        for result in results
        for each in result.counts
        if each.value not in request.filters.get(result.field, ())
    ]
    return sorted(found, key=lambda each: -each.count)


def _folded(text: str) -> str:
    """Words alone, folded, each after one blank: "A/RES/59/46" is " a res 59 46"."""
    return f" {_NO_WORDS.sub(' ', fold(text)).strip()}"


@lru_cache(maxsize=100_000)
def _folded_names(field: Field, value: str) -> str:
    """All names of a value, one a line."""
    specification = FIELDS[field]
    names = (value, specification.value_label(value), *specification.other_names(value))
    return "\n".join(dict.fromkeys(map(_folded, names)))
