"""The pages, read as a browser reads them."""

from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from lxml import html

pytestmark = pytest.mark.anyio
HTML = {"Accept": "text/html"}


async def page(client: httpx.AsyncClient, path: str, status: int = 200, **params: Any) -> Any:
    answer = await client.get(path, params=params or None, headers=HTML)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    document = html.document_fromstring(answer.text)
    assert_sound(document)
    return document


def assert_sound(document: Any) -> None:
    """What every page must keep: no script, unique ids, labels, one heading, a language."""
    assert document.xpath("//script | //style | //@style | //@onclick") == []
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    for control in document.xpath("//input[not(@type='hidden')] | //select"):
        assert document.xpath(f"//label[@for='{control.get('id')}']"), control.get("name")
    for reference in document.xpath("//@aria-labelledby | //@aria-describedby"):
        assert reference in ids
    for anchor in document.xpath("//a[starts-with(@href, '#')]/@href"):
        assert anchor[1:] in ids
    assert len(document.xpath("//h1")) == 1
    assert len(document.xpath("//main")) == 1
    assert document.get("lang") == "en"
    assert document.xpath("//title/text()")[0].endswith("Resolution search")


def texts(nodes: Any) -> list[str]:
    return [" ".join(node.text_content().split()) for node in nodes]


async def test_a_first_visit_shows_the_newest_paragraphs(client: httpx.AsyncClient) -> None:
    document = await page(client, "/")
    assert texts(document.xpath("//h2[@role='status']")) == ["14 paragraphs"]
    assert texts(document.xpath("//article//h3"))[0] == "S/RES/1999 (2011) OP1"
    assert document.xpath("//section[@class='chosen']") == []


async def test_hits_are_marked_and_lead_to_their_place(client: httpx.AsyncClient) -> None:
    document = await page(client, "/", q="hikers")
    (hit,) = document.xpath("//article")
    assert texts(hit.xpath(".//mark")) == ["hikers"]
    assert texts(hit.xpath(".//p[@class='text']")) == [
        "Deeply concerned that hikers < 12 & > 80 lose their way,"
    ]
    (link,) = hit.xpath(".//h3/a/@href")
    assert link == "/resolutions/A_RES_61_17#pp2"
    target = await page(client, urlsplit(link).path)
    (place,) = target.xpath("//*[@id='pp2']")
    assert "hikers" in place.text_content()


async def test_nothing_a_reader_types_becomes_markup(client: httpx.AsyncClient) -> None:
    evil = "<script>alert(1)</script>\"'>"
    document = await page(client, "/", 400, q=evil)
    assert document.xpath("//input[@name='q']/@value") == [evil]
    document = await page(client, "/", sponsor=evil)
    assert "<SCRIPT>" in document.xpath("//section[@class='chosen']")[0].text_content()


async def test_filters_are_shown_kept_and_dropped(client: httpx.AsyncClient) -> None:
    document = await page(client, "/", q="footpaths", sponsor="JPN", kind="operative")
    chosen = document.xpath("//section[@class='chosen']//a")
    assert texts(chosen) == [
        "Drop Sponsor: Japan ×",
        "Drop Kind of paragraph, each by itself: Operative paragraph ×",
    ]
    hidden = {
        (each.get("name"), each.get("value")) for each in document.xpath("//input[@type='hidden']")
    }
    assert hidden == {("sponsor", "JPN"), ("kind", "operative")}
    dropped = await page(client, chosen[0].get("href"))
    assert texts(dropped.xpath("//section[@class='chosen']//a")) == [
        "Drop Kind of paragraph, each by itself: Operative paragraph ×"
    ]
    assert dropped.xpath("//input[@name='q']/@value") == ["footpaths"]


async def test_facets_toggle_and_keep_their_other_values(client: httpx.AsyncClient) -> None:
    document = await page(client, "/", operative_verb="urge")
    verbs = document.xpath("//section[@id='facet-operative_verb']//a")
    selected = [each for each in verbs if each.get("aria-current") == "true"]
    assert texts(selected) == ["✓ Drop urge 1"]
    assert len(verbs) > 3
    (request,) = [each for each in verbs if texts([each]) == ["request 4"]]
    both = await page(client, request.get("href"))
    assert texts(both.xpath("//h2[@role='status']")) == ["5 paragraphs"]


