"""The layout files of a language."""

from pathlib import Path

import pytest

from service.extraction.languages import installed_languages
from service.extraction.languages.files import LexiconError
from service.extraction.languages.layout import read_layout_lexicon
from service.model import Language


def test_a_language_without_the_file_has_no_layout(tmp_path: Path) -> None:
    assert read_layout_lexicon(tmp_path) is None


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "layout.toml").write_text("[lines]\ncovers = 'x'", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"lines\.covers"):
        read_layout_lexicon(tmp_path)


def test_keys_that_are_left_out_match_nothing(tmp_path: Path) -> None:
    (tmp_path / "layout.toml").write_text("[lines]\ncover = 'x'", encoding="utf-8")
    layout = read_layout_lexicon(tmp_path)
    assert layout is not None
    assert layout.lines.cover.match("x")
    assert not layout.lines.note_line.match("")
    assert not layout.page.number.search("")


def test_only_english_has_a_layout_yet() -> None:
    found = {code for code, one in installed_languages().resources.items() if one.layout}
    assert found == {Language.ENGLISH}


def test_patterns_have_the_groups_that_are_read() -> None:
    layout = installed_languages().of(Language.ENGLISH).layout
    assert layout is not None
    assert layout.metadata.vote_counts.groups == 3
    assert layout.metadata.catalogue_title.groups == 1
    assert layout.page.running_head.groups == 0
