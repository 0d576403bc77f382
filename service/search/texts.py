"""Texts of hits: from the store, or kept from before."""

from asyncio import AbstractEventLoop
from collections.abc import Sequence
from functools import partial

from service.search.keeping import Kept
from service.store.database import Database
from service.store.hits import HitText, read_hits

_HIT_BYTES = 2_000
"""What is shown of a hit takes about so much memory, besides its text."""


class HitTexts:
    """Reads what is shown of hits; keeps `most_bytes` of it as long as the index stays as it is."""

    def __init__(self, database: Database, most_bytes: int) -> None:
        self._database = database
        self._kept: Kept[int, HitText] = Kept(most_bytes)

    def read(
        self, generation: str, ids: Sequence[int], loop: AbstractEventLoop
    ) -> dict[int, HitText]:
        """What is shown of the hits of a generation, by id; without those just given up.

        For a thread that may wait; `loop` is the database's. The store is read after the index, so
        it is as new as the hits or newer.
        """
        kept = {key: self._kept.get(generation, key) for key in ids}
        shown = {key: text for key, text in kept.items() if text is not None}
        missing = [key for key in ids if key not in shown]
        if missing:
            read = self._database.glance(partial(read_hits, ids=missing), loop)
            for key, text in read.items():
                self._kept.put(generation, key, text, _HIT_BYTES + len(text.text))
            shown |= read
        return shown
