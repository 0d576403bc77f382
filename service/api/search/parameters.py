"""The parameters of searches, facets, completions and explanations.

The filters come from the registry of fields, one for each, in its order.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
    model_validator,
)

from index.fields import Field as IndexField
from index.model import FacetRequest, Interval, SearchRequest, Sort, Unit
from index.query import parse_query
from service.api.http.cursors import Position
from service.api.http.parameters import Day
from service.api.resolutions.parameters import TextParams
from service.fields import FIELDS, FieldSpecification


class _QueryParams(BaseModel):
    """The text of a search."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = Field(
        default="",
        description=(
            'Words, "phrases", AND, OR, NOT and parentheses; beginn*, wild?ards, near~ spellings; '
            "field:value, year:2000..2010, date:2020-01; boosts^2. See docs/query-language.md."
        ),
        examples=['"technical assistance" terror*', "desertfication~ year:2000..2010"],
    )


def _filter(specification: FieldSpecification) -> tuple[object, object]:
    """The type and the description of the repeatable filter on a field."""
    value = specification.parameter
    if specification.normalise:
        value = Annotated[value, AfterValidator(specification.normalise)]
    described: list[object] = Field(
        default_factory=list,
        max_length=100,
        description=f"{specification.description} Repeat it for alternatives.",
        examples=[[specification.example]],
    )
    return GenericAlias(list, value), described


def _filter_params() -> type[_QueryParams]:
    """The text of a search, and a filter for each field of the registry."""
    filters: dict[str, Any] = {each.field.value: _filter(each) for each in FIELDS}
    return create_model("_FilterParams", __base__=_QueryParams, **filters)


if TYPE_CHECKING:
    _FilterParams = _QueryParams
else:
    _FilterParams = _filter_params()


class CriteriaParams(_FilterParams):
    """Which paragraphs are wanted. Values of one filter are alternatives; filters add up."""

    date_from: Day | None = Field(default=None, description="First day, inclusive.")
    date_to: Day | None = Field(default=None, description="Last day, inclusive.")
    unit: Unit = Field(
        default=Unit.PARAGRAPH,
        description="'resolution' groups the hits and counts resolutions instead of paragraphs.",
    )

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise ValueError("date_from is later than date_to")
        return self

    def filters(self) -> Mapping[IndexField, tuple[str, ...]]:
        """The values that are chosen of each field, without repetitions, in the order given."""
        return {
            name: tuple(dict.fromkeys(str(value) for value in values))
            for name in IndexField
            if (values := getattr(self, name.value))
        }

    def count_request(self) -> SearchRequest:
        """The request to the index that counts; the facets are still to be named.

        Raises:
            QuerySyntaxError: `q` is no query.
        """
        return SearchRequest(
            query=parse_query(self.q) if self.q else None,
            filters={field: frozenset(values) for field, values in self.filters().items()},
            date_from=self.date_from,
            date_to=self.date_to,
            unit=self.unit,
            sort=Sort.RELEVANCE if self.q else Sort.NEWEST,
            limit=1,
        )


class SearchParams(CriteriaParams):
    """One page of a search, and what to count beside it."""

    sort: Sort | None = Field(
        default=None, description="By default relevance where `q` is given, else newest first."
    )
    limit: int = Field(default=20, ge=1, le=100, description="Hits on a page.")
    cursor: str | None = Field(
        default=None, max_length=1000, description="`next_cursor` of the page before."
    )
    facets: list[IndexField] = Field(
        default=list(FIELDS.default_facets),
        max_length=len(FIELDS),
        description="Fields to count the values of.",
    )
    facet_limit: int = Field(
        default=10, ge=0, le=200, description="Values for each facet; 0 for no facets at all."
    )
    histogram: Interval | None = Field(default=None, description="Count by date, too.")
    context: int = Field(
        default=0, ge=0, le=10, description="Neighbouring paragraphs to show with each hit."
    )

    @property
    def order(self) -> Sort:
        """The order that the hits are in."""
        if self.sort is not None:
            return self.sort
        return Sort.RELEVANCE if self.q else Sort.NEWEST

    def search_request(self, after: Position | None = None) -> SearchRequest:
        """The request to the index.

        Args:
            after: The position that the cursor carries: where the page before ended.

        Raises:
            QuerySyntaxError: `q` is no query.
        """
        fields = dict.fromkeys(self.facets) if self.facet_limit else ()
        return replace(
            self.count_request(),
            sort=self.order,
            limit=self.limit,
            after=after,
            facets=tuple(FacetRequest(field, self.facet_limit) for field in fields),
            histogram=self.histogram,
        )


class FacetParams(CriteriaParams):
    """Which values of a facet are wanted."""

    contains: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = Field(
        default="",
        description=(
            "Part of the value or of one of its names; case, accents and punctuation make no "
            "difference."
        ),
        examples=["jap"],
    )
    limit: int = Field(default=50, ge=1, le=500, description="How many values at most.")


class CompletionParams(CriteriaParams):
    """What is typed so far, and which fields may complete it."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)] = (
        Field(
            description="What is typed so far: the beginning of any word of a value or its names.",
            examples=["jap"],
        )
    )
    fields: list[IndexField] = Field(
        default=list(FIELDS.completed),
        max_length=len(FIELDS),
        description="Fields whose values are looked for.",
    )
    limit: int = Field(default=10, ge=1, le=100, description="How many values at most.")


class ExplanationParams(TextParams):
    """For which query, and in which text."""

    q: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)] = (
        Field(description="A query, as a search takes it.", examples=["technical assistance^2"])
    )
