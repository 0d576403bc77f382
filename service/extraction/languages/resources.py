"""The resources of the languages that documents are read in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from service.extraction.languages.verbs import VerbLexicon, verb_lexicon
from service.model import Language


class LanguageResources:
    """The lexicons and patterns of one language, each loaded when first asked for.

    Attributes:
        code: The language.
    """

    def __init__(self, code: Language) -> None:
        self.code = code

    @cached_property
    def verbs(self) -> VerbLexicon | None:
        """Verbs, their modifiers, and whom they ask to act; None where there is no such file."""
        return verb_lexicon(self.code)


@dataclass(frozen=True, slots=True)
class Languages:
    """The resources of all languages, by language."""

    resources: Mapping[Language, LanguageResources]

    def of(self, language: Language | None) -> LanguageResources:
        """The resources of a language; a text whose language nothing tells is read as English."""
        return self.resources[language or Language.ENGLISH]


@cache
def installed_languages() -> Languages:
    """The languages that ship with this package."""
    return Languages({language: LanguageResources(language) for language in Language})
