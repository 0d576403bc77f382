"""Reads one generation from many threads: a reader for each search, a snapshot shared by all."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.engines.whoosh.durable_storage import UNREADABLE, DurableStorage
from index.engines.whoosh.postings import WhooshPostings
from index.engines.whoosh.schema import COLUMNS_FIELD, ID_FIELD, STATE_ID
from index.errors import IndexDamaged
from index.execution.patterns import PostingsReader
from index.execution.snapshot import Snapshot
from index.model import IndexState
from index.storage.columns import SegmentColumns
from index.storage.generations import Generations
from index.storage.paragraph_rows import ParagraphRow, build_columns

_IDLE_READERS = 8


@dataclass(frozen=True, eq=False, slots=True)
class Commit:
    """One commit of a generation, and its snapshot."""

    number: int
    snapshot: Snapshot


@dataclass(frozen=True, eq=False, slots=True)
class Searcher:
    """A reader, used by one thread at a time, and the commit that it reads."""

    reader: Any
    commit: Commit

    def postings(self, seconds: float) -> PostingsReader:
        """The postings, for one search that may take `seconds`."""
        return WhooshPostings(self.reader, seconds)


class GenerationReader:
    """Reads a generation, which can't be removed until it is closed."""

    def __init__(self, generations: Generations) -> None:
        self.name, self._lock_descriptor = generations.lock_current()
        try:
            with _name_damaged(self.name):
                self._index = DurableStorage(generations.folder(self.name)).open_index()
        except IndexDamaged:
            os.close(self._lock_descriptor)
            raise
        self._lock = threading.Lock()
        self._idle: list[Searcher] = []
        self._uses = 0
        self._retired = False
        self._segments: dict[str, SegmentColumns] = {}
        self._commit: Commit | None = None
        self._state_of_commit: tuple[int, IndexState] | None = None

    def reserve(self) -> None:
        """Announce a use, until `release`: a generation retired meanwhile stays open for it."""
        with self._lock:
            self._uses += 1

    def release(self) -> None:
        """End a use."""
        with self._lock:
            self._uses -= 1
            self._close_if_unused()

    def retire(self) -> None:
        """Close as soon as the last use has ended."""
        with self._lock:
            self._retired = True
            self._close_if_unused()

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """A searcher of the newest commit, for this thread alone; only during a use."""
        with self._lock:
            newest = self._index.latest_generation()
            if self._commit is None or self._commit.number != newest:
                self._close_idle()
            searcher = self._idle.pop() if self._idle else self._open_searcher()
        try:
            yield searcher
        finally:
            with self._lock:
                if self._commit is searcher.commit and len(self._idle) < _IDLE_READERS:
                    self._idle.append(searcher)
                else:
                    searcher.reader.close()

    def state(self) -> IndexState:
        """What the newest commit has, read without its columns; only during a use."""
        with self._lock:
            newest = self._index.latest_generation()
            if self._state_of_commit is None or self._state_of_commit[0] != newest:
                self._state_of_commit = self._read_state()
            return self._state_of_commit[1]

    def _read_state(self) -> tuple[int, IndexState]:
        with _name_damaged(self.name):
            reader = self._index.reader()
            try:
                commit = int(reader.generation())
                # One document is not a paragraph: it stores the number of the change.
                state = IndexState(
                    f"{self.name}.{commit}", _read_change(reader), reader.doc_count() - 1
                )
            finally:
                reader.close()
        return commit, state

    def _close_idle(self) -> None:
        while self._idle:
            self._idle.pop().reader.close()

    def _close_if_unused(self) -> None:
        if self._retired and not self._uses:
            self._close_idle()
            self._index.close()
            os.close(self._lock_descriptor)

    def _open_searcher(self) -> Searcher:
        with _name_damaged(self.name):
            reader = self._index.reader()
            if self._commit is None or self._commit.number != reader.generation():
                self._commit = self._read_commit(reader)
        return Searcher(reader, self._commit)

    def _read_commit(self, reader: Any) -> Commit:
        leaves = list(reader.leaf_readers())
        segments: dict[str, SegmentColumns] = {}
        live: list[np.ndarray[Any, np.dtype[np.bool_]]] = []
        for leaf, _ in leaves:
            name = str(leaf.segment().segment_id())
            known = self._segments.get(name)
            segments[name] = build_columns(_rows(leaf)) if known is None else known
            alive = np.ones(leaf.doc_count_all(), dtype=np.bool_)
            alive[list(leaf.segment().deleted_docs())] = False
            live.append(alive)
        self._segments = segments
        commit = int(reader.generation())
        snapshot = Snapshot.join(
            list(segments.values()), np.concatenate(live), f"{self.name}.{commit}"
        )
        return Commit(commit, snapshot)


@contextmanager
def _name_damaged(name: str) -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        raise IndexDamaged(f"generation {name} can't be read: {error!r}") from error


def _rows(leaf: Any) -> Iterator[ParagraphRow | None]:
    for number in range(leaf.doc_count_all()):
        values = leaf.stored_fields(number).get(COLUMNS_FIELD)
        yield ParagraphRow(*values) if values is not None and len(values) > 1 else None


def _read_change(reader: Any) -> int:
    for leaf, _ in reader.leaf_readers():
        if (ID_FIELD, STATE_ID) in leaf:
            matcher = leaf.postings(ID_FIELD, STATE_ID)
            if matcher.is_active():
                return int(leaf.stored_fields(matcher.id())[COLUMNS_FIELD][0])
    raise ValueError("the state document is missing")
