"""Lexicon files: TOML that people can read and extend."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """The content of `en/<name>.toml`; read once, to be treated as constant."""
    source = resources.files("service.extraction.languages").joinpath("en", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
