"""Resolutions: lists, one with its text, and citations in both directions."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from service.api.http.conditional_requests import NOT_MODIFIED, REVALIDATED
from service.api.http.cursors import link_header
from service.api.http.dependencies import (
    LinksDep,
    ReadingDep,
    SettingsDep,
    SymbolDep,
    cursors_for,
)
from service.api.http.problems import responses
from service.api.http.query_strings import identity_of, page_links
from service.api.resolutions.parameters import (
    CitationParams,
    Direction,
    ResolutionListParams,
    TextParams,
)
from service.api.resolutions.schemas import CitationPage, ResolutionPage, ResolutionWithParagraphs
from service.api.resolutions.serializers import ResolutionSerializerDep
from service.store import citations, resolutions
from service.store.paragraphs import read_text

router = APIRouter(prefix="/v1/resolutions", tags=["resolutions"], dependencies=REVALIDATED)

MOVED: dict[int | str, dict[str, Any]] = {
    308: {"description": "The symbol or address is written otherwise: see Location"}
}


@router.get(
    "",
    summary="List resolutions",
    description="Resolutions and drafts in brief, by date or by symbol as people count.",
    responses=responses("validation_error", "invalid_cursor", "store_unavailable") | NOT_MODIFIED,
)
async def list_resolutions(
    params: Annotated[ResolutionListParams, Query()],
    response: Response,
    session: ReadingDep,
    serializer: ResolutionSerializerDep,
    links: LinksDep,
    settings: SettingsDep,
) -> ResolutionPage:
    """Read the cursor, list, write the next cursor."""
    cursors = cursors_for(settings, identity_of(params))
    after = cursors.read(params.cursor)
    found = await resolutions.list_resolutions(
        session, params.filter(), sort=params.sort, limit=params.limit, after=after
    )
    next_cursor = cursors.write(found.position)
    response.headers["Link"] = link_header(
        page_links(links.url("list_resolutions"), params, next_cursor)
    )
    briefs = [serializer.resolution_brief(each) for each in found.resolutions]
    return ResolutionPage(total=found.total, resolutions=briefs, next_cursor=next_cursor)


@router.get(
    "/{symbol}",
    summary="Get a resolution",
    description="A resolution with its text, paragraph by paragraph, and all found in it.",
    responses=responses("not_found", "validation_error", "store_unavailable")
    | NOT_MODIFIED
    | MOVED,
)
async def get_resolution(
    symbol: SymbolDep,
    params: Annotated[TextParams, Query()],
    session: ReadingDep,
    serializer: ResolutionSerializerDep,
) -> ResolutionWithParagraphs:
    """Read the resolution and its text."""
    detail = await resolutions.read_resolution(session, symbol, params.language)
    return serializer.resolution(detail, await read_text(session, detail.text))


@router.get(
    "/{symbol}/citations",
    summary="List the citations of a resolution",
    description=(
        "What a resolution cites, or who cites it, paragraph by paragraph; each with its status: "
        "`resolved`, `not_held`, or `ambiguous` where only parts of the cited document are stored. "
        "The citations of a document can be listed even if it is not stored itself."
    ),
    responses=responses("not_found", "validation_error", "invalid_cursor", "store_unavailable")
    | NOT_MODIFIED
    | MOVED,
)
async def list_citations(
    symbol: SymbolDep,
    params: Annotated[CitationParams, Query()],
    response: Response,
    session: ReadingDep,
    serializer: ResolutionSerializerDep,
    links: LinksDep,
    settings: SettingsDep,
) -> CitationPage:
    """Read the cursor, list in the requested direction, write the next cursor."""
    cursors = cursors_for(settings, f"{symbol} {identity_of(params)}")
    page = citations.PageRequest(params.limit, cursors.read(params.cursor))
    if params.direction is Direction.CITES:
        _, text, _ = await resolutions.find_text(session, symbol, params.language)
        found = await citations.list_cited(session, text, page)
    else:
        found = await citations.list_citing(session, symbol, page)
    next_cursor = cursors.write(found.position)
    address = links.url("list_citations", symbol=symbol.path)
    response.headers["Link"] = link_header(page_links(address, params, next_cursor))
    entries = [serializer.citation_link(each) for each in found.citations]
    return CitationPage(
        symbol=str(symbol), total=found.total, citations=entries, next_cursor=next_cursor
    )
