"""Cached answers are the same as others, and never hide a change of the index."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from sample_store import documents, fill, serving, settings_in
from sqlalchemy import event, update
from sqlalchemy.engine import Engine
from sqlmodel import col

from service.model import Symbol
from service.settings import Settings
from service.store.changes import next_change
from service.store.database import Database
from service.store.sources import store_source
from service.store.tables import Paragraph, ResolutionText
from service.store.texts import save

pytestmark = pytest.mark.anyio

SEARCHES = [
    "/v1/search?q=footpaths",
    "/v1/search?q=footpaths&context=1",
    "/v1/search?q=%22mark+footpaths%22&unit=resolution",
    "/v1/search?organ=GA&limit=2",
    "/v1/facets/sponsor?contains=j",
    "/?q=footpaths",
]


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that read paragraphs while the block runs."""
    seen: list[str] = []

    def note(*args: Any) -> None:
        if "paragraph.text" in args[2]:
            seen.append(args[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("texts", "answers", "reads"), [(0, 0, 3), (2**20, 0, 1), (0, 2**20, 1), (2**20, 2**20, 1)]
)
async def test_what_is_cached_is_not_read_again(
    filled: Settings, texts: int, answers: int, reads: int
) -> None:
    more = {"kept_text_bytes": texts, "kept_answer_bytes": answers}
    async with serving(filled.model_copy(update=more)) as client:
        with statements() as seen:
            bodies = {(await client.get(SEARCHES[0])).content for _ in range(3)}
        assert len(bodies) == 1
        assert len(seen) == reads


async def test_cached_and_other_answers_are_the_same(filled: Settings) -> None:
    nothing = {"kept_text_bytes": 0, "kept_answer_bytes": 0}
    async with serving(filled) as cached, serving(filled.model_copy(update=nothing)) as uncached:
        for path in SEARCHES * 2:
            one, other = await cached.get(path), await uncached.get(path)
            assert one.content == other.content
            same = set(one.headers) - {"x-request-id"}
            assert {name: one.headers[name] for name in same} == {
                name: other.headers[name] for name in same
            }
            assert one.headers["x-request-id"] != other.headers["x-request-id"]


async def test_an_answer_is_cached_for_its_own_host_alone(filled: Settings) -> None:
    async with serving(filled) as client:
        for host in ("one.example", "two.example"):
            page = (await client.get(SEARCHES[0], headers={"Host": host})).json()
            assert page["hits"][0]["paragraph"]["url"].startswith(f"http://{host}/")


async def test_a_fault_is_not_cached(filled: Settings) -> None:
    async with serving(filled) as client:
        first, again = [await client.get("/v1/search?q=(") for _ in range(2)]
        assert first.status_code == again.status_code == 400
        assert first.json()["request_id"] != again.json()["request_id"]


async def _catch_up(client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(20):
        while (await client.get("/readyz")).json()["index"]["lag"]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def _rewrite(database: Database, before: str, after: str) -> None:
    """Change the text of a paragraph in place, as a better parser does."""
    async with database.writing() as session:
        change = await next_change(session)
        await session.exec(
            update(Paragraph).where(col(Paragraph.text) == before).values(text=after)
        )
        await session.exec(update(ResolutionText).values(change=change))


async def test_a_text_that_has_changed_is_shown_when_the_index_has_it(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    await fill(settings)
    before, after = "On slopes that are steep;", "On slopes that are slippery;"
    async with serving(settings) as client:
        database = Database(settings.database)
        path = "/v1/search?q=slopes"
        for old, new in ((before, after), (after, before), (before, after)):
            assert [h["paragraph"]["text"] for h in (await client.get(path)).json()["hits"]] == [
                old
            ]
            await _rewrite(database, old, new)
            await _catch_up(client)
            assert [h["paragraph"]["text"] for h in (await client.get(path)).json()["hits"]] == [
                new
            ]
        await database.close()


async def _total(client: httpx.AsyncClient) -> int:
    total: int = (await client.get("/v1/search?q=footpaths")).json()["total"]
    return total


async def test_a_new_document_is_counted_when_the_index_has_it(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    await fill(settings)
    async with serving(settings) as client:
        before = await _total(client)
        database = Database(settings.database)
        parsed = documents()[0]
        another = replace(parsed, header=replace(parsed.header, symbol=Symbol("A/RES/62/17")))
        async with database.writing() as session:
            source = await store_source(session, b"another document", "another.txt")
            await save(session, source, another, "later")
        await database.close()
        await _catch_up(client)
        found = (await client.get("/v1/search?q=footpaths&resolution=A/RES/62/17")).json()
        assert await _total(client) == before + found["total"] > before
