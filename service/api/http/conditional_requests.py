"""Conditional requests: an ETag for everything that is read, and 304 where nothing has changed.

What an answer says depends on its URL, on this version, on the index (hits and counts) and, for all
but searches, on the store (texts; whether a cited document is stored). The tag is weak: a gateway
may compress.
"""

import hashlib
from importlib.metadata import version
from operator import itemgetter
from typing import Any, Final

from fastapi import Depends, FastAPI, Request, Response

from index.model import IndexState
from service.api.http.dependencies import LinksDep, ReadingDep, SearchDep
from service.api.http.links import Links
from service.store.changes import current_change

_VERSION: Final = version("resolution-search")
CACHE_CONTROL: Final = "no-cache"
"""Caches ask each time whether what they have is still right."""


class NotModified(Exception):
    """What the client has is still right."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


async def _revalidate(
    request: Request, response: Response, session: ReadingDep, search: SearchDep, links: LinksDep
) -> None:
    """Set the validators of the answer. Raises NotModified where the client has it already."""
    index = await search.state()
    etag = entity_tag(request, links, index, str(await current_change(session)))
    if client_has(request, etag):
        raise NotModified(etag)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE_CONTROL


def entity_tag(request: Request, links: Links, index: IndexState | None, *more: str) -> str:
    """The weak entity tag of an answer that depends on the index, and on what `more` names."""
    # The last of several values of one name may count alone, so these keep their order.
    query = repr(sorted(request.query_params.multi_items(), key=itemgetter(0)))
    parts = [_VERSION, links.base, request.url.path, query, *more]
    parts += [index.generation, str(index.change)] if index else ["unbuilt"]
    return f'W/"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def client_has(request: Request, etag: str) -> bool:
    """Whether `If-None-Match` names the tag."""
    return etag in {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}


def not_modified_response(etag: str) -> Response:
    """304, with the validators."""
    return Response(status_code=304, headers={"ETag": etag, "Cache-Control": CACHE_CONTROL})


REVALIDATED: Final = [Depends(_revalidate)]
"""For the `dependencies` of a route that reads."""

NOT_MODIFIED: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "Nothing has changed since the answer with the ETag in If-None-Match"}
}


def install(app: FastAPI) -> None:
    """Answer 304 for `NotModified`."""

    async def not_modified(request: Request, error: Exception) -> Response:
        del request
        return not_modified_response(error.etag if isinstance(error, NotModified) else "")

    app.add_exception_handler(NotModified, not_modified)
