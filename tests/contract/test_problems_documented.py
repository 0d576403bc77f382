"""docs/problems.md and the table of problems say the same."""

import re
from pathlib import Path

from service.api.http.problems import PROBLEM_TYPES, TYPE_PREFIX


def test_every_problem_is_documented_with_its_status(root: Path) -> None:
    text = (root / "docs" / "problems.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", text, re.MULTILINE)
    assert {code: int(status) for code, status in rows} == {
        code: kind.status for code, kind in PROBLEM_TYPES.items()
    }
    assert TYPE_PREFIX in text
