"""Printed dates and the days of meetings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.extraction.text.dates import find_date, find_dates, find_range


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
    ],
)
def test_a_day_is_read_where_it_is_named_in_full(text, expected):
    assert find_date(text) == expected


def test_all_days_are_given_in_their_order():
    text = "resolutions 3 (1946) of 8 May 1946 and 4 (1946) of 2 April 1946"
    assert find_dates(text) == (date(1946, 5, 8), date(1946, 4, 2))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Vienna, 23-27 May 2005", date(2005, 5, 23), date(2005, 5, 27)),
        ("New York, 28 February–11 March 2005", date(2005, 2, 28), date(2005, 3, 11)),
        ("11 September\u201113 October 2023", date(2023, 9, 11), date(2023, 10, 13)),
        ("from 18 to 25 April 2005", date(2005, 4, 18), date(2005, 4, 25)),
        ("28 December 2004 to 3 January 2005", date(2004, 12, 28), date(2005, 1, 3)),
        ("6 and 7 June 2018", date(2018, 6, 6), date(2018, 6, 7)),
    ],
)
def test_the_days_of_a_meeting(text, first, last):
    assert find_range(text) == (first, last)


@pytest.mark.parametrize("text", ["", "24 May 2005", "27-23 May 2005", "30-31 June 2005"])
def test_no_days_where_none_are_named(text):
    assert find_range(text) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_date_printed_reads_back(day):
    months = "January February March April May June July August September October November December"
    printed = f"{day.day} {months.split()[day.month - 1]} {day.year}"
    assert find_dates(f"held on {printed} and later") == (day,)


@given(st.text())
def test_any_text_is_answered(text):
    find_dates(text)
    find_range(text)
