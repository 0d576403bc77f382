"""Hyphens at line ends of typed and printed pages."""

import pytest
from english_reader import CUES, read

from service.extraction.readers.hyphenation import join_printed, join_printed_lines

WORDS = frozenset({"lighthouse", "well-kept"})


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("the keepers in-\nclude all", "the keepers include all"),
        ("a well-\nknown lamp", "a well-known lamp"),
        ("co-\noperation", "co-operation"),
        ("lamp-post and lamp-\npost", "lamp-post and lamp-post"),
        ("the Secretary-\nGeneral", "the Secretary-General"),
        ("short-\nand long-term", "short- and long-term"),
        ("the years 1961-\n1963", "the years 1961-1963"),
    ],
)
def test_typed_lines(lines, joined):
    (block,) = read(lines.encode()).blocks
    assert block.text == joined


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the light\u00ad", "house", (1, "")),
        ("the light-", "house", (1, "")),
        ("the well-", "kept lamp", (0, "")),
        ("the Secretary-", "General", (0, "")),
        ("short-", "or long-term", (0, " ")),
        ("the lamp", "of the lake", (0, " ")),
        ("2031–", "2035", (0, "")),
        ("", "", (0, " ")),
    ],
)
def test_printed_lines(before: str, after: str, expected: tuple[int, str]) -> None:
    assert join_printed(before, after, WORDS, CUES) == expected


def test_printed_lines_of_a_footnote() -> None:
    lines = ["See the light-", "house and the well-", "kept lamp"]
    assert join_printed_lines(lines, WORDS, CUES) == "See the lighthouse and the well-kept lamp"
