"""Real files that are broken, empty, or no resolutions: each gives its code and no other error."""

from collections import Counter
from pathlib import Path

import pytest

from service.errors import DocumentError
from service.extraction.pipeline import parse
from service.model import ResolutionKind

FOLDER = Path(__file__).parents[3] / "shared/corpus/robustness"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the corpus is not beside the project")


def code(path: Path) -> str:
    try:
        return str(parse(path.read_bytes()).header.kind)
    except DocumentError as error:
        return error.code


def test_malformed_xml():
    codes = Counter(code(path) for path in (FOLDER / "malformed-xml").iterdir())
    assert codes == {"empty_document": 5, "malformed_document": 7}


def test_scans_even_where_a_machine_made_out_some_words():
    assert {code(path) for path in FOLDER.glob("scans/*.pdf")} == {"no_text_layer"}


def test_a_budget_that_cites_resolutions_is_none():
    assert {code(path) for path in FOLDER.glob("not-resolutions/*.docx")} == {"not_a_resolution"}


def test_a_presidential_statement_is_kept_as_what_it_is():
    (path,) = FOLDER.glob("not-resolutions/S_PRST_*.xml")
    assert code(path) == ResolutionKind.STATEMENT
