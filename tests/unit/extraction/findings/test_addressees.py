"""Who is asked to act."""

import pytest
from sample_documents import find_verbs
from sample_paragraphs import operative, preambular


def asked(text: str) -> list[str | None]:
    return [verb.addressee for verb in find_verbs(operative(text))]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Requests the Secretary-General to report;", "the Secretary-General"),
        ("Calls upon all States to plant;", "all States"),
        ("Calls upon States that have not yet done so to plant;", "States"),
        (
            "Calls upon States parties to the Convention that can to plant;",
            "States parties to the Convention",
        ),
        ("Urges all parties to armed conflict to disarm;", "all parties to armed conflict"),
        ("Requests the Office, subject to the funds at hand, to dig;", "the Office"),
        ("Invites, as appropriate, growers and donors to dig;", "growers and donors"),
        ("Requests in this regard the Office to dig;", "the Office"),
        ("Urges the Office in close cooperation with donors to dig;", "the Office"),
        ("Requests the Office urgently to dig;", "the Office"),
        ("Requests the Office (UNOS) to dig;", "the Office (UNOS)"),
        (
            "Encourages the Office, Governments and civil society, as well as donors, to dig;",
            "the Office, Governments and civil society, as well as donors",
        ),
        (
            "Urges all States, in particular those in arrears, to pay;",
            "all States, in particular those in arrears",
        ),
        ("Urges all States, including by means of loans, to pay;", "all States"),
        ("Encourages donors in a position to do so to give;", "donors in a position to do so"),
        (
            "Urges Member States requesting an exemption to write;",
            "Member States requesting an exemption",
        ),
        ("Demands that all parties immediately cease fire;", "all parties"),
        ("Recommends that the General Assembly adopt the text;", "the General Assembly"),
        ("Requests the Secretariat submit a list;", "the Secretariat"),
        ("Recommends to the General Assembly the adoption of the text:", "the General Assembly"),
        ("Reiterates its call upon the parties to disarm;", "the parties"),
        ("Reiterates its request to the Secretariat to report;", "the Secretariat"),
        ("Calls for all parties to disarm;", "all parties"),
        ("Calls upon that Government to disarm;", "that Government"),
        ("Calls upon States:", "States"),
        ("Authorizes the Committee to meet;", "the Committee"),
        ("Requests it to report;", "it"),
        ("Reminds all concerned to refrain from digging;", "all concerned"),
        ("Encourages Governments at all levels to dig;", "Governments at all levels"),
        ("Urges both growers thereafter to dig;", "both growers"),
        ("Appeals to all States for more aid in the drought.", "all States"),
        ("Appeals to the Office for Wells to give aid.", "the Office for Wells"),
        ("Requests the focal point on wells to report;", "the focal point on wells"),
        ("Calls upon Ruritania, the besieging Power, to leave;", "Ruritania, the besieging Power"),
        ("Demands that Ruritania, the besieger, comply;", "Ruritania, the besieger"),
        ("Encourages all parts of the Organization to dig;", "all parts of the Organization"),
        ("Calls upon Ruritania, the besieger, not to dig;", "Ruritania, the besieger"),
        ("Urges donors in response to the drought to give;", "donors"),
        (
            "Encourages the Office and its staff for their efforts to dig;",
            "the Office and its staff",
        ),
        (
            "Encourages donors, specialized agencies and interested States to dig;",
            "donors, specialized agencies and interested States",
        ),
        (
            "Urges the Office, States, in particular those in arrears, and growers to dig;",
            "the Office, States, in particular those in arrears, and growers",
        ),
        (
            "Appeals to States, as well as to foundations and growers, to give;",
            "States, as well as to foundations and growers",
        ),
        ("Calls upon States and upon growers to dig;", "States and upon growers"),
        (
            "Invites bodies with competence to manage wells to report;",
            "bodies with competence to manage wells",
        ),
        (
            "Encourages all growers involved in the response to support the Office;",
            "all growers involved in the response",
        ),
        (
            "Calls on the growers listed in the Secretary-General’s report to dig;",
            "the growers listed in the Secretary-General’s report",
        ),
        ("Demands that Ruritania brings the siege to an end;", "Ruritania"),
        ("Demands that the growers guarantee the peace;", "the growers"),
        ("Requests that the Secretariat circulate the list;", "the Secretariat"),
        ("Demands, in particular, that the growers cease digging;", "the growers"),
        (
            "Reiterates its demand, expressed in resolution 5 (1990), that all parties cease fire;",
            "all parties",
        ),
        (
            "Recommends that the Council of the Ruritanian Institute for Wells adopt the text;",
            "the Council of the Ruritanian Institute for Wells",
        ),
    ],
)
def test_addressee(text: str, addressee: str) -> None:
    assert asked(text) == [addressee]


@pytest.mark.parametrize(
    "text",
    [
        "Urges continued progress in digging;",
        "Encourages efforts by States to dig;",
        "Encourages the implementation of the Programme to fight drought;",
        "Calls for more rain;",
        "Demands that the wells be opened;",
        "Requests that updates be given to States;",
        "Reiterates its call for rain;",
        "Reiterates its support to the Office to dig;",
        "Welcomes the request to the Office to dig;",
        "Decides to invite the Office to dig;",
        "Calls for talks about States in the region to resume;",
        "Reminds States of their duty to dig;",
        "Reminds growers that they have to dig;",
        "Demands an end to the siege, as States have said;",
        "Requests",
    ],
)
def test_nobody_is_asked(text: str) -> None:
    assert asked(text) == [None]


def test_every_asking_verb_has_its_own_addressee() -> None:
    text = "Notes the drought, urges growers to save, and calls upon the Office to help them;"
    assert asked(text) == [None, "growers", "the Office"]


def test_verbs_that_share_an_object_share_the_addressee() -> None:
    assert asked("Requests and encourages the Office to dig;") == ["the Office", "the Office"]


def test_verbs_that_share_an_infinitive_have_their_own_addressees() -> None:
    text = "Requests the Office and calls upon growers to dig;"
    assert asked(text) == ["the Office", "growers"]


def test_preambular_openings_ask_as_well() -> None:
    verbs = find_verbs(preambular("Noting the drought, and urging all growers to save,"))
    assert [verb.addressee for verb in verbs] == [None, "all growers"]
