"""One verb with all that belongs to it: modifiers before and after, and the words that make it."""

from typing import NamedTuple

from service.extraction.findings.verbs.clause import Clause
from service.extraction.findings.verbs.modifiers import (
    modifiers_after,
    modifiers_before,
    over_adverbs,
    over_aside,
)
from service.extraction.languages.verbs import Complements, Form, Joining, VerbEntry
from service.extraction.text.tokens import COMMA, SPACE


class VerbPhrase(NamedTuple):
    """A verb with its modifiers, as it stands in the words from `start` to before `end`.

    Attributes:
        lemma: The lemma, with the complement that makes it: "take note".
        entry: The entry of the lexicon that the verb was found by.
        form: In which form it stands.
        start: The first word, modifiers included.
        head: The word that is the verb.
        end: The word after the last.
        modifiers: The modifiers, in order.
        complete: False where a verb that needs its noun or preposition stands without it: "taking"
            without "note".
    """

    lemma: str
    entry: VerbEntry
    form: Form
    start: int
    head: int
    end: int
    modifiers: tuple[str, ...]
    complete: bool = True

    @property
    def asks(self) -> bool:
        """Whether the verb asks somebody to act."""
        return self.entry.asks

    @property
    def modified_before(self) -> bool:
        """Whether modifiers come before the verb: a sign of the acting body."""
        return self.start < self.head


class _Core(NamedTuple):
    """The verb proper: entry, form, the word after it, the modifiers inside it, its own lemma."""

    entry: VerbEntry
    form: Form
    end: int
    modifiers: tuple[str, ...] = ()
    lemma: str | None = None


def match_verb_phrase(clause: Clause, at: int, *, past: bool = False) -> VerbPhrase | None:
    """The verb whose form stands at a word, or None. With `past`, forms of the past count too."""
    if clause.words[at] not in clause.lexicon.scanned:
        return None
    core = _match_core(clause, at, past)
    return _with_surroundings(clause, at, core) if core is not None else None


def verb_phrase_of(clause: Clause, at: int, entry: VerbEntry) -> VerbPhrase:
    """The phrase around a word that is known to be a verb, whatever its form."""
    return _with_surroundings(clause, at, _Core(entry, entry.form, at + 1))


def is_plural_noun(clause: Clause, phrase: VerbPhrase) -> bool:
    """Whether a form that may be a plural noun is one here: "requests for", "calls by"."""
    nouns, form, after = clause.lexicon.plural_nouns, clause.words[phrase.head], phrase.head + 1
    if form not in nouns.forms or phrase.end > after:
        return False
    if after >= clause.length:
        return True
    if clause.framing_at(after):
        return False
    if clause.breaks[after] not in (SPACE, COMMA):
        return True
    if clause.words[after] in nouns.following:
        return clause.breaks[after] == SPACE
    return form in nouns.prepositions and clause.words[after] in nouns.prepositions[form]


def has_object(clause: Clause, phrase: VerbPhrase) -> bool:
    """Whether a past form has an object: "adopted the report", not "adopted by the Council"."""
    after = phrase.end
    if after >= clause.length:
        return False
    followed = clause.words[after] in clause.lexicon.objects.after_past
    return followed or clause.is_capitalised(after) or phrase.end > phrase.head + 1


def _with_surroundings(clause: Clause, at: int, core: _Core) -> VerbPhrase:
    """The phrase around the verb at a word: its complement, its modifiers on both sides."""
    start, before = modifiers_before(clause, at)
    lemma, end, between, complete = _complement(clause, core)
    end, after = modifiers_after(clause, end)
    modifiers = (*before, *core.modifiers, *between, *after)
    entry = core.entry
    # "calls upon" asks somebody to act, though "calls" alone does not.
    if not entry.asks and lemma in clause.lexicon.asking_lemmas:
        entry = entry._replace(asks=True)
    return VerbPhrase(lemma, entry, core.form, start, at, end, modifiers, complete)


# The verb proper: one word, or an auxiliary and what follows it.


def _match_core(clause: Clause, at: int, past: bool) -> _Core | None:
    word, lexicon = clause.words[at], clause.lexicon
    if word in lexicon.starters:
        if word == lexicon.auxiliaries.perfect:
            return _match_perfect(clause, at)
        copula = word in lexicon.auxiliaries.copulas
        core = _match_copular(clause, at) if copula else _match_continued(clause, at)
        if core is not None:
            return core
    entry = lexicon.forms.get(word)
    if entry is None and past:
        entry = lexicon.past.get(word)
    return _Core(entry, entry.form, at + 1) if entry is not None else None


