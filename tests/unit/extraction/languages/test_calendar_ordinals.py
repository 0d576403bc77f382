"""Ordinals and sessions written out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.languages import installed_languages

CALENDAR = installed_languages().of(None).calendar


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("First", 1),
        ("ninth", 9),
        ("Fourteenth", 14),
        ("twentieth", 20),
        ("Twenty-eighth", 28),
        ("forty-first", 41),
        ("fortieth", 40),
        ("Fifty-ninth", 59),
        ("sixty-first", 61),
        ("sixtieth", 60),
        ("Seventy-eighth", 78),
        ("Seventy\u2011eighth", 78),
        ("seventeenth", 17),
        ("eightieth", 80),
        ("eighteenth", 18),
        ("ninety-ninth", 99),
        ("hundredth", 100),
        ("one hundred and third", 103),
        ("61st", 61),
        ("4385th", 4385),
        ("sixty", None),
        ("firstly", None),
        ("", None),
    ],
)
def test_ordinals(text, number):
    assert CALENDAR.ordinal(text) == number


@pytest.mark.parametrize(
    ("text", "session"),
    [
        ("Fourteenth session", "14"),
        ("Seventy-seventh session", "77"),
        ("at its sixty-first session on the matter", "61"),
        ("Tenth special session", "S-10"),
        ("eleventh emergency special session", "ES-11"),
        ("Resumed tenth emergency special session", "ES-10"),
        ("Fifty-eighth\nsession", "58"),
        ("2021 session", "2021"),
        ("Substantive session of 1998", "1998"),
        ("Organizational session for 1998", "1998"),
        ("Sixty-first regular session", "61"),
        ("25th session", "25"),
        ("the session of the Board", None),
        ("a special session", None),
        ("", None),
    ],
)
def test_sessions(text, session):
    assert CALENDAR.find_session(text) == session


@given(st.integers(1, 9999), st.sampled_from(["st", "nd", "rd", "th"]))
def test_figures_name_their_own_number(number, ending):
    assert CALENDAR.ordinal(f"{number}{ending}") == number


@given(st.text())
def test_any_text_is_answered(text):
    found = CALENDAR.find_session(text)
    assert found is None or found.removeprefix("ES-").removeprefix("S-").isdigit()
