"""The real documents, ingested once into a store, from which all measurements start."""

import asyncio
import multiprocessing
import tarfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from service.errors import DocumentError, SourceError
from service.extraction.pipeline import parse
from service.extraction.version import parser_version
from service.model import ParsedResolution
from service.store import schema
from service.store.database import Database
from service.store.sources import digest
from service.store.tables import SourceDocument
from service.store.texts import save

ARCHIVES = {
    "en": ("dev-xml-en.tar.xz",),
    "all": ("dev-xml-en.tar.xz", "dev-xml-multilingual.tar.xz"),
}
"""The archives of the labelled corpus that contain the documents, by option."""

_AT_ONCE = 100


def real_store(folder: Path, corpus: Path, languages: str, processes: int) -> Path:
    """The store of all documents in these languages; read and saved unless that was done before.

    Documents go the way that they go in the service: parsed in processes of their own, and saved.
    Raises SourceError without a corpus.
    """
    path = folder / f"real-{languages}.db"
    if not path.exists():
        archives = [corpus / name for name in ARCHIVES[languages]]
        if missing := [str(each) for each in archives if not each.exists()]:
            raise SourceError(f"no corpus: {', '.join(missing)} is needed")
        unfinished = path.with_suffix(".new")
        remove_store(unfinished)
        asyncio.run(_fill(unfinished, _documents(archives), processes))
        unfinished.rename(path)
    return path


def remove_store(path: Path) -> None:
    """Remove a SQLite file and the files beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


async def _fill(path: Path, documents: Iterator[tuple[str, bytes]], processes: int) -> None:
    url = f"sqlite:///{path}"
    await schema.upgrade(url)
    database = Database(url)
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawning) as pool:
        while batch := list(islice(documents, _AT_ONCE)):
            parsed = pool.map(_read, [data for _, data in batch], chunksize=5)
            await _save(database, zip(batch, parsed, strict=True))
    await database.close()


async def _save(
    database: Database,
    read: Iterable[tuple[tuple[str, bytes], ParsedResolution | None]],
) -> None:
    async with database.writing() as session:
        for (name, data), parsed in read:
            if parsed is None:
                continue
            source = SourceDocument(sha256=digest(data), size=len(data), origin=name)
            session.add(source)
            await session.flush()
            if source.id is None:
                raise RuntimeError("a flushed row has an id")
            await save(session, source.id, parsed, parser_version())


def _documents(archives: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Each document once: copies of the same bytes are one source in the service, too."""
    seen: set[str] = set()
    for archive in archives:
        with tarfile.open(archive, "r|xz") as tar:
            for member in tar:
                if not member.name.endswith(".xml") or (content := tar.extractfile(member)) is None:
                    continue
                data = content.read()
                if (key := digest(data)) not in seen:
                    seen.add(key)
                    yield member.name, data


def _read(data: bytes) -> ParsedResolution | None:
    """A document taken apart; None for one that can't be read, which the service refuses."""
    try:
        return parse(data)
    except DocumentError:
        return None
