"""What GET /v1/search and /v1/facets answer, on a real index and a real database."""

from collections import Counter
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from index.fields import Field

pytestmark = pytest.mark.anyio


async def search(client: httpx.AsyncClient, **params: Any) -> dict[str, Any]:
    answer = await client.get("/v1/search", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def places(page: dict[str, Any]) -> set[str]:
    return {f"{hit['resolution']['symbol']} {hit['paragraph']['label']}" for hit in page["hits"]}


def facet(page: dict[str, Any], field: str) -> dict[str, Any]:
    return {
        value["value"]: value
        for facet in page["facets"]
        if facet["field"] == field
        for value in facet["values"]
    }


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"q": "glaciers"}, {"A/RES/61/17 OP2(b)"}),
        ({"q": '"mountain footpaths"'}, {"A/RES/61/17 OP1"}),
        ({"q": "glacier OR seized"}, {"A/RES/61/17 OP2(b)", "S/RES/1999 (2011) OP1"}),
        ({"operative_verb": "urge"}, {"A/RES/61/17 OP2"}),
        ({"operative_verb": ["urge", "decide"]}, {"A/RES/61/17 OP2", "S/RES/1999 (2011) OP1"}),
        ({"operative_verb": "invite"}, {"A/RES/61/17 OP1"}),
        ({"verb_modifier": "strongly"}, {"A/RES/61/17 OP2"}),
        ({"opening": "recall"}, {"A/RES/61/17 PP1"}),
        (
            {"addressee": "the Secretary-General", "language": "en"},
            {"A/RES/61/17 OP1", "A/RES/61/18 OP1"},
        ),
        ({"cited_body": "UNODC", "status": "draft"}, {"E/CN.15/2009/L.99 OP1"}),
        ({"instrument": "Treaty on Guides", "status": "draft"}, {"E/CN.15/2009/L.99 OP1"}),
        ({"q": 'instrument:"Treaty on Guides"', "status": "draft"}, {"E/CN.15/2009/L.99 OP1"}),
        ({"cites": "61/17 nonsense"}, None),
        ({"cites": "S/RES/1999(2011)"}, {"A/RES/61/17 OP3"}),
        ({"cites": "A/RES/99/1"}, {"A/RES/61/17 OP1"}),
        ({"language": "fr"}, {"A/RES/61/18 OP1"}),
        ({"organ": "sc"}, {"S/RES/1999 (2011) OP1"}),
        ({"year": 2011}, {"S/RES/1999 (2011) OP1"}),
        ({"date_from": "2009-04-20", "date_to": "2009-04-20"}, {"E/CN.15/2009/L.99 OP1"}),
        ({"sponsor": "JPN", "operative_verb": "note"}, {"A/RES/61/17 OP3"}),
        ({"agenda": "19 (a)", "kind": "preambular"}, {"A/RES/61/17 PP1", "A/RES/61/17 PP2"}),
        ({"subject": "TOURISM", "kind": "preambular"}, {"A/RES/61/17 PP1", "A/RES/61/17 PP2"}),
        ({"resolution": "a/res/31/16 b"}, {"A/RES/31/16 B OP1"}),
        ({"session": "18"}, {"E/CN.15/2009/L.99 OP1"}),
        ({"paragraph_kind": "operative", "operative_verb": "urge"}, {"A/RES/61/17 OP2"}),
        ({"paragraph_kind": "operative", "q": "glaciers"}, {"A/RES/61/17 OP2(b)"}),
        ({"kind": "operative", "q": "glaciers"}, set()),
        (
            {"adoption_method": "recorded_vote", "kind": "preambular"},
            {"A/RES/61/17 PP1", "A/RES/61/17 PP2"},
        ),
    ],
)
async def test_filters_find_what_they_say(
    client: httpx.AsyncClient, params: dict[str, Any], found: set[str] | None
) -> None:
    if found is None:
        assert (await client.get("/v1/search", params=params)).status_code == 422
        return
    page = await search(client, **params)
    assert places(page) == found
    assert page["total"] == len(found)


async def test_matches_are_offsets_into_the_text(client: httpx.AsyncClient) -> None:
    page = await search(client, q="footpath* secretary")
    (hit,) = page["hits"]
    text = hit["paragraph"]["text"]
    marked = [text[match["start"] : match["end"]] for match in hit["matches"]]
    assert marked == ["Secretary", "footpaths"]


async def test_a_facet_is_counted_without_its_own_filter(client: httpx.AsyncClient) -> None:
    page = await search(client, operative_verb="urge", facets=["operative_verb", "organ"])
    verbs = facet(page, "operative_verb")
    assert verbs["urge"]["selected"]
    assert verbs["urge"]["count"] == 1
    assert not verbs["request"]["selected"]
    assert verbs["request"]["count"] == 4
    assert facet(page, "organ").keys() == {"GA"}


