"""Keeps what was found in one generation of the index, to answer the same again at once."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Kept(Generic[_Key, _Value]):
    """Values of one generation, `most_bytes` in all; the least recently used are given up first.

    What is asked for or kept under another generation makes it forget everything, so nothing
    outlives a change that has reached the index. Whoever keeps a value must have learned the
    generation before reading what the value is made of. Safe from many threads.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._generation = ""
        self._values: OrderedDict[_Key, tuple[_Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, generation: str, key: _Key) -> _Value | None:
        """What is kept under a key."""
        with self._lock:
            self._turn_to(generation)
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, generation: str, key: _Key, value: _Value, size: int) -> None:
        """Keep a value that takes `size` bytes, unless it is larger than everything may be."""
        if size > self._most_bytes:
            return
        with self._lock:
            self._turn_to(generation)
            _, before = self._values.pop(key, (value, 0))
            self._values[key] = value, size
            self._bytes += size - before
            while self._bytes > self._most_bytes:
                _, (_, dropped) = self._values.popitem(last=False)
                self._bytes -= dropped

    def _turn_to(self, generation: str) -> None:
        if generation != self._generation:
            self._generation = generation
            self._values.clear()
            self._bytes = 0
