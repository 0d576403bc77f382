"""Merging of segments in the background, and what happens meanwhile."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from columnar_indexes import EAGER, NEVER, entries, files, ids, paragraph

import index.storage.index_writer
import index.storage.merger
from index import IndexMissing, SearchRequest, parse_query
from index.engines.columnar import ColumnarIndex
from index.storage.arrays import Mask
from index.storage.manifest import SegmentEntry
from index.storage.merger import MergePolicy, merge_once
from index.storage.segments import SegmentContent


@pytest.fixture
def columnar(tmp_path: Path) -> Iterator[ColumnarIndex]:
    engine = ColumnarIndex(tmp_path, NEVER)
    yield engine
    engine.close()


class TestMerging:
    def test_makes_few_of_many(self, tmp_path: Path) -> None:
        engine = ColumnarIndex(tmp_path, EAGER)
        engine.rebuild([paragraph(0)], 0)
        for number in range(1, 60):
            engine.apply([paragraph(number)], [number - 7], number)
        engine.wait_for_merges()
        assert ids(engine, "glacier") == list(range(53, 60))
        assert len(entries(engine)) < 5
        assert len(files(tmp_path, ".segment")) == len(entries(engine))
        engine.close()

    def test_changes_nothing_that_is_seen(self, columnar: ColumnarIndex) -> None:
        columnar.rebuild([paragraph(number) for number in range(5)], 0)
        columnar.apply([paragraph(7), paragraph(3, "a moraine")], [1], 1)
        request = SearchRequest(query=parse_query("glacier OR moraine"))
        before = columnar.search(request)
        while merge_once(columnar._reader.current().store, EAGER):
            pass
        assert entries(columnar) == [(5, 0)]
        assert columnar.search(request) == before

    @pytest.mark.parametrize("removed", [[2], [2, 8], [0, 1, 2, 3], list(range(9))])
    def test_carries_over_what_is_removed_meanwhile(
        self, columnar: ColumnarIndex, removed: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        columnar.rebuild([paragraph(number) for number in range(4)], 0)
        columnar.apply([paragraph(number) for number in range(4, 9)], [1], 1)
        really_write = index.storage.merger.write_new_segment

        def write(*args: object) -> SegmentEntry:
            entry = really_write(*args)  # type: ignore[arg-type]
            columnar.apply([paragraph(20)], removed, 2)
            return entry

        monkeypatch.setattr(index.storage.merger, "write_new_segment", write)
        store = columnar._reader.current().store
        with index.storage.index_writer.merge_lock(store.folder):
            assert merge_once(store, MergePolicy(together=2))
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
        engine.wait_for_merges()
        assert entries(engine) == [(8, 3)]
        engine.apply([], [3], 2)
        engine.wait_for_merges()
        assert entries(engine) == [(4, 0)]
        assert ids(engine) == [4, 5, 6, 7]
        engine.close()

    def test_ends_where_the_generation_is_gone(self, tmp_path: Path) -> None:
        engine = ColumnarIndex(tmp_path, NEVER)
        engine.rebuild([paragraph(1)], 0)
        engine.apply([paragraph(2)], [], 1)
        old = engine._reader.current().store
        merger = index.storage.merger.Merger(EAGER)
        engine.rebuild([paragraph(3)], 2)
        engine.state()
        with pytest.raises(IndexMissing):
            merger.schedule(old)
        merger._scheduled = old
        merger._run()
        assert ids(engine) == [3]
        engine.close()

    def test_is_left_to_one(self, columnar: ColumnarIndex, tmp_path: Path) -> None:
        columnar.rebuild([paragraph(1)], 0)
        columnar.apply([paragraph(2)], [], 1)
        other = ColumnarIndex(tmp_path, EAGER)
        folder = columnar._reader.current().store.folder
        with index.storage.index_writer.merge_lock(folder) as free:
            assert free
            other.apply([paragraph(3)], [], 2)
            other.wait_for_merges()
            assert len(entries(other)) == 3
        other.apply([], [], 3)
        other.wait_for_merges()
        assert len(entries(other)) == 1
        other.close()

    def test_is_given_up_when_it_is_closed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = ColumnarIndex(tmp_path, EAGER)
        really_merge = index.storage.merger.merge_contents
        going, closing = threading.Event(), threading.Event()

        def merge(parts: list[tuple[SegmentContent, Mask]]) -> SegmentContent:
            going.set()
            assert closing.wait(30)
            return really_merge(parts)

        monkeypatch.setattr(index.storage.merger, "merge_contents", merge)
        engine.rebuild([paragraph(0)], 0)
        engine.apply([paragraph(1)], [], 1)
        assert going.wait(30)
        really_wait = engine._merger.wait
        monkeypatch.setattr(engine._merger, "wait", lambda: (closing.set(), really_wait()))
        engine.close()
        assert engine._merger._thread is None
        assert entries(engine) == [(1, 0), (1, 0)]
        assert len(files(tmp_path, ".segment")) == 2

    def test_starts_no_more_when_it_is_closed(self, tmp_path: Path) -> None:
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
        found = MergePolicy().choose([SegmentEntry(str(each), each) for each in rows])
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
