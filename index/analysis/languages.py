"""Languages that have an analyser, and their stemmers: Whoosh's Snowball ones, and light10."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from whoosh.lang import stemmer_for_language

from index.analysis.folding import fold

LANGUAGES = ("ar", "de", "en", "es", "fr", "ru", "zh")
OTHER_LANGUAGE = "other"
"""How a language without an analyser of its own is analysed: words as written, folded."""

# Stemmers of these languages know endings by their accents ("ción"), so stemming precedes folding.
STEM_BEFORE_FOLDING = frozenset({"es", "fr"})

_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل")
_ARABIC_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")


def analyser_of(language: str) -> str:
    """The analyser that texts of a language get: the language itself, or `OTHER_LANGUAGE`."""
    return language if language in LANGUAGES else OTHER_LANGUAGE


def stem(word: str, language: str) -> str:
    """The stem of a word as the texts of a language have it, folded."""
    if language in STEM_BEFORE_FOLDING:
        lowered = unicodedata.normalize("NFC", word.casefold())
        return fold(_stemmer(language)(lowered))
    return _stemmer(language)(fold(word))


@lru_cache(maxsize=len(LANGUAGES) + 1)
def _stemmer(language: str) -> Callable[[str], str]:
    if language == "ar":
        return _stem_arabic
    if language == "zh" or language not in LANGUAGES:
        return str
    found: Callable[[str], str] = stemmer_for_language(language)
    return found


def _stem_arabic(word: str) -> str:
    if word.startswith("و") and len(word) > 3:
        word = word[1:]
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + 2:
            word = word[len(prefix) :]
            break
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[: -len(suffix)]
    return word
