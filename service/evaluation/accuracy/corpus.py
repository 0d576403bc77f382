"""The labelled corpus: official XML with its projection to JSON, as in `../shared/corpus`."""

import json
import lzma
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.errors import SourceError

DEFAULT_CORPUS = Path("../shared/corpus")
_ARCHIVE = "dev-xml-en.tar.xz"
_GOLD = "gold-en.jsonl.xz"


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """An official XML document (`data`) with its labels (`gold`, one object of the projection)."""

    name: str
    data: bytes
    gold: dict[str, Any]

    @property
    def series(self) -> str:
        """The collection it comes from, such as "GAresolutions"."""
        return self.name.split("/", 1)[0]


def read_corpus(folder: Path, *, every: int = 1) -> Iterator[LabelledDocument]:
    """Yield every `every`-th labelled document, in the archive's order. Raises SourceError."""
    archive = folder / _ARCHIVE
    if not archive.exists():
        raise SourceError(f"no corpus: {archive} is needed")
    gold = {row["xml"]: row for row in _labels(folder)}
    position = 0
    with tarfile.open(archive, "r|xz") as tar:
        for member in tar:
            name = member.name.removeprefix("unxml/")
            if name not in gold or (content := tar.extractfile(member)) is None:
                continue
            if position % every == 0:
                yield LabelledDocument(name, content.read(), gold[name])
            position += 1


def read_labels_by_symbol(folder: Path) -> dict[str, dict[str, Any]]:
    """The labels of all documents by the symbol that they state. Raises SourceError."""
    return {row["symbol"]: row for row in _labels(folder) if row["symbol"]}


def _labels(folder: Path) -> Iterator[dict[str, Any]]:
    gold_file = folder / _GOLD
    if not gold_file.exists():
        raise SourceError(f"no corpus: {gold_file} is needed")
    with lzma.open(gold_file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
