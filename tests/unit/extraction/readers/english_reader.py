"""A reader with the cues of the installed languages, for tests of single formats."""

from typing import Final

from service.extraction import readers
from service.extraction.blocks import SourceText
from service.extraction.languages import installed_languages
from service.extraction.structure.cues import LanguageCues

CUES: Final = LanguageCues(installed_languages())


def read(data: bytes) -> SourceText:
    """Read a document as the pipeline does."""
    return readers.read(data, CUES)
