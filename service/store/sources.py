"""Sources: the bytes as received, stored for good."""

import hashlib
import zlib

from sqlalchemy.exc import IntegrityError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from service.store.tables import SourceContent, SourceDocument
from service.store.tables.columns import storable, stored_id


def digest(data: bytes) -> str:
    """The name under which bytes are known: their SHA-256."""
    return hashlib.sha256(data).hexdigest()


async def store_source(session: AsyncSession, data: bytes, origin: str) -> int:
    """Store the bytes unless they are stored already; return their id.

    `origin` says where they came from: a path, a URL, a file name.
    """
    sha256 = digest(data)
    known = await _find(session, sha256)
    if known is not None:
        return known
    source = SourceDocument(sha256=sha256, size=len(data), origin=storable(origin))
    try:
        async with session.begin_nested():
            session.add(source)
    except IntegrityError:
        # Another process stored the same bytes at the same moment.
        known = await _find(session, sha256)
        if known is None:
            raise
        return known
    source_id = stored_id(source)
    session.add(SourceContent(source_id=source_id, compressed=zlib.compress(data)))
    return source_id


async def _find(session: AsyncSession, sha256: str) -> int | None:
    statement = select(SourceDocument.id).where(SourceDocument.sha256 == sha256)
    return (await session.exec(statement)).first()


async def read_source(session: AsyncSession, source_id: int) -> bytes:
    """The bytes as they were received."""
    statement = select(SourceContent.compressed).where(SourceContent.source_id == source_id)
    return zlib.decompress((await session.exec(statement)).one())
