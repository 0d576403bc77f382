"""Fetches documents from the network: from allowed hosts only, never from private addresses."""

import asyncio
import ipaddress
import socket
import urllib.request
from collections.abc import Mapping
from string import Formatter
from urllib.parse import quote

import httpx

from service.errors import DocumentTooLarge, SourceError
from service.model import Language, Symbol
from service.settings import Settings

_MOST_REDIRECTS = 5
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class SourceBusy(SourceError):
    """A source that may well answer another time."""


class Fetcher:
    """Fetches URLs by the rules of the settings.

    A host must be listed in `fetch_hosts`, for the URL itself and for every redirect. A listed
    *name* that leads to a private, loopback or link-local address is refused; whoever wants such a
    place lists the address itself. Behind a proxy, names are the proxy's to resolve.
    """

    def __init__(
        self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._settings = settings
        self._hosts = frozenset(host.lower() for host in settings.fetch_hosts)
        self._transport = transport

    def url_of(self, symbol: Symbol, language: Language = Language.ENGLISH) -> str:
        """Where a symbol is to be fetched, by the template in the settings."""
        values = {
            "symbol": str(symbol),
            "path": symbol.path,
            "language": language.value,
            "format": self._settings.fetch_format,
        }
        return _fill(self._settings.fetch_template, values)

    async def fetch(self, url: str) -> bytes:
        """The bytes at a URL. Raises SourceError, SourceBusy or DocumentTooLarge."""
        try:
            async with asyncio.timeout(self._settings.fetch_timeout):
                return await self._follow(url)
        except TimeoutError:
            raise SourceBusy(
                f"{url}: no answer within {self._settings.fetch_timeout:g} seconds"
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceBusy(f"{url}: {error or type(error).__name__}") from error

    async def check(self, url: str) -> None:
        """Refuse a URL that may not be fetched. Raises SourceError."""
        try:
            parsed = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise SourceError(f"not a URL: {url}") from error
        strange = parsed.userinfo or (parsed.port or 80) not in range(1, 65536)
        if parsed.scheme not in {"http", "https"} or strange:
            raise SourceError(f"only plain http and https URLs are fetched: {url}")
        if parsed.host.lower() not in self._hosts:
            raise SourceError(f"{parsed.host or url} is not among the hosts to fetch from")
        await self._check_address(parsed)

    async def _follow(self, url: str) -> bytes:
        async with httpx.AsyncClient(
            transport=self._transport, timeout=self._settings.fetch_timeout
        ) as client:
            for _ in range(_MOST_REDIRECTS + 1):
                await self.check(url)
                async with client.stream("GET", url) as response:
                    if response.next_request is None:
                        return await self._read(url, response)
                    url = str(response.next_request.url)
        raise SourceError(f"more than {_MOST_REDIRECTS} redirects, the last to {url}")

    async def _read(self, url: str, response: httpx.Response) -> bytes:
        if not response.is_success:
            kind = SourceBusy if response.status_code in _TRY_AGAIN else SourceError
            raise kind(f"{url} answered {response.status_code}")
        limit = self._settings.max_document_bytes
        data = bytearray()
        async for chunk in response.aiter_bytes():
            data += chunk
            if len(data) > limit:
                raise DocumentTooLarge(f"{url} sends more than {limit} bytes")
        return bytes(data)

    async def _check_address(self, url: httpx.URL) -> None:
        if _is_address(url.host) or url.scheme in urllib.request.getproxies():
            return
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(url.host, url.port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise SourceBusy(f"{url.host} cannot be found: {error}") from error
        for *_, address in found:
            if not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global:
                raise SourceError(f"{url.host} leads to the private address {address[0]}")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _fill(template: str, values: Mapping[str, str]) -> str:
    """Fill the placeholders, percent-encoded. Raises SourceError for one that is not known."""
    parts: list[str] = []
    for text, name, _, _ in Formatter().parse(template):
        parts.append(text)
        if name is not None:
            if name not in values:
                raise SourceError(f"the template for fetching has no {{{name}}} to fill")
            parts.append(quote(values[name], safe=""))
    return "".join(parts)
