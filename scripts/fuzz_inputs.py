"""What the fuzz run feeds the readers: a sample of every format, and ways to damage it."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEXT = (
    "A/RES/93/77",
    "93/77. Keeping of lamps",
    "The General Assembly,",
    "Recalling its resolution 88/4 of 9 November 2033,",
    "1. Requests the Secretary-General to report on paragraph 5 of resolution 90/1;",
    "(a) To trim the lamps;",
    "2. Decides to remain seized of the matter.",
)
_TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b"&#x110000;", b"&amp;", b"</p>", b"/",
    b"<sup>1</sup>", "¹ ".encode(), "\u0301\ufdd0\u00ad\u202e".encode(), b"(a) ", b"1. ", b"I. ",
    b"S/RES/242 (1967)", b"resolutions 1 (1950), 2 (1951) and ", b"[1] ", b"\f", b"\r", b"* ",
    b"\n\n", b"The General Assembly,\n", b"\nAnnex\n", b"Fiji:* draft resolution\n", b"31 May 1999",
)  # fmt: skip


def samples() -> dict[str, list[bytes]]:
    """Documents to damage, by format; each is read without complaint as it is."""
    found: dict[str, list[bytes]] = {"txt": [], "xml": []}
    for path in sorted(SAMPLES.glob("*.*")):
        found.setdefault(path.suffix[1:], []).append(path.read_bytes())
    page = "".join(f"<p><i>{line[:9]}</i>{line[9:]}<sup>1</sup></p>\n" for line in _TEXT)
    table = "<table border=1><tr><th>a<td>b</table><ol type=a><li>x<ol><li>y</ol></ol>"
    found["html"] = [
        f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{page}{table}"
        "<p><a href='#n' id=r>2</a><p id=n><a href='#r'>2</a> Note</body></html>".encode()
    ]
    found.setdefault("docx", []).append(_word_document(_word_body()))
    found.setdefault("pdf", []).append(_pdf(_TEXT))
    found["doc"] = [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") * 9
    ]
    return found


def damaged(seed: int) -> Iterator[tuple[str, bytes]]:
    """Endless inputs, each with a word on how it came about; the same seed gives the same ones."""
    chance = random.Random(seed)  # noqa: S311 - nothing depends on its secrecy
    originals = samples()
    for form, documents in originals.items():
        yield from ((f"{form} as it is", document) for document in documents)
    yield from _bombs()
    while True:
        form = chance.choice(sorted(originals))
        data = chance.choice(originals[form])
        steps = chance.choices(_WAYS, k=chance.randint(1, 3))
        if form == "docx" and chance.random() < 0.7:
            data = _damage_member(data, steps, chance)
        else:
            for step in steps:
                data = step(data, chance)
        if chance.random() < 0.1:
            other = chance.choice(originals[chance.choice(sorted(originals))])
            data = data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]
        yield f"{form}: {', '.join(step.__name__.strip('_') for step in steps)}", data


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _drop(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + data[start + chance.randint(0, 200) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    piece = data[start : start + chance.randint(1, 120)]
    return data[:start] + piece * chance.choice((2, 20, 2000)) + data[start:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 12)):
        at = chance.randint(0, len(data))
        data = data[:at] + chance.choice(_TOKENS) * chance.choice((1, 1, 3, 500)) + data[at:]
    return data


def _enlarge_numbers(data: bytes, chance: random.Random) -> bytes:
    figures = list(re.finditer(rb"\d+", data))
    for found in reversed(chance.sample(figures, min(len(figures), 5))):
        giant = chance.choice((b"0", b"9" * 30, b"9" * 6000, b"-1", b"4294967296"))
        data = data[: found.start()] + giant + data[found.end() :]
    return data


def _shuffle_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def _join_lines(data: bytes, _: random.Random) -> bytes:
    return data.replace(b"\n", b" ")


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _truncate, _drop, _repeat, _insert, _enlarge_numbers, _shuffle_lines, _join_lines,
)  # fmt: skip


def _bombs() -> Iterator[tuple[str, bytes]]:
    """Small inputs that cost much where nothing bounds them."""
    depth = 50_000
    yield "html: deep", b"<!DOCTYPE html>" + b"<div>" * depth
    yield "html: deep tables", b"<html>" + b"<table><tr><td>" * (depth // 10) + b"x"
    yield "html: deep lists", b"<html>" + b"<ol><li>x" * 2000
    yield "html: many tags", b"<html>" + b"<p>x" * 99_000
    yield "html: many notes", b"<html>" + b"<p>x<sup>1</sup><p><sup>1</sup> y" * 3000
    yield "xml: deep", b"<akomaNtoso>" + b"<p>" * depth
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield "xml: entities", f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]><x>&l9;</x>'.encode()
    yield "txt: one long line", b"1. Requests resolution 53/243 A and B, " * 20_000
    yield "txt: many short lines", b"(a) x\n" * 60_000
    yield "txt: raised", "1. Notes¹ fog;\n\n¹ A/1.\n\n".encode() * 4000
    yield "txt: blanks", b"The General Assembly,\n" + b" " * 2_000_000 + b"\n1. Urges care;"
    yield "txt: stars", b"1. Urges " + b"*a " * 100_000
    yield "txt: romans", b"".join(b"(i) x;\n(a) y;\n" for _ in range(20_000))
    yield "docx: zip bomb", _zipped({"word/document.xml": b"<" + bytes(300_000_000)})
    deep = f"<w:tbl xmlns:w='{_WORD}'><w:tr><w:tc>" + "<w:tbl><w:tr><w:tc>" * 3000
    yield "docx: deep tables", _word_document(deep)
    yield "docx: many parts", _zipped({f"word/{n}.xml": b"" for n in range(20_000)})


def _word_body() -> str:
    lines = "".join(
        f"<w:p><w:r><w:rPr><w:i/></w:rPr><w:t xml:space='preserve'>{line[:9]}</w:t></w:r>"
        f"<w:r><w:t xml:space='preserve'>{line[9:]}</w:t></w:r></w:p>"
        for line in _TEXT
    )
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    return f"{lines}{table}"


def _word_document(body: str) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    document = f"<w:document xmlns:w='{_WORD}'><w:body>{body}</w:body></w:document>"
    return _zipped({"[Content_Types].xml": types.encode(), "word/document.xml": document.encode()})


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _damage_member(
    data: bytes,
    steps: list[Callable[[bytes, random.Random], bytes]],
    chance: random.Random,
) -> bytes:
    """Spoil a part inside the archive, so that the archive itself stays whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(members))
    for step in steps:
        members[name] = step(members[name], chance)
    return _zipped(members)


def _pdf(lines: tuple[str, ...]) -> bytes:
    shown = " ".join(
        f"BT /F1 11 Tf 72 {720 - 24 * row} Td ({line.replace('(', '[').replace(')', ']')}) Tj ET"
        for row, line in enumerate(lines)
    )
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources 5 0 R>>",
        f"<</Length {len(shown)}>>stream\n{shown}\nendstream",
        "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>",
    )
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n"
    return f"{out}startxref\n{out.index('xref')}\n%%EOF\n".encode()
