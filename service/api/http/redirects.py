"""Redirects other forms of an address to the canonical one.

Clients send the slashes of a symbol raw (`/v1/resolutions/A/RES/59/46`) or percent-encoded, which
gateways decode or leave as they are. Both arrive here, after all other routes, and are redirected.
"""

import re

from fastapi import APIRouter, FastAPI, Request, Response
from starlette.responses import RedirectResponse

from service.api.http.dependencies import LinksDep, MovedPermanently
from service.api.http.links import with_query
from service.errors import NotFound
from service.model import Symbol

router = APIRouter(include_in_schema=False)
_TAIL = re.compile(r"(?P<symbol>.+?)(?P<tail>/paragraphs(?:/[^/]+)?|/citations|/trace)?")


@router.get("/v1/resolutions/{rest:path}")
async def redirect_resolution(request: Request, rest: str, links: LinksDep) -> Response:
    """To the JSON of a resolution, or of what belongs to it."""
    match = _TAIL.fullmatch(rest)
    symbol, tail = (match["symbol"], match["tail"] or "") if match else (rest, "")
    path = links.path("get_resolution", symbol=_canonical(symbol)) + tail
    raise MovedPermanently(with_query(path, request.query_params.multi_items()))


@router.get("/resolutions/{rest:path}")
async def redirect_resolution_page(request: Request, rest: str, links: LinksDep) -> Response:
    """To the page of a resolution."""
    path = links.path("show_resolution", symbol=_canonical(rest))
    raise MovedPermanently(with_query(path, request.query_params.multi_items()))


def _canonical(written: str) -> str:
    try:
        return Symbol.parse(written).path
    except ValueError as error:
        raise NotFound(str(error)) from None


def install(app: FastAPI) -> None:
    """Answer 308 for `MovedPermanently`."""

    async def moved(request: Request, error: Exception) -> Response:
        del request
        location = error.location if isinstance(error, MovedPermanently) else "/"
        return RedirectResponse(location, status_code=308)

    app.add_exception_handler(MovedPermanently, moved)
