#!/usr/bin/env python
"""Feed damaged documents to the readers and the parser: what `make fuzz` does.

    scripts/fuzz.py [--seconds 60] [--inputs N] [--seed 1]

For any bytes, only a DocumentError may be raised, in time and within the memory limit, and every
span found must be inside its text. What fails is saved in var/fuzz, and the exit status is 1.
"""

import argparse
import hashlib
import multiprocessing
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from fuzz_inputs import damaged

from service.errors import DocumentError
from service.extraction.blocks import Block
from service.extraction.languages import installed_languages
from service.extraction.pipeline import parse
from service.extraction.readers import read
from service.extraction.structure.cues import LanguageCues
from service.model import BodyMention, InstrumentMention, Paragraph, ReportRequest

SECONDS_EACH = 20
BYTES_EACH = 1 << 30
KEPT = Path(__file__).resolve().parents[1] / "var" / "fuzz"


def main() -> int:
    """Run until the seconds or the inputs are used up; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_AsWritten)
    parser.add_argument("--seconds", type=float, default=60, help="stop after so many")
    parser.add_argument("--inputs", type=int, help="stop after so many, however long it takes")
    parser.add_argument("--seed", type=int, default=1, help="other inputs for another number")
    asked = parser.parse_args()
    until = time.monotonic() + asked.seconds
    answers: Counter[str] = Counter()
    failures, slowest = 0, (0.0, "")
    reader = _Reader()
    for count, (origin, data) in enumerate(damaged(asked.seed)):
        if (count >= asked.inputs) if asked.inputs else (time.monotonic() > until):
            break
        began = time.monotonic()
        answer = reader.ask(data)
        slowest = max(slowest, (time.monotonic() - began, origin))
        answers[answer.split("\n", 1)[0] if answer.startswith("failed") else answer] += 1
        if answer.startswith("failed"):
            failures += 1
            print(f"{origin} ({len(data)} bytes), saved as {_save(data)}\n{answer}\n")
    reader.stop()
    for answer, number in answers.most_common():
        print(f"{number:7}  {answer}")
    print(f"slowest: {slowest[0]:.1f} s, {slowest[1]}")
    return 1 if failures else 0


class _AsWritten(argparse.RawDescriptionHelpFormatter):
    pass


class _Reader:
    """A process that reads inputs, with limits; another takes its place when it dies."""

    def __init__(self) -> None:
        self._start()

    def ask(self, data: bytes) -> str:
        """The result for an input: a word, or "failed" with the reason."""
        self._pipe.send_bytes(data)
        try:
            if self._pipe.poll(SECONDS_EACH):
                return self._pipe.recv_bytes().decode()
            reason = f"failed: no answer in {SECONDS_EACH} seconds"
        except (EOFError, ConnectionResetError):
            self._process.join()
            reason = f"failed: the process died (exit code {self._process.exitcode})"
        self.stop()
        self._start()
        return reason

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()

    def _start(self) -> None:
        fresh = multiprocessing.get_context("spawn")
        self._pipe, other = fresh.Pipe()
        self._process = fresh.Process(target=_answer_all, args=(other,), daemon=True)
        self._process.start()
        other.close()


def _answer_all(pipe: Connection) -> None:
    parse(b"The Security Council,\n\n1. Decides to begin.")
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + BYTES_EACH, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        pipe.send_bytes(_answer(pipe.recv_bytes()).encode())


def _answer(data: bytes) -> str:
    try:
        for block in read(data, LanguageCues(installed_languages())).blocks:
            _check_block(block)
        for paragraph in parse(data).paragraphs:
            for start, end, text, said in _spans(paragraph):
                if not 0 <= start <= end <= len(text) or said not in (None, text[start:end]):
                    return f"failed: a span lies elsewhere: {start}-{end} {said!r}"
    except DocumentError as error:
        return error.code
    except Exception:  # noqa: BLE001 - any other is what is looked for
        trace = traceback.format_exc().strip()
        return f"failed: {trace.splitlines()[-1]}\n{trace}"
    return "read"


def _check_block(block: Block) -> None:
    if not block.text or block.text != block.text.strip():
        raise AssertionError(f"a block with outer space: {block.text[:80]!r}")
    if not all(0 <= start < end <= len(block.text) for start, end in block.emphasis):
        raise AssertionError(f"emphasis outside its block: {block.emphasis}")
    if not all(0 <= note.offset <= len(block.text) for note in block.notes):
        raise AssertionError("a note outside its block")


def _spans(paragraph: Paragraph) -> Iterator[tuple[int, int, str, str | None]]:
    """All spans of a paragraph: start, end, the text they lie in, what stands there."""
    text = paragraph.text
    yield from ((start, end, text, None) for start, end in paragraph.emphasis)
    for verb in paragraph.verbs:
        yield verb.start, verb.end, text, verb.surface
        if verb.addressee_start is not None and verb.addressee_end is not None:
            yield verb.addressee_start, verb.addressee_end, text, verb.addressee
    mentions: list[BodyMention | InstrumentMention | ReportRequest] = [
        *paragraph.bodies,
        *paragraph.instruments,
        *paragraph.reports,
    ]
    for mention in mentions:
        yield mention.start, mention.end, text, mention.text
    for citation in paragraph.citations:
        yield citation.start, citation.end, text, citation.text
    for note in paragraph.footnotes:
        yield note.offset, note.offset, text, None
        for citation in note.citations:
            yield citation.start, citation.end, note.text, citation.text


def _save(data: bytes) -> Path:
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / hashlib.sha256(data).hexdigest()[:16]
    path.write_bytes(data)
    return path


if __name__ == "__main__":
    sys.exit(main())
