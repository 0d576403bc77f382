"""Starts the real program, as a person would, on loopback ports that nobody else uses."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any, Self

import httpx

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


def free_port() -> int:
    """A port of 127.0.0.1 that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when `url` answers with success; show the log when it never does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(url, timeout=5).is_success:
                return
        time.sleep(0.05)
    raise AssertionError(f"{url} never answered:\n{log.read_text('utf-8')[-5000:]}")


@dataclass
class Program:
    """`resolution-search` with a data folder of its own."""

    folder: Path
    root_path: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        """Where it serves, with no gateway in front."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What `serve` printed."""
        return self.folder / "serve.log"

    def environment(self) -> dict[str, str]:
        """The environment of a fresh shell, and the settings."""
        inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return inherited | {
            "RESOLUTION_SEARCH_DATA_DIR": str(self.folder / "data"),
            "RESOLUTION_SEARCH_HOST": "127.0.0.1",
            "RESOLUTION_SEARCH_PORT": str(self.port),
            "RESOLUTION_SEARCH_ROOT_PATH": self.root_path,
            **self.settings,
        }

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "service", *words]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; an exit status other than 0 fails the test."""
        done = subprocess.run(
            self._command(*words),
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"
        return done

    def start(self) -> None:
        """Serve, and wait until it is ready."""
        self.process = self.beside("serve")
        wait_until_it_answers(f"{self.base}/readyz", self.process, self.log)

    def beside(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a further command on the same data, such as a worker."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self._command(*words), cwd=ROOT, env=self.environment(), stdout=log, stderr=log
            )

    def stop(self) -> None:
        """End it as an operator does (SIGTERM); what is open must be finished and closed."""
        assert self.process
        self.process.terminate()
        # The server finishes, then passes the signal on to itself, so that its parent sees why.
        status = self.process.wait(timeout=30)
        log = self.log.read_text("utf-8")
        assert status in {0, -signal.SIGTERM}, f"exit status {status}\n{log[-5000:]}"
        assert "Application shutdown complete" in log

    def kill(self) -> None:
        """End it as a crash does (SIGKILL)."""
        assert self.process
        self.process.kill()
        self.process.wait(timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no process behind when a test fails."""
        if self.process and self.process.poll() is None:
            self.kill()

    def get(self, path: str, **parameters: Any) -> Any:
        """The JSON of an answer."""
        answer = httpx.get(self.base + path, params=parameters, timeout=30)
        assert answer.is_success, answer.text
        return answer.json()


@contextlib.contextmanager
def nginx(program: str, folder: Path, upstream: Program, prefix: str) -> Iterator[str]:
    """The gateway of tests/e2e/nginx.conf before `upstream`; gives its address with the prefix."""
    port = free_port()
    template = Template((Path(__file__).parent / "nginx.conf").read_text("utf-8"))
    configuration = folder / "nginx.conf"
    configuration.write_text(
        template.substitute(folder=folder, port=port, upstream=upstream.port, prefix=prefix),
        "utf-8",
    )
    log = folder / "nginx.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [program, "-p", str(folder), "-e", "stderr", "-c", str(configuration)],
            stdout=output,
            stderr=output,
        )
    base = f"http://127.0.0.1:{port}{prefix}"
    try:
        wait_until_it_answers(f"{base}/readyz", process, log)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=30)
