"""Threads read what is shown of hits alike on both databases, and see what has just been saved."""

import asyncio
from functools import partial

import pytest
from sample_store import documents
from sqlmodel import col, select, update

from service.store.database import Database
from service.store.hits import HitText, read_hits
from service.store.sources import store_source
from service.store.tables import Paragraph
from service.store.texts import save

pytestmark = pytest.mark.anyio


async def read(database: Database, ids: list[int]) -> dict[int, HitText]:
    """From a thread, as searches do."""
    loop = asyncio.get_running_loop()
    return await asyncio.to_thread(database.glance, partial(read_hits, ids=ids), loop)


async def test_hits_are_read_from_threads(database: Database) -> None:
    parsed = documents()[0]
    async with database.writing() as session:
        source = await store_source(session, b"a document", "one.txt")
        await save(session, source, parsed, "later")
    async with database.reading() as session:
        ids = list((await session.exec(select(Paragraph.id).order_by(col(Paragraph.id)))).all())
    keys = [key for key in ids if key is not None]
    found = await read(database, [*keys, 10**9])
    assert list(found) == keys
    for key, paragraph in zip(keys, parsed.paragraphs, strict=True):
        shown = found[key]
        assert (shown.id, shown.text, shown.kind) == (key, paragraph.text, paragraph.kind)
        assert shown.language is parsed.header.language
        assert shown.resolution.symbol == str(parsed.header.symbol)
        assert shown.resolution.title == parsed.header.title
        assert shown.verbs == paragraph.verbs
    assert any(shown.verbs for shown in found.values())


async def test_a_reader_sees_every_change_at_once(database: Database) -> None:
    async with database.writing() as session:
        source = await store_source(session, b"a document", "one.txt")
        await save(session, source, documents()[0], "later")
    assert await read(database, []) == {}
    async with database.reading() as session:
        key = (await session.exec(select(Paragraph.id))).first()
    assert key is not None
    for text in ("Footpaths are marked;", "Footpaths are mended;"):
        async with database.writing() as session:
            await session.exec(update(Paragraph).where(col(Paragraph.id) == key).values(text=text))
        assert (await read(database, [key]))[key].text == text
