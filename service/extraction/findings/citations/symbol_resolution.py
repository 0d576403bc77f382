"""Symbol resolution: from a number such as "59/46" or "1373 (2001)" to the symbol of a document.

Who adopted it is what the text says of it (its attribution), or else judged by the number's shape,
its date, the acting body and the organs named before. No words of a language are needed here.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from service.extraction.languages.citations import DocumentKind, Series, ShortName
from service.model import Organ, Symbol


class Shape(Enum):
    """How a number is built."""

    YEAR_IN_BRACKETS = auto()  # 1373 (2001)
    ROMAN_SESSION = auto()  # 1803 (XVII)
    YEAR = auto()  # 2005/19
    SESSION = auto()  # 59/46, S-10/2


_DEFAULT: Final = {
    Shape.YEAR_IN_BRACKETS: Organ.SECURITY_COUNCIL,
    Shape.ROMAN_SESSION: Organ.GENERAL_ASSEMBLY,
    Shape.YEAR: Organ.ECOSOC,
    Shape.SESSION: Organ.GENERAL_ASSEMBLY,
}
_COUNCIL: Final = _DEFAULT | {
    Shape.ROMAN_SESSION: Organ.ECOSOC,
    Shape.SESSION: Organ.HUMAN_RIGHTS_COUNCIL,
}
_LAST_ROMAN_YEAR: Final = 1978
_LAST_ROMAN_SESSION: Final = 30
# Resolutions counted through all sessions: session and number of some, about; in between they lie
# on a line. So 722 (XXIII) is not the Assembly's, and 217 (III) not the Council's.
_COUNTED: Final = {
    Organ.GENERAL_ASSEMBLY: (
        (1, 50), (3, 240), (5, 420), (8, 750), (10, 950), (13, 1290), (15, 1560), (17, 1810),
        (19, 2003), (21, 2190), (23, 2430), (25, 2680), (27, 2980), (30, 3440),
    ),
    Organ.ECOSOC: (
        (1, 8), (3, 10), (7, 155), (24, 663), (28, 728), (39, 1086), (50, 1566), (63, 2089),
    ),
}  # fmt: skip
_COUNT_LEEWAY: Final = 125
# Where these organs' decisions begin to count; lower numbers are decisions of other bodies.
_FIRST_DECISION: Final = {
    Organ.GENERAL_ASSEMBLY: 300,
    Organ.HUMAN_RIGHTS_COUNCIL: 100,
    Organ.ECOSOC: 100,
}
# Official reports in which bodies print their resolutions ("A/74/53, chap. III, resolution 42/12").
_OFFICIAL_REPORTS: Final = {
    re.compile(rf"{start}/\d+/{number}\b"): organ
    for start, number, organ in (
        ("A", 53, Organ.HUMAN_RIGHTS_COUNCIL),
        ("E", 23, Organ.COMMISSION_ON_HUMAN_RIGHTS),
        ("E", 24, Organ.STATISTICAL_COMMISSION),
        ("E", 25, Organ.CPD),
        ("E", 26, Organ.CSOCD),
        ("E", 27, Organ.CSW),
        ("E", 28, Organ.CND),
        ("E", 30, Organ.CCPCJ),
        ("E", 31, Organ.CSTD),
    )
}
_FIRST_YEAR: Final = 1945  # years out of these bounds are misprints and say nothing
_LAST_YEAR: Final = 2100


def shape_of(number: str) -> Shape:
    """The shape of a number as the tokeniser finds it."""
    if "(" in number:
        bracket = number[number.index("(") + 1 :]
        return Shape.YEAR_IN_BRACKETS if bracket[:1].isdigit() else Shape.ROMAN_SESSION
    session = number.partition("/")[0]
    return Shape.YEAR if len(session) == 4 and session.isdigit() else Shape.SESSION


def symbol_for(number: str, kind: DocumentKind, organ: Organ) -> str | None:
    """The canonical symbol of an organ's resolution or decision; None where it has no such one."""
    try:
        symbol = Symbol.parse(number, organ)
        if kind is DocumentKind.DECISION:
            return _decision(symbol, number, organ)
    except ValueError:
        return None
    return symbol.value if _has_such_numbers(symbol, number, organ) else None


def _decision(symbol: Symbol, number: str, organ: Organ) -> str | None:
    if organ is Organ.SECURITY_COUNCIL:
        return None
    count = re.search(r"/(\d+)", number)
    if count is not None and int(count[1]) < _FIRST_DECISION.get(organ, 0):
        return None
    prefix = organ.symbol_prefix
    decision = prefix.removesuffix("RES/") + "DEC/" + symbol.value.removeprefix(prefix)
    return Symbol.parse(decision).value


def _has_such_numbers(symbol: Symbol, number: str, organ: Organ) -> bool:
    """Whether the organ has numbers of this shape for such a session."""
    roman = shape_of(number) is Shape.ROMAN_SESSION
    if organ is Organ.HUMAN_RIGHTS_COUNCIL:
        return not roman
    if roman and not _in_count(symbol, number, organ):
        return False
    if organ is not Organ.GENERAL_ASSEMBLY or number.startswith(("S-", "ES-")):
        return True
    # The Assembly counted in Roman figures up to its thirtieth session, and not since.
    session = (symbol.session or "").rpartition("-")[2]
    return roman == (int(session) <= _LAST_ROMAN_SESSION)


