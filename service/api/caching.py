"""Conditional requests: an ETag for everything that is read, and 304 where nothing has changed.

What an answer says depends on its URL, on the store (texts; whether a cited document is held), on
the index (hits and counts) and on this version. The tag is weak: a gateway may compress.
"""

import hashlib
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Request, Response

from service.api.dependencies import LinksDep, ReadingDep, SearchDep
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
    query = urlencode(sorted(request.query_params.multi_items()))
    parts = [_VERSION, links.base, request.url.path, query, str(await current_change(session))]
    parts += [index.generation, str(index.change)] if index else ["unbuilt"]
    etag = f'W/"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'
    held = {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}
    if etag in held:
        raise NotModified(etag)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = _CACHE_CONTROL


REVALIDATED: Final = [Depends(_revalidate)]
"""For the `dependencies` of a route that reads."""

NOT_MODIFIED: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "Nothing has changed since the answer with the ETag in If-None-Match"}
}


def install(app: FastAPI) -> None:
    """Answer 304 for `NotModified`."""

    async def not_modified(request: Request, error: Exception) -> Response:
        del request
        etag = error.etag if isinstance(error, NotModified) else ""
        return Response(status_code=304, headers={"ETag": etag, "Cache-Control": _CACHE_CONTROL})

    app.add_exception_handler(NotModified, not_modified)
