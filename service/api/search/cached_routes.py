"""Routes of searches: answers cached for one generation of the index, and read without FastAPI."""

from collections.abc import Callable, Coroutine
from typing import Any, get_type_hints

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError

from index.cache import SizedCache
from service.api.http.conditional_requests import (
    CACHE_CONTROL,
    client_has,
    entity_tag,
    not_modified_response,
)
from service.api.http.links import Links
from service.api.http.query_strings import read_query
from service.search.paragraph_search import ParagraphSearch


class CachedSearchRoute(APIRoute):
    """A route whose answers follow from the index alone: cached for one generation of it.

    The generation is read before anything else, so an answer cached under it is never older.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Answer from the cache, or call the operation and cache its answer."""
        answer = self.operation_handler()

        async def handle(request: Request) -> Response:
            search: ParagraphSearch = request.state.search
            answers: SizedCache[str, Response] = request.state.answers
            index = await search.state()
            if index is None:
                return await answer(request)
            links = Links(request, request.state.settings.public_url)
            etag = entity_tag(request, links, index)
            if client_has(request, etag):
                return not_modified_response(etag)
            cached = answers.get(etag, generation=index.generation)
            if cached is None:
                cached = await answer(request)
                if cached.status_code == 200:
                    cached.headers["ETag"] = etag
                    cached.headers["Cache-Control"] = CACHE_CONTROL
                    size = len(cached.body)
                    answers.put(etag, cached, size, generation=index.generation)
            return cached

        return handle

    def operation_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What calls the operation; FastAPI's own handler here."""
        return super().get_route_handler()


class DirectSearchRoute(CachedSearchRoute):
    """A search whose operation takes the request and one model, `params`, and makes the response.

    This bypasses FastAPI: it documents the parameters, but neither reads them nor resolves
    dependencies, for with 25 parameters that takes as long as many a search. `read_query` reads
    the same model from the query string instead.
    """

    def operation_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Read the parameters, and call the operation."""
        operation = self.endpoint
        model: type[BaseModel] = get_type_hints(operation)["params"]

        async def answer(request: Request) -> Response:
            try:
                params = read_query(model, request.query_params.multi_items())
            except ValidationError as error:
                raise RequestValidationError(error.errors()) from None
            response: Response = await operation(request, params)
            return response

        return answer
