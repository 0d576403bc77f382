"""Commands that measure: accuracy of the extraction, speed of reading and search."""

from pathlib import Path

from index import open_index
from service.evaluation.accuracy.report import as_text, measure
from service.evaluation.speed.extraction_speed import measure_reading
from service.evaluation.speed.report import reading_table, searching_table
from service.evaluation.speed.search_speed import measure_searching
from service.settings import Settings
from service.store.database import Database


def accuracy_table(corpus: Path, *, every: int) -> str:
    """The accuracy of every `every`-th labelled document. Raises SourceError."""
    return as_text(measure(corpus, every=every))


async def bench_tables(settings: Settings, corpus: Path, *, every: int) -> list[str]:
    """Speed of reading `corpus`, and of searching the database and index of the settings.

    Raises SourceError without a corpus, IndexMissing where nothing is indexed.
    """
    reading = reading_table(measure_reading(corpus, every=every))
    database = Database(settings.database)
    index = open_index(settings.index_engine, settings.index_path)
    try:
        searching = searching_table(await measure_searching(database, index))
    finally:
        index.close()
        await database.close()
    return [reading, "", searching]
