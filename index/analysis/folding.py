"""Text without case, accents and invisible characters: how terms and values are compared."""

import unicodedata
from functools import lru_cache


def fold(text: str) -> str:
    """Text without case, accents and invisible characters; й stays a letter of its own."""
    # Compatibility forms first: some of them, such as "ℌ", are capitals in disguise.
    lowered = unicodedata.normalize("NFKC", text).casefold()
    return "".join(map(_fold_character, unicodedata.normalize("NFKC", lowered)))


@lru_cache(maxsize=4_096)
def _fold_character(character: str) -> str:
    if character == "й":
        return character
    return "".join(
        part
        for part in unicodedata.normalize("NFKD", character)
        if not unicodedata.combining(part)
        and part != "\u0640"
        and unicodedata.category(part) != "Cf"
    )
