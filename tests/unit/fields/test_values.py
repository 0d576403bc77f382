"""Values are taken from paragraphs as the store has them."""

import pytest

from index.fields import Field
from service.fields import FIELDS
from service.fields.parameters import goal_or_target
from service.fields.values import goals_and_targets, paragraph_kinds
from service.store.indexable import IndexableParagraph, IndexableText


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
    paragraph = IndexableParagraph(1, kind, 0, address, "a text;")
    assert [str(each) for each in paragraph_kinds(paragraph)] == kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Protection of lamps", "heading"),
        ("Protection of lamps:", "heading"),
        ("The protection of lamps;", "operative"),
        ("To protect lamps; and", "operative"),
        ("protection of lamps", "operative"),
        ("Lamps " * 20, "operative"),
    ],
)
def test_a_subparagraph_that_names_what_follows_is_a_heading(text: str, kind: str) -> None:
    paragraph = IndexableParagraph(1, "subparagraph", 0, "op3.a", text)
    kinds = [str(each) for each in paragraph_kinds(paragraph)]
    assert kinds == ["subparagraph", kind]


def test_a_target_counts_as_its_goal_too() -> None:
    text = IndexableText(
        id=1, resolution_id=1, language="en", title="", symbol="", sort_key="", status=None,
        organ=None, session=None, date=None, adoption_method=None, sdgs=("4", "15.4"),
    )  # fmt: skip
    assert list(goals_and_targets(text)) == ["4", "4", "15", "15.4"]


@pytest.mark.parametrize(
    ("typed", "value", "label"),
    [
        ("4", "4", "SDG 4: Quality education"),
        ("SDG 16", "16", "SDG 16: Peace, justice and strong institutions"),
        ("sdg 4.A", "4.a", "SDG target 4.a"),
        ("Goal 14", "14", "SDG 14: Life below water"),
    ],
)
def test_goals_are_taken_as_people_write_them(typed: str, value: str, label: str) -> None:
    specification = FIELDS[Field.SDG]
    assert specification.normalise is not None
    assert specification.normalise(typed) == value
    assert specification.value_label(value) == label


@pytest.mark.parametrize("typed", ["0", "18", "4.7.1", "goal", "4.e"])
def test_there_is_no_such_goal(typed: str) -> None:
    with pytest.raises(ValueError, match="number from 1 to 17"):
        goal_or_target(typed)
