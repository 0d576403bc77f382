"""What extraction knows of each language: one folder of TOML files a language, typed when loaded.

A folder bears the code of its language (`en`). Everything that knows a word of a language is in
these files; the rest of extraction asks `LanguageResources`.
"""

from service.extraction.languages.resources import (
    LanguageResources,
    Languages,
    installed_languages,
)

__all__ = ["LanguageResources", "Languages", "installed_languages"]
