"""The resources of the languages that documents are read in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable

from service.extraction.languages.bodies import BodyLexicon, read_body_lexicon
from service.extraction.languages.calendar import Calendar, read_calendar
from service.extraction.languages.citations import CitationLexicon, read_citation_lexicon
from service.extraction.languages.files import LexiconError
from service.extraction.languages.header import HeaderLexicon, read_header_table
from service.extraction.languages.identification import (
    LanguageMarks,
    identify_language,
    read_language_marks,
)
from service.extraction.languages.instruments import InstrumentLexicon, read_instrument_lexicon
from service.extraction.languages.layout import LayoutLexicon, read_layout_lexicon
from service.extraction.languages.reports import ReportLexicon, read_report_lexicon
from service.extraction.languages.sponsors import SponsorLexicon, read_sponsor_lexicon
from service.extraction.languages.structure import StructureLexicon, read_structure_lexicon
from service.extraction.languages.verbs import VerbLexicon, read_verb_lexicon
from service.model import Language


class LanguageResources:
    """The lexicons and patterns of one language, each loaded when first used.

    Attributes:
        code: The language.
        folder: Where its files are.
        fallback: The language whose files serve where this one has none of its own: names of
            bodies and instruments, for instance, occur in texts of all languages. None for the
            language that others fall back on.
    """

    def __init__(
        self, code: Language, folder: Traversable, fallback: "LanguageResources | None" = None
    ) -> None:
        self.code = code
        self.folder = folder
        self.fallback = fallback

    # Found in texts of the language alone: None where it has no such file.

    @cached_property
    def verbs(self) -> VerbLexicon | None:
        """Verbs, their modifiers, and whom they ask to act."""
        return read_verb_lexicon(self.folder)

    @cached_property
    def reports(self) -> ReportLexicon | None:
        """Words of requests to report."""
        return read_report_lexicon(self.folder)

    @cached_property
    def layout(self) -> LayoutLexicon | None:
        """What is printed around paragraphs."""
        return read_layout_lexicon(self.folder)

    @cached_property
    def marks(self) -> LanguageMarks | None:
        """What marks a text as one of this language."""
        return read_language_marks(self.folder)

    # Found in texts of all languages: the fallback's where the language has no such file.

    @cached_property
    def bodies(self) -> BodyLexicon:
        """Bodies and their names."""
        return read_body_lexicon(self.folder, self.fallback.bodies if self.fallback else None)

    @cached_property
    def sponsors(self) -> SponsorLexicon:
        """States, their groups, and lists of these as sponsors."""
        return read_sponsor_lexicon(self.folder, self.fallback.sponsors if self.fallback else None)

    @cached_property
    def citations(self) -> CitationLexicon:
        """Words by which documents are cited; the fallback's serve to find full symbols only."""
        own = read_citation_lexicon(self.folder)
        return own or self._fallback("citations").citations.for_symbols_only()

    @cached_property
    def instruments(self) -> InstrumentLexicon:
        """Treaties, declarations and other named instruments."""
        return read_instrument_lexicon(self.folder) or self._fallback("instruments").instruments

    @cached_property
    def calendar(self) -> Calendar:
        """Days and sessions."""
        return read_calendar(self.folder) or self._fallback("calendar").calendar

    @cached_property
    def structure(self) -> StructureLexicon:
        """How the parts of a document begin."""
        return read_structure_lexicon(self.folder) or self._fallback("structure").structure

    @cached_property
    def header(self) -> HeaderLexicon:
        """The cover page and the closing lines."""
        table = read_header_table(self.folder)
        if table is None:
            return self._fallback("header").header
        return HeaderLexicon(table, self.structure.organs)

    def _fallback(self, name: str) -> "LanguageResources":
        if self.fallback is None:
            raise LexiconError(
                f"{self.folder}: no file {name}.toml, and no language to fall back on"
            )
        return self.fallback


@dataclass(frozen=True, slots=True)
class Languages:
    """The resources of all languages, by language."""

    resources: Mapping[Language, LanguageResources]

    def of(self, language: Language | None) -> LanguageResources:
        """The resources of a language; a text whose language is unknown is read as English."""
        return self.resources[language or Language.ENGLISH]

    def identify(self, text: str) -> Language | None:
        """The language that a text is in, of these; None where there is too little text to say."""
        marks = {code: each.marks for code, each in self.resources.items() if each.marks}
        return identify_language(text, marks)


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
