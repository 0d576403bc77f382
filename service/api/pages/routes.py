"""The page of a resolution, and the page of a problem; the search page is in `search_page`."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.api.http.dependencies import PageLinksDep, ReadingDep, SymbolDep
from service.api.http.links import Links
from service.api.http.problem_schemas import Problem
from service.api.pages.renderer import render
from service.api.pages.views import shown_paragraphs
from service.api.resolutions.parameters import TextParams
from service.api.resolutions.serializers import ResolutionSerializer
from service.store.citations import PageRequest, list_citing
from service.store.paragraphs import read_text
from service.store.resolutions import read_resolution

router = APIRouter(include_in_schema=False)
_CITING_SHOWN = 20


@router.get("/resolutions/{symbol}")
async def show_resolution(
    symbol: SymbolDep,
    params: Annotated[TextParams, Query()],
    session: ReadingDep,
    links: PageLinksDep,
) -> Response:
    """The page of a resolution: each paragraph has its address for an anchor."""
    detail = await read_resolution(session, symbol, params.language)
    paragraphs = await read_text(session, detail.text)
    citing = await list_citing(session, symbol, PageRequest(_CITING_SHOWN))
    serializer = ResolutionSerializer(links)
    resolution = serializer.resolution(detail, paragraphs)
    return render(
        "resolution.html",
        links,
        resolution=resolution,
        paragraphs=shown_paragraphs(links, resolution),
        citing=[serializer.citation_link(each) for each in citing.citations],
        citing_total=citing.total,
        symbol=symbol,
    )


def show_problem(request: Request, problem: Problem) -> Response:
    """The page for people whom a page could not be shown."""
    public_url = request.state.settings.public_url
    links = Links(request, public_url, absolute=False)
    return render("problem.html", links, problem.status, problem=problem)
