"""The Whoosh engine: one folder, read by many threads and processes, written by one."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.engines.whoosh.index_writer import apply_change, build
from index.engines.whoosh.schema import LAYOUT
from index.engines.whoosh.snapshots import GenerationReader, Searcher
from index.errors import IndexMissing
from index.execution.explanation import explain
from index.execution.search import execute_search
from index.execution.suggestions import suggest
from index.model import Explanation, IndexedParagraph, IndexState, SearchRequest, SearchResult
from index.query import Query
from index.storage.generations import Generations

DEFAULT_SECONDS = 10.0


class WhooshIndex:
    """A `ParagraphIndex` on Whoosh. A search reads postings for at most `seconds`."""

    def __init__(self, path: Path, seconds: float = DEFAULT_SECONDS) -> None:
        self._generations = Generations(path, LAYOUT)
        self._seconds = seconds
        self._lock = threading.Lock()
        self._open: GenerationReader | None = None

    def search(self, request: SearchRequest) -> SearchResult:
        """See `ParagraphIndex.search`."""
        with self._searcher() as searcher:
            return execute_search(
                request, searcher.commit.snapshot, searcher.postings(self._seconds)
            )

    def suggest(self, query: Query) -> Query | None:
        """See `ParagraphIndex.suggest`."""
        with self._searcher() as searcher:
            return suggest(query, searcher.commit.snapshot, searcher.postings(self._seconds))

    def explain(self, query: Query, paragraph_id: int) -> Explanation | None:
        """See `ParagraphIndex.explain`."""
        with self._searcher() as searcher:
            return explain(
                query, paragraph_id, searcher.commit.snapshot, searcher.postings(self._seconds)
            )

    def state(self) -> IndexState | None:
        """See `ParagraphIndex.state`."""
        try:
            return self._read_state()
        except IndexMissing:
            return None

    def apply(
        self, added: Iterable[IndexedParagraph], removed: Iterable[int], change: int
    ) -> IndexState:
        """See `ParagraphIndex.apply`."""
        with self._generations.lock_writer():
            apply_change(self._generations, added, removed, change)
            return self._read_state()

    def rebuild(self, paragraphs: Iterable[IndexedParagraph], change: int) -> IndexState:
        """See `ParagraphIndex.rebuild`."""
        with self._generations.lock_writer():
            build(self._generations, paragraphs, change)
            return self._read_state()

    def close(self) -> None:
        """See `ParagraphIndex.close`."""
        with self._lock:
            if self._open is not None:
                self._open.retire()
                self._open = None

    def _read_state(self) -> IndexState:
        with self._newest() as generation:
            return generation.state()

    @contextmanager
    def _searcher(self) -> Iterator[Searcher]:
        with self._newest() as generation, generation.searcher() as searcher:
            yield searcher

    @contextmanager
    def _newest(self) -> Iterator[GenerationReader]:
        with self._lock:
            if self._open is None or self._open.name != self._generations.current():
                opened = GenerationReader(self._generations)
                if self._open is not None:
                    self._open.retire()
                self._open = opened
            generation = self._open
            generation.reserve()
        try:
            yield generation
        finally:
            generation.release()