async def test_the_form_ignores_what_is_left_empty_or_not_ours(client: httpx.AsyncClient) -> None:
    empty = {"q": "", "sort": "", "date_from": "", "date_to": "", "unit": "", "utm_source": "x"}
    document = await page(client, "/", **empty)
    assert texts(document.xpath("//h2[@role='status']")) == ["14 paragraphs"]


async def test_the_form_shows_what_was_chosen(client: httpx.AsyncClient) -> None:
    document = await page(
        client, "/", q="map", sort="oldest", unit="resolution", date_from="2006-01-01"
    )
    assert document.xpath("//option[@selected]/@value") == ["oldest", "resolution"]
    assert document.xpath("//input[@name='date_from']/@value") == ["2006-01-01"]
    assert texts(document.xpath("//h2[@role='status']")) == ["1 resolution"]


async def test_pages_of_results_follow_each_other(client: httpx.AsyncClient) -> None:
    document = await page(client, "/", limit=5)
    seen = texts(document.xpath("//article//h3"))
    assert document.xpath("//a[@rel='first']") == []
    while links := document.xpath("//nav[@class='pager']/a[@rel='next']/@href"):
        assert document.xpath("//head/link[@rel='next']/@href") == links
        document = await page(client, links[0])
        seen += texts(document.xpath("//article//h3"))
        assert document.xpath("//a[@rel='first']/@href") == ["/?limit=5"]
    assert len(seen) == 14


async def test_nothing_found_says_what_to_do(client: httpx.AsyncClient) -> None:
    document = await page(client, "/", q="volcano")
    assert texts(document.xpath("//h2[@role='status']")) == ["Nothing found"]
    assert "Try fewer words" in document.text_content()
    document = await page(client, "/", organ="CND")
    assert "Drop a filter" in document.text_content()


async def test_a_value_can_be_looked_for_and_chosen(client: httpx.AsyncClient) -> None:
    document = await page(client, "/", q="footpaths", find="secretary")
    assert document.xpath("//input[@name='find']/@value") == ["secretary"]
    found = document.xpath("//section[@aria-labelledby='completions-name']//a")
    (link,) = [each for each in found if texts([each])[0].startswith("Addressee: ")]
    chosen = await page(client, link.get("href"))
    assert texts(chosen.xpath("//section[@class='chosen']//a")) == [
        f"Drop {texts([link])[0].rpartition(' ')[0]} ×"
    ]
    assert chosen.xpath("//input[@name='q']/@value") == ["footpaths"]
    assert chosen.xpath("//input[@name='find']/@value") == [""]
    nothing = await page(client, "/", find="<nobody>")
    assert "No value is like “<nobody>”" in nothing.text_content()


async def test_what_may_have_been_meant_is_a_link(client: httpx.AsyncClient) -> None:
    document = await page(client, "/", q="glacirs", sort="oldest")
    (link,) = document.xpath("//p[@class='better']/a")
    assert link.text_content() == "glaciers"
    followed = await page(client, link.get("href"))
    assert texts(followed.xpath("//h2[@role='status']")) == ["1 paragraph"]
    assert followed.xpath("//option[@selected]/@value")[0] == "oldest"


async def test_a_broken_query_is_shown_at_its_place(client: httpx.AsyncClient) -> None:
    document = await page(client, "/", 400, q='peace AND "war')
    (alert,) = document.xpath("//*[@role='alert']")
    assert texts(alert.xpath(".//code")) == ['peace AND "war']
    assert texts(alert.xpath(".//mark")) == ['"']
    (box,) = document.xpath("//input[@name='q']")
    assert box.get("value") == 'peace AND "war'
    assert box.get("aria-invalid") == "true"


async def test_a_break_at_the_end_is_shown_too(client: httpx.AsyncClient) -> None:
    document = await page(client, "/", 400, q="peace AND")
    assert texts(document.xpath("//*[@role='alert']//mark")) == ["␣"]


@pytest.mark.parametrize(
    ("params", "status"),
    [({"limit": "1000"}, 422), ({"cursor": "x"}, 400), ({"cites": "nonsense"}, 422)],
)
async def test_other_faults_are_told_in_words(
    client: httpx.AsyncClient, params: dict[str, str], status: int
) -> None:
    document = await page(client, "/", status, **params)
    assert document.xpath("//*[@role='alert']//a/@href") == ["/"]


