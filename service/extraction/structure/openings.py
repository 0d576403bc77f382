"""How a paragraph begins: an operative verb, a preambular participle, a printed number, a formula.

Only the first word that is no adverb is looked at, in the verb lexicon: it distinguishes an
operative paragraph ("Also requests") from a preambular one ("Deeply concerned"). All that a
paragraph's verbs mean is found later, in the paragraph.
"""

import re
from dataclasses import dataclass
from typing import Final

from service.extraction.languages import Languages
from service.extraction.languages.structure import StructureLexicon
from service.extraction.languages.verbs import Form, VerbLexicon
from service.extraction.structure.formulas import formula_body, misread_formula_body
from service.extraction.text.ocr_tolerance import number
from service.model import Organ

_WORD = re.compile(r"\s*[“\"'‘(\[]*([^\W\d_]+(?:[-‑’'][^\W\d_]+)*)")
_MISREAD_NUMBER = re.compile(r"(l|\||[\dlO|]{2,3}(?=[.,])|\d(?=,))\s?[.,]\s+(?=[A-Z])")
_LETTERED = re.compile(
    r"(?:\(\s?([a-z]{1,2}|[ivxl]{1,6}|[A-Z]|\d{1,2})\s?\)|([a-z]|[ivx]{1,5})[.)]|([•–—−·▪]))\s+(?=\S)"
)
_LONGEST_OPENING: Final = 4
"""Words."""
_LONGEST_FRAME: Final = 200
_LONGEST_FORMULA: Final = 160
_LONGEST_HEADING: Final = 250
_LONGEST_HEADING_WITH_VERB: Final = 60
_BETWEEN_CELLS: Final = " | "
"""Readers write it between the cells of a row, which heads nothing."""
_UNCLOSED = re.compile(r"[.;:,]$")


class Openings:
    """Recognises how texts begin, in every language whose verbs are known.

    The language of a text is not a parameter: readers must know how a line begins before the whole
    text is there. Where a text opens in several languages, the first of them decides.
    """

    def __init__(self, languages: Languages) -> None:
        self._languages = tuple(
            _OpeningWords(resources.verbs, resources.structure)
            for resources in languages.resources.values()
            if resources.verbs is not None
        )

    def printed_number(self, text: str) -> tuple[str, str] | None:
        """The number of a numbered paragraph and the text behind it: "3. Takes note" → "3"."""
        for language in self._languages:
            if match := language.structure.patterns.printed_number.match(text):
                return match["number"], text[match.end() :]
        misread = _MISREAD_NUMBER.match(text)
        if misread is None or not self.starts_operative(text[misread.end() :]):
            return None
        figures = number(misread[1])
        return (figures, text[misread.end() :]) if figures else None

    def printed_letter(self, text: str) -> tuple[str, str] | None:
        """The letter or figure of a subparagraph and the text behind it: "(ii) To act" → "ii"."""
        match = _LETTERED.match(text)
        return (match[1] or match[2] or match[3], text[match.end() :]) if match else None

    def formula_body(self, text: str) -> Organ | None:
        """Which organ acts in a block that is, or begins with, an enacting formula; None if none.

        A body that is none of the known organs is `Organ.OTHER`.
        """
        for language in self._languages:
            if organ := formula_body(text, language.structure):
                return organ
        return None

    def is_formula(self, text: str) -> bool:
        """Whether this is an enacting formula alone: "The General Assembly,".

        The comma may be lost.
        """
        bare = text.strip(" ,:")
        if len(bare) > _LONGEST_FORMULA:
            return False
        if text.endswith("."):
            return any(misread_formula_body(bare, each.structure) for each in self._languages)
        organ = self.formula_body(f"{bare},")
        return organ is not None and (organ is not Organ.OTHER or text.endswith((",", ":")))

    def is_heading(self, text: str) -> bool:
        """Whether the text has the shape of a heading: short, without the point of a paragraph."""
        if _BETWEEN_CELLS in text:
            return False
        if len(text) > _LONGEST_HEADING or _UNCLOSED.search(text) or text[:1].islower():
            return False
        return len(text) <= _LONGEST_HEADING_WITH_VERB or self._form(text) is None

    def starts_operative(self, text: str) -> bool:
        """Whether the text begins with a finite verb of an acting body: "Also requests"."""
        return self._form(text) is Form.FINITE

    def starts_preambular(self, text: str) -> bool:
        """Whether the text begins with a participle or adjective of an acting body."""
        return self._form(text) in (Form.PARTICIPLE, Form.ADJECTIVE)

    def opens_with_frame(self, text: str) -> bool:
        """Whether a framing phrase comes before the verb: "In this regard, requests …"."""
        match = _WORD.match(text)
        if match is None or "," not in text[:_LONGEST_FRAME]:
            return False
        word = match[1].casefold()
        return any(language.opens_frame(word) for language in self._languages)

    def _form(self, text: str) -> Form | None:
        """The form of the verb that opens a text, behind adverbs; None where no verb does."""
        for language in self._languages:
            if form := _opening_form(text, language):
                return form
        return None


@dataclass(frozen=True, slots=True)
class _OpeningWords:
    """What the first words of a paragraph mean in one language."""

    verbs: VerbLexicon
    structure: StructureLexicon

    def form(self, word: str) -> Form | None:
        """The form of a verb; None for other words."""
        if entry := self.verbs.forms.get(word):
            return entry.form
        return self.verbs.starters.get(word)

    def may_precede(self, word: str) -> bool:
        """Whether the verb may come after this word."""
        return self.verbs.is_adverb(word) or word in self.structure.adverbs_before_verbs

    def opens_frame(self, word: str) -> bool:
        """Whether a framing phrase may begin with this word."""
        return word in self.verbs.framing.openers


def _opening_form(text: str, language: _OpeningWords) -> Form | None:
    position, first = 0, True
    for _ in range(_LONGEST_OPENING):
        match = _WORD.match(text, position)
        if match is None or (first and not match[1][0].isupper()):
            return None
        word = match[1].casefold()
        if form := language.form(word):
            return form
        if not language.may_precede(word):
            return None
        position, first = match.end(), False
    return None
