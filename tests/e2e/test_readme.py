"""What README.md tells people to ask has an answer among the samples."""

import re
import shlex
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from server import ROOT, Program

ADDRESS = "http://127.0.0.1:8000"


def _questions(document: Path) -> list[str]:
    """The addresses of the curl commands that only ask."""
    found = []
    lines = re.findall(
        rf"^\s*(curl .*{re.escape(ADDRESS)}.*)$", document.read_text("utf-8"), re.MULTILINE
    )
    for line in lines:
        words = shlex.split(line)
        if "--form" in words:
            continue
        (address,) = [word for word in words if word.startswith(ADDRESS)]
        data = [words[at + 1] for at, word in enumerate(words) if word == "--data-urlencode"]
        query = urlencode([tuple(each.split("=", 1)) for each in data])
        found.append(address.removeprefix(ADDRESS) + (f"?{query}" if query else ""))
    return found


@pytest.mark.parametrize("question", _questions(ROOT / "README.md"))
def test_what_the_readme_asks_has_an_answer(service: Program, question: str) -> None:
    answer = httpx.get(service.base + question, timeout=30)
    assert answer.status_code == 200, answer.text
    assert answer.json().get("total", 1) > 0


def test_the_readme_asks_something() -> None:
    assert len(_questions(ROOT / "README.md")) > 4
