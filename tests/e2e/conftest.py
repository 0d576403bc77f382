"""One server with the samples in it, a gateway before it, and a browser, for all these tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from server import Program, nginx

PREFIX = "/search"


@pytest.fixture(scope="session")
def service(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The service as it stands behind a gateway, with the samples ingested by the command."""
    program = Program(tmp_path_factory.mktemp("service"), root_path=PREFIX)
    program.run("migrate")
    program.run("ingest", str(root / "samples"))
    program.start()
    yield program
    program.stop()


@pytest.fixture(scope="session")
def gateway(
    service: Program,
    program: Callable[[str], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of the service through nginx, prefix included."""
    with nginx(program("nginx"), tmp_path_factory.mktemp("nginx"), service, PREFIX) as base:
        yield base


@pytest.fixture(scope="session")
def browser(program: Callable[[str], str]) -> Iterator[Browser]:
    """Chromium with no screen, and none of its own calls to the outside."""
    executable = program("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()
