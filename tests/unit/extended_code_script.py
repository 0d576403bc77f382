"""Checks of the examples of `docs/extending.md`, over a copy; run by `test_extension_guide`."""

import asyncio
import sys
from pathlib import Path

from sample_store import fill, serving, settings_in

from index import ENGINES, IndexedParagraph, SearchRequest, open_index, parse_query
from service.extraction.pipeline import parse


def check_format(folder: Path) -> None:
    """A document of the new format is read."""
    del folder
    found = parse(b"%LINES\nThe General Assembly,\nRecalling ice,\n1. Urges care.\n")
    assert found.format == "lines"
    assert [str(each.address) for each in found.paragraphs] == ["enacting", "pp1", "op1"]


def check_engine(folder: Path) -> None:
    """The new engine is opened by its name and finds paragraphs."""
    assert "memory" in ENGINES
    index = open_index("memory", folder)
    texts = ("lamps are lit", "bells are rung")
    index.rebuild(
        [
            IndexedParagraph(number, 1, text, "", "en", None, "", number)
            for number, text in enumerate(texts)
        ],
        change=1,
    )
    found = index.search(SearchRequest(query=parse_query("bell")))
    assert [hit.id for hit in found.hits] == [1]
    index.close()


def check_field(folder: Path) -> None:
    """Paragraphs are filtered and counted by the new field."""
    asyncio.run(_check_field(folder))


async def _check_field(folder: Path) -> None:
    settings = settings_in(folder)
    await fill(settings)
    async with serving(settings) as client:
        page = (
            await client.get("/v1/search", params={"q": "address:op1", "facets": "address"})
        ).json()
        (facet,) = page["facets"]
        counts = {each["value"]: each["count"] for each in facet["values"]}
        assert counts == {"op1": page["total"]}
        same = (await client.get("/v1/search", params={"address": "op1"})).json()
        assert same["total"] == page["total"] > 0
        openapi = (await client.get("/openapi.json")).json()
        names = [each["name"] for each in openapi["paths"]["/v1/search"]["get"]["parameters"]]
        assert "address" in names


def check_operation(folder: Path) -> None:
    """The new operation is in the OpenAPI document and answers."""
    asyncio.run(_check_operation(folder))


async def _check_operation(folder: Path) -> None:
    settings = settings_in(folder)
    await fill(settings)
    async with serving(settings) as client:
        openapi = (await client.get("/openapi.json")).json()
        assert openapi["paths"]["/v1/languages"]["get"]["operationId"] == "list_languages"
        answer = (await client.get("/v1/languages")).json()
        assert "en" in answer["languages"]


CHECKS = {
    "format": check_format,
    "engine": check_engine,
    "field": check_field,
    "operation": check_operation,
}

if __name__ == "__main__":
    CHECKS[sys.argv[1]](Path(sys.argv[2]))
