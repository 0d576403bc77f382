"""What is particular to the columnar engine: its files, damage, merging, crashes and limits."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import chain, count, repeat
from pathlib import Path

import numpy as np
import pytest

import index.columnar_engine.engine
import index.columnar_engine.merging
import index.columnar_engine.reading
import index.columnar_engine.writing
import index.generations
from index import (
    IndexDamaged,
    IndexedParagraph,
    IndexMissing,
    ParagraphIndex,
    SearchRequest,
    Sort,
    parse_query,
)
from index.columnar_engine import ColumnarIndex
from index.columnar_engine.files import ArrayWriter, read_arrays, write_arrays
from index.columnar_engine.manifest import Entry
from index.columnar_engine.merging import MergePolicy, merge_once
from index.columnar_engine.segments import Segment
from index.columnar_engine.writing import Sizes

NEVER = MergePolicy(together=1_000)
EAGER = MergePolicy(together=2, smallest=4, growth=2, largest=1_000)


def paragraph(number: int, text: str = "the glacier") -> IndexedParagraph:
    return IndexedParagraph(
        id=number,
        resolution_id=number // 3,
        text=text,
        title="Ice",
        language="en",
        date=date(2041, 2, 3),
        sort_symbol="A",
        position=number,
    )


@pytest.fixture
def columnar(tmp_path: Path) -> Iterator[ColumnarIndex]:
    engine = ColumnarIndex(tmp_path, NEVER)
    yield engine
    engine.close()


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "generations").iterdir())


def files(folder: Path, ending: str) -> list[Path]:
    return sorted(folder.glob(f"generations/*/*{ending}"))


def ids(engine: ParagraphIndex, query: str | None = None) -> list[int]:
    request = SearchRequest(
        query=None if query is None else parse_query(query), sort=Sort.OLDEST, limit=10_000
    )
    return [hit.id for hit in engine.search(request).hits]


def entries(engine: ColumnarIndex) -> list[tuple[int, int]]:
    """Rows and removed rows of each segment."""
    manifest = engine._reader.current().manifest()
    return [(entry.rows, entry.removed) for entry in manifest.entries]


class TestFilesOfArrays:
    def test_come_back_as_they_went(self, tmp_path: Path) -> None:
        arrays = {
            "small": np.arange(3, dtype=np.int32),
            "none": np.zeros(0, dtype=np.int64),
            "large": np.arange(300_000, dtype=np.uint64),
            "turned": np.arange(6, dtype=">i4")[::-1],
        }
        write_arrays(tmp_path / "file", arrays)
        read = read_arrays(tmp_path / "file")
        assert list(read) == list(arrays)
        for name, array in arrays.items():
            assert read[name].tolist() == array.tolist()
            assert not read[name].flags.writeable
            assert read[name].dtype == array.dtype.newbyteorder("<")
            assert read[name].ctypes.data % 64 == 0

    def test_take_arrays_in_pieces_of_one_kind(self, tmp_path: Path) -> None:
        with ArrayWriter(tmp_path / "file") as writer:
            writer.write("a", np.arange(2, dtype=np.int32))
            writer.write("a", np.arange(2, 5, dtype=np.int32))
            with pytest.raises(ValueError, match="int64"):
                writer.write("a", np.arange(2, dtype=np.int64))
            writer.finish()
        assert read_arrays(tmp_path / "file")["a"].tolist() == [0, 1, 2, 3, 4]

    def test_are_removed_when_they_are_not_finished(self, tmp_path: Path) -> None:
        def fail() -> None:
            with ArrayWriter(tmp_path / "file") as writer:
                writer.write("a", np.arange(2))
                raise RuntimeError("the source is gone")

        with pytest.raises(RuntimeError, match="the source is gone"):
            fail()
        assert list(tmp_path.iterdir()) == []


class TestGenerations:
    def test_are_replaced_while_they_are_read(
        self, columnar: ColumnarIndex, tmp_path: Path
    ) -> None:
        columnar.rebuild([paragraph(1)], 1)
        state = columnar._reader.state()
        other = ColumnarIndex(tmp_path)
        other.rebuild([paragraph(2)], 2)
        other.close()
        assert len(generations(tmp_path)) == 1
        assert ids(columnar) == [2]
        # What is mapped stays readable though its files are gone.
        assert not state.segments[0].path.exists()
        assert state.segments[0].content.columns.ids.tolist() == [1]

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
        monkeypatch.setattr(index.columnar_engine.engine, "LAYOUT", "of tomorrow")
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
        really_open = index.columnar_engine.reading.open_segment
        merged: list[bool] = []

        def merge_first(path: Path) -> Segment:
            if not merged:
                merged.append(merge_once(columnar._reader.current(), MergePolicy(together=2)))
            return really_open(path)

        monkeypatch.setattr(index.columnar_engine.reading, "open_segment", merge_first)
        assert ids(reader, "glacier") == [1, 2]
        assert merged == [True]
        assert entries(reader) == [(2, 0)]

    def test_opens_only_what_is_new(
        self, columnar: ColumnarIndex, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        columnar.rebuild([paragraph(number) for number in range(20)], 1)
        ids(columnar)
        opened: list[int] = []
        really_open = index.columnar_engine.reading.open_segment

        def open_one(path: Path) -> Segment:
            segment = really_open(path)
            opened.append(segment.rows)
            return segment

        monkeypatch.setattr(index.columnar_engine.reading, "open_segment", open_one)
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
            (Sizes(), [30]),
            (Sizes(gathered_places=20), [30]),
            (Sizes(gathered_places=20, segment_rows=12), [10, 10, 10]),
            (Sizes(gathered_places=20, segment_rows=20), [20, 10]),
            (Sizes(gathered_places=20, segment_places=44), [20, 10]),
            (Sizes(gathered_places=1, segment_rows=1), [1] * 30),
            (Sizes(segment_rows=12), [12, 12, 6]),
        ],
    )
    def test_goes_by_parts_that_fit_into_memory(
        self, tmp_path: Path, sizes: Sizes, segments: list[int]
    ) -> None:
        engine = ColumnarIndex(tmp_path, NEVER, sizes)
        held = [paragraph(number, f"glacier number{number}") for number in range(30)]
        engine.rebuild(held, 1)
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
        with index.columnar_engine.writing.merging(folder):
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


class TestMerging:
    def test_makes_few_of_many(self, tmp_path: Path) -> None:
        engine = ColumnarIndex(tmp_path, EAGER)
        engine.rebuild([paragraph(0)], 0)
        for number in range(1, 60):
            engine.apply([paragraph(number)], [number - 7], number)
        engine.settle()
        assert ids(engine, "glacier") == list(range(53, 60))
        assert len(entries(engine)) < 5
        assert len(files(tmp_path, ".segment")) == len(entries(engine))
        engine.close()

    def test_changes_nothing_that_is_seen(self, columnar: ColumnarIndex) -> None:
        columnar.rebuild([paragraph(number) for number in range(5)], 0)
        columnar.apply([paragraph(7), paragraph(3, "a moraine")], [1], 1)
        request = SearchRequest(query=parse_query("glacier OR moraine"))
        before = columnar.search(request)
        while merge_once(columnar._reader.current(), EAGER):
            pass
        assert entries(columnar) == [(5, 0)]
        assert columnar.search(request) == before

    @pytest.mark.parametrize("removed", [[2], [2, 8], [0, 1, 2, 3], list(range(9))])
    def test_carries_over_what_is_removed_meanwhile(
        self, columnar: ColumnarIndex, removed: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        columnar.rebuild([paragraph(number) for number in range(4)], 0)
        columnar.apply([paragraph(number) for number in range(4, 9)], [1], 1)
        really_write = index.columnar_engine.merging.write_new

        def write(*args: object) -> Entry:
            entry = really_write(*args)  # type: ignore[arg-type]
            columnar.apply([paragraph(20)], removed, 2)
            return entry

        monkeypatch.setattr(index.columnar_engine.merging, "write_new", write)
        generation = columnar._reader.current()
        with index.columnar_engine.writing.merging(generation.folder):
            assert merge_once(generation, MergePolicy(together=2))
        left = [number for number in (0, 2, 3, 4, 5, 6, 7, 8, 20) if number not in removed]
        assert ids(columnar) == left
        assert ids(columnar, "glacier") == left
        state = columnar.state()
        assert state is not None
        assert (state.change, state.paragraphs) == (2, len(left))

    def test_rewrites_what_is_half_removed(self, tmp_path: Path) -> None:
        engine = ColumnarIndex(tmp_path, MergePolicy())
        engine.rebuild([paragraph(number) for number in range(8)], 0)
        engine.apply([], [0, 1, 2], 1)
        engine.settle()
        assert entries(engine) == [(8, 3)]
        engine.apply([], [3], 2)
        engine.settle()
        assert entries(engine) == [(4, 0)]
        assert ids(engine) == [4, 5, 6, 7]
        engine.close()

    def test_ends_where_the_generation_is_gone(self, tmp_path: Path) -> None:
        engine = ColumnarIndex(tmp_path, NEVER)
        engine.rebuild([paragraph(1)], 0)
        engine.apply([paragraph(2)], [], 1)
        old = engine._reader.current()
        merger = index.columnar_engine.merging.Merger(EAGER)
        engine.rebuild([paragraph(3)], 2)
        engine.state()
        with pytest.raises(IndexMissing):
            merger.look(old)
        merger._wanted = old
        merger._run()
        assert ids(engine) == [3]
        engine.close()

    def test_is_left_to_one(self, columnar: ColumnarIndex, tmp_path: Path) -> None:
        columnar.rebuild([paragraph(1)], 0)
        columnar.apply([paragraph(2)], [], 1)
        other = ColumnarIndex(tmp_path, EAGER)
        folder = columnar._reader.current().folder
        with index.columnar_engine.writing.merging(folder) as free:
            assert free
            other.apply([paragraph(3)], [], 2)
            other.settle()
            assert len(entries(other)) == 3
        other.apply([], [], 3)
        other.settle()
        assert len(entries(other)) == 1
        other.close()

    def test_waits_for_nobody_when_it_is_closed(self, tmp_path: Path) -> None:
        engine = ColumnarIndex(tmp_path, EAGER)
        engine.rebuild([paragraph(0)], 0)
        engine.apply([paragraph(1)], [], 1)
        engine.close()
        assert engine._merger._thread is None
        engine.apply([paragraph(2)], [], 2)
        assert engine._merger._thread is None
        assert ids(engine) == [0, 1, 2]

    @pytest.mark.parametrize(
        ("rows", "chosen"),
        [
            ([], []),
            ([5, 5, 5], []),
            ([5, 1, 2, 3_000], [1, 2, 5, 3_000]),
            ([1, 2, 3, 4, 5], [1, 2, 3, 4]),
            ([1, 2, 3, 4_096], []),
            ([4_096, 32_767, 5_000, 6_000], [4_096, 5_000, 6_000, 32_767]),
            ([4_096, 32_768, 5_000, 6_000], []),
            ([200_000] * 4, []),
            ([100_000] * 4, [100_000] * 4),
            ([400_000] * 9, []),
        ],
    )
    def test_takes_those_of_a_size(self, rows: list[int], chosen: list[int]) -> None:
        found = MergePolicy().choose([Entry(str(each), each) for each in rows])
        assert [entry.rows for entry in found] == chosen

    def test_may_be_killed_at_any_moment(self, tmp_path: Path) -> None:
        engine = ColumnarIndex(tmp_path, NEVER)
        engine.rebuild([], 0)
        for delay in (0.0, 0.01, 0.03, 0.06, 0.1, 0.15):
            before = engine.state()
            assert before is not None
            command = [sys.executable, __file__, str(tmp_path), str(before.change)]
            with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
                assert process.stdout is not None
                assert process.stdout.readline() == b"merging\n"
                time.sleep(delay)
                process.kill()
            fresh = ColumnarIndex(tmp_path, NEVER)
            for reader in (engine, fresh):
                state = reader.state()
                assert state is not None
                assert state.change >= before.change
                assert ids(reader, "glacier") == expected(state.change)
            change = state.change + 1
            engine.apply([paragraph(change)], [change - 5], change)
            assert ids(engine) == expected(change)
            # Whatever was half written is gone.
            assert len(files(tmp_path, ".segment")) == len(entries(engine))
            fresh.close()
        engine.close()


def expected(change: int) -> list[int]:
    """The paragraphs after a change: each adds one and removes the fifth before."""
    return list(range(max(change - 4, 1), change + 1))


def merge_until_killed(folder: Path, change: int) -> None:
    """What the process to be killed does: changes without end, merging all the time."""
    engine = ColumnarIndex(folder, EAGER)
    print("merging", flush=True)  # noqa: T201 - this is how the test knows that it has begun
    for number in count(change + 1):
        engine.apply([paragraph(number)], [number - 5], number)


if __name__ == "__main__":
    merge_until_killed(Path(sys.argv[1]), int(sys.argv[2]))
