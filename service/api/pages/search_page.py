"""The search page. It uses the same use case as the API, and no script."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from index.errors import ParagraphIndexError
from index.model import FacetRequest, Sort, Unit
from service.api.http.dependencies import (
    PageLinksDep,
    SearchDep,
    SettingsDep,
    ValuesDep,
    cursors_for,
)
from service.api.http.links import Links, with_query
from service.api.http.problems import of_exception
from service.api.http.query_strings import PAGING, identity_of, pairs_of, read_query
from service.api.pages.renderer import render
from service.api.search.cached_routes import CachedSearchRoute
from service.api.search.parameters import SearchParams
from service.api.search.schemas import Completion, Facet, SearchPage
from service.api.search.serializers import SearchSerializer
from service.api.search.toggles import Toggles
from service.errors import InvalidRequest
from service.fields import FIELDS
from service.search.paragraph_search import ParagraphSearch
from service.settings import Settings

router = APIRouter(include_in_schema=False, route_class=CachedSearchRoute)

MANY_VALUES: Final = 50
_COMPLETIONS: Final = 12
_MOST_LETTERS: Final = 100
_IN_FORM: Final = frozenset({"q", "sort", "unit", "date_from", "date_to"})
_SORT_LABELS: Final[Mapping[Sort, str]] = {
    Sort.RELEVANCE: "Best match",
    Sort.NEWEST: "Newest first",
    Sort.OLDEST: "Oldest first",
    Sort.SYMBOL: "By symbol",
}
_UNIT_LABELS: Final[Mapping[Unit, str]] = {
    Unit.PARAGRAPH: "Paragraphs",
    Unit.RESOLUTION: "Resolutions",
}


@dataclass(frozen=True, slots=True)
class ChosenFilter:
    """A filter in force, with the link that drops it."""

    field: str
    label: str
    drop_url: str


@dataclass(frozen=True, slots=True)
class SearchUrls:
    """Where the links of the search page lead.

    Attributes:
        reset: The search page without any search.
        api: The same search in the API.
        first: The first page of results; None on the first page.
        next: The next page of results; None on the last one.
        more_values: The same search with more values of each facet; None where it shows them.
    """

    reset: str
    api: str
    first: str | None
    next: str | None
    more_values: str | None


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
    typed = request.query_params.get("find", "").strip()[:_MOST_LETTERS]
    completions: list[Completion] = []
    try:
        params = read_params(request)
        page = await _search(params, settings, search, links)
        found = await values.complete(params.count_request(), typed, FIELDS.completed, _COMPLETIONS)
        completions = SearchSerializer(links, "show_search").completions(found, params)
    except (ValidationError, InvalidRequest, ParagraphIndexError) as error:
        problem, _ = of_exception(request, error)
    return render(
        "search.html",
        links,
        problem.status if problem else 200,
        params=params,
        page=page,
        facets=_shown_facets(page) if page else [],
        problem=problem,
        typed=typed,
        completions=completions,
        chosen=_chosen(links, params),
        hidden=pairs_of(params, drop=PAGING | _IN_FORM),
        is_blank=not pairs_of(params),
        urls=_urls(links, params, page),
        sort_labels=_SORT_LABELS,
        unit_labels=_UNIT_LABELS,
    )


def read_params(request: Request) -> SearchParams:
    """The parameters of the page; empty values and unknown names are ignored.

    Raises:
        ValidationError: A value is none of its parameter.
    """
    known = SearchParams.model_fields
    pairs = request.query_params.multi_items()
    return read_query(
        SearchParams, [(name, value) for name, value in pairs if name in known and value.strip()]
    )


async def _search(
    params: SearchParams, settings: Settings, search: ParagraphSearch, links: Links
) -> SearchPage:
    cursors = cursors_for(settings, identity_of(params))
    wanted = replace(
        params.search_request(cursors.read(params.cursor)),
        facets=tuple(FacetRequest(field, params.facet_limit) for field in FIELDS.page_facets),
    )
    found = await search.search(wanted, text=params.q, context=params.context)
    next_cursor = cursors.write(found.next_position)
    return SearchSerializer(links, "show_search").search_page(found, params, next_cursor)


def _shown_facets(page: SearchPage) -> list[Facet]:
    """The facets with something to choose: several values, or a chosen one."""
    return [
        facet
        for facet in page.facets
        if facet.distinct >= 2 or any(value.selected for value in facet.values)
    ]


def _chosen(links: Links, params: SearchParams) -> list[ChosenFilter]:
    toggles = Toggles(links.path("show_search"), params)
    return [
        ChosenFilter(
            FIELDS[field].label, FIELDS[field].value_label(value), toggles.url(field, value)
        )
        for field, values in params.filters().items()
        for value in values
    ]


def _urls(links: Links, params: SearchParams, page: SearchPage | None) -> SearchUrls:
    here = links.path("show_search")
    rest = pairs_of(params, drop=PAGING)
    next_cursor = page.next_cursor if page else None
    more = params.model_copy(update={"facet_limit": MANY_VALUES})
    has_more = params.facet_limit < MANY_VALUES
    return SearchUrls(
        reset=here,
        api=with_query(links.path("search_paragraphs"), pairs_of(params)),
        first=with_query(here, rest) if params.cursor else None,
        next=with_query(here, [*rest, ("cursor", next_cursor)]) if next_cursor else None,
        more_values=with_query(here, pairs_of(more, drop=PAGING)) if has_more else None,
    )
