"""Schemas of ingestion: what is submitted, and the state of an ingestion."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from service.api.http.parameters import SymbolInAnyForm
from service.api.http.schemas import PageParams, Schema, Url
from service.store.tables import JobOutcome, JobState

_Address = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s\x00]+$", min_length=8, max_length=2000)
]


class Submission(BaseModel):
    """A document to fetch: from a URL, or wherever the symbol leads."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"anyOf": [{"required": ["url"]}, {"required": ["symbol"]}]},
    )

    url: _Address | None = Field(
        default=None, description="Where to fetch it; the host must be among those allowed."
    )
    symbol: SymbolInAnyForm | None = Field(
        default=None,
        description=(
            "The document to fetch; with `url`, the symbol of a document that prints none."
        ),
        examples=["A/RES/59/46"],
    )

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.url is None and self.symbol is None:
            raise ValueError("give a url or a symbol")
        return self


class UploadFields(BaseModel):
    """What comes beside the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    symbol: SymbolInAnyForm | None = None


class IngestionListParams(PageParams):
    """Which ingestions."""

    state: list[JobState] = Field(
        default_factory=list, max_length=10, description="Repeat it for alternatives."
    )


class IngestedResolution(Schema):
    """The outcome of an ingestion."""

    symbol: str = Field(examples=["A/RES/59/46"])
    url: Url
    page_url: Url


class IngestionError(Schema):
    """Why a document was not ingested, in the last attempt or finally."""

    code: str = Field(description="For programs.", examples=["unsupported_format"])
    detail: str
    place: str | None = Field(description="Where in the document.")


class Ingestion(Schema):
    """The ingestion of a document. Submitting the same document again gives the same one."""

    id: int
    state: JobState = Field(
        description=("`failed`: the document cannot be ingested; `dead`: too many attempts failed.")
    )
    outcome: JobOutcome | None = Field(description="What it changed, once done.")
    attempts: int = Field(ge=0)
    origin: str | None = Field(description="Where the document came from.")
    symbol: str | None = Field(description="The symbol that the submitter gave.")
    resolution: IngestedResolution | None
    error: IngestionError | None
    created_at: datetime
    finished_at: datetime | None
    url: Url


class IngestionPage(Schema):
    """A page of ingestions, the last one first."""

    total: int = Field(ge=0)
    ingestions: list[Ingestion]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page.")
