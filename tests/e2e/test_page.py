"""The search page in a real browser, through the gateway, with and without JavaScript."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect

QUERY = "requests"


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def page(request: pytest.FixtureRequest, browser: Browser, gateway: str) -> Iterator[Page]:
    """A page in a context of its own; a script that fails or a part that is missing is an error."""
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []

    def note_console(line: ConsoleMessage) -> None:
        if line.type == "error" and not line.text.startswith("Failed to load resource"):
            wrong.append(line.text)

    def note_missing(answer: Response) -> None:
        # Not the pages themselves, whose status the tests know, nor what browsers ask the host for.
        part = answer.request.resource_type != "document" and answer.url.startswith(gateway)
        if part and answer.status >= 400:
            wrong.append(f"{answer.status} {answer.url}")

    page.on("console", note_console)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", note_missing)
    yield page
    context.close()
    assert wrong == []


def _total(page: Page) -> int:
    text = page.get_by_role("status").inner_text()
    found = re.match(r"[\d\s,.\u00a0\u202f]+", text)
    assert found, text
    return int(re.sub(r"\D", "", found.group()))


def _search(page: Page, gateway: str, query: str = QUERY) -> None:
    page.goto(f"{gateway}/")
    page.get_by_label("Words in the paragraph").fill(query)
    page.get_by_role("button", name="Search").click()
    expect(page.locator("article.hit").first).to_be_visible()


def test_a_search_shows_hits_with_the_words_marked(page: Page, gateway: str) -> None:
    _search(page, gateway)
    expect(page).to_have_url(re.compile(rf"^{re.escape(gateway)}/\?.*q={QUERY}"))
    assert page.title().startswith(QUERY)
    assert _total(page) >= page.locator("article.hit").count() > 1
    marked = page.locator("article.hit mark")
    assert marked.count() > 1
    assert all(text.lower().startswith("request") for text in marked.all_inner_texts())


def test_a_facet_value_narrows_and_is_dropped_again(page: Page, gateway: str) -> None:
    _search(page, gateway)
    before = _total(page)
    facets = page.get_by_role("navigation", name="Narrow the results")
    organ = facets.get_by_role("region", name="Organ", exact=True).get_by_role("link")
    assert organ.count() > 1
    label = organ.first.locator(".label").inner_text()
    count = int(organ.first.locator(".count").inner_text())
    organ.first.click()
    expect(organ.first).to_have_attribute("aria-current", "true")
    assert _total(page) == count < before
    # The other values still show what choosing them would add.
    assert organ.count() > 1
    assert label in page.get_by_role("region", name="Filters").inner_text()
    organ.first.click()
    expect(page.get_by_role("region", name="Filters")).to_have_count(0)
    assert _total(page) == before


def test_a_hit_leads_to_its_place_in_the_resolution(page: Page, gateway: str) -> None:
    _search(page, gateway)
    hit = page.locator("article.hit").first
    text = hit.locator("p.text").inner_text()
    link = hit.get_by_role("link").first
    symbol = link.inner_text().split()[0]
    link.click()
    expect(page).to_have_url(re.compile(r"/resolutions/[^#]+#[a-z0-9.]+$"))
    address = page.url.partition("#")[2]
    place = page.locator(f'[id="{address}"]')
    expect(place).to_be_in_viewport()
    # The page prints the paragraph's number and footnote marks, too.
    assert text[:40] in place.inner_text().replace("\u00a0", " ")
    assert symbol in page.locator("p.symbol").inner_text()


def test_the_whole_path_works_from_the_keyboard(page: Page, gateway: str) -> None:
    page.goto(f"{gateway}/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    box = page.get_by_label("Words in the paragraph")
    for _ in range(5):
        page.keyboard.press("Tab")
        if box.and_(page.locator(":focus")).count():
            break
    expect(box).to_be_focused()
    page.keyboard.type(QUERY)
    page.keyboard.press("Enter")
    first = page.locator("article.hit").first.get_by_role("link").first
    expect(first).to_be_visible()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("article.resolution")).to_be_visible()


def test_a_mistake_in_the_query_is_shown_at_its_place(page: Page, gateway: str) -> None:
    page.goto(f"{gateway}/")
    page.get_by_label("Words in the paragraph").fill('trade AND (crime OR "drug')
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.get_by_label("Words in the paragraph").input_value() == 'trade AND (crime OR "drug'


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wider_than_the_screen(browser: Browser, gateway: str, width: int) -> None:
    context: Any = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.set_default_timeout(10_000)
    _search(page, gateway)
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(fits)
    page.locator("article.hit").first.get_by_role("link").first.click()
    expect(page.locator("article.resolution")).to_be_visible()
    assert page.evaluate(fits)
    context.close()
