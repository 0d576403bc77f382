"""Lexicons: what the parser knows about words, as TOML files that people can read and extend.

One file per subject (`verbs.toml`, …), its tables keyed by language code where words differ.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """The content of `<name>.toml` of this package; read once, to be treated as constant."""
    source = resources.files(__name__).joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
