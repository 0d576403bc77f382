"""Paragraphs of a resolution: all of them, or one at its address."""

from typing import Annotated

from fastapi import APIRouter, Query

from service.api.http.conditional_requests import NOT_MODIFIED, REVALIDATED
from service.api.http.dependencies import AddressDep, ReadingDep, SymbolDep
from service.api.http.problems import responses
from service.api.resolutions.parameters import ParagraphParams, TextParams
from service.api.resolutions.routes import MOVED
from service.api.resolutions.schemas import ParagraphInContext, ParagraphList
from service.api.resolutions.serializers import ResolutionSerializerDep
from service.store.paragraphs import Neighbours, read_at, read_neighbours, read_text
from service.store.resolutions import find_text

router = APIRouter(
    prefix="/v1/resolutions/{symbol}/paragraphs",
    tags=["resolutions"],
    dependencies=REVALIDATED,
    responses=responses("not_found", "validation_error", "store_unavailable")
    | NOT_MODIFIED
    | MOVED,
)


@router.get(
    "",
    summary="List the paragraphs of a resolution",
    description="All paragraphs of a text in their order, with all found in them.",
)
async def list_paragraphs(
    symbol: SymbolDep,
    params: Annotated[TextParams, Query()],
    session: ReadingDep,
    serializer: ResolutionSerializerDep,
) -> ParagraphList:
    """Read the text."""
    resolution, text, _ = await find_text(session, symbol, params.language)
    details = await read_text(session, text)
    paragraphs = [serializer.paragraph(resolution.symbol, each) for each in details]
    return ParagraphList(symbol=str(symbol), language=text.language, paragraphs=paragraphs)


@router.get(
    "/{address}",
    summary="Get a paragraph",
    description="The paragraph at an address, with as many neighbours as `context` says.",
)
async def get_paragraph(
    symbol: SymbolDep,
    address: AddressDep,
    params: Annotated[ParagraphParams, Query()],
    session: ReadingDep,
    serializer: ResolutionSerializerDep,
) -> ParagraphInContext:
    """Read the paragraph and what surrounds it."""
    resolution, text, _ = await find_text(session, symbol, params.language)
    detail = await read_at(session, text, address)
    around = await read_neighbours(session, [(detail, text.language)], params.context)
    nearby = next(iter(around.values()), Neighbours())
    before, after = serializer.neighbours(resolution.symbol, nearby)
    return ParagraphInContext(
        resolution=serializer.resolution_brief(resolution, text.title),
        paragraph=serializer.paragraph(resolution.symbol, detail),
        before=before,
        after=after,
    )
