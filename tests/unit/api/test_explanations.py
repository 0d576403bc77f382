"""How the score of a hit is computed, clause by clause."""

from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.anyio
OP1 = "/v1/resolutions/A_RES_61_17/paragraphs/op1/explanation"


async def explain(client: httpx.AsyncClient, path: str, q: str, **params: str) -> dict[str, Any]:
    answer = await client.get(path, params={"q": q, **params})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    "query",
    [
        "footpaths",
        "mountain footpaths",
        '"mountain footpaths"^3 OR glacier',
        "footpath* NOT glacier",
        "secretary~ addressee:secretary-general",
    ],
)
async def test_the_score_explained_is_the_score_of_the_hit(
    client: httpx.AsyncClient, query: str
) -> None:
    params = {"q": query, "resolution": "A/RES/61/17", "kind": "operative"}
    hits = (await client.get("/v1/search", params=params)).json()["hits"]
    assert hits
    for hit in hits:
        path = f"{hit['paragraph']['url']}/explanation"
        found = await explain(client, path, query)
        assert found["explanation"]["matched"]
        assert found["explanation"]["score"] == hit["score"]
        assert (found["symbol"], found["language"]) == ("A/RES/61/17", "en")


async def test_clauses_are_explained_each(client: httpx.AsyncClient) -> None:
    whole = (await explain(client, OP1, "mountain glacier"))["explanation"]
    assert (whole["matched"], whole["score"], whole["weights"]) == (False, 0, None)
    mountain, glacier = whole["parts"]
    assert (mountain["clause"], mountain["matched"]) == ("mountain", True)
    assert mountain["score"] > 0
    assert mountain["weights"]["occurrences"] == 1
    assert (glacier["matched"], glacier["weights"]["occurrences"]) == (False, 0)
    assert mountain["weights"]["paragraphs"] == glacier["weights"]["paragraphs"] > 10


async def test_a_text_in_another_language_is_explained_by_its_own_words(
    client: httpx.AsyncClient,
) -> None:
    path = "/v1/resolutions/A_RES_61_18/paragraphs/op1/explanation"
    found = await explain(client, path, "prie OR request", language="fr")
    assert found["explanation"]["parts"][0]["weights"]["language"] == "fr"


@pytest.mark.parametrize(
    ("path", "params", "status", "code"),
    [
        (OP1, {}, 422, "validation_error"),
        (OP1, {"q": ""}, 422, "validation_error"),
        (OP1, {"q": "("}, 400, "invalid_query"),
        (OP1.replace("op1", "op99"), {"q": "a"}, 404, "not_found"),
        (OP1.replace("op1", "enacting"), {"q": "a"}, 404, "not_found"),
        (OP1.replace("61_17", "99_1"), {"q": "a"}, 404, "not_found"),
        (OP1, {"q": "a", "language": "ar"}, 404, "not_found"),
    ],
)
async def test_what_cannot_be_explained(
    client: httpx.AsyncClient, path: str, params: dict[str, str], status: int, code: str
) -> None:
    answer = await client.get(path, params=params)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_other_written_forms_are_redirected(client: httpx.AsyncClient) -> None:
    answer = await client.get(OP1.replace("op1", "OP1"), params={"q": "mountain"})
    assert answer.status_code == 308
    assert answer.headers["location"].endswith(f"{OP1}?q=mountain")
