"""Which language a text is in: by its script, and among those in Latin letters by small words."""

import re
from collections import Counter
from typing import Final

from service.model import Language

_SCRIPTS: Final = {
    Language.RUSSIAN: re.compile(r"[\u0400-\u04ff]"),
    Language.ARABIC: re.compile(r"[\u0600-\u06ff]"),
    Language.CHINESE: re.compile(r"[\u4e00-\u9fff]"),
}
_SMALL_WORDS: Final = {
    Language.ENGLISH: frozenset({"the", "of", "and", "to", "in", "its", "for", "by", "with"}),
    Language.FRENCH: frozenset({"le", "les", "des", "du", "et", "aux", "dans", "pour", "une"}),
    Language.SPANISH: frozenset({"el", "los", "las", "del", "y", "por", "para", "sus", "una"}),
    Language.GERMAN: frozenset({"der", "die", "das", "und", "den", "von", "für", "mit", "zur"}),
}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH: Final = 20_000


def text_language(text: str) -> Language | None:
    """The language of a text; None where there is too little of it to say."""
    sample = text[:_ENOUGH]
    for language, script in _SCRIPTS.items():
        if script.search(sample):  # Else the letters need not be counted.
            letters = sum(map(str.isalpha, sample))
            if len(script.findall(sample)) > letters * 0.3:
                return language
    found = Counter(_WORD.findall(sample.lower()))
    counts = {
        language: sum(map(found.__getitem__, each)) for language, each in _SMALL_WORDS.items()
    }
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else None
