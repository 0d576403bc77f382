"""Roman figures, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.model.roman_numerals import HIGHEST_ROMAN, from_roman, to_roman


@pytest.mark.parametrize(
    ("number", "figure"), [(1, "I"), (4, "IV"), (14, "XIV"), (30, "XXX"), (1994, "MCMXCIV")]
)
def test_examples(number: int, figure: str) -> None:
    assert to_roman(number) == figure
    assert from_roman(figure) == number


@given(st.integers(1, HIGHEST_ROMAN))
def test_every_number_comes_back(number: int) -> None:
    assert from_roman(to_roman(number)) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "iv", "IC", "XIVa", "1"])
def test_other_texts_are_no_figures(text: str) -> None:
    assert from_roman(text) is None
