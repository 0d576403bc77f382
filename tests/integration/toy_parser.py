"""A parser for tests: reads a resolution written as JSON, so that each test says what is parsed.

{"symbol": "A/RES/90/1", "paragraphs": {"pp1": "Recalling …", "op1": "Requests …"}, …}
Verbs: the first word of each paragraph. Citations: given as {"op1": ["A/RES/89/2"]}.
"""

import hashlib
import json
import os
import time
from datetime import date
from typing import Any

from service.errors import MalformedDocument
from service.model import (
    Address,
    BodyStep,
    Citation,
    CitationKind,
    Footnote,
    Header,
    Language,
    Organ,
    Paragraph,
    ParagraphKind,
    ParsedResolution,
    ResolutionKind,
    Sponsor,
    Status,
    Symbol,
    Verb,
)

KINDS = {
    "pp": ParagraphKind.PREAMBULAR,
    "op": ParagraphKind.OPERATIVE,
    "h": ParagraphKind.HEADING,
    "enacting": ParagraphKind.ENACTING,
}


def document(symbol: str | None, paragraphs: dict[str, str], **values: Any) -> bytes:
    """The bytes of a document; `values` as `parse` reads them."""
    return json.dumps({"symbol": symbol, "paragraphs": paragraphs, **values}).encode()


def parse(data: bytes) -> ParsedResolution:
    """Read a document written by `document`. Raises MalformedDocument."""
    try:
        content = json.loads(data)
    except ValueError as error:
        raise MalformedDocument("not JSON", place="line 1") from error
    match content.get("trouble"):
        case "hang":
            time.sleep(600)
        case "die":
            os._exit(9)
        case "break":
            raise KeyError("unforeseen")
        case "memory":
            raise MemoryError
    time.sleep(content.get("seconds", 0))
    stated = content["symbol"]
    symbol = Symbol.parse(stated or f"PROVISIONAL/{hashlib.sha256(data).hexdigest()[:16]}")
    header = Header(
        symbol=symbol,
        kind=ResolutionKind(content.get("kind", "resolution")),
        status=Status(content.get("status", "adopted")),
        organ=next(organ for organ in Organ if organ == content.get("organ", "GA")),
        enacting_body=Organ.GENERAL_ASSEMBLY,
        chain=tuple(BodyStep(body, role) for body, role in content.get("chain", [])),
        session=content.get("session"),
        agenda_items=tuple(content.get("agenda_items", [])),
        title=content.get("title"),
        adoption_date=_date(content.get("adoption_date")),
        draft_symbol=Symbol.parse(content["draft"]) if "draft" in content else None,
        language=Language(content.get("language", "en")),
        subjects=tuple(content.get("subjects", [])),
        sponsors=tuple(Sponsor(code, code.title()) for code in content.get("sponsors", [])),
    )
    return ParsedResolution(
        header=header,
        paragraphs=tuple(
            _paragraph(address, text, content.get("citations", {}).get(address, []))
            for address, text in content["paragraphs"].items()
        ),
        format=content.get("format", "text"),
        provisional_symbol=stated is None,
    )


def _addressee(text: str) -> dict[str, Any]:
    name = "the Secretary-General"
    start = text.find(name)
    if start < 0:
        return {}
    return {"addressee": name, "addressee_start": start, "addressee_end": start + len(name)}


def _paragraph(address: str, text: str, cited: list[str]) -> Paragraph:
    kind = next(kind for name, kind in KINDS.items() if address.startswith(name))
    word = text.split(maxsplit=1)[0]
    verb = Verb(
        lemma=word.lower(),
        surface=word,
        modifiers=(),
        lead=True,
        start=0,
        end=len(word),
        rule="toy",
        **_addressee(text),
    )
    in_text = tuple(
        Citation(symbol, symbol, CitationKind.EXPLICIT, 0, 1, "text", "toy") for symbol in cited[:1]
    )
    note = Citation("x", "x", CitationKind.EXPLICIT, 0, 1, "1", "toy")
    footnotes = tuple(
        Footnote("1", 0, symbol, (Citation(symbol, *_rest(note)),)) for symbol in cited[1:]
    )
    return Paragraph(
        address=Address.parse(address),
        kind=kind,
        number=address.removeprefix("op") if kind is ParagraphKind.OPERATIVE else None,
        level=0,
        text=text,
        verbs=(verb,),
        citations=in_text,
        footnotes=footnotes,
    )


def _rest(citation: Citation) -> tuple[Any, ...]:
    return (
        citation.text,
        citation.kind,
        citation.start,
        citation.end,
        citation.where,
        citation.rule,
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
