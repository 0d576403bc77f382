"""Resolutions, paragraphs and citations, and the many ways of writing where they are."""

from typing import Any

import httpx
import pytest
from sample_store import serving, settings_in

from service.settings import Settings

pytestmark = pytest.mark.anyio


async def read(client: httpx.AsyncClient, path: str, **params: Any) -> Any:
    answer = await client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_resolution_says_all_that_is_held_of_it(client: httpx.AsyncClient) -> None:
    resolution = await read(client, "/v1/resolutions/A_RES_61_17")
    assert resolution["symbol"] == "A/RES/61/17"
    assert resolution["date"] == resolution["adoption_date"] == "2006-12-04"
    assert resolution["votes"] == {"in_favour": 150, "against": 2, "abstaining": 11}
    assert resolution["agenda_items"] == ["19 (a)"]
    assert resolution["subjects"] == ["MOUNTAINS", "TOURISM"]
    assert [each["code"] for each in resolution["sponsors"]] == ["JPN", "GBR", None]
    assert resolution["sponsors"][2]["role"] == "additional_sponsor"
    assert resolution["draft_symbol"] == "E/CN.15/2009/L.99"
    assert resolution["adopted_symbol"] is None
    draft = await read(client, "/v1/resolutions/E_CN.15_2009_L.99")
    assert draft["adopted_symbol"] == "A/RES/61/17"
    assert resolution["source"] == "0.txt"
    assert [each["label"] for each in resolution["paragraphs"]] == [
        *("Enacting formula", "PP1", "PP2", "OP1", "OP2", "OP2(a)", "OP2(b)", "OP3"),
    ]


async def test_a_paragraph_says_all_that_was_found_in_it(client: httpx.AsyncClient) -> None:
    found = await read(client, "/v1/resolutions/A_RES_61_17/paragraphs/op1", context=1)
    paragraph = found["paragraph"]
    text = paragraph["text"]
    for verb in paragraph["verbs"]:
        assert text[verb["start"] : verb["end"]] == verb["surface"]
        assert text[verb["addressee_start"] : verb["addressee_end"]] == verb["addressee"]
    assert [(verb["lemma"], verb["lead"]) for verb in paragraph["verbs"]] == [
        ("request", True),
        ("invite", False),
    ]
    assert [body["body"] for body in paragraph["bodies"]] == ["SG"]
    (note,) = paragraph["footnotes"]
    for citation in note["citations"]:
        assert citation["where"] == "1"
        assert note["text"][citation["start"] : citation["end"]] == citation["text"]
    assert [each["label"] for each in found["before"]] == ["PP2"]
    assert [each["label"] for each in found["after"]] == ["OP2"]
    assert found["resolution"]["title"] == "Safety on mountain footpaths"


async def test_every_link_to_a_paragraph_or_resolution_works(client: httpx.AsyncClient) -> None:
    for brief in (await read(client, "/v1/resolutions"))["resolutions"]:
        resolution = await read(client, brief["url"])
        assert resolution["symbol"] == brief["symbol"]
        assert (await client.get(brief["page_url"])).status_code == 200
        for paragraph in resolution["paragraphs"]:
            assert (await read(client, paragraph["url"]))["paragraph"] == paragraph


async def test_citations_know_whether_their_target_is_held(client: httpx.AsyncClient) -> None:
    page = await read(client, "/v1/resolutions/A_RES_61_17/citations")
    found = {each["citation"]["symbol"]: each["citation"] for each in page["citations"]}
    assert {symbol: each["status"] for symbol, each in found.items()} == {
        "A/RES/31/16": "ambiguous",
        "A/RES/61/18": "resolved",
        "A/RES/99/1": "not_held",
        "S/RES/1999 (2011)": "resolved",
    }
    assert found["A/RES/31/16"]["implicit"]
    assert found["A/RES/99/1"]["url"] is None
    assert found["A/RES/61/18"]["url"] == "http://testserver/v1/resolutions/A_RES_61_18"
    assert page["total"] == 4


async def test_who_cites_comes_newest_first_and_once_for_each_language(
    client: httpx.AsyncClient,
) -> None:
    page = await read(client, "/v1/resolutions/A_RES_61_17/citations", direction="cited_by")
    citing = [(each["citing"]["symbol"], each["citing"]["label"]) for each in page["citations"]]
    assert citing == [("S/RES/1999 (2011)", "OP1"), ("A/RES/61/18", "OP1")]
    assert all(each["citation"]["symbol"] == "A/RES/61/17" for each in page["citations"])


