"""The search page, over the same use case as the API; it needs no script."""

from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from index.errors import ParagraphIndexError
from service.api.http.dependencies import (
    PageLinksDep,
    SearchDep,
    SettingsDep,
    ValuesDep,
    cursors_for,
)
from service.api.http.links import Links
from service.api.http.problems import of_exception
from service.api.http.query_strings import identity_of
from service.api.pages.templating import render
from service.api.pages.views import (
    PAGE_FACETS,
    SORT_LABELS,
    UNIT_LABELS,
    read_params,
    search_view,
)
from service.api.search.cached_routes import CachedSearchRoute
from service.api.search.parameters import SearchParams
from service.api.search.schemas import Completion, SearchPage
from service.api.search.serializers import SearchSerializer
from service.errors import InvalidRequest
from service.search.paragraphs import ParagraphSearch
from service.search.values import COMPLETED
from service.settings import Settings

router = APIRouter(include_in_schema=False, route_class=CachedSearchRoute)
_COMPLETIONS: Final = 12
_MOST_LETTERS: Final = 100
_CHOICES: Final[dict[str, Any]] = {"sort_labels": SORT_LABELS, "unit_labels": UNIT_LABELS}


@router.get("/")
async def show_search(
    request: Request,
    search: SearchDep,
    values: ValuesDep,
    links: PageLinksDep,
    settings: SettingsDep,
) -> Response:
    """The search page: with results, or with what is wrong about the search."""
    params, page, problem = SearchParams(), None, None
    wanted = request.query_params.get("find", "").strip()[:_MOST_LETTERS]
    completions: list[Completion] = []
    try:
        params = read_params(request)
        page = await _search(params, settings, search, links)
        found = await values.complete(params.criteria(), wanted, COMPLETED, _COMPLETIONS)
        completions = SearchSerializer(links, "show_search").completions(found, params)
    except (ValidationError, InvalidRequest, ParagraphIndexError) as error:
        problem, _ = of_exception(request, error)
    status = problem.status if problem else 200
    view = search_view(links, params, page, problem)
    return render(
        "search.html", links, status, view=view, wanted=wanted, completions=completions, **_CHOICES
    )


async def _search(
    params: SearchParams,
    settings: Settings,
    search: ParagraphSearch,
    links: Links,
) -> SearchPage:
    cursors = cursors_for(settings, identity_of(params))
    wanted = replace(params.search(), after=cursors.read(params.cursor), facets=PAGE_FACETS)
    found = await search.search(wanted)
    next_cursor = cursors.write(found.position)
    return SearchSerializer(links, "show_search").search_page(found, params, next_cursor)
