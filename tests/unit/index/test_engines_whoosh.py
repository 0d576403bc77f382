"""What is particular to the Whoosh engine: its files, generations, limits and damage."""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import index.engines.whoosh.postings
import index.engines.whoosh.schema
import index.engines.whoosh.snapshots
import index.storage.durable_files
from index import (
    IndexDamaged,
    IndexedParagraph,
    IndexMissing,
    QueryTooCostly,
    SearchRequest,
    parse_query,
)
from index.engines.whoosh import WhooshIndex
from index.engines.whoosh.index_writer import merge_tiers
from index.storage.paragraph_rows import ParagraphRow


def paragraph(number: int, text: str = "the glacier", language: str = "en") -> IndexedParagraph:
    return IndexedParagraph(
        id=number,
        resolution_id=1,
        text=text,
        title="",
        language=language,
        date=date(2041, 2, 3),
        sort_symbol="A",
        position=number,
    )


@pytest.fixture
def whoosh(tmp_path: Path) -> Iterator[WhooshIndex]:
    engine = WhooshIndex(tmp_path)
    yield engine
    engine.close()


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "generations").iterdir())


def total(engine: WhooshIndex, query: str) -> int:
    return engine.search(SearchRequest(query=parse_query(query))).total


class TestGenerations:
    def test_are_removed_once_nobody_reads_them(self, whoosh: WhooshIndex, tmp_path: Path) -> None:
        reader = WhooshIndex(tmp_path)
        whoosh.rebuild([paragraph(1)], 1)
        first = generations(tmp_path)
        assert reader.search(SearchRequest()).total == 1
        whoosh.rebuild([paragraph(1), paragraph(2)], 2)
        # The reader still has the first one open; its next search opens the newest one.
        assert set(first) < set(generations(tmp_path))
        assert reader.search(SearchRequest()).total == 2
        whoosh.rebuild([], 3)
        whoosh.close()
        reader.close()
        whoosh.rebuild([], 4)
        assert len(generations(tmp_path)) == 1

    def test_left_behind_half_built_are_removed(self, whoosh: WhooshIndex, tmp_path: Path) -> None:
        whoosh.rebuild([paragraph(1)], 1)
        (tmp_path / "generations" / "abandoned").mkdir()
        (tmp_path / "generations" / "abandoned" / "file").write_text("x")
        whoosh.rebuild([paragraph(1)], 2)
        assert "abandoned" not in generations(tmp_path)

    def test_that_are_read_stay_readable(self, whoosh: WhooshIndex, tmp_path: Path) -> None:
        whoosh.rebuild([paragraph(1)], 1)
        with whoosh._searcher() as searcher:
            other = WhooshIndex(tmp_path)
            other.rebuild([], 2)
            other.rebuild([], 3)
            other.close()
            assert whoosh.search(SearchRequest()).total == 0
            assert list(searcher.reader.leaf_readers()[0][0].lexicon("text_en")) == [
                b"glacier",
                b"the",
            ]

    def test_of_another_layout_count_as_none(
        self, whoosh: WhooshIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whoosh.rebuild([paragraph(1)], 1)
        monkeypatch.setattr("index.engines.whoosh.engine.LAYOUT", "of tomorrow")
        whoosh = WhooshIndex(tmp_path)
        assert whoosh.state() is None
        with pytest.raises(IndexMissing, match="of tomorrow"):
            whoosh.search(SearchRequest())
        with pytest.raises(IndexMissing):
            whoosh.apply([], [], 2)
        assert whoosh.rebuild([paragraph(1)], 2).change == 2

    @pytest.mark.parametrize("content", ["", "[]", "{", '{"layout": null}'])
    def test_unreadable_pointers_count_as_none(
        self, whoosh: WhooshIndex, tmp_path: Path, content: str
    ) -> None:
        whoosh.rebuild([paragraph(1)], 1)
        (tmp_path / "CURRENT").write_text(content)
        assert whoosh.state() is None
        assert whoosh.rebuild([paragraph(1)], 2).paragraphs == 1


class TestDamage:
    # Whoosh leaves a file to the garbage collector when it can't read it.
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    @pytest.mark.parametrize("ending", [".toc", ".seg"])
    @pytest.mark.parametrize("keep", [0, 40, 0.5])
    def test_is_named(self, tmp_path: Path, ending: str, keep: float) -> None:
        engine = WhooshIndex(tmp_path)
        engine.rebuild([paragraph(1), paragraph(2)], 1)
        engine.close()
        (file,) = (tmp_path / "generations" / generations(tmp_path)[0]).glob(f"*{ending}")
        size = file.stat().st_size
        os.truncate(file, int(size * keep) if keep < 1 else int(keep))
        with pytest.raises(IndexDamaged):
            engine.search(SearchRequest(query=parse_query("glacier")))
        assert engine.rebuild([paragraph(1)], 2).paragraphs == 1
        assert total(engine, "glacier") == 1
        engine.close()

    def test_of_a_generation_that_is_gone_is_missing(self, tmp_path: Path) -> None:
        engine = WhooshIndex(tmp_path)
        engine.rebuild([paragraph(1)], 1)
        engine.close()
        pointer = json.loads((tmp_path / "CURRENT").read_text())
        (tmp_path / "CURRENT").write_text(json.dumps(pointer | {"generation": "nowhere"}))
        with pytest.raises(IndexMissing):
            engine.search(SearchRequest())


class TestLimits:
    def test_on_time(self, tmp_path: Path) -> None:
        engine = WhooshIndex(tmp_path, seconds=-1)
        engine.rebuild([paragraph(1)], 1)
        assert engine.search(SearchRequest()).total == 1
        with pytest.raises(QueryTooCostly, match="seconds"):
            total(engine, "glacier")
        engine.close()

    def test_on_expansions(self, whoosh: WhooshIndex, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(index.engines.whoosh.postings, "MAX_EXPANSION", 3)
        whoosh.rebuild([paragraph(1, "glaa glab glac glba glad")], 1)
        assert total(whoosh, "glb*") == 1
        for asked in ("gl*", "gl?*", "glaa~"):
            with pytest.raises(QueryTooCostly, match="begin with “g"):
                total(whoosh, asked)


class TestLanguages:
    def test_unknown_to_the_analysers_are_searched_as_written(self, whoosh: WhooshIndex) -> None:
        whoosh.rebuild([paragraph(1, "as geleiras", "pt"), paragraph(2, "the glaciers")], 1)
        assert total(whoosh, "geleiras") == 1
        assert total(whoosh, "geleira") == 0
        assert total(whoosh, "glacier") == 1


def test_commits_are_on_the_disk_before_they_are_named(
    whoosh: WhooshIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whoosh.rebuild([paragraph(1)], 1)
    events: list[tuple[str, str]] = []
    really_sync = index.storage.durable_files.sync

    def sync(path: Path) -> None:
        events.append(("sync", path.name))
        really_sync(path)

    really_rename = os.rename

    def rename(old: str, new: str) -> None:
        events.append(("name", str(new)))
        really_rename(old, new)

    monkeypatch.setattr("index.engines.whoosh.durable_storage.sync", sync)
    monkeypatch.setattr(os, "rename", rename)
    whoosh.apply([paragraph(2)], [], 2)
    named = next(at for at, (what, name) in enumerate(events) if name.endswith("_MAIN_2.toc"))
    assert any(what == "sync" and name.endswith(".seg") for what, name in events[:named])
    assert ("sync", generations(tmp_path)[0]) in events[named:]


class _Segment:
    def __init__(self, size: int) -> None:
        self.size = size

    def doc_count(self) -> int:
        return self.size


@pytest.mark.parametrize(
    "sizes", [[], [1] * 7, [1, 10, 100, 1_000] * 2, [30_000] * 9, [5] * 7 + [9] * 7]
)
def test_few_segments_of_a_size_are_left_alone(sizes: list[int]) -> None:
    segments = [_Segment(size) for size in sizes]
    assert merge_tiers(None, segments) == segments


def test_only_what_is_new_is_read_again(
    whoosh: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    really_read = index.engines.whoosh.snapshots._rows

    def rows(leaf: Any) -> Iterator[ParagraphRow | None]:
        read.append(leaf.doc_count())
        return really_read(leaf)

    monkeypatch.setattr(index.engines.whoosh.snapshots, "_rows", rows)
    whoosh.rebuild([paragraph(number) for number in range(20)], 1)
    whoosh.search(SearchRequest())
    whoosh.apply([paragraph(20), paragraph(3)], [], 2)
    assert whoosh.search(SearchRequest()).total == 21
    # A paragraph more than asked for each time: the document with the number of the change.
    assert read == [21, 3]


def test_segments_do_not_pile_up(whoosh: WhooshIndex) -> None:
    whoosh.rebuild([paragraph(1)], 1)
    for number in range(2, 40):
        whoosh.apply([paragraph(number)], [], number)
    with whoosh._searcher() as searcher:
        assert len(searcher.reader.leaf_readers()) < 16
    assert total(whoosh, "glacier") == 39
