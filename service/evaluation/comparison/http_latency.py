"""The same mix over HTTP: the real server on loopback, with the store and an index built before."""

import http.client
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from index import SearchRequest
from service.evaluation.comparison.engines import files_of, maker_of
from service.evaluation.comparison.query_mix_files import draw_mix
from service.evaluation.speed.latencies import Timing
from service.evaluation.speed.query_mix import FACETS, SEED

_CLIENTS = 4
_PATIENCE = 120.0
_REPEATS = 3
_PROGRAM = "import sys; from service.cli import app; sys.argv[0] = 'resolution-search'; app()"


@dataclass(frozen=True, slots=True)
class Served:
    """Times over HTTP, every request new, and of the engine alone for the same requests.

    `rates` are requests a second by number of server processes, of several clients at a time;
    `repeated` the times, `repeated_rates` the rates when all requests are repetitions.
    """

    distinct: Timing
    alone: Timing
    repeated: Timing
    rates: Mapping[int, float]
    repeated_rates: Mapping[int, float]

    @property
    def ratio(self) -> float:
        """The median of the whole service : that of the engine alone."""
        return self.distinct.p50 / self.alone.p50


def measure_serving(
    engine: str,
    folder: Path,
    store: Path,
    paragraphs: Path,
    limit: int,
    *,
    workers: Sequence[int] = (1, 2),
    mixes: int = 4,
) -> Served:
    """Ask the server several mixes of the first `limit` paragraphs, each request once.

    The first mix warms the server up, the others are timed, and those with which the rates are
    measured are others again.
    """
    drawn = [
        [each.request for each in draw_mix(paragraphs, limit=limit, seed=SEED + number)]
        for number in range(mixes * (1 + len(workers)))
    ]
    timed = [request for mix in drawn[1:mixes] for request in mix]
    fresh = {
        count: [address_of(each) for mix in drawn[mixes * at :][:mixes] for each in mix]
        for at, count in enumerate(workers, 1)
    }
    rates, again = {}, {}
    distinct: list[float] = []
    repeated: list[float] = []
    for count in workers:
        with server(engine, folder, store, count) as port:
            _ask(port, [address_of(each) for each in drawn[0]])
            if not distinct:
                distinct = _ask(port, [address_of(each) for each in timed])
                repeated = _ask(port, [address_of(each) for each in timed])
            rates[count] = _rate(port, fresh[count])
            # One mix, whose answers there is room for; each process has to have met it before.
            few = fresh[count][-len(drawn[0]) :]
            again[count] = [_rate(port, few) for _ in range(_REPEATS)][-1]
    return Served(
        distinct=Timing.of("over HTTP", distinct),
        alone=Timing.of("engine alone", _alone(engine, folder, [*drawn[0], *timed])[-len(timed) :]),
        repeated=Timing.of("over HTTP, repeated", repeated),
        rates=rates,
        repeated_rates=again,
    )


def address_of(request: SearchRequest) -> str:
    """The path and query string of a request of the mix."""
    pairs = [("q", str(request.query))] if request.query else []
    pairs += [(str(f), value) for f, values in request.filters.items() for value in sorted(values)]
    pairs += [("facets", str(field)) for field in FACETS]
    return f"/v1/search?{urlencode([*pairs, ('limit', '20'), ('facet_limit', '20')])}"


@contextmanager
def server(engine: str, folder: Path, store: Path, workers: int) -> Iterator[int]:
    """The service in processes of its own on a loopback port, which is given."""
    port = _free_port()
    home = folder.parent / "service"
    settings = {
        "DATA_DIR": home,
        "DATABASE_URL": f"sqlite:///{store.resolve()}",
        "INDEX_ENGINE": files_of(engine),
        "INDEX_DIR": (folder / "index").resolve(),
        "PORT": port,
        "WORKERS": workers,
        "EMBEDDED_WORKER": "false",
        "LOG_LEVEL": "error",
    }
    named = {f"RESOLUTION_SEARCH_{name}": str(value) for name, value in settings.items()}
    running = subprocess.Popen([sys.executable, "-c", _PROGRAM, "serve"], env=os.environ | named)  # noqa: S603
    try:
        _wait_until_ready(port, running)
        yield port
    finally:
        running.terminate()
        running.wait(timeout=60)


def _ask(port: int, addresses: Sequence[str]) -> list[float]:
    """Ask one after the other over one connection; the seconds of each."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    seconds = []
    for address in addresses:
        began = time.perf_counter()
        connection.request("GET", address)
        response = connection.getresponse()
        body = response.read()
        seconds.append(time.perf_counter() - began)
        if response.status != http.client.OK:
            raise RuntimeError(f"{address}: {response.status} {body[:500]!r}")
    connection.close()
    return seconds


def _rate(port: int, addresses: Sequence[str]) -> float:
    """Requests a second, of several client processes at the same time."""
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_CLIENTS, mp_context=spawning) as pool:
        list(pool.map(_ask, [port] * _CLIENTS, [[]] * _CLIENTS))  # starts them
        parts = [addresses[at::_CLIENTS] for at in range(_CLIENTS)]
        began = time.perf_counter()
        list(pool.map(_ask, [port] * _CLIENTS, parts))
        return len(addresses) / (time.perf_counter() - began)


def _alone(engine: str, folder: Path, requests: Sequence[SearchRequest]) -> list[float]:
    opened = maker_of(engine).open(folder)
    seconds = []
    for each in requests:
        asked = opened.prepare(each)
        opened.forget()
        began = time.perf_counter()
        opened.run(asked)
        seconds.append(time.perf_counter() - began)
    opened.close()
    return seconds


def _wait_until_ready(port: int, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and running.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    raise RuntimeError("the server did not become ready")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
