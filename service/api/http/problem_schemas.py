"""Errors as RFC 9457 problems: one shape for every status."""

from typing import Literal

from pydantic import BaseModel, Field


class ProblemError(BaseModel):
    """One fault of a request, and where it is."""

    source: Literal["query", "path", "body", "header", "cookie"] = Field(
        description="The part of the request."
    )
    pointer: str = Field(
        description="JSON pointer into that part.", examples=["#/limit", "#/year/0"]
    )
    code: str = Field(description="The kind of error.", examples=["less_than_equal"])
    detail: str = Field(examples=["Input should be less than or equal to 100"])


class Problem(BaseModel):
    """What went wrong. `type` and `code` are stable; `title` and `detail` are for people."""

    type: str = Field(
        description="Stable URI of the kind of problem; see docs/problems.md.",
        examples=["urn:problem-type:resolution-search:not_found"],
    )
    code: str = Field(description="The last part of `type`.", examples=["not_found"])
    title: str = Field(examples=["Not found"])
    status: int = Field(ge=400, le=599, examples=[404])
    detail: str = Field(examples=["A/RES/99/1 is not stored"])
    instance: str = Field(
        description="The path that was requested.", examples=["/v1/resolutions/A_RES_99_1"]
    )
    request_id: str | None = Field(
        default=None, description="The request's id, as in the X-Request-ID header."
    )
    position: int | None = Field(
        default=None, ge=0, description="Offset of the error in the search text (invalid_query)."
    )
    place: str | None = Field(
        default=None, description="Where in a document the error is, in words."
    )
    errors: list[ProblemError] | None = Field(
        default=None, description="Every error in the request (validation_error)."
    )