async def test_every_toggle_link_gives_what_it_counts(client: httpx.AsyncClient) -> None:
    page = await search(client, sponsor="JPN", facet_limit=50)
    links = [value for each in page["facets"] for value in each["values"]]
    assert len(links) > 10
    for value in links:
        answer = (await client.get(value["toggle_url"])).json()
        sponsors = [v for k, v in parse_qsl(urlsplit(value["toggle_url"]).query) if k == "sponsor"]
        if sponsors == ["JPN"]:
            assert answer["total"] == value["count"], value
        elif value["selected"]:
            assert answer["total"] == 14, value
        else:
            assert answer["total"] >= page["total"], value


async def test_labels_are_names(client: httpx.AsyncClient) -> None:
    page = await search(
        client, facets=["sponsor", "organ", "kind", "status", "language", "adoption_method"]
    )
    assert facet(page, "sponsor")["JPN"]["label"] == "Japan"
    assert facet(page, "organ")["GA"]["label"] == "General Assembly"
    assert facet(page, "kind")["operative"]["label"] == "Operative paragraph"
    assert facet(page, "status")["draft"]["label"] == "Draft"
    assert facet(page, "language")["fr"]["label"] == "French"
    assert facet(page, "adoption_method")["recorded_vote"]["label"] == "By recorded vote"


async def test_facets_are_cut_and_say_so(client: httpx.AsyncClient) -> None:
    page = await search(client, facets="operative_verb", facet_limit=2)
    (verbs,) = page["facets"]
    assert len(verbs["values"]) == 2
    assert verbs["truncated"]
    assert verbs["distinct"] > 2
    assert (await search(client, facet_limit=0))["facets"] == []


async def test_units_of_resolutions_group_the_hits(client: httpx.AsyncClient) -> None:
    page = await search(client, sponsor="JPN", unit="resolution", facets="organ")
    assert page["total"] == 2
    matching = {hit["resolution"]["symbol"]: hit["matching_paragraphs"] for hit in page["hits"]}
    assert matching == {"A/RES/61/17": 7, "E/CN.15/2009/L.99": 1}
    assert facet(page, "organ")["GA"]["count"] == 1


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"q": "footpaths OR office"},
        {"q": "footpaths", "organ": "GA"},
        {"kind": ["operative", "subparagraph"], "date_from": "2006-01-01"},
        {"q": "qzxqzx"},
    ],
)
async def test_units_of_resolutions_count_as_their_paragraphs_say(
    client: httpx.AsyncClient, params: dict[str, Any]
) -> None:
    paragraphs = (await search(client, **params, limit=100))["hits"]
    matching = Counter(hit["resolution"]["symbol"] for hit in paragraphs)
    years = Counter(
        {hit["resolution"]["symbol"]: hit["resolution"]["date"] for hit in paragraphs}.values()
    )
    asked = {**params, "unit": "resolution", "limit": 100, "facet_limit": 100, "histogram": "year"}
    page = await search(client, **asked, facets=[each for each in Field if each not in params])
    assert page["total"] == len(page["hits"]) == len(matching)
    found = {hit["resolution"]["symbol"]: hit["matching_paragraphs"] for hit in page["hits"]}
    assert found == matching
    by_year = Counter[str]()
    for day, count in years.items():
        if day:
            by_year[f"{day[:4]}-01-01"] += count
    assert {each["start"]: each["count"] for each in page["histogram"]["buckets"]} == by_year
    for value in [value for each in page["facets"] for value in each["values"]]:
        followed = (await client.get(value["toggle_url"])).json()
        assert (followed["unit"], followed["total"]) == ("resolution", value["count"]), value


async def test_the_histogram_counts_by_year_or_month(client: httpx.AsyncClient) -> None:
    by_year = (await search(client, histogram="year"))["histogram"]
    counted = {bucket["start"]: bucket["count"] for bucket in by_year["buckets"] if bucket["count"]}
    assert counted == {"2006-01-01": 9, "2009-01-01": 1, "2011-01-01": 1}
    by_month = (await search(client, histogram="month", year=2011))["histogram"]
    assert {"start": "2011-07-01", "count": 1} in by_month["buckets"]
    assert (await search(client))["histogram"] is None


async def test_neighbours_come_in_the_order_of_the_text(client: httpx.AsyncClient) -> None:
    page = await search(client, operative_verb="urge", context=2)
    (hit,) = page["hits"]
    assert [each["label"] for each in hit["before"]] == ["PP2", "OP1"]
    assert [each["label"] for each in hit["after"]] == ["OP2(a)", "OP2(b)"]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "symbol"])
