"""The columnar engine: one folder, read by many threads and processes, written by one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.engines.columnar.snapshots import OpenSnapshot, SnapshotReader
from index.errors import IndexDamaged, IndexMissing
from index.execution.explanation import explain
from index.execution.search import execute_search
from index.execution.suggestions import suggest
from index.model import Explanation, IndexedParagraph, IndexState, SearchRequest, SearchResult
from index.query import Query
from index.storage.generations import Generations
from index.storage.index_writer import WriterLimits, apply_change, build
from index.storage.manifest import LAYOUT
from index.storage.merger import MergePolicy, Merger


class ColumnarIndex:
    """A `ParagraphIndex` on arrays in mapped files. Segments are merged in the background."""

    def __init__(
        self, path: Path, policy: MergePolicy | None = None, limits: WriterLimits | None = None
    ) -> None:
        self._generations = Generations(path, LAYOUT)
        self._reader = SnapshotReader(self._generations)
        self._limits = limits or WriterLimits()
        self._merger = Merger(policy or MergePolicy())

    def search(self, request: SearchRequest) -> SearchResult:
        """See `ParagraphIndex.search`."""
        with self._snapshot() as opened:
            return execute_search(request, opened.snapshot, opened.postings())

    def suggest(self, query: Query) -> Query | None:
        """See `ParagraphIndex.suggest`."""
        with self._snapshot() as opened:
            return suggest(query, opened.snapshot, opened.postings())

    def explain(self, query: Query, paragraph_id: int) -> Explanation | None:
        """See `ParagraphIndex.explain`."""
        with self._snapshot() as opened:
            return explain(query, paragraph_id, opened.snapshot, opened.postings())

    def state(self) -> IndexState | None:
        """See `ParagraphIndex.state`."""
        try:
            return self._reader.state()
        except IndexMissing:
            return None

    def apply(
        self, added: Iterable[IndexedParagraph], removed: Iterable[int], change: int
    ) -> IndexState:
        """See `ParagraphIndex.apply`."""
        with self._generations.lock_writer():
            store = self._reader.current().store
            apply_change(store, added, removed, change, self._limits)
            self._merger.schedule(store)
            return store.state()

    def rebuild(self, paragraphs: Iterable[IndexedParagraph], change: int) -> IndexState:
        """See `ParagraphIndex.rebuild`."""
        with self._generations.lock_writer():
            build(self._generations, iter(paragraphs), change, self._limits)
            return self._reader.current().state()

    def wait_for_merges(self) -> None:
        """Wait until all segments are merged that are to be."""
        self._merger.wait()

    def close(self) -> None:
        """See `ParagraphIndex.close`."""
        self._merger.close()
        self._reader.close()

    @contextmanager
    def _snapshot(self) -> Iterator[OpenSnapshot]:
        opened = self._reader.snapshot()
        try:
            yield opened
        except IndexError as error:
            # A number leads beyond the end of an array: some large array is overwritten.
            raise IndexDamaged(f"generation {opened.snapshot.generation}: {error!r}") from error
