"""Addresses: the URL form, the people's form, and how they nest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.model import Address


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("op3", "OP3"),
        ("op3.a", "OP3(a)"),
        ("op3.a.ii", "OP3(a)(ii)"),
        ("pp7", "PP7"),
        ("pp7.fn3", "PP7 fn 3"),
        ("annex1.op2", "Annex I OP2"),
        ("annex14.h2", "Annex XIV Heading 2"),
        ("annex.p4.b", "Annex Paragraph 4(b)"),
        ("b.op1", "B OP1"),
        ("enacting", "Enacting formula"),
    ],
)
def test_addresses_are_written_for_people(text: str, label: str) -> None:
    assert Address.parse(text).label == label


def test_case_and_space_do_not_matter() -> None:
    assert Address.parse(" OP3.A ") == Address(("op3", "a"))


@pytest.mark.parametrize("text", ["", ".", "op3.", "op 3", "op3/a", "op3(a)", "ö1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        Address.parse(text)


def test_the_parent_is_one_level_out() -> None:
    assert Address.parse("op3.a").parent == Address.parse("op3")
    assert Address.parse("op3").parent is None


steps = st.from_regex(r"\A(?:op|pp|annex|h|p|fn|[a-z]{1,3})[0-9]{0,3}\Z")
addresses = st.lists(steps, min_size=1, max_size=4).map(lambda found: Address(tuple(found)))


@given(addresses, steps)
def test_text_brings_back_the_address(address: Address, step: str) -> None:
    assert Address.parse(str(address)) == address
    assert address.child(step).parent == address
    assert address.label
