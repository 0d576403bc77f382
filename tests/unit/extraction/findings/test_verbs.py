"""One verb at a time: lemma, surface, modifiers, and where a lead verb may stand."""

import pytest
from sample_documents import find_verbs
from sample_paragraphs import operative, paragraph, preambular, running_text, subparagraph

from service.extraction.findings.document import AnalysedDocument
from service.extraction.findings.verbs import annotate_verbs
from service.extraction.languages import installed_languages
from service.model import Header, Language, ParagraphKind, Verb


def only(verbs: tuple[Verb, ...]) -> Verb:
    assert len(verbs) == 1, [verb.surface for verb in verbs]
    return verbs[0]


@pytest.mark.parametrize(
    ("text", "lemma", "surface", "modifiers"),
    [
        ("Requests the Office to map all wells;", "request", "Requests", ()),
        ("Also requests the Office to map wells;", "request", "Also requests", ("also",)),
        ("Requests further the Office to map wells;", "request", "Requests further", ("further",)),
        ("Encourages further mapping of wells;", "encourage", "Encourages", ()),
        ("Strongly condemns the theft of seeds;", "condemn", "Strongly condemns", ("strongly",)),
        (
            "Once again invites all States to plant;",
            "invite",
            "Once again invites",
            ("once again",),
        ),
        (
            "Condemns in the strongest terms the theft of seeds;",
            "condemn",
            "Condemns in the strongest terms",
            ("in the strongest terms",),
        ),
        ("Notes with concern the loss of bees;", "note", "Notes with concern", ("with concern",)),
        (
            "Notes, with deep concern, the loss of bees;",
            "note",
            "Notes, with deep concern",
            ("with deep concern",),
        ),
        (
            "Takes note with appreciation of the atlas of soils;",
            "take note",
            "Takes note with appreciation",
            ("with appreciation",),
        ),
        ("Takes further note of the atlas;", "take note", "Takes further note", ("further",)),
        ("Takes into account the atlas;", "take into account", "Takes into account", ()),
        ("Calls upon all States to plant trees;", "call upon", "Calls upon", ()),
        ("Calls on all States to plant trees;", "call on", "Calls on", ()),
        ("Calls for more trees;", "call for", "Calls for", ()),
        (
            "Calls once again upon all States to plant;",
            "call upon",
            "Calls once again upon",
            ("once again",),
        ),
        ("Appeals to all donors to give seeds;", "appeal to", "Appeals to", ()),
        (
            "Expresses its appreciation to the gardeners;",
            "express appreciation",
            "Expresses its appreciation",
            (),
        ),
        (
            "Expresses grave concern about the locusts;",
            "express concern",
            "Expresses grave concern",
            ("grave",),
        ),
        (
            "Expresses its strong and continued support for beekeepers;",
            "express support",
            "Expresses its strong and continued support",
            ("strong", "continued"),
        ),
        ("Reiterates its call for calm;", "reiterate call", "Reiterates its call", ()),
        ("Reaffirms its call upon all to plant;", "reaffirm call", "Reaffirms its call", ()),
        ("Reaffirms its decision to plant trees;", "reaffirm", "Reaffirms", ()),
        ("Pays tribute to the gardeners;", "pay tribute", "Pays tribute", ()),
        (
            "Looks forward to the next harvest;",
            "look forward",
            "Looks forward",
            (),
        ),
        (
            "Continues to urge all States to plant;",
            "urge",
            "Continues to urge",
            ("continues to",),
        ),
        ("Decides to remain seized of the matter.", "decide", "Decides", ()),
        (
            "Remains actively seized of the matter.",
            "remain seized",
            "Remains actively seized",
            ("actively",),
        ),
        (
            "Remains deeply concerned about the drought;",
            "concerned",
            "Remains deeply concerned",
            ("remains", "deeply"),
        ),
        ("Emphasises the value of seeds;", "emphasize", "Emphasises", ()),
        ("Recognises the value of seeds;", "recognize", "Recognises", ()),
        ("Recommends the text below;", "recommend", "Recommends", ()),
        ("In this regard, welcomes the atlas;", "welcome", "welcomes", ()),
    ],
)
def test_operative_verb(text: str, lemma: str, surface: str, modifiers: tuple[str, ...]) -> None:
    verb = only(find_verbs(operative(text)))
    assert (verb.lemma, verb.surface, verb.modifiers) == (lemma, surface, modifiers)
    assert verb.lead
    assert not verb.participle


