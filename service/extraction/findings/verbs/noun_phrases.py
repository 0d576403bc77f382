"""Noun phrases that name somebody: where one ends, and whether it is somebody that it names."""

from typing import Final

from service.extraction.findings.verbs.clause import Clause
from service.extraction.text.tokens import COLON, COMMA, DASH, SEMICOLON, SPACE, STOP

_CLOSING: Final = frozenset({SEMICOLON, STOP, DASH})
_LIST_REACH: Final = 40
"""A list of somebody is closed by "and" within this many words."""


def match_noun_phrase(clause: Clause, start: int) -> tuple[int, bool]:
    """The word after the noun phrase that begins at a word; whether an infinitive follows it."""
    at = start
    while at < clause.end:
        idiom = clause.lexicon.noun_phrases.idioms.length_at(clause.tokens, at)
        if idiom:
            # "States in a position to do so": this "to" begins no infinitive.
            at += idiom
        elif (step := _over_link(clause, at, start)) is not None:
            at = step
        elif at > start and clause.breaks[at] != SPACE:
            # A comma may part members of a list; any other break ends the phrase.
            step = over_comma(clause, at)
            if step is None:
                return trimmed_end(clause, start, at), _infinitive_follows(clause, at)
            at = step
        elif _is_bare_verb(clause, at, start):
            return trimmed_end(clause, start, at), True
        elif _ends_phrase(clause, at, start):
            return trimmed_end(clause, start, at), _infinitive_follows(clause, at)
        else:
            at += 1
    return at, at >= clause.length and clause.tokens.break_at(clause.length) == COLON


def is_agent(clause: Clause, start: int, end: int) -> bool:
    """Whether the head of a noun phrase is somebody: "States"; not "efforts by States"."""
    prepositions = clause.lexicon.objects.prepositions
    # The head ends before a preposition, a comma, a conjunction or a participle. The noun before
    # each of these may be the one, but behind a preposition there is no head.
    for at in range(start + 1, end):
        word = clause.words[at]
        preposition = word in prepositions and not clause.is_capitalised(at)
        if clause.breaks[at] == SPACE and not preposition and not _divides(clause, word):
            continue
        if names_agent(clause, at - 1):
            return True
        if preposition:
            return False
    return end > start and names_agent(clause, end - 1)


def names_agent(clause: Clause, at: int) -> bool:
    """Whether a word is a noun for somebody, or a name that may be one's."""
    word, agents = clause.words[at], clause.lexicon.agents
    if word.endswith(clause.lexicon.endings.possessives):
        return False
    if word in agents.nouns:
        return True
    return clause.is_capitalised(at) and word not in agents.not_agents


def trimmed_end(clause: Clause, start: int, end: int) -> int:
    """The end of a noun phrase without the adverbs and conjunctions that it can't end with."""
    not_last = clause.lexicon.noun_phrases.not_last
    while end > start + 1 and (
        clause.words[end - 1] in not_last
        or clause.is_adverb(end - 1)
        or clause.modifier_before(end)
        or clause.framing_before(end)
    ):
        end -= 1
    return end


def over_comma(clause: Clause, at: int) -> int | None:
    """Where the noun phrase goes on after the comma before a word; None where it does not."""
    if clause.breaks[at] != COMMA:
        return None
    grammar = clause.lexicon.noun_phrases
    # "States and, in particular, donors": after "and", an insertion is closed by a second comma.
    if clause.words[at - 1] == clause.lexicon.conjunctions.additive:
        closing = clause.next_break(at + 1)
        goes_on = closing < clause.end and clause.breaks[closing] == COMMA
        return closing + 1 if goes_on and _begins_noun(clause, closing) else None
    if inclusion := grammar.inclusions.length_at(clause.tokens, at):
        return _over_inclusion(clause, at, inclusion)
    apposed = _over_apposition(clause, at)
    if apposed is not None:
        return apposed
    if coordination := grammar.coordinations.length_at(clause.tokens, at):
        after = at + coordination
        return after if after < clause.end and _begins_noun(clause, after) else None
    return at + 1 if _begins_noun(clause, at) and _list_goes_on(clause, at) else None


def _over_link(clause: Clause, at: int, start: int) -> int | None:
    """ "appeals to donors, as well as to others": the word after the repeated "to"."""
    coordinations = clause.lexicon.noun_phrases.coordinations
    coordination = coordinations.length_at(clause.tokens, at)
    link = at + coordination
    if not coordination or at == start or link + 1 >= clause.length:
        return None
    word = clause.words[link]
    repeated = word == clause.words[start - 1] and clause.breaks[link] == SPACE
    return link + 1 if repeated and word in clause.lexicon.requests.links else None


