"""What of a text is searched: addressees by the body they stand for."""

import pytest

from index.fields import Field
from service.ingest.searchable import to_indexed
from service.model import Verb
from service.store.indexable import (
    IndexableBody,
    IndexableParagraph,
    IndexableText,
)


def _text(paragraph: IndexableParagraph) -> IndexableText:
    return IndexableText(
        id=1,
        resolution_id=1,
        language="en",
        title="Lakes",
        symbol="A/RES/93/14",
        sort_key="A/RES/93/14",
        status="adopted",
        adoption_method="without_vote",
        organ="GA",
        session="93",
        date=None,
        paragraphs=[paragraph],
    )


@pytest.mark.parametrize(
    ("addressee", "mention", "value"),
    [
        ("the Office", ("UNODC", 13, 19), "united nations office on drugs and crime"),
        (
            "its Executive Directorate",
            ("CTED", 13, 34),
            "counter-terrorism committee executive directorate",
        ),
        ("the Secretariat (the Unit)", ("Secretariat", 13, 24), "secretariat"),
        ("the Office and all parties", ("UNODC", 13, 19), "office and all parties"),
        ("all parties", ("UNODC", 40, 46), "parties"),
    ],
)
def test_an_addressee_goes_by_the_name_of_the_body_it_stands_for(
    addressee: str, mention: tuple[str, int, int], value: str
) -> None:
    verb = Verb(
        "request", "Requests", (), lead=True, start=0, end=8, rule="v",
        addressee=addressee, addressee_start=9,
    )  # fmt: skip
    paragraph = IndexableParagraph(
        7,
        "operative",
        0,
        "op1",
        f"Requests {addressee} to act;",
        [verb],
        [],
        [IndexableBody(*mention)],
    )
    (indexed,) = to_indexed(_text(paragraph))
    assert indexed.facets[Field.ADDRESSEE] == (value,)
