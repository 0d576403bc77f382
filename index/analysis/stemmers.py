"""Languages that have an analyser, and their stemmers: Whoosh's Snowball ones, and light10."""

import re
from collections.abc import Callable
from functools import lru_cache

from whoosh.lang import stemmer_for_language

from index.analysis.normalization import fold, lower

LANGUAGES = ("ar", "de", "en", "es", "fr", "ru", "zh")
OTHER_LANGUAGE = "other"
"""How a language without an analyser of its own is analysed: words as written, folded."""

# Stemmers of these languages know endings by their accents ("ción"), so stemming precedes folding.
STEM_BEFORE_FOLDING = frozenset({"es", "fr"})

# Plurals and genitives whose ending is taken off first, for Snowball would give them other stems
# than their singulars: "mujer" and "conflit" are verbs to it, "gobiernos" and "religions" too.
_ENDINGS = {
    "de": re.compile(r"(?:(?<=a)|(?<=[gkrt]o))s$|(?<=em)(?:s|en?)$|(?<=el)n$"),
    "es": re.compile(r"(?<=[ao])(?<![aei]mo)s$|(?:(?<=[aei][rd])|(?<=en))es$"),
    "fr": re.compile(r"(?<=...)(?:(?<=[ou])|(?<=oi|it)|(?<=ion|[^v]er))s$|(?<=lieu)x$"),
}
# Snowball takes the -я off "Ассамблея" and the -еи off "Ассамблеи", the -a off "asamblea" and the
# -eas off "asambleas": what stays must be the same.
_LEFTOVER = {"es": re.compile(r"(?<=..)e$"), "ru": re.compile(r"(?<=..)е$")}
_NOTHING = re.compile(r"(?!)")
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
    ending, leftover = _ENDINGS.get(language, _NOTHING), _LEFTOVER.get(language, _NOTHING)
    return lambda word: leftover.sub("", snowball(ending.sub("", word)))


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
