"""Old Word documents: read with a converter of others, a stand-in here, or refused with a word."""

import shutil
import stat

import pytest
from english_reader import read

from service.errors import MalformedDocument, UnsupportedFormat
from service.extraction.pipeline import parse
from service.extraction.readers.doc import converters
from service.extraction.readers.doc.converters import Converter, convert
from service.extraction.readers.doc.document import SIGNATURE

DOCUMENT = SIGNATURE + bytes(504) + "WordDocument".encode("utf-16-le")

PRINTED = """\
|United Nations            |A/RES/93/31               |

93/31. Keeping of lamps

The General Assembly,

Recalling its resolution 88/4 of 9 November 2033,[1] and the fog,

1. Requests the keepers to count:

|Lamps    |Oil    |

2. Decides to meet again.

[1] See A/93/7.
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Put a shell script of that name on PATH, where nothing else but the shell's tools is."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for tool in ("cat", "ls", "sleep", "env", "head", "wc", "tr"):
        (programs / tool).symlink_to(shutil.which(tool))
    monkeypatch.setenv("PATH", str(programs))

    def write(name: str, script: str) -> None:
        path = programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    return write


def test_without_a_converter_the_programs_are_named(install):
    with pytest.raises(UnsupportedFormat, match="soffice or antiword or catdoc"):
        read(DOCUMENT)


def test_what_a_converter_prints_is_read_like_text(install):
    install("antiword", f"cat <<'END'\n{PRINTED}END")
    found = parse(DOCUMENT)
    assert found.format == "doc"
    assert str(found.header.symbol) == "A/RES/93/31"
    assert [(str(p.address), p.text) for p in found.paragraphs] == [
        ("enacting", "The General Assembly,"),
        ("pp1", "Recalling its resolution 88/4 of 9 November 2033, and the fog,"),
        ("op1", "Requests the keepers to count:"),
        ("op1.p1", "Lamps | Oil"),
        ("op2", "Decides to meet again."),
    ]
    assert [n.text for n in found.paragraphs[1].footnotes] == ["See A/93/7."]


def test_the_next_converter_is_tried(install):
    install("antiword", "exit 3")
    install("catdoc", "echo 'Notes fog;'")
    assert [block.text for block in read(DOCUMENT).blocks] == ["Notes fog;"]


def test_a_failure_names_the_program(install):
    install("antiword", "exit 3")
    with pytest.raises(MalformedDocument, match=r"antiword cannot convert it \(status 3\)"):
        read(DOCUMENT)


def test_a_converter_sees_the_document_and_nothing_else(install, monkeypatch):
    monkeypatch.setenv("RESOLUTION_SEARCH_CURSOR_KEY", "secret")
    install("antiword", "ls; env; head -c 4 document.doc | wc -c | tr -d ' '")
    printed = convert(Converter("antiword", (), None, 20, 512), DOCUMENT).decode().split()
    assert {"document.doc", "printed", "4"} <= set(printed)
    assert not any("secret" in word for word in printed)


@pytest.mark.parametrize(
    ("script", "reason"),
    [("sleep 60", "in 1 seconds"), ("exec cat /dev/zero", "status|bytes|seconds")],
)
def test_a_converter_is_bounded(install, script, reason):
    install("slow", script)
    with pytest.raises(MalformedDocument, match=reason):
        convert(Converter("slow", (), None, 1, 512), DOCUMENT)


def test_a_converter_that_connects_is_not_run_where_it_cannot_be_cut_off(install):
    install("soffice", "echo 'Notes fog;'")
    assert [converter.program for converter in converters.installed()] == []


@pytest.mark.skipif(not shutil.which("antiword"), reason="antiword is not installed")
def test_the_real_antiword_refuses_what_is_no_document():
    with pytest.raises(MalformedDocument, match="cannot convert"):
        read(DOCUMENT + bytes(8192))


def test_another_ole_file_is_no_document():
    with pytest.raises(UnsupportedFormat, match="OLE"):
        read(SIGNATURE + "Workbook".encode("utf-16-le"))
