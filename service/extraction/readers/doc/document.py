"""Word documents of the old kind (.doc), where a program is installed that converts them.

What the program prints is read like any plain text, what it writes as `.docx` like any of those.
"""

import re
from dataclasses import replace
from typing import Final

from service.errors import EmptyDocument, MalformedDocument, UnsupportedFormat
from service.extraction.blocks import SourceText
from service.extraction.readers.cues import ParagraphCues
from service.extraction.readers.doc.converters import CONVERTERS, convert, installed
from service.extraction.readers.docx import read_docx
from service.extraction.readers.plain_text import read_plain_text
from service.extraction.readers.typography import TO_SUPERSCRIPTS

FORMAT: Final = "doc"
SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM: Final = "WordDocument".encode("utf-16-le")
_NOTE = re.compile(r"^\[(\d{1,3})\]\s+(?=\S)", re.MULTILINE)
_ROW = re.compile(r"\|.*\|")


def is_doc(data: bytes) -> bool:
    """Whether an OLE file is a Word document: its directory names the stream of the text."""
    return data.startswith(SIGNATURE) and _STREAM in data


def read_doc(data: bytes, cues: ParagraphCues) -> SourceText:
    """Read a document with the best program there is.

    Raises UnsupportedFormat where there is none, MalformedDocument where none can convert it.
    """
    failure: MalformedDocument | None = None
    for converter in installed():
        try:
            converted = convert(converter, data)
        except MalformedDocument as error:
            failure = failure or error
            continue
        if converter.output:
            source = read_docx(converted, cues)
        else:
            source = read_plain_text(_plain(converted.decode("utf-8", "replace"), cues), cues)
        if not source.blocks:
            raise EmptyDocument("there is no text in it")
        return replace(source, format=FORMAT)
    if failure:
        raise failure
    programs = " or ".join(converter.program for converter in CONVERTERS)
    raise UnsupportedFormat(
        f"a Word document of the old kind (.doc) can be read only where {programs} is installed"
    )


def _plain(printed: str, cues: ParagraphCues) -> str:
    """What antiword prints, as a plain text: cells of tables apart, [1] of a footnote raised."""
    notes = set(_NOTE.findall(printed))
    lines: list[str] = []
    acting = False
    for line in printed.replace("\r\n", "\n").split("\n"):
        bare = line.strip()
        acting = acting or cues.is_formula(bare)
        if _ROW.fullmatch(bare):
            cells = [cell.strip() for cell in bare.strip("|").split("|")]
            # On a cover the table is only a layout; below, its rows belong together.
            lines.append((" | " if acting else "\n\n").join(filter(None, cells)))
        else:
            lines.append(line)
    text = "\n".join(lines)
    for number in notes:
        raised = number.translate(TO_SUPERSCRIPTS)
        text = re.sub(rf"^\[{number}\]\s+", f"\n{raised} ", text, flags=re.MULTILINE)
        text = re.sub(rf"(?<=\S)\s?\[{number}\]", raised, text)
    return text
