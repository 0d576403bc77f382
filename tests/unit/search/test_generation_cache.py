"""What is kept is bounded, and never outlives its generation."""

from hypothesis import given
from hypothesis import strategies as st
from service.search.keeping import Kept


def test_the_least_recently_used_goes_first() -> None:
    kept: Kept[str, int] = Kept(10)
    for number, key in enumerate("abc"):
        kept.put("g", key, number, 3)
    assert kept.get("g", "a") == 0
    kept.put("g", "d", 3, 3)
    assert [kept.get("g", key) for key in "abcd"] == [0, None, 2, 3]


def test_a_new_generation_begins_with_nothing() -> None:
    kept: Kept[str, int] = Kept(10)
    kept.put("one", "a", 1, 5)
    assert kept.get("two", "a") is None
    assert kept.get("one", "a") is None
    kept.put("two", "b", 2, 10)
    kept.put("one", "a", 1, 1)
    assert kept.get("two", "b") is None


def test_a_value_put_again_replaces_the_old_one_and_its_size() -> None:
    kept: Kept[str, int] = Kept(10)
    kept.put("g", "a", 1, 9)
    kept.put("g", "a", 2, 1)
    kept.put("g", "b", 3, 9)
    assert (kept.get("g", "a"), kept.get("g", "b")) == (2, 3)


def test_nothing_is_kept_where_nothing_may_be() -> None:
    kept: Kept[str, int] = Kept(0)
    kept.put("g", "a", 1, 1)
    assert kept.get("g", "a") is None


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
    kept: Kept[int, int] = Kept(most)
    model = _Model(most)
    for number, (generation, key, size) in enumerate(steps):
        if size is None:
            model.turn_to(generation)
            held = [each for each in model.values if each[0] == key]
            model.values = [each for each in model.values if each[0] != key] + held
            assert kept.get(generation, key) == (held[0][1] if held else None)
            continue
        kept.put(generation, key, number, size)
        if size > most:
            continue
        model.turn_to(generation)
        model.values = [each for each in model.values if each[0] != key] + [(key, number, size)]
        while sum(each[2] for each in model.values) > most:
            del model.values[0]
