"""Behind nginx, under a path prefix that it strips: every link leads back through the gateway."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest
from server import Program


@pytest.fixture(scope="module")
def http(gateway: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=gateway, timeout=30) as client:
        yield client


def _page(http: httpx.Client, **parameters: Any) -> Any:
    answer = http.get("/v1/search", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _links_in(value: Any) -> Iterator[str]:
    """Every `url`, `page_url`, `toggle_url` of a JSON answer."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name.endswith("url") and isinstance(part, str):
                yield part
            yield from _links_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _links_in(part)


def _symbol(http: httpx.Client) -> str:
    """A symbol with slashes that is stored."""
    hits = _page(http, limit=100)["hits"]
    return next(h["resolution"]["symbol"] for h in hits if "RES/" in h["resolution"]["symbol"])


def test_every_link_of_an_answer_leads_back(http: httpx.Client, gateway: str) -> None:
    links = set(_links_in(_page(http, q="requests", limit=5, context=1)))
    assert len(links) > 20
    for link in links:
        assert link.startswith(f"{gateway}/"), link
    for link in sorted(links)[::5]:
        assert httpx.get(link, timeout=30).status_code == 200, link


def test_link_headers_lead_through_all_pages(http: httpx.Client, gateway: str) -> None:
    seen: list[str] = []
    address = f"{gateway}/v1/search?kind=operative&limit=20"
    while address:
        answer = httpx.get(address, timeout=30)
        seen += [hit["paragraph"]["url"] for hit in answer.json()["hits"]]
        address = answer.links.get("next", {}).get("url", "")
        assert not address or address.startswith(f"{gateway}/v1/search?")
    assert len(seen) == len(set(seen)) == _page(http, kind="operative")["total"] > 20


@pytest.mark.parametrize("safe", ["/", ""], ids=["raw", "percent-encoded"])
def test_symbols_with_slashes_are_redirected_within_the_prefix(
    http: httpx.Client, gateway: str, safe: str
) -> None:
    symbol = _symbol(http)
    answer = http.get(f"/v1/resolutions/{quote(symbol, safe=safe)}")
    assert answer.status_code == 308
    location = answer.headers["location"]
    assert urlsplit(location).path.startswith(urlsplit(gateway).path + "/v1/resolutions/")
    assert answer.next_request
    found = http.send(answer.next_request)
    assert found.status_code == 200
    assert found.json()["symbol"] == symbol


def test_the_description_and_its_reader_know_the_prefix(http: httpx.Client, gateway: str) -> None:
    prefix = urlsplit(gateway).path
    assert http.get("/openapi.json").json()["servers"][0]["url"] == prefix
    assert f"{prefix}/openapi.json" in http.get("/docs").text


def test_links_of_pages_stay_under_the_prefix(http: httpx.Client, gateway: str) -> None:
    prefix = urlsplit(gateway).path
    for path in ("/", "/?q=requests"):
        links = re.findall(r'(?:href|src|action)="([^"]*)"', http.get(path).text)
        assert links
        inside = [link for link in links if link.startswith("/")]
        assert [link for link in inside if not link.startswith(prefix + "/")] == []
        for link in sorted({link.replace("&amp;", "&") for link in inside})[:40]:
            answer = httpx.get(f"{gateway.removesuffix(prefix)}{link}", timeout=30)
            assert answer.status_code == 200, link


def test_a_gateway_that_ends_tls_gives_secure_links(service: Program) -> None:
    answer = httpx.get(
        f"{service.base}/v1/search?limit=1",
        headers={"Host": "search.example", "X-Forwarded-Proto": "https"},
        timeout=30,
    )
    links = set(_links_in(answer.json()["hits"]))
    assert links
    assert {link.split("/v1/")[0].split("/resolutions/")[0] for link in links} == {
        "https://search.example/search"
    }


def test_problems_pass_unchanged(http: httpx.Client) -> None:
    answer = http.get("/v1/resolutions/A_RES_99_999")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
