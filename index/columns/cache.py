"""Keeps the occurrences of recent patterns: pages, facets and words typed on repeat them."""

from index.analysis import Expansion
from index.columns.keeping import Kept
from index.columns.matching import Occurrences, Pattern, Postings
from index.fields import TextField

MAX_ROWS = 4_000_000
"""How many rows are kept in all, 12 bytes each."""


class OccurrenceCache(Kept[Pattern, Occurrences]):
    """Occurrences by pattern in one state of an index."""

    def __init__(self, max_rows: int = MAX_ROWS) -> None:
        # An empty answer costs a little, too.
        super().__init__(max_rows, lambda found: len(found.rows) + 64)


class CachedPostings:
    """Postings that ask the engine only for what is not kept."""

    def __init__(self, postings: Postings, cache: OccurrenceCache) -> None:
        self._postings = postings
        self._cache = cache

    def find(self, pattern: Pattern) -> Occurrences:
        """The rows in which a pattern stands. Raises QueryTooCostly."""
        found = self._cache.get(pattern)
        if found is None:
            found = self._postings.find(pattern)
            self._cache.put(pattern, found)
        return found

    def terms(self, field: TextField, analyser: str, expansion: Expansion) -> list[tuple[str, int]]:
        """The terms that an expansion stands for. Raises QueryTooCostly."""
        return self._postings.terms(field, analyser, expansion)
