"""Texts of hits: from the cache, or else from the store."""

from asyncio import AbstractEventLoop
from collections.abc import Sequence
from functools import partial

from index.cache import SizedCache
from service.store.database import Database
from service.store.hits import HitText, read_hits

_HIT_BYTES = 2_000
"""What is shown of a hit takes about so much memory, besides its text."""


class HitTexts:
    """Reads what is shown of hits, and caches it as long as the index stays as it is."""

    def __init__(self, database: Database, max_bytes: int) -> None:
        """Make a reader with an empty cache of at most `max_bytes`; 0 for none."""
        self._database = database
        self._cache: SizedCache[int, HitText] = SizedCache(max_bytes)

    def read(
        self, generation: str, ids: Sequence[int], loop: AbstractEventLoop
    ) -> dict[int, HitText]:
        """What is shown of the hits of a search. For a thread that may wait.

        The store is read after the index, so that it is as new as the hits or newer.

        Args:
            generation: The generation of the index that found the hits.
            ids: The paragraphs.
            loop: The event loop of the database.

        Returns:
            The texts by id; those that have been removed from the store meanwhile are left out.
        """
        cached = {key: self._cache.get(key, generation=generation) for key in ids}
        found = {key: text for key, text in cached.items() if text is not None}
        missing = [key for key in ids if key not in found]
        if missing:
            read = self._database.glance(partial(read_hits, ids=missing), loop)
            for key, text in read.items():
                size = _HIT_BYTES + len(text.text)
                self._cache.put(key, text, size, generation=generation)
            found |= read
        return found
