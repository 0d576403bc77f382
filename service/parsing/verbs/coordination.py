"""Which further verbs of a paragraph have the acting body as their subject.

The same forms stand in relative clauses, reported clauses, lists of gerunds and as plural nouns;
what ties a verb to its left, what follows it, and the verb before it decide.
"""

from dataclasses import dataclass, field

from service.parsing.verbs.joining import Join, Link, follows_relative, read_join
from service.parsing.verbs.lexicon import Form, Joining, VerbLexicon
from service.parsing.verbs.phrase import VerbPhrase
from service.parsing.verbs.words import COMMA, SPACE, Words

_FIRM_LINKS = frozenset({Link.COMMA_AND, Link.SEMICOLON, Link.SENTENCE})
_LINKS = _FIRM_LINKS | {Link.COMMA, Link.AND}
_PARTICIPLE_LINKS = _LINKS | {Link.CONTRAST}
_GERUND = "ing"


@dataclass(slots=True)
class Scan:
    """Where a scan of a paragraph stands: what was taken so far, and the last verb passed over."""

    words: Words
    lexicon: VerbLexicon
    preambular: bool
    taken: list[VerbPhrase] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    passed: int = -1

    def take(self, phrase: VerbPhrase, join: Join) -> None:
        """Take a verb for one of the acting body."""
        self.taken.append(phrase)
        self.joins.append(join)


def acting_join(scan: Scan, phrase: VerbPhrase) -> Join | None:
    """The join by which a verb is tied to the acting body, or None where it is not."""
    join = read_join(scan.words, phrase.first, scan.lexicon)
    if join.link in (Link.NONE, Link.DASH) or phrase.entry.joining is Joining.LEAD:
        return None
    if not phrase.complete or follows_relative(scan.words, join, scan.lexicon):
        return None
    accepted = {
        Form.FINITE: _finite_joins,
        Form.PARTICIPLE: _participle_joins,
        Form.ADJECTIVE: _adjective_joins,
        Form.PAST: _past_joins,
    }[phrase.form](scan, phrase, join)
    return join if accepted else None


def _finite_joins(scan: Scan, phrase: VerbPhrase, join: Join) -> bool:
    if scan.preambular or join.link not in _LINKS or is_noun(scan.words, phrase, scan.lexicon):
        return False
    if join.link is Link.AND and (
        _plural_noun_before(scan, phrase, join) or _passed_in_clause(scan, join)
    ):
        return False
    if phrase.entry.joining is Joining.STRICT:
        return join.link in _FIRM_LINKS or phrase.modified_before
    return True


def is_noun(words: Words, phrase: VerbPhrase, lexicon: VerbLexicon) -> bool:
    """Whether a form that may be a plural noun is one here: "requests for", "calls by"."""
    form = words.words[phrase.head]
    if form not in lexicon.word_sets["noun_forms"] or phrase.last > phrase.head:
        return False
    after = phrase.head + 1
    if after >= len(words):
        return True
    if lexicon.phrase_sets["framing"].at(words, after):
        return False
    if words.breaks[after] not in (SPACE, COMMA):
        return True
    if words.words[after] in lexicon.word_sets["after_nouns"]:
        return words.breaks[after] == SPACE
    return words.words[after] in lexicon.noun_prepositions.get(form, frozenset())


def _plural_noun_before(scan: Scan, phrase: VerbPhrase, join: Join) -> bool:
    before = scan.words.words[join.start - 1]
    if scan.words.words[phrase.head] not in scan.lexicon.word_sets["noun_forms"]:
        return False
    after = phrase.last + 1
    if (scan.taken and scan.taken[-1].last == join.start - 1) or (
        after < len(scan.words) and _begins_object(scan, after)
    ):
        return False
    return before in scan.lexicon.word_sets["nouns_before_joined_noun"]


def _begins_object(scan: Scan, at: int) -> bool:
    """Whether a word begins the object of a verb: "the", "that", a name."""
    sets = scan.lexicon.word_sets
    return scan.words.words[at] in sets["determiners"] | sets["complementizers"] or (
        scan.words.capitalised(at)
    )


