"""The catalogue of rules: what the id that every finding carries means, in one sentence."""

from functools import cache
from typing import Any

from service.parsing.lexicons import load_lexicon


@cache
def rules() -> dict[str, str]:
    """Every rule by its id ("verb.start"), with one sentence that explains it."""
    families: dict[str, dict[str, Any]] = load_lexicon("rules")
    return {
        f"{family}.{name}": str(sentence)
        for family, named in families.items()
        for name, sentence in named.items()
    }
