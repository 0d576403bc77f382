"""What must be so with one field more; run by `test_new_field` over a changed copy of the code."""

import asyncio
import sys
from pathlib import Path

import httpx
from sample_store import fill, serving, settings_in

from service.settings import Settings


async def _check(client: httpx.AsyncClient) -> None:
    page = (await client.get("/v1/search", params={"words": [5, 6, 5], "facets": "words"})).json()
    total = page["total"]
    assert 0 < total < 14, total
    (facet,) = page["facets"]
    labels = {each["value"]: each["label"] for each in facet["values"] if each["selected"]}
    assert labels == {"5": "5 words", "6": "6 words"}
    for value in facet["values"]:
        followed = (await client.get(value["toggle_url"])).json()
        assert followed["facets"], value
    asked = (await client.get("/v1/search", params={"q": "words:5..6"})).json()
    assert asked["total"] == total
    wrong = await client.get("/v1/search", params={"words": "many"})
    assert wrong.status_code == 422
    default = (await client.get("/v1/search")).json()["facets"]
    assert [each["field"] for each in default][:2] == ["words", "operative_verb"]
    completions = (await client.get("/v1/completions", params={"text": "five"})).json()
    found = completions["completions"]
    assert [(each["field_label"], each["value"]) for each in found] == [("Words", "5")]
    values = (await client.get("/v1/facets/words", params={"contains": "5"})).json()["values"]
    assert values[0]["value"] == "5"
    html = (await client.get("/", params={"words": 5})).text
    assert 'id="facet-words"' in html
    assert "5 words" in html
    openapi = (await client.get("/openapi.json")).json()
    names = [each["name"] for each in openapi["paths"]["/v1/search"]["get"]["parameters"]]
    assert names[names.index("resolution") + 1] == "words"


async def _ready(client: httpx.AsyncClient) -> None:
    """Wait until the index of the code before has been replaced."""
    async with asyncio.timeout(20):
        while (await client.get("/readyz")).status_code != 200:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def _main(folder: Path) -> None:
    settings: Settings = settings_in(folder)
    if not settings.index_path.exists():
        await fill(settings)
        return
    async with serving(settings) as client:
        await _ready(client)
        await _check(client)


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