@pytest.mark.parametrize("unit", ["paragraph", "resolution"])
async def test_pages_follow_each_other_without_gap_or_repeat(
    client: httpx.AsyncClient, sort: str, unit: str
) -> None:
    params = {"q": "footpaths OR office OR glacier", "sort": sort, "unit": unit, "facet_limit": 0}
    whole = await search(client, **params, limit=100)
    address: str | None = "/v1/search"
    query: dict[str, Any] | None = {**params, "limit": 2}
    seen = []
    while address:
        answer = await client.get(address, params=query)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert page["total"] == whole["total"]
        seen += [hit["paragraph"]["url"] for hit in page["hits"]]
        address, query = answer.links.get("next", {}).get("url"), None
        assert (address is None) == (page["next_cursor"] is None)
        assert answer.links["first"]["url"].startswith("http://testserver/v1/search?")
    assert seen == [hit["paragraph"]["url"] for hit in whole["hits"]]
    assert len(seen) == whole["total"] > 4


async def test_a_cursor_goes_on_with_another_page_size(client: httpx.AsyncClient) -> None:
    first = await search(client, limit=3)
    rest = await search(client, limit=100, cursor=first["next_cursor"])
    assert len(first["hits"]) + len(rest["hits"]) == rest["total"]
    assert rest["next_cursor"] is None


async def test_facet_values_are_searched_by_value_and_label(client: httpx.AsyncClient) -> None:
    async def values(field: str, **params: Any) -> list[str]:
        answer = await client.get(f"/v1/facets/{field}", params=params)
        assert answer.status_code == 200, answer.text
        return [value["value"] for value in answer.json()["values"]]

    assert await values("sponsor", contains="KINGDOM") == ["GBR"]
    assert await values("sponsor", contains="jp") == ["JPN"]
    assert await values("sponsor", contains="nobody") == []
    assert await values("operative_verb", q="glaciers") == []
    assert await values("operative_verb", organ="SC") == ["decide"]
    assert len(await values("operative_verb", limit=1)) == 1
    assert await values("sponsor", contains="(") == await values("sponsor")
    answer = (await client.get("/v1/facets/sponsor", params={"contains": "jp", "limit": 7})).json()
    followed = await client.get(answer["values"][0]["toggle_url"])
    assert followed.json()["total"] == 8


async def test_completions_lead_to_the_searches_that_they_stand_for(
    client: httpx.AsyncClient,
) -> None:
    asked = {"text": "foot", "organ": "GA", "q": "hikers OR footpaths", "fields": list(Field)}
    answer = await client.get("/v1/completions", params=asked)
    assert answer.status_code == 200, answer.text
    found = answer.json()["completions"]
    assert found == []
    answer = await client.get("/v1/completions", params={**asked, "text": "re"})
    found = answer.json()["completions"]
    assert {"request", "recall"} <= {each["value"] for each in found}
    for each in found:
        assert each["field_label"]
        assert (await client.get(each["url"])).json()["total"] == each["count"], each


@pytest.mark.parametrize("path", ["/v1/search", "/v1/facets/organ", "/v1/completions"])
async def test_a_broken_query_is_refused_everywhere(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(
        path, params={"q": "(", "text": "x"} if "comp" in path else {"q": "("}
    )
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid_query"


@pytest.mark.parametrize(
    ("params", "query", "total"),
    [
        ({"q": "fotpaths"}, "footpaths", 6),
        ({"q": "fotpaths", "organ": "GA", "unit": "resolution"}, "footpaths", 3),
        ({"q": '"montain footpaths" OR volcano'}, '"mountain footpaths" OR volcano', 1),
    ],
)
async def test_what_may_have_been_meant_is_offered(
    client: httpx.AsyncClient, params: dict[str, str], query: str, total: int
) -> None:
    page = await search(client, **params)
    better = page["did_you_mean"]
    assert (better["query"], better["total"]) == (query, total)
    followed = (await client.get(better["url"])).json()
    assert followed["total"] == total > page["total"]
    assert followed["did_you_mean"] is None


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"q": "footpaths"},
        {"q": "glaciers"},
        {"q": "qzxqzx"},
        {"q": "fotpaths", "organ": "CND"},
        {"organ": "CND"},
    ],
)
async def test_nothing_is_offered_that_finds_no_more(
    client: httpx.AsyncClient, params: dict[str, str]
) -> None:
    assert (await search(client, **params))["did_you_mean"] is None


async def test_a_resolution_is_named_by_its_symbol(client: httpx.AsyncClient) -> None:
    some = (await search(client))["hits"][0]["resolution"]
    number = some["symbol"].rsplit("RES/", 1)[-1]
    for text in (some["symbol"], some["symbol"].lower(), f" {number} "):
        assert (await search(client, q=text))["named"] == some


@pytest.mark.parametrize("q", ["footpaths", "A/RES/1/9999", "2030", '"A/RES/1/9999"', "1" * 100])
async def test_other_texts_name_none(client: httpx.AsyncClient, q: str) -> None:
    assert (await search(client, q=q))["named"] is None
