"""Dependencies of routes: the state that the lifespan made, and values read from the request."""

import hmac
from collections.abc import AsyncIterator
from typing import Annotated, TypedDict

from fastapi import Depends, Path, Request, Response
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.exceptions import HTTPException

from index.cache import SizedCache
from service.api.http.cursors import Cursors
from service.api.http.links import Links, with_query
from service.errors import NotFound
from service.ingest.fetcher import Fetcher
from service.model import Address, Symbol
from service.search.paragraph_search import ParagraphSearch
from service.search.value_search import ValueSearch
from service.settings import Settings
from service.store.database import Database

_BEARER = HTTPBearer(auto_error=False, description="An API key, where the service wants one.")
_HEADER = APIKeyHeader(
    name="X-API-Key", auto_error=False, description="The same in its own header."
)


class State(TypedDict):
    """What the lifespan makes and `request.state` contains."""

    settings: Settings
    database: Database
    search: ParagraphSearch
    values: ValueSearch
    answers: SizedCache[str, Response]
    fetcher: Fetcher


class MovedPermanently(Exception):
    """What was requested has another address."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


async def _settings(request: Request) -> Settings:
    settings: Settings = request.state.settings
    return settings


async def _database(request: Request) -> Database:
    database: Database = request.state.database
    return database


async def _search(request: Request) -> ParagraphSearch:
    search: ParagraphSearch = request.state.search
    return search


async def _values(request: Request) -> ValueSearch:
    values: ValueSearch = request.state.values
    return values


async def _fetcher(request: Request) -> Fetcher:
    fetcher: Fetcher = request.state.fetcher
    return fetcher


# All of them are asynchronous, for FastAPI would send others to a thread, one after the other.
SettingsDep = Annotated[Settings, Depends(_settings)]
DatabaseDep = Annotated[Database, Depends(_database)]
SearchDep = Annotated[ParagraphSearch, Depends(_search)]
ValuesDep = Annotated[ValueSearch, Depends(_values)]
FetcherDep = Annotated[Fetcher, Depends(_fetcher)]


async def _reading(database: DatabaseDep) -> AsyncIterator[AsyncSession]:
    async with database.reading() as session:
        yield session


async def _links(request: Request, settings: SettingsDep) -> Links:
    return Links(request, settings.public_url)


async def _page_links(request: Request, settings: SettingsDep) -> Links:
    return Links(request, settings.public_url, absolute=False)


ReadingDep = Annotated[AsyncSession, Depends(_reading)]
LinksDep = Annotated[Links, Depends(_links)]
PageLinksDep = Annotated[Links, Depends(_page_links)]


def cursors_for(settings: Settings, query: str) -> Cursors:
    """The cursors of one query."""
    return Cursors(settings.cursor_key.get_secret_value().encode(), query)


async def _symbol(
    request: Request,
    links: LinksDep,
    symbol: Annotated[
        str,
        Path(
            description=(
                "The symbol as the United Nations names its files: slashes become low lines. "
                "Other written forms are redirected."
            ),
            examples=["A_RES_59_46", "S_RES_1373(2001)"],
        ),
    ],
) -> Symbol:
    """The symbol in the path. Raises NotFound, or MovedPermanently for another written form."""
    try:
        read = Symbol.from_path(symbol)
    except ValueError as error:
        raise NotFound(str(error)) from None
    if read.path != symbol:
        raise _moved(request, links, symbol=read.path)
    return read


async def _address(
    request: Request,
    links: LinksDep,
    address: Annotated[
        str,
        Path(
            description="The place in the resolution: lower-case steps and points.",
            examples=["op3.a", "pp7", "annex1.op2"],
        ),
    ],
) -> Address:
    try:
        read = Address.parse(address)
    except ValueError as error:
        raise NotFound(str(error)) from None
    if str(read) != address:
        raise _moved(request, links, address=str(read))
    return read


def _moved(request: Request, links: Links, **segments: str) -> MovedPermanently:
    path = links.path(request.scope["route"].name, **{**request.path_params, **segments})
    return MovedPermanently(with_query(path, request.query_params.multi_items()))


SymbolDep = Annotated[Symbol, Depends(_symbol)]
AddressDep = Annotated[Address, Depends(_address)]


async def require_key(
    settings: SettingsDep,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
    header: Annotated[str | None, Depends(_HEADER)],
) -> None:
    """Let through who shows one of the API keys; anybody where none are configured."""
    if not settings.api_keys:
        return
    shown = ((bearer.credentials if bearer else None) or header or "").encode()
    # Every key is compared, so that the time taken says nothing of which one nearly fits.
    fits = [
        hmac.compare_digest(shown, key.get_secret_value().encode()) for key in settings.api_keys
    ]
    if not any(fits):
        raise HTTPException(
            401,
            "give an API key as 'Authorization: Bearer …' or 'X-API-Key: …'",
            headers={"WWW-Authenticate": "Bearer"},
        )
