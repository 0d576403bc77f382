"""The examples of `docs/extending.md`, carried out: each addition takes the files it names."""

import os
import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from service.extraction.languages import LanguageResources, Languages, installed_languages
from service.extraction.pipeline import parse
from service.model import Language, ParsedResolution

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("extended_code_script.py")
LANGUAGES = Path(str(resources.files("service.extraction.languages")))

_BLOCK = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
EXAMPLES = dict(_BLOCK.findall((ROOT / "docs" / "extending.md").read_text("utf-8")))

NEW_MODULES = (
    "service/extraction/readers/lines.py",
    "index/engines/memory.py",
    "service/api/languages.py",
)
ROWS = {
    "service/extraction/readers/formats.py": "FORMATS: tuple[Format, ...] = (\n",
    "index/engines/__init__.py": "    {",
    "service/app.py": "    operations.router,\n",
    "index/fields.py": '    RESOLUTION = "resolution"\n',
    "service/fields/table.py": "            completes=True,\n        ),\n    )\n)\n",
}
"""What stands before a new row; of the table of fields, the end of its last row."""


def english_with(folder: Path, name: str) -> Languages:
    """English with the example of one of its files added."""
    copy = shutil.copytree(LANGUAGES / "en", folder / "en")
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{EXAMPLES[name]}")
    return Languages({Language.ENGLISH: LanguageResources(Language.ENGLISH, copy)})


def parsed(languages: Languages | None, operative: str) -> ParsedResolution:
    """A resolution with one operative paragraph."""
    text = f"The General Assembly,\n\nRecalling ice,\n\n1. {operative}\n"
    return parse(text.encode(), languages)


def test_every_example_is_carried_out() -> None:
    lexicons = {"verbs.toml", "bodies.toml", "instruments.toml"}
    language = {name for name in EXAMPLES if name.startswith("language/")}
    assert set(EXAMPLES) == {*lexicons, *language, *NEW_MODULES, *ROWS}


def test_a_verb(tmp_path: Path) -> None:
    languages = english_with(tmp_path, "verbs.toml")
    (verb,) = parsed(languages, "Beseeches all States to light their lamps.").paragraphs[2].verbs
    assert (verb.lemma, verb.addressee) == ("beseech", "all States")


def test_a_body(tmp_path: Path) -> None:
    text = "Requests the United Nations Office for Lighthouse Keepers to rest, and UNOLK to wait."
    found = parsed(english_with(tmp_path, "bodies.toml"), text).paragraphs[2].bodies
    assert [(each.body, each.rule) for each in found] == [
        ("UNOLK", "body.name"),
        ("UNOLK", "body.acronym"),
    ]


def test_an_instrument(tmp_path: Path) -> None:
    text = "Welcomes the Valletta Lamps Compact."
    assert parsed(None, text).paragraphs[2].instruments == ()
    languages = english_with(tmp_path, "instruments.toml")
    (found,) = parsed(languages, text).paragraphs[2].instruments
    assert (found.name, found.category) == ("Valletta Lamps Compact", "agreement")


def test_a_language(tmp_path: Path) -> None:
    for name, text in EXAMPLES.items():
        if name.startswith("language/"):
            (tmp_path / Path(name).name).write_text(text, "utf-8")
    english = installed_languages().of(Language.ENGLISH)
    norwegian = LanguageResources(Language.GERMAN, tmp_path, fallback=english)
    languages = Languages({Language.ENGLISH: english, Language.GERMAN: norwegian})
    found = parse((tmp_path / "resolution.txt").read_bytes(), languages)
    assert found.header.language is Language.GERMAN
    assert found.header.enacting_body == "GA"
    assert [str(each.address) for each in found.paragraphs] == ["enacting", "pp1", "op1"]
    verbs = [verb for each in found.paragraphs for verb in each.verbs]
    assert [(verb.lemma, verb.addressee) for verb in verbs] == [("minne", None), ("be", "statene")]


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code with the examples of Python added."""
    code = tmp_path_factory.mktemp("code")
    for package in ("service", "index", "migrations"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, code / package, ignore=ignored)
    for name in NEW_MODULES:
        assert not (code / name).exists()
        (code / name).write_text(EXAMPLES[name], "utf-8")
    for name, anchor in ROWS.items():
        _add_row(code / name, anchor, EXAMPLES[name])
    return code


def _add_row(module: Path, anchor: str, example: str) -> None:
    """Add a row behind an anchor, and the imports that come before it in the example."""
    text = module.read_text("utf-8")
    imports, _, row = example.rpartition("\n\n")
    if module.name == "table.py":
        head, end = anchor.removesuffix("    )\n)\n"), "    )\n)\n"
    else:
        head, end = anchor, ""
    assert text.count(f"{head}{end}") == 1
    text = text.replace(f"{head}{end}", f"{head}{row}{end}")
    if imports:
        text = text.replace("\nfrom ", f"\n{imports}\nfrom ", 1)
    module.write_text(text, "utf-8")


@pytest.mark.parametrize("addition", ["format", "field", "engine", "operation"])
def test_code(extended: Path, tmp_path: Path, addition: str) -> None:
    subprocess.run(
        [sys.executable, SCRIPT, addition, tmp_path],
        check=True,
        cwd=extended,
        env={"PYTHONPATH": os.pathsep.join(map(str, (extended, ROOT / "tests"))), "PATH": ""},
        timeout=120,
    )
