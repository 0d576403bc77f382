"""Who is asked to act: the noun phrase after a verb that asks, up to "to" or "that"."""

from service.extraction.findings.verbs.noun_phrases import is_agent, names_agent
from service.extraction.findings.verbs.verb_phrases import VerbPhrase
from service.extraction.languages.verbs import VerbLexicon
from service.extraction.text.tokens import (
    COLON,
    COMMA,
    DASH,
    SEMICOLON,
    SPACE,
    STOP,
    Words,
)

Span = tuple[int, int]

_ASIDES = 3
_CLOSING = frozenset({SEMICOLON, STOP, DASH})


def find_addressee(
    words: Words, phrase: VerbPhrase, limit: int, lexicon: VerbLexicon
) -> Span | None:
    """The first and last word of who is asked, looked for before the word `limit`, or None."""
    start = _start(words, phrase, limit, lexicon)
    if start is None or start >= limit:
        return None
    linked = start > phrase.last + 1 and words.words[start - 1] in lexicon.asking["links"]
    personal = phrase.lemma in lexicon.asking["always_personal"]
    if not (linked or personal) and words.words[start] in lexicon.word_sets["complementizers"]:
        return _subject_of_clause(words, start + 1, limit, lexicon)
    end = _before_object(words, start, limit, lexicon) if linked else limit
    last, infinitive = _noun_phrase(words, start, end, lexicon)
    if last < start:
        return None
    agent = is_agent(words, start, last, lexicon)
    if personal:
        last = last if infinitive else _before_matter(words, start, last, lexicon)
        return (start, last) if agent or infinitive else None
    shared = last + 1 == limit < len(words)
    strong = linked and words.words[start - 1] not in lexicon.asking["weak_links"]
    weak = phrase.lemma in lexicon.asking["weak_lemmas"]
    asked = infinitive or strong or shared
    if weak:
        asked = _asked_to_act(words, last + 1, lexicon)
    if phrase.lemma in lexicon.asking["told_of"]:
        asked = asked and lexicon.asking["topics"].isdisjoint(words.words[start : last + 1])
    return (start, last) if agent and asked else None


def _asked_to_act(words: Words, at: int, lexicon: VerbLexicon) -> bool:
    """Whether an active infinitive stands right here: "for all to go", not "to be brought"."""
    if at + 1 >= len(words) or words.words[at] != lexicon.words["infinitive"]:
        return False
    return words.words[at + 1] not in lexicon.word_sets["passives"]


def _before_object(words: Words, start: int, limit: int, lexicon: VerbLexicon) -> int:
    """ "recommends to the Assembly the adoption of": where the second object begins."""
    for at in range(start + 1, limit):
        article = words.words[at] in lexicon.word_sets["articles"] and words.breaks[at] == SPACE
        if article and names_agent(words, at - 1, lexicon):
            return at
    return limit


def _before_matter(words: Words, start: int, last: int, lexicon: VerbLexicon) -> int:
    """ "appeals to all States for aid": the last word before what is asked for, or `last`."""
    for at in range(start + 1, last):
        asks_for = words.words[at] in lexicon.asking["weak_links"]
        if asks_for and names_agent(words, at - 1, lexicon) and not words.capitalised(at + 1):
            return at - 1
    return last


def _start(words: Words, phrase: VerbPhrase, limit: int, lexicon: VerbLexicon) -> int | None:
    """The word that the addressee begins with, if the verb asks somebody at all."""
    at = phrase.last + 1
    if phrase.asks:
        linked = phrase.entry.lemma in lexicon.asking["dative_verbs"]
        repeated = (
            phrase.lemma not in lexicon.bases
            and phrase.entry.lemma in lexicon.asking["repeating_verbs"]
        )
        at = _over_asides(words, at, limit, lexicon)
        if at < limit and (linked or repeated) and words.words[at] in lexicon.asking["links"]:
            return at + 1
        return None if repeated else at
    if (
        phrase.entry.lemma in lexicon.asking["repeating_verbs"]
        and phrase.lemma == phrase.entry.lemma
    ):
        return _after_repeated_noun(words, at, limit, lexicon)
    return None


