"""A parsed document as the store takes it: plain values, ready to become rows.

The store does not know the parser; `service.ingest.mapping` turns one's values into the other's.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from service.model import Language

Row = Mapping[str, Any]
"""The columns of a row, without the keys that tie it to its paragraph or resolution."""


@dataclass(frozen=True)
class ParagraphRecord:
    """A paragraph and what was found in it, in order."""

    address: str
    parent: str | None
    kind: str
    number: str | None
    level: int
    text: str
    emphasis: Sequence[Sequence[int]] = ()
    footnotes: Sequence[Row] = ()
    verbs: Sequence[Row] = ()
    citations: Sequence[Row] = ()
    bodies: Sequence[Row] = ()
    instruments: Sequence[Row] = ()
    reports: Sequence[Row] = ()

    @property
    def content_hash(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class DocumentRecord:
    """A resolution in one language. `header` holds JSON values, named as in `HEADER_FIELDS`."""

    symbol: str
    sort_key: str
    provisional: bool
    language: Language
    title: str | None
    format: str
    header: Mapping[str, Any]
    paragraphs: Sequence[ParagraphRecord] = field(default_factory=tuple)
    problems: Sequence[Row] = field(default_factory=tuple)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of everything that was read, symbol and language apart."""
        content = [self.title, self.header, self.problems, [vars(p) for p in self.paragraphs]]
        text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


HEADER_FIELDS = (
    "kind",
    "status",
    "organ",
    "enacting_body",
    "chain",
    "session",
    "agenda_items",
    "document_date",
    "adoption_date",
    "draft_symbol",
    "adoption_method",
    "votes",
    "subjects",
    "sponsors",
)


def merge_headers(headers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What a resolution says of itself over all its texts: the first that states a field wins."""
    return {
        name: next((header[name] for header in headers if header.get(name)), None)
        for name in HEADER_FIELDS
    }
