"""Printed days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.languages import installed_languages

CALENDAR = installed_languages().of(None).calendar


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24 May 2005", date(2005, 5, 24)),
        ("Distr.: Limited 3 March 1999 Original: English", date(1999, 3, 3)),
        ("on 28\u00a0September\n2001", date(2001, 9, 28)),
        ("of 1st June 1950", date(1950, 6, 1)),
        ("12 Sept. 1960", None),
        ("12 Sep. 1960", date(1960, 9, 12)),
        ("June 5, 1947", date(1947, 6, 5)),
        ("31 February 2001", None),
        ("May 2005", None),
        ("124 May 2005", None),
        ("", None),
        ("1 Auguſt 1960", date(1960, 8, 1)),
        ("1 Aprıl 1960", None),
    ],
)
def test_a_day_is_read_where_it_is_named_in_full(text, expected):
    assert CALENDAR.find_date(text) == expected


def test_all_days_are_given_in_their_order():
    text = "resolutions 3 (1946) of 8 May 1946 and 4 (1946) of 2 April 1946"
    assert CALENDAR.find_dates(text) == (date(1946, 5, 8), date(1946, 4, 2))


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_date_printed_reads_back(day):
    months = "January February March April May June July August September October November December"
    printed = f"{day.day} {months.split()[day.month - 1]} {day.year}"
    assert CALENDAR.find_dates(f"held on {printed} and later") == (day,)


@given(st.text())
def test_any_text_is_answered(text):
    CALENDAR.find_dates(text)