async def test_who_cites_a_document_that_is_not_stored_is_listed(client: httpx.AsyncClient) -> None:
    path = "/v1/resolutions/A_RES_99_1/citations"
    page = await read(client, path, direction="cited_by")
    assert [each["citing"]["symbol"] for each in page["citations"]] == ["A/RES/61/17"]
    assert page["citations"][0]["citation"]["status"] == "not_held"
    assert (await client.get(path)).status_code == 404
    nobody = "/v1/resolutions/A_RES_99_2/citations"
    assert (await client.get(nobody, params={"direction": "cited_by"})).status_code == 404


@pytest.mark.parametrize("direction", ["cites", "cited_by"])
async def test_citations_come_in_pages(client: httpx.AsyncClient, direction: str) -> None:
    path = "/v1/resolutions/A_RES_61_17/citations"
    whole = await read(client, path, direction=direction)
    seen: list[Any] = []
    answer = await client.get(path, params={"direction": direction, "limit": 1})
    while True:
        assert answer.status_code == 200, answer.text
        assert len(answer.json()["citations"]) == 1
        seen += answer.json()["citations"]
        if "next" not in answer.links:
            break
        answer = await client.get(answer.links["next"]["url"])
    assert seen == whole["citations"]


@pytest.mark.parametrize("sort", ["newest", "oldest", "symbol"])
async def test_resolutions_come_in_pages(client: httpx.AsyncClient, sort: str) -> None:
    whole = await read(client, "/v1/resolutions", sort=sort)
    assert whole["total"] == len(whole["resolutions"]) == 7
    seen: list[Any] = []
    answer = await client.get("/v1/resolutions", params={"sort": sort, "limit": 2})
    while True:
        seen += answer.json()["resolutions"]
        if "next" not in answer.links:
            break
        answer = await client.get(answer.links["next"]["url"])
    assert seen == whole["resolutions"]
    dates = [each["date"] for each in seen if each["date"]]
    if sort != "symbol":
        assert dates == sorted(dates, reverse=sort == "newest")
        # What has no date comes last, whichever way.
        assert [each["date"] for each in seen[-3:]] == [None, None, None]


@pytest.mark.parametrize(
    ("params", "symbols"),
    [
        ({"organ": "SC"}, ["S/RES/1999 (2011)"]),
        ({"organ": ["SC", "CCPCJ"]}, ["S/RES/1999 (2011)", "E/CN.15/2009/L.99"]),
        ({"session": "61", "sort": "symbol"}, ["A/RES/61/17", "A/RES/61/18"]),
        ({"status": "draft"}, ["E/CN.15/2009/L.99"]),
        ({"date_from": "2011-07-13"}, ["S/RES/1999 (2011)"]),
        ({"date_to": "2006-12-03"}, []),
        ({"date_from": "2007-01-01", "date_to": "2010-01-01"}, ["E/CN.15/2009/L.99"]),
    ],
)
async def test_lists_are_filtered(
    client: httpx.AsyncClient, params: dict[str, Any], symbols: list[str]
) -> None:
    page = await read(client, "/v1/resolutions", **params)
    assert [each["symbol"] for each in page["resolutions"]] == symbols
    assert page["total"] == len(symbols)


async def test_the_text_comes_in_the_language_asked_for(client: httpx.AsyncClient) -> None:
    path = "/v1/resolutions/A_RES_61_18"
    assert (await read(client, path))["language"] == "en"
    french = await read(client, path, language="fr")
    assert french["title"] == "Panneaux indicateurs"
    assert french["languages"] == ["en", "fr"]
    text = (await read(client, f"{path}/paragraphs", language="fr"))["paragraphs"][0]["text"]
    assert text.startswith("Prie")
    answer = await client.get(path, params={"language": "ar"})
    assert answer.status_code == 404
    assert "en, fr" in answer.json()["detail"]


