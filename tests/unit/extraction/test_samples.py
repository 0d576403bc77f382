"""The parsed samples are those of `tests/golden`; check every change there.

To accept a change: `PYTHONPATH=. python tests/unit/extraction/test_samples.py`.
"""

import json
from pathlib import Path

import pytest

from service.extraction.pipeline import parse
from service.extraction.serializer import to_json

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "samples").glob("*.*"))


def golden(sample: Path) -> Path:
    return ROOT / "tests/golden" / f"{sample.stem}.json"


def parsed(sample: Path) -> str:
    found = to_json(parse(sample.read_bytes()), sample.relative_to(ROOT).as_posix())
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_parses_as_it_did(sample):
    assert json.loads(parsed(sample)) == json.loads(golden(sample).read_text(encoding="utf-8"))


def test_every_golden_file_has_its_sample():
    found = {path.name for path in (ROOT / "tests/golden").glob("*.json")}
    assert found == {golden(sample).name for sample in SAMPLES}


if __name__ == "__main__":
    for each in SAMPLES:
        golden(each).write_text(parsed(each), encoding="utf-8")
