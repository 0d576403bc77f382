"""The catalogue of rules explains every id that is given out, and none besides."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.extraction.pipeline import parse
from service.extraction.rules import rules
from service.model import ParsedResolution

ROOT = Path(__file__).parents[3]
EXTRACTION = ROOT / "service" / "extraction"


def _ids(parsed: ParsedResolution) -> Iterator[str]:
    yield from (sponsor.rule for sponsor in parsed.header.sponsors)
    for paragraph in parsed.paragraphs:
        for found in (
            paragraph.verbs,
            paragraph.citations,
            paragraph.bodies,
            paragraph.instruments,
            paragraph.reports,
            *(note.citations for note in paragraph.footnotes),
        ):
            yield from (each.rule for each in found)


@pytest.mark.parametrize("sample", sorted((ROOT / "samples").glob("*.*")), ids=lambda p: p.name)
def test_what_the_samples_give_is_explained(sample: Path) -> None:
    assert set(_ids(parse(sample.read_bytes()))) <= set(rules())


def test_every_rule_is_one_sentence() -> None:
    for rule, sentence in rules().items():
        assert re.fullmatch(r"[a-z]+\.[a-z_-]+", rule)
        assert re.fullmatch(r"[A-Z\"].*\.", sentence), rule


@pytest.mark.parametrize("rule", sorted(rules()))
def test_every_rule_explained_is_one_of_the_code(rule: str) -> None:
    """As a whole, or by its last part: a string, a group of a pattern, a key of a lexicon."""
    last = re.escape(rule.partition(".")[2])
    used = re.compile(rf'"{re.escape(rule)}"|"{last}"|\(\?P<{last}>|^{last} = ', re.MULTILINE)
    files = [
        path
        for kind in ("py", "toml")
        for path in EXTRACTION.rglob(f"*.{kind}")
        if path.name != "rules.toml"
    ]
    assert any(used.search(path.read_text(encoding="utf-8")) for path in files)
