"""Values are taken from paragraphs as the store has them."""

import pytest

from service.fields.values import paragraph_kinds
from service.store.indexable import IndexableParagraph


@pytest.mark.parametrize(
    ("kind", "address", "kinds"),
    [
        ("operative", "op3", ["operative"]),
        ("subparagraph", "op3.a.ii", ["subparagraph", "operative"]),
        ("subparagraph", "b.op3bis.p", ["subparagraph", "operative"]),
        ("subparagraph", "pp7.a", ["subparagraph", "preambular"]),
        ("subparagraph", "annex.op2.a", ["subparagraph", "annex"]),
        ("subparagraph", "annex2.p1.p2", ["subparagraph", "annex"]),
        ("subparagraph", "p1.2", ["subparagraph", "text"]),
        ("subparagraph", "a", ["subparagraph"]),
        ("annex", "annex1.op2", ["annex"]),
    ],
)
def test_a_subparagraph_counts_as_what_it_is_part_of(
    kind: str, address: str, kinds: list[str]
) -> None:
    paragraph = IndexableParagraph(1, kind, 0, address, "a text")
    assert [str(each) for each in paragraph_kinds(paragraph)] == kinds
