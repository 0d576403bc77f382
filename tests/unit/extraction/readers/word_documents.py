"""Small Word documents written by hand: a zip archive of XML strings."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NAMES = f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}" xmlns:mc="{COMPATIBILITY}"'
_ROOTS = {"header1": "hdr", "header2": "hdr"}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def italic(text: str) -> str:
    return run(text, "<w:i/>")


def paragraph(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; plain text is made one."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = "".join(one if one.startswith("<") else run(one) for one in content)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def numbered(text: str, number_id: int = 1, level: int = 0) -> str:
    """A paragraph that takes its number from a list."""
    reference = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'
    return paragraph(text, properties=reference)


def level(index: int, style: str, text: str, more: str = "") -> str:
    """A level of a numbering definition."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(paragraphs)}</w:tc>"


def table(*rows: list[str], properties: str = "") -> str:
    """A table of cells."""
    written = "".join(f"<w:tr>{properties}{''.join(cells)}</w:tr>" for cells in rows)
    return f"<w:tbl>{written}</w:tbl>"


def note(identity: int, *content: str) -> str:
    return f'<w:footnote w:id="{identity}">{paragraph(*content)}</w:footnote>'


def reference(identity: int, more: str = "") -> str:
    return f'<w:r><w:footnoteReference w:id="{identity}"{more}/></w:r>'


def word(*body: str, **parts: str) -> bytes:
    """A Word document; `parts` are the insides of styles, numbering, footnotes, header1 …"""
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": root("document", f"<w:body>{''.join(body)}</w:body>"),
        "word/_rels/document.xml.rels": _relations(
            {name: (name.rstrip("0123456789"), f"{name}.xml") for name in parts}
        ),
    }
    for name, inside in parts.items():
        files[f"word/{name}.xml"] = root(_ROOTS.get(name, name), inside)
    return archive(files)


def root(name: str, inside: str) -> str:
    return f"{_DECLARATION}<w:{name} {_NAMES}>{inside}</w:{name}>"


def archive(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these files."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", compression) as written:
        for name, text in files.items():
            written.writestr(zipfile.ZipInfo(name), text, compress_type=compression)
    return target.getvalue()


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    written = "".join(
        f'<Relationship Id="{identity}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for identity, (kind, target) in targets.items()
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}">{written}</Relationships>'
