"""The engine behind the face: one folder, read by many threads and processes, written by one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.engines.columnar.snapshots import Reader, State
from index.errors import IndexDamaged, IndexMissing
from index.execution.explanation import explain
from index.execution.search import answer
from index.execution.suggestions import suggest
from index.model import Explanation, IndexedParagraph, IndexState, SearchRequest, SearchResult
from index.query import Query
from index.storage.generations import Generations
from index.storage.index_writer import Sizes, apply_change, build
from index.storage.manifest import LAYOUT
from index.storage.merger import MergePolicy, Merger


class ColumnarIndex:
    """A `ParagraphIndex` on arrays in mapped files. Segments are merged in the background."""

    def __init__(
        self, path: Path, policy: MergePolicy | None = None, sizes: Sizes | None = None
    ) -> None:
        self._generations = Generations(path, LAYOUT)
        self._reader = Reader(self._generations)
        self._sizes = sizes or Sizes()
        self._merger = Merger(policy or MergePolicy())

    def search(self, request: SearchRequest) -> SearchResult:
        """See `ParagraphIndex.search`."""
        with self._state() as state:
            return answer(request, state.table, state.postings())

    def suggest(self, query: Query) -> Query | None:
        """See `ParagraphIndex.suggest`."""
        with self._state() as state:
            return suggest(query, state.table, state.postings())

    def explain(self, query: Query, paragraph_id: int) -> Explanation | None:
        """See `ParagraphIndex.explain`."""
        with self._state() as state:
            return explain(query, paragraph_id, state.table, state.postings())

    def state(self) -> IndexState | None:
        """See `ParagraphIndex.state`."""
        try:
            return self._reader.summary()
        except IndexMissing:
            return None

    def apply(
        self, added: Iterable[IndexedParagraph], removed: Iterable[int], change: int
    ) -> IndexState:
        """See `ParagraphIndex.apply`."""
        with self._generations.writing():
            generation = self._reader.current()
            apply_change(generation, added, removed, change, self._sizes)
            self._merger.look(generation)
            return generation.summary()

    def rebuild(self, paragraphs: Iterable[IndexedParagraph], change: int) -> IndexState:
        """See `ParagraphIndex.rebuild`."""
        with self._generations.writing():
            build(self._generations, iter(paragraphs), change, self._sizes)
            return self._reader.current().summary()

    def settle(self) -> None:
        """Wait until all segments are merged that are to be."""
        self._merger.settle()

    def close(self) -> None:
        """See `ParagraphIndex.close`."""
        self._merger.close()
        self._reader.close()

    @contextmanager
    def _state(self) -> Iterator[State]:
        state = self._reader.state()
        try:
            yield state
        except IndexError as error:
            # A number leads beyond the end of an array: some large array is overwritten.
            raise IndexDamaged(f"generation {state.table.generation}: {error!r}") from error
