"""How a paragraph begins: an operative verb, a preambular participle, a printed number, a formula.

Shape, not meaning: the words of a resolution are so regular that the ending of the first word that
is no adverb tells an operative paragraph ("Also requests") from a preambular one ("Deeply
concerned"). What the verbs are is found later, in the paragraph.
"""

import re

from service.parsing.header_chain import formula_body
from service.terms import Organ

_ADVERBS = {
    "again", "also", "always", "equally", "ever", "further", "furthermore", "hereby", "in", "once",
    "additionally", "still", "then", "therefore", "thus", "while", "whilst", "both", "moreover",
}  # fmt: skip
_PARTICIPLES = {
    "aware", "anxious", "cognizant", "conscious", "desirous", "glad", "grateful", "having",
    "hopeful", "mindful", "noting", "proud", "sure", "certain", "eager", "confident", "unaware",
    "given", "inspired", "whereas",
}  # fmt: skip
_NOT_FINITE = re.compile(r"(?:ss|us|ous|ics|ness|ings|ities|ments|tions|sions|ances|ences)$")
_WORD = re.compile(r"[“\"'‘(\[]*([^\W\d_]+(?:[-‑’'][^\W\d_]+)*)")
_NUMBERED = re.compile(r"(\d{1,3}(?:\s?(?:bis|ter))?)\s?\.(?:\s+|(?=[A-Z*]))(?=\S)")
_LETTERED = re.compile(
    r"(?:\(\s?([a-z]{1,2}|[ivxl]{1,6}|[A-Z]|\d{1,2})\s?\)|([a-z]|[ivx]{1,5})[.)]|([•–—−·▪]))\s+(?=\S)"
)
_LONGEST_FORMULA = 160
_LONGEST_HEADING = 250
_LONGEST_HEADING_WITH_VERB = 100
_UNCLOSED = re.compile(r"[.;:,]$")


def printed_number(text: str) -> tuple[str, str] | None:
    """The number of a numbered paragraph and the text behind it: "3. Takes note" → "3"."""
    match = _NUMBERED.match(text)
    return (match[1], text[match.end() :]) if match else None


def printed_letter(text: str) -> tuple[str, str] | None:
    """The letter or figure of a subparagraph and the text behind it: "(ii) To report" → "ii"."""
    match = _LETTERED.match(text)
    return (match[1] or match[2] or match[3], text[match.end() :]) if match else None


def is_formula(text: str) -> bool:
    """Whether this is an enacting formula alone: "The General Assembly,"; the comma may be lost."""
    bare = text.strip(" ,:")
    if len(bare) > _LONGEST_FORMULA or text.endswith("."):
        return False
    organ = formula_body(f"{bare},")
    return organ is not None and (organ is not Organ.OTHER or text.endswith((",", ":")))


def is_heading(text: str) -> bool:
    """Whether the text has the shape of a heading: short, and without the point of a paragraph."""
    if len(text) > _LONGEST_HEADING or _UNCLOSED.search(text) or text[:1].islower():
        return False
    opens = starts_operative(text) or starts_preambular(text)
    return not (opens and len(text) > _LONGEST_HEADING_WITH_VERB)


def starts_operative(text: str) -> bool:
    """Whether the text begins with a finite verb in the third person: "Also requests"."""
    words = _first_words(text)
    return bool(words) and words[0].endswith("s") and not _NOT_FINITE.search(words[0])


def starts_preambular(text: str) -> bool:
    """Whether the text begins with a participle or adjective of the acting body."""
    words = _first_words(text)
    return bool(words) and (words[0].endswith(("ing", "ed")) or words[0] in _PARTICIPLES)


def _first_words(text: str) -> list[str]:
    """The opening words from the first that is no adverb on, lower case; empty for other text."""
    words: list[str] = []
    position = 0
    while len(words) < 4 and (match := _WORD.match(text, position)):
        words.append(match[1])
        position = match.end()
        while position < len(text) and text[position] == " ":
            position += 1
    if not words or not words[0][0].isupper():
        return []
    folded = [word.casefold() for word in words]
    while folded and (folded[0] in _ADVERBS or folded[0].endswith("ly")):
        folded.pop(0)
    return folded
