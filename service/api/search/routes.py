"""The route of searches over paragraphs."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from service.api.http.conditional_requests import NOT_MODIFIED
from service.api.http.cursors import link_header
from service.api.http.dependencies import cursors_for
from service.api.http.links import Links
from service.api.http.problems import SEARCH_PROBLEMS, responses
from service.api.http.query_strings import identity_of, page_links
from service.api.search.cached_routes import DirectSearchRoute
from service.api.search.parameters import SearchParams
from service.api.search.schemas import SearchPage
from service.api.search.serializers import SearchSerializer
from service.search.paragraph_search import ParagraphSearch
from service.settings import Settings

router = APIRouter(prefix="/v1", tags=["search"], route_class=DirectSearchRoute)


@router.get(
    "/search",
    response_model=SearchPage,
    summary="Search for paragraphs",
    description=(
        "Finds paragraphs by text, by what was found in them and by what their resolutions say. "
        "Values of one filter are alternatives, filters add up. Each facet is counted over all "
        "matches without its own filter, so that a second value can be chosen. "
        "For the next page, use `next_cursor` or the `Link` header."
    ),
    responses=responses(*SEARCH_PROBLEMS, "invalid_cursor") | NOT_MODIFIED,
)
async def search_paragraphs(request: Request, params: Annotated[SearchParams, Query()]) -> Response:
    """Read the cursor, search, write the next cursor."""
    settings: Settings = request.state.settings
    search: ParagraphSearch = request.state.search
    links = Links(request, settings.public_url)
    cursors = cursors_for(settings, identity_of(params))
    wanted = params.search_request(cursors.read(params.cursor))
    found = await search.search(wanted, text=params.q, context=params.context)
    next_cursor = cursors.write(found.next_position)
    relations = page_links(links.url("search_paragraphs"), params, next_cursor)
    page = SearchSerializer(links).search_page(found, params, next_cursor)
    return Response(
        page.model_dump_json(),
        media_type="application/json",
        headers={"Link": link_header(relations)},
    )
