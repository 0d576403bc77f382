"""What every kind of test may need."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _absent(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have it: scripts/system-packages.sh")
    pytest.skip(f"{what} is not on this machine")


@pytest.fixture(scope="session")
def absent() -> Callable[[str], None]:
    """Skip for something that this machine lacks. CI has everything, so there it is a failure."""
    return _absent


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Give the path of a program, or skip where it is not installed."""

    def find(name: str) -> str:
        found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if not found:
            _absent(name)
        return str(found)

    return find


@pytest.fixture(scope="session")
def postgres_url(root: Path, absent: Callable[[str], None]) -> Iterator[str]:
    """A private PostgreSQL cluster on a loopback port, removed at the end."""
    program = root / "scripts" / "postgres.sh"
    with tempfile.TemporaryDirectory(prefix="rs-pg-", ignore_cleanup_errors=True) as folder:
        started = subprocess.run(
            [program, "start", folder], capture_output=True, text=True, check=False
        )
        if started.returncode != 0:
            absent(f"PostgreSQL ({started.stderr.strip()[-300:]})")
        try:
            yield started.stdout.strip()
        finally:
            subprocess.run([program, "stop", folder], capture_output=True, check=True)
