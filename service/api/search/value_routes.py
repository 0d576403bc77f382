"""The values of facets: listed, and as completions of what is typed."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from index.fields import Field
from service.api.http.conditional_requests import NOT_MODIFIED
from service.api.http.dependencies import ValuesDep
from service.api.http.problems import SEARCH_PROBLEMS, responses
from service.api.search.cached_routes import CachedSearchRoute
from service.api.search.parameters import CompletionParams, FacetParams, SearchParams
from service.api.search.schemas import CompletionList, Facet
from service.api.search.serializers import SearchSerializerDep

router = APIRouter(prefix="/v1", tags=["search"], route_class=CachedSearchRoute)


@router.get(
    "/facets/{field}",
    summary="List the values of a facet",
    description=(
        "The values of one field over all matches of a search, most frequent first. `contains` "
        "searches within the values and their names, acronyms and former names among them: first "
        "come those with a word that begins like it, then others that contain it."
    ),
    responses=responses(*SEARCH_PROBLEMS) | NOT_MODIFIED,
)
async def list_facet_values(
    field: Annotated[Field, Path(description="The field to count the values of.")],
    params: Annotated[FacetParams, Query()],
    values: ValuesDep,
    serializer: SearchSerializerDep,
) -> Facet:
    """Count those that fit `contains`."""
    found = await values.list_values(
        params.count_request(), field, contains=params.contains, limit=params.limit
    )
    chosen = SearchParams(**params.model_dump(exclude={"contains", "limit"}))
    (facet,) = serializer.facets([found], chosen)
    return facet


@router.get(
    "/completions",
    summary="List the values that match a text",
    description=(
        "For one box in which people type: values of several fields, each with the search that "
        "results from choosing it. Only values that this search finds something with are listed."
    ),
    responses=responses(*SEARCH_PROBLEMS) | NOT_MODIFIED,
)
async def list_completions(
    params: Annotated[CompletionParams, Query()], values: ValuesDep, serializer: SearchSerializerDep
) -> CompletionList:
    """Look for the text in the names of values."""
    fields = tuple(dict.fromkeys(params.fields))
    found = await values.complete(params.count_request(), params.text, fields, params.limit)
    chosen = SearchParams(**params.model_dump(exclude={"text", "fields", "limit"}))
    return CompletionList(completions=serializer.completions(found, chosen))
