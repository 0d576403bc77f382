"""Fetching: from a real server on loopback, within limits, and never where it should not go."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from toy_parser import document, parse

from service.errors import DocumentTooLarge, SourceError
from service.ingest.fetcher import Fetcher, SourceBusy
from service.model import Language, Symbol
from service.settings import Settings
from service.store import jobs
from service.store.database import Database
from service.store.tables import JobState
from service.worker import run_worker

pytestmark = pytest.mark.anyio

BODY = document("A/RES/90/1", {"op1": "Requests"})


class Site(BaseHTTPRequestHandler):
    """A document site: `/doc`, and ways in which sites misbehave."""

    asked: list[str]
    busy: int

    def do_GET(self) -> None:
        self.asked.append(self.path)
        path = self.path.partition("?")[0]
        if path == "/busy" and self.busy > 0:
            type(self).busy -= 1
            self.send_error(503)
        elif path in {"/doc", "/busy"}:
            self.answer(BODY)
        elif path == "/large":
            self.answer(bytes(3000))
        elif path == "/loop":
            self.move("/loop")
        elif path == "/moved":
            self.move("/doc")
        elif path == "/away":
            self.move("http://169.254.169.254/latest")
        elif path == "/back":
            self.move("http://localhost/secret")
        elif path == "/file":
            self.move("file:///etc/passwd")
        else:
            self.send_error(404)

    def answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def move(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked, Site.busy = [], 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def fetcher(*hosts: str, limit: int = 2000, timeout: float = 10) -> Fetcher:
    return Fetcher(
        Settings(fetch_hosts=hosts, max_document_bytes=limit, fetch_timeout=timeout),
    )


@pytest.mark.parametrize("path", ["/doc", "/moved"])
async def test_a_listed_host_is_fetched_from(site: str, path: str) -> None:
    assert await fetcher("127.0.0.1").fetch(site + path) == BODY


@pytest.mark.parametrize(
    ("path", "kind", "says"),
    [
        ("/none", SourceError, "404"),
        ("/large", DocumentTooLarge, "more than 2000 bytes"),
        ("/loop", SourceError, "redirects"),
        ("/away", SourceError, "169.254.169.254"),
        ("/back", SourceError, "localhost"),
        ("/file", SourceError, "plain http"),
    ],
)
async def test_what_a_site_may_not_do(
    site: str, path: str, kind: type[Exception], says: str
) -> None:
    with pytest.raises(kind, match=says):
        await fetcher("127.0.0.1").fetch(site + path)


@pytest.mark.parametrize(
    "url",
    [
        "http://elsewhere.example/doc",
        "ftp://127.0.0.1/doc",
        "file:///etc/passwd",
        "http://user:word@127.0.0.1/doc",
        "http://[::1]/doc",
        "//127.0.0.1/doc",
        "http://127.0.0.1:70000/doc",
        "http://exa mple/",
    ],
)
async def test_what_may_not_be_asked_for(url: str) -> None:
    with pytest.raises(SourceError):
        await fetcher("127.0.0.1").fetch(url)


async def test_a_listed_name_does_not_lead_to_a_private_address(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever rules a name could point it at a machine behind the wall."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SourceError, match="private address"):
        await fetcher("localhost").fetch(site.replace("127.0.0.1", "localhost") + "/doc")
    assert Site.asked == []


async def test_a_slow_site_is_given_up() -> None:
    async def sleep(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(60)
        return httpx.Response(200)

    slow = Fetcher(
        Settings(fetch_hosts=("127.0.0.1",), fetch_timeout=0.05),
        transport=httpx.MockTransport(sleep),
    )
    with pytest.raises(SourceBusy, match=r"0\.05 seconds"):
        await slow.fetch("http://127.0.0.1/doc")


async def test_a_site_that_is_down_is_busy() -> None:
    with pytest.raises(SourceBusy):
        await fetcher("127.0.0.1").fetch("http://127.0.0.1:1/doc")


@pytest.mark.parametrize(
    ("template", "url"),
    [
        ("https://x.example/{symbol}", "https://x.example/S%2FRES%2F1373%20%282001%29"),
        ("https://x.example/{path}-{language}", "https://x.example/S_RES_1373%282001%29-fr"),
        ("https://x.example/?t={format}", "https://x.example/?t=docx"),
    ],
)
def test_the_template_is_filled_and_encoded(template: str, url: str) -> None:
    fetching = Fetcher(Settings(fetch_template=template))
    assert fetching.url_of(Symbol.parse("S/RES/1373 (2001)"), Language.FRENCH) == url


def test_an_unknown_placeholder_is_refused() -> None:
    with pytest.raises(SourceError, match="number"):
        Fetcher(Settings(fetch_template="https://x/{number}")).url_of(Symbol.parse("A/RES/1/1"))


@pytest.mark.parametrize(
    ("path", "symbol", "state", "code"),
    [
        ("/doc", None, JobState.DONE, None),
        ("/doc", "A/RES/90/1", JobState.DONE, None),
        ("/doc", "A/RES/90/2", JobState.FAILED, "conflict"),
        ("/none", None, JobState.FAILED, "source_unavailable"),
        ("/large", None, JobState.FAILED, "document_too_large"),
        ("/busy", None, JobState.DONE, None),
    ],
)
async def test_a_worker_fetches_and_takes_in(
    settings: Settings,
    database: Database,
    site: str,
    path: str,
    symbol: str | None,
    state: JobState,
    code: str | None,
) -> None:
    """A busy site is asked again; a document that is not the one asked for is refused."""
    Site.busy = 1
    ours = settings.model_copy(update={"fetch_hosts": ("127.0.0.1",), "max_document_bytes": 2000})
    async with database.writing() as session:
        job = await jobs.enqueue_url(session, site + path, symbol)
    stop = asyncio.Event()

    async def look() -> None:
        async with database.reading() as session:
            if (await jobs.find_jobs(session, [job.id or 0]))[0].state in jobs.FINISHED:
                stop.set()

    async with asyncio.timeout(60):
        await run_worker(ours, database, stop, on_idle=look, parse=parse, parser_version="1")
    async with database.reading() as session:
        found = (await jobs.find_jobs(session, [job.id or 0]))[0]
    assert (found.state, found.error_code) == (state, code)
    assert found.attempts == (2 if path == "/busy" else 1)
    assert (found.resolution_id is not None) == (state is JobState.DONE)
