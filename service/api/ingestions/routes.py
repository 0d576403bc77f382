"""Routes of ingestion: submit a document, and follow its ingestion."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from service.api.http.cursors import link_header
from service.api.http.dependencies import (
    DatabaseDep,
    FetcherDep,
    LinksDep,
    ReadingDep,
    SettingsDep,
    cursors_for,
    require_key,
)
from service.api.http.problems import responses
from service.api.http.query_strings import identity_of, page_links
from service.api.ingestions.schemas import Ingestion, IngestionListParams, IngestionPage
from service.api.ingestions.serializers import IngestionSerializerDep
from service.api.ingestions.submissions import REQUEST_BODY, enqueue, read_submission
from service.store.jobs import list_jobs, read_job

router = APIRouter(
    prefix="/v1/ingestions", tags=["ingestions"], dependencies=[Depends(require_key)]
)
_LARGEST_ID = 2**63 - 1


@router.post(
    "",
    status_code=202,
    summary="Submit a document",
    description=(
        "A file as `multipart/form-data`, or JSON with a `url` or a `symbol` to fetch. It is taken "
        "in by a worker: ask the ingestion at `Location` what became of it."
    ),
    openapi_extra={"requestBody": REQUEST_BODY},
    responses=responses(
        "invalid_request",
        "unauthorized",
        "document_too_large",
        "unsupported_media_type",
        "validation_error",
        "source_unavailable",
        "store_unavailable",
    ),
)
async def submit_document(
    request: Request,
    response: Response,
    database: DatabaseDep,
    fetcher: FetcherDep,
    settings: SettingsDep,
    serializer: IngestionSerializerDep,
    links: LinksDep,
) -> Ingestion:
    """Read the body, queue the job, and link to its state."""
    submitted = await read_submission(request, settings.max_document_bytes)
    job_id = await enqueue(database, fetcher, submitted)
    async with database.reading() as session:
        found = await read_job(session, job_id)
    response.headers["Location"] = links.url("get_ingestion", ingestion_id=str(job_id))
    return serializer.ingestion(found)


@router.get(
    "",
    summary="List ingestions",
    description="The last one first; `state=failed` and `state=dead` show what went wrong.",
    responses=responses("unauthorized", "validation_error", "invalid_cursor", "store_unavailable"),
)
async def list_ingestions(
    params: Annotated[IngestionListParams, Query()],
    response: Response,
    session: ReadingDep,
    serializer: IngestionSerializerDep,
    links: LinksDep,
    settings: SettingsDep,
) -> IngestionPage:
    """Read the cursor, list, write the next cursor."""
    cursors = cursors_for(settings, identity_of(params))
    after = cursors.read(params.cursor)
    found = await list_jobs(session, params.state, limit=params.limit, after=after)
    next_cursor = cursors.write(found.position)
    address = links.url("list_ingestions")
    response.headers["Link"] = link_header(page_links(address, params, next_cursor))
    entries = [serializer.ingestion(each) for each in found.jobs]
    return IngestionPage(total=found.total, ingestions=entries, next_cursor=next_cursor)


@router.get(
    "/{ingestion_id}",
    summary="Get an ingestion",
    description="The state of an ingestion, its outcome, or why the document was not ingested.",
    responses=responses("unauthorized", "not_found", "validation_error", "store_unavailable"),
)
async def get_ingestion(
    ingestion_id: Annotated[
        int, Path(ge=1, le=_LARGEST_ID, description="Its number.", examples=[1])
    ],
    session: ReadingDep,
    serializer: IngestionSerializerDep,
) -> Ingestion:
    """Read the job."""
    return serializer.ingestion(await read_job(session, ingestion_id))
