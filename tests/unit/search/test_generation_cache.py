"""The cache is bounded, and nothing in it outlives its generation."""

from hypothesis import given
from hypothesis import strategies as st

from service.search.generation_cache import GenerationCache


def test_the_least_recently_used_goes_first() -> None:
    cache: GenerationCache[str, int] = GenerationCache(10)
    for number, key in enumerate("abc"):
        cache.put("g", key, number, 3)
    assert cache.get("g", "a") == 0
    cache.put("g", "d", 3, 3)
    assert [cache.get("g", key) for key in "abcd"] == [0, None, 2, 3]


def test_a_new_generation_begins_with_nothing() -> None:
    cache: GenerationCache[str, int] = GenerationCache(10)
    cache.put("one", "a", 1, 5)
    assert cache.get("two", "a") is None
    assert cache.get("one", "a") is None
    cache.put("two", "b", 2, 10)
    cache.put("one", "a", 1, 1)
    assert cache.get("two", "b") is None


def test_a_value_put_again_replaces_the_old_one_and_its_size() -> None:
    cache: GenerationCache[str, int] = GenerationCache(10)
    cache.put("g", "a", 1, 9)
    cache.put("g", "a", 2, 1)
    cache.put("g", "b", 3, 9)
    assert (cache.get("g", "a"), cache.get("g", "b")) == (2, 3)


def test_a_cache_of_no_size_stores_nothing() -> None:
    cache: GenerationCache[str, int] = GenerationCache(0)
    cache.put("g", "a", 1, 1)
    assert cache.get("g", "a") is None


class _Model:
    """The same, written down without a thought for speed: newest last."""

    def __init__(self, most: int) -> None:
        self.most, self.generation = most, ""
        self.values: list[tuple[int, int, int]] = []

    def turn_to(self, generation: str) -> None:
        if generation != self.generation:
            self.generation, self.values = generation, []


@given(
    st.integers(0, 20),
    st.lists(
        st.tuples(st.sampled_from("gh"), st.integers(0, 4), st.none() | st.integers(1, 12)),
        max_size=40,
    ),
)
def test_it_agrees_with_a_plain_list(most: int, steps: list[tuple[str, int, int | None]]) -> None:
    cache: GenerationCache[int, int] = GenerationCache(most)
    model = _Model(most)
    for number, (generation, key, size) in enumerate(steps):
        if size is None:
            model.turn_to(generation)
            found = [each for each in model.values if each[0] == key]
            model.values = [each for each in model.values if each[0] != key] + found
            assert cache.get(generation, key) == (found[0][1] if found else None)
            continue
        cache.put(generation, key, number, size)
        if size > most:
            continue
        model.turn_to(generation)
        model.values = [each for each in model.values if each[0] != key] + [(key, number, size)]
        while sum(each[2] for each in model.values) > most:
            del model.values[0]
