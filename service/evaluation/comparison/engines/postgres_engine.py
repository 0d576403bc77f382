"""PostgreSQL: a tsvector with a GIN index, arrays of values, one statement for each request.

Terms of one place share a position, so that phrases find what ours find. `ts_rank` is not BM25;
just-in-time compilation and parallel workers are off, which short statements gain from.
"""

import asyncio
import os
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from index import Field, IndexedParagraph, SearchRequest
from service.evaluation.comparison.engines.interface import TOP, Answer, highest
from service.evaluation.comparison.facet_views import Filters, views
from service.evaluation.comparison.rival_terms import Clause, Terms
from service.evaluation.speed.query_mix import FACETS

URL = "BENCH_POSTGRES_URL"
"""The environment variable that names the server; `scripts/postgres.sh` starts one."""

_MOST_POSITIONS = 16_383
_SETTINGS = {"jit": "off", "max_parallel_workers_per_gather": "0", "work_mem": "256MB"}


@dataclass(frozen=True, slots=True)
class PostgresMaker:
    """PostgreSQL on our terms, a schema for each folder."""

    def build(self, folder: Path, paragraphs: Iterable[IndexedParagraph], terms: Terms) -> None:
        """Copy all rows in, then build the indexes."""
        asyncio.run(_build(folder, paragraphs, terms))

    def open(self, folder: Path) -> "PostgresEngine":
        """Connect."""
        return PostgresEngine(folder)

    def size(self, folder: Path) -> int:
        """Bytes of the tables and their indexes."""
        return asyncio.run(_size(folder))


async def _build(folder: Path, paragraphs: Iterable[IndexedParagraph], terms: Terms) -> None:
    connection = await _connect(folder)
    schema = _schema(folder)
    await connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}")
    arrays = ", ".join(f"{field} int[]" for field in FACETS)
    await connection.execute(
        f"CREATE TABLE paragraph (id bigint PRIMARY KEY, terms tsvector, words text, {arrays});"
        "CREATE TABLE value (id int PRIMARY KEY, name text)"
    )
    numbers: dict[str, int] = {}
    await connection.copy_to_table(
        "paragraph", schema_name=schema, source=_lines(paragraphs, terms, numbers)
    )
    await connection.copy_records_to_table(
        "value", schema_name=schema, records=[(number, name) for name, number in numbers.items()]
    )
    for column in ("terms", *FACETS):
        await connection.execute(f"CREATE INDEX ON paragraph USING gin ({column})")
    await connection.execute("VACUUM ANALYZE paragraph")
    await connection.close()


async def _lines(
    paragraphs: Iterable[IndexedParagraph], terms: Terms, numbers: dict[str, int]
) -> AsyncIterator[bytes]:
    for each in paragraphs:
        places = terms.places(each.text, each.language)[:_MOST_POSITIONS]
        at: dict[str, list[str]] = defaultdict(list)
        for position, place in enumerate(places, 1):
            for term in place:
                at[term].append(str(position))
        vector = " ".join(f"'{term}':{','.join(positions)}" for term, positions in at.items())
        columns = [str(each.id), vector, " ".join(place[0] for place in places)]
        for field in FACETS:
            values = each.facets.get(field, ())
            owned = ",".join(str(numbers.setdefault(value, len(numbers))) for value in values)
            columns.append(f"{{{owned}}}")
        yield ("\t".join(columns) + "\n").encode()


async def _size(folder: Path) -> int:
    connection = await _connect(folder)
    size = await connection.fetchval("SELECT pg_total_relation_size('paragraph')")
    await connection.close()
    return int(size)


@dataclass(frozen=True, slots=True)
class _EngineResult:
    rows: list[Any]


class PostgresEngine:
    """A connection to the server."""

    def __init__(self, folder: Path) -> None:
        self._terms = Terms.load(folder)
        self._runner = asyncio.Runner()
        self._connection = self._runner.run(_connect(folder))
        named = self._runner.run(self._connection.fetch("SELECT name, id FROM value"))
        self._numbers: dict[str, int] = {row["name"]: row["id"] for row in named}

    def prepare(self, request: SearchRequest) -> tuple[str, tuple[object, ...]]:
        """The statement of a request, and its values."""
        clauses = [_clause(each) for each in self._terms.clauses(request.query)]
        match = " & ".join(clauses)
        values: list[object] = [match]
        tables, parts = [], []
        for number, view in enumerate(views(request)):
            where = self._conditions(bool(match), view.filters, values)
            rank = "ts_rank(terms, $1::text::tsquery)" if match else "0"
            columns = ", ".join(view.fields) if number else f"{rank} AS rank, {', '.join(FACETS)}"
            tables.append(
                f"v{number} AS MATERIALIZED (SELECT id, {columns} FROM paragraph WHERE {where})"
            )
            parts += [_count(field, number) for field in view.fields]
        shown = "ts_headline('simple', words, $1::text::tsquery, 'HighlightAll=true')"
        hits = (
            f"(SELECT 'hit', id, 1, {shown if match else 'words'} FROM paragraph WHERE id IN"
            f" (SELECT id FROM v0 ORDER BY rank DESC, id LIMIT {TOP}))"
        )
        total = "SELECT 'total', 0, count(*), '' FROM v0 WHERE $1 = $1"
        return f"WITH {', '.join(tables)} {' UNION ALL '.join([total, hits, *parts])}", tuple(
            values
        )

    def run(self, asked: tuple[str, tuple[object, ...]]) -> _EngineResult:
        """One statement, prepared by the driver when it comes again."""
        statement, values = asked
        return _EngineResult(self._runner.run(self._connection.fetch(statement, *values)))

    def answer(self, found: _EngineResult) -> Answer:
        """See `Engine.answer`."""
        total, shown = 0, 0
        counts: dict[Field, list[int]] = {field: [] for field in FACETS}
        for kind, _, count, _ in found.rows:
            if kind == "total":
                total = count
            elif kind == "hit":
                shown += 1
            else:
                counts[Field(kind)].append(count)
        return Answer(total, shown, {field: highest(each) for field, each in counts.items()})

    def forget(self) -> None:
        """Nothing is cached but pages of the files."""

    def close(self) -> None:
        """Close the connection."""
        self._runner.run(self._connection.close())
        self._runner.close()

    def _conditions(self, match: bool, filters: Filters, values: list[object]) -> str:
        conditions = ["terms @@ $1::text::tsquery"] if match else []
        for field, chosen in filters.items():
            values.append([self._numbers.get(value, -1) for value in sorted(chosen)])
            conditions.append(f"{field} && ${len(values)}::int[]")
        return " AND ".join(conditions) or "true"


async def _connect(folder: Path) -> Any:  # noqa: ANN401 - asyncpg has no types
    settings = {**_SETTINGS, "search_path": _schema(folder)}
    return await asyncpg.connect(os.environ[URL], server_settings=settings)


def _schema(folder: Path) -> str:
    letters = "".join(c if c.isalnum() and c.isascii() else "_" for c in folder.parent.name.lower())
    return f"bench_{letters}"


def _count(field: Field, number: int) -> str:
    return (
        f"(SELECT '{field}', value, count(*), '' FROM v{number}, unnest({field}) AS value"
        f" GROUP BY value ORDER BY 3 DESC LIMIT {TOP})"
    )


def _clause(clause: Clause) -> str:
    parts = [" <-> ".join(f"'{term}'" for term in phrase) for phrase in clause.phrases]
    parts += [f"'{beginning}':*" for beginning in clause.beginnings]
    return f"({' | '.join(f'({part})' for part in parts)})"
