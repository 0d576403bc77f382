"""What words become: terms in each language, symbols, acronyms, numbers; and what queries ask."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import (
    LANGUAGES,
    OTHER_LANGUAGE,
    PrefixExpansion,
    QueryTerm,
    analyse,
    analyse_fuzzy,
    analyse_prefix,
    analyse_wildcard,
    analyse_words,
    analyser_of,
    fold,
    wildcard_word,
)
from index.analysis.stemmers import stems


def terms(text: str, language: str = "en") -> list[tuple[str, ...]]:
    return [token.terms for token in analyse(text, language)]


def is_found(asked: str, text: str, language: str = "en") -> bool:
    """Whether the words asked for are side by side in a text."""
    query_terms, tokens = analyse_words(asked, language), analyse(text, language)
    return any(
        all(
            query_term.matches(token)
            for query_term, token in zip(query_terms, tokens[start:], strict=False)
        )
        for start in range(len(tokens) - len(query_terms) + 1)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to the", [("to",), ("the",)]),
        ("Glaciers", [("glacier", "=glaciers")]),
        ("see A/RES/99/46.", [("see",), ("a/res/99/46", "res/99/46", "99/46", "46")]),
        ("a 99/46", [("a",), ("99/46", "46")]),
        ("S/RES/9373 (2041)", [("s/res/9373", "res/9373", "9373"), ("2041",)]),
        ("A/99/754-S/2041/197", [("a/99/754", "99/754", "754"), ("s/2041/197", "2041/197", "197")]),
        ("A/RES/917(III)", [("a/res/917", "res/917", "917"), ("iii",)]),
        ("A/RES/ES-91/1", [("a/res/es-91/1", "res/es-91/1", "es-91/1", "1")]),
        ("L.6 and 2.5", [("l.6",), ("and",), ("2.5",)]),
        ("ice 10,000 snow", [("ice",), ("10000",), ("snow",)]),
        ("HIV/AIDS and/or", [("hiv",), ("aids",), ("and",), ("or",)]),
        ("GLACIERS AND AIDS", [("glacier", "=glaciers"), ("and",), ("aid", "=aids")]),
        ("States’ and State's", [("state", "=states"), ("and",), ("state",)]),
        ("report____ _ ...", [("report",)]),
        ("co\u00adop\u200beration", [("cooper", "=cooperation")]),
        ("TU\u0308RKI\u0307YE is", [("turkiy", "=turkiye"), ("is",)]),
        ("冰川会", [("冰川",), ("川会",), ("会",)]),
        ("第10,000号L.6", [("第",), ("10000",), ("号",), ("l.6",)]),
        ("二〇四一年", [("二〇",), ("〇四",), ("四一",), ("一年",), ("年",)]),
        ("snow² 14º", [("snow",), ("14",)]),
        ("٢٠٤١", [("2041",)]),
        ("session.1", [("session",), ("1",)]),
    ],
)
def test_tokens_of_english_texts(text: str, expected: list[tuple[str, ...]]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("asked", "text", "language"),
    [
        ("non-proliferation", "the non\u2011proliferation of", "en"),
        ("non-proliferation", "the non\u2012proliferation of", "en"),
        ("non\u2013proliferation", "the non-proliferation of", "en"),
        ("non\u2010proliferation", "non proliferation", "en"),
        ("glacier", "GLACIERS", "en"),
        ("GLACIERS", "the glacier", "en"),
        ("a/res/99/46", "see A/RES/99/46", "en"),
        ("99/46", "see A/RES/99/46", "en"),
        ("a/res/es-91/1", "see A/RES/ES-91/1", "en"),
        ("9373", "see S/RES/9373 (2041)", "en"),
        ("9373(2041)", "see 9373 (2041)", "en"),
        ("A/RES/917(III)", "see A/RES/917 (III)", "en"),
        ("917 (iii)", "see A/RES/917(III)", "en"),
        ("A/RES/917", "see A/RES/917(III)", "en"),
        ("10000", "some 10,000 tons", "en"),
        ("AIDS", "of AIDS", "en"),
        ("aids", "of AIDS", "en"),
        ("aids", "an aid", "en"),
        ("snows", "the snow³", "en"),
        ("turkiye", "of TÜRKİYE and", "en"),
        ("igdir", "from Iğdır", "en"),
        ("lodz", "in Łódź", "en"),
        ("Jama'a", "Jamaʼa", "en"),
        ("états", "l’État", "fr"),
        ("etats", "les États", "fr"),
        ("glace", "une couche d'eau sous l’œil de glace", "fr"),
        ("eau", "une couche d’eau", "fr"),
        ("l'assemblee", "L’Assemblée", "fr"),
        ("oeuvre", "mise en œuvre", "fr"),
        ("mises en œuvre", "mise en oeuvre", "fr"),
        ("conflit", "les conflits", "fr"),
        ("commissions", "la Commission", "fr"),
        ("religion", "des religions", "fr"),
        ("dangers", "un danger", "fr"),
        ("lieu", "des lieux", "fr"),
        ("revenus", "un revenu", "fr"),
        ("français", "la langue française", "fr"),
        ("libanais", "les autorités libanaises", "fr"),
        ("glaciations", "glacia\u00adtion", "fr"),
        ("resolucion", "la resolución", "es"),
        ("resoluciones", "la resolución", "es"),
        ("mujeres", "la mujer", "es"),
        ("mujer", "las mujeres", "es"),
        ("nucleares", "un ensayo nuclear", "es"),
        ("asambleas", "la Asamblea", "es"),
        ("gobiernos", "el Gobierno", "es"),
        ("libertad", "las libertades", "es"),
        ("jóvenes", "el joven", "es"),
        ("decidir", "decidimos", "es"),
        ("14 período", "14º período", "es"),
        ("резолюция", "резолюции", "ru"),
        ("ассамблея", "Ассамблею", "ru"),
        ("ассамблея", "Ассамблеи", "ru"),
        ("идей", "идея", "ru"),
        ("ледники острова", "о леднике\u2011острове", "ru"),
        ("ещё", "еще", "ru"),
        ("последующий", "последующая деятельность", "ru"),
        ("massnahme", "die Maßnahmen", "de"),
        ("büro", "des Büros", "de"),
        ("systeme", "ein System", "de"),
        ("mittel", "mit Mitteln", "de"),
        ("religiöse", "religiös", "de"),
        ("staatenlos", "Staatenlose", "de"),
        ("gletscher", "des GLETSCHERS", "de"),
        ("مجلس", "والمجلس", "ar"),
        ("مجلس", "لمجلس", "ar"),
        ("المجلس", "بمجلس", "ar"),
        ("لجنة", "للجنة", "ar"),
        ("اللاجئين", "للاجئين", "ar"),
        ("مستوي", "المستوى", "ar"),
        ("قرار", "القَرَارَات", "ar"),
        ("قرار", "القـــرار", "ar"),
        ("2041", "و2041", "ar"),
        ("2041", "عام ٢٠٤١", "ar"),
        ("A/99/46", "وA/99/46\u200f", "ar"),
        ("冰", "大冰川", "zh"),
        ("川", "大冰川", "zh"),
        ("冰川", "大冰川", "zh"),
        ("99/46", "第A/RES/99/46号", "zh"),
        ("aids", "与AIDS有关", "zh"),
        ("сообщение", "сообщение", OTHER_LANGUAGE),
    ],
)
def test_is_found(asked: str, text: str, language: str) -> None:
    assert is_found(asked, text, language)


@pytest.mark.parametrize(
    ("asked", "text", "language"),
    [
        ("nonproliferation", "non-proliferation", "en"),
        ("AIDS", "an aid", "en"),
        ("9/46", "see A/RES/99/46", "en"),
        ("A/RES/99/4", "see A/RES/99/46", "en"),
        ("川冰", "大冰川", "zh"),
        ("لاد", "بلاد", "ar"),
        ("mujeres", "mujeriego", "es"),
        ("I", "глава II", "ru"),
        ("III", "глава II", "ru"),
        ("glacier", "glaciers", OTHER_LANGUAGE),
    ],
)
def test_is_not_found(asked: str, text: str, language: str) -> None:
    assert not is_found(asked, text, language)


@pytest.mark.parametrize(
    ("beginning", "word", "found"),
    [
        ("glaci", "glaciers", True),
        ("glaciers", "glaciers", True),
        ("glacierst", "glaciers", False),
        ("terroris", "terrorism", True),
        ("TERRORIS", "terrorist", True),
        ("A/RES/99", "A/RES/99/46", True),
        ("res/99/4", "A/RES/99/46", True),
        ("A/RES", "A/RES/99/46", True),
        ("aid", "AIDS", True),
        ("10", "10,000", True),
    ],
)
def test_prefixes(beginning: str, word: str, found: bool) -> None:
    (query_term,) = analyse_prefix(beginning, "en")
    assert any(map(query_term.matches, analyse(f"the {word}", "en"))) is found


def test_words_before_a_prefix_are_whole() -> None:
    assert analyse_prefix("counter-terr", "en") == (
        QueryTerm(("counter",)),
        QueryTerm(expansions=(PrefixExpansion("terr"), PrefixExpansion("=terr"))),
    )


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("organi?ation", "organisations", False),
        ("organi?ations", "organisations", True),
        ("ORGANI?ATION*", "organizations", True),
        ("gl*rs", "glaciers", True),
        ("gl*r", "glaciers", True),
        ("gl*s", "glacier", False),
        ("glac?er", "glaciers", True),
        ("glaci*er", "glacier", True),
        ("glaci?er", "glacier", False),
        ("mé?or*m", "memorandum", True),
        ("non-prolif*n", "the non\u2011proliferation", True),
        ("non-prolif*n", "the proliferation", False),
    ],
)
def test_patterns(pattern: str, text: str, found: bool) -> None:
    query_terms = analyse_wildcard(pattern, "en")
    tokens = analyse(text, "en")[-len(query_terms) :]
    assert (
        all(
            query_term.matches(token)
            for query_term, token in zip(query_terms, tokens, strict=False)
        )
        is found
    )


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("gl*r", "gl*r"),
        ("non-gl*r", "gl*r"),
        ("“gl*r’s", "gl*r"),
        ("*er", None),
        ("glacier", None),
        ("gl*er-ice", None),
        ("g*l-ice*d", None),
        ("A/RES/9?/46", None),
        ("冰*川", None),
        ("", None),
    ],
)
def test_wildcards_belong_to_the_last_word(text: str, word: str | None) -> None:
    assert wildcard_word(text) == word


@pytest.mark.parametrize(
    ("word", "distance", "text", "found"),
    [
        ("glaceir", 1, "glacier", True),
        ("glacer", 1, "glacier", True),
        ("glaciier", 1, "glacier", True),
        ("glazier", 1, "glacier", True),
        ("klacier", 1, "glacier", False),
        ("lacier", 1, "glacier", False),
        ("glaziers", 1, "glaciers", True),
        ("GLAZIERS", 1, "glaciers", True),
        ("glaceirss", 1, "glaciers", False),
        ("glaceirss", 2, "glaciers", True),
        ("reporting", 1, "reports", True),
        ("non-glacers", 1, "non-glaciers", True),
    ],
)
def test_near_spellings(word: str, distance: int, text: str, found: bool) -> None:
    query_terms = analyse_fuzzy(word, "en", distance)
    tokens = analyse(text, "en")
    assert (
        all(
            query_term.matches(token) for query_term, token in zip(query_terms, tokens, strict=True)
        )
        is found
    )


@example("/", "ar", "prefix")
@given(
    st.text(max_size=20),
    st.sampled_from([*LANGUAGES, "xx"]),
    st.sampled_from(["prefix", "wildcard", "fuzzy"]),
)
def test_expansions_accept_terms_with_their_prefix(text: str, language: str, kind: str) -> None:
    asked = {
        "prefix": analyse_prefix(text, language),
        "wildcard": analyse_wildcard(f"{text}ab*c", language),
        "fuzzy": analyse_fuzzy(text, language, 2),
    }
    for token in analyse(f"{text} {text}abc", language):
        for expansion in (each for query_term in asked[kind] for each in query_term.expansions):
            for term in token.terms:
                assert expansion.prefix
                assert term.startswith(expansion.prefix) or not expansion.accepts(term)


def test_a_parenthesis_behind_a_symbol_has_a_beginning_of_its_own() -> None:
    query_terms = analyse_prefix("A/RES/917(II", "en")
    tokens = analyse("A/RES/917(III)", "en")
    assert [
        query_term.matches(token) for query_term, token in zip(query_terms, tokens, strict=True)
    ] == [True, True]
    assert not query_terms[0].matches(analyse("A/RES/9175", "en")[0])


def test_a_run_of_characters_before_a_number_ends_there() -> None:
    query_terms = analyse_words("决议1373", "zh")
    found = analyse("第决议1373号", "zh")[1:]
    assert len(query_terms) == 3
    assert all(
        query_term.matches(token) for query_term, token in zip(query_terms, found, strict=False)
    )


@example("㐀㐀0", "ar")
@given(st.text(max_size=80), st.sampled_from([*LANGUAGES, "xx"]))
def test_any_text_is_found_by_itself(text: str, language: str) -> None:
    tokens = analyse(text, language)
    assert [token.position for token in tokens] == list(range(len(tokens)))
    for token, following in pairwise(tokens):
        assert token.start < token.end <= len(text)
        assert token.start < following.start
    for word in text.split():
        # A text all in capitals is read as if it were not, a query is not: hence the small letters.
        query_terms = analyse_words(word.lower(), language)
        found = analyse(word.lower(), language)
        assert all(
            query_term.matches(token) for query_term, token in zip(query_terms, found, strict=False)
        )


@given(st.text(max_size=40))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_stemming_is_safe_in_many_threads() -> None:
    words = [f"ледник{ending}{'ов' * number}" for ending in "аиуеы" for number in range(200)]
    expected = [stems(word, "ru") for word in words]
    with ThreadPoolExecutor(8) as threads:
        for found in threads.map(lambda _: [stems(word, "ru") for word in words], range(16)):
            assert found == expected


def test_languages_without_an_analyser_share_one() -> None:
    assert [analyser_of(language) for language in ("en", "zh", "pt", "")] == [
        "en",
        "zh",
        OTHER_LANGUAGE,
        OTHER_LANGUAGE,
    ]
