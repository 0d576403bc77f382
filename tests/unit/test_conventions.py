"""Conventions that no linter knows: sizes, names, documents that agree with the code."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES = ("service", "index", "migrations")
MODULES = sorted(
    path
    for folder in (*PACKAGES, "scripts", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "versions" not in path.parts
)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

MOST_LINES = 400
PRIVATE_WORDS = re.compile(r"\b(taken in(?! turn)|gave way|(?<!lock that )is held|are held)\b")
"""Say "ingested", "was replaced by", "stored"; locks are held."""
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "core", "misc"}


def test_modules_are_short() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert len(lengths) > 20
    assert {str(path): n for path, n in lengths.items() if n > MOST_LINES} == {}


def test_no_module_is_a_drawer() -> None:
    names = [path.relative_to(ROOT).with_suffix("").parts for path in MODULES]
    assert [parts for parts in names if DRAWERS & set(parts)] == []


def test_no_module_is_named_after_an_activity() -> None:
    """`tokenizer`, not `tokenizing`: a module is named after what it contains."""
    assert [str(path) for path in MODULES if path.stem.endswith("ing")] == []


def test_test_modules_have_names_of_their_own() -> None:
    """Without packages, two test modules of one name would shadow each other."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_import_names_are_ours_alone() -> None:
    """`service`, `index` and `migrations` are common words: another distribution would mix in."""
    owners = importlib.metadata.packages_distributions()
    for package in PACKAGES:
        assert set(owners.get(package, ["resolution-search"])) == {"resolution-search"}
        module = __import__(package)
        assert Path(str(module.__file__)).parent == ROOT / package


def test_the_version_is_said_once_and_the_changelog_has_it() -> None:
    version = PROJECT["project"]["version"]
    assert importlib.metadata.version("resolution-search") == version
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## \[?([^\]\s]+)\]?(?: - (\S+))?$", changelog, re.MULTILINE)
    versions = [name for name, _ in headings]
    assert versions[0] == "Unreleased"
    assert version in versions
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for _, date in headings[1:])
    for path in MODULES:
        if path.is_relative_to(ROOT / "service"):
            assert f'"{version}"' not in path.read_text("utf-8"), f"{path} repeats the version"


def _names(requirements: list[object]) -> set[str]:
    """Names of requirements as pyproject.toml writes them; included groups are left out."""
    found = (re.match(r"[A-Za-z0-9._-]+", item) for item in requirements if isinstance(item, str))
    return {match.group().lower() for match in found if match}


def _direct_dependencies() -> set[str]:
    groups = PROJECT["dependency-groups"].values()
    return _names(PROJECT["project"]["dependencies"]).union(*(_names(group) for group in groups))


def test_every_dependency_is_explained_and_no_other() -> None:
    explained = set(
        re.findall(
            r"^\| `([^`]+)` \|", (ROOT / "docs/dependencies.md").read_text("utf-8"), re.MULTILINE
        )
    )
    assert explained == _direct_dependencies()


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-build.lock", "requirements-dev.lock"]
)
def test_locks_name_no_address_and_agree(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    pinned = set(re.findall(r"^([\w.-]+==\S+)", text, re.MULTILINE))
    everything = set(
        re.findall(
            r"^([\w.-]+==\S+)", (ROOT / "requirements-dev.lock").read_text("utf-8"), re.MULTILINE
        )
    )
    assert pinned
    assert pinned <= everything


def test_locks_hold_every_dependency() -> None:
    def locked(name: str) -> set[str]:
        return set(re.findall(r"^([\w.-]+)==", (ROOT / name).read_text("utf-8"), re.MULTILINE))

    assert _names(PROJECT["project"]["dependencies"]) <= locked("requirements.lock")
    assert _direct_dependencies() <= locked("requirements-dev.lock")


def _slug(heading: str) -> str:
    """The anchor that Markdown renderers give a heading."""
    kept = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
    return kept.strip().replace(" ", "-")


def _anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {_slug(heading) for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (document.parent / name).resolve() if name else document
        assert path.exists(), f"{document.name} points to {target}"
        if anchor and path.suffix == ".md":
            assert anchor in _anchors(path), f"{document.name} points to {target}"


def _commands_of_the_program() -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-m", "service", "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"COLUMNS": "120", "PATH": "", "NO_COLOR": "1", "TERM": "dumb"},
    ).stdout
    return set(re.findall(r"^[│|\s]+([a-z][a-z-]+)\s{2,}", shown, re.MULTILINE))


def test_documents_name_commands_that_exist() -> None:
    commands = _commands_of_the_program()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"serve", "ingest", "migrate"} <= commands
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        named = set(re.findall(r"resolution-search ([a-z]+)(?=[\s`|])", _code(text)))
        assert named <= commands, document.name
        made = set(re.findall(r"\bmake ([a-z-]+)", _code(text)))
        assert made <= targets, document.name


def _docstrings(path: Path) -> list[str]:
    """The docstrings of a module, its classes and functions, and of its attributes."""
    tree = ast.parse(path.read_text("utf-8"))
    return [
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]


def test_documents_and_docstrings_use_the_common_words() -> None:
    texts = [(path, path.read_text("utf-8")) for path in DOCUMENTS]
    texts += [
        (path, text)
        for path in MODULES
        if path.relative_to(ROOT).parts[0] in {"service", "index"}
        for text in _docstrings(path)
    ]
    found = [
        (str(path), match.group()) for path, text in texts for match in PRIVATE_WORDS.finditer(text)
    ]
    assert found == []


def _code(text: str) -> str:
    """What a document shows as code: fenced blocks and inline spans."""
    blocks = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`[^`\n]+`", rest)])


def test_every_setting_is_documented() -> None:
    from service.settings import Settings

    text = (ROOT / "docs/operating.md").read_text("utf-8")
    missing = [
        name for name in Settings.model_fields if f"`RESOLUTION_SEARCH_{name.upper()}`" not in text
    ]
    assert missing == []
