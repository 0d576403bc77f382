"""The base of all schemas, and types of symbols, addresses and texts that they share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

SymbolText = Annotated[
    str,
    Field(
        description="The symbol as it is printed.", examples=["A/RES/59/46", "S/RES/1373 (2001)"]
    ),
]
AddressText = Annotated[
    str,
    Field(
        description="The place in the resolution, as URLs write it: lower-case steps and points.",
        examples=["op3.a", "pp7", "annex1.op2"],
    ),
]
LabelText = Annotated[
    str, Field(description="The place as people write it.", examples=["OP3(a)", "Annex I OP2"])
]
Offset = Annotated[int, Field(ge=0)]
OrganCode = Annotated[str, Field(description="Code of the organ.", examples=["GA", "SC", "ECOSOC"])]
Url = Annotated[str, Field(json_schema_extra={"format": "uri"})]


class Schema(BaseModel):
    """Base of everything answered: built from the attributes of domain values, never changed."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class PageParams(BaseModel):
    """Which page of a list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int = Field(default=20, ge=1, le=100, description="Entries on a page.")
    cursor: str | None = Field(
        default=None, max_length=1000, description="`next_cursor` of the page before."
    )