def _after_repeated_noun(words: Words, at: int, limit: int, lexicon: VerbLexicon) -> int | None:
    """ "reiterates its strong request to the Secretariat": the word after "to"."""
    for noun in range(at, min(at + 4, limit - 1)):
        if words.breaks[noun] != SPACE:
            return None
        if words.words[noun] in lexicon.asking["nouns"]:
            after = _over_asides(words, noun + 1, limit, lexicon)
            if after >= limit:
                return None
            if words.words[after] in lexicon.word_sets["complementizers"]:
                return after
            return after + 1 if words.words[after] in lexicon.asking["links"] else None
        if words.words[noun] in lexicon.word_sets["head_prepositions"]:
            return None
    return None


def _over_asides(words: Words, at: int, limit: int, lexicon: VerbLexicon) -> int:
    """Step over framing words, and over what stands between commas right after the verb."""
    for _ in range(_ASIDES):
        if at >= limit:
            return at
        if words.breaks[at] == COMMA and words.words[at] in lexicon.word_sets["complementizers"]:
            return at
        if words.breaks[at] == COMMA:
            closing = _next_break(words, at + 1, limit)
            if closing >= limit or words.breaks[closing] != COMMA:
                return at
            at = closing
            if not _begins_aside(words, at, lexicon):
                return at
        elif framed := lexicon.phrase_sets["framing"].at(words, at):
            at += framed
        else:
            return at
    return at


def _begins_aside(words: Words, at: int, lexicon: VerbLexicon) -> bool:
    word = words.words[at]
    if word in lexicon.word_sets["parentheses"] or word in lexicon.word_sets["aside_participles"]:
        return True
    return bool(lexicon.phrase_sets["framing"].at(words, at))


def _next_break(words: Words, at: int, limit: int) -> int:
    while at < limit and words.breaks[at] == SPACE:
        at += 1
    return at


def _noun_phrase(words: Words, start: int, limit: int, lexicon: VerbLexicon) -> tuple[int, bool]:
    """The last word of the noun phrase that begins at a word; whether an infinitive follows."""
    at = start
    while at < limit:
        idiom = lexicon.phrase_sets["idioms"].at(words, at)
        if idiom:
            at += idiom
            continue
        if at > start and words.breaks[at] != SPACE:
            step = _over_link(words, at, start, lexicon) or _over_comma(words, at, limit, lexicon)
            if step is None:
                last = _without_adverbs(words, start, at - 1, lexicon)
                return last, _infinitive_follows(words, at, limit, lexicon)
            at = step
            continue
        if step := _over_link(words, at, start, lexicon):
            at = step
            continue
        if _bare_verb(words, at, start, lexicon):
            return _without_adverbs(words, start, at - 1, lexicon), True
        if _ends_phrase(words, at, start, lexicon):
            last = _without_adverbs(words, start, at - 1, lexicon)
            return last, _infinitive_follows(words, at, limit, lexicon)
        at += 1
    return at - 1, at >= len(words) and words.break_after(len(words) - 1) == COLON


def _over_link(words: Words, at: int, start: int, lexicon: VerbLexicon) -> int | None:
    """ "appeals to donors, as well as to others": the word after the repeated "to"."""
    coordination = lexicon.phrase_sets["coordinations"].at(words, at)
    link = at + coordination
    if not coordination or at == start or link + 1 >= len(words):
        return None
    repeated = words.words[link] == words.words[start - 1] and words.breaks[link] == SPACE
    return link + 1 if repeated and words.words[link] in lexicon.asking["links"] else None


def _bare_verb(words: Words, at: int, start: int, lexicon: VerbLexicon) -> bool:
    """ "requests the Secretariat submit": a verb without "to" after somebody."""
    if at == start or words.words[at] not in lexicon.word_sets["after_subjects"]:
        return False
    before = _without_adverbs(words, start, at - 1, lexicon)
    return names_agent(words, before, lexicon)


def _ends_phrase(words: Words, at: int, start: int, lexicon: VerbLexicon) -> bool:
    word = words.words[at]
    if word == lexicon.words["infinitive"]:
        return not _nominal_to(words, at, start, lexicon)
    if word in lexicon.word_sets["clause_openers"]:
        return at > start
    if at == start or not lexicon.phrase_sets["inner_parentheses"].at(words, at):
        return False
    return not _is_participle(words, at - 1, lexicon)


