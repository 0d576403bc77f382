"""Segments: some rows with all that is found in them, in one file that never changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Event

import numpy as np

from index.analysis.token_types import PlaceTypes
from index.errors import IndexDamaged
from index.fields import TextField
from index.model import IndexedParagraph
from index.storage.array_files import Array, ArrayWriter, read_arrays
from index.storage.columns import LongArray, SegmentColumns, merge
from index.storage.inverted_index_reader import Lookup
from index.storage.inverted_index_writer import write_derived
from index.storage.paragraph_rows import Row
from index.storage.token_streams import GatheredTexts, Texts, merge_texts
from index.storage.value_sets import IntArray, Mask


@dataclass(frozen=True, eq=False)
class Content:
    """What a segment is made of: columns, and texts as numbers."""

    columns: SegmentColumns
    texts: Mapping[TextField, Texts]

    def to_arrays(self) -> dict[str, Array]:
        """Plain arrays for files; `from_arrays` reads them back."""
        arrays = self.columns.to_arrays()
        for name in TextField:
            arrays |= self.texts[name].to_arrays(name)
        return arrays

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array]) -> "Content":
        """The content of these arrays, none of which is copied."""
        texts = {name: Texts.from_arrays(arrays, name) for name in TextField}
        return cls(SegmentColumns.from_arrays(arrays), texts)


class Gathering:
    """Takes paragraphs in until they are so many, or their texts have so many places."""

    def __init__(self, max_rows: int, max_places: int) -> None:
        self._max_rows = max_rows
        self._max_places = max_places
        types = PlaceTypes()
        self._texts = {
            TextField.TEXT: GatheredTexts(types, shared=False),
            TextField.TITLE: GatheredTexts(types, shared=True),
        }

    def take(self, paragraphs: Iterator[IndexedParagraph]) -> Content:
        """As many of these paragraphs as fit, at least one if there is any."""
        columns = SegmentColumns.of(self._rows(paragraphs))
        return Content(columns, {name: self._texts[name].texts() for name in TextField})

    def _rows(self, paragraphs: Iterator[IndexedParagraph]) -> Iterator[Row]:
        texts = self._texts[TextField.TEXT]
        titles = self._texts[TextField.TITLE]
        for paragraph in islice(paragraphs, self._max_rows):
            lengths = {
                TextField.TEXT: texts.add(paragraph.text, paragraph.language),
                TextField.TITLE: titles.add(paragraph.title, paragraph.language),
            }
            yield Row.of(paragraph, tuple(lengths[name] for name in TextField))
            if texts.places + titles.places >= self._max_places:
                break


def merge_contents(parts: Sequence[tuple[Content, Mask]]) -> Content:
    """The live rows of all parts, in order."""
    columns = merge([(content.columns, live) for content, live in parts])
    texts = {
        name: merge_texts([(content.texts[name], live) for content, live in parts])
        for name in TextField
    }
    return Content(columns, texts)


def write_segment(path: Path, content: Content, stop: Event | None = None) -> None:
    """Write a segment of at least one row; it is on the disk when this returns.

    Raises WritingStopped when `stop` is set meanwhile.
    """
    with ArrayWriter(path, stop) as writer:
        for name, array in content.to_arrays().items():
            writer.write(name, array)
        ids = content.columns.ids
        order = np.argsort(ids, kind="stable").astype(np.int32)
        writer.write("id_order", order)
        for field in TextField:
            write_derived(writer, field, content.texts[field])
        writer.finish()


@dataclass(frozen=True, eq=False)
class Segment:
    """A segment that is open: its file is mapped, and its arrays can be read while this is kept."""

    path: Path
    content: Content
    lookups: Mapping[TextField, Lookup]
    id_order: IntArray

    @property
    def rows(self) -> int:
        """How many rows it has, removed ones included."""
        return len(self.content.columns)

    def rows_of(self, ids: LongArray) -> IntArray:
        """The rows that have any of these ids."""
        held = self.content.columns.ids
        at = np.searchsorted(held, ids, sorter=self.id_order)
        rows = self.id_order[np.minimum(at, len(held) - 1)]
        found: IntArray = rows[held[rows] == ids]
        return found


def open_segment(path: Path) -> Segment:
    """Open a segment. Raises IndexDamaged, and FileNotFoundError."""
    arrays = read_arrays(path)
    try:
        return Segment(
            path,
            Content.from_arrays(arrays),
            {name: Lookup.from_arrays(arrays, name) for name in TextField},
            arrays["id_order"],
        )
    except (LookupError, ValueError) as error:
        raise IndexDamaged(f"{path} can't be read: {error!r}") from error
