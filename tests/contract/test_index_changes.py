"""What every engine of the index must keep when it is written, by several, or killed."""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_corpora import FEW, REQUESTS, answers_rightly, corpora, opened, paragraph

from index import (
    FacetRequest,
    Field,
    IndexedParagraph,
    IndexLocked,
    IndexState,
    ParagraphIndex,
    SearchRequest,
    open_index,
    parse_query,
)

# Without shrinking: each example writes an index, and they are small as they are.

CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["apply", "apply", "apply", "rebuild", "reopen"]),
        corpora(),
        st.lists(st.integers(1, 14), max_size=5),
    ),
    max_size=5,
)


class TestChanges:
    @FEW
    @given(first=corpora(), changes=CHANGES, request=REQUESTS)
    def test_leave_what_was_asked_for(
        self,
        engine: str,
        first: list[IndexedParagraph],
        changes: list[tuple[str, list[IndexedParagraph], list[int]]],
        request: SearchRequest,
    ) -> None:
        with tempfile.TemporaryDirectory() as folder:
            index = open_index(engine, Path(folder))
            state = index.rebuild(first, 1)
            model = {each.id: each for each in first}
            for number, (what, added, removed) in enumerate(changes, start=2):
                if what == "reopen":
                    index.close()
                    index = open_index(engine, Path(folder))
                    assert index.state() == state
                    continue
                if what == "rebuild":
                    model = {}
                    state = index.rebuild(iter(added), number)
                else:
                    model = {key: each for key, each in model.items() if key not in removed}
                    state = index.apply(iter(added), iter(removed), number)
                model.update({each.id: each for each in added})
                assert (state.change, state.paragraphs) == (number, len(model))
                assert index.state() == state
                assert (
                    answers_rightly(index, model.values(), request).generation == state.generation
                )
            answers_rightly(index, model.values(), request)
            index.close()

    def test_applied_twice_change_nothing(self, engine: str) -> None:
        request = SearchRequest(query=parse_query("report"), facets=[FacetRequest(Field.SPONSOR)])
        added = [paragraph(2, facets={Field.SPONSOR: ("JPN",)}), paragraph(9)]
        with opened(engine) as index:
            index.rebuild([paragraph(1), paragraph(2)], 1)
            once = index.apply(added, [1], 2)
            before = index.search(request)
            again = index.apply(added, [1], 2)
            assert (again.change, again.paragraphs) == (once.change, once.paragraphs)
            assert replace(index.search(request), generation=before.generation) == before

    def test_many_small_ones_stay_right(self, engine: str) -> None:
        # More commits than any engine keeps apart, so that merging is under test, too.
        model = {number: paragraph(number) for number in range(1, 40)}
        with opened(engine) as index:
            index.rebuild(model.values(), 0)
            for number in range(1, 30):
                added = [paragraph(number, "the offices", title="to"), paragraph(1_000 + number)]
                index.apply(added, [998 + number], number)
                model.pop(998 + number, None)
                model |= {each.id: each for each in added}
            for text in ("report", "office", "the", "title:to", "-report"):
                request = SearchRequest(query=parse_query(text), limit=100)
                answers_rightly(index, model.values(), request)

    def test_are_all_or_nothing_when_the_source_fails(self, engine: str) -> None:
        def failing() -> Iterator[IndexedParagraph]:
            yield paragraph(2)
            raise RuntimeError("the source is gone")

        with opened(engine) as index:
            before = index.rebuild([paragraph(1)], 1)
            with pytest.raises(RuntimeError, match="the source is gone"):
                index.apply(failing(), [1], 2)
            with pytest.raises(RuntimeError, match="the source is gone"):
                index.rebuild(failing(), 3)
            assert index.state() == before
            assert index.search(SearchRequest()).total == 1
            assert index.apply([paragraph(2)], [], 2).paragraphs == 2

    @pytest.mark.parametrize("numbers", [[3, 3], [-1]])
    def test_refuse_ids_that_are_none(self, engine: str, numbers: list[int]) -> None:
        with opened(engine) as index:
            before = index.rebuild([paragraph(1)], 1)
            with pytest.raises(ValueError, match="paragraph id"):
                index.apply([paragraph(number) for number in numbers], [], 2)
            with pytest.raises(ValueError, match="paragraph id"):
                index.rebuild([paragraph(number) for number in numbers], 2)
            assert index.state() == before

    def test_are_seen_by_an_index_opened_before(self, engine: str, tmp_path: Path) -> None:
        with opened(engine, tmp_path) as writer, opened(engine, tmp_path) as reader:
            assert reader.state() is None
            writer.rebuild([paragraph(1)], 1)
            assert reader.search(SearchRequest()).total == 1
            writer.apply([paragraph(2)], [], 2)
            assert reader.search(SearchRequest()).total == 2
            writer.rebuild([], 3)
            assert reader.search(SearchRequest()).total == 0
            assert reader.state() == IndexState(writer.search(SearchRequest()).generation, 3, 0)