def _match_copular(clause: Clause, at: int) -> _Core | None:
    """ "remains deeply concerned": the adjective, with the copula among its modifiers."""
    adjective, between = over_adverbs(clause, at + 1)
    entry = _adjective_at(clause, adjective)
    if entry is None:
        return None
    copula = clause.words[at]
    form = clause.lexicon.starters[copula]
    lemma = clause.lexicon.auxiliaries.copular_lemmas.get(f"{copula} {clause.words[adjective]}")
    modifiers = between if lemma else (copula, *between)
    return _Core(VerbEntry(entry.lemma, form), form, adjective + 1, modifiers, lemma)


def _match_continued(clause: Clause, at: int) -> _Core | None:
    """ "continues to urge", "continues to be concerned": the verb that is continued."""
    if at + 2 >= clause.length or not clause.is_infinitive(at + 1):
        return None
    verb, between = over_adverbs(clause, at + 2)
    if verb >= clause.length:
        return None
    if clause.words[verb] == clause.lexicon.auxiliaries.copula_base:
        verb, more = over_adverbs(clause, verb + 1)
        between = (clause.words[at + 2], *between, *more)
        entry = _adjective_at(clause, verb)
    else:
        entry = clause.lexicon.bases.get(clause.words[verb])
    if entry is None:
        return None
    form = clause.lexicon.starters[clause.words[at]]
    modifiers = (clause.tokens.phrase(at, at + 2), *between)
    joined = VerbEntry(entry.lemma, form, Joining.FREELY, entry.asks)
    return _Core(joined, form, verb + 1, modifiers)


def _match_perfect(clause: Clause, at: int) -> _Core | None:
    """ "having considered", "having regard to"."""
    perfect = clause.words[at]
    verb, between = over_adverbs(clause, at + 1)
    if verb >= clause.length:
        return None
    entry = clause.lexicon.past.get(clause.words[verb])
    if entry is not None:
        joined = VerbEntry(entry.lemma, Form.PARTICIPLE, Joining.STRICT)
        return _Core(joined, Form.PARTICIPLE, verb + 1, (perfect, *between))
    complements = clause.lexicon.complements_by_verb.get(perfect)
    if complements is None or not complements.phrases.length_at(clause.tokens, at + 1):
        return None
    joined = VerbEntry(perfect, Form.PARTICIPLE, Joining.STRICT)
    return _Core(joined, Form.PARTICIPLE, at + 1)


def _adjective_at(clause: Clause, at: int) -> VerbEntry | None:
    entry = clause.lexicon.forms.get(clause.words[at]) if at < clause.length else None
    return entry if entry is not None and entry.form is Form.ADJECTIVE else None


# The complement that makes a verb: "takes note", "calls upon", "expresses its deep concern".


def _complement(clause: Clause, core: _Core) -> tuple[str, int, tuple[str, ...], bool]:
    """The lemma, the word after the verb, the modifiers in between, whether it is complete."""
    lemma = core.lemma or core.entry.lemma
    complements = clause.lexicon.complements_by_verb.get(core.entry.lemma)
    if complements is None:
        return lemma, core.end, (), True
    found = _find_complement(clause, core.end, complements)
    if found is None:
        return lemma, core.end, (), lemma not in clause.lexicon.complements.incomplete_alone
    start, end, between = found
    return complements.lemmas[clause.tokens.phrase(start, end)], end, between, True


def _find_complement(
    clause: Clause, start: int, complements: Complements
) -> tuple[int, int, tuple[str, ...]] | None:
    """The span of a complement at or after a word, and the modifiers that come before it."""
    tokens, modifiers = clause.tokens, clause.lexicon.modifiers
    between: list[str] = []
    others = 0
    following = start
    at = over_aside(clause, following)
    while at < clause.length and (clause.breaks[at] == SPACE or at > following):
        length = complements.phrases.length_at(tokens, at)
        if length:
            return at, at + length, tuple(between)
        length = modifiers.after.length_at(tokens, at) or modifiers.before.length_at(tokens, at)
        if length or clause.words[at] in modifiers.guarded:
            length = length or 1
            between.append(tokens.phrase(at, at + length))
        elif framed := clause.framing_at(at):
            length = framed
        else:
            others += 1
            if others > complements.reach or not _may_intervene(clause, at, complements):
                return None
            if clause.words[at] not in clause.lexicon.complements.uncounted:
                between.append(clause.words[at])
            length = 1
        following = at + length
        at = over_aside(clause, following)
    return None


def _may_intervene(clause: Clause, at: int, complements: Complements) -> bool:
    """Whether a word may be between a verb and its complement: "its", "deep", "and"."""
    word, objects = clause.words[at], clause.lexicon.objects
    if word in clause.lexicon.complements.possessives:
        return True
    if word == clause.lexicon.conjunctions.additive:
        return complements.chains
    blocked = word in objects.prepositions or word in objects.determiners
    return not blocked and not clause.is_capitalised(at)
