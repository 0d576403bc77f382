"""The engine behind the face: one folder, read by many threads and processes, written by one."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.engines.whoosh.index_writer import apply_change, build
from index.engines.whoosh.schema import LAYOUT
from index.engines.whoosh.snapshots import OpenGeneration, View
from index.errors import IndexMissing
from index.execution.explanation import explain
from index.execution.search import answer
from index.execution.suggestions import suggest
from index.model import Explanation, IndexedParagraph, IndexState, SearchRequest, SearchResult
from index.query import Query
from index.storage.generations import Generations

DEFAULT_SECONDS = 10.0


class WhooshIndex:
    """A `ParagraphIndex` on Whoosh. A search looks up words for at most `seconds`."""

    def __init__(self, path: Path, seconds: float = DEFAULT_SECONDS) -> None:
        self._generations = Generations(path, LAYOUT)
        self._seconds = seconds
        self._lock = threading.Lock()
        self._open: OpenGeneration | None = None

    def search(self, request: SearchRequest) -> SearchResult:
        """See `ParagraphIndex.search`."""
        with self._view() as view:
            return answer(request, view.state.table, view.postings(self._seconds))

    def suggest(self, query: Query) -> Query | None:
        """See `ParagraphIndex.suggest`."""
        with self._view() as view:
            return suggest(query, view.state.table, view.postings(self._seconds))

    def explain(self, query: Query, paragraph_id: int) -> Explanation | None:
        """See `ParagraphIndex.explain`."""
        with self._view() as view:
            return explain(query, paragraph_id, view.state.table, view.postings(self._seconds))

    def state(self) -> IndexState | None:
        """See `ParagraphIndex.state`."""
        try:
            return self._summary()
        except IndexMissing:
            return None

    def apply(
        self, added: Iterable[IndexedParagraph], removed: Iterable[int], change: int
    ) -> IndexState:
        """See `ParagraphIndex.apply`."""
        with self._generations.writing():
            apply_change(self._generations, added, removed, change)
            return self._summary()

    def rebuild(self, paragraphs: Iterable[IndexedParagraph], change: int) -> IndexState:
        """See `ParagraphIndex.rebuild`."""
        with self._generations.writing():
            build(self._generations, paragraphs, change)
            return self._summary()

    def close(self) -> None:
        """See `ParagraphIndex.close`."""
        with self._lock:
            if self._open is not None:
                self._open.retire()
                self._open = None

    def _summary(self) -> IndexState:
        with self._newest() as generation:
            return generation.summary()

    @contextmanager
    def _view(self) -> Iterator[View]:
        with self._newest() as generation, generation.view() as view:
            yield view

    @contextmanager
    def _newest(self) -> Iterator[OpenGeneration]:
        with self._lock:
            if self._open is None or self._open.name != self._generations.current():
                opened = OpenGeneration(self._generations)
                if self._open is not None:
                    self._open.retire()
                self._open = opened
            generation = self._open
            generation.reserve()
        try:
            yield generation
        finally:
            generation.release()
