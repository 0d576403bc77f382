"""A client generated from openapi/openapi.json searches the live service through the gateway."""

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PACKAGE = "generated_resolution_client"


@pytest.fixture(scope="module")
def client_package(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The generated package; a schema that the generator cannot express is an error."""
    folder = tmp_path_factory.mktemp("client")
    done = subprocess.run(
        [
            Path(sys.executable).with_name("openapi-python-client"),
            "generate",
            "--path",
            root / "openapi" / "openapi.json",
            "--meta",
            "none",
            "--output-path",
            folder / PACKAGE,
            "--fail-on-warning",
        ],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": str(Path(sys.executable).parent)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module(PACKAGE)
    finally:
        sys.path.remove(str(folder))


@pytest.fixture
def client(client_package: ModuleType, gateway: str) -> Iterator[Any]:
    """A client of the service behind the gateway. It sends symbols as `A%2FRES%2F…`."""
    options = {"raise_on_unexpected_status": True, "follow_redirects": True}
    with client_package.Client(base_url=gateway, **options) as client:
        yield client


def _operation(group: str, name: str) -> Any:
    return importlib.import_module(f"{PACKAGE}.api.{group}.{name}")


def test_it_searches_and_follows_what_it_finds(client: Any) -> None:
    page = _operation("search", "search_paragraphs").sync(client=client, q="requests", limit=3)
    assert page.total > 3
    assert len(page.hits) == 3
    hit = page.hits[0]
    match = hit.matches[0]
    assert hit.paragraph.text[match.start : match.end].lower().startswith("request")

    resolution = _operation("resolutions", "get_resolution").sync(
        hit.resolution.symbol, client=client
    )
    assert resolution.symbol == hit.resolution.symbol
    assert hit.paragraph.address in [each.address for each in resolution.paragraphs]


def test_it_goes_through_all_pages_without_doubles(client: Any) -> None:
    search = _operation("search", "search_paragraphs").sync
    page = search(client=client, limit=25)
    urls = [hit.paragraph.url for hit in page.hits]
    while page.next_cursor:
        page = search(client=client, limit=25, cursor=page.next_cursor)
        urls += [hit.paragraph.url for hit in page.hits]
    assert len(urls) == len(set(urls)) == page.total


def test_facets_and_filters_are_typed(client: Any) -> None:
    search = _operation("search", "search_paragraphs").sync
    field = importlib.import_module(f"{PACKAGE}.models").Field.OPERATIVE_VERB
    page = search(client=client, facets=[field])
    (facet,) = page.facets
    most = facet.values[0]
    narrowed = search(client=client, operative_verb=[most.value])
    assert narrowed.total == most.count < page.total


def test_a_mistake_comes_back_as_a_problem(client: Any) -> None:
    problem = _operation("search", "search_paragraphs").sync(client=client, q='"never closed')
    assert type(problem).__name__ == "Problem"
    assert problem.status == 400
