"""What every engine of the index must do, in the same words for all of them."""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import index_oracle as oracle
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from index import (
    ENGINES,
    And,
    FacetRequest,
    Field,
    HasValue,
    Hit,
    IndexedParagraph,
    IndexLocked,
    IndexMissing,
    IndexState,
    Interval,
    InvalidCursor,
    Not,
    Or,
    ParagraphIndex,
    Phrase,
    Prefix,
    Query,
    SearchRequest,
    SearchResult,
    Sort,
    TextField,
    Unit,
    Word,
    find_matches,
    open_index,
    parse_query,
)

# Without shrinking: each example writes an index, and they are small as they are.
FEW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
VALUES: dict[Field, tuple[str, ...]] = {
    Field.SPONSOR: ("JPN", "NOR", "BRA", "FJI"),
    Field.OPERATIVE_VERB: ("request", "note", "takes note"),
    Field.YEAR: ("2040", "2041"),
    Field.CITES: ("S/RES/9373 (2041)", "A/RES/99/46"),
}
DAYS = (None, date(2040, 1, 31), date(2040, 12, 1), date(2041, 1, 1), date(2041, 1, 15))


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


@contextmanager
def opened(engine: str, folder: Path | None = None) -> Iterator[ParagraphIndex]:
    with tempfile.TemporaryDirectory() as fresh:
        index = open_index(engine, folder or Path(fresh))
        try:
            yield index
        finally:
            index.close()


def paragraph(number: int, text: str = "the report", **changes: object) -> IndexedParagraph:
    plain = IndexedParagraph(
        id=number,
        resolution_id=number // 3,
        text=text,
        title="the reports",
        language="en",
        date=date(2040, 1, 31),
        sort_symbol=f"A/RES/99/{number // 3:04}",
        position=number % 3,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


@st.composite
def paragraphs(draw: st.DrawFn, number: int) -> IndexedParagraph:
    language = draw(st.sampled_from(sorted(oracle.WORDS)))
    words = sorted(oracle.WORDS[language])
    # A first word in small letters: texts all in capitals are read as if they were not.
    first = next(word for word in reversed(words) if not word.isupper())
    resolution = draw(st.integers(1, 4))
    facets = {
        name: tuple(draw(st.lists(st.sampled_from(values), max_size=3)))
        for name, values in VALUES.items()
    }
    return IndexedParagraph(
        id=number,
        resolution_id=resolution,
        text=" ".join([first, *draw(st.lists(st.sampled_from(words), max_size=8))]),
        title=first,
        language=language,
        date=draw(st.sampled_from(DAYS)),
        sort_symbol=draw(st.sampled_from(["A/RES/99/0046", "A/RES/99/0153", "S/RES/9373"])),
        position=draw(st.integers(0, 5)),
        facets=facets,
    )


@st.composite
def corpora(draw: st.DrawFn, first: int = 1) -> list[IndexedParagraph]:
    size = draw(st.integers(0, 14))
    return [draw(paragraphs(number)) for number in range(first, first + size)]


ASKED = st.sampled_from(sorted(oracle.ASKED))
FIELDS = st.sampled_from(TextField)
PHRASES = st.builds(
    Phrase,
    st.lists(ASKED, min_size=1, max_size=3).map(" ".join),
    FIELDS,
    st.none() | st.integers(0, 4),
)
TEXT_LEAVES = st.one_of(
    st.builds(Word, ASKED, FIELDS),
    st.builds(Prefix, st.sampled_from(oracle.BEGINNINGS), FIELDS),
    PHRASES,
)
VALUE_LEAVES = st.one_of(
    st.builds(HasValue, st.just(Field.SPONSOR), st.sampled_from(["JPN", "jpn", "nor", "zzz"])),
    st.builds(HasValue, st.just(Field.OPERATIVE_VERB), st.just("Takes note")),
    st.builds(
        HasValue, st.just(Field.CITES), st.sampled_from(["s/res", "A/RES/99"]), st.just(True)
    ),
)
QUERIES: st.SearchStrategy[Query] = st.recursive(
    TEXT_LEAVES | VALUE_LEAVES,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=5,
)


@st.composite
def filters(draw: st.DrawFn) -> dict[Field, frozenset[str]]:
    names = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=2, unique=True))
    return {
        name: frozenset(
            draw(st.lists(st.sampled_from([*VALUES[name], "unheard of"]), min_size=1, max_size=2))
        )
        for name in names
    }


FACETS = st.lists(
    st.builds(
        FacetRequest,
        st.sampled_from(sorted(VALUES)),
        st.integers(0, 3),
        st.none() | st.frozensets(st.sampled_from(["JPN", "NOR", "2040", "unheard of"])),
    ),
    max_size=3,
)
REQUESTS = st.builds(
    SearchRequest,
    query=st.none() | QUERIES,
    filters=filters(),
    date_from=st.sampled_from(DAYS),
    date_to=st.sampled_from(DAYS),
    unit=st.sampled_from(Unit),
    sort=st.sampled_from(Sort),
    limit=st.integers(0, 20),
    facets=FACETS,
    histogram=st.none() | st.sampled_from(Interval),
)


def answers_rightly(
    index: ParagraphIndex, held: Iterable[IndexedParagraph], request: SearchRequest
) -> SearchResult:
    """Check an answer against the oracle; generations are the engine's own."""
    result = index.search(request)
    assert replace(result, generation="") == oracle.search(held, request)
    return result


