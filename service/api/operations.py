"""Health checks: whether the process runs, and whether it is ready to answer."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel.ext.asyncio.session import AsyncSession

from service.api.http.dependencies import DatabaseDep, SearchDep
from service.api.http.problems import responses
from service.store import schema
from service.store.changes import current_change
from service.store.database import Database

router = APIRouter(tags=["operations"])


class Health(BaseModel):
    """The process lives."""

    status: str = Field(examples=["ok"])


class DatabaseReadiness(BaseModel):
    """Whether the database answers and has the schema of this version."""

    ready: bool
    revision: str | None = Field(description="The migration that the database is at.")
    expected_revision: str
    change: int | None = Field(description="The last change number of the store.")


class IndexReadiness(BaseModel):
    """Whether there is an index and it has been read, and how far it is behind the store."""

    ready: bool
    generation: str | None
    change: int | None = Field(description="The last change number applied.")
    lag: int | None = Field(description="Change numbers still to be applied.")
    paragraphs: int | None


class Readiness(BaseModel):
    """Whether requests can be answered, and what is missing if not."""

    ready: bool
    database: DatabaseReadiness
    index: IndexReadiness


@router.get(
    "/healthz",
    summary="Check that the process lives",
    description="Answers as long as the process can answer anything; asks nobody else.",
    responses=responses(),
)
async def check_health() -> Health:
    """Answer."""
    return Health(status="ok")


@router.get(
    "/readyz",
    summary="Check that requests can be answered",
    description=(
        "Ready when the database answers with the schema of this version, and an index exists "
        "and has been loaded, so that no search waits for that. "
        "`lag` is the number of changes in the store that are not in the index yet; it does not "
        "make the service unready."
    ),
    responses=responses()
    | {503: {"model": Readiness, "description": "Not ready: the answer says why"}},
)
async def check_readiness(
    response: Response, database: DatabaseDep, search: SearchDep
) -> Readiness:
    """Ask the database and the index."""
    stored = await _database_readiness(database)
    state = await search.state()
    indexed = IndexReadiness(
        ready=state is not None and search.is_warm,
        generation=state.generation if state else None,
        change=state.change if state else None,
        lag=max(stored.change - state.change, 0) if state and stored.change is not None else None,
        paragraphs=state.paragraphs if state else None,
    )
    ready = stored.ready and indexed.ready
    response.status_code = 200 if ready else 503
    return Readiness(ready=ready, database=stored, index=indexed)


async def _database_readiness(database: Database) -> DatabaseReadiness:
    expected = schema.head()
    revision, change = None, None
    try:
        async with database.reading() as session:
            revision, change = await _revision_and_change(session, expected)
    except (SQLAlchemyError, OSError):
        revision = None
    return DatabaseReadiness(
        ready=revision == expected, revision=revision, expected_revision=expected, change=change
    )


async def _revision_and_change(
    session: AsyncSession, expected: str
) -> tuple[str | None, int | None]:
    revision = await schema.revision(session)
    return revision, await current_change(session) if revision == expected else None
