"""A text as all stages of extraction use it: normalised and split into tokens, once.

All forms have the length of the text, so that an offset into one is an offset into each.
"""

from functools import cached_property
from typing import Final

from service.extraction.text.tokens import Tokens

# One character for one, so that offsets stay right. Replaced one after the other: most of these are
# in hardly any text, so that this is several times as fast as `str.translate`.
_PLAIN: Final = (
    *((space, " ") for space in "\u00a0\u202f\u2009\u2007\t\n\r\v\f"),
    *((hyphen, "-") for hyphen in "\u2010\u2011\u2012"),
    *((apostrophe, "'") for apostrophe in "\u2019\u2018\u02bc"),
)
_EN_DASH: Final = "\u2013"


def normal_form(text: str) -> str:
    """The text with one kind of space, hyphen and apostrophe; its length stays."""
    if text.isascii() and not any(space in text for space in "\t\n\r\v\f"):
        return text
    for printed, plain in _PLAIN:
        text = text.replace(printed, plain)
    return text


def hyphenated_form(text: str) -> str:
    """The normal form with hyphens for en dashes, as names of lexicons are compared."""
    return normal_form(text).replace(_EN_DASH, "-")


class AnalysedText:
    """The text of a paragraph or footnote with its forms, each made when first used.

    Attributes:
        text: The text as printed.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def normal(self) -> str:
        """The text with one kind of space, hyphen and apostrophe; same length as `text`."""
        return normal_form(self.text)

    @cached_property
    def hyphenated(self) -> str:
        """`normal` with hyphens for en dashes: names are printed with either ("2015\u20132030")."""
        return self.normal.replace(_EN_DASH, "-")

    @cached_property
    def tokens(self) -> Tokens:
        """The words of the text with the breaks between them."""
        return Tokens.of(self.text)
