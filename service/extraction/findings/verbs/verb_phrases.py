"""Read one verb with all that belongs to it: modifiers before and after, the word that makes it."""

from typing import NamedTuple

from service.extraction.languages.verbs import (
    Complements,
    Entry,
    Form,
    Joining,
    VerbLexicon,
    phrase_text,
)
from service.extraction.text.tokens import COMMA, SPACE, Words

_MANNER_REACH = 4


class VerbPhrase(NamedTuple):
    """A verb as it stands: words `first` to `last`, its form in word `head`; all word indexes.

    `complete` is False where a verb that needs its noun or preposition stands without it
    ("taking" without "note").
    """

    lemma: str
    entry: Entry
    form: Form
    first: int
    head: int
    last: int
    modifiers: tuple[str, ...]
    complete: bool = True

    @property
    def asks(self) -> bool:
        """Whether the verb asks somebody to act."""
        return self.entry.asks

    @property
    def modified_before(self) -> bool:
        """Whether modifiers stand before the verb: a sign of the acting body."""
        return self.first < self.head


class _Core(NamedTuple):
    """The verb proper: entry, form, the word that complements follow, modifiers inside it."""

    entry: Entry
    form: Form
    at: int
    modifiers: tuple[str, ...] = ()
    lemma: str | None = None


def read_phrase(
    words: Words, at: int, lexicon: VerbLexicon, past: bool = False
) -> VerbPhrase | None:
    """The verb whose form stands at a word, or None. With `past`, forms of the past count too."""
    core = _core(words, at, lexicon, past)
    return _phrase(words, at, core, lexicon) if core is not None else None


def read_known(words: Words, at: int, entry: Entry, lexicon: VerbLexicon) -> VerbPhrase:
    """The phrase around a word that is known to be a verb, whatever its form."""
    return _phrase(words, at, _Core(entry, entry.form, at), lexicon)


def _phrase(words: Words, at: int, core: _Core, lexicon: VerbLexicon) -> VerbPhrase:
    first, before = _modifiers_before(words, at, lexicon)
    lemma, last, between, complete = _complement(words, core, lexicon)
    last, after = _modifiers_after(words, last, lexicon)
    modifiers = (*before, *core.modifiers, *between, *after)
    asks = core.entry.asks or lemma in lexicon.asking["lemmas"]
    entry = core.entry if asks == core.entry.asks else _asking(core.entry)
    return VerbPhrase(lemma, entry, core.form, first, at, last, modifiers, complete)


def _asking(entry: Entry) -> Entry:
    return Entry(entry.lemma, entry.form, entry.joining, asks=True)


def _core(words: Words, at: int, lexicon: VerbLexicon, past: bool) -> _Core | None:
    word = words.words[at]
    if word in lexicon.word_sets["copulas"]:
        copular = _copular(words, at, lexicon)
        if copular is not None:
            return copular
    elif word in lexicon.word_sets["continuatives"]:
        continued = _continued(words, at, lexicon)
        if continued is not None:
            return continued
    elif word == lexicon.words["perfect"]:
        return _perfect(words, at, lexicon)
    entry = lexicon.forms.get(word)
    if entry is None and past:
        entry = lexicon.past.get(word)
    return _Core(entry, entry.form, at) if entry is not None else None


def _copular(words: Words, at: int, lexicon: VerbLexicon) -> _Core | None:
    """ "remains deeply concerned": the adjective, with the copula among its modifiers."""
    adjective, between = _over_adverbs(words, at + 1, lexicon)
    entry = lexicon.forms.get(words.words[adjective]) if adjective < len(words) else None
    if entry is None or entry.form is not Form.ADJECTIVE:
        return None
    copula = words.words[at]
    form = Form.PARTICIPLE if copula in lexicon.word_sets["copular_participles"] else Form.FINITE
    lemma = lexicon.copular_lemmas.get(f"{copula} {words.words[adjective]}")
    modifiers = between if lemma else (copula, *between)
    return _Core(Entry(entry.lemma, form), form, adjective, modifiers, lemma)


