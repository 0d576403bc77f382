"""Typed and printed layouts of 1946 to 1994: hard line ends, vote footers, OCR errors.

In the expected paragraphs, an indented line continues the line before it.
"""

from dataclasses import dataclass

import pytest

from service.extraction.pipeline import parse
from service.model import AdoptionMethod, ParagraphKind, Votes


@dataclass(frozen=True)
class Expected:
    symbol: str
    adopted: str
    method: AdoptionMethod | None
    votes: Votes | None
    paragraphs: str
    verbs: list[str]
    notes: str = ""


STRAITS = """\
RESOLUTION 942 (1961)
of 22 November 1961

The Security Council,

Expressing its continuing concern with the fog in the northern
straits,

Emphasizing the need of lamps that all pilots can see,

1. Affirms that the keeping of lighthouses requires that all coastal au-
thorities apply both of the following principles:

(i) Lamps are lit before the sun sets, whatever the weather may be
and whoever is on watch;

(ii) Bells are rung in fog;

2. Affirms further the necessity

(a) For guaranteeing a free way through the straits;

(b) For thanking the keepers;

3. Requests the Secretary-General to send a pilot to the straits and
to report to the Security Council as soon as possible.

Adopted unanimously at the 1382nd meeting.
"""

UNNUMBERED = """\
                                     17

Resolution 943 (1950) of 3 March 1950
[S/1943]

    The Security Council,
    Having received from the harbour masters the reports [S/1940, S/1941]1 on the
lamps that went out along the coast between the two capes last winter,
    Noting with regret that no keeper was on watch,2
    Decides that a commission of three members shall visit each of the lighthouses
and shall count the lamps;
    Calls upon all coastal authorities to let the commission pass;
    Invites the keepers to write down what they see.

    Adopted at the 472nd meeting by 9 votes to none, with
2 abstentions (Norland, Union of Southern Isles).

1 Official Records of the Security Council, Fifth Year, Supplement for January
through March 1950.
2 Ibid., document S/1942.
"""

OCR_ERRORS = """\
Resolution 944 (196l)
of l9 July 196l

The Security Counci1,

Recalling its resolution 942 (1961) of 22 November 1961 on the straits,

Having heard the staternent of the keeper,

l. Decides to extend the watch for a further period of six rnonths;

2, Requests the Secretary-General to light the lamp;

3. Urges all pilots to be patient.

Adopted at the lO48th rneeting by l0 votes to 1 (Norland), with
no abstentions.
"""

RUNNING_HEADS = """\
Resolution 945 (1972)
of 8 June 1972

The Security Council,

Recalling its resolutions 942 (1961) and 943 (1950), and mindful of the long-
term needs of all the ships that leave the harbour at night,

1. Reaffirms the provisions of its resolutions on the keeping of lamps, and

12        Resolutions and decisions of the Security Council, 1972

notes that the keepers have not slept since the storm;

2. Condemns the breaking of lamps;
\f
Resolutions and decisions of the Security Council, 1972        13

3. Decides to remain seized of the matter.

Adopted at the 1650th meeting by 13 votes to none, with 2 abstentions (Norland and Sudmark).
"""

DATED = """\
946 (1947). Resolution of 9 April 1947

[S/324]

The Security Council,

Having considered the statements of the two pilots concerning the ship that struck
the rock on 22 October 1946,

Recommends that both of them should at once show the place to the keeper.

Adopted at the 127th meeting by eight votes to none, with two abstentions.1/

1/ See S/320. One member did not take part in the vote.
"""

SECTIONS = """\
RESOLUTION 947 (1980)
of 30 June 1980

THE SECURITY COUNCIL,

HAVING CONSIDERED the letter of the keepers,

I

1. REAFFIRMS the need of lamps;

2. DEPLORES the fog;

II

1. CALLS UPON all pilots to wait.

Adopted at the 2242nd meeting by
14 votes to none, with 1 abstention
(Norland).
"""

ASSEMBLY = """\
1899 (XVII). Keeping of lighthouses

The General Assembly,

Recalling its resolution 1723 (XVI) of 19 December 1961 on the same coast,

Bearing in mind that the lamps of the harbour are of use to every ship that
passes, whatever its flag,

1. Declares that:

(a) No lamp shall be put out;

(b) Every keeper has the right to sleep;

2. Invites the Economic and Social Council to consider the question of oil at its
thirty-fifth session.

1194th plenary meeting,
14 December 1962.
"""

