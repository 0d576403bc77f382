"""A client that openapi-python-client makes from openapi/openapi.json searches through the gateway."""

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PACKAGE = "generated_resolution_client"


@pytest.fixture(scope="module")
def client_package(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The generated package; a schema that the generator cannot express is an error."""
    folder = tmp_path_factory.mktemp("client")
    done = subprocess.run(
        [
            Path(sys.executable).with_name("openapi-python-client"),
            "generate",
            "--path",
            root / "openapi" / "openapi.json",
            "--meta",
            "none",
            "--output-path",
            folder / PACKAGE,
            "--fail-on-warning",
        ],
        capture_output=True,
        text=True,
        env={"PATH": str(Path(sys.executable).parent)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module(PACKAGE)
    finally:
        sys.path.remove(str(folder))
