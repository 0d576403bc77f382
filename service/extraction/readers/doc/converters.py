"""External programs that convert an old Word document to a format with a reader.

Only this module of the parser starts a program. It gets a folder of its own that contains only
the document, no environment, limits on time, memory and output, and where it could open
connections, no network.
"""

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.errors import MalformedDocument

_INPUT: Final = "document.doc"
_MAXIMUM_OUTPUT: Final = 20_000_000
_PROBE_SECONDS: Final = 5
_MEGABYTE: Final = 1 << 20
_ISOLATED: Final = ("unshare", "--user", "--map-root-user", "--net", "--")


@dataclass(frozen=True, slots=True)
class Converter:
    """A program and its arguments; `output` is the file it writes, or None for what it prints.

    `connects` says that it can open connections: then it runs only where it can be cut off.
    """

    program: str
    arguments: tuple[str, ...]
    output: str | None
    seconds: int
    megabytes: int
    connects: bool = False


CONVERTERS: Final = (
    Converter(
        program="soffice",
        arguments=(
            *("-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"),
            *("--convert-to", "docx", "--outdir", "{folder}", _INPUT),
        ),
        output="document.docx",
        seconds=60,
        megabytes=4096,
        connects=True,
    ),
    Converter("antiword", ("-m", "UTF-8.txt", "-w", "0", _INPUT), None, 20, 512),
    Converter("catdoc", ("-w", "-d", "utf-8", _INPUT), None, 20, 512),
)
"""The best first: LibreOffice gives numbers, footnotes and italics, catdoc little but words."""


def installed() -> Iterator[Converter]:
    """The converters that can be run here, the best first."""
    for converter in CONVERTERS:
        if shutil.which(converter.program) and (not converter.connects or _can_isolate()):
            yield converter


def convert(converter: Converter, data: bytes) -> bytes:
    """What the program makes of a document. Raises MalformedDocument where it makes nothing."""
    with tempfile.TemporaryDirectory(prefix="resolution-search-", ignore_cleanup_errors=True) as at:
        folder = Path(at)
        (folder / _INPUT).write_bytes(data)
        printed = folder / "printed"
        status = _run(converter, folder, printed)
        result = folder / converter.output if converter.output else printed
        if status != 0 or not result.is_file():
            raise MalformedDocument(f"{converter.program} cannot convert it (status {status})")
        if (size := result.stat().st_size) > _MAXIMUM_OUTPUT:
            raise MalformedDocument(f"{converter.program} made {size} bytes of it")
        return result.read_bytes()


def _run(converter: Converter, folder: Path, printed: Path) -> int:
    arguments = [argument.replace("{folder}", str(folder)) for argument in converter.arguments]
    path = os.environ.get("PATH", os.defpath)
    environment = {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8"}
    prefix = _ISOLATED if converter.connects else ()
    with printed.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - fixed arguments, no shell
            [*prefix, converter.program, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _limit(process.pid, converter)
            return process.wait(converter.seconds)
        except subprocess.TimeoutExpired:
            raise MalformedDocument(
                f"{converter.program} has not converted it in {converter.seconds} seconds"
            ) from None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _limit(pid: int, converter: Converter) -> None:
    if not hasattr(resource, "prlimit"):
        return
    limits = {
        resource.RLIMIT_CPU: converter.seconds,
        resource.RLIMIT_AS: converter.megabytes * _MEGABYTE,
        resource.RLIMIT_FSIZE: 2 * _MAXIMUM_OUTPUT,
        resource.RLIMIT_CORE: 0,
    }
    with suppress(ProcessLookupError, PermissionError, ValueError):
        for kind, limit in limits.items():
            resource.prlimit(pid, kind, (limit, limit))


def _can_isolate() -> bool:
    """Whether this user may give a program a network of its own, with nothing on it."""
    if not shutil.which(_ISOLATED[0]):
        return False
    try:
        probe = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            [*_ISOLATED, "true"], capture_output=True, timeout=_PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0
