"""Every failure has one shape."""

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sample_store import running, serving, settings_in
from sqlalchemy.exc import OperationalError

from index.errors import IndexDamaged
from service import errors
from service.api.http.problems import MEDIA_TYPE, PROBLEM_TYPES
from service.app import create_app
from service.search.paragraph_search import ParagraphSearch
from service.settings import Settings

pytestmark = pytest.mark.anyio


def assert_problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """A problem as RFC 9457 wants it, and as docs/problems.md promises it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.headers["cache-control"] == "no-store"
    problem: dict[str, Any] = answer.json()
    assert problem["type"] == f"urn:problem-type:resolution-search:{code}"
    assert problem["code"] == code
    assert problem["title"] == PROBLEM_TYPES[code].title
    assert problem["status"] == status
    assert problem["detail"]
    assert problem["instance"] == answer.request.url.path
    if status != 500:
        assert problem["request_id"] == answer.headers["x-request-id"]
    return problem


@pytest.mark.parametrize(
    ("query", "pointer", "kind"),
    [
        ("limit=0", "#/limit", "greater_than_equal"),
        ("limit=101", "#/limit", "less_than_equal"),
        ("limit=x", "#/limit", "int_parsing"),
        ("nonsense=1", "#/nonsense", "extra_forbidden"),
        ("year=2005&year=soon", "#/year/1", "int_parsing"),
        ("status=adopted&status=lost", "#/status/1", "enum"),
        ("cites=nonsense", "#/cites/0", "value_error"),
        ("date_from=2001-02-30", "#/date_from", "date_from_datetime_parsing"),
        ("date_from=2002-01-01&date_to=2001-01-01", "#", "value_error"),
        ("facets=nonsense", "#/facets/0", "enum"),
        ("sort=best", "#/sort", "enum"),
        ("context=11", "#/context", "less_than_equal"),
    ],
)
async def test_faults_of_parameters_are_listed_with_pointers(
    client: httpx.AsyncClient, query: str, pointer: str, kind: str
) -> None:
    problem = assert_problem(await client.get(f"/v1/search?{query}"), 422, "validation_error")
    (fault,) = problem["errors"]
    assert fault["source"] == "query"
    assert fault["pointer"] == pointer
    assert fault["code"] == kind
    assert fault["detail"] in problem["detail"]


@pytest.mark.parametrize(
    ("text", "position"),
    [("(", 1), ('peace AND "war', 10), ("peace AND", 9), ("nofield:x", 0), ("a )", 2)],
)
async def test_a_broken_query_says_where(
    client: httpx.AsyncClient, text: str, position: int
) -> None:
    answer = await client.get("/v1/search", params={"q": text})
    assert assert_problem(answer, 400, "invalid_query")["position"] == position


@pytest.mark.parametrize("cursor", ["x", "é", "AAAA", "0" * 900])
@pytest.mark.parametrize(
    "path",
    ["/v1/search", "/v1/resolutions", "/v1/resolutions/A_RES_61_17/citations", "/v1/ingestions"],
)
async def test_a_wrong_cursor_is_refused(client: httpx.AsyncClient, path: str, cursor: str) -> None:
    answer = await client.get(path, params={"cursor": cursor})
    assert_problem(answer, 400, "invalid_cursor")


async def test_a_cursor_of_another_search_is_refused(client: httpx.AsyncClient) -> None:
    page = (await client.get("/v1/search", params={"limit": 1})).json()
    params = {"limit": 1, "cursor": page["next_cursor"], "organ": "GA"}
    assert_problem(await client.get("/v1/search", params=params), 400, "invalid_cursor")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nonsense", 404, "not_found"),
        ("GET", "/nonsense", 404, "not_found"),
        ("GET", "/static/nonsense.css", 404, "not_found"),
        ("POST", "/v1/search", 405, "method_not_allowed"),
        ("DELETE", "/v1/resolutions/A_RES_61_17", 405, "method_not_allowed"),
        ("GET", "/v1/facets/nonsense", 422, "validation_error"),
        ("GET", "/v1/ingestions/0", 422, "validation_error"),
        ("GET", "/v1/ingestions/99", 404, "not_found"),
        ("GET", f"/v1/ingestions/{2**63}", 422, "validation_error"),
        ("GET", "/resolutions/nonsense", 404, "not_found"),
    ],
)
async def test_addresses_and_methods_that_are_not_there(
    client: httpx.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    answer = await client.request(method, path)
    assert_problem(answer, status, code)
    if status == 405:
        assert answer.headers["allow"] == "GET"


async def test_an_empty_store_is_no_failure_but_a_missing_index_is(
    filled: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without its follower a server has no index of its own before somebody builds one.
    async def never(*_: object) -> None:
        return

    monkeypatch.setattr("service.app.follow", never)
    settings = settings_in(filled.data_dir, index_dir=filled.data_dir / "empty")
    async with serving(settings) as client:
        answer = await client.get("/v1/search")
        assert_problem(answer, 503, "index_unavailable")
        assert answer.headers["retry-after"] == "5"
        assert (await client.get("/v1/resolutions")).status_code == 200
        ready = await client.get("/readyz")
        assert ready.status_code == 503
        assert not ready.json()["index"]["ready"]


async def test_an_index_is_ready_when_it_has_been_read(
    filled: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read = asyncio.Event()
    warm_up = ParagraphSearch.warm_up

    async def later(search: ParagraphSearch) -> None:
        await may_read.wait()
        await warm_up(search)

    monkeypatch.setattr(ParagraphSearch, "warm_up", later)
    async with serving(filled) as client:
        ready = await client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["index"]["generation"] is not None
        may_read.set()
        async with asyncio.timeout(30):
            while (ready := await client.get("/readyz")).status_code != 200:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert ready.json()["index"]["ready"]


async def test_a_database_without_its_tables_is_not_ready(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        return

    monkeypatch.setattr("service.app.follow", never)
    async with serving(settings_in(tmp_path)) as client:
        assert_problem(await client.get("/v1/resolutions"), 503, "store_unavailable")
        ready = await client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["database"]["revision"] is None
        assert (await client.get("/healthz")).status_code == 200


def failing(settings: Settings, error: Exception) -> FastAPI:
    app = create_app(settings)

    # Before the redirects, which take what no other route knows.
    async def fail() -> None:
        raise error

    app.add_api_route("/fail", fail)
    return app


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RuntimeError("a secret"), 500, "internal_error"),
        (errors.Conflict("two of them"), 409, "conflict"),
        (IndexDamaged("a secret file"), 503, "index_unavailable"),
        (errors.SourceError("no such host"), 422, "source_unavailable"),
        (errors.UnsupportedFormat("what is this?"), 422, "document_error"),
        (errors.DocumentTooLarge("too long"), 413, "document_too_large"),
        (errors.InvalidRequest("no such order"), 400, "invalid_request"),
        (OperationalError("SELECT secret", {}, Exception("a secret")), 503, "store_unavailable"),
        (ConnectionRefusedError("a secret"), 503, "store_unavailable"),
    ],
)
async def test_errors_become_problems_and_keep_secrets(
    filled: Settings, error: Exception, status: int, code: str
) -> None:
    async with running(failing(filled, error)) as client:
        answer = await client.get("/fail")
        problem = assert_problem(answer, status, code)
        assert "secret" not in answer.text
        if status not in {500, 503}:
            assert str(error) in problem["detail"]


async def test_the_place_in_a_document_is_told(filled: Settings) -> None:
    error = errors.MalformedDocument("not closed", place="line 3")
    async with running(failing(filled, error)) as client:
        problem = assert_problem(await client.get("/fail"), 422, "document_error")
        assert problem["place"] == "line 3"


async def test_request_ids_are_kept_if_they_are_decent(client: httpx.AsyncClient) -> None:
    kept = await client.get("/healthz", headers={"X-Request-ID": "gateway-1"})
    assert kept.headers["x-request-id"] == "gateway-1"
    for odd in ("a b", "x" * 101, "<script>"):
        given = await client.get("/healthz", headers={"X-Request-ID": odd})
        assert given.headers["x-request-id"] != odd
