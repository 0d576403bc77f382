"""Serializes ingestions: from jobs to schemas, with links."""

from typing import Annotated

from fastapi import Depends

from service.api.http.dependencies import LinksDep
from service.api.http.links import Links
from service.api.ingestions import schemas
from service.store.jobs import JobDetail


class IngestionSerializer:
    """Turns ingestion jobs into the models of the contract, for one request."""

    def __init__(self, links: Links) -> None:
        self._links = links

    def ingestion(self, found: JobDetail) -> schemas.Ingestion:
        """An ingestion, with its outcome or its error."""
        job = found.job
        ingested = found.symbol and schemas.IngestedResolution(
            symbol=found.symbol,
            url=self._links.resolution(found.symbol),
            page_url=self._links.resolution_page(found.symbol),
        )
        error = job.error_code and schemas.IngestionError(
            code=job.error_code, detail=job.error_detail or "", place=job.error_place
        )
        return schemas.Ingestion(
            id=job.id or 0,
            state=job.state,
            outcome=job.outcome,
            attempts=job.attempts,
            origin=found.origin or job.url,
            symbol=job.submitted_symbol,
            resolution=ingested or None,
            error=error or None,
            created_at=job.created_at,
            finished_at=job.finished_at,
            url=self._links.url("get_ingestion", ingestion_id=str(job.id)),
        )


async def _serializer(links: LinksDep) -> IngestionSerializer:
    return IngestionSerializer(links)


IngestionSerializerDep = Annotated[IngestionSerializer, Depends(_serializer)]