@pytest.mark.parametrize(
    ("text", "lemma", "surface", "modifiers"),
    [
        ("Recalling its resolution 12/3 of 4 May 1958,", "recall", "Recalling", ()),
        ("Recalling also its resolution 12/3,", "recall", "Recalling also", ("also",)),
        (
            "Further recalling the harvest festival,",
            "recall",
            "Further recalling",
            ("further",),
        ),
        ("Bearing in mind the needs of bees,", "bear in mind", "Bearing in mind", ()),
        ("Mindful also that bees are few,", "mindful", "Mindful also", ("also",)),
        ("Deeply concerned that bees are few,", "concerned", "Deeply concerned", ("deeply",)),
        ("Convinced of the worth of bees,", "convinced", "Convinced", ()),
        ("Guided by the almanac,", "guided", "Guided", ()),
        ("Having considered the almanac,", "consider", "Having considered", ("having",)),
        (
            "Having also taken note of the almanac,",
            "take note",
            "Having also taken note",
            ("having", "also"),
        ),
        ("Having regard to the almanac,", "have regard", "Having regard", ()),
        ("Being aware that bees are few,", "aware", "Being aware", ("being",)),
        (
            "Taking note with satisfaction of the almanac,",
            "take note",
            "Taking note with satisfaction",
            ("with satisfaction",),
        ),
        (
            "Expressing once again its deepest sympathy to the growers,",
            "express sympathy",
            "Expressing once again its deepest sympathy",
            ("once again", "deepest"),
        ),
        ("Looking forward to the next harvest,", "look forward", "Looking forward", ()),
        ("While noting the rain of March,", "note", "noting", ()),
        (
            "Acting under Chapter VII of the Charter of the United Nations,",
            "act",
            "Acting",
            (),
        ),
    ],
)
def test_preambular_opening(
    text: str, lemma: str, surface: str, modifiers: tuple[str, ...]
) -> None:
    verb = only(find_verbs(preambular(text)))
    assert (verb.lemma, verb.surface, verb.modifiers) == (lemma, surface, modifiers)
    assert verb.lead
    assert verb.participle


def test_a_verb_that_no_lexicon_knows_is_found_by_its_italics() -> None:
    text = "Quietly fosters the exchange of seeds;"
    assert find_verbs(operative(text)) == ()
    verb = only(find_verbs(operative(text, ((0, 15),))))
    assert (verb.lemma, verb.modifiers, verb.rule) == ("foster", ("quietly",), "verb.emphasis")
    assert only(find_verbs(preambular("Pondering the rain,", ((0, 9),)))).lemma == "ponder"
    assert only(find_verbs(preambular("Celebrating the rain,", ((0, 11),)))).lemma == "celebrate"
    assert only(find_verbs(operative("Call upon all to dig;", ((0, 9),)))).lemma == "call upon"


@pytest.mark.parametrize("text", ["Description: a tall man", "Arms for sale", "The seeds of oaks"])
def test_italics_that_are_no_verb_stay_none(text: str) -> None:
    assert find_verbs(operative(text, ((0, len(text.partition(" ")[0])),))) == ()


def test_framing_before_the_verb_stays_out() -> None:
    verbs = find_verbs(operative("On the basis of the almanac, decides to plant an oak;"))
    assert [(verb.surface, verb.rule) for verb in verbs] == [("decides", "verb.framed")]