class TestAnswers:
    @FEW
    @given(held=corpora(), requests=st.lists(REQUESTS, min_size=4, max_size=8))
    def test_agree_with_the_plain_way(
        self, engine: str, held: list[IndexedParagraph], requests: list[SearchRequest]
    ) -> None:
        with opened(engine) as index:
            index.rebuild(held, 1)
            for request in requests:
                answers_rightly(index, held, request)

    @FEW
    @given(
        held=corpora(),
        query=st.none() | QUERIES,
        sort=st.sampled_from(Sort),
        unit=st.sampled_from(Unit),
        size=st.integers(1, 4),
    )
    def test_pages_add_up_to_everything_once(
        self,
        engine: str,
        held: list[IndexedParagraph],
        query: Query | None,
        sort: Sort,
        unit: Unit,
        size: int,
    ) -> None:
        request = SearchRequest(query=query, sort=sort, unit=unit, limit=100)
        with opened(engine) as index:
            index.rebuild(held, 1)
            whole = index.search(request)
            pages: list[Hit] = []
            after = None
            for _ in range(whole.total + 1):
                page = index.search(replace(request, limit=size, after=after))
                assert page.total == whole.total
                pages += page.hits
                if not page.hits:
                    break
                after = page.hits[-1].position
        assert tuple(pages) == whole.hits
        assert len(pages) == whole.total

    @FEW
    @given(held=corpora(), query=TEXT_LEAVES)
    def test_highlights_stand_in_every_hit_and_nowhere_else(
        self, engine: str, held: list[IndexedParagraph], query: Word | Prefix | Phrase
    ) -> None:
        query = replace(query, field=TextField.TEXT)
        with opened(engine) as index:
            index.rebuild(held, 1)
            found = {hit.id for hit in index.search(SearchRequest(query=query, limit=100)).hits}
        for each in held:
            spans = find_matches(each.text, query, each.language)
            assert bool(spans) == (each.id in found)
            assert all(0 <= start < end <= len(each.text) for start, end in spans)


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


class TestBeforeTheFirstBuild:
    def test_there_is_no_state_and_no_answer(self, engine: str, tmp_path: Path) -> None:
        with opened(engine, tmp_path / "not" / "there") as index:
            assert index.state() is None
            with pytest.raises(IndexMissing):
                index.search(SearchRequest())
            with pytest.raises(IndexMissing):
                index.apply([paragraph(1)], [], 1)
            assert index.rebuild([paragraph(1)], 1).paragraphs == 1


class TestCursors:
    @pytest.mark.parametrize(
        ("sort", "after"),
        [
            (Sort.RELEVANCE, ("x", 1)),
            (Sort.RELEVANCE, (1.0,)),
            (Sort.NEWEST, (1.5, 1)),
            (Sort.OLDEST, ()),
            (Sort.SYMBOL, (1, 2, 3)),
            (Sort.SYMBOL, ("A", 2)),
            (Sort.SYMBOL, ("A", "b", 3)),
        ],
    )
    def test_of_another_order_are_refused(
        self, engine: str, sort: Sort, after: tuple[str | float | int, ...]
    ) -> None:
        with opened(engine) as index:
            index.rebuild([paragraph(1)], 1)
            with pytest.raises(InvalidCursor):
                index.search(SearchRequest(sort=sort, after=after))

    def test_go_on_though_their_paragraph_is_gone(self, engine: str) -> None:
        held = [paragraph(number) for number in (3, 6, 9, 12)]
        with opened(engine) as index:
            index.rebuild(held, 1)
            for sort in (Sort.SYMBOL, Sort.OLDEST, Sort.NEWEST, Sort.RELEVANCE):
                index.apply(held, [], 2)
                first = index.search(SearchRequest(sort=sort, limit=2))
                index.apply([], [6], 3)
                after = first.hits[-1].position
                rest = index.search(SearchRequest(sort=sort, after=after))
                assert [hit.id for hit in rest.hits] == [9, 12]

    def test_go_on_though_their_symbol_is_gone(self, engine: str) -> None:
        # Ids run against symbols, so that only the place of the symbol can decide.
        held = [paragraph(9 - number, sort_symbol=symbol) for number, symbol in enumerate("ABCD")]
        with opened(engine) as index:
            index.rebuild(held, 1)
            first = index.search(SearchRequest(sort=Sort.SYMBOL, limit=2))
            index.rebuild([held[0], *held[2:]], 2)
            after = first.hits[-1].position
            rest = index.search(SearchRequest(sort=Sort.SYMBOL, after=after))
            assert [hit.id for hit in rest.hits] == [7, 6]

    def test_reach_beyond_ten_thousand(self, engine: str) -> None:
        with opened(engine) as index:
            index.rebuild((paragraph(n, "", title="") for n in range(10_050)), 1)
            request = SearchRequest(sort=Sort.OLDEST, limit=5_000)
            seen: list[int] = []
            for _ in range(3):
                hits = index.search(request).hits
                seen += [hit.id for hit in hits]
                request = replace(request, after=hits[-1].position)
            assert seen == list(range(10_050))


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


def test_no_such_engine_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="whoosh"):
        open_index("nonesuch", tmp_path)


if __name__ == "__main__":
    write_until_killed(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
