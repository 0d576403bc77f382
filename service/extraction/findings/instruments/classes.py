"""The open class: instruments recognised by the pattern of their names.

A noun that heads such names is found first; then the name is read to both sides of it. Either what
follows tells the subject ("Convention on …", "Protocol to Prevent …"), or a proper name stands
before it ("Kinshasa Convention").
"""

import re
from collections.abc import Iterator
from typing import Final

from service.extraction.languages.instruments import InstrumentLexicon

_LONGEST_BEFORE: Final = 120
_NUMERAL = re.compile(r"[IVXL]+")


def find_classes(text: str, lexicon: InstrumentLexicon) -> Iterator[tuple[int, int, str, str]]:
    """Names of the open class in a text, as (start, end, noun, rule).

    Args:
        text: The normal form of a text, with hyphens for en dashes.
        lexicon: The instruments of the language.
    """
    for match in lexicon.noun.finditer(text):
        noun, begin = match[0], match.start()
        if _inside_word(text, begin):
            continue
        start, noun_class = _start(text, begin, lexicon), lexicon.class_of(noun)
        subject = noun_class.subject
        after = subject.match(text, match.end()) if subject else None
        if after:
            if not _is_excluded(text, start, begin, lexicon):
                yield start, after.end(), noun, "instrument.subject"
        elif noun_class.proper_name and _is_proper(text[start:begin], lexicon):
            alone = lexicon.table.names.after_proper_name.match(text, match.end())
            if alone:
                yield start, alone.end(), noun, "instrument.proper_name"


def _inside_word(text: str, at: int) -> bool:
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_")


def _is_excluded(text: str, start: int, noun: int, lexicon: InstrumentLexicon) -> bool:
    """Whether a word in the name or right before it makes it none ("the National Strategy")."""
    return any(
        f"{word} " in text[max(0, start - len(word) - 1) : noun]
        for word in lexicon.table.never_after
    )


def _start(text: str, noun: int, lexicon: InstrumentLexicon) -> int:
    """Where the capitalised words before the noun begin."""
    table, earliest = lexicon.table, max(0, noun - _LONGEST_BEFORE)
    labour = table.names.labour_convention.match(text, noun)
    pattern = table.names.labour_before if labour else table.names.before
    before = pattern.search(text, earliest, noun)
    if before is None:
        return noun
    start = before.start()
    while start < noun:
        word = text[start : text.index(" ", start)]
        # The first word of a paragraph always has a capital.
        misplaced = (
            word in table.never_before
            or _NUMERAL.fullmatch(word)
            or (table.possessive and f"{table.possessive} " in text[start:noun])
        )
        if start and not misplaced:
            break
        start += len(word) + 1
    return start


def _is_proper(before: str, lexicon: InstrumentLexicon) -> bool:
    """Whether one of the words before a noun is a proper name."""
    return any(
        lexicon.without_possessive(word).rstrip("'") not in lexicon.table.generic
        for word in before.split()
    )
