"""A cache stays within its limit, and drops the least recently used value first."""

from hypothesis import given
from hypothesis import strategies as st

from index.cache import SizedCache


def test_the_least_recently_used_is_dropped_first() -> None:
    cache: SizedCache[str, bytes] = SizedCache(3)
    for key in "abc":
        cache.put(key, b"x", 1)
    assert cache.get("a") == b"x"
    cache.put("d", b"x", 1)
    assert [key for key in "abcd" if cache.get(key)] == ["a", "c", "d"]


def test_a_value_larger_than_the_limit_is_not_stored_and_drops_nothing() -> None:
    cache: SizedCache[str, bytes] = SizedCache(3)
    cache.put("a", b"x", 1)
    cache.put("b", b"xxxx", 4)
    assert (cache.get("a"), cache.get("b")) == (b"x", None)


def test_the_last_value_of_a_key_replaces_the_others() -> None:
    cache: SizedCache[str, bytes] = SizedCache(3)
    cache.put("a", b"xx", 2)
    cache.put("a", b"y", 1)
    cache.put("b", b"zz", 2)
    assert (cache.get("a"), cache.get("b")) == (b"y", b"zz")


def test_clearing_makes_room_for_as_much_again() -> None:
    cache: SizedCache[str, bytes] = SizedCache(3)
    cache.put("a", b"xxx", 3)
    cache.clear()
    cache.put("b", b"xxx", 3)
    assert (cache.get("a"), cache.get("b")) == (None, b"xxx")


def test_another_generation_empties_it() -> None:
    cache: SizedCache[str, bytes] = SizedCache(3)
    cache.put("a", b"xxx", 3, generation="1")
    assert cache.get("a", generation="1") == b"xxx"
    assert cache.get("a", generation="2") is None
    assert cache.get("a", generation="1") is None
    cache.put("b", b"xxx", 3, generation="3")
    assert cache.get("b", generation="3") == b"xxx"


@given(st.lists(st.tuples(st.integers(0, 9), st.binary(max_size=5), st.sampled_from(["1", "2"]))))
def test_it_never_has_more_than_its_limit(puts: list[tuple[int, bytes, str]]) -> None:
    cache: SizedCache[int, bytes] = SizedCache(8)
    for key, value, generation in puts:
        cache.put(key, value, len(value), generation=generation)
        assert cache.get(key, generation=generation) == value
        cached = [cache.get(number, generation=generation) for number in range(10)]
        assert sum(len(each) for each in cached if each is not None) <= 8


class _Model:
    """The same as a plain list, the most recently used last."""

    def __init__(self, most: int) -> None:
        self.most, self.generation = most, ""
        self.values: list[tuple[int, int, int]] = []

    def change_generation(self, generation: str) -> None:
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
    cache: SizedCache[int, int] = SizedCache(most)
    model = _Model(most)
    for number, (generation, key, size) in enumerate(steps):
        if size is None:
            model.change_generation(generation)
            found = [each for each in model.values if each[0] == key]
            model.values = [each for each in model.values if each[0] != key] + found
            assert cache.get(key, generation=generation) == (found[0][1] if found else None)
            continue
        cache.put(key, number, size, generation=generation)
        if size > most:
            continue
        model.change_generation(generation)
        model.values = [each for each in model.values if each[0] != key] + [(key, number, size)]
        while sum(each[2] for each in model.values) > most:
            del model.values[0]
