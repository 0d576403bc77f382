"""Keeps the occurrences of recent patterns: pages, facets and words typed on repeat them."""

import threading
from collections import OrderedDict

from index.columns.matching import Occurrences, Pattern, Postings

MAX_ROWS = 4_000_000
"""How many rows are kept in all, 12 bytes each."""


class OccurrenceCache:
    """Occurrences by pattern in one state of an index; the least recently used go first."""

    def __init__(self, max_rows: int = MAX_ROWS) -> None:
        self._max_rows = max_rows
        self._rows = 0
        self._kept: OrderedDict[Pattern, Occurrences] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, pattern: Pattern) -> Occurrences | None:
        """What is kept of a pattern."""
        with self._lock:
            found = self._kept.get(pattern)
            if found is not None:
                self._kept.move_to_end(pattern)
            return found

    def put(self, pattern: Pattern, found: Occurrences) -> None:
        """Keep what was found."""
        with self._lock:
            if pattern in self._kept:
                return
            self._kept[pattern] = found
            self._rows += _size(found)
            while self._rows > self._max_rows:
                _, dropped = self._kept.popitem(last=False)
                self._rows -= _size(dropped)


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


def _size(found: Occurrences) -> int:
    # An empty answer costs a little, too.
    return len(found.rows) + 64
