"""Which further verbs of a paragraph have the acting body as their subject.

The same forms stand in relative clauses, reported clauses, lists of gerunds and as plural nouns;
what ties a verb to its left, what follows it, and the verb before it decide.
"""

from dataclasses import dataclass, field

from service.extraction.findings.verbs.clause import Join, Link, follows_relative, read_join
from service.extraction.findings.verbs.verb_phrases import VerbPhrase, read_phrase
from service.extraction.languages.verbs import Form, Joining, VerbLexicon
from service.extraction.text.tokens import COMMA, SPACE, Words

_FIRM_LINKS = frozenset({Link.COMMA_AND, Link.SEMICOLON, Link.SENTENCE})
_LINKS = _FIRM_LINKS | {Link.COMMA, Link.AND}
_PARTICIPLE_LINKS = _LINKS | {Link.CONTRAST}


@dataclass(slots=True)
class Scan:
    """Where a scan of a paragraph stands: what was taken so far, the last verb passed over.

    `continued`: a subparagraph that goes on with the sentence of its parent, and its subject.
    """

    words: Words
    lexicon: VerbLexicon
    preambular: bool
    taken: list[VerbPhrase] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    passed: int = -1
    passed_participle: VerbPhrase | None = None
    continued: bool = False

    def take(self, phrase: VerbPhrase, join: Join) -> None:
        """Take a verb for one of the acting body."""
        self.taken.append(phrase)
        self.joins.append(join)


def scan_joined(scan: Scan, start: int, end: int) -> None:
    """Take all verbs between two words that are joined to those taken."""
    words, lexicon = scan.words, scan.lexicon
    last = start - 1
    for at in range(start, end):
        if at <= last or words.words[at] not in lexicon.scanned:
            continue
        past = bool(scan.taken) and _past_counts(scan)
        phrase = read_phrase(words, at, lexicon, past=past)
        join = acting_join(scan, phrase) if phrase is not None else None
        if phrase is not None and join is not None:
            scan.take(phrase, join)
            last = phrase.last
        elif phrase is not None:
            _pass_over(scan, phrase)


def _past_counts(scan: Scan) -> bool:
    last = scan.taken[-1]
    return last.form is Form.PAST or scan.lexicon.words["perfect"] in last.modifiers


def _pass_over(scan: Scan, phrase: VerbPhrase) -> None:
    """Remember a verb with another subject, if a verb it is and no plural noun."""
    if phrase.form is Form.PARTICIPLE:
        scan.passed_participle = phrase
    if phrase.form is not Form.FINITE or phrase.entry.joining is Joining.LEAD:
        return
    before = scan.words.words[phrase.first - 1] if phrase.first else ""
    form = scan.words.words[phrase.head]
    sets = scan.lexicon.word_sets
    nominal = form in sets["noun_forms"] and before in sets["determiners"] | sets["after_nouns"]
    if not nominal and not is_noun(scan.words, phrase, scan.lexicon):
        scan.passed = phrase.head


def acting_join(scan: Scan, phrase: VerbPhrase) -> Join | None:
    """The join by which a verb is tied to the acting body, or None where it is not."""
    join = read_join(scan.words, phrase.first, scan.lexicon)
    if join.link in (Link.NONE, Link.DASH) or phrase.entry.joining is Joining.LEAD:
        return None
    if scan.continued and not scan.taken and not _resumes(phrase, join):
        return None
    if not phrase.complete or follows_relative(scan.words, join, scan.lexicon):
        return None
    return join if _joins(scan, phrase, join) else None


def _joins(scan: Scan, phrase: VerbPhrase, join: Join) -> bool:
    if phrase.form is Form.FINITE:
        return _finite_joins(scan, phrase, join)
    if phrase.form is Form.PARTICIPLE:
        return _participle_joins(scan, phrase, join)
    if phrase.form is Form.ADJECTIVE:
        return _adjective_joins(scan, phrase, join)
    return _past_joins(scan, phrase, join)


