"""Normalizes text, to compare terms and values without case, accents and invisible characters."""

import unicodedata
from functools import lru_cache

# Letters that are typed as others and do not fall apart into a letter and an accent.
_TYPED_AS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "\u0649": "\u064a",  # a ya at the end of an Arabic word, which may lack its dots
        "\u0671": "\u0627",  # an alif with a wasla
    }
)


def fold(text: str) -> str:
    """Remove case, accents and invisible characters from a text; й stays a letter of its own.

    Digits of all scripts are 0 to 9, and letters such as ø and ı the Latin ones they resemble.
    """
    return text.lower() if text.isascii() else "".join(map(_fold_character, lower(text)))


def lower(text: str) -> str:
    """Remove case and invisible characters from a text, but not accents."""
    # Compatibility forms first: some of them, such as "ℌ", are capitals in disguise.
    lowered = filter(_is_visible, unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFKC", "".join(lowered)).translate(_TYPED_AS)


def _is_visible(character: str) -> bool:
    return character != "\u0640" and unicodedata.category(character) != "Cf"


@lru_cache(maxsize=4_096)
def _fold_character(character: str) -> str:
    if character == "й":
        return character
    parts = unicodedata.normalize("NFKD", character)
    letters = (_digit(part) for part in parts if not unicodedata.combining(part))
    return "".join(letters).translate(_TYPED_AS)


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character, character))
