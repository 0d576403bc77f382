"""The registry of fields: complete, as the index has it, and followed by all that use it."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import TypeAdapter

from index import parse_query
from index.errors import QuerySyntaxError
from index.fields import DOCUMENT_FIELDS, NUMBERED, Field
from service.api.search.parameters import CompletionParams, SearchParams
from service.app import openapi_document
from service.fields import FIELDS, FieldSpecification
from service.fields.specification import FieldRegistry, Scope
from service.settings import Settings

EACH = pytest.mark.parametrize("specification", list(FIELDS), ids=lambda each: each.field)
OPERATIONS = ("/v1/search", "/v1/facets/{field}", "/v1/completions")
PATHS: dict[str, Any] = openapi_document(Settings())["paths"]


def test_every_field_of_the_index_has_one_specification() -> None:
    assert [each.field for each in FIELDS] == list(Field)
    assert len({each.label for each in FIELDS}) == len(FIELDS) == len(Field)
    for some in (FIELDS.default_facets, FIELDS.page_facets, FIELDS.completed):
        assert len(some) == len(set(some))


@EACH
def test_its_scope_is_that_of_the_index(specification: FieldSpecification) -> None:
    assert (specification.scope is Scope.DOCUMENT) == (specification.field in DOCUMENT_FIELDS)


@EACH
@pytest.mark.parametrize("path", OPERATIONS)
def test_it_is_a_documented_parameter(path: str, specification: FieldSpecification) -> None:
    (parameter,) = [
        each
        for each in PATHS[path]["get"]["parameters"]
        if (each["name"], each["in"]) == (specification.field.value, "query")
    ]
    assert parameter["description"] == f"{specification.description} Repeat it for alternatives."
    assert parameter["schema"]["examples"] == [[specification.example]]
    assert parameter["schema"]["type"] == "array"


@EACH
def test_a_value_of_its_parameter_becomes_a_filter(specification: FieldSpecification) -> None:
    params = SearchParams.model_validate({specification.field.value: [specification.example]})
    example = TypeAdapter[Any](specification.parameter).validate_python(specification.example)
    value = specification.normalise(example) if specification.normalise else str(example)
    assert params.filters() == {specification.field: (value,)}
    assert params.search_request().filters == {specification.field: frozenset({value})}


@EACH
def test_it_is_offered_where_it_says(specification: FieldSpecification) -> None:
    field = specification.field
    assert (field in SearchParams().facets) == (specification.facet_rank is not None)
    assert (field in FIELDS.page_facets) == (specification.page_rank is not None)
    assert (field in CompletionParams(text="x").fields) == specification.completes


@EACH
def test_the_query_language_takes_it(specification: FieldSpecification) -> None:
    assert str(parse_query(f"{specification.field}:x")) == f"{specification.field}:x"
    if specification.field in NUMBERED:
        parse_query(f"{specification.field}:1..2")
    else:
        with pytest.raises(QuerySyntaxError):
            parse_query(f"{specification.field}:1..2")


def test_a_field_without_a_specification_is_an_error() -> None:
    with pytest.raises(ValueError, match="one specification for each field"):
        FieldRegistry([each for each in FIELDS if each.field is not Field.AGENDA])


def test_a_field_that_the_index_stores_in_another_scope_is_an_error() -> None:
    moved = [
        replace(each, of_text=None, of_paragraph=lambda paragraph: (paragraph.text,))
        if each.field is Field.AGENDA
        else each
        for each in FIELDS
    ]
    with pytest.raises(ValueError, match="agenda: the index stores it in another scope"):
        FieldRegistry(moved)


def test_values_are_taken_from_a_text_or_from_a_paragraph() -> None:
    with pytest.raises(ValueError, match="of_text and of_paragraph"):
        FieldSpecification(field=Field.AGENDA, label="x", description="x.", example="x")
