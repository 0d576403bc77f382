"""`parse`: prints what is found in documents, without a database."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from service.errors import ServiceError
from service.extraction.pipeline import parse
from service.extraction.serializer import to_json
from service.ingest.sources import Limits, SourceFile, Unreadable, read_sources
from service.model import ParsedResolution
from service.settings import Settings


def parse_paths(settings: Settings, paths: Iterable[Path], *, as_json: bool) -> bool:
    """Print every document at the paths, one a line; return whether all could be read."""
    limits = Limits.of(settings)
    show = _as_json if as_json else _in_brief
    all_read = True
    for path in paths:
        for source in read_sources(path, limits):
            result = _read(source)
            all_read &= isinstance(result, ParsedResolution)
            sys.stdout.write(show(source.origin, result) + "\n")
    return all_read


def _read(source: SourceFile | Unreadable) -> ParsedResolution | ServiceError:
    if isinstance(source, Unreadable):
        return source.error
    try:
        return parse(source.data)
    except ServiceError as error:
        return error


def _as_json(origin: str, result: ParsedResolution | ServiceError) -> str:
    line = (
        {"source": origin, "error": {"code": result.code, "detail": str(result)}}
        if isinstance(result, ServiceError)
        else to_json(result, origin)
    )
    return json.dumps(line, ensure_ascii=False)


def _in_brief(origin: str, result: ParsedResolution | ServiceError) -> str:
    if isinstance(result, ServiceError):
        return f"{origin}: {result.code}: {result}"
    header, paragraphs = result.header, result.paragraphs
    counts = {
        "paragraphs": len(paragraphs),
        "verbs": sum(len(p.verbs) for p in paragraphs),
        "citations": sum(
            len(p.citations) + sum(len(f.citations) for f in p.footnotes) for p in paragraphs
        ),
        "bodies": sum(len(p.bodies) for p in paragraphs),
        "sponsors": len(header.sponsors),
        "problems": len(result.problems),
    }
    found = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return f"{origin}: {header.symbol} ({header.kind or 'other'}): {found}"
