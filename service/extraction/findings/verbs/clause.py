"""The clause that verbs and addressees are looked for in, and how a word of it is joined.

Every module of this package asks one object, `Clause`: tokens, the lexicon of their language, and
where the clause ends. Positions are indexes of tokens; spans are half-open.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from service.extraction.languages.verbs import VerbLexicon
from service.extraction.text.tokens import COLON, COMMA, DASH, SEMICOLON, SPACE, STOP, Tokens

_ASIDE_REACH: Final = 12
"""An aside that is looked over from its closing comma has fewer words."""


class Link(StrEnum):
    """By what a verb is tied to what comes before it; the values are parts of rule ids."""

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
    """A link, and the word where it begins (its conjunction or framing phrase)."""

    link: Link
    start: int


_BREAK_LINKS: Final = {
    SEMICOLON: Link.SEMICOLON,
    STOP: Link.SENTENCE,
    DASH: Link.DASH,
    COLON: Link.NONE,
}


class Clause:
    """Tokens and the lexicon that they are read with.

    Attributes:
        tokens: All tokens of the text.
        words: Their words, in lower case.
        breaks: What comes before each of them.
        length: How many they are.
        end: Where the clause ends. What is looked for in a clause ends there, too, though the
            words that follow may be looked at.
        lexicon: The verb lexicon of the language of the text.
    """

    __slots__ = ("breaks", "end", "length", "lexicon", "tokens", "words")

    def __init__(self, tokens: Tokens, lexicon: VerbLexicon, end: int | None = None) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.breaks = tokens.breaks
        self.length = len(tokens.words)
        self.end = self.length if end is None else end
        self.lexicon = lexicon

    def until(self, end: int) -> "Clause":
        """The same clause with another end."""
        return Clause(self.tokens, self.lexicon, end)

    def is_capitalised(self, at: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.tokens.is_capitalised(at)

    def is_adverb(self, at: int) -> bool:
        """Whether a word has the shape of an adverb."""
        return self.lexicon.is_adverb(self.words[at])

    def is_infinitive(self, at: int) -> bool:
        """Whether a word is the "to" of an infinitive, or at least looks like it."""
        return self.words[at] == self.lexicon.auxiliaries.infinitive

    def framing_at(self, start: int) -> int:
        """How many words a framing phrase takes that begins here ("in this regard"), or 0."""
        return self.lexicon.framing.phrases.length_at(self.tokens, start)

    def framing_before(self, end: int) -> int:
        """How many words a framing phrase takes that ends before this word, or 0."""
        return self.lexicon.framing.phrases.length_before(self.tokens, end)

    def modifier_before(self, end: int) -> int:
        """How many words a listed modifier of a verb takes that ends before this word, or 0."""
        return self.lexicon.modifiers.before.length_before(self.tokens, end)

    def begins_object(self, at: int) -> bool:
        """Whether a word begins the object of a verb: "the", "that", a name."""
        word, objects = self.words[at], self.lexicon.objects
        opens = word in objects.determiners or word in objects.complementizers
        return opens or self.is_capitalised(at)

    def is_unbroken(self, start: int, end: int) -> bool:
        """Whether nothing but spaces comes before the words of a span."""
        return all(brk == SPACE for brk in self.breaks[start:end])

    def next_break(self, at: int) -> int:
        """The first word from here on that more than a space comes before; `end` if none."""
        while at < self.end and self.breaks[at] == SPACE:
            at += 1
        return at

    def join_before(self, start: int) -> Join:
        """How what begins at a word is joined to what comes before it.

        Steps back over framing phrases and one conjunction: ", and, in this regard, requests".
        """
        at = start
        conjoined = contrast = False
        while at > 0:
            brk = self.breaks[at]
            if brk in _BREAK_LINKS:
                return Join(Link.CONTRAST if contrast else _BREAK_LINKS[brk], at)
            if brk == COMMA:
                if contrast:
                    return Join(Link.CONTRAST, at)
                return Join(Link.COMMA_AND if conjoined or self._adds(at) else Link.COMMA, at)
            before = self.words[at - 1]
            if not conjoined and before in self.lexicon.conjunctions.joining:
                conjoined = True
                contrast = before in self.lexicon.conjunctions.contrast
                at -= 1
            elif framed := self.framing_before(at):
                at -= framed
            elif conjoined:
                return Join(Link.CONTRAST if contrast else Link.AND, at)
            else:
                return Join(Link.NONE, at)
        return Join(Link.START, 0)

    def follows_relative(self, join: Join) -> bool:
        """Whether what is joined is the second verb of a clause with a subject of its own.

        "which, inter alia, requests"; "that attracts and supports"; "it condemns and deplores".
        """
        relatives = self.lexicon.subjects.relatives
        if join.link is Link.COMMA:
            opener = self._aside_opener(join.start)
            return opener is not None and self.words[opener] in relatives
        if join.link is not Link.AND or join.start < 2:
            return False
        for at in range(join.start - 1, max(0, join.start - 3), -1):
            if self.breaks[at] != SPACE:
                return False
            if self.words[at] in relatives:
                return self.words[join.start - 1].endswith(self.lexicon.endings.finite)
        return False

    def _adds(self, comma: int) -> bool:
        """Whether a comma closes an insertion after "and": ", and, in this regard, requests"."""
        opener = self._aside_opener(comma)
        return opener is not None and self.words[opener] == self.lexicon.conjunctions.additive

    def _aside_opener(self, comma: int) -> int | None:
        """The word before the comma that opens the aside which the comma at a word closes."""
        for at in range(comma - 1, max(0, comma - _ASIDE_REACH), -1):
            if self.breaks[at] == COMMA:
                return at - 1
            if self.breaks[at] != SPACE:
                return None
        return None
