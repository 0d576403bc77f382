"""The Dockerfile as it stands: built, started, searched, stopped and started again."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from server import free_port

NO_WAY_TO_BUILD = 3


def test_the_image_builds_and_serves(root: Path, absent: Callable[[str], None]) -> None:
    done = subprocess.run(
        ["bash", root / "scripts" / "image.sh"],
        env={**os.environ, "PORT": str(free_port()), "IMAGE": "localhost/resolution-search:test"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=900,
        check=False,
    )
    if done.returncode == NO_WAY_TO_BUILD:
        absent("a container engine, or buildah with mmdebstrap,")
    assert done.returncode == 0, done.stdout
    assert "keeps what it was given" in done.stdout