def _resumes(phrase: VerbPhrase, join: Join) -> bool:
    """Whether a verb takes up the subject of the parent: "(b) The staff; and requests …"."""
    finite = phrase.form is Form.FINITE and phrase.entry.joining is Joining.FREELY
    return finite and join.link in _FIRM_LINKS


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
        after < len(scan.words) and begins_object(scan.words, after, scan.lexicon)
    ):
        return False
    return before in scan.lexicon.word_sets["nouns_before_joined_noun"]


def begins_object(words: Words, at: int, lexicon: VerbLexicon) -> bool:
    """Whether a word begins the object of a verb: "the", "that", a name."""
    sets = lexicon.word_sets
    opens = sets["determiners"] | sets["complementizers"]
    return words.words[at] in opens or words.capitalised(at)


def _passed_in_clause(scan: Scan, join: Join) -> bool:
    """Whether a verb with another subject stands in the same clause, to be joined by this one."""
    if scan.passed < 0 or (scan.taken and scan.passed < scan.taken[-1].head):
        return False
    return all(scan.words.breaks[i] == SPACE for i in range(scan.passed + 1, join.start + 1))


def _participle_joins(scan: Scan, phrase: VerbPhrase, join: Join) -> bool:
    if join.link not in _PARTICIPLE_LINKS or _in_gerund_list(scan, phrase, join):
        return False
    if _continues_passed(scan, phrase, join):
        return False
    if not scan.preambular:
        return _operative_participle_joins(scan, phrase, join)
    if (
        phrase.entry.joining is Joining.STRICT
        or phrase.lemma in scan.lexicon.word_sets["strict_lemmas"]
    ):
        return join.link in _FIRM_LINKS or join.link is Link.CONTRAST or phrase.modified_before
    return True


def _continues_passed(scan: Scan, phrase: VerbPhrase, join: Join) -> bool:
    """Whether "and" joins a participle to one with another subject.

    "a letter expressing thanks and expressing hope"; "to dig, taking into account the rain, and
    noting the drought".
    """
    passed = scan.passed_participle
    if passed is None or (scan.taken and passed.head < scan.taken[-1].head):
        return False
    if join.link is Link.AND and passed.entry.lemma == phrase.entry.lemma:
        return all(scan.words.breaks[i] == SPACE for i in range(passed.head + 1, join.start + 1))
    manner = passed.lemma in scan.lexicon.word_sets["manner_lemmas"]
    return join.link is Link.COMMA_AND and manner and not scan.preambular


def _operative_participle_joins(scan: Scan, phrase: VerbPhrase, join: Join) -> bool:
    sets = scan.lexicon.word_sets
    form = scan.words.words[phrase.head]
    if form not in sets["operative_participles"] or _says_how(scan, phrase):
        return False
    if join.link is Link.CONTRAST:
        return True
    if phrase.asks or join.link is Link.AND:
        return False
    if scan.taken and any(taken.asks for taken in scan.taken[-1:]):
        return form in sets["operative_participles_after_asking"]
    return True


def _says_how(scan: Scan, phrase: VerbPhrase) -> bool:
    """Whether a participle tells how to act; "bearing in mind that …" gives a reason."""
    sets, after = scan.lexicon.word_sets, phrase.last + 1
    if phrase.lemma not in sets["manner_lemmas"]:
        return False
    asked = scan.taken and scan.taken[-1].asks
    reason = phrase.lemma in sets["reason_lemmas"] and after < len(scan.words)
    return bool(asked) or not (reason and scan.words.words[after] in sets["complementizers"])


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
        return before.endswith(lexicon.words["gerund_ending"]) and head != join.start - 1
    return False


def _is_other_gerund(word: str, lexicon: VerbLexicon) -> bool:
    ending = lexicon.words["gerund_ending"]
    if not word.endswith(ending) or len(word) <= len(ending) + 2:
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
    return says_what_was_done(scan.words, phrase, scan.lexicon)


def says_what_was_done(words: Words, phrase: VerbPhrase, lexicon: VerbLexicon) -> bool:
    """Whether a past form has an object: "adopted the report", not "adopted by the Council"."""
    after = phrase.last + 1
    if after >= len(words):
        return False
    followed = words.words[after] in lexicon.word_sets["after_past"] or words.capitalised(after)
    return followed or phrase.last > phrase.head
