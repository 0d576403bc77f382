"""What a search asks: the parameters of searches, facets, completions and explanations."""

from typing import Annotated, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from index.fields import Field as IndexField
from index.model import Interval, Sort, Unit
from service.api.http.parameters import Day, SymbolInAnyForm
from service.api.resolutions.parameters import TextParams
from service.ingest.searchable import normalise_addressee
from service.model import Language, Organ, ParagraphKind, Status
from service.search.criteria import DEFAULT_FACETS, Criteria, Search
from service.search.values import COMPLETED

FIRST_YEAR, LAST_YEAR = 1945, 2200
_ORGAN_CODES = {organ.value.casefold(): organ.value for organ in Organ}


def _addressee(text: str) -> str:
    return normalise_addressee(text) or text


def _organ_code(text: str) -> str:
    return _ORGAN_CODES.get(text.casefold(), text)


_Value = TypeVar("_Value")
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_Lower = Annotated[_Text, AfterValidator(str.lower)]
_Upper = Annotated[_Text, AfterValidator(str.upper)]
_OrganCode = Annotated[_Text, AfterValidator(_organ_code)]
_Addressee = Annotated[_Text, AfterValidator(_addressee)]
_Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


def _filter(description: str, example: _Value) -> list[_Value]:
    """A repeatable filter. Declared as a list so that the checker sees what a field holds."""
    return Field(
        default_factory=list[_Value],
        max_length=100,
        description=f"{description} Repeat it for alternatives.",
        examples=[[example]],
    )


class CriteriaParams(BaseModel):
    """Which paragraphs are wanted. Values of one filter are alternatives; filters add up."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = Field(
        default="",
        description=(
            'Words, "phrases", AND, OR, NOT and parentheses; beginn*, wild?ards, near~ spellings; '
            "field:value, year:2000..2010, date:2020-01; boosts^2. See docs/query-language.md."
        ),
        examples=['"technical assistance" terror*', "desertfication~ year:2000..2010"],
    )
    operative_verb: list[_Lower] = _filter("Verb of an operative paragraph, base form.", "request")
    verb_modifier: list[_Lower] = _filter("Word that modifies the verb.", "further")
    opening: list[_Lower] = _filter("Opening of a preambular paragraph, base form.", "recall")
    addressee: list[_Addressee] = _filter("Who is asked to act.", "secretary-general")
    cited_body: list[_Text] = _filter("Code of a body that is named.", "UNODC")
    instrument: list[_Text] = _filter(
        "Name of a treaty or another instrument that is named.", "Charter of the United Nations"
    )
    cites: list[SymbolInAnyForm] = _filter(
        "Symbol of a cited document, in any form.", "S/RES/1373 (2001)"
    )
    sponsor: list[_Upper] = _filter("Code of a sponsor.", "JPN")
    organ: list[_OrganCode] = _filter("Code of the organ.", "GA")
    session: list[_Text] = _filter("Session of the organ.", "59")
    agenda: list[_Text] = _filter("Agenda item.", "7")
    subject: list[_Text] = _filter("Subject heading.", "TERRORISM")
    kind: list[ParagraphKind] = _filter("Kind of paragraph.", ParagraphKind.OPERATIVE)
    status: list[Status] = _filter(
        "Whether the document is a draft or was adopted.", Status.ADOPTED
    )
    language: list[Language] = _filter("Language of the text.", Language.ENGLISH)
    year: list[_Year] = _filter("Year of adoption, or else of the document.", 2005)
    resolution: list[SymbolInAnyForm] = _filter(
        "Symbol of the document to search in.", "A/RES/59/46"
    )
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

    def criteria(self) -> Criteria:
        """The same in the words of the domain."""
        filters = {
            name: tuple(dict.fromkeys(str(value) for value in values))
            for name in IndexField
            if (values := getattr(self, name.value))
        }
        return Criteria(self.q, filters, self.date_from, self.date_to, self.unit)


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
        default=list(DEFAULT_FACETS), max_length=20, description="Fields to count the values of."
    )
    facet_limit: int = Field(
        default=10, ge=0, le=200, description="Values for each facet; 0 for no facets at all."
    )
    histogram: Interval | None = Field(default=None, description="Count by date, too.")
    context: int = Field(
        default=0, ge=0, le=10, description="Neighbouring paragraphs to show with each hit."
    )

    def search(self) -> Search:
        """The same in the words of the domain; the cursor is read elsewhere."""
        facets = tuple(dict.fromkeys(self.facets)) if self.facet_limit else ()
        return Search(
            self.criteria(),
            sort=self.sort,
            limit=self.limit,
            facets=facets,
            facet_limit=self.facet_limit,
            histogram=self.histogram,
            context=self.context,
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
        default=list(COMPLETED), max_length=20, description="Fields whose values are looked for."
    )
    limit: int = Field(default=10, ge=1, le=100, description="How many values at most.")


class ExplanationParams(TextParams):
    """For which query, and in which text."""

    q: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)] = (
        Field(description="A query, as a search takes it.", examples=["technical assistance^2"])
    )
