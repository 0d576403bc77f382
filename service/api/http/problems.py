"""Every error as an RFC 9457 problem: one table from exceptions to status, type and title.

The types are documented in docs/problems.md; a test compares the two.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match

from index.errors import IndexDamaged, IndexMissing, QuerySyntaxError, QueryTooCostly
from index.errors import InvalidCursor as InvalidIndexCursor
from service import errors
from service.api.http.cursors import InvalidCursor
from service.api.http.problem_schemas import Problem, ProblemError

MEDIA_TYPE: Final = "application/problem+json"
TYPE_PREFIX: Final = "urn:problem-type:resolution-search:"
_RETRY_SECONDS: Final = "5"
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
SEARCH_PROBLEMS: Final = (
    "invalid_query",
    "query_too_costly",
    "validation_error",
    "index_unavailable",
)
"""What may be wrong with any search; for `responses`."""
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem: its code (the end of its `type`), status and title."""

    code: str
    status: int
    title: str

    @property
    def uri(self) -> str:
        """The stable `type`."""
        return TYPE_PREFIX + self.code


PROBLEM_TYPES: Final = {
    kind.code: kind
    for kind in (
        ProblemType("invalid_request", 400, "Invalid request"),
        ProblemType("invalid_query", 400, "The search text cannot be read"),
        ProblemType("query_too_costly", 400, "The search would cost too much"),
        ProblemType("invalid_cursor", 400, "Invalid cursor"),
        ProblemType("unauthorized", 401, "An API key is needed"),
        ProblemType("not_found", 404, "Not found"),
        ProblemType("method_not_allowed", 405, "Method not allowed"),
        ProblemType("conflict", 409, "Conflict"),
        ProblemType("document_too_large", 413, "The document is too large"),
        ProblemType("unsupported_media_type", 415, "Unsupported media type"),
        ProblemType("validation_error", 422, "The request does not match the contract"),
        ProblemType("document_error", 422, "The document cannot be ingested"),
        ProblemType("source_unavailable", 422, "The source cannot be fetched"),
        ProblemType("internal_error", 500, "Internal error"),
        ProblemType("index_unavailable", 503, "The index is not ready"),
        ProblemType("store_unavailable", 503, "The database cannot be reached"),
    )
}
_BY_STATUS: Final = {
    400: "invalid_request",
    401: "unauthorized",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "document_too_large",
    415: "unsupported_media_type",
    422: "validation_error",
}

_BY_EXCEPTION: Final[tuple[tuple[type[Exception], str], ...]] = (
    (QuerySyntaxError, "invalid_query"),
    (QueryTooCostly, "query_too_costly"),
    (InvalidCursor, "invalid_cursor"),
    (InvalidIndexCursor, "invalid_cursor"),
    (errors.InvalidRequest, "invalid_request"),
    (errors.NotFound, "not_found"),
    (errors.Conflict, "conflict"),
    (errors.DocumentTooLarge, "document_too_large"),
    (errors.DocumentError, "document_error"),
    (errors.SourceError, "source_unavailable"),
    (IndexMissing, "index_unavailable"),
    (IndexDamaged, "index_unavailable"),
    (OperationalError, "store_unavailable"),
    (InterfaceError, "store_unavailable"),
    (PoolTimeoutError, "store_unavailable"),
    (ConnectionError, "store_unavailable"),
)
_OWN_WORDS: Final = {
    "store_unavailable": "the database does not answer; try again",
    "index_unavailable": "no generation of the index is ready yet; try again",
}

PageRenderer = Callable[[Request, Problem], Response]


def problem(
    request: Request,
    code: str,
    detail: str,
    *,
    position: int | None = None,
    place: str | None = None,
    errors: list[ProblemError] | None = None,
) -> Problem:
    """The problem of a code, for a request."""
    kind = PROBLEM_TYPES[code]
    return Problem(
        type=kind.uri,
        code=code,
        title=kind.title,
        status=kind.status,
        detail=detail,
        instance=request.url.path,
        request_id=getattr(request.state, "request_id", None),
        position=position,
        place=place,
        errors=errors,
    )