def _is_participle(words: Words, at: int, lexicon: VerbLexicon) -> bool:
    """Whether what follows belongs to a word: "States acting through", "established by"."""
    return words.words[at].endswith(lexicon.participle_endings) and not words.capitalised(at)


def _nominal_to(words: Words, at: int, start: int, lexicon: VerbLexicon) -> bool:
    """Whether "to" belongs to the noun phrase: "States parties to the Convention"."""
    after = at + 1
    if after >= len(words) or words.breaks[after] != SPACE:
        return False
    if words.words[after] in lexicon.word_sets["after_nominal_to"] or words.capitalised(after):
        return True
    return at > start and words.words[at - 1] in lexicon.word_sets["before_nominal_to"]


def _over_comma(words: Words, at: int, limit: int, lexicon: VerbLexicon) -> int | None:
    """Where the noun phrase goes on after the comma at a word; None where it does not."""
    if words.breaks[at] != COMMA:
        return None
    if words.words[at - 1] == lexicon.words["additive"]:
        closing = _next_break(words, at + 1, limit)
        goes_on = closing < limit and words.breaks[closing] == COMMA
        return closing + 1 if goes_on and _begins_noun(words, closing, lexicon) else None
    inclusion = lexicon.phrase_sets["inclusions"].at(words, at)
    if inclusion:
        return _over_inclusion(words, at, inclusion, limit, lexicon)
    apposed = _over_apposition(words, at, limit, lexicon)
    if apposed is not None:
        return apposed
    coordination = lexicon.phrase_sets["coordinations"].at(words, at)
    if coordination:
        after = at + coordination
        return after if after < limit and _begins_noun(words, after, lexicon) else None
    return (
        at + 1
        if _begins_noun(words, at, lexicon) and _list_goes_on(words, at, limit, lexicon)
        else None
    )


def _over_apposition(words: Words, at: int, limit: int, lexicon: VerbLexicon) -> int | None:
    """ "Ruritania, the neighbour, to leave": where what an article begins is followed by "to"."""
    closing = _next_break(words, at + 1, limit)
    if words.words[at] not in lexicon.word_sets["articles"] or closing >= limit:
        return None
    listed = {lexicon.words["additive"], lexicon.words["infinitive"]}
    sets = lexicon.word_sets
    follows = words.words[closing] in sets["before_infinitives"] | sets["after_subjects"]
    return closing if follows and listed.isdisjoint(words.words[at:closing]) else None


def _begins_noun(words: Words, at: int, lexicon: VerbLexicon) -> bool:
    word = words.words[at]
    if words.breaks[at] not in (SPACE, COMMA) or word in lexicon.word_sets["parentheses"]:
        return False
    if word.endswith(lexicon.participle_endings) or lexicon.is_adverb(word):
        return words.capitalised(at) or _modifies_noun(word, lexicon)
    return not lexicon.phrase_sets["framing"].at(words, at)


def _modifies_noun(word: str, lexicon: VerbLexicon) -> bool:
    """Whether a word in the shape of a participle may begin a noun phrase: "interested States"."""
    sets = lexicon.word_sets
    return word in sets["participles_before_nouns"] or word in sets["noun_gerunds"]


def _list_goes_on(words: Words, at: int, limit: int, lexicon: VerbLexicon) -> bool:
    """Whether a list of those asked is closed by "and": "Governments, donors and …"."""
    for i in range(at, min(limit, at + 40)):
        if words.breaks[i] in _CLOSING:
            return False
        if words.words[i] == lexicon.words["additive"]:
            return True
        if words.breaks[i] == COMMA and lexicon.phrase_sets["inclusions"].at(words, i):
            continue
        if _ends_phrase(words, i, at, lexicon):
            return False
    return False


