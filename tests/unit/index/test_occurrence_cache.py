"""The cache of occurrences: what it keeps, what it drops, and that it spares the engine."""

import numpy as np

from index import TextField
from index.analysis import Beginning, Expansion, Slot
from index.columns.cache import CachedPostings, OccurrenceCache
from index.columns.matching import Occurrences, Pattern


def pattern(word: str) -> Pattern:
    return Pattern(TextField.TEXT, "en", (Slot((word,)),))


def occurrences(rows: int) -> Occurrences:
    return Occurrences(np.arange(rows, dtype=np.int32), np.ones(rows))


class CountingPostings:
    def __init__(self) -> None:
        self.asked: list[Pattern] = []

    def find(self, pattern: Pattern) -> Occurrences:
        self.asked.append(pattern)
        return occurrences(3)

    def terms(self, field: TextField, analyser: str, expansion: Expansion) -> list[tuple[str, int]]:
        return [(expansion.prefix, 1)]


def test_the_engine_is_asked_once() -> None:
    engine = CountingPostings()
    postings = CachedPostings(engine, OccurrenceCache())
    assert postings.find(pattern("ice")) is postings.find(pattern("ice"))
    postings.find(pattern("snow"))
    assert engine.asked == [pattern("ice"), pattern("snow")]


def test_the_least_recently_used_go_first() -> None:
    cache = OccurrenceCache(max_rows=350)
    for word in ("ice", "snow"):
        cache.put(pattern(word), occurrences(100))
    assert cache.get(pattern("ice")) is not None
    cache.put(pattern("rain"), occurrences(100))
    assert [cache.get(pattern(word)) is None for word in ("ice", "snow", "rain")] == [
        False,
        True,
        False,
    ]


def test_what_is_too_large_is_not_kept() -> None:
    cache = OccurrenceCache(max_rows=350)
    cache.put(pattern("the"), occurrences(10_000))
    assert cache.get(pattern("the")) is None
    cache.put(pattern("ice"), occurrences(100))
    assert cache.get(pattern("ice")) is not None


def test_putting_again_does_not_count_twice() -> None:
    cache = OccurrenceCache(max_rows=350)
    for _ in range(5):
        cache.put(pattern("ice"), occurrences(100))
    cache.put(pattern("snow"), occurrences(100))
    assert cache.get(pattern("ice")) is not None


def test_terms_are_those_of_the_engine() -> None:
    postings = CachedPostings(CountingPostings(), OccurrenceCache())
    assert postings.terms(TextField.TEXT, "en", Beginning("ice")) == [("ice", 1)]