REDIRECTS = [
    ("/v1/resolutions/A/RES/61/17", "/v1/resolutions/A_RES_61_17"),
    ("/v1/resolutions/A%2FRES%2F61%2F17", "/v1/resolutions/A_RES_61_17"),
    ("/v1/resolutions/a_res_61_17", "/v1/resolutions/A_RES_61_17"),
    ("/v1/resolutions/S/RES/1999%20(2011)", "/v1/resolutions/S_RES_1999(2011)"),
    ("/v1/resolutions/A/RES/31/16%20A?language=en", "/v1/resolutions/A_RES_31_16A?language=en"),
    ("/v1/resolutions/A/RES/61/17/paragraphs", "/v1/resolutions/A_RES_61_17/paragraphs"),
    (
        "/v1/resolutions/A%2FRES%2F61%2F17/paragraphs/op2.a?context=1",
        "/v1/resolutions/A_RES_61_17/paragraphs/op2.a?context=1",
    ),
    (
        "/v1/resolutions/A_RES_61_17/paragraphs/OP2.A",
        "/v1/resolutions/A_RES_61_17/paragraphs/op2.a",
    ),
    (
        "/v1/resolutions/A/RES/61/17/citations?direction=cited_by",
        "/v1/resolutions/A_RES_61_17/citations?direction=cited_by",
    ),
    ("/v1/resolutions/A/RES/61/17/trace", "/v1/resolutions/A_RES_61_17/trace"),
    ("/resolutions/A/RES/61/17", "/resolutions/A_RES_61_17"),
    ("/resolutions/a_res_61_17?language=en", "/resolutions/A_RES_61_17?language=en"),
]


@pytest.mark.parametrize(("written", "canonical"), REDIRECTS)
async def test_other_ways_of_writing_are_redirected(
    client: httpx.AsyncClient, written: str, canonical: str
) -> None:
    answer = await client.get(written)
    assert answer.status_code == 308
    assert answer.headers["location"] == canonical
    assert (await client.get(answer.headers["location"])).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/v1/resolutions/nonsense",
        "/v1/resolutions/A/RES/nonsense/x",
        "/v1/resolutions/",
        "/v1/resolutions/A_RES_61_17/",
        "/v1/resolutions/A_RES_61_17/nonsense",
        "/v1/resolutions/A_RES_99_1/trace",
        "/v1/resolutions/A_RES_99_1",
        "/v1/resolutions/A_RES_61_17/paragraphs/op99",
        "/v1/resolutions/A_RES_61_17/paragraphs/op1%00",
        "/v1/resolutions/%00",
        "/v1/resolutions/A%2FRES%2F61%2F17%2Fnonsense%2Fx",
    ],
)
async def test_what_is_not_there_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, follow_redirects=True)
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("prefix", ["/search", "/v1", "/a/b/"])
async def test_links_are_right_under_a_prefix(filled: Settings, prefix: str) -> None:
    """The gateway strips the prefix; every link must have it."""
    settings = settings_in(filled.data_dir, root_path=prefix)
    prefix = prefix.rstrip("/")
    base = f"http://testserver{prefix}"
    async with serving(settings) as client:
        page = await read(client, "/v1/search", q="glaciers", sponsor="JPN")
        (hit,) = page["hits"]
        assert hit["paragraph"]["url"] == f"{base}/v1/resolutions/A_RES_61_17/paragraphs/op2.b"
        assert hit["paragraph"]["page_url"] == f"{base}/resolutions/A_RES_61_17#op2.b"
        (toggle,) = {v["toggle_url"] for f in page["facets"] for v in f["values"] if v["selected"]}
        assert toggle == f"{base}/v1/search?q=glaciers"
        moved = await client.get("/v1/resolutions/A/RES/61/17/paragraphs/op1")
        assert moved.headers["location"] == f"{prefix}/v1/resolutions/A_RES_61_17/paragraphs/op1"
        answer = await client.get("/v1/resolutions", params={"limit": 1})
        assert answer.links["next"]["url"].startswith(f"{base}/v1/resolutions?")
        assert (await client.get("/openapi.json")).json()["servers"] == [{"url": prefix}]
        html = (await client.get("/")).text
        assert f'href="{prefix}/static/page.css' in html
        assert f'action="{prefix}/"' in html
        assert (await client.get("/static/page.css")).status_code == 200


async def test_the_public_address_overrides_the_request(filled: Settings) -> None:
    settings = settings_in(filled.data_dir, public_url="https://un.example/find/")
    async with serving(settings) as client:
        page = await read(client, "/v1/resolutions")
        assert page["resolutions"][0]["url"].startswith("https://un.example/find/v1/resolutions/")
        moved = await client.get("/v1/resolutions/A/RES/61/17")
        assert moved.headers["location"] == "/find/v1/resolutions/A_RES_61_17"
