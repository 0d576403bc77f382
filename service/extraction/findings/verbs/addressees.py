"""Who is asked to act: the noun phrase after a verb that asks, up to "to" or "that"."""

from typing import Final

from service.extraction.findings.verbs.clause import Clause
from service.extraction.findings.verbs.noun_phrases import (
    is_agent,
    match_noun_phrase,
    names_agent,
    over_comma,
)
from service.extraction.findings.verbs.verb_phrases import VerbPhrase
from service.extraction.text.tokens import COMMA, SPACE

Span = tuple[int, int]
"""The first word, and the word after the last."""

_ASIDES: Final = 3
"""At most so many insertions are between a verb and whom it asks."""
_NOUN_REACH: Final = 4
"""The noun of "reiterates its strong request" is within this many words after the verb."""


def find_addressee(clause: Clause, phrase: VerbPhrase) -> Span | None:
    """Who a verb asks to act, looked for up to the end of the clause; None if nobody."""
    requests = clause.lexicon.requests
    start = _start(clause, phrase)
    if start is None or start >= clause.end:
        return None
    link = clause.words[start - 1]
    linked = start > phrase.end and link in requests.links
    personal = phrase.lemma in requests.always_personal
    if not (linked or personal) and clause.words[start] in clause.lexicon.objects.complementizers:
        return _subject_of_clause(clause, start + 1)
    within = clause.until(_before_object(clause, start)) if linked else clause
    end, infinitive = match_noun_phrase(within, start)
    if end <= start:
        return None
    agent = is_agent(clause, start, end)
    # "calls upon": whoever is called upon has to act, even if the verb says not what to do.
    if personal:
        end = end if infinitive else _before_matter(clause, start, end)
        return (start, end) if agent or infinitive else None
    # "requests and urges the Office": where the next verb follows at once, it says what to do.
    shared = end == clause.end < clause.length
    asked = infinitive or shared or (linked and link not in requests.weak_links)
    if phrase.lemma in requests.weak_lemmas:
        asked = _asked_to_act(clause, end)
    if phrase.lemma in requests.told_of:
        asked = asked and requests.topics.isdisjoint(clause.words[start:end])
    return (start, end) if agent and asked else None


# Where the addressee begins.


def _start(clause: Clause, phrase: VerbPhrase) -> int | None:
    """The word that the addressee begins with, if the verb asks somebody at all."""
    requests, verb = clause.lexicon.requests, phrase.entry.lemma
    repeating = verb in requests.repeating_verbs
    if not phrase.asks:
        # "reiterates its request to": the noun asks.
        repeats = repeating and phrase.lemma == verb
        return _after_repeated_noun(clause, phrase.end) if repeats else None
    # "reiterates its call upon", "recommends to": a link comes before whom they ask.
    repeated = repeating and phrase.lemma not in clause.lexicon.bases
    at = _over_asides(clause, phrase.end)
    if (
        at < clause.end
        and (repeated or verb in requests.dative_verbs)
        and clause.words[at] in requests.links
    ):
        return at + 1
    return None if repeated else at


def _after_repeated_noun(clause: Clause, start: int) -> int | None:
    """ "reiterates its strong request to the Secretariat": the word after "to"."""
    requests, objects = clause.lexicon.requests, clause.lexicon.objects
    for at in range(start, min(start + _NOUN_REACH, clause.end - 1)):
        if clause.breaks[at] != SPACE:
            return None
        if clause.words[at] in requests.nouns:
            after = _over_asides(clause, at + 1)
            if after >= clause.end:
                return None
            if clause.words[after] in objects.complementizers:
                return after
            return after + 1 if clause.words[after] in requests.links else None
        if clause.words[at] in objects.prepositions:
            return None
    return None


