"""Paragraphs as they are indexed, read from a store and saved as lines of JSON."""

import asyncio
import json
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from index import Field, IndexedParagraph
from service.ingest.searchable import to_indexed
from service.store.database import Database
from service.store.indexable import load_indexable, text_ids_after

_TEXTS_AT_ONCE = 100


def paragraph_file(store: Path) -> Path:
    """The searchable paragraphs of a store, mapped as the service does, in a file of lines."""
    path = store.with_suffix(".jsonl")
    if not path.exists():
        unfinished = path.with_suffix(".new")
        asyncio.run(_write(store, unfinished))
        unfinished.rename(path)
    return path


def read_paragraphs(path: Path, limit: int | None = None) -> Iterator[IndexedParagraph]:
    """The first `limit` paragraphs of such a file, or all; a prefix is a fair sample of it."""
    with path.open(encoding="utf-8") as lines:
        for line in islice(lines, limit):
            yield from_line(line)


def to_line(paragraph: IndexedParagraph) -> str:
    """A paragraph as a line of JSON, with its end."""
    values = [
        paragraph.id,
        paragraph.resolution_id,
        paragraph.text,
        paragraph.title,
        paragraph.language,
        paragraph.date and paragraph.date.isoformat(),
        paragraph.sort_symbol,
        paragraph.position,
        dict(paragraph.facets),
    ]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"


def from_line(line: str) -> IndexedParagraph:
    """The paragraph of a line."""
    id_, resolution_id, text, title, language, day, sort_symbol, position, facets = json.loads(line)
    return IndexedParagraph(
        id=id_,
        resolution_id=resolution_id,
        text=text,
        title=title,
        language=language,
        date=day and date.fromisoformat(day),
        sort_symbol=sort_symbol,
        position=position,
        facets={_FIELDS[name]: tuple(values) for name, values in facets.items()},
    )


_FIELDS = {str(field): field for field in Field}


async def _write(store: Path, path: Path) -> None:
    database = Database(f"sqlite:///{store}")
    last = 0
    with path.open("w", encoding="utf-8") as lines:
        while True:
            async with database.reading() as session:
                ids = await text_ids_after(session, last, _TEXTS_AT_ONCE)
                if not ids:
                    break
                texts = await load_indexable(session, ids)
            lines.writelines(to_line(each) for text in texts for each in to_indexed(text))
            last = ids[-1]
    await database.close()
