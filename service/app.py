"""The composition root: creates the application from the settings. Importing creates nothing."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from index import ParagraphIndex, open_index
from index.cache import SizedCache
from service.api import operations
from service.api.http import conditional_requests, openapi, problems, redirects
from service.api.http.dependencies import State
from service.api.http.middleware import BodyLimit, FixedHeaders, RequestIds, RootPath
from service.api.ingestions import routes as ingestion_routes
from service.api.ingestions.schemas import Submission
from service.api.pages import routes as page_routes
from service.api.pages import search_page
from service.api.resolutions import paragraph_routes, trace_routes
from service.api.resolutions import routes as resolution_routes
from service.api.search import explanation_routes, value_routes
from service.api.search import routes as search_routes
from service.ingest.fetcher import Fetcher
from service.ingest.index_follower import follow, wait
from service.ingest.leadership import as_leader
from service.search.paragraph_search import ParagraphSearch
from service.search.value_search import ValueSearch
from service.settings import Settings
from service.store.database import Database
from service.worker import run_worker

_ENVELOPE_BYTES = 64 * 1024
"""What a form adds around the file in it."""

_WARMING = 0.5
"""Seconds between looks at whether the index has changed."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_EXPOSED = ["ETag", "Link", "Location", "Retry-After", "X-Request-ID"]

# The redirects come last: they get every path that no other route matches.
_ROUTERS: tuple[APIRouter, ...] = (
    search_routes.router,
    value_routes.router,
    paragraph_routes.router,
    explanation_routes.router,
    resolution_routes.router,
    trace_routes.router,
    ingestion_routes.router,
    operations.router,
    search_page.router,
    page_routes.router,
    redirects.router,
)


def create_app(settings: Settings) -> FastAPI:
    """The application; it opens the database and the index when its lifespan begins."""
    app = FastAPI(
        title="Resolution search",
        version=version("resolution-search"),
        summary="United Nations resolutions, paragraph by paragraph",
        description=openapi.DESCRIPTION,
        license_info={"name": "MIT", "identifier": "MIT"},
        openapi_tags=openapi.TAGS,
        lifespan=_lifespan(settings),
        generate_unique_id_function=_operation_id,
        separate_input_output_schemas=False,
        redirect_slashes=False,
    )
    app.state.path_templates = {}
    for router in _ROUTERS:
        app.include_router(router)
    app.mount(
        "/static", StaticFiles(directory=str(files("service.api.pages") / "static")), "static"
    )
    problems.install(app, page_routes.show_problem)
    conditional_requests.install(app)
    redirects.install(app)
    openapi.install(app, Submission)
    _add_middleware(app, settings)
    return app


def openapi_document(settings: Settings) -> dict[str, Any]:
    """The OpenAPI document of the application; opens nothing."""
    return create_app(settings).openapi()


def _operation_id(route: APIRoute) -> str:
    return route.name


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """The last one added is the outermost."""
    app.add_middleware(BodyLimit, limit=settings.max_document_bytes + _ENVELOPE_BYTES)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "If-None-Match", "X-API-Key"],
            expose_headers=_EXPOSED,
        )
    if settings.trusted_hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=settings.trusted_hosts)
    app.add_middleware(FixedHeaders, headers=_HEADERS)
    app.add_middleware(RequestIds)
    if settings.root_path:
        app.add_middleware(RootPath, root_path=settings.root_path)


async def _follow(
    settings: Settings, database: Database, index: ParagraphIndex, stop: asyncio.Event
) -> None:
    """What one process does for all that share an index: update it, and ingest documents."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(follow(database, index, stop))
        if settings.embedded_worker:
            tasks.create_task(run_worker(settings, database, stop))


async def _keep_warm(search: ParagraphSearch, stop: asyncio.Event) -> None:
    """Load the index's columns before the first search, and again soon after it has changed."""
    while not stop.is_set():
        await search.warm_up()
        await wait(stop, _WARMING)


def _lifespan(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[State]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[State]:
        del app
        database = Database(settings.database)
        index = open_index(settings.index_engine, settings.index_path)
        executor = ThreadPoolExecutor(settings.search_threads, thread_name_prefix="search")
        stop = asyncio.Event()
        use_case = ParagraphSearch(index, database, executor, settings.kept_text_bytes)
        try:
            async with asyncio.TaskGroup() as companions:
                following = partial(_follow, settings, database, index, stop)
                companions.create_task(as_leader(settings.index_path, stop, following))
                companions.create_task(_keep_warm(use_case, stop))
                yield State(
                    settings=settings,
                    database=database,
                    search=use_case,
                    values=ValueSearch(index, executor),
                    answers=SizedCache(settings.kept_answer_bytes),
                    fetcher=Fetcher(settings),
                )
                stop.set()
        finally:
            # A search that still runs may wait for this loop to read its texts.
            await asyncio.to_thread(executor.shutdown)
            index.close()
            await database.close()

    return lifespan