def _over_asides(clause: Clause, at: int) -> int:
    """Step over framing words, and over what comes between commas right after the verb."""
    for _ in range(_ASIDES):
        if at >= clause.end:
            return at
        if clause.breaks[at] == COMMA:
            if clause.words[at] in clause.lexicon.objects.complementizers:
                return at
            closing = clause.next_break(at + 1)
            if closing >= clause.end or clause.breaks[closing] != COMMA:
                return at
            at = closing
            if not _begins_aside(clause, at):
                return at
        elif framed := clause.framing_at(at):
            at += framed
        else:
            return at
    return at


def _begins_aside(clause: Clause, at: int) -> bool:
    word, grammar = clause.words[at], clause.lexicon.noun_phrases
    if word in grammar.parentheses or word in grammar.aside_participles:
        return True
    return bool(clause.framing_at(at))


# Where it ends, beside the end of its noun phrase.


def _before_object(clause: Clause, start: int) -> int:
    """ "recommends to the Assembly the adoption of": where the second object begins."""
    articles = clause.lexicon.subjects.articles
    for at in range(start + 1, clause.end):
        article = clause.words[at] in articles and clause.breaks[at] == SPACE
        if article and names_agent(clause, at - 1):
            return at
    return clause.end


def _before_matter(clause: Clause, start: int, end: int) -> int:
    """ "appeals to all States for aid": where what is asked for begins, or the end."""
    weak_links = clause.lexicon.requests.weak_links
    for at in range(start + 1, end - 1):
        asks_for = clause.words[at] in weak_links and not clause.is_capitalised(at + 1)
        if asks_for and names_agent(clause, at - 1):
            return at
    return end


def _asked_to_act(clause: Clause, at: int) -> bool:
    """Whether an active infinitive stands right here: "for all to go", not "to be brought"."""
    if at + 1 >= clause.length or not clause.is_infinitive(at):
        return False
    return clause.words[at + 1] not in clause.lexicon.predicates.passives


# "demands that all parties cease": who has to act is the subject of the clause.


def _subject_of_clause(clause: Clause, start: int) -> Span | None:
    predicates = clause.lexicon.predicates
    at = start = _over_asides(clause, start)
    while at < clause.end:
        word = clause.words[at]
        if at > start and clause.breaks[at] != SPACE and word not in predicates.words:
            step = over_comma(clause, at)
            if step is None:
                break
            at = step
            continue
        if word in predicates.passives:
            return None
        if at > start and (
            word in clause.lexicon.noun_phrases.clause_openers
            or word in clause.lexicon.modifiers.guarded
            or clause.is_adverb(at)
            or _begins_predicate(clause, at)
        ):
            break
        at += 1
    # To whom something is to be done is not asked to act.
    passive = not predicates.passives.isdisjoint(clause.words[at : min(at + 2, clause.end)])
    if passive or not start < at < clause.end:
        return None
    return (start, at) if is_agent(clause, start, at) else None


def _begins_predicate(clause: Clause, at: int) -> bool:
    """Whether a word is what the subject before it has to do: "the parties cease", "it ceases"."""
    word, expected = clause.words[at], clause.lexicon.predicates.words
    if clause.is_capitalised(at) and clause.breaks[at] == SPACE:
        return False
    if word in expected or word in clause.lexicon.bases:
        return True
    if not names_agent(clause, at - 1) or names_agent(clause, at):
        return False
    if _governs(clause, at):
        return True
    return any(word.removesuffix(end) in expected for end in clause.lexicon.endings.finite)


def _governs(clause: Clause, at: int) -> bool:
    """Whether an unknown word has an object right after it: "the Office *transfer* all files"."""
    word, after, objects = clause.words[at], at + 1, clause.lexicon.objects
    additive = clause.lexicon.conjunctions.additive
    if after >= clause.length or clause.breaks[after] != SPACE or word == additive:
        return False
    if word in objects.prepositions or word.endswith(clause.lexicon.endings.participles):
        return False
    return clause.words[after] in objects.determiners and clause.words[after] != additive
