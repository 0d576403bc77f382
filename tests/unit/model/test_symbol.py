"""Symbols: every historic form, both ways, and their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.model import Organ, Symbol

GA, SC = Organ.GENERAL_ASSEMBLY, Organ.SECURITY_COUNCIL

WRITTEN = [
    # as written, default organ, canonical
    ("217 A (III)", GA, "A/RES/217(III) A"),
    ("A/RES/217 A (III)", None, "A/RES/217(III) A"),
    ("A/RES/217(III)[A]", None, "A/RES/217(III) A"),
    ("3363 (XXX)", GA, "A/RES/3363(XXX)"),
    ("A/RES/1803 (XVII)", None, "A/RES/1803(XVII)"),
    ("1874 (S-IV)", GA, "A/RES/1874(S-IV)"),
    ("31/16 A", GA, "A/RES/31/16 A"),
    ("A/RES/31/16A", None, "A/RES/31/16 A"),
    ("77/128 A and B", GA, "A/RES/77/128 A-B"),
    ("S-10/2", GA, "A/RES/S-10/2"),
    ("ES-11/1", GA, "A/RES/ES-11/1"),
    ("59/46", GA, "A/RES/59/46"),
    ("a/res/59/46", None, "A/RES/59/46"),
    ("A/RES/059/046", None, "A/RES/59/46"),
    ("A/RES/59/46*", None, "A/RES/59/46"),
    ("A%2FRES%2F59%2F46", None, "A/RES/59/46"),
    ("A/RES/59/46/Corr.1", None, "A/RES/59/46/Corr.1"),
    ("1373 (2001)", SC, "S/RES/1373 (2001)"),
    ("S/RES/1373(2001)", None, "S/RES/1373 (2001)"),
    ("s/res/1373%20(2001)", None, "S/RES/1373 (2001)"),
    ("S/RES/1373\u00a0(2001)", None, "S/RES/1373 (2001)"),
    ("2005/19", Organ.ECOSOC, "E/RES/2005/19"),
    ("1503 (XLVIII)", Organ.ECOSOC, "E/RES/1503(XLVIII)"),
    ("2005/80", Organ.COMMISSION_ON_HUMAN_RIGHTS, "E/CN.4/RES/2005/80"),
    ("60/1", Organ.CND, "E/CN.7/RES/60/1"),
    ("45/4", Organ.HUMAN_RIGHTS_COUNCIL, "A/HRC/RES/45/4"),
    ("S\u201121/1", Organ.HUMAN_RIGHTS_COUNCIL, "A/HRC/RES/S-21/1"),
    ("A/DEC/79/571", None, "A/DEC/79/571"),
    ("A/HRC/DEC/45/101", None, "A/HRC/DEC/45/101"),
    ("E/DEC/2021/249", None, "E/DEC/2021/249"),
    ("S/PRST/2005/34", None, "S/PRST/2005/34"),
    ("e/cn.15/2005/l.4/rev.1", None, "E/CN.15/2005/L.4/Rev.1"),
    ("A/59/754-S/2005/197", None, "A/59/754-S/2005/197"),
    ("A/48/486-S/26560", None, "A/48/486-S/26560"),
    ("E/2024/INF/2/Add.1", None, "E/2024/INF/2/Add.1"),
    ("A/78/PV.50", None, "A/78/PV.50"),
    ("A/C.3/78/SR.4", None, "A/C.3/78/SR.4"),
    ("A/CONF.203/18", None, "A/CONF.203/18"),
    ("A/ES-10/273", None, "A/ES-10/273"),
    ("A/77/6 (sect. 29A)", None, "A/77/6 (Sect. 29A)"),
    ("NPT/CONF.2010/50(Vol.I)", None, "NPT/CONF.2010/50 (Vol. I)"),
    ("NPT/CONF.1995/32 (Part I)/Corr.2", None, "NPT/CONF.1995/32 (Part I)/Corr.2"),
    ("NPT/CONF.2000/28 (Parts I and II)", None, "NPT/CONF.2000/28 (Parts I and II)"),
    ("ICCD/COP(14)/23/Add.1", None, "ICCD/COP(14)/23/Add.1"),
    ("GC(66)/RES/7", None, "GC(66)/RES/7"),
    ("unep/ea.5/res.14", None, "UNEP/EA.5/Res.14"),
    ("provisional/AB12CD34", None, "PROVISIONAL/ab12cd34"),
]


@pytest.mark.parametrize(("written", "organ", "canonical"), WRITTEN)
def test_every_form_has_one_canonical_form(
    written: str, organ: Organ | None, canonical: str
) -> None:
    symbol = Symbol.parse(written, organ)
    assert str(symbol) == canonical
    assert Symbol.parse(canonical) == symbol
    assert Symbol.from_path(symbol.path) == symbol


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("A_RES_59_46", "A/RES/59/46"),
        ("S_RES_1373(2001)", "S/RES/1373 (2001)"),
        ("A_59_754-S_2005_197", "A/59/754-S/2005/197"),
        ("A_RES_217(III)A", "A/RES/217(III) A"),
        ("A/RES/59/46", "A/RES/59/46"),
    ],
)
def test_paths_name_symbols(path: str, canonical: str) -> None:
    assert str(Symbol.from_path(path)) == canonical


def test_the_path_is_the_name_of_the_file() -> None:
    assert Symbol.parse("S/RES/1373 (2001)").path == "S_RES_1373(2001)"
    assert Symbol.parse("A/RES/59/46").path == "A_RES_59_46"


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "resolution", "A/RES", "and/or", "A//59", "59/46", "1373 (2001)", "217 A (III)"),
        *("S/RES/1373", "S/RES/59/46", "A/RES/2005/80", "A/RES/217(IIII)", "E/RES/59/46"),
        *("A/RES/217 A (III) B", "PROVISIONAL/xyz", "А/RES/59/46", "A/RES/59/46 and more"),
        *("A" * 500, "A/" + "1" * 200),
    ],
)
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="symbol"):
        Symbol.parse(text)
    assert Symbol.parse_or_none(text) is None


def test_a_number_must_be_one_that_the_organ_has() -> None:
    with pytest.raises(ValueError, match="not a resolution number of the Security Council"):
        Symbol.parse("59/46", SC)
    with pytest.raises(ValueError, match="no series"):
        Symbol.parse("59/46", Organ.OTHER)


def test_text_that_may_be_no_symbol_is_read_if_it_is_one() -> None:
    assert Symbol.parse_or_none("a/res/59/46") == Symbol("A/RES/59/46")
    assert Symbol.parse_or_none("1373 (2001)", SC) == Symbol("S/RES/1373 (2001)")


def test_only_canonical_text_makes_a_symbol() -> None:
    with pytest.raises(ValueError, match="canonical"):
        Symbol("a/res/59/46")


@pytest.mark.parametrize(
    ("text", "organ", "session", "draft"),
    [
        ("A/RES/59/46", GA, "59", False),
        ("A/RES/217(III) A", GA, "3", False),
        ("A/RES/1874(S-IV)", GA, "S-4", False),
        ("A/RES/ES-11/1", GA, "ES-11", False),
        ("A/RES/59/46/Corr.1", GA, "59", False),
        ("A/C.3/78/L.29/Rev.1", GA, "78", True),
        ("A/78/PV.50", GA, "78", False),
        ("A/ES-10/273", GA, "ES-10", False),
        ("A/AC.105/1116", GA, None, False),
        ("A/59/754-S/2005/197", GA, "59", False),
        ("A/HRC/RES/45/4", Organ.HUMAN_RIGHTS_COUNCIL, "45", False),
        ("A/HRC/55/L.2", Organ.HUMAN_RIGHTS_COUNCIL, "55", True),
        ("S/RES/1373 (2001)", SC, None, False),
        ("S/2015/366", SC, None, False),
        ("E/RES/2005/19", Organ.ECOSOC, "2005", False),
        ("E/2024/INF/2", Organ.ECOSOC, "2024", False),
        ("E/CN.4/RES/2005/80", Organ.COMMISSION_ON_HUMAN_RIGHTS, None, False),
        ("E/CN.15/2005/L.4", Organ.CCPCJ, None, True),
        ("CD/2229", None, None, False),
    ],
)
def test_what_a_symbol_tells(
    text: str, organ: Organ | None, session: str | None, draft: bool
) -> None:
    symbol = Symbol.parse(text)
    assert (symbol.organ, symbol.session, symbol.is_draft) == (organ, session, draft)


def test_symbols_sort_as_people_count() -> None:
    expected = [
        "A/59/9",
        "A/59/754-S/2005/197",
        "A/RES/217(III) A",
        "A/RES/3363(XXX)",
        "A/RES/31/16 A",
        "A/RES/31/16 B",
        "A/RES/59/9",
        "A/RES/59/46",
        "A/RES/100/1",
        "A/RES/S-10/2",
        "A/RES/ES-11/1",
        "S/RES/242 (1967)",
        "S/RES/1373 (2001)",
    ]
    shuffled = sorted((Symbol.parse(text) for text in expected), key=lambda one: one.value[::-1])
    assert [str(symbol) for symbol in sorted(shuffled)] == expected


numbers = st.integers(1, 3000)
acts = st.one_of(
    st.builds("A/RES/{}/{}".format, st.integers(1, 200), numbers),
    st.builds("A/RES/{}/{} {}".format, st.integers(1, 200), numbers, st.sampled_from("ABZ")),
    st.builds("A/RES/{}{}/{}".format, st.sampled_from(["S-", "ES-"]), st.integers(1, 40), numbers),
    st.builds("A/RES/{}({})".format, numbers, st.sampled_from(["I", "IV", "XIX", "XXX", "S-V"])),
    st.builds("S/RES/{} ({})".format, numbers, st.integers(1946, 2090)),
    st.builds(
        "{}/{}/{}".format, st.sampled_from(["E/RES", "E/DEC"]), st.integers(1946, 2090), numbers
    ),
    st.builds("A/HRC/DEC/{}/{}".format, st.integers(1, 99), numbers),
)
steps = st.one_of(
    numbers.map(str),
    st.builds(
        "{}.{}".format,
        st.sampled_from(["L", "Add", "Rev", "CONF", "CN", "PV", "Corr"]),
        st.integers(1, 500),
    ),
)
documents = st.builds(
    lambda start, number, rest: "/".join([start, str(number), *rest]),
    st.sampled_from(["A", "S", "E", "A/HRC", "CD", "FCCC", "ST/SGB"]),
    numbers,
    st.lists(steps, max_size=3),
)
joint = st.builds("{}-{}".format, documents, st.builds("S/{}/{}".format, numbers, numbers))
symbols = st.one_of(acts, documents, joint).map(Symbol.parse)


@given(symbols)
def test_text_and_path_bring_back_the_symbol(symbol: Symbol) -> None:
    assert Symbol.parse(str(symbol)) == symbol
    assert Symbol.parse(str(symbol).lower()) == symbol
    assert Symbol.from_path(symbol.path) == symbol
    assert "/" not in symbol.path
    assert " " not in symbol.path


@given(symbols, symbols, symbols)
def test_order_is_total(one: Symbol, two: Symbol, three: Symbol) -> None:
    assert (one == two) == (one.sort_key == two.sort_key)
    assert [one < two, one == two, one > two].count(True) == 1
    assert (one <= two) == (not one > two)
    assert (one >= two) == (not one < two)
    if one <= two <= three:
        assert one <= three


@given(st.text(max_size=60))
def test_any_text_is_a_symbol_or_refused(text: str) -> None:
    try:
        symbol = Symbol.parse(text)
    except ValueError:
        return
    assert Symbol.parse(str(symbol)) == symbol
