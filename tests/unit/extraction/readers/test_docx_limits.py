"""Broken, foreign, hostile Word documents: each gives its code, and nothing else is raised."""

import zipfile
from io import BytesIO

import pytest
from english_reader import read
from hypothesis import given
from hypothesis import strategies as st
from word_documents import (
    archive,
    italic,
    level,
    note,
    numbered,
    paragraph,
    reference,
    root,
    run,
    word,
)

from service.errors import (
    DocumentError,
    DocumentTooLarge,
    EmptyDocument,
    MalformedDocument,
    NoTextLayer,
    UnsupportedFormat,
)
from service.extraction.readers.docx import body, footnotes, package

_TYPES = "[Content_Types].xml"
_MAIN = "word/document.xml"
_NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_SMALL = word(
    paragraph(italic("The Lake Council"), run(",")),
    numbered("Thanks the keepers;"),
    paragraph(run("plan"), reference(1)),
    numbering=_NUMBERING,
    footnotes=note(1, "A/93/1."),
)


def document(inside: str) -> bytes:
    return archive({_TYPES: "<Types/>", _MAIN: root("document", f"<w:body>{inside}</w:body>")})


@pytest.mark.parametrize(
    "files",
    [
        {"a.txt": "text"},
        {_TYPES: "<Types/>", "xl/workbook.xml": "<workbook/>"},
        {_MAIN: root("document", "")},
    ],
)
def test_other_archives_are_foreign(files: dict[str, str]) -> None:
    with pytest.raises(UnsupportedFormat, match="no Word document"):
        read(archive(files))


def test_an_encrypted_document_is_foreign() -> None:
    data = bytearray(archive({_TYPES: "", _MAIN: root("document", "")}))
    central = data.rfind(b"PK\x01\x02")
    data[central + 8] |= 1
    with pytest.raises(UnsupportedFormat, match="encrypted"):
        read(bytes(data))


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"PK\x03\x04rest", "zip archive"),
        (_SMALL[:-30], "zip archive"),
        (archive({_TYPES: "", _MAIN: "<w:document>"}), "word/document.xml, line 1"),
        (archive({_TYPES: "", _MAIN: ""}), "word/document.xml"),
        (
            archive({_TYPES: "", _MAIN: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "document type.*word/document.xml",
        ),
    ],
)
def test_broken_parts_are_named(data: bytes, named: str) -> None:
    with pytest.raises(MalformedDocument, match=named):
        read(data)


def test_damaged_bytes_of_a_part_are_named() -> None:
    data = bytearray(
        archive({_TYPES: "", _MAIN: root("document", "text" * 50)}, zipfile.ZIP_STORED)
    )
    data[data.index(b"texttext")] ^= 1
    with pytest.raises(MalformedDocument, match=r"word/document\.xml"):
        read(bytes(data))


def test_nothing_printed() -> None:
    with pytest.raises(EmptyDocument):
        read(document(paragraph(" ")))
    with pytest.raises(NoTextLayer):
        read(archive({_TYPES: "", _MAIN: root("document", ""), "word/media/image1.png": "x"}))


def test_an_archive_that_expands_too_far() -> None:
    with pytest.raises(DocumentTooLarge, match=r"times.*word/document.xml"):
        read(document(" " * 3_000_000))


def test_an_archive_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAXIMUM_EXPANDED", 1_000)
    with pytest.raises(DocumentTooLarge, match=r"1000 bytes expanded.*word/document.xml"):
        read(document(paragraph("x" * 1_000)))


@pytest.mark.parametrize(
    ("module", "limit", "named"),
    [
        (package, "MAXIMUM_MEMBERS", "members"),
        (body, "MAXIMUM_BLOCKS", "paragraphs"),
        (footnotes, "MAXIMUM_NOTES", "notes"),
    ],
)
def test_too_many(module: object, limit: str, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, limit, 2)
    with pytest.raises(DocumentTooLarge, match=named):
        read(_SMALL)


@pytest.mark.parametrize("tag", ["w:smartTag", "w:sdt", "w:txbxContent", "w:r", "w:p", "w:tc"])
def test_deep_nesting_is_read_or_refused(tag: str) -> None:
    for depth in (200, 240, 1_000):
        nested = f"<{tag}>" * depth + run("deep") + f"</{tag}>" * depth
        try:
            read(document(f"<w:p>{nested}</w:p>"))
        except DocumentError as error:
            assert error.code in ("malformed_document", "empty_document")  # noqa: PT017


_NAMES = [
    "p",
    "r",
    "t",
    "br",
    "tbl",
    "tr",
    "tc",
    "pPr",
    "rPr",
    "numPr",
    "numId",
    "ilvl",
    "i",
    "del",
]
_NAMES += ["ins", "sym", "vanish", "vertAlign", "pStyle", "fldChar", "fldSimple", "instrText"]
_NAMES += [
    "footnoteReference",
    "txbxContent",
    "sectPr",
    "titlePg",
    "headerReference",
    "lvlOverride",
]


def test_fields_without_an_end() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    with pytest.raises(MalformedDocument, match="fields"):
        read(document(f"<w:p>{begun * 1_000}</w:p>"))


_NESTED_TABLE = "<w:tbl><w:tr><w:tc>"


def test_tables_nested_deeply() -> None:
    closing = "</w:tc></w:tr></w:tbl>"
    nested = _NESTED_TABLE * 80 + paragraph("deep") + closing * 80
    assert [block.text for block in read(document(nested)).blocks] == ["deep"]


@given(st.data())
def test_no_damage_raises_anything_else(data: st.DataObject) -> None:
    changed = bytearray(_SMALL)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(4, len(changed)))
    _read_or_refuse(bytes(changed if data.draw(st.booleans()) else changed[:cut]))


@given(st.data())
def test_no_damaged_part_raises_anything_else(data: st.DataObject) -> None:
    with zipfile.ZipFile(BytesIO(_SMALL)) as whole:
        files = {name: bytearray(whole.read(name)) for name in whole.namelist()}
    changed = files[data.draw(st.sampled_from(sorted(files)))]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = data.draw(st.sampled_from(b'<>/"= w:0x1&\x80'))
    _read_or_refuse(archive({name: bytes(part) for name, part in files.items()}))


@given(st.data())
def test_no_markup_raises_anything_else(data: st.DataObject) -> None:
    names = st.sampled_from(_NAMES)
    values = st.sampled_from(
        ["", "0", "1", "-5", "99999999999", "x", "superscript", "begin", "end"]
    )
    attributes = st.sampled_from(["val", "id", "type", "fldCharType", "customMarkFollows", "char"])
    tags = st.tuples(names, attributes, values, st.sampled_from(["", "text", "A/93/1", "\u0307"]))
    trees = st.recursive(
        tags.map(lambda one: _element(one, "")),
        lambda inner: st.tuples(tags, st.lists(inner, max_size=4)).map(
            lambda pair: _element(pair[0], "".join(pair[1]))
        ),
        max_leaves=20,
    )
    inside = "".join(data.draw(st.lists(trees, max_size=6)))
    _read_or_refuse(word(inside, numbering=_NUMBERING, footnotes=note(1, "x"), styles=inside))


def _element(tag: tuple[str, str, str, str], inside: str) -> str:
    name, attribute, value, text = tag
    return f'<w:{name} w:{attribute}="{value}">{text}{inside}</w:{name}>'


def _read_or_refuse(data: bytes) -> None:
    try:
        source = read(data)
    except DocumentError:
        return
    for block in source.blocks:
        assert all(0 <= start < end <= len(block.text) for start, end in block.emphasis)
        assert all(0 <= one.offset <= len(block.text) for one in block.notes)
