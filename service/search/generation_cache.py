"""A cache of values that are computed from one generation of the index."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class GenerationCache(Generic[_Key, _Value]):
    """Values of one generation of the index, the least recently used evicted first.

    A call with another generation empties the cache, so that nothing outlives a change that has
    reached the index. Callers must read the generation before the data of a value.
    Safe for many threads.
    """

    def __init__(self, max_bytes: int) -> None:
        """Make an empty cache.

        Args:
            max_bytes: The size of all values together; 0 for a cache that stores nothing.
        """
        self._max_bytes = max_bytes
        self._bytes = 0
        self._generation = ""
        self._values: OrderedDict[_Key, tuple[_Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, generation: str, key: _Key) -> _Value | None:
        """The value of a key in a generation; None where it is not cached."""
        with self._lock:
            self._turn_to(generation)
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, generation: str, key: _Key, value: _Value, size: int) -> None:
        """Cache a value, unless it alone is larger than the cache.

        Args:
            generation: The generation that the value follows from.
            key: The key to find it by.
            value: The value.
            size: Its size in bytes, roughly.
        """
        if size > self._max_bytes:
            return
        with self._lock:
            self._turn_to(generation)
            _, before = self._values.pop(key, (value, 0))
            self._values[key] = value, size
            self._bytes += size - before
            while self._bytes > self._max_bytes:
                _, (_, evicted) = self._values.popitem(last=False)
                self._bytes -= evicted

    def _turn_to(self, generation: str) -> None:
        if generation != self._generation:
            self._generation = generation
            self._values.clear()
            self._bytes = 0
