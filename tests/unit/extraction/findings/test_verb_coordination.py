"""Further verbs of a paragraph: those of the acting body, and those of somebody else."""

import pytest
from sample_documents import find_verbs
from sample_paragraphs import operative, preambular


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Commends the Office for its maps, and requests the Office to print them;",
            [("commend", "start"), ("request", "comma-and")],
        ),
        (
            "Welcomes the maps; and also invites all States to use them;",
            [("welcome", "start"), ("invite", "semicolon")],
        ),
        (
            "Notes the maps and in this regard calls upon States to use them;",
            [("note", "start"), ("call upon", "and")],
        ),
        (
            "Notes the maps, and, in accordance with its mandate, decides to print them;",
            [("note", "start"), ("decide", "comma-and")],
        ),
        (
            "Takes note of the maps, notes with concern their cost, and therefore urges thrift;",
            [("take note", "start"), ("note", "comma"), ("urge", "comma-and")],
        ),
        (
            "Recalls, reaffirms and welcomes the maps;",
            [("recall", "start"), ("reaffirm", "comma"), ("welcome", "and")],
        ),
        (
            "Welcomes the maps (see A/1/2), but notes their cost;",
            [("welcome", "start"), ("note", "comma-and")],
        ),
        (
            "Recognizes that the well is dry and requests the Office to dig;",
            [("recognize", "start"), ("request", "and")],
        ),
        (
            "Welcomes the maps, and remains deeply concerned about their cost;",
            [("welcome", "start"), ("concerned", "comma-and")],
        ),
        (
            "Welcomes the maps, while stressing that they are dear;",
            [("welcome", "start"), ("stress", "while")],
        ),
        (
            "Welcomes the growth of the town, noting its need for water;",
            [("welcome", "start"), ("note", "comma")],
        ),
        (
            "Welcomes the growth of the town, bearing in mind that it has no well;",
            [("welcome", "start"), ("bear in mind", "comma")],
        ),
        (
            "Requests the Office to print. Also requests the Office to bind;",
            [("request", "start"), ("request", "sentence")],
        ),
    ],
)
def test_joined_to_an_operative_verb(text: str, found: list[tuple[str, str]]) -> None:
    verbs = find_verbs(operative(text))
    assert [(verb.lemma, verb.rule.removeprefix("verb.")) for verb in verbs] == found
    assert [verb.lead for verb in verbs] == [True] + [False] * (len(verbs) - 1)


@pytest.mark.parametrize(
    "text",
    [
        "Welcomes the efforts of States that support the poor and request help;",
        "Welcomes the law that attracts and supports growers;",
        "Welcomes the plan, which, inter alia, requests the Office to dig;",
        "Recognizes that the plan requires water and supports its use;",
        "Reiterates that it condemns and deplores the theft of seeds;",
        "Welcomes the decisions and requests of the Conference;",
        "Welcomes the appeals and calls for more seeds;",
        "Takes note of the pledges, calls by growers, and requests for seeds;",
        "Recalls its resolution 12/3, in which it requested the Office to dig, and decided;",
        "Notes the programme “Plants, welcomes and encourages”;",
        "Notes the programme (which plants, and requests more);",
        "Requests the Office to take stock of links between the crimes, emphasizing their cost;",
        "Invites States to dig wells, taking into account their needs, and ensuring access;",
        "Invites States to dig wells, bearing in mind that they are dear;",
        "Invites States to dig wells, taking into account the rain, and noting the drought;",
        "Welcomes the workshops on mapping, recognizing and protecting old trees;",
        "Notes the report of the Panel, the states of the wells, and the needs of growers;",
    ],
)
def test_verbs_of_another_subject_stay_out(text: str) -> None:
    assert len(find_verbs(operative(text))) == 1


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        (
            "Welcoming the opening of the garden, and expressing its hope for rain,",
            ["welcome", "express hope"],
        ),
        (
            "Mindful that drought is near and reaffirming its faith in rain,",
            ["mindful", "reaffirm"],
        ),
        (
            "Deeply concerned that wells dry, gravely alarmed by the toll, and mindful of need,",
            ["concerned", "alarmed", "mindful"],
        ),
        (
            "Recalling its resolution, recalling also the almanac, and taking note of the rain,",
            ["recall", "recall", "take note"],
        ),
        ("Welcoming the rain while stressing that wells are low,", ["welcome", "stress"]),
        ("Welcoming and encouraging the digging of wells,", ["welcome", "encourage"]),
        ("Having considered the almanac and examined the maps,", ["consider", "examine"]),
        (
            "Taking note of the almanac, which emphasizes that rain falls, and stressing thrift,",
            ["take note", "stress"],
        ),
        ("Noting the rain; and calling upon all to dig,", ["note", "call upon"]),
    ],
)
def test_joined_to_a_preambular_opening(text: str, lemmas: list[str]) -> None:
    verbs = find_verbs(preambular(text))
    assert [verb.lemma for verb in verbs] == lemmas
    assert all(verb.participle for verb in verbs)


@pytest.mark.parametrize(
    "text",
    [
        "Recognizing the worth of building wells, promoting thrift and strengthening dams,",
        "Stressing the need for assisting and supporting growers,",
        "Recalling that the Council recognized the drought, and that rain must be sought,",
        "Recalling its resolution, in which it welcomed the rain and encouraged thrift,",
        "Expressing its sorrow at the acts committed by thieves, the gardens seized, and the loss,",
        "Noting the plan, taking into account the needs of growers,",
        "Expressing concern at the drought and continuing dust storms,",
        "Noting the parties and concerned growers of the valley,",
        "Taking note of the letter expressing thanks to growers and expressing hope for rain,",
    ],
)
def test_other_participles_stay_out(text: str) -> None:
    assert len(find_verbs(preambular(text))) == 1


def test_participles_of_the_acting_body_are_marked() -> None:
    verbs = find_verbs(operative("Welcomes the rain, noting that it is late, and requests more;"))
    assert [verb.participle for verb in verbs] == [False, True, False]


def test_an_operative_paragraph_may_open_with_a_participle() -> None:
    verbs = find_verbs(operative("Recalling its decision 7 on wells;"))
    assert [(verb.lemma, verb.lead, verb.participle) for verb in verbs] == [("recall", True, True)]
