"""Analyses the words of a query: which terms the tokens of a text must have to match them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.analysis.normalization import fold
from index.analysis.stemmers import STEM_BEFORE_FOLDING
from index.analysis.term_expansion import (
    Expansion,
    FuzzyExpansion,
    PrefixExpansion,
    WildcardExpansion,
)
from index.analysis.tokenizer import is_ideograph, tokenize
from index.analysis.tokens import MAX_TERM, SURFACE_MARK, Token, index_terms, is_acronym

_NOT_LETTERS = re.compile(r"^[\W_]+")
_WILDCARD = re.compile(r"[?*]")


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word of a query: a token matches it that has any of its terms, or any term that one of its
    expansions accepts.
    """

    terms: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()

    def matches(self, token: Token) -> bool:
        """Whether a token of a text matches."""
        return any(map(self.terms.__contains__, token.terms)) or any(
            expansion.accepts(term) for expansion in self.expansions for term in token.terms
        )

    @property
    def is_one_ideograph(self) -> bool:
        """Whether only the first character of a token matches; tokens of ideographs are pairs."""
        return any(is_ideograph(expansion.prefix) for expansion in self.expansions)


def analyse_words(text: str, language: str) -> tuple[QueryTerm, ...]:
    """Return what consecutive tokens of a text must match to contain the words of a query.

    Args:
        text: The words.
        language: That of the text that is searched, as an ISO 639-1 code or an analyser.
    """
    query_terms: list[QueryTerm] = []
    raw_tokens = tokenize(text)
    for number, (kind, word, _, _) in enumerate(raw_tokens, 1):
        if kind == "ideographs":
            query_terms += _ideograph_terms(word, last=number == len(raw_tokens))
        elif terms := _terms_of(kind, word, language):
            query_terms.append(QueryTerm(terms))
    return tuple(query_terms)


def analyse_prefix(text: str, language: str) -> tuple[QueryTerm, ...]:
    """The same for the beginning of a word; words before it, as in "counter-terr", are whole.

    A word matches that begins so as it is written, or whose stem does. With a slash, the text is
    the beginning of a symbol, but not in the parenthesis after it: "A/RES/917(II".
    """
    if "/" in text.rpartition("(")[2]:
        symbol = fold(_NOT_LETTERS.sub("", text, count=1))[:MAX_TERM]
        if not symbol:
            return ()
        return (QueryTerm(expansions=_surface_or_stem(PrefixExpansion, symbol)),)
    query_terms = analyse_words(text, language)
    kind, word = _last_word(text)
    if not query_terms or kind == "ideographs":
        return query_terms
    return (*query_terms[:-1], QueryTerm(expansions=_surface_or_stem(PrefixExpansion, word)))


def analyse_wildcard(text: str, language: str) -> tuple[QueryTerm, ...]:
    """The same for a word with wildcards, which a word or its stem must fit; words before it, as in
    "non-prolif*n", are whole."""
    pattern = wildcard_word(text)
    if pattern is None:
        return analyse_words(text, language)
    before = analyse_words(_WILDCARD.sub("x", text), language)[:-1]
    return (*before, QueryTerm(expansions=_surface_or_stem(WildcardExpansion, fold(pattern))))


def wildcard_word(text: str) -> str | None:
    """Return the word of a text that has all its wildcards: the last one, and not as its first
    character. None where there is no such word."""
    wildcards = [match.start() for match in _WILDCARD.finditer(text)]
    raw_tokens = tokenize(_WILDCARD.sub("x", text))
    if not wildcards or not raw_tokens:
        return None
    kind, _, start, end = raw_tokens[-1]
    if kind != "word" or not start < wildcards[0] <= wildcards[-1] < end:
        return None
    return text[start:end]


def analyse_fuzzy(text: str, language: str, distance: int) -> tuple[QueryTerm, ...]:
    """The same for a word that may be misspelt, but for its first letter: it matches all that it
    matches as it is, and words that are, or whose stems are, so many edits away."""
    query_terms = analyse_words(text, language)
    kind, word = _last_word(text)
    if not query_terms or kind != "word":
        return query_terms
    similar = _surface_or_stem(lambda form: _similar(form, distance), word)
    return (*query_terms[:-1], QueryTerm(query_terms[-1].terms, similar))


def _last_word(text: str) -> tuple[str, str]:
    """Kind and folded form of the last raw token that the index can have: one that folds to
    nothing is skipped."""
    for kind, word, _, _ in reversed(tokenize(text)):
        if folded := fold(word)[:MAX_TERM]:
            return kind, folded
    return "", ""


def _surface_or_stem(expand: Callable[[str], Expansion], form: str) -> tuple[Expansion, ...]:
    return (expand(form), expand(SURFACE_MARK + form))


def _similar(form: str, distance: int) -> FuzzyExpansion:
    first = form[: form.startswith(SURFACE_MARK) + 1]
    return FuzzyExpansion(first, form, distance)


def _terms_of(kind: str, word: str, language: str) -> tuple[str, ...]:
    terms = index_terms(kind, word, language)
    if kind != "word" or not terms:
        return terms[:1]
    folded = terms[-1].removeprefix(SURFACE_MARK)
    if is_acronym(word):
        return folded, SURFACE_MARK + folded
    # The word as written finds acronyms; behind its mark, words typed without accents.
    wanted = [terms[0], folded]
    if language in STEM_BEFORE_FOLDING:
        wanted.append(SURFACE_MARK + folded)
    return tuple(dict.fromkeys(wanted))


def _ideograph_terms(run: str, *, last: bool) -> list[QueryTerm]:
    """The query terms of a run of ideographs. The last run of a query may go on in the text; before
    another word ("决议1373") it ends, and so does the token of its last character."""
    if last and len(run) == 1:
        return [QueryTerm(expansions=(PrefixExpansion(run),))]
    return [QueryTerm((run[at : at + 2],)) for at in range(len(run) - (1 if last else 0))]
