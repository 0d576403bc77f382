"""Languages that have an analyser, and their stemmers: Whoosh's Snowball ones, and light10."""

import re
from collections.abc import Callable
from functools import lru_cache

from whoosh.lang import stemmer_for_language

from index.analysis.folding import fold, lower

LANGUAGES = ("ar", "de", "en", "es", "fr", "ru", "zh")
OTHER_LANGUAGE = "other"
"""How a language without an analyser of its own is analysed: words as written, folded."""

# Stemmers of these languages know endings by their accents ("ción"), so stemming precedes folding.
STEM_BEFORE_FOLDING = frozenset({"es", "fr"})

# Snowball takes the -я off "Ассамблея" and the -еи off "Ассамблеи", the -a off "asamblea" and the
# -eas off "asambleas": what stays must be the same.
_LEFTOVER = re.compile(r"(?<=..)[eе]$")
# It takes "mujer" and "nuclear" for verbs, and does not their plurals.
_SPANISH_PLURAL = re.compile(r"(?<=[aei]r)es$")
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل")
# "bi" or "li" before at least four letters. A second lam may be an article or the word's own.
_ARABIC_PREPOSITION = re.compile("و?(?:ب(?!ال)|ل)(.{4,})")
_MIN_REST = 3
_ARABIC_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")


def analyser_of(language: str) -> str:
    """The analyser that texts of a language get: the language itself, or `OTHER_LANGUAGE`."""
    return language if language in LANGUAGES else OTHER_LANGUAGE


def stems(word: str, language: str) -> tuple[str, ...]:
    """The stem of a word as the texts of a language have it, folded.

    Behind it, what an Arabic word that begins with "bi" or "li" has without them: most of these are
    prepositions, and "council" is to be found in "to a council".
    """
    if language in STEM_BEFORE_FOLDING:
        return (fold(_stemmer(language)(lower(word))),)
    folded = fold(word)
    found = _stemmer(language)(folded)
    if language == "ar" and (preposition := _ARABIC_PREPOSITION.match(folded)):
        rest = _stem_arabic(preposition[1])
        return (found, rest) if len(rest) >= _MIN_REST else (found,)
    return (found,)


@lru_cache(maxsize=len(LANGUAGES) + 1)
def _stemmer(language: str) -> Callable[[str], str]:
    if language == "ar":
        return _stem_arabic
    if language == "zh" or language not in LANGUAGES:
        return str
    snowball: Callable[[str], str] = stemmer_for_language(language)
    if language == "ru":
        return lambda word: _LEFTOVER.sub("", snowball(word))
    if language == "es":
        return lambda word: _LEFTOVER.sub("", snowball(_SPANISH_PLURAL.sub("", word)))
    return snowball


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
