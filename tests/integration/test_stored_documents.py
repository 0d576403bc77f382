"""The API gives the same stored documents on both databases, to the last page."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sample_store import documents, fill, serving, settings_in

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client(database_url: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    settings = settings_in(tmp_path, database_url=database_url)
    await fill(settings)
    async with serving(settings) as client:
        yield client


async def collect(client: httpx.AsyncClient, address: str, member: str, **params: str) -> list[Any]:
    """All entries of a list, two at a time."""
    entries: list[Any] = []
    answer = await client.get(address, params={"limit": 2, **params})
    while True:
        assert answer.status_code == 200, answer.text
        entries += answer.json()[member]
        if "next" not in answer.links:
            assert len(entries) == answer.json()["total"]
            return entries
        answer = await client.get(answer.links["next"]["url"])


async def test_everything_saved_can_be_read(client: httpx.AsyncClient) -> None:
    held = {
        brief["symbol"]: brief for brief in await collect(client, "/v1/resolutions", "resolutions")
    }
    parsed = documents()
    assert set(held) == {str(each.header.symbol) for each in parsed}
    for each in parsed:
        symbol = each.header.symbol
        assert symbol is not None
        answer = await client.get(
            f"/v1/resolutions/{symbol.path}", params={"language": str(each.header.language)}
        )
        resolution = answer.json()
        assert resolution["title"] == each.header.title
        assert resolution["session"] == each.header.session
        assert [(p["address"], p["text"]) for p in resolution["paragraphs"]] == [
            (str(p.address), p.text) for p in each.paragraphs
        ]
        for shown, paragraph in zip(resolution["paragraphs"], each.paragraphs, strict=True):
            assert [verb["lemma"] for verb in shown["verbs"]] == [v.lemma for v in paragraph.verbs]
            assert [body["body"] for body in shown["bodies"]] == [b.body for b in paragraph.bodies]
            named = [(each["name"], each["category"]) for each in shown["instruments"]]
            assert named == [(each.name, each.category) for each in paragraph.instruments]
            asked = [(each["reporter"], each["due"]) for each in shown["reports"]]
            assert asked == [
                (each.reporter, each.due and each.due.isoformat()) for each in paragraph.reports
            ]


async def test_citations_are_read_in_both_directions(client: httpx.AsyncClient) -> None:
    path = "/v1/resolutions/A_RES_61_17/citations"
    cited = [each["citation"] for each in await collect(client, path, "citations")]
    assert [(each["symbol"], each["status"]) for each in cited] == [
        ("A/RES/31/16", "ambiguous"),
        ("A/RES/61/18", "resolved"),
        ("A/RES/99/1", "not_held"),
        ("S/RES/1999 (2011)", "resolved"),
    ]
    first = await client.get(path, params={"direction": "cited_by", "limit": 1})
    second = await client.get(first.links["next"]["url"])
    citing = [*first.json()["citations"], *second.json()["citations"]]
    assert [each["citing"]["symbol"] for each in citing] == ["S/RES/1999 (2011)", "A/RES/61/18"]
    assert "next" not in second.links


async def test_orders_and_filters_agree(client: httpx.AsyncClient) -> None:
    orders = {}
    for sort in ("newest", "oldest", "symbol"):
        found = await collect(client, "/v1/resolutions", "resolutions", sort=sort)
        orders[sort] = [each["symbol"] for each in found]
    dated = {"S/RES/1999 (2011)", "E/CN.15/2009/L.99", "A/RES/61/17", "A/RES/61/18"}
    newest = [symbol for symbol in orders["newest"] if symbol in dated]
    assert newest == ["S/RES/1999 (2011)", "E/CN.15/2009/L.99", "A/RES/61/17", "A/RES/61/18"]
    assert set(orders["oldest"][:4]) == dated
    assembly = [symbol for symbol in orders["symbol"] if symbol.startswith("A/RES")]
    assert assembly == ["A/RES/31/16 A", "A/RES/31/16 B", "A/RES/61/17", "A/RES/61/18"]


async def test_neighbours_and_hits_are_read(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/search", params={"operative_verb": "urge", "context": 1})
    (hit,) = answer.json()["hits"]
    assert [each["label"] for each in (*hit["before"], *hit["after"])] == ["OP1", "OP2(a)"]
