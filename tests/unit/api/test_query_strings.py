from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from index.fields import Field
from service.api.http.query_strings import identity_of, pairs_of, read_query
from service.api.search.parameters import SearchParams
from service.api.search.toggles import Toggles


def params(**values: object) -> SearchParams:
    return SearchParams.model_validate(values)


def test_defaults_are_left_out() -> None:
    assert pairs_of(params()) == []
    assert pairs_of(params(q="", limit=20, unit="paragraph")) == []


def test_parameters_come_back_in_the_order_of_the_contract() -> None:
    pairs = pairs_of(params(limit=5, year=[2005, 2006], q="peace", date_from="2001-02-03"))
    assert pairs == [
        ("q", "peace"),
        ("year", "2005"),
        ("year", "2006"),
        ("date_from", "2001-02-03"),
        ("limit", "5"),
    ]
    assert pairs_of(SearchParams.model_validate({"q": "peace"})) == [("q", "peace")]


def test_lists_take_all_values_and_others_the_last() -> None:
    pairs = [("q", "war"), ("year", "2005"), ("q", "peace"), ("year", "2006"), ("year", "2005")]
    assert read_query(SearchParams, pairs) == params(q="peace", year=[2005, 2006, 2005])
    assert read_query(SearchParams, []) == params()


@pytest.mark.parametrize(
    ("pair", "place"),
    [
        (("year", "soon"), ("year", 0)),
        (("limit", ""), ("limit",)),
        (("unknown", "1"), ("unknown",)),
    ],
)
def test_what_is_wrong_about_a_parameter_is_told_by_its_name(
    pair: tuple[str, str], place: tuple[str | int, ...]
) -> None:
    with pytest.raises(ValidationError) as caught:
        read_query(SearchParams, [("q", "peace"), pair])
    assert [error["loc"] for error in caught.value.errors()] == [place]


def read_back(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query, strict_parsing="?" in address)


def test_toggling_chooses_and_drops_and_leaves_the_page() -> None:
    toggles = Toggles("/v1/search", params(q="peace", sponsor=["JPN"], cursor="c"))
    chosen = toggles.url(Field.SPONSOR, "GBR")
    assert chosen == "/v1/search?q=peace&sponsor=JPN&sponsor=GBR"
    assert toggles.url(Field.SPONSOR, "JPN") == "/v1/search?q=peace"
    assert Toggles("/", params(sponsor=["JPN"])).url(Field.SPONSOR, "JPN") == "/"


@given(
    st.text(max_size=20),
    st.lists(st.text(min_size=1, max_size=20), unique=True, max_size=4),
    st.text(min_size=1, max_size=20),
)
def test_toggling_adds_or_drops_one_pair_whatever_it_is(
    text: str, chosen: list[str], value: str
) -> None:
    before = SearchParams.model_construct(q=text, subject=chosen)
    pairs = pairs_of(before)
    pair = ("subject", value)
    wanted = [each for each in pairs if each != pair] if value in chosen else [*pairs, pair]
    assert read_back(Toggles("/v1/search", before).url(Field.SUBJECT, value)) == wanted


def test_paging_and_presentation_do_not_make_another_query() -> None:
    one = identity_of(params(q="peace"))
    assert one == identity_of(params(q="peace", limit=3, cursor="c", facet_limit=0, context=2))
    assert one != identity_of(params(q="peace", sort="oldest"))
    assert one != identity_of(params(q="peace", unit="resolution"))


def test_values_become_canonical() -> None:
    read = params(
        cites=["s/res/1373(2001)"],
        organ=["ga"],
        sponsor=["jpn"],
        operative_verb=["Request"],
        addressee=["The  Secretary-General"],
    )
    assert pairs_of(read) == [
        ("operative_verb", "request"),
        ("addressee", "secretary-general"),
        ("cites", "S/RES/1373 (2001)"),
        ("sponsor", "JPN"),
        ("organ", "GA"),
    ]
