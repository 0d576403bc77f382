"""Our own engines, with the texts of the hits from SQLite and their matches as offsets."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from index import (
    IndexedParagraph,
    ParagraphIndex,
    SearchRequest,
    SearchResult,
    find_matches,
    open_index,
)
from index.analysis import analyse
from index.engines.columnar import ColumnarIndex
from index.engines.whoosh import WhooshIndex
from index.execution.snapshot import Snapshot
from service.evaluation.comparison.engines.interface import Answer, bytes_in, highest
from service.evaluation.comparison.rival_terms import Terms

Spans = list[tuple[int, int]]


class CachePolicy(StrEnum):
    """What an engine may cache between requests."""

    PARTS = "parts"
    """Rows with words, and bitmaps of values: what different requests share."""
    ANSWERS = "answers"
    """Counts of whole requests, too: a request that is repeated is nearly free."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class OwnMaker:
    """An engine of `index.ENGINES`."""

    name: str
    policy: CachePolicy = CachePolicy.PARTS

    def build(self, folder: Path, paragraphs: Iterable[IndexedParagraph], terms: Terms) -> None:
        """Build the index, and a table in place of the service's store of texts."""
        del terms  # of course it analyses by itself
        index = open_index(self.name, folder / "index")
        with sqlite3.connect(folder / "texts.db") as texts:
            texts.execute("PRAGMA synchronous = OFF")
            texts.execute("CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT, language TEXT)")
            index.rebuild(_storing_texts(texts, paragraphs), change=1)
        texts.close()
        index.close()

    def open(self, folder: Path) -> "OwnEngine":
        """Open the index."""
        return OwnEngine(self.name, folder, self.policy)

    def size(self, folder: Path) -> int:
        """Bytes of the index; the texts are the store's in any case."""
        return bytes_in(folder / "index")


class OwnEngine:
    """An opened index of this project."""

    def __init__(self, name: str, folder: Path, policy: CachePolicy) -> None:
        self.index: ParagraphIndex = open_index(name, folder / "index")
        self._texts = sqlite3.connect(folder / "texts.db", check_same_thread=False)
        self._policy = policy

    def prepare(self, request: SearchRequest) -> SearchRequest:
        """The request as it is: its words are analysed in the time that is measured."""
        return request

    def run(self, asked: SearchRequest) -> tuple[SearchResult, list[Spans]]:
        """Search, read the texts, find what matched."""
        result = self.index.search(asked)
        ids = [hit.id for hit in result.hits]
        marks = ",".join("?" * len(ids))
        texts = self._texts.execute(
            f"SELECT text, language FROM text WHERE id IN ({marks})",
            ids,
        )
        spans = [find_matches(text, asked.query, language) for text, language in texts]
        return result, spans

    def answer(self, found: tuple[SearchResult, list[Spans]]) -> Answer:
        """See `Engine.answer`."""
        result, spans = found
        return Answer(
            total=result.total,
            shown=len(spans),
            counts={
                facet.field: highest(each.count for each in facet.counts) for facet in result.facets
            },
        )

    def forget(self) -> None:
        """Drop what may not be cached between requests."""
        # The texts of the request before, which may have been the same one on another engine.
        analyse.cache_clear()
        if self._policy is CachePolicy.ANSWERS:
            return
        snapshot = self._snapshot()
        snapshot.result_counts.clear()
        if self._policy is CachePolicy.NOTHING:
            snapshot.partial_results.clear()
            snapshot.value_bitmaps.clear()

    def _snapshot(self) -> Snapshot:
        """The snapshot of the index, which has its caches; nothing else clears them on purpose."""
        if isinstance(self.index, ColumnarIndex):
            return self.index._reader.snapshot().snapshot  # noqa: SLF001
        if isinstance(self.index, WhooshIndex):
            with self.index._searcher() as searcher:  # noqa: SLF001
                return searcher.commit.snapshot
        raise TypeError(f"not an engine with a known snapshot: {self.index}")

    def close(self) -> None:
        """See `Engine.close`."""
        self.index.close()
        self._texts.close()


def _storing_texts(
    texts: sqlite3.Connection, paragraphs: Iterable[IndexedParagraph]
) -> Iterator[IndexedParagraph]:
    for each in paragraphs:
        texts.execute("INSERT INTO text VALUES (?, ?, ?)", (each.id, each.text, each.language))
        yield each
