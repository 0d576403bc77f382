"""ETags: what has not changed is not sent again, what has changed always is."""

import asyncio
from pathlib import Path

import httpx
import pytest
from sample_store import documents, fill, serving, settings_in

from service.settings import Settings
from service.store.database import Database
from service.store.sources import store_source
from service.store.texts import save

pytestmark = pytest.mark.anyio

SEARCHED = ["/v1/search?q=footpaths", "/v1/facets/sponsor", "/?q=footpaths"]
"""What says what the index holds, and changes when the index does."""
STORED = [
    "/v1/resolutions",
    "/v1/resolutions/A_RES_61_17",
    "/v1/resolutions/A_RES_61_17/paragraphs",
    "/v1/resolutions/A_RES_61_17/paragraphs/op1",
    "/v1/resolutions/A_RES_61_17/citations",
]


@pytest.mark.parametrize("path", SEARCHED + STORED)
async def test_what_is_held_already_is_not_sent_again(client: httpx.AsyncClient, path: str) -> None:
    first = await client.get(path)
    etag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    again = await client.get(path, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == etag
    other = await client.get(path, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


async def test_every_query_has_a_tag_of_its_own_whatever_its_order(
    client: httpx.AsyncClient,
) -> None:
    async def tag(path: str) -> str:
        return (await client.get(path)).headers["etag"]

    assert await tag("/v1/search?q=a&organ=GA") == await tag("/v1/search?organ=GA&q=a")
    assert await tag("/v1/search?q=a") != await tag("/v1/search?q=b")
    assert await tag("/v1/search?limit=1&limit=2") != await tag("/v1/search?limit=2&limit=1")
    assert await tag("/v1/search?organ=GA") != await tag("/v1/search?organ=SC")
    assert await tag("/v1/resolutions/A_RES_61_17") != await tag("/v1/resolutions/A_RES_61_18")


async def _add_a_document(settings: Settings) -> None:
    database = Database(settings.database)
    async with database.writing() as session:
        source_id = await store_source(session, b"a later document", "later.txt")
        await save(session, source_id, documents()[0], "later")
    await database.close()


async def test_a_change_makes_new_tags(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    await fill(settings)
    async with serving(settings) as client:
        before = {path: (await client.get(path)).headers["etag"] for path in SEARCHED + STORED}
        await _add_a_document(settings)
        for path in STORED:
            answer = await client.get(path, headers={"If-None-Match": before[path]})
            assert answer.status_code == 200
        # The follower brings the index up to the store; hits and counts may change again.
        async with asyncio.timeout(20):
            while (await client.get("/readyz")).json()["index"]["lag"]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        for path in SEARCHED:
            answer = await client.get(path, headers={"If-None-Match": before[path]})
            assert answer.status_code == 200
            held = {"If-None-Match": answer.headers["etag"]}
            assert (await client.get(path, headers=held)).status_code == 304
