"""Modifiers of a verb: "strongly" and "once again" before it, "with deep concern" after it."""

from typing import Final

from service.extraction.findings.verbs.clause import Clause
from service.extraction.text.tokens import COMMA, SPACE

_MANNER_REACH: Final = 4
"""A noun of manner is within this many words of the preposition, or of the noun before it."""


def modifiers_before(clause: Clause, at: int) -> tuple[int, tuple[str, ...]]:
    """The word that the modifiers before a verb begin with, and these."""
    found: list[str] = []
    start = at
    while start > 0 and clause.breaks[start] == SPACE:
        length = clause.modifier_before(start)
        if not length and clause.is_adverb(start - 1):
            length = 0 if clause.framing_before(start) else 1
        if not length:
            break
        start -= length
        found.insert(0, clause.tokens.phrase(start, start + length))
    return start, tuple(found)


def modifiers_after(clause: Clause, end: int) -> tuple[int, tuple[str, ...]]:
    """The word after the modifiers that follow a verb, and these."""
    found: list[str] = []
    while end < clause.length:
        span = _modifier_at(clause, end)
        if span is None:
            break
        found.append(clause.tokens.phrase(*span))
        end = span[1]
    return end, tuple(found)


def over_adverbs(clause: Clause, at: int) -> tuple[int, tuple[str, ...]]:
    """Step over modifiers that are between two parts of a verb."""
    passed: list[str] = []
    while at < clause.length and clause.breaks[at] == SPACE:
        length = clause.lexicon.modifiers.before.length_at(clause.tokens, at)
        if not length and clause.is_adverb(at):
            length = 1
        if not length:
            break
        passed.append(clause.tokens.phrase(at, at + length))
        at += length
    return at, tuple(passed)


def over_aside(clause: Clause, at: int) -> int:
    """Step over ", in this regard," between a verb and its complement."""
    if at < clause.length and clause.breaks[at] == COMMA:
        length = clause.framing_at(at)
        length = length or clause.lexicon.modifiers.after.length_at(clause.tokens, at)
        after = at + length
        if length and after < clause.length and clause.breaks[after] == COMMA:
            return after
    return at


def _modifier_at(clause: Clause, at: int) -> tuple[int, int] | None:
    """The span of a modifier that follows a verb, from the word after the verb or a framing."""
    if clause.breaks[at] == SPACE:
        length = clause.lexicon.modifiers.after.length_at(clause.tokens, at)
        if not length and clause.words[at] in clause.lexicon.modifiers.guarded:
            length = 1 if _is_guarded(clause, at) else 0
        if length:
            return at, at + length
        start = at + clause.framing_at(at)
        if start >= clause.length or clause.breaks[start] != SPACE:
            return None
    elif clause.breaks[at] == COMMA:
        start = over_aside(clause, at)
    else:
        return None
    length = _manner_length(clause, start)
    return (start, start + length) if length else None


def _is_guarded(clause: Clause, at: int) -> bool:
    """Whether what follows shows that a word modifies the verb: "recognizes further *the*"."""
    after = at + 1
    if after >= clause.length or clause.breaks[after] != SPACE:
        return True
    word, modifiers = clause.words[after], clause.lexicon.modifiers
    return word in modifiers.guards or word in modifiers.guarded or clause.is_capitalised(after)


def _manner_length(clause: Clause, start: int) -> int:
    """How many words "with deep concern", "with satisfaction and pride" take; 0 if not there."""
    manner = clause.lexicon.manner
    if clause.words[start] != manner.preposition:
        return 0
    length = 0
    for at in range(start + 1, clause.length):
        if clause.breaks[at] != SPACE:
            break
        word = clause.words[at]
        if word in manner.nouns:
            length = at - start + 1
        elif word != clause.lexicon.conjunctions.additive and (
            # An intensity leads to a noun, if it stands near enough to what came before.
            word not in manner.intensities or at - start - length > _MANNER_REACH
        ):
            break
    return length
