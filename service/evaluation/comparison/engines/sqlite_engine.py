"""SQLite's FTS5, facets counted by GROUP BY over the rows found.

Values of a document (sponsors, organ, year) are stored once for each document. Rows found go into a
temporary table in memory, one for each view of the counts.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index import Field, IndexedParagraph, SearchRequest
from service.evaluation.comparison.engines.interface import TOP, Answer, bytes_in, highest
from service.evaluation.comparison.facet_views import Filters, views
from service.evaluation.comparison.rival_terms import Clause, Terms
from service.evaluation.speed.query_mix import FACETS

_OF_DOCUMENT = frozenset({Field.SPONSOR, Field.ORGAN, Field.YEAR})
_TOKENS = "unicode61 remove_diacritics 0 categories 'L* N* Co M*' tokenchars '/.=-()_'"
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class SqliteMaker:
    """SQLite with FTS5 on our terms."""

    def build(self, folder: Path, paragraphs: Iterable[IndexedParagraph], terms: Terms) -> None:
        """Build the full-text table, and a table of values for each facet."""
        connection = sqlite3.connect(folder / "fts.db")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            f'CREATE VIRTUAL TABLE text USING fts5(words, forms, tokenize="{_TOKENS}")'
        )
        connection.execute("CREATE TABLE paragraph (id INTEGER PRIMARY KEY, document INTEGER)")
        connection.execute("CREATE TABLE value (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
        for field in FACETS:
            connection.execute(f"CREATE TABLE {field} (owner INTEGER, value INTEGER)")
        _Filling(connection, terms).add(paragraphs)
        for field in FACETS:
            connection.execute(f"CREATE INDEX {field}_owner ON {field} (owner, value)")
            connection.execute(f"CREATE INDEX {field}_value ON {field} (value, owner)")
        connection.execute("CREATE INDEX of_document ON paragraph (document)")
        connection.execute("INSERT INTO text(text) VALUES ('optimize')")
        connection.commit()
        connection.execute("ANALYZE")
        connection.commit()
        connection.close()

    def open(self, folder: Path) -> "SqliteEngine":
        """Open the database."""
        return SqliteEngine(folder)

    def size(self, folder: Path) -> int:
        """Bytes of the database."""
        return bytes_in(folder)


class _Filling:
    def __init__(self, connection: sqlite3.Connection, terms: Terms) -> None:
        self._connection = connection
        self._terms = terms
        self._numbers: dict[str, int] = {}
        self._documents: set[int] = set()
        self._rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)

    def add(self, paragraphs: Iterable[IndexedParagraph]) -> None:
        for count, each in enumerate(paragraphs, 1):
            lines = self._terms.lines(each.text, each.language)
            self._rows["text (rowid, words, forms)"].append((each.id, lines.words, lines.forms))
            self._rows["paragraph"].append((each.id, each.resolution_id))
            first = each.resolution_id not in self._documents
            self._documents.add(each.resolution_id)
            for field in FACETS:
                if field in _OF_DOCUMENT and not first:
                    continue
                owner = each.resolution_id if field in _OF_DOCUMENT else each.id
                for value in each.facets.get(field, ()):
                    self._rows[field].append((owner, self._number(value)))
            if count % _BATCH == 0:
                self._write()
        self._rows["value"] = [(number, value) for value, number in self._numbers.items()]
        self._write()

    def _number(self, value: str) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def _write(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        self._rows.clear()


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Statements: rows of each view into its table, hits with highlights, counts by field."""

    fillings: tuple[_Statement, ...]
    hits: _Statement
    counts: tuple[tuple[Field, str], ...]


@dataclass(frozen=True, slots=True)
class _EngineResult:
    total: int
    hits: list[tuple[int, str]]
    counts: dict[Field, list[tuple[int, int]]]


