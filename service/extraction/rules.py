"""The catalogue of rules: what the id that every finding carries means, in one sentence."""

import tomllib
from functools import cache
from importlib import resources


@cache
def rules() -> dict[str, str]:
    """Every rule by its id ("verb.start"), with one sentence that explains it."""
    source = resources.files("service.extraction").joinpath("rules.toml")
    families = tomllib.loads(source.read_text(encoding="utf-8"))
    return {
        f"{family}.{name}": str(sentence)
        for family, named in families.items()
        for name, sentence in named.items()
    }
