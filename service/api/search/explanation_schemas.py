"""How a paragraph comes by its score."""

from typing import Annotated

from pydantic import Field, StringConstraints

from service.api.resolutions.parameters import TextParams
from service.api.resolutions.schemas import AddressText, Schema, SymbolText
from service.model import Language


class ExplanationParams(TextParams):
    """For which query, and in which text."""

    q: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)] = (
        Field(description="A query, as a search takes it.", examples=["technical assistance^2"])
    )


class WordWeights(Schema):
    """What the weight of words rests on (BM25), in the language of the paragraph."""

    language: str = Field(description="The rules by which the text was taken apart.")
    occurrences: int = Field(ge=0, description="How often they stand in this paragraph.")
    holding: int = Field(
        ge=0, description="How many of `paragraphs` hold them: the rarer, the heavier."
    )
    paragraphs: int = Field(ge=0, description="How many paragraphs of the language there are.")
    length: int = Field(ge=0, description="Words of this paragraph: the shorter, the heavier.")
    mean_length: float = Field(ge=0, description="Words of a paragraph on average.")


class ScoreExplanation(Schema):
    """What a clause of a query adds to the score."""

    clause: str = Field(description="The clause, in the query language.", examples=["assistance^2"])
    matched: bool = Field(description="Whether the paragraph meets it.")
    score: float
    weights: WordWeights | None = Field(description="For words and phrases.")
    parts: list["ScoreExplanation"] = Field(description="The clauses that it consists of.")


class HitExplanation(Schema):
    """How a paragraph comes by its score for a query."""

    symbol: SymbolText
    address: AddressText
    language: Language
    explanation: ScoreExplanation = Field(
        description="Of the whole query; its score is that of the hit."
    )