async def test_a_resolution_is_shown_whole(client: httpx.AsyncClient) -> None:
    document = await page(client, "/resolutions/A_RES_61_17")
    assert texts(document.xpath("//h1")) == ["Safety on mountain footpaths"]
    facts = dict(zip(texts(document.xpath("//dt")), texts(document.xpath("//dd")), strict=True))
    assert facts["Organ"] == "General Assembly"
    assert facts["Adopted"] == (
        "4 December 2006, by recorded vote: 150 in favour, 2 against, 11 abstaining"
    )
    assert facts["Goals"] == "SDG 8: Decent work and economic growth; SDG target 15.4"
    assert "Japan" in facts["Sponsors"]
    assert "Ruritania (additional)" in facts["Sponsors"]
    addresses = document.xpath("//section[@class='body']/div/@id")
    assert addresses == ["enacting", "pp1", "pp2", "op1", "op2", "op2.a", "op2.b", "op3"]
    assert texts(document.xpath("//*[@id='op2.a']/p")) == ["(a) On slopes that are steep;"]


async def test_citations_are_linked_if_held_and_footnotes_anchored(
    client: httpx.AsyncClient,
) -> None:
    document = await page(client, "/resolutions/A_RES_61_17")
    linked = {
        link.text_content(): link.get("href") for link in document.xpath("//a[@class='citation']")
    }
    assert linked == {
        "resolution 61/18": "/resolutions/A_RES_61_18",
        "Security Council resolution 1999 (2011)": "/resolutions/S_RES_1999(2011)",
    }
    assert texts(document.xpath("//span[@class='citation']")) == [
        "its resolution 31/16",
        "resolution 99/1",
        "the present resolution",
    ]
    (reference,) = document.xpath("//sup[@class='noteref']/a/@href")
    assert texts(document.xpath(f"//*[@id='{reference[1:]}']")) == [
        "1 See resolution 61/18, and resolution 99/1."
    ]


async def test_who_cites_a_resolution_is_listed(client: httpx.AsyncClient) -> None:
    document = await page(client, "/resolutions/A_RES_61_17")
    citing = document.xpath("//section[@class='citing']//li/a/@href")
    assert citing == ["/resolutions/S_RES_1999(2011)#op1", "/resolutions/A_RES_61_18#op1"]
    uncited = await page(client, "/resolutions/E_CN.15_2009_L.99")
    assert "No stored paragraph" in uncited.text_content()


async def test_other_languages_are_offered(client: httpx.AsyncClient) -> None:
    document = await page(client, "/resolutions/A_RES_61_18")
    (french,) = document.xpath("//a[@hreflang='fr']/@href")
    document = await page(client, french)
    assert texts(document.xpath("//h1[@lang='fr']")) == ["Panneaux indicateurs"]


async def test_a_document_that_lacks_everything_is_shown(client: httpx.AsyncClient) -> None:
    document = await page(client, "/resolutions/PROVISIONAL_0123456789ab")
    assert texts(document.xpath("//h1")) == ["PROVISIONAL/0123456789ab"]
    assert "prints no symbol" in document.text_content()


async def test_every_link_on_a_page_leads_somewhere(client: httpx.AsyncClient) -> None:
    for start in ("/", "/resolutions/A_RES_61_17", "/?q=footpaths&organ=GA"):
        document = await page(client, start)
        for link in sorted({link.partition("#")[0] for link in document.xpath("//@href")} - {""}):
            answer = await client.get(link)
            assert answer.status_code == 200, link


async def test_people_get_a_page_for_what_is_not_there(client: httpx.AsyncClient) -> None:
    document = await page(client, "/resolutions/A_RES_99_1", 404)
    assert texts(document.xpath("//h1")) == ["Not found"]
    document = await page(client, "/resolutions/nonsense", 404)
    document = await page(client, "/resolutions/A_RES_61_17", 422, nonsense="1")
    assert document.xpath("//*[@role='alert']")


async def test_a_symbol_leads_to_its_resolution_and_to_what_cites_it(
    client: httpx.AsyncClient,
) -> None:
    found = (await client.get("/v1/search")).json()["hits"][0]["resolution"]
    document = await page(client, "/", q=found["symbol"])
    named, citing = document.xpath("//section[@class='results']/p[@class='better']/a")
    assert named.text == found["symbol"]
    assert found["page_url"].endswith(named.get("href"))
    await page(client, f"/{citing.get('href')}")
    assert citing.get("href").startswith("?cites=")