def _in_count(symbol: Symbol, number: str, organ: Organ) -> bool:
    """Whether an organ's running count can have reached the number in that session."""
    anchors = _COUNTED.get(organ)
    session, count = symbol.session or "", re.match(r"\d+", number)
    if anchors is None or count is None or not session.isdecimal():
        return True
    for (first, low), (last, high) in pairwise(anchors):
        if int(session) <= last:
            expected = low + (high - low) * (int(session) - first) / (last - first)
            return abs(int(count[0]) - expected) <= _COUNT_LEEWAY
    return False


def symbol_of_series(number: str, kind: DocumentKind, series: Series) -> str | None:
    """The symbol of a body that numbers by session in a series of its own."""
    match, pattern = re.fullmatch(r"(\d+)/(\d+)", number), series.symbol_pattern(kind)
    if match is None or pattern is None:
        return None
    return canonical(pattern.format(session=match[1], number=match[2]))


def organ_of_report(symbol: str) -> Organ | None:
    """The organ whose official report has this symbol; None where it is of no organ known here."""
    for pattern, organ in _OFFICIAL_REPORTS.items():
        if pattern.match(symbol):
            return organ
    return None


def canonical(text: str) -> str | None:
    """The canonical form of a full symbol, or None where it is no symbol."""
    symbol = Symbol.parse_or_none(text)
    return symbol.value if symbol else None


def organ_by_short_name(short: ShortName, number: str, commission: Organ | None) -> Organ | None:
    """The organ meant by "Council", "Assembly" or "Commission" before this number."""
    shape = shape_of(number)
    if short is ShortName.COUNCIL:
        return _COUNCIL[shape]
    if short is ShortName.ASSEMBLY:
        return Organ.GENERAL_ASSEMBLY
    if commission is not None:
        return commission
    return Organ.COMMISSION_ON_HUMAN_RIGHTS if shape is Shape.YEAR else None


def _fits_date(organ: Organ, number: str, cited: date, leeway: int = 0) -> bool:
    """Whether the organ can have adopted the number on the date, give or take `leeway` years.

    True where that cannot be judged: for organs whose sessions do not follow the calendar.
    """
    if shape_of(number) is Shape.ROMAN_SESSION:
        return cited.year <= _LAST_ROMAN_YEAR + leeway
    session = re.match(r"(\d{1,3})/", number)
    if session is None:
        return True
    count = int(session[1])
    if organ is Organ.GENERAL_ASSEMBLY:
        return -leeway <= cited.year - (1945 + count) <= 1 + leeway
    if organ is Organ.HUMAN_RIGHTS_COUNCIL:
        # Three sessions a year since June 2006.
        return abs(cited.year + cited.month / 12 - (2006.4 + (count - 1) / 3)) < 1.2 + leeway
    return True


@dataclass(frozen=True, slots=True)
class UnattributedNumber:
    """A number without its organ: what is known of whose it may be.

    Attributes:
        number: The number as printed.
        kind: Whether it is of a resolution or of a decision.
        acting: The body whose text it is.
        mentioned: The organs named before it in the text, the nearest first.
        cited_date: The date printed beside it.
        owned: Whether the text says "its", of a body rather than of nobody in particular.
    """

    number: str
    kind: DocumentKind
    acting: Organ | None
    mentioned: tuple[Organ, ...]
    cited_date: date | None
    owned: bool


def infer_symbol(unattributed: UnattributedNumber) -> str | None:
    """The symbol: the acting body's if it has such numbers and sat on the date, else that of the
    organ whose numbers have this shape, else of an organ named before. None where nothing fits.
    """
    number, cited_date = unattributed.number, unattributed.cited_date
    acting, default = unattributed.acting, _DEFAULT[shape_of(number)]
    others = [default, *unattributed.mentioned]
    if unattributed.owned and shape_of(number) is Shape.YEAR:
        # Commissions number by year as the Council does: "the Commission … and its resolution".
        others = [*unattributed.mentioned, default]
    candidates = [acting, *others]
    if cited_date is not None and shape_of(number) is Shape.SESSION:
        candidates.append(Organ.HUMAN_RIGHTS_COUNCIL)
    symbols = [
        (organ, symbol)
        for organ in candidates
        if organ is not None and (symbol := symbol_for(number, unattributed.kind, organ))
    ]
    if cited_date is None or not _FIRST_YEAR <= cited_date.year <= _LAST_YEAR:
        return symbols[0][1] if symbols else None
    fitting = [symbol for organ, symbol in symbols if _fits_date(organ, number, cited_date)]
    # A body's own number a year off is a misprint; a stranger's is another body's.
    fitting += [
        symbol
        for organ, symbol in symbols
        if organ is acting and _fits_date(organ, number, cited_date, 1)
    ]
    return fitting[0] if fitting else None
