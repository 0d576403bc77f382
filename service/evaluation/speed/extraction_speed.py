"""How fast documents are read: one core, every stage from bytes to findings."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from service.errors import DocumentError
from service.evaluation.accuracy.corpus import read_corpus
from service.evaluation.accuracy.pdf_documents import ADOPTED_FORM as PDF
from service.evaluation.accuracy.pdf_documents import read_adopted
from service.evaluation.accuracy.report import FORMS
from service.extraction.pipeline import parse


@dataclass(frozen=True, slots=True)
class ReadingSpeed:
    """Documents and bytes of one form read in `seconds` of one core's time."""

    form: str
    documents: int
    paragraphs: int
    bytes: int
    seconds: float

    @property
    def documents_per_second(self) -> float:
        """Documents a second on one core."""
        return self.documents / self.seconds


def measure_reading(folder: Path, *, every: int) -> Iterator[ReadingSpeed]:
    """Parse every `every`-th labelled document in each form. Raises SourceError.

    Of the few PDF documents ten times as many are read.
    """
    documents = [document.data for document in read_corpus(folder, every=every)]
    for form, convert in FORMS.items():
        yield _speed(form, [convert(data) for data in documents])
    if adopted := [document.data for document in read_adopted(folder, every=max(every // 10, 1))]:
        yield _speed(PDF, adopted)


def _speed(form: str, inputs: list[bytes]) -> ReadingSpeed:
    parse(inputs[0])  # loads the lexicons, which a worker does once in its life
    paragraphs = 0
    start = time.process_time()
    for data in inputs:
        try:
            paragraphs += len(parse(data).paragraphs)
        except DocumentError:
            continue
    seconds = time.process_time() - start
    return ReadingSpeed(form, len(inputs), paragraphs, sum(map(len, inputs)), seconds)
