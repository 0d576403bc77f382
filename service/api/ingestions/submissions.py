"""Reads submissions: a file in a form, or JSON with the URL to fetch."""

import contextlib
import json
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from service.api.ingestions.schemas import Submission, UploadFields
from service.errors import DocumentTooLarge
from service.extraction.version import parser_version
from service.ingest.fetcher import Fetcher, SourceBusy
from service.model import Symbol
from service.store.database import Database
from service.store.jobs import enqueue_source, enqueue_url
from service.store.tables.columns import stored_id

_Model = TypeVar("_Model", bound=BaseModel)

REQUEST_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "title": "Upload",
                "type": "object",
                "required": ["file"],
                "additionalProperties": False,
                "properties": {
                    "file": {
                        "type": "string",
                        "format": "binary",
                        "description": "The document as it is.",
                    },
                    "symbol": {
                        "type": "string",
                        "maxLength": 120,
                        "description": "The symbol of a document that prints none; may be empty.",
                        "examples": ["E/CN.15/2005/L.4"],
                    },
                },
            }
        },
        "application/json": {"schema": {"$ref": "#/components/schemas/Submission"}},
    },
}
"""The `requestBody` of the operation: one of two media types, which FastAPI cannot express."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, under the name that the submitter's machine gave it."""

    data: bytes
    name: str
    symbol: str | None


async def read_submission(request: Request, limit: int) -> Upload | Submission:
    """The content of the body, a file of `limit` bytes at most.

    Raises RequestValidationError, DocumentTooLarge, and HTTPException 415.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == "multipart/form-data":
        return await _read_form(request, limit)
    if media_type == "application/json":
        return _read_json(await request.body())
    raise HTTPException(415, "send multipart/form-data with a file, or application/json")


async def _read_form(request: Request, limit: int) -> Upload:
    async with request.form(max_files=1, max_fields=5) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise _invalid("missing", "a part 'file' with a file is needed", "file")
        if file.size is None or file.size > limit:
            raise DocumentTooLarge(f"a document may contain {limit} bytes at most")
        given = {name: value for name, value in form.multi_items() if name != "file"}
        fields = _validated(UploadFields, {name: value or None for name, value in given.items()})
        return Upload(await file.read(), file.filename or "upload", fields.symbol)


def _read_json(body: bytes) -> Submission:
    try:
        content = json.loads(body)
    except ValueError as error:
        raise _invalid("json_invalid", f"not JSON: {error}") from None
    return _validated(Submission, content)


def _validated(model: type[_Model], content: object) -> _Model:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        found = [{**entry, "loc": ("body", *entry["loc"])} for entry in error.errors()]
        raise RequestValidationError(found) from None


def _invalid(kind: str, message: str, *location: str) -> RequestValidationError:
    return RequestValidationError([{"type": kind, "loc": ("body", *location), "msg": message}])


async def enqueue(database: Database, fetcher: Fetcher, submitted: Upload | Submission) -> int:
    """Queue the job that ingests the document, and return its id. Raises SourceError."""
    if isinstance(submitted, Submission):
        url = await _address_of(fetcher, submitted)
        async with database.writing() as session:
            job = await enqueue_url(session, url, submitted.symbol)
            await session.flush()
    else:
        async with database.writing() as session:
            job = await enqueue_source(
                session, submitted.data, submitted.name, parser_version(), submitted.symbol
            )
            await session.flush()
    return stored_id(job)


async def _address_of(fetcher: Fetcher, submitted: Submission) -> str:
    """The URL to fetch; one that the rules forbid is refused now, an unknown host tried later."""
    if submitted.url is None:
        return fetcher.url_of(Symbol(submitted.symbol or ""))
    with contextlib.suppress(SourceBusy):
        await fetcher.check(submitted.url)
    return submitted.url
