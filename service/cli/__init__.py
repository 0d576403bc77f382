"""The command line: results go to stdout, progress and logs to stderr."""

import asyncio
import json
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer

from index.errors import ParagraphIndexError
from service.cli.evaluate import accuracy_table, bench_tables
from service.cli.ingest import Intake, fetch_symbols, ingest_sources
from service.cli.parse import parse_paths
from service.cli.worker import bring_up, rebuild_index, work
from service.errors import ServiceError
from service.evaluation.accuracy.corpus import DEFAULT_CORPUS
from service.model import Language, Symbol
from service.observability import set_up_logging
from service.settings import Settings
from service.store import schema

_T = TypeVar("_T")

_Corpus = Annotated[Path, typer.Option(help="Folder of the labelled corpus.")]

app = typer.Typer(
    help="Search over United Nations resolutions and draft resolutions, paragraph by paragraph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…", help="Files, folders, archives (.zip, .tar, .tar.gz, .tar.xz …) or URLs."
    ),
]
_Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH…", help="Files, folders or archives.", exists=True)
]


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0: any free one.")
    ] = None,
) -> None:
    """Answer over HTTP; with the embedded worker, ingest documents as well."""
    given = {"host": host, "port": port}
    chosen = {name: value for name, value in given.items() if value is not None}
    settings = _settings().model_copy(update=chosen)
    from service.cli.serve import serve_http

    _run(bring_up(settings))
    serve_http(settings)


@app.command()
def worker() -> None:
    """Ingest documents until stopped. Any number of workers may run."""
    settings = _settings()
    _run(work(settings))


@app.command()
def ingest(
    sources: _Sources,
    symbol: Annotated[
        str | None, typer.Option(help="The symbol of a single document that prints none.")
    ] = None,
) -> None:
    """Ingest documents, and bring the index up to date. Exit status 1 if any failed."""
    settings = _settings(quiet=True)
    _finish(_run(ingest_sources(settings, sources, _symbol(symbol) if symbol else None)))


@app.command()
def fetch(
    symbols: Annotated[list[str], typer.Argument(metavar="SYMBOL…", help='Such as "A/RES/59/46".')],
    language: Annotated[Language, typer.Option(help="Language to fetch.")] = Language.ENGLISH,
) -> None:
    """Fetch documents by symbol from the document site, and ingest them."""
    settings = _settings(quiet=True)
    wanted = [_symbol(symbol) for symbol in symbols]
    _finish(_run(fetch_symbols(settings, wanted, language)))


@app.command()
def parse(
    paths: _Paths,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, everything that was found.")
    ] = False,
) -> None:
    """Print what is found in documents; no database. Exit status 1 if any is unreadable."""
    if not parse_paths(_settings(quiet=True), paths, as_json=as_json):
        raise typer.Exit(1)


@app.command()
def reindex() -> None:
    """Build a new index beside the current one, then replace it."""
    settings = _settings(quiet=True)
    count = _run(rebuild_index(settings))
    typer.echo(f"{count} paragraphs indexed")


@app.command()
def migrate() -> None:
    """Bring the database to the schema of this version."""
    settings = _settings()
    typer.echo(_run(schema.upgrade(settings.database)))


@app.command()
def accuracy(
    corpus: _Corpus = DEFAULT_CORPUS,
    every: Annotated[int, typer.Option(min=1, help="Measure every n-th document.")] = 1,
) -> None:
    """Measure what is found in the labelled corpus against its labels."""
    try:
        typer.echo(accuracy_table(corpus, every=every), nl=False)
    except ServiceError as error:
        _fail(error)


@app.command()
def bench(
    corpus: _Corpus = DEFAULT_CORPUS,
    every: Annotated[int, typer.Option(min=1, help="Read every n-th document.")] = 20,
) -> None:
    """Measure the speed of reading the labelled corpus and of searching the stored paragraphs."""
    for table in _run(bench_tables(_settings(quiet=True), corpus, every=every)):
        typer.echo(table)


@app.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    from service.app import openapi_document

    document = openapi_document(_settings())
    typer.echo(json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False))


def _settings(*, quiet: bool = False) -> Settings:
    """The settings. A quiet command logs only warnings, unless its log level is set."""
    settings = Settings.read()
    if quiet and "log_level" not in settings.model_fields_set:
        settings = settings.model_copy(update={"log_level": "warning"})
    set_up_logging(settings)
    return settings


def _symbol(text: str) -> Symbol:
    try:
        return Symbol.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _run(main: Coroutine[object, object, _T]) -> _T:
    """Run to the end. What the service foresees ends in one line, not in a traceback."""
    try:
        return asyncio.run(main)
    except (ServiceError, ParagraphIndexError) as error:
        _fail(error)


def _fail(error: ServiceError | ParagraphIndexError) -> NoReturn:
    typer.echo(f"{error.code}: {error}", err=True)
    raise typer.Exit(2) from None


def _finish(intake: Intake) -> None:
    typer.echo(intake.report(), nl=False)
    if not intake.indexed:
        typer.echo("another process writes the index, and will follow", err=True)
    if intake.interrupted:
        raise typer.Exit(130)
    if intake.failures:
        raise typer.Exit(1)
