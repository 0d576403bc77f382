"""The names that a paragraph can be searched, filtered and counted by."""

import hashlib
from enum import StrEnum


class TextField(StrEnum):
    """Fields whose words are searched. Words without a field are looked for in `TEXT`."""

    TEXT = "text"
    TITLE = "title"


class Field(StrEnum):
    """Every field that a paragraph can be filtered and counted by."""

    OPERATIVE_VERB = "operative_verb"
    VERB_MODIFIER = "verb_modifier"
    OPENING = "opening"
    ADDRESSEE = "addressee"
    CITED_BODY = "cited_body"
    INSTRUMENT = "instrument"
    """A treaty or another named instrument, by its name."""
    CITES = "cites"
    SPONSOR = "sponsor"
    ORGAN = "organ"
    SESSION = "session"
    AGENDA = "agenda"
    SUBJECT = "subject"
    KIND = "kind"
    PARAGRAPH_KIND = "paragraph_kind"
    STATUS = "status"
    ADOPTION_METHOD = "adoption_method"
    LANGUAGE = "language"
    YEAR = "year"
    RESOLUTION = "resolution"
    """The canonical symbol of the resolution itself; to search within one document."""


DOCUMENT_FIELDS = (
    Field.SPONSOR,
    Field.ORGAN,
    Field.SESSION,
    Field.AGENDA,
    Field.SUBJECT,
    Field.STATUS,
    Field.ADOPTION_METHOD,
    Field.LANGUAGE,
    Field.YEAR,
    Field.RESOLUTION,
)
"""Fields whose values all paragraphs of a document share, so that they are stored once for each
document; the values of the other fields are stored for each paragraph."""

NUMBERED = frozenset({Field.SESSION, Field.YEAR})
"""Fields whose values can be asked for by a range of numbers; other values, as the special session
"S-10", are outside all ranges."""

DATE = "date"
"""How the query language calls the day of a paragraph, which can be asked for by a period."""


def _layout() -> str:
    names = [*TextField, "|", *Field, "|", *DOCUMENT_FIELDS]
    return hashlib.sha256(" ".join(names).encode()).hexdigest()[:8]


FIELD_LAYOUT = _layout()
"""A digest of the fields that an index stores. It is part of the layout of every index, so that an
index built with other fields is rebuilt rather than misread."""
