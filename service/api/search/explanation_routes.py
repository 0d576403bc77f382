"""Routes that explain how the score of a paragraph is computed."""

from typing import Annotated

from fastapi import APIRouter, Query

from service.api.http.conditional_requests import NOT_MODIFIED, REVALIDATED
from service.api.http.dependencies import AddressDep, ReadingDep, SearchDep, SymbolDep
from service.api.http.problems import responses
from service.api.resolutions.routes import MOVED
from service.api.search.parameters import ExplanationParams
from service.api.search.schemas import HitExplanation, ScoreExplanation
from service.errors import NotFound
from service.store.paragraphs import find_id
from service.store.resolutions import find_text

router = APIRouter(
    prefix="/v1/resolutions/{symbol}/paragraphs/{address}/explanation",
    tags=["search"],
    dependencies=REVALIDATED,
)


@router.get(
    "",
    summary="Explain the score of a paragraph",
    description=(
        "What each clause of a query adds to the score of a paragraph, and why: how often its "
        "words occur in it, how many paragraphs contain them, how long the paragraph is. Clauses "
        "that do not match are explained, too. Headings and formulas are not searched: 404."
    ),
    responses=responses(
        "not_found",
        "invalid_query",
        "query_too_costly",
        "validation_error",
        "index_unavailable",
        "store_unavailable",
    )
    | NOT_MODIFIED
    | MOVED,
)
async def explain_hit(
    symbol: SymbolDep,
    address: AddressDep,
    params: Annotated[ExplanationParams, Query()],
    session: ReadingDep,
    search: SearchDep,
) -> HitExplanation:
    """Find the paragraph, and ask the index."""
    resolution, text, _ = await find_text(session, symbol, params.language)
    found = await search.explain(params.q, await find_id(session, text, address))
    if found is None:
        raise NotFound(f"{address.label} is not searched for, or not yet")
    return HitExplanation(
        symbol=resolution.symbol,
        address=str(address),
        language=text.language,
        explanation=ScoreExplanation.model_validate(found),
    )
