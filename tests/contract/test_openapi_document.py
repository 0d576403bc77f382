"""The OpenAPI document: kept in the repository, true, and fit for generators of clients."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.app import openapi_document
from service.settings import Settings

DOCUMENT = openapi_document(Settings())
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
each_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())


def test_the_document_in_the_repository_is_the_one_of_the_routes(root: Path) -> None:
    kept = (root / "openapi" / "openapi.json").read_text("utf-8")
    assert json.loads(kept) == json.loads(json.dumps(DOCUMENT)), "make openapi"
    assert kept == json.dumps(DOCUMENT, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def test_settings_do_not_change_the_document() -> None:
    other = Settings(root_path="/search", public_url="https://un.example", embedded_worker=False)
    assert openapi_document(other) == DOCUMENT


def test_operation_ids_are_a_verb_and_a_noun_and_their_own() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(names) == len(set(names)) >= 12
    verbs = "check|explain|get|list|search|submit"
    assert [name for name in names if not re.fullmatch(rf"({verbs})(_[a-z]+)+", name)] == []


@each_operation
def test_operations_are_described(operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["description"].endswith(".")
    tags = {tag["name"] for tag in DOCUMENT["tags"]}
    assert len(operation["tags"]) == 1
    assert set(operation["tags"]) <= tags
    for parameter in operation.get("parameters", []):
        assert parameter.get("description"), parameter["name"]


@each_operation
def test_every_answer_has_a_schema(operation: dict[str, Any]) -> None:
    for status, answer in operation["responses"].items():
        assert answer["description"]
        if status.startswith("2"):
            schema = answer["content"]["application/json"]["schema"]
            assert schema["$ref"].startswith("#/components/schemas/")
        elif status[0] in "45" and "application/json" not in answer["content"]:
            (content,) = answer["content"].items()
            assert content[0] == "application/problem+json"
            assert content[1]["schema"] == {"$ref": "#/components/schemas/Problem"}
            assert content[1]["examples"]


@each_operation
def test_every_operation_admits_that_it_may_fail(operation: dict[str, Any]) -> None:
    assert "500" in operation["responses"]
    if operation.get("parameters"):
        assert "422" in operation["responses"]


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for each in node.values():
            yield from _references(each)
    elif isinstance(node, list):
        for each in node:
            yield from _references(each)


def test_every_schema_is_there_and_used() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    used = {reference.removeprefix("#/components/schemas/") for reference in _references(DOCUMENT)}
    assert used == set(schemas)
    assert [name for name in schemas if not re.fullmatch(r"[A-Za-z]+", name)] == []


def test_schemas_and_their_members_are_described() -> None:
    missing = [
        name
        for name, schema in DOCUMENT["components"]["schemas"].items()
        if not schema.get("description")
    ]
    assert missing == []
