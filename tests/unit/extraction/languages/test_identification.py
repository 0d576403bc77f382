"""Which language a text is in."""

import pytest

from service.extraction.languages import installed_languages
from service.model import Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Urges the keepers of the lamps to rest", Language.ENGLISH),
        ("Prie les gardiens des phares de veiller", Language.FRENCH),
        ("Insta a los guardianes del faro", Language.SPANISH),
        ("bittet die Wärter der Leuchttürme", Language.GERMAN),
        ("призывает хранителей маяков", Language.RUSSIAN),
        ("A/RES/59/46 призывает хранителей маяков", Language.RUSSIAN),
        ("Urges the keeper of маяк", Language.ENGLISH),
        ("يحث حراس المنارات", Language.ARABIC),
        ("敦促灯塔看守人", Language.CHINESE),
        ("A/RES/59/46", None),
        ("", None),
    ],
)
def test_script_or_function_words_tell_the_language(text: str, language: Language | None) -> None:
    assert installed_languages().identify(text) is language


def test_the_beginning_of_a_long_text_decides() -> None:
    assert installed_languages().identify("the " * 5000 + "les des " * 20000) is Language.ENGLISH
