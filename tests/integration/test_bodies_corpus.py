"""Bodies of real paragraphs, measured against hand labels.

Texts are read from the corpus beside the project, and nothing of them is stored here.
"""

import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.extraction.pipeline import parse
from service.model import Paragraph

Labels = dict[str, Any]
Paragraphs = dict[tuple[str, str], Paragraph]


def _labels(root: Path, name: str) -> list[Labels]:
    lines = (root / "tests" / "labels" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


@pytest.fixture(scope="module")
def paragraphs(root: Path, absent: Callable[[str], None]) -> Paragraphs:
    """The paragraphs of the labelled documents, by symbol and address."""
    archive = root.parent / "shared" / "corpus" / "dev-xml-en.tar.xz"
    if not archive.exists():
        absent(f"the corpus ({archive.name})")
    wanted = {item["file"] for name in ("dev", "test") for item in _labels(root, f"bodies-{name}")}
    found: Paragraphs = {}
    with tarfile.open(archive, "r|xz") as tar:
        for member in tar:
            name = member.name.removeprefix("unxml/")
            if name in wanted and (content := tar.extractfile(member)):
                parsed = parse(content.read())
                found.update({(name, str(p.address)): p for p in parsed.paragraphs})
    return found


@pytest.mark.parametrize(("name", "at_least"), [("bodies-dev", 0.95), ("bodies-test", 0.90)])
def test_hand_labels(name: str, at_least: float, paragraphs: Paragraphs, root: Path) -> None:
    right = found = labelled = 0
    for item in _labels(root, name):
        paragraph = paragraphs[item["file"], item["address"]]
        assert len(paragraph.text) == item["length"], item
        expected = {(body["body"], body["start"], body["end"]) for body in item["bodies"]}
        given = {(body.body, body.start, body.end) for body in paragraph.bodies}
        right += len(expected & given)
        found += len(given)
        labelled += len(expected)
    report = f"{labelled} labels, precision {right / found:.3f}, recall {right / labelled:.3f}"
    assert 2 * right / (found + labelled) >= at_least, report
