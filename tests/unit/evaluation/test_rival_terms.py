"""Rivals get our terms: what they index, what they search for, and what they have to count."""

import pytest

from index import FacetRequest, Field, Query, SearchRequest, parse_query
from service.evaluation.comparison.facet_views import views
from service.evaluation.comparison.rival_terms import Terms


def test_a_place_gives_one_term_to_the_line_of_words() -> None:
    lines = Terms(["en"]).lines("Recalling resolution A/RES/59/46 of UNODC", "en")
    assert lines.words.split() == ["recal", "resolut", "a/res/59/46", "of", "unodc"]
    assert lines.forms.split() == ["=recalling", "=resolution", "res/59/46", "59/46", "46"]


def test_terms_of_several_languages_are_marked() -> None:
    lines = Terms(["en", "fr"]).lines("lakes", "en")
    assert (lines.words, lines.forms) == ("en_lake", "en_=lakes")


@pytest.mark.parametrize(
    ("query", "phrases", "beginnings"),
    [
        ("lakes", {("lake",), ("lakes",)}, ()),
        ('"lakes of"', {("lake", "of"), ("lakes", "of")}, ()),
        ("repo*", set(), ("repo", "=repo")),
    ],
)
def test_clauses_are_what_the_index_looks_for(
    query: str, phrases: set[tuple[str, ...]], beginnings: tuple[str, ...]
) -> None:
    parsed: Query | None = parse_query(query)
    (clause,) = Terms(["en"]).clauses(parsed)
    assert set(clause.phrases) == phrases
    assert clause.beginnings == beginnings


def test_words_are_clauses_of_their_own_and_no_query_has_none() -> None:
    terms = Terms(["en"])
    assert len(terms.clauses(parse_query("lakes northern"))) == 2
    assert terms.clauses(None) == ()


def test_a_query_that_the_mix_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="no such clause"):
        Terms(["en"]).clauses(parse_query("NOT lakes"))


def test_a_chosen_field_is_counted_without_its_own_filter() -> None:
    facets = tuple(map(FacetRequest, (Field.SPONSOR, Field.ORGAN, Field.YEAR)))
    filters = {Field.SPONSOR: frozenset({"NOR"}), Field.YEAR: frozenset({"1990"})}
    main, sponsor, year = views(SearchRequest(filters=filters, facets=facets))
    assert (main.filters, main.fields) == (filters, (Field.ORGAN,))
    assert (set(sponsor.filters), sponsor.fields) == ({Field.YEAR}, (Field.SPONSOR,))
    assert (set(year.filters), year.fields) == ({Field.SPONSOR}, (Field.YEAR,))


def test_a_filter_that_is_not_counted_adds_no_view() -> None:
    filters = {Field.KIND: frozenset({"operative"})}
    request = SearchRequest(filters=filters, facets=(FacetRequest(Field.ORGAN),))
    assert [view.fields for view in views(request)] == [(Field.ORGAN,)]