def _continued(words: Words, at: int, lexicon: VerbLexicon) -> _Core | None:
    """ "continues to urge": the verb that is continued."""
    if at + 2 >= len(words) or words.words[at + 1] != lexicon.words["infinitive"]:
        return None
    verb, between = _over_adverbs(words, at + 2, lexicon)
    if verb < len(words) and words.words[verb] == lexicon.words["copula_base"]:
        verb, more = _over_adverbs(words, verb + 1, lexicon)
        between = (words.words[at + 2], *between, *more)
        entry = lexicon.forms.get(words.words[verb]) if verb < len(words) else None
        entry = entry if entry is not None and entry.form is Form.ADJECTIVE else None
    else:
        entry = lexicon.bases.get(words.words[verb]) if verb < len(words) else None
    if entry is None:
        return None
    form = lexicon.forms[words.words[at]].form
    return _Core(
        Entry(entry.lemma, form, Joining.FREELY, entry.asks),
        form,
        verb,
        (phrase_text(words, at, at + 1), *between),
    )


def _perfect(words: Words, at: int, lexicon: VerbLexicon) -> _Core | None:
    """ "having considered", "having regard to"."""
    perfect = words.words[at]
    verb, between = _over_adverbs(words, at + 1, lexicon)
    if verb >= len(words):
        return None
    entry = lexicon.past.get(words.words[verb])
    if entry is not None:
        joined = Entry(entry.lemma, Form.PARTICIPLE, Joining.STRICT)
        return _Core(joined, Form.PARTICIPLE, verb, (perfect, *between))
    if lexicon.complements[perfect].phrases.at(words, at + 1):
        return _Core(Entry(perfect, Form.PARTICIPLE, Joining.STRICT), Form.PARTICIPLE, at)
    return None


def _over_adverbs(words: Words, at: int, lexicon: VerbLexicon) -> tuple[int, tuple[str, ...]]:
    """Step over modifiers that stand between two parts of a verb."""
    passed: list[str] = []
    while at < len(words) and words.breaks[at] == SPACE:
        length = lexicon.phrase_sets["modifiers_before"].at(words, at)
        if not length and lexicon.is_adverb(words.words[at]):
            length = 1
        if not length:
            break
        passed.append(phrase_text(words, at, at + length - 1))
        at += length
    return at, tuple(passed)


def _modifiers_before(words: Words, at: int, lexicon: VerbLexicon) -> tuple[int, tuple[str, ...]]:
    found: list[str] = []
    first = at
    while first > 0 and words.breaks[first] == SPACE:
        length = lexicon.phrase_sets["modifiers_before"].ending(words, first - 1)
        if not length and lexicon.is_adverb(words.words[first - 1]):
            length = 0 if lexicon.phrase_sets["framing"].ending(words, first - 1) else 1
        if not length:
            break
        first -= length
        found.insert(0, phrase_text(words, first, first + length - 1))
    return first, tuple(found)


def _complement(
    words: Words, core: _Core, lexicon: VerbLexicon
) -> tuple[str, int, tuple[str, ...], bool]:
    """The lemma, the last word of the verb, the modifiers in between, whether it is complete."""
    lemma = core.lemma or core.entry.lemma
    table = lexicon.complements.get(core.entry.lemma)
    if table is None:
        return lemma, core.at, (), True
    found = _find_complement(words, core.at, table, lexicon)
    if found is None:
        return lemma, core.at, (), lemma not in lexicon.word_sets["incomplete_alone"]
    first, last, between = found
    return table.lemmas[phrase_text(words, first, last)], last, between, True


