"""Child processes that parse: parsing uses a core, and a hostile document must not stop the rest.

A document that takes too long costs its process, not the worker; one that kills its process is
tried again and given up in the end. A child ends by itself when its parent is gone, because the
pipe that it waits at closes.
"""

import asyncio
import contextlib
import multiprocessing
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from service.errors import DocumentTooLarge, ServiceError
from service.model import ParsedResolution

Parse = Callable[[bytes], ParsedResolution]

_SPAWN = multiprocessing.get_context("spawn")


class ParserFailure(ServiceError):
    """The parser broke in a way that it does not foresee."""

    code = "parser_failed"


class ParserProcesses:
    """A few child processes that parse documents. `read` is safe from many tasks."""

    def __init__(self, parse: Parse, processes: int, timeout: float, memory: int) -> None:
        self._timeout = timeout
        self._children = [_Child(parse, memory) for _ in range(processes)]
        self._idle: asyncio.LifoQueue[_Child] = asyncio.LifoQueue()
        for child in self._children:
            self._idle.put_nowait(child)

    async def read(self, data: bytes) -> ParsedResolution:
        """Parse a document. Raises what parsing raises, DocumentTooLarge, or ParserFailure."""
        child = await self._idle.get()
        try:
            # Shielded: a cancelled task must not hand on a child that is still at work.
            answer = await asyncio.shield(asyncio.to_thread(child.ask, data, self._timeout))
        except asyncio.CancelledError:
            child.kill()
            raise
        finally:
            self._idle.put_nowait(child)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def close(self) -> None:
        """End the processes."""
        await asyncio.gather(*(asyncio.to_thread(child.close) for child in self._children))


class _Child:
    def __init__(self, parse: Parse, memory: int) -> None:
        self._parse = parse
        self._memory = memory
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def ask(self, data: bytes, timeout: float) -> ParsedResolution | Exception:
        try:
            pipe = self._start()
            pipe.send_bytes(data)
            if not pipe.poll(timeout):
                self.kill()
                return DocumentTooLarge(f"not read within {timeout:g} seconds")
            answer: ParsedResolution | Exception = pipe.recv()
        except (OSError, EOFError):
            code = self.kill()
            return ParserFailure(f"the parsing process ended with {code}")
        return answer

    def kill(self) -> int | None:
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        if process is None or pipe is None:
            return None
        process.kill()
        process.join()
        pipe.close()
        return process.exitcode

    def close(self) -> None:
        if self._pipe is not None and self._process is not None:
            self._pipe.close()
            self._process.join(timeout=5)
        self.kill()

    def _start(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.kill()
            ours, theirs = _SPAWN.Pipe()
            self._process = _SPAWN.Process(
                target=_serve, args=(theirs, self._parse, self._memory), daemon=True
            )
            self._process.start()
            theirs.close()
            self._pipe = ours
        return self._pipe


def _serve(pipe: Connection, parse: Parse, memory: int) -> None:
    # Ctrl-C reaches the whole group of processes; it is the parent's to end in good order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(memory)
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(_answer(parse, pipe.recv_bytes()))


def _answer(parse: Parse, data: bytes) -> ParsedResolution | Exception:
    try:
        return parse(data)
    except ServiceError as error:
        return error
    except (MemoryError, RecursionError) as error:
        return DocumentTooLarge(f"reading it takes too much memory ({type(error).__name__})")
    except Exception:  # noqa: BLE001 - any error is reported to the parent, with its place
        return ParserFailure(traceback.format_exc(limit=-3))


def _limit_memory(limit: int) -> None:
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
