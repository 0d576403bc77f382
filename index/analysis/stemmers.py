"""Languages that have an analyser, and their stemmers.

Spanish, French and Russian have the compiled Snowball stemmers of PyStemmer. English and German
have those of Whoosh, in Python: PyStemmer's newer English has other stems for common words
("internat" for "intern", "organiz" for "organ"), and its German reads "ue" as "ü": "aktuell"
becomes "aktull". Arabic has the light stemmer of Larkey, Ballesteros and Connell ("light10").
"""

import re
import threading
from collections.abc import Callable
from functools import lru_cache

from Stemmer import Stemmer
from whoosh.lang import stemmer_for_language

from index.analysis.normalization import fold, lower

LANGUAGES = ("ar", "de", "en", "es", "fr", "ru", "zh")
OTHER_LANGUAGE = "other"
"""How a language without an analyser of its own is analysed: words as written, folded."""

# Stemmers of these languages know endings by their accents ("ción"), so stemming precedes folding.
STEM_BEFORE_FOLDING = frozenset({"es", "fr"})

_COMPILED = {"es": "spanish", "fr": "french", "ru": "russian"}
"""Languages whose stemmers are compiled, and the names of these."""

# Plurals and genitives whose ending is removed first, for Snowball would give them other stems than
# their singulars: "mujer" and "conflit" are verbs to it, "gobiernos" and "religions" too.
_ENDINGS = {
    "de": re.compile(r"(?:(?<=a)|(?<=[gkrt]o))s$|(?<=em)(?:s|en?)$|(?<=el)n$"),
    "es": re.compile(r"(?<=[ao])(?<![aei]mo)s$|(?:(?<=[aei][rd])|(?<=en))es$"),
    "fr": re.compile(r"(?<=...)(?:(?<=[ou])|(?<=oi|it)|(?<=ion|[^v]er))s$|(?<=lieu)x$"),
}
# Snowball removes the -я from "Ассамблея" and the -еи from "Ассамблеи", the -a from "asamblea" and
# the -eas from "asambleas": what stays must be the same.
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
    """Return the stem of a word in the texts of a language, folded.

    An Arabic word that begins with "bi" or "li" has a second one, without them: most of these are
    prepositions, and "council" is to be found in "to a council".
    """
    if language in STEM_BEFORE_FOLDING:
        return (fold(_stemmer(language)(lower(word))),)
    folded = fold(word)
    stem = _stemmer(language)(folded)
    if language == "ar" and (preposition := _ARABIC_PREPOSITION.match(folded)):
        rest = _stem_arabic(preposition[1])
        return (stem, rest) if len(rest) >= _MIN_REST else (stem,)
    return (stem,)


@lru_cache(maxsize=len(LANGUAGES) + 1)
def _stemmer(language: str) -> Callable[[str], str]:
    if language == "ar":
        return _stem_arabic
    if language == "zh" or language not in LANGUAGES:
        return str
    snowball = _snowball(language)
    ending, leftover = _ENDINGS.get(language, _NOTHING), _LEFTOVER.get(language, _NOTHING)
    return lambda word: leftover.sub("", snowball(ending.sub("", word)))


class _CompiledStemmer(threading.local):
    """A stemmer of PyStemmer: one for each thread, as it has state."""

    def __init__(self, algorithm: str) -> None:
        self._stem: Callable[[str], str] = Stemmer(algorithm, 0).stemWord

    def __call__(self, word: str) -> str:
        return self._stem(word)


def _snowball(language: str) -> Callable[[str], str]:
    if language in _COMPILED:
        return _CompiledStemmer(_COMPILED[language])
    stemmer: Callable[[str], str] = stemmer_for_language(language)
    return stemmer


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
