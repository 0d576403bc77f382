"""Analyses text, each language with its own analyser: tokens, and the terms that find them.

Each token of a text has a *position* and one or more *terms*:

- a word: its stem ("resolut"); where the stem differs from the word as written, case and accents
  folded, also that form behind a mark ("=resolutions"), for prefixes; in between, the stem of an
  Arabic word without its preposition;
- an acronym (two to seven capitals in a text that is not all capitals): as it is, in lower case, so
  that AIDS is not "aid"; in a query, such a word matches as written;
- a symbol ("A/RES/59/46"): whole, in lower case, and what follows each slash ("59/46", "46");
- a number: its digits ("10,000" is "10000");
- a run of ideographs: overlapping pairs, and the last one alone.

No word is dropped: "to the" can be searched. Hyphens of all kinds separate words, apostrophes too;
an English possessive 's is left out. Ideographs and Arabic letters are apart from letters and
digits of other scripts, and raised figures, the marks of notes, are left out. Stemmers are
Snowball's, corrected where forms of common words have different stems; Arabic has the light stemmer
of Larkey, Ballesteros and Connell ("light10") because Whoosh's reduces words to their roots, and
"council" and "session" have the same one.
"""

from index.analysis.normalization import fold
from index.analysis.query_terms import (
    QueryTerm,
    analyse_fuzzy,
    analyse_prefix,
    analyse_wildcard,
    analyse_words,
    wildcard_word,
)
from index.analysis.stemmers import LANGUAGES, OTHER_LANGUAGE, analyser_of
from index.analysis.term_expansion import (
    MAX_EXPANSION,
    Expansion,
    FuzzyExpansion,
    PrefixExpansion,
    WildcardExpansion,
)
from index.analysis.tokens import ANALYSIS_VERSION, SURFACE_MARK, Token, analyse

__all__ = [
    "ANALYSIS_VERSION",
    "LANGUAGES",
    "MAX_EXPANSION",
    "OTHER_LANGUAGE",
    "SURFACE_MARK",
    "Expansion",
    "FuzzyExpansion",
    "PrefixExpansion",
    "QueryTerm",
    "Token",
    "WildcardExpansion",
    "analyse",
    "analyse_fuzzy",
    "analyse_prefix",
    "analyse_wildcard",
    "analyse_words",
    "analyser_of",
    "fold",
    "wildcard_word",
]
