"""The parser's version follows its code and lexicons, wherever they are."""

import re
import shutil
from pathlib import Path

import pytest

import service
from service.extraction.version import digest_of, parser_version

PACKAGES = ("extraction", "model")


@pytest.fixture
def packages(tmp_path: Path) -> tuple[Path, ...]:
    """A copy of what the version is computed from."""
    for name in PACKAGES:
        source = Path(service.__file__).parent / name
        shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tuple(tmp_path / name for name in PACKAGES)


def test_a_copy_has_the_same_version(packages: tuple[Path, ...]) -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", parser_version())
    assert digest_of(packages) == digest_of(packages[::-1]) == parser_version()


@pytest.mark.parametrize(
    "name",
    [
        "extraction/languages/en/verbs.toml",
        "extraction/pipeline.py",
        "model/findings.py",
    ],
)
def test_a_changed_lexicon_or_module_changes_the_version(
    packages: tuple[Path, ...], name: str
) -> None:
    path = packages[0].parent / name
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    assert digest_of(packages) != parser_version()


def test_a_renamed_a_new_and_a_removed_file_change_the_version(packages: tuple[Path, ...]) -> None:
    versions = {parser_version()}
    lexicon = packages[0] / "languages/en/verbs.toml"
    lexicon.rename(lexicon.with_name("other.toml"))
    versions.add(digest_of(packages))
    (packages[0] / "languages/en/new.toml").write_text("")
    versions.add(digest_of(packages))
    (packages[0] / "languages/en/other.toml").unlink()
    versions.add(digest_of(packages))
    assert len(versions) == 4


def test_other_files_do_not_matter(packages: tuple[Path, ...]) -> None:
    (packages[0] / "__pycache__").mkdir()
    (packages[0] / "__pycache__/pipeline.cpython-311.pyc").write_bytes(b"compiled")
    (packages[0] / "notes.txt").write_text("notes")
    assert digest_of(packages) == parser_version()
