"""The resources of the languages that documents are read in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable

from service.extraction.languages.citations import CitationLexicon, citation_lexicon
from service.extraction.languages.instruments import InstrumentLexicon, instrument_lexicon
from service.extraction.languages.reports import ReportLexicon, report_lexicon
from service.extraction.languages.verbs import VerbLexicon, verb_lexicon
from service.model import Language


class LanguageResources:
    """The lexicons and patterns of one language, each loaded when first asked for.

    Attributes:
        code: The language.
        folder: Where its files are.
        fallback: The language whose files serve where this one has none of its own: names of
            bodies and instruments, for instance, stand in texts of all languages. None for the
            language that others fall back on.
    """

    def __init__(
        self, code: Language, folder: Traversable, fallback: "LanguageResources | None" = None
    ) -> None:
        self.code = code
        self.folder = folder
        self.fallback = fallback

    @cached_property
    def verbs(self) -> VerbLexicon | None:
        """Verbs, their modifiers, and whom they ask to act; None where there is no such file."""
        return verb_lexicon(self.code)

    @cached_property
    def citations(self) -> CitationLexicon | None:
        """Words by which documents are cited; None where full symbols alone can be found."""
        return citation_lexicon(self.folder)

    @cached_property
    def instruments(self) -> InstrumentLexicon | None:
        """Names of instruments, or those of the fallback: they stand in texts of all languages."""
        return instrument_lexicon(self.folder) or (
            self.fallback.instruments if self.fallback else None
        )

    @cached_property
    def reports(self) -> ReportLexicon | None:
        """Words of requests to report; None where there is no such file."""
        return report_lexicon(self.folder)


@dataclass(frozen=True, slots=True)
class Languages:
    """The resources of all languages, by language."""

    resources: Mapping[Language, LanguageResources]

    def of(self, language: Language | None) -> LanguageResources:
        """The resources of a language; a text whose language nothing tells is read as English."""
        return self.resources[language or Language.ENGLISH]


@cache
def installed_languages() -> Languages:
    """The languages that ship with this package, with English as the fallback of the others."""
    folder = resources.files("service.extraction.languages")
    english = LanguageResources(Language.ENGLISH, folder.joinpath(Language.ENGLISH.value))
    found: dict[Language, LanguageResources] = {Language.ENGLISH: english}
    for language in Language:
        if language is not Language.ENGLISH:
            found[language] = LanguageResources(language, folder.joinpath(language.value), english)
    return Languages(found)
