"""Reading one generation from many threads: a reader for each search, columns shared by all."""

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
from index.execution.matcher import Postings
from index.execution.snapshot import Table
from index.model import IndexState
from index.storage.columns import SegmentColumns
from index.storage.generations import Generations
from index.storage.paragraph_rows import Row

_IDLE_READERS = 8


@dataclass(frozen=True, eq=False, slots=True)
class State:
    """One commit of a generation, and its columns."""

    commit: int
    table: Table


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """A reader, used by one thread at a time, and the state that it reads."""

    reader: Any
    state: State

    def postings(self, seconds: float) -> Postings:
        """Where words stand, for one search that may take so long."""
        return WhooshPostings(self.reader, seconds)


class OpenGeneration:
    """A generation that this process reads. It can't be removed until it is closed."""

    def __init__(self, generations: Generations) -> None:
        self.name, self._hold = generations.hold()
        try:
            with _naming_damage(self.name):
                self._index = DurableStorage(generations.folder(self.name)).open_index()
        except IndexDamaged:
            os.close(self._hold)
            raise
        self._lock = threading.Lock()
        self._idle: list[View] = []
        self._uses = 0
        self._retired = False
        self._segments: dict[str, SegmentColumns] = {}
        self._state: State | None = None
        self._summary: tuple[int, IndexState] | None = None

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
    def view(self) -> Iterator[View]:
        """A view of the newest commit, for this thread alone; only during a use."""
        with self._lock:
            newest = self._index.latest_generation()
            if self._state is None or self._state.commit != newest:
                self._close_idle()
            view = self._idle.pop() if self._idle else self._open_view()
        try:
            yield view
        finally:
            with self._lock:
                if self._state is view.state and len(self._idle) < _IDLE_READERS:
                    self._idle.append(view)
                else:
                    view.reader.close()

    def summary(self) -> IndexState:
        """What the newest commit holds, read without its columns; only during a use."""
        with self._lock:
            newest = self._index.latest_generation()
            if self._summary is None or self._summary[0] != newest:
                self._summary = self._read_summary()
            return self._summary[1]

    def _read_summary(self) -> tuple[int, IndexState]:
        with _naming_damage(self.name):
            reader = self._index.reader()
            try:
                commit = int(reader.generation())
                # One document is not a paragraph: the one that keeps the number of the change.
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
            os.close(self._hold)

    def _open_view(self) -> View:
        with _naming_damage(self.name):
            reader = self._index.reader()
            if self._state is None or self._state.commit != reader.generation():
                self._state = self._read_state(reader)
        return View(reader, self._state)

    def _read_state(self, reader: Any) -> State:
        leaves = list(reader.leaf_readers())
        segments: dict[str, SegmentColumns] = {}
        live: list[np.ndarray[Any, np.dtype[np.bool_]]] = []
        for leaf, _ in leaves:
            name = str(leaf.segment().segment_id())
            known = self._segments.get(name)
            segments[name] = SegmentColumns.of(_rows(leaf)) if known is None else known
            alive = np.ones(leaf.doc_count_all(), dtype=np.bool_)
            alive[list(leaf.segment().deleted_docs())] = False
            live.append(alive)
        self._segments = segments
        commit = int(reader.generation())
        table = Table.join(list(segments.values()), np.concatenate(live), f"{self.name}.{commit}")
        return State(commit, table)


@contextmanager
def _naming_damage(name: str) -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        raise IndexDamaged(f"generation {name} can't be read: {error!r}") from error


def _rows(leaf: Any) -> Iterator[Row | None]:
    for number in range(leaf.doc_count_all()):
        values = leaf.stored_fields(number).get(COLUMNS_FIELD)
        yield Row(*values) if values is not None and len(values) > 1 else None


def _read_change(reader: Any) -> int:
    for leaf, _ in reader.leaf_readers():
        if (ID_FIELD, STATE_ID) in leaf:
            matcher = leaf.postings(ID_FIELD, STATE_ID)
            if matcher.is_active():
                return int(leaf.stored_fields(matcher.id())[COLUMNS_FIELD][0])
    raise ValueError("the state document is missing")
