"""What is particular to the columnar engine: generations, states, damage and writing."""

import json
import os
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

import numpy as np
import pytest
from columnar_indexes import NEVER, entries, files, generations, ids, paragraph

import index.engines.columnar.engine
import index.storage.array_files
import index.storage.index_writer
import index.storage.segment_store
from index import (
    IndexDamaged,
    IndexMissing,
    SearchRequest,
)
from index.engines.columnar import ColumnarIndex
from index.storage.array_files import read_arrays, write_arrays
from index.storage.index_writer import WriterLimits
from index.storage.merger import MergePolicy, merge_once
from index.storage.segments import Segment


@pytest.fixture
def columnar(tmp_path: Path) -> Iterator[ColumnarIndex]:
    engine = ColumnarIndex(tmp_path, NEVER)
    yield engine
    engine.close()


class TestGenerations:
    def test_are_replaced_while_they_are_read(
        self, columnar: ColumnarIndex, tmp_path: Path
    ) -> None:
        columnar.rebuild([paragraph(1)], 1)
        snapshot = columnar._reader.snapshot()
        other = ColumnarIndex(tmp_path)
        other.rebuild([paragraph(2)], 2)
        other.close()
        assert len(generations(tmp_path)) == 1
        assert ids(columnar) == [2]
        # What is mapped stays readable though its files are gone.
        assert not snapshot.segments[0].path.exists()
        assert snapshot.segments[0].content.columns.ids.tolist() == [1]

    def test_left_behind_half_built_are_removed(
        self, columnar: ColumnarIndex, tmp_path: Path
    ) -> None:
        (tmp_path / "generations" / "abandoned").mkdir(parents=True)
        (tmp_path / "generations" / "abandoned" / "file").write_text("x")
        columnar.rebuild([paragraph(1)], 1)
        assert "abandoned" not in generations(tmp_path)

    def test_of_another_layout_count_as_none(
        self, columnar: ColumnarIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        columnar.rebuild([paragraph(1)], 1)
        monkeypatch.setattr(index.engines.columnar.engine, "LAYOUT", "of tomorrow")
        newer = ColumnarIndex(tmp_path)
        assert newer.state() is None
        with pytest.raises(IndexMissing, match="of tomorrow"):
            newer.search(SearchRequest())
        with pytest.raises(IndexMissing):
            newer.apply([], [], 2)
        assert newer.rebuild([paragraph(1)], 2).change == 2

    @pytest.mark.parametrize("content", ["", "[]", "{", '{"layout": null}'])
    def test_unreadable_pointers_count_as_none(
        self, columnar: ColumnarIndex, tmp_path: Path, content: str
    ) -> None:
        columnar.rebuild([paragraph(1)], 1)
        (tmp_path / "CURRENT").write_text(content)
        assert columnar.state() is None
        assert columnar.rebuild([paragraph(1)], 2).paragraphs == 1

    def test_that_are_gone_are_missing(self, columnar: ColumnarIndex, tmp_path: Path) -> None:
        columnar.rebuild([paragraph(1)], 1)
        pointer = json.loads((tmp_path / "CURRENT").read_text())
        (tmp_path / "CURRENT").write_text(json.dumps(pointer | {"generation": "nowhere"}))
        with pytest.raises(IndexMissing, match="nowhere"):
            columnar.search(SearchRequest())
        assert columnar.state() is None


class TestReading:
    def test_goes_on_when_a_generation_goes_away(
        self, columnar: ColumnarIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        columnar.rebuild([paragraph(1)], 1)
        before = columnar._reader.current()
        columnar.close()
        other = ColumnarIndex(tmp_path)
        other.rebuild([paragraph(2)], 2)
        other.close()
        for ask in (columnar.state, lambda: ids(columnar)):
            # Looked for just before it was replaced and removed.
            looks = chain([before], repeat(other._reader.current()))
            monkeypatch.setattr(columnar._reader, "current", lambda looks=looks: next(looks))
            assert ask() in (other.state(), [2])

    def test_goes_on_when_a_segment_goes_away(
        self, columnar: ColumnarIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        columnar.rebuild([paragraph(1)], 1)
        columnar.apply([paragraph(2)], [], 2)
        ids(columnar)
        reader = ColumnarIndex(tmp_path)
        really_open = index.storage.segment_store.open_segment
        merged: list[bool] = []

        def merge_first(path: Path) -> Segment:
            if not merged:
                merged.append(merge_once(columnar._reader.current().store, MergePolicy(together=2)))
            return really_open(path)

        monkeypatch.setattr(index.storage.segment_store, "open_segment", merge_first)
        assert ids(reader, "glacier") == [1, 2]
        assert merged == [True]
        assert entries(reader) == [(2, 0)]

    def test_opens_only_what_is_new(
        self, columnar: ColumnarIndex, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        columnar.rebuild([paragraph(number) for number in range(20)], 1)
        ids(columnar)
        opened: list[int] = []
        really_open = index.storage.segment_store.open_segment

        def open_one(path: Path) -> Segment:
            segment = really_open(path)
            opened.append(segment.rows)
            return segment

        monkeypatch.setattr(index.storage.segment_store, "open_segment", open_one)
        columnar.apply([paragraph(20), paragraph(3)], [], 2)
        assert ids(columnar) == list(range(21))
        assert ids(columnar, "glacier") == list(range(21))
        assert opened == [2]


class TestDamage:
    @pytest.mark.parametrize("ending", ["MANIFEST", ".segment", ".removed"])
    @pytest.mark.parametrize("keep", [0, 7, 40, 0.5, -1])
    def test_by_cutting_short_is_named(
        self, columnar: ColumnarIndex, tmp_path: Path, ending: str, keep: float
    ) -> None:
        columnar.rebuild([paragraph(1), paragraph(2), paragraph(3)], 1)
        columnar.apply([], [2], 2)
        columnar.close()
        (file,) = files(tmp_path, ending)
        size = file.stat().st_size
        os.truncate(file, int(size * keep) if keep == 0.5 else int(keep) % size)
        with pytest.raises(IndexDamaged, match=file.name):
            ids(columnar, "glacier")
        with pytest.raises(IndexDamaged, match=file.name):
            columnar.apply([paragraph(4)], [1], 3)
        assert columnar.rebuild([paragraph(1)], 4).paragraphs == 1
        assert ids(columnar, "glacier") == [1]

    @pytest.mark.parametrize("ending", [".segment", ".removed"])
    def test_by_overwriting_is_named(
        self, columnar: ColumnarIndex, tmp_path: Path, ending: str
    ) -> None:
        columnar.rebuild([paragraph(1), paragraph(2), paragraph(3)], 1)
        columnar.apply([], [2], 2)
        columnar.close()
        (file,) = files(tmp_path, ending)
        content = file.read_bytes()
        first, last = 0, len(content) - 1
        arrays = [at for at in range(64, last, 64) if any(content[at : at + 4])]
        for at in (first, last, last - 12, *arrays[:3], arrays[-1]):
            changed = bytearray(content)
            changed[at] ^= 0xFF
            file.write_bytes(changed)
            with pytest.raises(IndexDamaged, match=file.name):
                ids(columnar, "glacier")
        file.write_bytes(content)
        assert ids(columnar, "glacier") == [1, 3]

    @pytest.mark.parametrize("name", ["text.rows", "document_of"])
    def test_that_leads_beyond_an_array_is_named(
        self, columnar: ColumnarIndex, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(index.storage.array_files, "_CHECKED_BYTES", 0)
        columnar.rebuild([paragraph(number, "ice on the glacier") for number in range(70)], 1)
        columnar.close()
        (file,) = files(tmp_path, ".segment")
        content = file.read_bytes()
        array = read_arrays(file)[name].tobytes()
        file.write_bytes(content.replace(array, b"\x7f" * len(array), 1))
        with pytest.raises(IndexDamaged, match=generations(tmp_path)[0]):
            ids(columnar, '"the glacier" OR ice')

    @pytest.mark.parametrize("ending", [".segment", ".removed"])
    def test_by_removing_is_named(
        self, columnar: ColumnarIndex, tmp_path: Path, ending: str
    ) -> None:
        columnar.rebuild([paragraph(1), paragraph(2), paragraph(3)], 1)
        columnar.apply([], [2], 2)
        columnar.close()
        (file,) = files(tmp_path, ending)
        file.unlink()
        with pytest.raises(IndexDamaged, match=file.name):
            ids(columnar)
        with pytest.raises(IndexDamaged, match=file.name):
            columnar.apply([], [1], 3)

    def test_by_swapping_bitmaps_is_named(self, columnar: ColumnarIndex, tmp_path: Path) -> None:
        columnar.rebuild([paragraph(number) for number in range(20)], 1)
        columnar.apply([], [2], 2)
        columnar.close()
        (file,) = files(tmp_path, ".removed")
        write_arrays(tmp_path / "other", {"removed": np.zeros(2, dtype=np.uint8)})
        (tmp_path / "other").rename(file)
        with pytest.raises(IndexDamaged, match="20 rows"):
            ids(columnar)


class TestWriting:
    @pytest.mark.parametrize(
        ("sizes", "segments"),
        [
            (WriterLimits(), [30]),
            (WriterLimits(buffered_tokens=20), [30]),
            (WriterLimits(buffered_tokens=20, segment_rows=12), [10, 10, 10]),
            (WriterLimits(buffered_tokens=20, segment_rows=20), [20, 10]),
            (WriterLimits(buffered_tokens=20, segment_tokens=44), [20, 10]),
            (WriterLimits(buffered_tokens=1, segment_rows=1), [1] * 30),
            (WriterLimits(segment_rows=12), [12, 12, 6]),
        ],
    )
    def test_goes_by_parts_that_fit_into_memory(
        self, tmp_path: Path, sizes: WriterLimits, segments: list[int]
    ) -> None:
        engine = ColumnarIndex(tmp_path, NEVER, sizes)
        sample = [paragraph(number, f"glacier number{number}") for number in range(30)]
        engine.rebuild(sample, 1)
        assert [rows for rows, _ in entries(engine)] == segments
        engine.apply([paragraph(number, "the moraine") for number in range(10, 40)], [3], 2)
        assert ids(engine, "glacier") == [0, 1, 2, 4, 5, 6, 7, 8, 9]
        assert ids(engine, "moraine") == list(range(10, 40))
        assert ids(engine, '"glacier number7"') == [7]
        assert files(tmp_path, ".spill") == []
        engine.close()

    def test_keeps_no_segment_without_rows(self, columnar: ColumnarIndex, tmp_path: Path) -> None:
        columnar.rebuild([], 1)
        assert entries(columnar) == []
        columnar.apply([paragraph(1)], [], 2)
        columnar.apply([paragraph(1)], [], 3)
        assert entries(columnar) == [(1, 0)]
        columnar.apply([], [1], 4)
        assert entries(columnar) == []
        assert ids(columnar) == []
        assert files(tmp_path, ".segment") == []

    def test_sweeps_what_a_crash_left(self, columnar: ColumnarIndex, tmp_path: Path) -> None:
        columnar.rebuild([paragraph(1)], 1)
        folder = tmp_path / "generations" / generations(tmp_path)[0]
        left = [folder / name for name in ("x.segment", "x.removed", "x.spill")]
        for file in left:
            file.write_text("half")
        with index.storage.index_writer.merge_lock(folder):
            columnar.apply([], [], 2)
            # Somebody merges: it may be theirs.
            assert all(file.exists() for file in left)
        columnar.apply([], [], 3)
        assert not any(file.exists() for file in left)
        assert ids(columnar) == [1]

    def test_is_on_the_disk_before_it_is_named(
        self, columnar: ColumnarIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        columnar.rebuild([paragraph(1), paragraph(2), paragraph(3)], 1)
        events: list[tuple[str, str]] = []
        really_sync, really_replace = os.fsync, Path.replace

        def sync(descriptor: int) -> None:
            events.append(("sync", Path(f"/proc/self/fd/{descriptor}").resolve().name))
            really_sync(descriptor)

        def replace(path: Path, target: Path) -> Path:
            events.append(("name", target.name))
            return really_replace(path, target)

        monkeypatch.setattr(os, "fsync", sync)
        monkeypatch.setattr(Path, "replace", replace)
        columnar.apply([paragraph(4)], [2], 2)
        generation = generations(tmp_path)[0]
        named = events.index(("name", "MANIFEST"))
        synced = [Path(name).suffix or name for what, name in events[:named] if what == "sync"]
        assert synced == [".segment", ".removed", generation, ".new"]
        assert events[named + 1 :] == [("sync", generation)]
