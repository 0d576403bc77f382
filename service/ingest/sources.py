"""Documents on this machine: files, folders and archives, one at a time, within limits.

Archives are recognized by their names (.zip, .tar, .tar.gz and so on), as a Word file is a zip,
too; what a file itself contains is recognized by the readers. Archives within archives are not
opened.
"""

import bz2
import gzip
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from service.errors import DocumentTooLarge, ServiceError, SourceError
from service.settings import Settings

_TAR = re.compile(r"\.(tar(\.(gz|bz2|xz))?|tgz|tbz2?|txz)$", re.IGNORECASE)
_ZIP = re.compile(r"\.zip$", re.IGNORECASE)
_BROKEN = (
    OSError,
    EOFError,
    tarfile.TarError,
    lzma.LZMAError,
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
)
_UNPACKERS: Mapping[bytes, Callable[[Path], object]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\x00": lzma.open,
}
_CHUNK = 1 << 20
# Before this many bytes a ratio says nothing: small files of white space pack very well.
_RATIO_FROM = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's bytes. `origin` says where it was: a path, and the member of an archive."""

    origin: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and why; the others are still read."""

    origin: str
    error: ServiceError


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused: too large files, and archives that unpack to too much."""

    document_bytes: int
    archive_bytes: int
    archive_members: int
    archive_ratio: int

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """The limits that are set."""
        return cls(
            document_bytes=settings.max_document_bytes,
            archive_bytes=settings.max_archive_bytes,
            archive_members=settings.max_archive_members,
            archive_ratio=settings.max_archive_ratio,
        )


def read_sources(path: Path, limits: Limits) -> Iterator[SourceFile | Unreadable]:
    """Everything at a path, in a fixed order; hidden files and links in folders are left out."""
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            if not inner.name.startswith(".") and not inner.is_symlink():
                yield from read_sources(inner, limits)
    elif _TAR.search(path.name):
        yield from _guarded(path, _read_tar(path, limits))
    elif _ZIP.search(path.name):
        yield from _guarded(path, _read_zip(path, limits))
    else:
        yield _read_file(path, limits)


def _read_file(path: Path, limits: Limits) -> SourceFile | Unreadable:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Unreadable(str(path), SourceError("neither a file nor a folder"))
        if status.st_size > limits.document_bytes:
            return Unreadable(str(path), _too_large(status.st_size, limits))
        return SourceFile(str(path), path.read_bytes())
    except OSError as error:
        return Unreadable(str(path), SourceError(error.strerror or str(error)))


def _guarded(
    path: Path, members: Iterator[SourceFile | Unreadable]
) -> Iterator[SourceFile | Unreadable]:
    try:
        yield from members
    except ServiceError as error:
        yield Unreadable(str(path), error)
    except _BROKEN as error:
        yield Unreadable(str(path), SourceError(f"the archive cannot be read: {error}"))


def _read_tar(path: Path, limits: Limits) -> Iterator[SourceFile | Unreadable]:
    tally = _Tally(path, limits)
    with ExitStack() as stack:
        stream = stack.enter_context(_unpacked(path))
        archive = stack.enter_context(tarfile.open(fileobj=stream, mode="r|"))
        for member in archive:
            tally.add(member.size if member.isreg() else 0)
            if not member.isreg() or _is_hidden(member.name):
                continue
            origin = f"{path}!{member.name}"
            if member.size > limits.document_bytes:
                yield Unreadable(origin, _too_large(member.size, limits))
            elif (content := archive.extractfile(member)) is not None:
                yield SourceFile(origin, content.read())
        # The archive's own reader takes a stream that breaks off for one that ends. The unpacker,
        # read to its end, does not; and a whole archive ends with blocks of zeros.
        while stream.read(_CHUNK):
            pass
        if stream.tell() < archive.offset + tarfile.BLOCKSIZE:
            raise tarfile.ReadError("it breaks off after a member")


def _unpacked(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        head = file.read(6)
    for magic, unpack in _UNPACKERS.items():
        if head.startswith(magic):
            return cast(IO[bytes], unpack(path))
    return path.open("rb")


def _read_zip(path: Path, limits: Limits) -> Iterator[SourceFile | Unreadable]:
    tally = _Tally(path, limits)
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            tally.add(0)
            if member.is_dir() or _is_hidden(member.filename):
                continue
            origin = f"{path}!{member.filename}"
            with archive.open(member) as stream:
                # What the directory states as size is the archive's word only.
                data = stream.read(limits.document_bytes + 1)
            tally.add(len(data), members=0)
            if len(data) > limits.document_bytes:
                yield Unreadable(origin, _too_large(max(len(data), member.file_size), limits))
            else:
                yield SourceFile(origin, data)


class _Tally:
    """Counts what an archive unpacks to. `add` raises DocumentTooLarge beyond a limit."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._packed = max(path.stat().st_size, 1)
        self._members = 0
        self._unpacked = 0

    def add(self, size: int, members: int = 1) -> None:
        self._members += members
        self._unpacked += size
        if self._members > self._limits.archive_members:
            raise DocumentTooLarge(f"more than {self._limits.archive_members} members")
        if self._unpacked > self._limits.archive_bytes:
            raise DocumentTooLarge(f"unpacks to more than {self._limits.archive_bytes} bytes")
        ratio = self._unpacked / self._packed
        if self._unpacked > _RATIO_FROM and ratio > self._limits.archive_ratio:
            raise DocumentTooLarge(
                f"unpacks to more than {self._limits.archive_ratio} times its size"
            )


def _too_large(size: int, limits: Limits) -> DocumentTooLarge:
    return DocumentTooLarge(f"{size} bytes; at most {limits.document_bytes} are taken")


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") and part not in {".", ".."} for part in Path(name).parts)
