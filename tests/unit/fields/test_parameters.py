"""Values are brought into the form that the index has."""

import pytest

from service.fields.parameters import addressee_filter, normalise_addressee, organ_code


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("the Secretary-General", "secretary-general"),
        ("The  Secretary-General", "secretary-general"),
        ("all Member States", "member states"),
        ("all the parties", "parties"),
        ("theatres", "theatres"),
        ("", ""),
    ],
)
def test_addressees_have_one_form(printed: str, normal: str) -> None:
    assert normalise_addressee(printed) == normal


def test_what_has_no_form_is_looked_for_as_it_is() -> None:
    assert addressee_filter("The Parties") == "parties"
    assert addressee_filter("the ") == "the"


def test_codes_of_organs_are_found_in_any_case() -> None:
    assert [organ_code(each) for each in ("ga", "Ecosoc", "nobody")] == ["GA", "ECOSOC", "nobody"]