def test_a_participle_of_framing_counts_but_the_finite_verb_leads() -> None:
    verbs = find_verbs(operative("Acting under Chapter VII, decides to plant an oak;"))
    assert [(verb.lemma, verb.lead, verb.participle) for verb in verbs] == [
        ("act", False, True),
        ("decide", True, False),
    ]


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("Requests the Office to plant oaks;", ["request"]),
        ("calls upon the Office to plant oaks;", ["call upon"]),
        ("Took note of the almanac;", ["take note"]),
        ("Decided to close the item;", ["decide"]),
        ("To request the Office to plant oaks;", []),
        ("Promoting the planting of oaks, and recognizing their shade;", []),
        ("Requests for seeds shall be made in writing;", []),
        ("Notes by the Secretariat;", []),
        ("Planted oaks;", []),
        ("The seeds of the oak; and requests the Office to plant them;", ["request"]),
    ],
)
def test_subparagraphs_speak_for_the_acting_body_only_with_a_finite_verb(
    text: str, lemmas: list[str]
) -> None:
    assert [verb.lemma for verb in find_verbs(subparagraph(text))] == lemmas


def test_a_subparagraph_that_goes_on_with_its_parent_has_no_lead() -> None:
    verbs = find_verbs(
        subparagraph("The seeds, and requests the Office to sow, and notes its zeal;")
    )
    assert [(verb.lemma, verb.lead) for verb in verbs] == [("request", False), ("note", False)]


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("“The Security Council recalls its statement. It notes the rain.", ["recall", "note"]),
        (
            "The Council notes the rain. In this regard, the Council urges all to dig.",
            ["note", "urge"],
        ),
        ("The Council notes the rain. In particular, it urges all to dig.", ["note", "urge"]),
        (
            "The Council notes the rain. Recalling its call, the Council urges all to dig.",
            ["note", "recall", "urge"],
        ),
        (
            "The General Assembly, recalling resolution 5, and noting the rain, decided to dig.",
            ["recall", "note", "decide"],
        ),
        (
            "The General Assembly, recalling " + "a well, " * 60 + "decided to dig.",
            ["recall", "decide"],
        ),
        ("The Council notes the 2.5 wells dug and urges all to dig.", ["note", "urge"]),
        ("The Council commends the Envoy, Mr. Sow, and urges all to dig.", ["commend", "urge"]),
        ("The Council notes the rain. Growers, the Council says, dig and urge on.", ["note"]),
        ("The Council, in this regard, welcomes the rain.", ["welcome"]),
        ("At its 9th meeting, the Assembly, on request, took note of the almanac.", ["take note"]),
        ("At its 9th meeting, the Assembly noted it and decided to act.", ["note", "decide"]),
        ("The Government welcomes the rain.", []),
        ("The Council notes the rain. The Government welcomes it.", ["note"]),
        ("It welcomes the rain.", ["welcome"]),
        ("The almanac, adopted by the Council in May, is long.", []),
    ],
)
def test_running_text_names_its_subject(text: str, lemmas: list[str]) -> None:
    assert [verb.lemma for verb in find_verbs(running_text(text))] == lemmas


def test_a_chapeau_hands_the_text_on() -> None:
    text = "The Commission on Soils recommends to the Council the approval of the following text:"
    verb = only(find_verbs(paragraph(ParagraphKind.CHAPEAU, text)))
    assert (verb.lemma, verb.addressee) == ("recommend", "the Council")


@pytest.mark.parametrize(
    "kind", [ParagraphKind.HEADING, ParagraphKind.ANNEX, ParagraphKind.ENACTING]
)
def test_other_kinds_have_no_verbs(kind: ParagraphKind) -> None:
    assert find_verbs(paragraph(kind, "Requests the Office to plant oaks;")) == ()


def test_a_language_without_a_lexicon_has_no_verbs() -> None:
    document = AnalysedDocument.of(Header(), [operative("Requests the Office to plant;")])
    annotate_verbs(document, installed_languages().of(Language.GERMAN))
    assert document.paragraphs[0].verbs == ()
