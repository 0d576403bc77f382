"""The zip archive of a Word document: its parts, their relations, and limits on their size.

Nothing is unpacked to disk, and a part is read only as far as the limit, even if it declares
another size.
"""

import posixpath
import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Final

from lxml import etree

from service.errors import DocumentTooLarge, MalformedDocument, UnsupportedFormat
from service.extraction.readers.xml import parse_xml

MAXIMUM_MEMBERS: Final = 2_000
MAXIMUM_EXPANDED: Final = 40_000_000
"""Bytes of all parts that are read, expanded; the largest real document has two million."""
MAXIMUM_RATIO: Final = 200
"""Expanded to packed; texts of Word seldom exceed 30, bombs have a thousand."""

_STRICT_NAMESPACES: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
"""Namespaces of the strict variant of the format, and those of the usual one."""
_CONTENT_TYPES: Final = "[Content_Types].xml"
_MAIN_PART: Final = re.compile(r"word/document\d*\.xml")
_SMALL: Final = 1_000_000
"""Bytes under which a part may have any ratio: empty templates pack well."""
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
    OverflowError,
)


class Package:
    """The parts of a Word document by their names. Every method may raise a DocumentError."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
            members = self._archive.infolist()
        except _BROKEN as error:
            raise MalformedDocument(f"a broken zip archive: {error}") from error
        if len(members) > MAXIMUM_MEMBERS:
            raise DocumentTooLarge(
                f"{len(members)} members in the archive; the limit is {MAXIMUM_MEMBERS}"
            )
        self._members = {member.filename: member for member in members}
        self._expanded = 0
        self.main = self._main_part()

    @property
    def has_pictures(self) -> bool:
        """Whether pictures are among the parts."""
        return any(name.startswith("word/media/") for name in self._members)

    def related(self, kind: str) -> etree._Element | None:
        """The part that the main part names as its `kind` ("styles", "footnotes"), if any."""
        for name, relation in self.relations.values():
            if relation == kind and name in self._members:
                return self.part(name)
        return None

    def part(self, name: str) -> etree._Element:
        """The root element of a part. Raises MalformedDocument naming part, line and column."""
        data = self._read(name)
        for strict, usual in _STRICT_NAMESPACES:
            data = data.replace(strict, usual)
        try:
            root = parse_xml(data)
        except MalformedDocument as error:
            place = f"{name}, {error.place}" if error.place else name
            raise MalformedDocument(error.detail, place=place) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise MalformedDocument("a document type declaration", place=name)
        return root

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def _main_part(self) -> str:
        names = sorted(name for name in self._members if _MAIN_PART.fullmatch(name))
        if _CONTENT_TYPES not in self._members or not names:
            raise UnsupportedFormat("a zip archive that is no Word document (.docx)")
        main = next(
            (name for name, kind in self._relations("").values() if kind == "officeDocument"), ""
        )
        main = main if main in self._members else names[0]
        self.relations = self._relations(main)
        return main

    def _relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id → (name of the part, kind of the relation)."""
        folder, base = posixpath.split(name)
        file = posixpath.join(folder, "_rels", f"{base}.rels")
        if file not in self._members:
            return {}
        found = {}
        for relation in self.part(file):
            target, kind = relation.get("Target") or "", relation.get("Type") or ""
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            path = posixpath.normpath(path).lstrip("/")
            found[relation.get("Id") or ""] = (path, kind.rsplit("/", 1)[-1])
        return found

    def _read(self, name: str) -> bytes:
        member = self._members.get(name)
        if member is None:
            raise MalformedDocument("a part is missing", place=name)
        if member.flag_bits & _ENCRYPTED:
            raise UnsupportedFormat("an encrypted Word document cannot be read")
        left = MAXIMUM_EXPANDED - self._expanded
        try:
            with self._archive.open(member) as stream:
                data = stream.read(left + 1)
        except _BROKEN as error:
            raise MalformedDocument(f"a broken zip archive: {error}", place=name) from error
        self._expanded += len(data)
        if len(data) > left:
            raise DocumentTooLarge(f"the limit is {MAXIMUM_EXPANDED} bytes expanded", place=name)
        if len(data) > max(_SMALL, MAXIMUM_RATIO * member.compress_size):
            raise DocumentTooLarge(f"expands more than {MAXIMUM_RATIO} times", place=name)
        return data
