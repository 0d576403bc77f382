"""The pages for people, over the same use cases as the API; they need no script."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import ValidationError
from starlette.responses import Response

from index.errors import ParagraphIndexError
from service.api.dependencies import ReadingDep, SearchDep, SettingsDep, SymbolDep, cursors_for
from service.api.links import Links
from service.api.page_models import (
    PAGE_FACETS,
    SORT_LABELS,
    UNIT_LABELS,
    read_params,
    search_view,
    shown_paragraphs,
)
from service.api.presenting import Presenter
from service.api.problems import of_exception
from service.api.query_strings import identity_of
from service.api.rendering import render
from service.api.schemas_lists import TextParams
from service.api.schemas_problem import Problem
from service.api.schemas_search import SearchPage, SearchParams
from service.errors import InvalidRequest
from service.search.paragraphs import ParagraphSearch
from service.settings import Settings
from service.store.reading import read_resolution
from service.store.reading_citations import PageRequest, list_citing
from service.store.reading_paragraphs import read_text

router = APIRouter(include_in_schema=False)
_CITING_SHOWN = 20


def _page_links(request: Request, settings: SettingsDep) -> Links:
    return Links(request, settings.public_url, absolute=False)


PageLinksDep = Annotated[Links, Depends(_page_links)]


@router.get("/")
async def show_search(
    request: Request,
    session: ReadingDep,
    search: SearchDep,
    links: PageLinksDep,
    settings: SettingsDep,
) -> Response:
    """The search page: with results, or with what is wrong about the search."""
    params, page, problem = SearchParams(), None, None
    try:
        params = read_params(request)
        page = await _search(params, settings, search, session, links)
    except (ValidationError, InvalidRequest, ParagraphIndexError) as error:
        problem, _ = of_exception(request, error)
    status = problem.status if problem else 200
    view = search_view(links, params, page, problem)
    return render("search.html", links, status, view=view, **_CHOICES)


async def _search(
    params: SearchParams,
    settings: Settings,
    search: ParagraphSearch,
    session: ReadingDep,
    links: Links,
) -> SearchPage:
    cursors = cursors_for(settings, identity_of(params))
    wanted = replace(params.search(), after=cursors.read(params.cursor), facets=PAGE_FACETS)
    found = await search.search(session, wanted)
    next_cursor = cursors.write(found.position)
    return Presenter(links, "show_search").search_page(found, params, next_cursor)


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
    presenter = Presenter(links, "show_search")
    resolution = presenter.resolution(detail, paragraphs)
    return render(
        "resolution.html",
        links,
        resolution=resolution,
        paragraphs=shown_paragraphs(links, resolution),
        citing=[presenter.citation_link(each) for each in citing.citations],
        citing_total=citing.total,
        symbol=symbol,
    )


def show_problem(request: Request, problem: Problem) -> Response:
    """The page for people whom a page could not be shown."""
    public_url = request.state.settings.public_url
    links = Links(request, public_url, absolute=False)
    return render("problem.html", links, problem.status, problem=problem)


_CHOICES: dict[str, Any] = {"sort_labels": SORT_LABELS, "unit_labels": UNIT_LABELS}