def _passed_in_clause(scan: Scan, join: Join) -> bool:
    """Whether a verb with another subject stands in the same clause, to be joined by this one."""
    if scan.passed < 0 or (scan.taken and scan.passed < scan.taken[-1].head):
        return False
    return all(scan.words.breaks[i] == SPACE for i in range(scan.passed + 1, join.start + 1))


def _participle_joins(scan: Scan, phrase: VerbPhrase, join: Join) -> bool:
    if join.link not in _PARTICIPLE_LINKS or _in_gerund_list(scan, phrase, join):
        return False
    if not scan.preambular:
        return _operative_participle_joins(scan, phrase, join)
    if (
        phrase.entry.joining is Joining.STRICT
        or phrase.lemma in scan.lexicon.word_sets["strict_lemmas"]
    ):
        return join.link in _FIRM_LINKS or join.link is Link.CONTRAST or phrase.modified_before
    return True


def _operative_participle_joins(scan: Scan, phrase: VerbPhrase, join: Join) -> bool:
    sets = scan.lexicon.word_sets
    form = scan.words.words[phrase.head]
    if form not in sets["operative_participles"] or phrase.lemma in sets["manner_lemmas"]:
        return False
    if join.link is Link.CONTRAST:
        return True
    if phrase.asks or join.link is Link.AND:
        return False
    if scan.taken and any(taken.asks for taken in scan.taken[-1:]):
        return form in sets["operative_participles_after_asking"]
    return True


def _in_gerund_list(scan: Scan, phrase: VerbPhrase, join: Join) -> bool:
    """ "by recognizing, valuing and supporting", "assisting and supporting"."""
    words, lexicon = scan.words, scan.lexicon
    after = phrase.last + 1
    if after < len(words):
        second = after + (words.words[after] == lexicon.words["additive"])
        follows = second > after or words.breaks[after] == COMMA
        if follows and second < len(words) and _is_other_gerund(words.words[second], lexicon):
            return True
    if join.link is Link.AND and join.start > 0:
        before = words.words[join.start - 1]
        head = scan.taken[-1].head if scan.taken else -1
        return before.endswith(_GERUND) and head != join.start - 1
    return False


def _is_other_gerund(word: str, lexicon: VerbLexicon) -> bool:
    if not word.endswith(_GERUND) or len(word) <= len(_GERUND) + 2:
        return False
    entry = lexicon.forms.get(word)
    return entry is None or entry.joining is not Joining.FREELY


def _adjective_joins(scan: Scan, phrase: VerbPhrase, join: Join) -> bool:
    if not scan.preambular or join.link not in _PARTICIPLE_LINKS:
        return False
    after = phrase.last + 1
    if after >= len(scan.words):
        return False
    follows = scan.words.words[after] in scan.lexicon.word_sets["after_adjectives"]
    if not follows and scan.words.breaks[after] != COMMA:
        return False
    if phrase.entry.joining is Joining.STRICT:
        firm = join.link in (Link.COMMA_AND, Link.SEMICOLON, Link.CONTRAST)
        clause = scan.words.words[after] in scan.lexicon.word_sets["complementizers"]
        return firm or clause
    return (
        join.link is not Link.AND
        or scan.words.words[after] in scan.lexicon.word_sets["after_joined_adjectives"]
    )


def _past_joins(scan: Scan, phrase: VerbPhrase, join: Join) -> bool:
    """A past form beside another of the acting body ("Having considered … and examined …")."""
    if join.link not in (Link.COMMA_AND, Link.AND, Link.SEMICOLON) or not scan.taken:
        return False
    last = scan.taken[-1]
    perfect = scan.lexicon.words["perfect"] in last.modifiers
    if not perfect and last.form is not Form.PAST:
        return False
    after = phrase.last + 1
    return after < len(scan.words) and (
        scan.words.words[after] in scan.lexicon.word_sets["after_past"]
        or phrase.last > phrase.head
        or scan.words.capitalised(after)
    )