def _find_complement(
    words: Words, head: int, table: Complements, lexicon: VerbLexicon
) -> tuple[int, int, tuple[str, ...]] | None:
    between: list[str] = []
    others = 0
    next_word = head + 1
    at = _over_aside(words, next_word, lexicon)
    while at < len(words) and (words.breaks[at] == SPACE or at > next_word):
        length = table.phrases.at(words, at)
        if length:
            return at, at + length - 1, tuple(between)
        length = lexicon.phrase_sets["modifiers_after"].at(words, at)
        if not length:
            length = lexicon.phrase_sets["modifiers_before"].at(words, at)
        if length or words.words[at] in lexicon.word_sets["modifiers_after_guarded"]:
            length = length or 1
            between.append(phrase_text(words, at, at + length - 1))
        elif framed := lexicon.phrase_sets["framing"].at(words, at):
            length = framed
        else:
            others += 1
            if others > table.reach or not _may_intervene(words, at, table, lexicon):
                return None
            if words.words[at] not in lexicon.word_sets["uncounted"]:
                between.append(words.words[at])
            length = 1
        next_word = at + length
        at = _over_aside(words, next_word, lexicon)
    return None


def _over_aside(words: Words, at: int, lexicon: VerbLexicon) -> int:
    """Step over ", in this regard," between a verb and its complement."""
    if at < len(words) and words.breaks[at] == COMMA:
        length = lexicon.phrase_sets["framing"].at(words, at)
        length = length or lexicon.phrase_sets["modifiers_after"].at(words, at)
        after = at + length
        if length and after < len(words) and words.breaks[after] == COMMA:
            return after
    return at


def _may_intervene(words: Words, at: int, table: Complements, lexicon: VerbLexicon) -> bool:
    word = words.words[at]
    if word in lexicon.word_sets["possessives"]:
        return True
    if word == lexicon.words["additive"]:
        return table.chains
    blocked = lexicon.word_sets["head_prepositions"] | lexicon.word_sets["determiners"]
    return word not in blocked and not words.capitalised(at)


def _modifiers_after(words: Words, last: int, lexicon: VerbLexicon) -> tuple[int, tuple[str, ...]]:
    found: list[str] = []
    while last + 1 < len(words):
        length, text = _modifier_at(words, last + 1, lexicon)
        if not length:
            break
        found.append(text)
        last += length
    return last, tuple(found)


def _modifier_at(words: Words, at: int, lexicon: VerbLexicon) -> tuple[int, str]:
    """A modifier that begins at a word: how many words from here, and its words."""
    brk = words.breaks[at]
    if brk == SPACE:
        length = lexicon.phrase_sets["modifiers_after"].at(words, at)
        if not length and words.words[at] in lexicon.word_sets["modifiers_after_guarded"]:
            length = 1 if _guarded(words, at, lexicon) else 0
        if length:
            return length, phrase_text(words, at, at + length - 1)
        framed = lexicon.phrase_sets["framing"].at(words, at)
        manner = _manner(words, at + framed, lexicon) if at + framed < len(words) else 0
        if manner and (not framed or words.breaks[at + framed] == SPACE):
            return framed + manner, phrase_text(words, at + framed, at + framed + manner - 1)
    elif brk == COMMA:
        start = _over_aside(words, at, lexicon)
        length = _manner(words, start, lexicon)
        if length:
            return start + length - at, phrase_text(words, start, start + length - 1)
    return 0, ""


def _guarded(words: Words, at: int, lexicon: VerbLexicon) -> bool:
    after = at + 1
    if after >= len(words) or words.breaks[after] != SPACE:
        return True
    return (
        words.words[after] in lexicon.word_sets["after_guarded_modifiers"]
        or words.words[after] in lexicon.word_sets["modifiers_after_guarded"]
        or words.capitalised(after)
    )


def _manner(words: Words, at: int, lexicon: VerbLexicon) -> int:
    """How many words "with deep concern", "with satisfaction and pride" take; 0 if not there."""
    if words.words[at] != lexicon.words["manner_preposition"]:
        return 0
    length = 0
    for i in range(at + 1, len(words)):
        if words.breaks[i] != SPACE:
            break
        word = words.words[i]
        if word in lexicon.word_sets["manner_nouns"]:
            length = i - at + 1
        elif not _leads_to_manner(word, i - at - length, lexicon):
            break
    return length


def _leads_to_manner(word: str, beyond: int, lexicon: VerbLexicon) -> bool:
    """Whether a noun of manner may still follow: after "deep", and soon after "and"."""
    if word == lexicon.words["additive"]:
        return True
    return word in lexicon.word_sets["intensities"] and beyond <= _MANNER_REACH
