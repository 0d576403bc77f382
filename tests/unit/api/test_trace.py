"""The trace: every finding with its rule, in order, and where it was read from."""

from typing import Any

import httpx
import pytest
from lxml import html

from service.extraction.rules import rules

pytestmark = pytest.mark.anyio
DRAFT = "/v1/resolutions/E_CN.15_2009_L.99/trace"


async def read(client: httpx.AsyncClient, path: str, **params: Any) -> Any:
    answer = await client.get(path, params=params or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_every_kind_of_finding_is_told_in_order(client: httpx.AsyncClient) -> None:
    trace = await read(client, DRAFT)
    (paragraph,) = trace["paragraphs"]
    assert (paragraph["address"], paragraph["label"]) == ("op1", "OP1")
    assert [(each["kind"], each["text"], each["value"]) for each in paragraph["findings"]] == [
        ("verb", "Requests", "request"),
        ("addressee", "the Office", "office"),
        ("body", "the Office", "UNODC"),
        ("instrument", "Guides Treaty", "Treaty on Guides"),
        ("report", "report", "the Office"),
    ]
    starts = [each["start"] for each in paragraph["findings"]]
    assert starts == sorted(starts)
    assert [(each["kind"], each["value"], each["where"]) for each in trace["sponsors"]] == [
        ("sponsor", "JPN", "header")
    ]


async def test_spans_hold_in_the_text_and_in_the_notes(client: httpx.AsyncClient) -> None:
    resolution = await read(client, "/v1/resolutions/A_RES_61_17")
    trace = await read(client, "/v1/resolutions/A_RES_61_17/trace")
    assert len(trace["paragraphs"]) == len(resolution["paragraphs"])
    places = set()
    for shown, traced in zip(resolution["paragraphs"], trace["paragraphs"], strict=True):
        texts = {"text": shown["text"]} | {n["marker"]: n["text"] for n in shown["footnotes"]}
        for each in traced["findings"]:
            assert texts[each["where"]][each["start"] : each["end"]] == each["text"]
            places.add(each["where"])
    assert places == {"text", "1"}


async def test_it_says_from_which_file_and_by_which_parser(client: httpx.AsyncClient) -> None:
    resolution = await read(client, "/v1/resolutions/A_RES_61_17")
    trace = await read(client, "/v1/resolutions/A_RES_61_17/trace")
    for name in ("symbol", "language", "source", "format", "parser_version"):
        assert trace[name] == resolution[name]
    assert len(bytes.fromhex(trace["source_digest"])) == 32


async def test_rules_are_explained_where_they_are_known(client: httpx.AsyncClient) -> None:
    trace = await read(client, DRAFT)
    explained = {rule["id"]: rule["explanation"] for rule in trace["rules"]}
    used = {each["rule"] for place in trace["paragraphs"] for each in place["findings"]}
    used |= {each["rule"] for each in trace["sponsors"]}
    assert list(explained) == sorted(used)
    assert explained["report.report"] == rules()["report.report"]
    assert explained["by_hand"] is None


async def test_a_text_that_is_not_stored_is_not_traced(client: httpx.AsyncClient) -> None:
    answer = await client.get(DRAFT, params={"language": "fr"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_the_page_leads_to_the_trace_of_its_text(client: httpx.AsyncClient) -> None:
    answer = await client.get("/resolutions/A_RES_61_18", params={"language": "fr"})
    page = html.document_fromstring(answer.text)
    (link,) = page.xpath("//a[text()='How this was found']/@href")
    assert (await read(client, link))["language"] == "fr"
