"""Who can act: whether a noun phrase names somebody rather than something."""

from service.extraction.languages.verbs import VerbLexicon
from service.extraction.text.tokens import SPACE, Words


def is_agent(words: Words, start: int, last: int, lexicon: VerbLexicon) -> bool:
    """Whether the head of a noun phrase is somebody: "States"; not "efforts by States"."""
    sets = lexicon.word_sets
    for at in range(start + 1, last + 2):
        inside = at <= last and words.breaks[at] == SPACE
        word = words.words[at] if at <= last else ""
        preposition = word in sets["head_prepositions"] and not words.capitalised(at)
        if inside and not preposition and not _divides(word, lexicon):
            continue
        if names_agent(words, at - 1, lexicon):
            return True
        if preposition:
            return False
    return False


def _divides(word: str, lexicon: VerbLexicon) -> bool:
    """Whether a noun may end before a word, though no preposition: "States requesting"."""
    if word in lexicon.word_sets["noun_gerunds"]:
        return False
    return word == lexicon.words["additive"] or word.endswith(lexicon.participle_endings)


def names_agent(words: Words, at: int, lexicon: VerbLexicon) -> bool:
    """Whether a word is a noun for somebody, or a name that may be one's."""
    word, sets = words.words[at], lexicon.word_sets
    if word.endswith(lexicon.words["possessive_ending"]):
        return False
    return word in sets["agents"] or (words.capitalised(at) and word not in sets["not_agents"])