def _over_inclusion(
    words: Words, at: int, length: int, limit: int, lexicon: VerbLexicon
) -> int | None:
    """Step over ", including those in need," where it is short; it belongs to the noun phrase."""
    if words.words[at + length : at + length + 1] and _is_manner(words, at + length, lexicon):
        return None
    i = at + length
    while i < limit and i - at <= lexicon.inclusion_words:
        if words.breaks[i] != SPACE:
            return i if words.breaks[i] == COMMA else None
        if words.words[i] == lexicon.words["infinitive"] and not _nominal_to(words, i, at, lexicon):
            return i
        i += 1
    return None


def _is_manner(words: Words, at: int, lexicon: VerbLexicon) -> bool:
    """ "including by providing", "including through cooperation": how, not who."""
    return words.words[at] in lexicon.word_sets["parentheses"]


def _without_adverbs(words: Words, start: int, last: int, lexicon: VerbLexicon) -> int:
    while last > start and (
        words.words[last] in lexicon.word_sets["not_last"]
        or lexicon.is_adverb(words.words[last])
        or lexicon.phrase_sets["modifiers_before"].ending(words, last)
        or lexicon.phrase_sets["framing"].ending(words, last)
    ):
        last -= 1
    return last


def _infinitive_follows(words: Words, at: int, limit: int, lexicon: VerbLexicon) -> bool:
    """Whether somebody is asked *to* do something, be it after asides."""
    for i in range(at, limit):
        if words.breaks[i] in _CLOSING and i > at:
            return False
        if words.breaks[i] == COLON:
            return True
        if words.words[i] == lexicon.words["infinitive"]:
            return True
        if words.words[i] in lexicon.word_sets["relative_clause_openers"]:
            return True
    return words.break_after(limit - 1) == COLON if limit else False


def _subject_of_clause(words: Words, start: int, limit: int, lexicon: VerbLexicon) -> Span | None:
    """ "demands that all parties cease": who has to act is the subject of the clause."""
    sets = lexicon.word_sets
    at = start = _over_asides(words, start, limit, lexicon)
    while at < limit:
        word = words.words[at]
        if at > start and words.breaks[at] != SPACE and word not in sets["after_subjects"]:
            step = _over_comma(words, at, limit, lexicon)
            if step is None:
                break
            at = step
            continue
        if word in sets["passives"]:
            return None
        if at > start and (_begins_predicate(words, at, lexicon) or _adverb(word, lexicon)):
            break
        if at > start and word in sets["clause_openers"]:
            break
        at += 1
    last = at - 1
    if at >= limit or last < start or _passive_follows(words, at, limit, lexicon):
        return None
    return (start, last) if is_agent(words, start, last, lexicon) else None


def _begins_predicate(words: Words, at: int, lexicon: VerbLexicon) -> bool:
    """Whether a word is what the subject before it has to do: "the parties cease", "it ceases"."""
    word, expected = words.words[at], lexicon.word_sets["after_subjects"]
    if words.capitalised(at) and words.breaks[at] == SPACE:
        return False
    if word in expected or word in lexicon.bases:
        return True
    if _governs(words, at, lexicon) and names_agent(words, at - 1, lexicon):
        return True
    singular = word.removesuffix(lexicon.words["finite_ending"])
    finite = singular in expected and not names_agent(words, at, lexicon)
    return finite and names_agent(words, at - 1, lexicon)


def _governs(words: Words, at: int, lexicon: VerbLexicon) -> bool:
    """Whether an unknown word has an object right after it: "the Office *transfer* all files"."""
    word, after, sets = words.words[at], at + 1, lexicon.word_sets
    if after >= len(words) or words.breaks[after] != SPACE or word == lexicon.words["additive"]:
        return False
    if word in sets["head_prepositions"] or word.endswith(lexicon.participle_endings):
        return False
    object_opens = words.words[after] in sets["determiners"] - {lexicon.words["additive"]}
    return object_opens and not names_agent(words, at, lexicon)


def _adverb(word: str, lexicon: VerbLexicon) -> bool:
    return lexicon.is_adverb(word) or word in lexicon.word_sets["modifiers_after_guarded"]


def _passive_follows(words: Words, at: int, limit: int, lexicon: VerbLexicon) -> bool:
    return any(
        words.words[i] in lexicon.word_sets["passives"] for i in range(at, min(at + 2, limit))
    )