class TestWriters:
    def test_are_one_at_a_time(self, engine: str, tmp_path: Path) -> None:
        with opened(engine, tmp_path) as one, opened(engine, tmp_path) as other:
            one.rebuild([paragraph(1)], 1)

            def intruded_upon() -> Iterator[IndexedParagraph]:
                held = one.search(SearchRequest()).total
                for intruder in (one, other):
                    with pytest.raises(IndexLocked):
                        intruder.apply([paragraph(3)], [], 3)
                    with pytest.raises(IndexLocked):
                        intruder.rebuild([], 3)
                assert other.search(SearchRequest()).total == held
                yield paragraph(2)

            assert one.apply(intruded_upon(), [], 2).paragraphs == 2
            assert one.rebuild(intruded_upon(), 2).paragraphs == 1
            assert other.apply([paragraph(3)], [], 3).paragraphs == 2

    def test_may_be_killed_at_any_moment(self, engine: str, tmp_path: Path) -> None:
        with opened(engine, tmp_path) as index:
            index.rebuild(numbered(0), 0)
            for delay in (0.0, 0.01, 0.02, 0.04, 0.07, 0.11, 0.16, 0.23):
                before = index.state()
                assert before is not None
                command = [sys.executable, __file__, engine, str(tmp_path), str(before.change)]
                with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
                    assert process.stdout is not None
                    assert process.stdout.readline() == b"writing\n"
                    time.sleep(delay)
                    process.kill()
                with opened(engine, tmp_path) as fresh:
                    for reader in (index, fresh):
                        is_at_one_change(reader, at_least=before.change)
                after = index.state()
                assert after is not None
                index.apply(numbered(after.change + 1), [], after.change + 1)
                is_at_one_change(index, at_least=after.change + 1)


def numbered(change: int) -> list[IndexedParagraph]:
    """The paragraphs after a change: each names it."""
    return [paragraph(number, f"change {change}") for number in range(1, 21)]


def is_at_one_change(index: ParagraphIndex, at_least: int) -> None:
    state = index.state()
    assert state is not None
    assert state.change >= at_least
    assert index.search(SearchRequest()).total == 20
    query = parse_query(f'"change {state.change}"')
    assert index.search(SearchRequest(query=query)).total == 20


def write_until_killed(engine: str, folder: Path, change: int) -> None:
    """What the process to be killed does: changes without end, a rebuild among them."""
    index = open_index(engine, folder)
    print("writing", flush=True)  # noqa: T201 - this is how the test knows that it has begun
    for number in count(change + 1):
        if number % 4:
            index.apply(numbered(number), [], number)
        else:
            index.rebuild(numbered(number), number)


class TestThreads:
    def test_search_while_changes_are_applied(self, engine: str) -> None:
        # Each change swaps the word of all paragraphs: an answer that mixes two states shows.
        def state_of(number: int) -> list[IndexedParagraph]:
            text = "the report" if number % 2 else "the offices"
            return [paragraph(each, text) for each in range(1, 21)]

        failures: list[str] = []
        searches = count()
        done = threading.Event()

        def look(index: ParagraphIndex) -> None:
            request = SearchRequest(query=parse_query("report OR office"), limit=50)
            only = SearchRequest(query=parse_query("report"))
            try:
                while not done.is_set():
                    next(searches)
                    if index.search(request).total != 20 or index.search(only).total not in (0, 20):
                        failures.append("an answer mixes two states")
            except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
                failures.append(repr(error))

        with opened(engine) as index:
            index.rebuild(state_of(1), 1)
            threads = [threading.Thread(target=look, args=(index,)) for _ in range(8)]
            for thread in threads:
                thread.start()
            try:
                for number in range(2, 16):
                    if number % 5:
                        index.apply(state_of(number), [], number)
                    else:
                        index.rebuild(state_of(number), number)
            finally:
                done.set()
                for thread in threads:
                    thread.join()
        assert failures == []
        assert next(searches) > 8


if __name__ == "__main__":
    write_until_killed(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
