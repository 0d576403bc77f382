"""A short run of the fuzz script: the bombs, the samples as they are, and some damaged ones."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_damaged_documents_raise_only_document_errors():
    run = subprocess.run(
        [sys.executable, "scripts/fuzz.py", "--inputs", "120", "--seed", "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "read" in run.stdout
    assert "malformed_document" in run.stdout
