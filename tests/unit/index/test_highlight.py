"""What of a text is marked for a query."""

import pytest

from index import find_matches, parse_query

TEXT = (
    "Requests the office to report on A/RES/99/46, and reports of non\u2011proliferation offices."
)


def marked(query: str, text: str = TEXT, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in find_matches(text, parse_query(query), language)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("report", ["report", "reports"]),
        ("office report", ["office", "report", "reports", "offices"]),
        ('"the offices"', ["the office"]),
        ('"office the"', []),
        ('"office the"~0', ["the", "office"]),
        ('"report office"~1', ["office", "report"]),
        ('"report office"~0', []),
        ("non-proliferation", ["non\u2011proliferation"]),
        ("99/46", ["A/RES/99/46"]),
        ("repor*", ["report", "reports"]),
        ("reports*", ["reports"]),
        ("rep*ts", ["reports"]),
        ("re?ort", ["report", "reports"]),
        ("off*c*", ["office", "offices"]),
        ("non-prolif*n", ["non\u2011proliferation"]),
        ("non-prolif*m", []),
        ("prolif*n", ["proliferation"]),
        ("reprots~", ["reports"]),
        ("reports~", ["report", "reports"]),
        ("eports~", []),
        ("non-proliferatoin~", ["non\u2011proliferation"]),
        ("prolfieratoin~", []),
        ("prolfieratoin~2", ["proliferation"]),
        ("title:rep*ts requests", ["Requests"]),
        ("report^2", ["report", "reports"]),
        ("(report absent)^2", []),
        ("report -absent^2", ["report", "reports"]),
        ("*", []),
        ("* report", ["report", "reports"]),
        ("(report -*) OR office", ["office", "offices"]),
        ("report year:2040.. date:2040", ["report", "reports"]),
        ("requests -(office date:2040)", ["Requests"]),
        ("report absent", []),
        ("report OR absent", ["report", "reports"]),
        ("(office absent) OR report", ["report", "reports"]),
        ("report -absent", ["report", "reports"]),
        ("report -office", []),
        ("-absent", []),
        ("title:report", []),
        ("sponsor:JPN requests", ["Requests"]),
        ("requests -sponsor:JPN", ["Requests"]),
        ("requests -title:office", ["Requests"]),
        ("requests -(office sponsor:JPN)", ["Requests"]),
        ('"office to report" OR "to report on"', ["office to report on"]),
    ],
)
def test_marks(query: str, expected: list[str]) -> None:
    assert marked(query) == expected


def test_marks_ideographs() -> None:
    assert marked("冰川", "大冰川会", "zh") == ["冰川"]
    assert marked("冰川会", "大冰川会", "zh") == ["冰川会"]
    assert marked("川", "大冰川会", "zh") == ["川"]


def test_a_possessive_is_left_out() -> None:
    assert marked("state", "the State’s ice") == ["State"]


def test_without_a_query_nothing_is_marked() -> None:
    assert find_matches(TEXT, None, "en") == []
