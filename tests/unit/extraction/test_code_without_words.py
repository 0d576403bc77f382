"""Outside `languages`, no code of the extraction knows a word of any language.

What is looked at: the texts of regular expressions, and texts that are compared with or searched
in others. Names of formats (XML, HTML, Word), parts of symbols and parts of addresses are the same
in all languages.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

EXTRACTION = Path(__file__).parents[3] / "service" / "extraction"
MODULES = sorted(
    path.relative_to(EXTRACTION)
    for path in EXTRACTION.rglob("*.py")
    if "languages" not in path.relative_to(EXTRACTION).parts
)
NO_WORDS = {
    "of symbols": "Add Corr Rev Amend Part Parts Vol Vols Sect Sects bis ter",
    "of addresses": "annex op",
    "of groups of patterns": "month letter",
    "of XML and HTML": (
        "xml html doctype head body title meta utf depth type font style italic oblique normal"
        " vertical align super display none hide all header footer list grid border role name"
        " AdditionalSponsors"
    ),
    "of Word": (
        "mso element foot end note start word document media numPr trPr del Choice Fallback val"
        " default customMarkFollows"
    ),
}
ALLOWED = {word for words in NO_WORDS.values() for word in words.split()}
SEARCHES = {"startswith", "endswith", "find", "index", "count", "removeprefix", "removesuffix"}
PATTERNS = {"compile", "search", "match", "fullmatch", "finditer", "findall", "sub", "split"}
_SYNTAX = re.compile(r"\\[A-Za-z](?:[0-9a-f]{2,4})?|\(\?P[<=]\w+[>)]|\[[^\]]*\]|\(\?[aimsx]+[:)]")
_WORD = re.compile(r"[^\W\d_]*[^\W\d_A-Z]{2,}[^\W\d_]*")


def _texts(node: ast.AST) -> Iterator[str]:
    for child in ast.walk(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value


def _looked_for(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The texts that code looks for in others, with their lines; without the syntax of patterns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in PATTERNS and ast.unparse(node.func.value) == "re":
                for text in _texts(node):
                    yield node.lineno, _SYNTAX.sub(" ", text)
            elif node.func.attr in SEARCHES and node.args:
                for text in _texts(node.args[0]):
                    yield node.lineno, text
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            for text in _texts(node.left):
                yield node.lineno, text


def words_in(code: str) -> list[str]:
    """The words of a language that a module knows, with their lines."""
    return [
        f"{line}: {word}"
        for line, text in _looked_for(ast.parse(code))
        for word in _WORD.findall(text)
        if word not in ALLOWED
    ]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_word_stands_in_the_code(path: Path) -> None:
    assert words_in((EXTRACTION / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        "import re\nX = re.compile(r'\\bCommittee on')",
        "x = text.startswith('The ')",
        "x = 'resolution' in text",
        "import re\nX = re.sub(f'the {y}', '', text)",
    ],
)
def test_words_would_be_found(code: str) -> None:
    assert words_in(code)
