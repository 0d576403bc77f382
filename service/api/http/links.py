"""Links to this service's own resources, correct behind a gateway and its prefix, too.

JSON has absolute URLs. Pages have paths, which are correct for any name of the gateway's host.
"""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request

from service.model import Symbol

_SAFE_IN_SEGMENT = "()!*',;:@&=+$-._~"


class Links:
    """Builds the links of one request. `public_url` overrides what the request was sent to.

    With `absolute` off, URLs are paths too.
    """

    def __init__(self, request: Request, public_url: str, *, absolute: bool = True) -> None:
        self._app = request.app
        # Looking a route up costs more than all else about a link, and a page has hundreds.
        self._templates: dict[tuple[str, ...], str] = self._app.state.path_templates
        root_path = str(request.scope.get("root_path", "")).rstrip("/")
        self.prefix = urlsplit(public_url).path.rstrip("/") if public_url else root_path
        base = public_url.rstrip("/") or str(request.base_url).rstrip("/")
        self.base = base if absolute else self.prefix

    def url(self, name: str, **segments: str) -> str:
        """The URL of a route."""
        return self.base + self._path(name, segments)

    def path(self, name: str, **segments: str) -> str:
        """The path of a route, the gateway's prefix included."""
        return self.prefix + self._path(name, segments)

    def resolution(self, symbol: str) -> str:
        """A resolution's JSON."""
        return self.url("get_resolution", symbol=path_form(symbol))

    def resolution_page(self, symbol: str, address: str | None = None) -> str:
        """A resolution's page, and the place of a paragraph on it."""
        page = self.url("show_resolution", symbol=path_form(symbol))
        return f"{page}#{address}" if address else page

    def paragraph(self, symbol: str, address: str) -> str:
        """A paragraph's JSON."""
        return self.url("get_paragraph", symbol=path_form(symbol), address=address)

    def _path(self, name: str, segments: dict[str, str]) -> str:
        key = name, *segments
        template = self._templates.get(key)
        if template is None:
            blanks = {segment: f"{{{segment}}}" for segment in segments}
            template = self._templates[key] = str(self._app.url_path_for(name, **blanks))
        quoted = {segment: _quote(value) for segment, value in segments.items()}
        return template.format_map(quoted)


@lru_cache(maxsize=4096)
def _quote(value: str) -> str:
    return quote(value, safe=_SAFE_IN_SEGMENT)


@lru_cache(maxsize=4096)
def path_form(symbol: str) -> str:
    """The form of a stored symbol for paths."""
    return Symbol(symbol).path


def with_query(address: str, pairs: Iterable[tuple[str, object]]) -> str:
    """An address with a query string; without one where there are no pairs."""
    query = urlencode([(name, str(value)) for name, value in pairs])
    return f"{address}?{query}" if query else address
