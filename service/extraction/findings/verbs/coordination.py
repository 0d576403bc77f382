"""Which further verbs of a paragraph have the acting body as their subject.

The same forms stand in relative clauses, reported clauses, lists of gerunds and as plural nouns;
what ties a verb to its left, what follows it, and the verb before it decide.
"""

from typing import Final

from service.extraction.findings.verbs.clause import Clause, Join, Link
from service.extraction.findings.verbs.verb_phrases import (
    VerbPhrase,
    has_object,
    is_plural_noun,
    match_verb_phrase,
)
from service.extraction.languages.verbs import Form, Joining
from service.extraction.text.tokens import COMMA

_FIRM_LINKS: Final = frozenset({Link.COMMA_AND, Link.SEMICOLON, Link.SENTENCE})
_LINKS: Final = _FIRM_LINKS | {Link.COMMA, Link.AND}
_PARTICIPLE_LINKS: Final = _LINKS | {Link.CONTRAST}


class Coordination:
    """The verbs of the acting body in one paragraph, found from left to right.

    Attributes:
        clause: The tokens of the paragraph.
        preambular: Whether participles speak for the acting body here, rather than finite verbs.
        continued: Whether the paragraph is a subparagraph that goes on with the sentence of its
            parent, and its subject.
        verbs: The verbs found so far.
        joins: How each of them is joined to what comes before it.
    """

    __slots__ = (
        "_passed", "_passed_participle", "clause", "continued", "joins", "preambular", "verbs",
    )  # fmt: skip

    def __init__(self, clause: Clause, *, preambular: bool) -> None:
        self.clause = clause
        self.preambular = preambular
        self.continued = False
        self.verbs: list[VerbPhrase] = []
        self.joins: list[Join] = []
        # The last finite verb and the last participle with another subject.
        self._passed = -1
        self._passed_participle: VerbPhrase | None = None

    def add(self, phrase: VerbPhrase, join: Join) -> None:
        """Add a verb of the acting body."""
        self.verbs.append(phrase)
        self.joins.append(join)

    def extend(self, start: int, end: int) -> None:
        """Add all verbs of a span that are joined to those found."""
        words, scanned = self.clause.words, self.clause.lexicon.scanned
        after = start
        for at in range(start, end):
            if at < after or words[at] not in scanned:
                continue
            past = bool(self.verbs) and self._tells_the_past(self.verbs[-1])
            phrase = match_verb_phrase(self.clause, at, past=past)
            if phrase is None:
                continue
            join = self.join_of(phrase)
            if join is None:
                self._pass_over(phrase)
            else:
                self.add(phrase, join)
                after = phrase.end

    def join_of(self, phrase: VerbPhrase) -> Join | None:
        """The join by which a verb is tied to the acting body, or None where it is not."""
        if phrase.entry.joining is Joining.LEAD:
            return None
        join = self.clause.join_before(phrase.start)
        if join.link in (Link.NONE, Link.DASH):
            return None
        if self.continued and not self.verbs and not _resumes(phrase, join):
            return None
        if not phrase.complete or self.clause.follows_relative(join):
            return None
        return join if self._joins(phrase, join) else None

    def _joins(self, phrase: VerbPhrase, join: Join) -> bool:
        if phrase.form is Form.FINITE:
            return self._finite_joins(phrase, join)
        if phrase.form is Form.PARTICIPLE:
            return self._participle_joins(phrase, join)
        if phrase.form is Form.ADJECTIVE:
            return self._adjective_joins(phrase, join)
        return self._past_joins(phrase, join)

    def _tells_the_past(self, phrase: VerbPhrase) -> bool:
        perfect = self.clause.lexicon.auxiliaries.perfect
        return phrase.form is Form.PAST or perfect in phrase.modifiers

    def _pass_over(self, phrase: VerbPhrase) -> None:
        """Remember a verb with another subject, if a verb it is and no plural noun."""
        if phrase.form is Form.PARTICIPLE:
            self._passed_participle = phrase
        if phrase.form is not Form.FINITE or phrase.entry.joining is Joining.LEAD:
            return
        words, lexicon = self.clause.words, self.clause.lexicon
        nominal = False
        if phrase.start and words[phrase.head] in lexicon.plural_nouns.forms:
            before = words[phrase.start - 1]
            nominal = (
                before in lexicon.objects.determiners or before in lexicon.plural_nouns.following
            )
        if not nominal and not is_plural_noun(self.clause, phrase):
            self._passed = phrase.head

    # Finite verbs: "requests the Office to dig, and calls upon the growers".

    def _finite_joins(self, phrase: VerbPhrase, join: Join) -> bool:
        if self.preambular or join.link not in _LINKS or is_plural_noun(self.clause, phrase):
            return False
        if join.link is Link.AND and (
            self._joins_nouns(phrase, join) or self._joins_passed_verb(join)
        ):
            return False
        if phrase.entry.joining is Joining.STRICT:
            return join.link in _FIRM_LINKS or phrase.modified_before
        return True

    def _joins_nouns(self, phrase: VerbPhrase, join: Join) -> bool:
        """Whether "and" joins a plural noun to another: "their appeals and calls for rain"."""
        clause, nouns = self.clause, self.clause.lexicon.plural_nouns
        if clause.words[phrase.head] not in nouns.forms:
            return False
        if self.verbs and self.verbs[-1].end == join.start:
            return False
        if phrase.end < clause.length and clause.begins_object(phrase.end):
            return False
        return clause.words[join.start - 1] in nouns.preceding

    def _joins_passed_verb(self, join: Join) -> bool:
        """Whether a verb with another subject stands in the same clause, to be joined by "and"."""
        if self._passed < 0 or (self.verbs and self._passed < self.verbs[-1].head):
            return False
        return self.clause.is_unbroken(self._passed + 1, join.start + 1)

    # Participles: "Recalling its resolution 5, and noting the drought,".

    def _participle_joins(self, phrase: VerbPhrase, join: Join) -> bool:
        if join.link not in _PARTICIPLE_LINKS or self._in_gerund_list(phrase, join):
            return False
        if self._joins_passed_participle(phrase, join):
            return False
        if not self.preambular:
            return self._operative_participle_joins(phrase, join)
        if (
            phrase.entry.joining is Joining.STRICT
            or phrase.lemma in self.clause.lexicon.participles.strict_lemmas
        ):
            return join.link in _FIRM_LINKS or join.link is Link.CONTRAST or phrase.modified_before
        return True

    def _joins_passed_participle(self, phrase: VerbPhrase, join: Join) -> bool:
        """Whether "and" joins a participle to one with another subject.

        "a letter expressing thanks and expressing hope"; "to dig, taking into account the rain, and
        noting the drought".
        """
        passed = self._passed_participle
        if passed is None or (self.verbs and passed.head < self.verbs[-1].head):
            return False
        if join.link is Link.AND and passed.entry.lemma == phrase.entry.lemma:
            return self.clause.is_unbroken(passed.head + 1, join.start + 1)
        manner = passed.lemma in self.clause.lexicon.participles.manner_lemmas
        return join.link is Link.COMMA_AND and manner and not self.preambular

    def _operative_participle_joins(self, phrase: VerbPhrase, join: Join) -> bool:
        participles = self.clause.lexicon.participles
        form = self.clause.words[phrase.head]
        if form not in participles.operative or self._says_how(phrase):
            return False
        if join.link is Link.CONTRAST:
            return True
        if phrase.asks or join.link is Link.AND:
            return False
        if self.verbs and self.verbs[-1].asks:
            return form in participles.operative_after_asking
        return True

    def _says_how(self, phrase: VerbPhrase) -> bool:
        """Whether a participle tells how to act; "bearing in mind that …" gives a reason."""
        clause, participles = self.clause, self.clause.lexicon.participles
        if phrase.lemma not in participles.manner_lemmas:
            return False
        if self.verbs and self.verbs[-1].asks:
            return True
        reason = phrase.lemma in participles.reason_lemmas and phrase.end < clause.length
        return not (reason and clause.words[phrase.end] in clause.lexicon.objects.complementizers)

    def _in_gerund_list(self, phrase: VerbPhrase, join: Join) -> bool:
        """ "by recognizing, valuing and supporting", "assisting and supporting"."""
        clause, after = self.clause, phrase.end
        if after < clause.length:
            added = clause.words[after] == clause.lexicon.conjunctions.additive
            second = after + added
            follows = added or clause.breaks[after] == COMMA
            if follows and second < clause.length and self._is_other_gerund(clause.words[second]):
                return True
        if join.link is Link.AND and join.start > 0:
            before = join.start - 1
            found = bool(self.verbs) and self.verbs[-1].head == before
            return clause.words[before].endswith(clause.lexicon.endings.gerunds) and not found
        return False

    def _is_other_gerund(self, word: str) -> bool:
        endings = self.clause.lexicon.endings.gerunds
        if not any(word.endswith(ending) and len(word) > len(ending) + 2 for ending in endings):
            return False
        entry = self.clause.lexicon.forms.get(word)
        return entry is None or entry.joining is not Joining.FREELY

    # Adjectives: "Deeply concerned at the drought, and aware that bees are few,".

    def _adjective_joins(self, phrase: VerbPhrase, join: Join) -> bool:
        clause, after = self.clause, phrase.end
        if not self.preambular or join.link not in _PARTICIPLE_LINKS or after >= clause.length:
            return False
        word, adjectives = clause.words[after], clause.lexicon.adjectives
        if word not in adjectives.following and clause.breaks[after] != COMMA:
            return False
        if phrase.entry.joining is Joining.STRICT:
            firm = join.link in (Link.COMMA_AND, Link.SEMICOLON, Link.CONTRAST)
            return firm or word in clause.lexicon.objects.complementizers
        return join.link is not Link.AND or word in adjectives.following_joined

    # Past forms: "Having considered the almanac and examined the seeds,".

    def _past_joins(self, phrase: VerbPhrase, join: Join) -> bool:
        if join.link not in (Link.COMMA_AND, Link.AND, Link.SEMICOLON) or not self.verbs:
            return False
        return self._tells_the_past(self.verbs[-1]) and has_object(self.clause, phrase)


def _resumes(phrase: VerbPhrase, join: Join) -> bool:
    """Whether a verb takes up the subject of the parent: "(b) The staff; and requests …"."""
    finite = phrase.form is Form.FINITE and phrase.entry.joining is Joining.FREELY
    return finite and join.link in _FIRM_LINKS
