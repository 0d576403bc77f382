"""The labelled corpus: official XML with its projection to JSON, as `../shared/corpus` keeps it."""

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
    archive, gold_file = folder / _ARCHIVE, folder / _GOLD
    if not archive.exists() or not gold_file.exists():
        raise SourceError(f"no corpus: {archive} and {gold_file} are needed")
    with lzma.open(gold_file, "rt", encoding="utf-8") as lines:
        gold = {row["xml"]: row for row in map(json.loads, lines)}
    position = 0
    with tarfile.open(archive, "r|xz") as tar:
        for member in tar:
            name = member.name.removeprefix("unxml/")
            if name not in gold or (content := tar.extractfile(member)) is None:
                continue
            if position % every == 0:
                yield LabelledDocument(name, content.read(), gold[name])
            position += 1
