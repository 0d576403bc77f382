"""Conditional requests: an ETag for everything that is read, and 304 where nothing has changed.

What an answer says depends on its URL, on this version, on the index (hits and counts) and, for all
but searches, on the store (texts; whether a cited document is held). The tag is weak: a gateway
may compress.
"""

import hashlib
from collections.abc import Callable, Coroutine
from importlib.metadata import version
from operator import itemgetter
from typing import Any, Final, get_type_hints

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError

from index.model import IndexState
from service.api.dependencies import LinksDep, ReadingDep, SearchDep
from service.api.links import Links
from service.api.query_strings import read_query
from service.search.keeping import Kept
from service.search.paragraphs import ParagraphSearch
from service.store.changes import current_change

_VERSION: Final = version("resolution-search")
_CACHE_CONTROL: Final = "no-cache"


class NotModified(Exception):
    """What the client holds is still right."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


async def _revalidate(
    request: Request, response: Response, session: ReadingDep, search: SearchDep, links: LinksDep
) -> None:
    """Set the validators of the answer. Raises NotModified where the client has it already."""
    index = await search.state()
    etag = _etag(request, links, index, str(await current_change(session)))
    if _is_held(request, etag):
        raise NotModified(etag)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = _CACHE_CONTROL


def _etag(request: Request, links: Links, index: IndexState | None, *more: str) -> str:
    # The last of several values of one name may count alone, so these keep their order.
    query = repr(sorted(request.query_params.multi_items(), key=itemgetter(0)))
    parts = [_VERSION, links.base, request.url.path, query, *more]
    parts += [index.generation, str(index.change)] if index else ["unbuilt"]
    return f'W/"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def _is_held(request: Request, etag: str) -> bool:
    return etag in {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}


def _not_modified(etag: str) -> Response:
    return Response(status_code=304, headers={"ETag": etag, "Cache-Control": _CACHE_CONTROL})


class SearchRoute(APIRoute):
    """A route whose answers say what the index holds: revalidated by its generation, and kept.

    The generation is learned before anything is read, so what is kept under it is never older.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Answer with what is kept, or ask the operation."""
        answer = self.operation_handler()

        async def handle(request: Request) -> Response:
            search: ParagraphSearch = request.state.search
            answers: Kept[str, Response] = request.state.answers
            index = await search.state()
            if index is None:
                return await answer(request)
            links = Links(request, request.state.settings.public_url)
            etag = _etag(request, links, index)
            if _is_held(request, etag):
                return _not_modified(etag)
            kept = answers.get(index.generation, etag)
            if kept is None:
                kept = await answer(request)
                if kept.status_code == 200:
                    kept.headers["ETag"] = etag
                    kept.headers["Cache-Control"] = _CACHE_CONTROL
                    answers.put(index.generation, etag, kept, len(kept.body))
            return kept

        return handle

    def operation_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What asks the operation."""
        return super().get_route_handler()


class DirectSearchRoute(SearchRoute):
    """A search whose operation takes the request and one model, `params`, and makes the response.

    FastAPI documents both, but takes no part in answering: reading 25 parameters and resolving
    what an operation depends on would cost it as much as many a search.
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


REVALIDATED: Final = [Depends(_revalidate)]
"""For the `dependencies` of a route that reads."""

NOT_MODIFIED: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "Nothing has changed since the answer with the ETag in If-None-Match"}
}


def install(app: FastAPI) -> None:
    """Answer 304 for `NotModified`."""

    async def not_modified(request: Request, error: Exception) -> Response:
        del request
        return _not_modified(error.etag if isinstance(error, NotModified) else "")

    app.add_exception_handler(NotModified, not_modified)
