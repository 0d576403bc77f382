"""Segments: some rows with their columns and inverted indexes, in one file that never changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Event

import numpy as np

from index.analysis.tokens import TokenTypes
from index.errors import IndexDamaged
from index.fields import TextField
from index.model import IndexedParagraph
from index.storage.array_files import ArrayWriter, read_arrays
from index.storage.arrays import Array, IntArray, LongArray, Mask
from index.storage.columns import SegmentColumns, merge_columns
from index.storage.inverted_index_reader import InvertedIndexReader
from index.storage.inverted_index_writer import write_inverted_index
from index.storage.paragraph_rows import ParagraphRow, build_columns
from index.storage.token_streams import TokenStreams, TokenStreamsBuilder, merge_streams


@dataclass(frozen=True, eq=False)
class SegmentContent:
    """What a segment is made of: columns, and a token stream for each text field."""

    columns: SegmentColumns
    streams: Mapping[TextField, TokenStreams]

    def to_arrays(self) -> dict[str, Array]:
        """Arrays for a file; `from_arrays` reads them back."""
        arrays = self.columns.to_arrays()
        for name in TextField:
            arrays |= self.streams[name].to_arrays(name)
        return arrays

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array]) -> "SegmentContent":
        """The content of these arrays, which are not copied."""
        streams = {name: TokenStreams.from_arrays(arrays, name) for name in TextField}
        return cls(SegmentColumns.from_arrays(arrays), streams)


class SegmentBuilder:
    """Makes the content of a segment of paragraphs, up to so many rows and tokens."""

    def __init__(self, max_rows: int, max_tokens: int) -> None:
        self._max_rows = max_rows
        self._max_tokens = max_tokens
        types = TokenTypes()
        self._streams = {
            TextField.TEXT: TokenStreamsBuilder(types, shared=False),
            TextField.TITLE: TokenStreamsBuilder(types, shared=True),
        }

    def take(self, paragraphs: Iterator[IndexedParagraph]) -> SegmentContent:
        """Take as many of these paragraphs as fit, at least one if there is any. Call it once."""
        columns = build_columns(self._rows(paragraphs))
        return SegmentContent(columns, {name: self._streams[name].build() for name in TextField})

    def _rows(self, paragraphs: Iterator[IndexedParagraph]) -> Iterator[ParagraphRow]:
        texts = self._streams[TextField.TEXT]
        titles = self._streams[TextField.TITLE]
        for paragraph in islice(paragraphs, self._max_rows):
            lengths = {
                TextField.TEXT: texts.add(paragraph.text, paragraph.language),
                TextField.TITLE: titles.add(paragraph.title, paragraph.language),
            }
            yield ParagraphRow.of(paragraph, tuple(lengths[name] for name in TextField))
            if texts.tokens + titles.tokens >= self._max_tokens:
                break


def merge_contents(parts: Sequence[tuple[SegmentContent, Mask]]) -> SegmentContent:
    """The live rows of all parts, in order."""
    columns = merge_columns([(content.columns, live) for content, live in parts])
    streams = {
        name: merge_streams([(content.streams[name], live) for content, live in parts])
        for name in TextField
    }
    return SegmentContent(columns, streams)


def write_segment(path: Path, content: SegmentContent, stop: Event | None = None) -> None:
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
            write_inverted_index(writer, field, content.streams[field])
        writer.finish()


@dataclass(frozen=True, eq=False)
class Segment:
    """An open segment. Its file is mapped, and can be read as long as this object exists."""

    path: Path
    content: SegmentContent
    inverted_indexes: Mapping[TextField, InvertedIndexReader]
    id_order: IntArray

    @property
    def rows(self) -> int:
        """How many rows it has, deleted ones included."""
        return len(self.content.columns)

    def rows_of(self, ids: LongArray) -> IntArray:
        """The rows that have any of these ids."""
        all_ids = self.content.columns.ids
        at = np.searchsorted(all_ids, ids, sorter=self.id_order)
        rows = self.id_order[np.minimum(at, len(all_ids) - 1)]
        found: IntArray = rows[all_ids[rows] == ids]
        return found


def open_segment(path: Path) -> Segment:
    """Open a segment. Raises IndexDamaged, and FileNotFoundError."""
    arrays = read_arrays(path)
    try:
        return Segment(
            path,
            SegmentContent.from_arrays(arrays),
            {name: InvertedIndexReader.from_arrays(arrays, name) for name in TextField},
            arrays["id_order"],
        )
    except (LookupError, ValueError) as error:
        raise IndexDamaged(f"{path} can't be read: {error!r}") from error
