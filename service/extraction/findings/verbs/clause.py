"""What stands before a verb: the start of the paragraph, a comma, "and", a relative clause."""

from enum import StrEnum
from typing import NamedTuple

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

_RELATIVE_REACH = 12


class Link(StrEnum):
    """By what a verb is tied to what stands before it; the values are parts of rule ids."""

    START = "start"
    FRAMED = "framed"
    EMPHASIS = "emphasis"
    SUBJECT = "subject"
    COMMA = "comma"
    COMMA_AND = "comma-and"
    AND = "and"
    SEMICOLON = "semicolon"
    CONTRAST = "while"
    SENTENCE = "sentence"
    DASH = "dash"
    NONE = "none"


class Join(NamedTuple):
    """The link, and the word where the link begins (its conjunction or framing phrase)."""

    link: Link
    start: int


_BREAK_LINKS = {SEMICOLON: Link.SEMICOLON, STOP: Link.SENTENCE, DASH: Link.DASH, COLON: Link.NONE}


def read_join(words: Words, first: int, lexicon: VerbLexicon) -> Join:
    """How the verb phrase that begins at a word is joined."""
    at = first
    conjoined = False
    contrast = False
    while at > 0:
        brk = words.breaks[at]
        if brk in _BREAK_LINKS:
            return Join(Link.CONTRAST if contrast else _BREAK_LINKS[brk], at)
        if brk == COMMA:
            return Join(_comma_link(words, at, conjoined, contrast, lexicon), at)
        before = words.words[at - 1]
        if not conjoined and before in lexicon.word_sets["conjunctions"]:
            conjoined = True
            contrast = before in lexicon.word_sets["contrast_conjunctions"]
            at -= 1
        elif framed := lexicon.phrase_sets["framing"].ending(words, at - 1):
            at -= framed
        elif conjoined:
            return Join(Link.CONTRAST if contrast else Link.AND, at)
        else:
            return Join(Link.NONE, at)
    return Join(Link.START, 0)


def _comma_link(
    words: Words, at: int, conjoined: bool, contrast: bool, lexicon: VerbLexicon
) -> Link:
    if contrast:
        return Link.CONTRAST
    if conjoined:
        return Link.COMMA_AND
    opener = _aside_opener(words, at)
    if opener is not None and words.words[opener] == lexicon.words["additive"]:
        return Link.COMMA_AND
    return Link.COMMA


def _aside_opener(words: Words, at: int) -> int | None:
    """The word before the comma that opens the aside which a comma at a word closes.

    ", and, in this regard, requests": the word "and".
    """
    for i in range(at - 1, max(0, at - _RELATIVE_REACH), -1):
        if words.breaks[i] == COMMA:
            return i - 1
        if words.breaks[i] != SPACE:
            return None
    return None


def follows_relative(words: Words, join: Join, lexicon: VerbLexicon) -> bool:
    """Whether the verb is the second of a clause with a subject of its own.

    "which, inter alia, requests"; "that attracts and supports"; "it condemns and deplores".
    """
    relatives = lexicon.word_sets["relatives"]
    if join.link is Link.COMMA:
        opener = _aside_opener(words, join.start)
        return opener is not None and words.words[opener] in relatives
    if join.link is not Link.AND or join.start < 2:
        return False
    for i in range(join.start - 1, max(0, join.start - 3), -1):
        if words.breaks[i] != SPACE:
            return False
        if words.words[i] in relatives:
            return words.words[join.start - 1].endswith(lexicon.words["finite_ending"])
    return False
