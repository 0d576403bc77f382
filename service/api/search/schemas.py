"""Schemas of the answers of searches: hits, facets, completions and explanations."""

from datetime import date

from pydantic import Field

from index.fields import Field as IndexField
from index.model import Interval, Sort, Unit
from service.api.http.schemas import AddressText, Schema, SymbolText, Url
from service.api.resolutions.schemas import ParagraphBrief, ResolutionBrief, Span
from service.model import Language


class SearchHit(Schema):
    """A paragraph that matches (for `unit=resolution`, the best one of its resolution)."""

    paragraph: ParagraphBrief
    matches: list[Span] = Field(description="Where the text of the paragraph matches `q`.")
    resolution: ResolutionBrief
    score: float
    matching_paragraphs: int = Field(
        ge=1, description="How many paragraphs of the resolution match (1 for `unit=paragraph`)."
    )
    before: list[ParagraphBrief] = Field(description="Up to `context` neighbours before it.")
    after: list[ParagraphBrief] = Field(description="Up to `context` neighbours after it.")


class FacetValue(Schema):
    """A value of a facet, how many units of the result have it, and a link to choose or drop it."""

    value: str = Field(examples=["JPN"])
    label: str = Field(examples=["Japan"])
    count: int = Field(ge=0)
    selected: bool
    toggle_url: Url = Field(description="The same search with this value chosen, or dropped.")


class Facet(Schema):
    """Counts of a field over all matches, the field's own filter left out; most frequent first."""

    field: IndexField
    values: list[FacetValue]
    distinct: int = Field(ge=0, description="How many values there are in all.")
    truncated: bool = Field(description="Whether there are more values than these.")


class Completion(Schema):
    """A value that matches the typed text, and the search with it chosen."""

    field: IndexField
    field_label: str = Field(examples=["Sponsor"])
    value: str = Field(examples=["JPN"])
    label: str = Field(examples=["Japan"])
    count: int = Field(ge=1, description="How many units of the search have it.")
    url: Url = Field(description="The search with this value chosen.")


class CompletionList(Schema):
    """Completions, the likeliest first."""

    completions: list[Completion]


class HistogramBucket(Schema):
    """A year or a month, by its first day."""

    start: date
    count: int = Field(ge=0)


class Histogram(Schema):
    """Counts by date."""

    interval: Interval
    buckets: list[HistogramBucket]


class DidYouMean(Schema):
    """A query that may have been meant."""

    query: str = Field(description="In the query language.", examples=["desertification"])
    total: int = Field(ge=1, description="How many units it finds under the same filters.")
    url: Url = Field(description="The same search with this query.")


class SearchPage(Schema):
    """A page of a search."""

    total: int = Field(ge=0, description="How many units match in all.")
    unit: Unit
    sort: Sort
    hits: list[SearchHit]
    facets: list[Facet]
    histogram: Histogram | None
    next_cursor: str | None = Field(
        description="Give it as `cursor` for the next page; null on the last one."
    )
    did_you_mean: DidYouMean | None = Field(
        description=(
            "Where `q` finds nothing, or next to nothing, and a word of it is perhaps misspelt: "
            "what finds more."
        )
    )
    named: ResolutionBrief | None = Field(
        description=(
            "The resolution whose symbol is the whole of `q` (`A/RES/59/46`, `59/46`), if it is "
            "stored. Texts mostly print the number alone: `cites` finds what cites it."
        )
    )


class WordWeights(Schema):
    """What the weight of words rests on (BM25), in the language of the paragraph."""

    language: str = Field(description="The language by whose rules the text was analysed.")
    occurrences: int = Field(ge=0, description="How often they occur in this paragraph.")
    holding: int = Field(
        ge=0, description="How many of `paragraphs` contain them: the fewer, the higher the score."
    )
    paragraphs: int = Field(ge=0, description="How many paragraphs of the language there are.")
    length: int = Field(
        ge=0, description="Words of this paragraph: the fewer, the higher the score."
    )
    mean_length: float = Field(ge=0, description="Words of a paragraph on average.")


class ScoreExplanation(Schema):
    """What a clause of a query adds to the score."""

    clause: str = Field(description="The clause, in the query language.", examples=["assistance^2"])
    matched: bool = Field(description="Whether the paragraph matches it.")
    score: float
    weights: WordWeights | None = Field(description="For words and phrases.")
    parts: list["ScoreExplanation"] = Field(description="The clauses that it consists of.")


class HitExplanation(Schema):
    """How the score of a paragraph for a query is computed."""

    symbol: SymbolText
    address: AddressText
    language: Language
    explanation: ScoreExplanation = Field(
        description="Of the whole query; its score is that of the hit."
    )
