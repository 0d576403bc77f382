"""States of an index as this process reads them: shared by all threads, replaced by newer ones.

A state needs no lock to be kept: files that are mapped stay readable when they are removed. Only
while one is opened may its files go away, and then a newer state is there.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from index.engines.columnar.postings import ColumnarPostings
from index.errors import IndexDamaged, IndexMissing
from index.execution.snapshot import Table
from index.model import IndexState
from index.storage.generations import Generations, Watched
from index.storage.manifest import MANIFEST, Entry, Manifest, read_live
from index.storage.segments import Segment, open_segment
from index.storage.value_sets import Mask

Answer = TypeVar("Answer")


@dataclass(frozen=True, eq=False)
class State:
    """A state that is open."""

    manifest: Manifest
    segments: Sequence[Segment]
    table: Table

    def postings(self) -> ColumnarPostings:
        """Where words stand, for one search."""
        return ColumnarPostings(self.segments)


class OpenGeneration:
    """A generation that this process reads: its newest state, and its open segments."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        self._manifest = Watched(folder / MANIFEST, Manifest.parse)
        self._lock = threading.Lock()
        self._segments: Mapping[str, Segment] = {}
        self._state: State | None = None

    def manifest(self) -> Manifest:
        """What it holds now. Raises IndexMissing, IndexDamaged."""
        try:
            return self._manifest.get()
        except FileNotFoundError as error:
            raise IndexMissing(f"the generation {self.folder} is not there") from error
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise IndexDamaged(f"{self.folder / MANIFEST} can't be read: {error!r}") from error

    def summary(self) -> IndexState:
        """What it holds now, in numbers. Raises IndexMissing, IndexDamaged."""
        manifest = self.manifest()
        return IndexState(self._label(manifest), manifest.change, manifest.paragraphs)

    def state(self) -> State:
        """Its newest state. Raises IndexMissing, IndexDamaged."""
        manifest = self.manifest()
        state = self._state
        if state is not None and state.manifest == manifest:
            return state
        with self._lock:
            if self._state is None or self._state.manifest != self.manifest():
                self._state = self._open()
            return self._state

    def segments(self, entries: Sequence[Entry]) -> list[Segment]:
        """The segments of these entries, open. Raises IndexDamaged, FileNotFoundError."""
        kept = self._segments
        return [
            kept.get(entry.segment) or open_segment(self.folder / entry.segment)
            for entry in entries
        ]

    def all_segments(self, manifest: Manifest) -> list[Segment]:
        """All segments of a state, which stay open until those of another one are asked for.

        Raises IndexDamaged, FileNotFoundError.
        """
        segments = self.segments(manifest.entries)
        self._segments = {each.path.name: each for each in segments}
        return segments

    def _open(self) -> State:
        while True:
            manifest = self.manifest()
            try:
                segments = self.all_segments(manifest)
                lives = [read_live(self.folder, entry) for entry in manifest.entries]
            except FileNotFoundError as error:
                if self.manifest() == manifest:
                    raise IndexDamaged(f"{error.filename} is not there") from error
                continue
            break
        table = Table.join(
            [each.content.columns for each in segments],
            _joined(lives, manifest.entries),
            self._label(manifest),
        )
        return State(manifest, segments, table)

    def _label(self, manifest: Manifest) -> str:
        return f"{self.name}.{manifest.commit}"


class Reader:
    """The current generation of an index, whichever it is."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._lock = threading.Lock()
        self._open: OpenGeneration | None = None

    def current(self) -> OpenGeneration:
        """The current generation. Raises IndexMissing."""
        name = self._generations.current()
        if name is None:
            raise self._generations.missing()
        with self._lock:
            if self._open is None or self._open.name != name:
                self._open = OpenGeneration(name, self._generations.folder(name))
            return self._open

    def state(self) -> State:
        """The newest state of the current generation. Raises IndexMissing, IndexDamaged."""
        return self._ask(OpenGeneration.state)

    def summary(self) -> IndexState:
        """The same in numbers. Raises IndexMissing, IndexDamaged."""
        return self._ask(OpenGeneration.summary)

    def _ask(self, question: Callable[[OpenGeneration], Answer]) -> Answer:
        while True:
            opened = self.current()
            try:
                return question(opened)
            except (IndexMissing, IndexDamaged):
                # Replaced and removed since it was looked for?
                if self._generations.current() == opened.name:
                    raise

    def close(self) -> None:
        """Let go of all files."""
        self._open = None


def _joined(lives: Sequence[Mask | None], entries: Sequence[Entry]) -> Mask | None:
    if all(live is None for live in lives):
        return None
    return np.concatenate(
        [
            np.ones(entry.rows, dtype=np.bool_) if live is None else live
            for live, entry in zip(lives, entries, strict=True)
        ]
    )