SAMPLES = {
    "straits": (
        STRAITS,
        Expected(
            "S/RES/942 (1961)",
            "1961-11-22",
            AdoptionMethod.UNANIMOUS,
            None,
            """\
enacting The Security Council,
pp1 Expressing its continuing concern with the fog in the northern straits,
pp2 Emphasizing the need of lamps that all pilots can see,
op1 Affirms that the keeping of lighthouses requires that all coastal authorities apply both
    of the following principles:
op1.i Lamps are lit before the sun sets, whatever the weather may be and whoever is on watch;
op1.ii Bells are rung in fog;
op2 Affirms further the necessity
op2.a For guaranteeing a free way through the straits;
op2.b For thanking the keepers;
op3 Requests the Secretary-General to send a pilot to the straits and to report to the
    Security Council as soon as possible.
""",
            ["express concern", "emphasize", "affirm", "affirm", "request"],
        ),
    ),
    "unnumbered": (
        UNNUMBERED,
        Expected(
            "S/RES/943 (1950)",
            "1950-03-03",
            AdoptionMethod.NON_RECORDED_VOTE,
            Votes(9, 0, 2),
            """\
enacting The Security Council,
pp1 Having received from the harbour masters the reports [S/1940, S/1941] on the lamps that
    went out along the coast between the two capes last winter,
pp2 Noting with regret that no keeper was on watch,
op1 Decides that a commission of three members shall visit each of the lighthouses and shall
    count the lamps;
op2 Calls upon all coastal authorities to let the commission pass;
op3 Invites the keepers to write down what they see.
""",
            ["receive", "note", "decide", "call upon", "invite"],
            """\
Official Records of the Security Council, Fifth Year, Supplement for January through March
    1950.
Ibid., document S/1942.
""",
        ),
    ),
    "ocr-errors": (
        OCR_ERRORS,
        Expected(
            "S/RES/944 (1961)",
            "1961-07-19",
            AdoptionMethod.NON_RECORDED_VOTE,
            Votes(10, 1, 0),
            """\
enacting The Security Counci1,
pp1 Recalling its resolution 942 (1961) of 22 November 1961 on the straits,
pp2 Having heard the staternent of the keeper,
op1 Decides to extend the watch for a further period of six rnonths;
op2 Requests the Secretary-General to light the lamp;
op3 Urges all pilots to be patient.
""",
            ["recall", "hear", "decide", "request", "urge"],
        ),
    ),
    "running heads": (
        RUNNING_HEADS,
        Expected(
            "S/RES/945 (1972)",
            "1972-06-08",
            AdoptionMethod.NON_RECORDED_VOTE,
            Votes(13, 0, 2),
            """\
enacting The Security Council,
pp1 Recalling its resolutions 942 (1961) and 943 (1950), and mindful of the long-term needs of
    all the ships that leave the harbour at night,
op1 Reaffirms the provisions of its resolutions on the keeping of lamps, and notes that the
    keepers have not slept since the storm;
op2 Condemns the breaking of lamps;
op3 Decides to remain seized of the matter.
""",
            ["recall", "reaffirm", "condemn", "decide"],
        ),
    ),
    "dated": (
        DATED,
        Expected(
            "S/RES/946 (1947)",
            "1947-04-09",
            AdoptionMethod.NON_RECORDED_VOTE,
            Votes(8, 0, 2),
            """\
enacting The Security Council,
pp1 Having considered the statements of the two pilots concerning the ship that struck the
    rock on 22 October 1946,
op1 Recommends that both of them should at once show the place to the keeper.
""",
            ["consider", "recommend"],
        ),
    ),
    "sections": (
        SECTIONS,
        Expected(
            "S/RES/947 (1980)",
            "1980-06-30",
            AdoptionMethod.NON_RECORDED_VOTE,
            Votes(14, 0, 1),
            """\
enacting THE SECURITY COUNCIL,
pp1 HAVING CONSIDERED the letter of the keepers,
i I
i.op1 REAFFIRMS the need of lamps;
i.op2 DEPLORES the fog;
ii II
ii.op1 CALLS UPON all pilots to wait.
""",
            ["consider", "reaffirm", "deplore", "call upon"],
        ),
    ),
    "assembly": (
        ASSEMBLY,
        Expected(
            "A/RES/1899(XVII)",
            "1962-12-14",
            None,
            None,
            """\
enacting The General Assembly,
pp1 Recalling its resolution 1723 (XVI) of 19 December 1961 on the same coast,
pp2 Bearing in mind that the lamps of the harbour are of use to every ship that passes,
    whatever its flag,
op1 Declares that:
op1.a No lamp shall be put out;
op1.b Every keeper has the right to sleep;
op2 Invites the Economic and Social Council to consider the question of oil at its
    thirty-fifth session.
""",
            ["recall", "bear in mind", "declare", "invite"],
        ),
    ),
}


def unfolded(text: str) -> list[str]:
    return text.replace("\n    ", " ").splitlines()


@pytest.mark.parametrize(("source", "expected"), SAMPLES.values(), ids=SAMPLES)
def test_old_layouts(source, expected):
    found = parse(source.encode())
    assert [f"{p.address} {p.text}" for p in found.paragraphs] == unfolded(expected.paragraphs)
    assert str(found.header.symbol) == expected.symbol
    assert str(found.header.adoption_date) == expected.adopted
    assert found.header.adoption_method == expected.method
    assert found.header.votes == expected.votes
    leads = [verb.lemma for p in found.paragraphs for verb in p.verbs if verb.lead]
    assert leads == expected.verbs
    notes = [note.text for p in found.paragraphs for note in p.footnotes]
    assert notes[: len(unfolded(expected.notes))] == unfolded(expected.notes)


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("Adopted at the 12th meeting by 9 votes to none, with 2 abstentions.", Votes(9, 0, 2)),
        ("Adopted at the 12th meeting by nine votes to one (Norland).", Votes(9, 1, 0)),
        ("Adopted at the 12th rneeting by 1l votes to l, with no abstentions.", Votes(11, 1, 0)),
        ("Adopted by a recorded vote of 120 to 3, with 20 abstentions.", Votes(120, 3, 20)),
        ("Adopted unanimously at the 12th meeting.", None),
    ],
)
def test_votes_of_footers(text, votes):
    source = f"The Security Council,\n\n1. Urges care;\n\n{text}"
    assert parse(source.encode()).header.votes == votes


@pytest.mark.parametrize(
    ("formula", "reads"),
    [
        ("The Security Counci1,", True),
        ("The General Assernbly,", True),
        ("THE SECURITY COUNCIL", True),
        ("The Security Council.", True),
        ("The Security Guard,", False),
    ],
)
def test_formulas_are_read_past_ocr_errors(formula, reads):
    (first, *_) = parse(f"{formula}\n\nNoting fog,\n\n1. Urges care;".encode()).paragraphs
    assert (first.kind is ParagraphKind.ENACTING) is reads
    assert not reads or first.text == formula
