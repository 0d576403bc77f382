"""Writes an index: a change to the current generation in one commit, or a new generation."""

import math
from collections.abc import Iterable
from typing import Any

from whoosh.reading import SegmentReader

from index.analysis import analyser_of
from index.engines.whoosh.durable_storage import DurableStorage
from index.engines.whoosh.schema import (
    COLUMNS_FIELD,
    ID_FIELD,
    STATE_ID,
    make_schema,
    text_field,
)
from index.fields import TextField
from index.model import IndexedParagraph
from index.storage.generations import Generations
from index.storage.paragraph_rows import IdChecker, ParagraphRow

_MEGABYTES = 64
"""Megabytes of postings in memory before they are spilled to files. With 256, a rebuild takes 220
MB more: a third less time at 20,000 paragraphs, no less at 50,000, which are spilled as well."""
_MERGE_FACTOR = 8
_MAX_MERGED = _MERGE_FACTOR**4 - 1
"""Segments above this many paragraphs are left alone: merging a thousand takes about a second."""


def apply_change(
    generations: Generations,
    added: Iterable[IndexedParagraph],
    removed: Iterable[int],
    change: int,
) -> None:
    """Commit a change to the current generation; the caller is the one writer."""
    name = generations.current()
    if name is None:
        raise generations.missing()
    index = DurableStorage(generations.folder(name)).open_index()
    try:
        writer = index.writer(limitmb=_MEGABYTES)
        try:
            reader = index.reader()
            try:
                leaves = list(reader.leaf_readers())
                for identity in removed:
                    _delete(writer, leaves, str(identity))
                for identity in _add_all(writer, added):
                    _delete(writer, leaves, str(identity))
                _delete(writer, leaves, STATE_ID)
            finally:
                reader.close()
            _add_state(writer, change)
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=merge_tiers)
    finally:
        index.close()


def build(generations: Generations, paragraphs: Iterable[IndexedParagraph], change: int) -> None:
    """Build a new generation and make it current; the caller is the one writer."""
    generations.remove_unused()
    name = generations.create()
    index = DurableStorage(generations.folder(name)).create_index(make_schema())
    try:
        writer = index.writer(limitmb=_MEGABYTES)
        try:
            for _ in _add_all(writer, paragraphs):
                pass
            _add_state(writer, change)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
    finally:
        index.close()
    generations.publish(name)
    generations.remove_unused()


def merge_tiers(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: eight segments of about one size become one, up to a limit.

    So each paragraph is rewritten four times at most, and no commit merges more than eight times
    `_MAX_MERGED`. Readers never wait.
    """
    tiers: dict[int, list[Any]] = {}
    for segment in segments:
        size = segment.doc_count()
        if size <= _MAX_MERGED:
            tiers.setdefault(int(math.log(max(size, 1), _MERGE_FACTOR)), []).append(segment)
    merged: list[Any] = next(
        (tiers[tier] for tier in sorted(tiers) if len(tiers[tier]) >= _MERGE_FACTOR), []
    )
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in merged]


def _add_all(writer: Any, paragraphs: Iterable[IndexedParagraph]) -> Iterable[int]:
    for paragraph in IdChecker().check(paragraphs):
        analyser = analyser_of(paragraph.language)
        texts = {TextField.TEXT: paragraph.text, TextField.TITLE: paragraph.title}
        writer.add_document(
            **{
                ID_FIELD: str(paragraph.id),
                COLUMNS_FIELD: ParagraphRow.of(paragraph).to_values(),
                **{text_field(field, analyser): text for field, text in texts.items()},
            }
        )
        yield paragraph.id


def _add_state(writer: Any, change: int) -> None:
    writer.add_document(**{ID_FIELD: STATE_ID, COLUMNS_FIELD: (change,)})


def _delete(writer: Any, leaves: list[tuple[Any, int]], identity: str) -> None:
    for leaf, offset in leaves:
        if (ID_FIELD, identity) in leaf:
            matcher = leaf.postings(ID_FIELD, identity)
            while matcher.is_active():
                writer.delete_document(matcher.id() + offset)
                matcher.next()