def of_exception(request: Request, error: Exception) -> tuple[Problem, dict[str, str]]:
    """The problem for an exception, and the headers of its response."""
    if isinstance(error, RequestValidationError | ValidationError):
        return _of_validation(request, error), {}
    if isinstance(error, HTTPException):
        return _of_http(request, error)
    code = next((code for kind, code in _BY_EXCEPTION if isinstance(error, kind)), None)
    if code is None:
        return problem(request, "internal_error", "an unexpected error; it has been logged"), {}
    detail = _OWN_WORDS.get(code) or str(getattr(error, "detail", None) or error)
    position, place = getattr(error, "position", None), getattr(error, "place", None)
    headers = {"Retry-After": _RETRY_SECONDS} if PROBLEM_TYPES[code].status == 503 else {}
    return problem(request, code, detail, position=position, place=place), headers


def _of_validation(request: Request, error: RequestValidationError | ValidationError) -> Problem:
    found = [_fault(entry) for entry in error.errors()]
    detail = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in found[:3])
    return problem(request, "validation_error", detail or "invalid", errors=found)


def _fault(entry: Mapping[str, Any]) -> ProblemError:
    location = [str(step) for step in entry["loc"]]
    known = {"query", "path", "body", "header", "cookie"}
    source, steps = (
        (location[0], location[1:]) if location and location[0] in known else ("query", location)
    )
    escaped = (step.replace("~", "~0").replace("/", "~1") for step in steps)
    return ProblemError.model_validate(
        {
            "source": source,
            "pointer": "#" + "".join(f"/{step}" for step in escaped),
            "code": entry["type"],
            "detail": entry["msg"].removeprefix("Value error, "),
        }
    )


def _of_http(request: Request, error: HTTPException) -> tuple[Problem, dict[str, str]]:
    code = _BY_STATUS.get(error.status_code, "invalid_request")
    if error.status_code >= 500:
        code = "internal_error"
    detail = str(error.detail)
    if code == "not_found" and detail == "Not Found":
        detail = f"there is nothing at {request.url.path}"
    headers = dict(error.headers or {})
    if code == "method_not_allowed":
        detail = f"{request.method} is not allowed at {request.url.path}"
        headers["Allow"] = ", ".join(_allowed_methods(request))
    return problem(request, code, detail), headers


def _allowed_methods(request: Request) -> list[str]:
    """All methods of a path. The router knows those of the first route that fits alone."""
    return [
        method
        for method in _METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]


def respond(found: Problem, headers: dict[str, str]) -> Response:
    """A problem as JSON."""
    return JSONResponse(
        found.model_dump(mode="json", exclude_none=True),
        status_code=found.status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **headers},
    )


def install(app: FastAPI, page: PageRenderer) -> None:
    """Answer every failure with a problem; people who browse the pages get it as a page."""

    async def handle(request: Request, error: Exception) -> Response:
        found, headers = of_exception(request, error)
        if found.status >= 500:
            _logger.error("request failed: %s", found.code, exc_info=error)
        if _wants_page(request):
            answer = page(request, found)
            answer.headers.update(headers)
            return answer
        return respond(found, headers)

    for kind in {exception for exception, _ in _BY_EXCEPTION} | {
        RequestValidationError,
        HTTPException,
        Exception,
    }:
        app.add_exception_handler(kind, handle)


def _wants_page(request: Request) -> bool:
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    is_page = path == "/" or path.startswith("/resolutions/")
    return is_page and "text/html" in request.headers.get("accept", "")


def responses(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an operation: the problems that it may answer, by status."""
    by_status: dict[int | str, list[ProblemType]] = {}
    for code in (*codes, "internal_error"):
        kind = PROBLEM_TYPES[code]
        by_status.setdefault(kind.status, []).append(kind)
    return {
        status: {
            "description": "; ".join(f"{kind.title} (`{kind.code}`)" for kind in kinds),
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "examples": {
                        kind.code: {
                            "value": {
                                "type": kind.uri,
                                "code": kind.code,
                                "title": kind.title,
                                "status": kind.status,
                                "detail": kind.title,
                                "instance": "/v1/search",
                            }
                        }
                        for kind in kinds
                    },
                }
            },
        }
        for status, kinds in by_status.items()
    }
