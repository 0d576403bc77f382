"""A field more, added as a developer adds one: in two files, and everything follows."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = Path(__file__).with_name("new_field_script.py")

NAME = '    RESOLUTION = "resolution"\n'
NEW_NAME = f'{NAME}    WORDS = "words"\n'
NUMBERED = "NUMBERED = frozenset({"
NEW_NUMBERED = f"{NUMBERED}Field.WORDS, "
LAST = "    )\n)\n"
NEW_LAST = """        FieldSpecification(
            field=Field.WORDS,
            label="Words",
            description="How many words a paragraph has.",
            example=40,
            of_paragraph=lambda paragraph: (str(len(paragraph.text.split())),),
            parameter=int,
            value_label=lambda value: f"{value} words",
            other_names=lambda value: ("five",) if value == "5" else (),
            facet_rank=5,
            page_rank=5,
            completes=True,
        ),
    )
)
"""


def _edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")


def _run(code: Path, data: Path) -> None:
    """Run the script over the code in a folder."""
    subprocess.run(
        [sys.executable, SCRIPT, data],
        check=True,
        cwd=code,
        env={"PYTHONPATH": f"{code}:{ROOT / 'tests'}", "PATH": ""},
        timeout=120,
    )


def test_a_field_is_added_in_two_files_and_an_older_index_is_rebuilt(tmp_path: Path) -> None:
    data = tmp_path / "data"
    _run(ROOT, data)
    code = tmp_path / "code"
    for package in ("service", "index", "migrations"):
        shutil.copytree(
            ROOT / package, code / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    _edit(code / "index" / "fields.py", NAME, NEW_NAME)
    _edit(code / "index" / "fields.py", NUMBERED, NEW_NUMBERED)
    _edit(code / "service" / "fields" / "table.py", LAST, NEW_LAST)
    _run(code, data)
