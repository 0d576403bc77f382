"""What is read from files, folders and archives, and what is refused."""

import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from service.ingest.sources import Limits, SourceFile, Unreadable, read_sources
from service.settings import Settings

LIMITS = Limits(document_bytes=1000, archive_bytes=5000, archive_members=10, archive_ratio=100)


def origins(path: Path, limits: Limits = LIMITS) -> list[str]:
    """The names of what can be read, below the path."""
    found = read_sources(path, limits)
    return [each.origin[len(str(path)) + 1 :] for each in found if isinstance(each, SourceFile)]


def errors(path: Path, limits: Limits = LIMITS) -> list[tuple[str, str]]:
    return [
        (Path(each.origin).name, each.error.code)
        for each in read_sources(path, limits)
        if isinstance(each, Unreadable)
    ]


def make_tar(path: Path, members: dict[str, bytes]) -> None:
    with tarfile.open(path, "w:xz" if path.suffix == ".xz" else "w") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)


def make_zip(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("folder")
        for name, data in members.items():
            archive.writestr(name, data)


MAKERS: dict[str, Callable[[Path, dict[str, bytes]], None]] = {
    "a.tar": make_tar,
    "a.tar.xz": make_tar,
    "a.zip": make_zip,
}


def test_a_file_is_itself(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(b"text")
    assert list(read_sources(path, LIMITS)) == [SourceFile(str(path), b"text")]


def test_a_folder_is_read_in_order_without_hidden_files_and_links(tmp_path: Path) -> None:
    for name in ("b.txt", "a.xml", ".DS_Store", "inner/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.xml")
    assert origins(tmp_path) == ["a.xml", "b.txt", "inner/c.txt"]


@pytest.mark.parametrize("name", MAKERS)
def test_an_archive_gives_its_members(tmp_path: Path, name: str) -> None:
    MAKERS[name](tmp_path / name, {"x/one.txt": b"1", "two.xml": b"2", "x/.hidden": b"3"})
    assert origins(tmp_path / name) == ["x/one.txt", "two.xml"]
    assert origins(tmp_path) == [f"{name}!x/one.txt", f"{name}!two.xml"]
    assert errors(tmp_path) == []


@pytest.mark.parametrize("name", MAKERS)
def test_a_large_member_is_refused_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    MAKERS[name](tmp_path / name, {"one": b"1", "large": os.urandom(1001), "two": b"2"})
    assert origins(tmp_path / name) == ["one", "two"]
    assert errors(tmp_path / name) == [(f"{name}!large", "document_too_large")]


@pytest.mark.parametrize(
    "members",
    [
        {str(number): os.urandom(900) for number in range(7)},
        {str(number): b"x" for number in range(12)},
    ],
    ids=["bytes", "members"],
)
@pytest.mark.parametrize("name", MAKERS)
def test_an_archive_beyond_the_limits_ends_there(
    tmp_path: Path, name: str, members: dict[str, bytes]
) -> None:
    MAKERS[name](tmp_path / name, members)
    assert 0 < len(origins(tmp_path / name)) < len(members)
    assert errors(tmp_path / name) == [(name, "document_too_large")]


@pytest.mark.parametrize("name", ["a.tar.xz", "a.zip"])
def test_a_bomb_is_told_by_how_much_it_unpacks_to(tmp_path: Path, name: str) -> None:
    limits = Limits(
        document_bytes=9 << 20, archive_bytes=1 << 40, archive_members=100, archive_ratio=100
    )
    MAKERS[name](tmp_path / name, {str(number): bytes(8 << 20) for number in range(4)})
    assert errors(tmp_path / name, limits) == [(name, "document_too_large")]


@pytest.mark.parametrize("name", MAKERS)
def test_a_broken_archive_is_one_error(tmp_path: Path, name: str) -> None:
    MAKERS[name](tmp_path / name, {"one": os.urandom(900), "two": os.urandom(900)})
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[:1000])
    assert errors(tmp_path / name) == [(name, "source_unavailable")]


@pytest.mark.parametrize("name", MAKERS)
def test_an_archive_cut_anywhere_never_passes_for_a_whole_one(tmp_path: Path, name: str) -> None:
    MAKERS[name](tmp_path / name, {"one": b"1" * 400, "two": b"2" * 600})
    whole = (tmp_path / name).read_bytes()
    for size in range(0, len(whole), 64):
        (tmp_path / name).write_bytes(whole[:size])
        complete = len(origins(tmp_path / name)) == 2
        assert complete or errors(tmp_path / name) == [(name, "source_unavailable")], size


def test_what_is_no_archive_is_one_error(tmp_path: Path) -> None:
    for name in MAKERS:
        (tmp_path / name).write_bytes(b"no archive at all")
    assert errors(tmp_path) == [(name, "source_unavailable") for name in sorted(MAKERS)]


def test_a_word_file_is_a_document_not_an_archive(tmp_path: Path) -> None:
    make_zip(tmp_path / "draft.docx", {"word/document.xml": b"<w/>"})
    assert origins(tmp_path) == ["draft.docx"]


def test_too_large_and_special_files(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(bytes(1001))
    os.mkfifo(tmp_path / "pipe")
    assert errors(tmp_path) == [
        ("large.txt", "document_too_large"),
        ("pipe", "source_unavailable"),
    ]


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    assert errors(tmp_path / "none.txt") == [("none.txt", "source_unavailable")]


def test_limits_are_settings() -> None:
    assert Limits.of(Settings(max_document_bytes=7)).document_bytes == 7
