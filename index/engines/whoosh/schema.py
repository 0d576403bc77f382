"""The Whoosh schema: one field for each text field and analyser, an id, and the columns.

Texts are not stored. Columns are one stored value for each paragraph, a plain tuple. One more
document, with the id `STATE_ID`, stores the number of the last change applied, so that it is
committed together with the change.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.fields import ID, STORED, TEXT, Schema

from index.analysis import ANALYSIS_VERSION, LANGUAGES, OTHER_LANGUAGE, analyse
from index.fields import TextField

LAYOUT = f"2.{ANALYSIS_VERSION}"
"""Raise it when the schema, the columns or their meaning change: other layouts are rebuilt."""

ID_FIELD = "id"
COLUMNS_FIELD = "columns"
STATE_ID = "state"


class TokenAnalyzer(Analyzer):  # type: ignore[misc]
    """Gives our tokens of a text to Whoosh, all terms of a token at one position."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, value: str, **options: Any) -> Iterator[Any]:
        """Tokens as Whoosh takes them: one object, filled again for each term."""
        whoosh_token = Token(**options)
        for token in analyse(value, self.language):
            whoosh_token.pos = token.position
            whoosh_token.startchar, whoosh_token.endchar = token.start, token.end
            whoosh_token.boost = 1.0
            for term in token.terms:
                whoosh_token.text = whoosh_token.original = term
                yield whoosh_token


@lru_cache(maxsize=64)
def text_field(field: TextField, analyser: str) -> str:
    """The name of the Whoosh field for a text field of one analyser."""
    return f"{field}_{analyser}"


def make_schema() -> Any:
    """The schema of a new generation."""
    fields: dict[str, Any] = {ID_FIELD: ID(), COLUMNS_FIELD: STORED()}
    for field in TextField:
        for analyser in (*LANGUAGES, OTHER_LANGUAGE):
            fields[text_field(field, analyser)] = TEXT(
                analyzer=TokenAnalyzer(analyser), phrase=True, stored=False
            )
    return Schema(**fields)
