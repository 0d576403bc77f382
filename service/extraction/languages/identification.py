"""Which language a text is in: by its script, or by its function words."""

import re
from collections import Counter
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Final

from service.extraction.languages.files import LexiconTable, PatternText, read_table
from service.model import Language

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 20_000
"""Characters: the beginning of a text is enough to tell its language."""
_SCRIPT_SHARE: Final = 0.3
"""The share of a text's letters that are of the script of its language, at least."""


class LanguageMarks(LexiconTable):
    """`identification.toml`: what marks a text as one of this language.

    Attributes:
        script: A pattern of one letter, for a language that shares its script with no other.
        function_words: Frequent small words in lower case, for a language of a shared script.
    """

    script: PatternText | None = None
    function_words: frozenset[str] = frozenset()


def read_language_marks(folder: Traversable) -> LanguageMarks | None:
    """The marks of the language whose files are in a folder; None where it has no such file."""
    return read_table(folder, "identification", LanguageMarks)


def identify_language(text: str, marks: Mapping[Language, LanguageMarks]) -> Language | None:
    """The language of a text.

    Args:
        text: The text; its beginning is looked at.
        marks: The languages that it may be in. Of several whose words are equally many, the first.

    Returns:
        The language, or None where there is too little text to say.
    """
    sample = text[:_SAMPLE]
    for language, each in marks.items():
        if each.script and each.script.search(sample):  # Else the letters need not be counted.
            letters = sum(map(str.isalpha, sample))
            if len(each.script.findall(sample)) > letters * _SCRIPT_SHARE:
                return language
    found = Counter(_WORD.findall(sample.lower()))
    counts = {
        language: sum(map(found.__getitem__, each.function_words))
        for language, each in marks.items()
    }
    best = max(counts, key=counts.__getitem__, default=None)
    return best if best and counts[best] else None
