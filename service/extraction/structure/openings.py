"""How a paragraph begins: an operative verb, a preambular participle, a printed number, a formula.

Only the first word that is no adverb is looked at, in the verb lexicon: it tells an operative
paragraph ("Also requests") from a preambular one ("Deeply concerned"). All that a paragraph's verbs
mean is found later, in the paragraph.
"""

import re

from service.extraction.languages import installed_languages
from service.extraction.languages.verbs import Form
from service.extraction.structure.header.chapeau import formula_body, is_slipped_formula
from service.extraction.text.ocr_tolerance import number
from service.model import Language, Organ

_WORD = re.compile(r"\s*[“\"'‘(\[]*([^\W\d_]+(?:[-‑’'][^\W\d_]+)*)")
_NUMBERED = re.compile(r"(\d{1,3}(?:\s?(?:bis|ter))?)\s?\.(?:\s+|(?=[A-Z*]))(?=\S)")
_SLIPPED = re.compile(r"(l|\||[\dlO|]{2,3}(?=[.,])|\d(?=,))\s?[.,]\s+(?=[A-Z])")
_LETTERED = re.compile(
    r"(?:\(\s?([a-z]{1,2}|[ivxl]{1,6}|[A-Z]|\d{1,2})\s?\)|([a-z]|[ivx]{1,5})[.)]|([•–—−·▪]))\s+(?=\S)"
)
_BEFORE_VERBS = frozenset(
    ("also", "further", "again", "anew", "once", "more", "likewise", "ever", "still", "while")
)
_LONGEST_OPENING = 4
_LONGEST_FRAME = 200
_LONGEST_FORMULA = 160
_LONGEST_HEADING = 250
_LONGEST_HEADING_WITH_VERB = 60
_BETWEEN_CELLS = " | "
"""Readers write it between the cells of a row, which heads nothing."""
_UNCLOSED = re.compile(r"[.;:,]$")


def printed_number(text: str) -> tuple[str, str] | None:
    """The number of a numbered paragraph and the text behind it: "3. Takes note" → "3"."""
    if match := _NUMBERED.match(text):
        return match[1], text[match.end() :]
    slipped = _SLIPPED.match(text)
    if slipped is None or not starts_operative(text[slipped.end() :]):
        return None
    figures = number(slipped[1])
    return (figures, text[slipped.end() :]) if figures else None


def printed_letter(text: str) -> tuple[str, str] | None:
    """The letter or figure of a subparagraph and the text behind it: "(ii) To report" → "ii"."""
    match = _LETTERED.match(text)
    return (match[1] or match[2] or match[3], text[match.end() :]) if match else None


def is_formula(text: str) -> bool:
    """Whether this is an enacting formula alone: "The General Assembly,"; the comma may be lost."""
    bare = text.strip(" ,:")
    if len(bare) > _LONGEST_FORMULA:
        return False
    if text.endswith("."):
        return is_slipped_formula(bare)
    organ = formula_body(f"{bare},")
    return organ is not None and (organ is not Organ.OTHER or text.endswith((",", ":")))


def is_heading(text: str) -> bool:
    """Whether the text has the shape of a heading: short, and without the point of a paragraph."""
    if _BETWEEN_CELLS in text:
        return False
    if len(text) > _LONGEST_HEADING or _UNCLOSED.search(text) or text[:1].islower():
        return False
    opens = starts_operative(text) or starts_preambular(text)
    return not (opens and len(text) > _LONGEST_HEADING_WITH_VERB)


def starts_operative(text: str) -> bool:
    """Whether the text begins with a finite verb of an acting body: "Also requests"."""
    return _opening_form(text) is Form.FINITE


def starts_preambular(text: str) -> bool:
    """Whether the text begins with a participle or adjective of an acting body."""
    return _opening_form(text) in (Form.PARTICIPLE, Form.ADJECTIVE)


def opens_with_frame(text: str) -> bool:
    """Whether a framing phrase stands before the verb: "In this regard, requests …"."""
    lexicon = installed_languages().of(Language.ENGLISH).verbs
    match = _WORD.match(text)
    if lexicon is None or match is None or "," not in text[:_LONGEST_FRAME]:
        return False
    return match[1].casefold() in lexicon.framing.openers


def _opening_form(text: str) -> Form | None:
    lexicon = installed_languages().of(Language.ENGLISH).verbs
    if lexicon is None:
        return None
    position, first = 0, True
    for _ in range(_LONGEST_OPENING):
        match = _WORD.match(text, position)
        if match is None or (first and not match[1][0].isupper()):
            return None
        word = match[1].casefold()
        if entry := lexicon.forms.get(word):
            return entry.form
        if form := lexicon.starters.get(word):
            return form
        if not (lexicon.is_adverb(word) or word in _BEFORE_VERBS):
            return None
        position, first = match.end(), False
    return None
