"""Submitting documents, and following their ingestion."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sample_store import serving, settings_in

from service.settings import Settings
from service.store import schema

pytestmark = pytest.mark.anyio
FILE = {"file": ("draft.txt", b"A draft without a symbol", "text/plain")}


@pytest.fixture
async def settings(tmp_path: Path) -> Settings:
    settings = settings_in(tmp_path, max_document_bytes=1000, fetch_hosts=("docs.example",))
    await schema.upgrade(settings.database)
    return settings


@pytest.fixture
async def inbox(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with serving(settings) as client:
        yield client


async def test_a_file_is_accepted_and_can_be_followed(inbox: httpx.AsyncClient) -> None:
    answer = await inbox.post("/v1/ingestions", files=FILE, data={"symbol": "e/cn.15/2005/l.4"})
    assert answer.status_code == 202
    job = answer.json()
    assert job["state"] == "queued"
    assert job["origin"] == "draft.txt"
    assert job["symbol"] == "E/CN.15/2005/L.4"
    assert answer.headers["location"] == job["url"]
    assert (await inbox.get(job["url"])).json() == job


async def test_the_same_file_is_the_same_ingestion(inbox: httpx.AsyncClient) -> None:
    first = (await inbox.post("/v1/ingestions", files=FILE)).json()
    again = (await inbox.post("/v1/ingestions", files=FILE)).json()
    assert again["id"] == first["id"]
    assert (await inbox.get("/v1/ingestions")).json()["total"] == 1


async def test_a_url_or_a_symbol_is_accepted(inbox: httpx.AsyncClient) -> None:
    address = "https://docs.example/a.xml"
    by_url = await inbox.post("/v1/ingestions", json={"url": address})
    assert (by_url.status_code, by_url.json()["origin"]) == (202, address)
    by_symbol = await inbox.post("/v1/ingestions", json={"symbol": "S/RES/1999(2011)"})
    assert by_symbol.status_code == 202
    assert by_symbol.json()["symbol"] == "S/RES/1999 (2011)"
    assert "S%2FRES%2F1999%20%282011%29" in by_symbol.json()["origin"]


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        ({"json": {}}, 422, "validation_error"),
        ({"json": []}, 422, "validation_error"),
        ({"json": {"url": "ftp://docs.example/a"}}, 422, "validation_error"),
        ({"json": {"symbol": "nonsense"}}, 422, "validation_error"),
        ({"json": {"symbol": "A/RES/1/1", "more": 1}}, 422, "validation_error"),
        ({"json": {"url": "https://elsewhere.example/a"}}, 422, "source_unavailable"),
        ({"json": {"url": "https://a:b@docs.example/a"}}, 422, "source_unavailable"),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 422, None),
        ({"content": b"text", "headers": {"Content-Type": "text/plain"}}, 415, None),
        ({"content": b"text"}, 415, "unsupported_media_type"),
        ({"files": {"other": FILE["file"]}}, 422, "validation_error"),
        ({"files": FILE, "data": {"symbol": "nonsense"}}, 422, "validation_error"),
        ({"files": FILE, "data": {"more": "1"}}, 422, "validation_error"),
        (
            {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}},
            400,
            "invalid_request",
        ),
        (
            {"content": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=b"}},
            400,
            "invalid_request",
        ),
        ({"files": {"file": ("big.txt", b"x" * 70_000)}}, 413, "document_too_large"),
        ({"files": {"file": ("big.txt", b"x" * 1001)}}, 413, "document_too_large"),
    ],
)
async def test_what_cannot_be_taken_is_refused_at_once(
    inbox: httpx.AsyncClient, request_: dict[str, Any], status: int, code: str | None
) -> None:
    answer = await inbox.post("/v1/ingestions", **request_)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    if code:
        assert answer.json()["code"] == code
    assert (await inbox.get("/v1/ingestions")).json()["total"] == 0


async def test_a_body_of_unknown_length_is_limited_too(inbox: httpx.AsyncClient) -> None:
    async def drip() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 1000

    answer = await inbox.post(
        "/v1/ingestions",
        content=drip(),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 413
    assert answer.json()["code"] == "document_too_large"


async def test_ingestions_are_listed_last_first_and_by_state(inbox: httpx.AsyncClient) -> None:
    for number in range(3):
        await inbox.post("/v1/ingestions", files={"file": (f"{number}.txt", b"%d" % number)})
    whole = (await inbox.get("/v1/ingestions")).json()
    assert [job["origin"] for job in whole["ingestions"]] == ["2.txt", "1.txt", "0.txt"]
    first = await inbox.get("/v1/ingestions", params={"limit": 2, "state": "queued"})
    rest = await inbox.get(first.links["next"]["url"])
    assert first.json()["ingestions"] + rest.json()["ingestions"] == whole["ingestions"]
    assert (await inbox.get("/v1/ingestions?state=done&state=failed")).json()["total"] == 0


async def test_keys_are_wanted_once_there_are_any(settings: Settings) -> None:
    keys = (SecretStr("first"), SecretStr("schlüssel"))
    locked = settings.model_copy(update={"api_keys": keys})
    async with serving(locked) as client:
        for headers in (
            {},
            {"X-API-Key": "wrong"},
            {"Authorization": "Bearer"},
            {"Authorization": "Bearer wrong"},
            {"Authorization": "Basic first"},
        ):
            answer = await client.get("/v1/ingestions", headers=headers)
            assert answer.status_code == 401
            assert answer.json()["code"] == "unauthorized"
            assert answer.headers["www-authenticate"] == "Bearer"
        for headers in ({"X-API-Key": "first"}, {"Authorization": "Bearer first"}):
            assert (await client.get("/v1/ingestions", headers=headers)).status_code == 200
            assert (
                await client.post("/v1/ingestions", files=FILE, headers=headers)
            ).status_code == 202
        assert (await client.get("/v1/resolutions")).status_code == 200


async def test_the_embedded_worker_takes_a_document_in(settings: Settings) -> None:
    working = settings.model_copy(update={"embedded_worker": True, "poll_interval": 0.05})
    async with serving(working) as client:
        job = (await client.post("/v1/ingestions", files=FILE)).json()
        async with asyncio.timeout(60):
            while job["state"] not in {"done", "failed", "dead"}:
                await asyncio.sleep(0.05)
                job = (await client.get(job["url"])).json()
    assert job["state"] == "failed"
    assert job["error"]["code"] in {"not_a_resolution", "unsupported_format"}
    assert job["resolution"] is None
