"""The languages in which United Nations documents are issued: six official ones, and German."""

from enum import StrEnum


class Language(StrEnum):
    """A language by its ISO 639-1 code."""

    ARABIC = "ar"
    CHINESE = "zh"
    ENGLISH = "en"
    FRENCH = "fr"
    RUSSIAN = "ru"
    SPANISH = "es"
    GERMAN = "de"

    @classmethod
    def from_iso639_2(cls, code: str) -> "Language":
        """The language of a three-letter code, as AKN4UN writes it ("eng"). Raises ValueError."""
        return cls(_ISO639_2.get(code.lower(), code.lower()))


_ISO639_2 = {
    "ara": "ar",
    "zho": "zh",
    "chi": "zh",
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "rus": "ru",
    "spa": "es",
    "deu": "de",
    "ger": "de",
}
