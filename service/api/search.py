"""Search over paragraphs, and over the values of facets."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from index.fields import Field
from service.api.caching import NOT_MODIFIED, SearchRoute
from service.api.dependencies import (
    LinksDep,
    PresenterDep,
    SearchDep,
    SettingsDep,
    ValuesDep,
    cursors_for,
)
from service.api.paging import link_header
from service.api.presenting import page_links
from service.api.problems import responses
from service.api.query_strings import identity_of
from service.api.schemas_search import (
    CompletionList,
    CompletionParams,
    Facet,
    FacetParams,
    SearchPage,
    SearchParams,
)

router = APIRouter(prefix="/v1", tags=["search"], route_class=SearchRoute)
_QUERY_PROBLEMS = ("invalid_query", "query_too_costly", "validation_error", "index_unavailable")


@router.get(
    "/search",
    summary="Search for paragraphs",
    description=(
        "Finds paragraphs by text, by what was found in them and by what their resolutions say. "
        "Values of one filter are alternatives, filters add up. Each facet is counted over all "
        "matches without its own filter, so that a second value can be chosen. "
        "Go on with `next_cursor`, or with the `Link` header."
    ),
    responses=responses(*_QUERY_PROBLEMS, "invalid_cursor") | NOT_MODIFIED,
)
async def search_paragraphs(
    params: Annotated[SearchParams, Query()],
    response: Response,
    search: SearchDep,
    presenter: PresenterDep,
    links: LinksDep,
    settings: SettingsDep,
) -> SearchPage:
    """Read the cursor, search, write the next cursor."""
    cursors = cursors_for(settings, identity_of(params))
    wanted = replace(params.search(), after=cursors.read(params.cursor))
    found = await search.search(wanted)
    next_cursor = cursors.write(found.position)
    address = links.url("search_paragraphs")
    response.headers["Link"] = link_header(page_links(address, params, next_cursor))
    return presenter.search_page(found, params, next_cursor)


@router.get(
    "/facets/{field}",
    summary="List the values of a facet",
    description=(
        "The values of one field over all matches of a search, most frequent first. `contains` "
        "searches within the values and their names, acronyms and former names among them: first "
        "come those with a word that begins like it, then others that contain it."
    ),
    responses=responses(*_QUERY_PROBLEMS) | NOT_MODIFIED,
)
async def list_facet_values(
    field: Annotated[Field, Path(description="The field to count the values of.")],
    params: Annotated[FacetParams, Query()],
    values: ValuesDep,
    presenter: PresenterDep,
) -> Facet:
    """Count those that fit `contains`."""
    found = await values.list_values(
        params.criteria(), field, contains=params.contains, limit=params.limit
    )
    chosen = SearchParams(**params.model_dump(exclude={"contains", "limit"}))
    (facet,) = presenter.facets([found], chosen)
    return facet


@router.get(
    "/completions",
    summary="List the values that a text may stand for",
    description=(
        "For one box in which people type: values of several fields, each with the search that "
        "results from choosing it. Only values that this search finds something with are listed."
    ),
    responses=responses(*_QUERY_PROBLEMS) | NOT_MODIFIED,
)
async def list_completions(
    params: Annotated[CompletionParams, Query()], values: ValuesDep, presenter: PresenterDep
) -> CompletionList:
    """Look for the text in the names of values."""
    fields = tuple(dict.fromkeys(params.fields))
    found = await values.complete(params.criteria(), params.text, fields, params.limit)
    chosen = SearchParams(**params.model_dump(exclude={"text", "fields", "limit"}))
    return CompletionList(completions=presenter.completions(found, chosen))
