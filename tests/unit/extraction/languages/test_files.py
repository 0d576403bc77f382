"""Lexicon files: fragments put in place, shapes checked, faults named."""

from pathlib import Path
from typing import Annotated

import pytest

from service.extraction.languages.files import (
    LexiconError,
    LexiconTable,
    PatternText,
    read_table,
    with_groups,
)


class Sample(LexiconTable):
    words: frozenset[str]
    session: PatternText


class Months(LexiconTable):
    months: dict[str, int]
    lamps: list[str]
    day: Annotated[PatternText, with_groups("month", "lamp")]


def write(folder: Path, text: str) -> Path:
    (folder / "sample.toml").write_text(text, encoding="utf-8")
    return folder


def test_fragments_are_put_in_place_and_patterns_compiled(tmp_path: Path) -> None:
    text = """
        words = ["lamp"]
        session = ["the <<organ>> at ", 'its <<number>>']
        [fragments]
        organ = ["Board", "Board of Lamps"]
        figure = '[0-9]'
        number = '<<figure>>+th'
    """
    table = read_table(write(tmp_path, text), "sample", Sample)
    assert table is not None
    assert table.words == {"lamp"}
    assert table.session.fullmatch("the Board of Lamps at its 14th")


def test_words_of_the_file_stand_for_themselves_in_its_patterns(tmp_path: Path) -> None:
    text = """
        lamps = ["Lamp", "Lamp Co."]
        day = '(?P<month><<months>>) (?P<lamp><<lamps>>)'
        [months]
        May = 5
        "May." = 5
    """
    table = read_table(write(tmp_path, text), "sample", Months)
    assert table is not None
    found = table.day.fullmatch("May. Lamp Co.")
    assert found is not None
    assert (found["month"], found["lamp"]) == ("May.", "Lamp Co.")


def test_groups_are_those_that_the_code_reads(tmp_path: Path) -> None:
    text = "months = {}\nlamps = []\nday = '(?P<month>May)'"
    with pytest.raises(LexiconError, match=r"day: .*groups are missing: lamp"):
        read_table(write(tmp_path, text), "sample", Months)
    text = "months = {}\nlamps = []\nday = '(?P<month>May)(?P<lamp>x)(?P<lmap>y)'"
    with pytest.raises(LexiconError, match=r"day: .*groups are unknown: lmap"):
        read_table(write(tmp_path, text), "sample", Months)


def test_a_file_that_a_language_lacks_is_none(tmp_path: Path) -> None:
    assert read_table(tmp_path, "sample", Sample) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("words = []", "session: Field required"),
        ("words = []\nsession = ''\nword = []", "word: Extra inputs"),
        ("words = []\nsession = '('", "session: Value error, no regular expression"),
        ("words = 3\nsession = ''", "words: "),
        ("words = []\nsession = '<<missing>>'", "missing"),
        ("words = [", "sample.toml"),
    ],
)
def test_faults_name_the_file_and_the_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(LexiconError) as raised:
        read_table(write(tmp_path, text), "sample", Sample)
    assert "sample.toml" in str(raised.value)
    assert said in str(raised.value)


class Dated(LexiconTable):
    date: Annotated[PatternText, with_groups("day", "month")]


def test_a_pattern_needs_the_groups_that_the_code_asks_for(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "date = '(?P<month>x) (?P<day>y)'"), "sample", Dated)
    assert table is not None
    with pytest.raises(LexiconError, match="date: Value error, groups are missing: day"):
        read_table(write(tmp_path, "date = '(?P<month>x)'"), "sample", Dated)
