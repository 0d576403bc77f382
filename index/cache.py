"""A cache that is bounded by the size of its values."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class SizedCache(Generic[Key, Value]):
    """Values by key, of at most `max_bytes` together; the least recently used is dropped first.

    Values belong to a *generation* of what they are made of, which a caller may name in each call.
    Naming another generation than in the call before empties the cache, so that no value outlives
    its generation. A caller must read the generation before the data of a value.

    Safe for many threads.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._generation = ""
        self._values: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, *, generation: str = "") -> Value | None:
        """The value of a key; None where there is none."""
        with self._lock:
            self._change_generation(generation)
            entry = self._values.get(key)
            if entry is None:
                return None
            self._values.move_to_end(key)
            return entry[0]

    def put(self, key: Key, value: Value, size: int, *, generation: str = "") -> None:
        """Store a value of `size` bytes, unless that is more than the whole cache may have."""
        if size > self._max_bytes:
            return
        with self._lock:
            self._change_generation(generation)
            _, former_size = self._values.pop(key, (value, 0))
            self._values[key] = value, size
            self._bytes += size - former_size
            while self._bytes > self._max_bytes:
                _, (_, dropped) = self._values.popitem(last=False)
                self._bytes -= dropped

    def clear(self) -> None:
        """Drop all values."""
        with self._lock:
            self._values.clear()
            self._bytes = 0

    def _change_generation(self, generation: str) -> None:
        if generation != self._generation:
            self._generation = generation
            self._values.clear()
            self._bytes = 0
