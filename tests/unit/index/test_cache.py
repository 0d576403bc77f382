"""What is kept stays within its limit, and what was used last stays longest."""

from hypothesis import given
from hypothesis import strategies as st

from index.cache import Kept


def test_the_least_recently_used_goes_first() -> None:
    kept: Kept[str, bytes] = Kept(3, len)
    for key in "abc":
        kept.put(key, b"x")
    assert kept.get("a") == b"x"
    kept.put("d", b"x")
    assert [key for key in "abcd" if kept.get(key)] == ["a", "c", "d"]


def test_what_is_larger_than_the_limit_is_not_kept() -> None:
    kept: Kept[str, bytes] = Kept(3, len)
    kept.put("a", b"xxxx")
    assert kept.get("a") is None


def test_the_first_value_of_a_key_stays() -> None:
    kept: Kept[str, bytes] = Kept(3, len)
    kept.put("a", b"x")
    kept.put("a", b"yy")
    assert kept.get("a") == b"x"


def test_clearing_makes_room_for_as_much_again() -> None:
    kept: Kept[str, bytes] = Kept(3, len)
    kept.put("a", b"xxx")
    kept.clear()
    kept.put("b", b"xxx")
    assert (kept.get("a"), kept.get("b")) == (None, b"xxx")


@given(st.lists(st.tuples(st.integers(0, 9), st.binary(max_size=5))))
def test_it_never_holds_more_than_its_limit(puts: list[tuple[int, bytes]]) -> None:
    kept: Kept[int, bytes] = Kept(8, len)
    for key, value in puts:
        kept.put(key, value)
        held = [found for number in range(10) if (found := kept.get(number)) is not None]
        assert sum(map(len, held)) <= 8
