"""The parameters of lists of resolutions and of citations."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.api.http.parameters import Day
from service.api.http.schemas import PageParams
from service.model import Language, Organ, Status
from service.store.resolutions import ResolutionFilter

_Session = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9() /.-]{1,40}$")]


class ResolutionSort(StrEnum):
    """Orders of resolutions."""

    NEWEST = "newest"
    OLDEST = "oldest"
    SYMBOL = "symbol"


class Direction(StrEnum):
    """Which way to follow citations."""

    CITES = "cites"
    CITED_BY = "cited_by"


class ResolutionListParams(PageParams):
    """Which resolutions. Values of one filter are alternatives; filters add up."""

    organ: list[Organ] = Field(default_factory=list, description="Code of the organ.")
    session: list[_Session] = Field(
        default_factory=list, max_length=100, description="Session of the organ.", examples=[["59"]]
    )
    status: list[Status] = Field(default_factory=list, description="Draft or adopted.")
    date_from: Day | None = Field(default=None, description="First day, inclusive.")
    date_to: Day | None = Field(default=None, description="Last day, inclusive.")
    sort: ResolutionSort = Field(
        default=ResolutionSort.NEWEST, description="What has no date comes last."
    )

    def filter(self) -> ResolutionFilter:
        """The same in the words of the store."""
        return ResolutionFilter(
            organ=tuple(organ.value for organ in self.organ),
            session=tuple(self.session),
            status=tuple(self.status),
            date_from=self.date_from,
            date_to=self.date_to,
        )


class TextParams(BaseModel):
    """Which text of a resolution."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Language | None = Field(
        default=None, description="Language of the text; by default English, if stored."
    )


class ParagraphParams(TextParams):
    """A paragraph, and how much around it."""

    context: int = Field(default=0, ge=0, le=20, description="Neighbours on either side.")


class CitationParams(PageParams, TextParams):
    """Which citations of a resolution."""

    direction: Direction = Field(
        default=Direction.CITES,
        description=(
            "'cites': what it cites, in the order of its text; 'cited_by': who cites it, "
            "newest first, in any `language`."
        ),
    )