class SqliteEngine:
    """An opened database."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "fts.db", isolation_level=None)
        self._connection.execute("PRAGMA temp_store = MEMORY")
        self._connection.execute("PRAGMA cache_size = -262144")
        self._connection.execute("PRAGMA mmap_size = 4294967296")
        self._terms = Terms.load(folder)
        named = self._connection.execute("SELECT name, id FROM value")
        self._numbers: dict[str, int] = dict(named.fetchall())
        for number in range(len(FACETS) + 1):
            self._connection.execute(
                f"CREATE TEMP TABLE found{number} (id INTEGER PRIMARY KEY, document INTEGER)"
            )

    def prepare(self, request: SearchRequest) -> _Asked:
        """The statements of a request."""
        match = " AND ".join(map(_clause, self._terms.clauses(request.query)))
        wanted = views(request)
        return _Asked(
            fillings=tuple(
                self._filling(number, match, view.filters) for number, view in enumerate(wanted)
            ),
            hits=_hits(match),
            counts=tuple(
                (field, _count(field, number))
                for number, view in enumerate(wanted)
                for field in view.fields
            ),
        )

    def run(self, asked: _Asked) -> _EngineResult:
        """Fill the tables of rows found, then read hits and counts."""
        execute = self._connection.execute
        for number, filling in enumerate(asked.fillings):
            execute(f"DELETE FROM found{number}")
            execute(filling.sql, filling.values)
        total = execute("SELECT count(*) FROM found0").fetchone()[0]
        hits = execute(asked.hits.sql, asked.hits.values).fetchall()
        counts = {field: execute(sql).fetchall() for field, sql in asked.counts}
        return _EngineResult(total, hits, counts)

    def answer(self, found: _EngineResult) -> Answer:
        """See `Engine.answer`."""
        return Answer(
            total=found.total,
            shown=len(found.hits),
            counts={
                field: highest(count for _, count in rows) for field, rows in found.counts.items()
            },
        )

    def forget(self) -> None:
        """Nothing is cached but pages of the file."""

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _filling(self, number: int, match: str, filters: Filters) -> _Statement:
        conditions, values = ["text MATCH ?"] if match else [], [match] if match else []
        numbers: list[object] = [*values]
        for field, chosen in filters.items():
            owner = "document" if field in _OF_DOCUMENT else "paragraph.id"
            # With words, these come first, and values are looked up for the rows found ("+").
            owner = f"+{owner}" if match else owner
            marks = ", ".join("?" * len(chosen))
            conditions.append(f"{owner} IN (SELECT owner FROM {field} WHERE value IN ({marks}))")
            numbers += [self._numbers.get(value, -1) for value in chosen]
        source = "text CROSS JOIN paragraph ON paragraph.id = text.rowid" if match else "paragraph"
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return _Statement(
            f"INSERT INTO found{number} SELECT paragraph.id, document FROM {source}{where}",
            tuple(numbers),
        )


def _hits(match: str) -> _Statement:
    if not match:
        return _Statement(
            "SELECT rowid, words FROM text"
            f" WHERE rowid IN (SELECT id FROM found0 ORDER BY id LIMIT {TOP})",
            (),
        )
    return _Statement(
        "SELECT rowid, highlight(text, 0, '[', ']') FROM text"
        f" WHERE text MATCH ? AND +rowid IN (SELECT id FROM found0) ORDER BY rank LIMIT {TOP}",
        (match,),
    )


def _count(field: Field, number: int) -> str:
    if field in _OF_DOCUMENT:
        documents = f"(SELECT document, count(*) AS rows FROM found{number} GROUP BY document)"
        source, count = f"{documents} JOIN {field} ON owner = document", "sum(rows)"
    else:
        source, count = f"found{number} JOIN {field} ON owner = id", "count(*)"
    return (
        f"SELECT value, {count} AS hits FROM {source} GROUP BY value ORDER BY hits DESC LIMIT {TOP}"
    )


def _clause(clause: Clause) -> str:
    parts = [
        f'"{phrase[0]}"' if len(phrase) == 1 else f'words : "{" ".join(phrase)}"'
        for phrase in clause.phrases
    ]
    parts += [f'"{beginning}" *' for beginning in clause.beginnings]
    return f"({' OR '.join(parts)})"
