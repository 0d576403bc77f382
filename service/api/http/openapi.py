"""The OpenAPI document: as FastAPI generates it, with what FastAPI cannot know added."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from service.api.http.problem_schemas import Problem, ProblemError

TAGS = [
    {"name": "search", "description": "Paragraphs, facets and counts."},
    {"name": "resolutions", "description": "Resolutions, their paragraphs and their citations."},
    {"name": "ingestions", "description": "Documents on their way in."},
    {"name": "operations", "description": "Whether the service is running and ready."},
]
DESCRIPTION = """\
Search over resolutions and draft resolutions of the United Nations, paragraph by paragraph:
who asked whom to do what, on whose earlier words, with which sponsors, when.

Errors are problems (RFC 9457) with stable types. Cursors are opaque. New members may be added to
answers at any time; none is removed or changes its meaning under `/v1`.
"""
_TEMPLATE = "#/components/schemas/{model}"
_PROBLEMS: tuple[type[BaseModel], ...] = (Problem, ProblemError)


def install(app: FastAPI, *referred: type[BaseModel]) -> None:
    """Let the application make its document here, once.

    Args:
        app: The application.
        referred: Models that operations refer to by name, outside what FastAPI looks at.
    """

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _make(app, (*_PROBLEMS, *referred))
        return app.openapi_schema

    # FastAPI's documented way to extend the document is to replace the method.
    app.openapi = openapi  # type: ignore[method-assign]


def _make(app: FastAPI, referred: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        license_info=app.license_info,
        servers=app.servers,
        separate_input_output_schemas=app.separate_input_output_schemas,
    )
    schemas = document["components"]["schemas"]
    for model in referred:
        schema = model.model_json_schema(ref_template=_TEMPLATE)
        schema.pop("$defs", None)
        schemas[model.__name__] = schema
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for path in document["paths"].values():
        for operation in path.values():
            # A key is wanted only where keys are configured, so having none is an alternative.
            if "security" in operation:
                operation["security"].append({})
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    return document