def _over_inclusion(clause: Clause, at: int, length: int) -> int | None:
    """Step over ", including those in need," where it is short; it belongs to the noun phrase."""
    grammar = clause.lexicon.noun_phrases
    after = at + length
    # "including by providing", "including through cooperation": how, not who.
    if after < clause.length and clause.words[after] in grammar.parentheses:
        return None
    for i in range(after, min(clause.end, at + grammar.inclusion_words + 1)):
        if clause.breaks[i] != SPACE:
            return i if clause.breaks[i] == COMMA else None
        if clause.is_infinitive(i) and not _is_nominal_to(clause, i, at):
            return i
    return None


def _over_apposition(clause: Clause, at: int) -> int | None:
    """ "Ruritania, the neighbour, to leave": where what an article begins is followed by "to"."""
    if clause.words[at] not in clause.lexicon.subjects.articles:
        return None
    closing = clause.next_break(at + 1)
    if closing >= clause.end:
        return None
    word, lexicon = clause.words[closing], clause.lexicon
    if word not in lexicon.noun_phrases.before_infinitives and word not in lexicon.predicates.words:
        return None
    # What holds "and" or "to" is a member of a list rather than an apposition.
    apposed = clause.words[at:closing]
    listed = clause.lexicon.conjunctions.additive in apposed
    return None if listed or clause.lexicon.auxiliaries.infinitive in apposed else closing


def _list_goes_on(clause: Clause, at: int) -> bool:
    """Whether a list of those asked is closed by "and": "Governments, donors and …"."""
    inclusions = clause.lexicon.noun_phrases.inclusions
    for i in range(at, min(clause.end, at + _LIST_REACH)):
        if clause.breaks[i] in _CLOSING:
            return False
        if clause.words[i] == clause.lexicon.conjunctions.additive:
            return True
        if clause.breaks[i] == COMMA and inclusions.length_at(clause.tokens, i):
            continue
        if _ends_phrase(clause, i, at):
            return False
    return False


def _begins_noun(clause: Clause, at: int) -> bool:
    """Whether a further noun of a list may begin at a word, rather than an insertion."""
    word, grammar = clause.words[at], clause.lexicon.noun_phrases
    if clause.breaks[at] not in (SPACE, COMMA) or word in grammar.parentheses:
        return False
    if word.endswith(clause.lexicon.endings.participles) or clause.is_adverb(at):
        modifies = word in grammar.participles_before_nouns or word in grammar.noun_gerunds
        return modifies or clause.is_capitalised(at)
    return not clause.framing_at(at)


def _is_bare_verb(clause: Clause, at: int, start: int) -> bool:
    """ "requests the Secretariat submit": a verb without "to" after somebody."""
    if at == start or clause.words[at] not in clause.lexicon.predicates.words:
        return False
    return names_agent(clause, trimmed_end(clause, start, at) - 1)


def _ends_phrase(clause: Clause, at: int, start: int) -> bool:
    """Whether the noun phrase that begins at `start` ends before a word."""
    grammar = clause.lexicon.noun_phrases
    if clause.is_infinitive(at):
        return not _is_nominal_to(clause, at, start)
    if clause.words[at] in grammar.clause_openers:
        return at > start
    if at == start or not grammar.inner_parentheses.length_at(clause.tokens, at):
        return False
    # After a participle it goes on: "States acting through", "bodies established in accordance".
    participle = clause.words[at - 1].endswith(clause.lexicon.endings.participles)
    return not participle or clause.is_capitalised(at - 1)


def _is_nominal_to(clause: Clause, at: int, start: int) -> bool:
    """Whether "to" belongs to the noun phrase: "States parties to the Convention"."""
    after, grammar = at + 1, clause.lexicon.noun_phrases
    if after >= clause.length or clause.breaks[after] != SPACE:
        return False
    if clause.words[after] in grammar.after_nominal_to or clause.is_capitalised(after):
        return True
    return at > start and clause.words[at - 1] in grammar.before_nominal_to


def _infinitive_follows(clause: Clause, start: int) -> bool:
    """Whether somebody is asked *to* do something, be it after insertions."""
    openers = clause.lexicon.noun_phrases.relative_clause_openers
    for at in range(start, clause.end):
        if at > start and clause.breaks[at] in _CLOSING:
            return False
        if clause.breaks[at] == COLON or clause.is_infinitive(at) or clause.words[at] in openers:
            return True
    return clause.tokens.break_at(clause.end) == COLON


def _divides(clause: Clause, word: str) -> bool:
    """Whether a noun may end before a word, though no preposition: "States requesting"."""
    if word in clause.lexicon.noun_phrases.noun_gerunds:
        return False
    additive = word == clause.lexicon.conjunctions.additive
    return additive or word.endswith(clause.lexicon.endings.participles)
