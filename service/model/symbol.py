"""The symbol of a document of the United Nations, in all the forms that it has had since 1946.

Two families. *Acts* (resolutions, decisions) have a series and a number, whose shape changed with
the years: `217 A (III)` (number and session in roman figures), `59/46` (session and number),
`S-10/2` and `ES-11/1` (special sessions), `1373 (2001)` (Security Council), `2005/19` (year and
number). All other *documents* are taken as they are printed: `E/CN.15/2005/L.4/Rev.1`,
`NPT/CONF.2010/50 (Vol. I)`, and joint ones such as `A/59/754-S/2005/197`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from service.model.organs import Organ
from service.model.roman_numerals import from_roman, to_roman

_LONGEST: Final = 120
_SQUEEZE = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u00ad": None,
        "\u200b": None,
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2212": "-",
        "[": "(",
        "]": ")",
    }
)

_PART = r"[A-Z](?:\s*(?:-|AND)\s*[A-Z])?"
_ROMAN = r"[IVXLC]+"
_SERIES = re.compile(r"(?P<series>[A-Z][A-Z0-9.-]*(?:/[A-Z0-9.-]+)*/(?:RES|DEC))/(?P<number>.+)")
_BY_SESSION = re.compile(
    rf"(?:(?P<special>E?S)-)?(?P<session>\d{{1,4}})/(?P<number>\d{{1,5}})\s*(?:\(?(?P<part>{_PART})\)?)?"
)
_BY_ROMAN = re.compile(
    rf"(?P<number>\d{{1,5}})\s*(?P<before>{_PART})?\s*"
    rf"\((?:(?P<special>E?S)-)?(?P<session>{_ROMAN})\)\s*(?:\(?(?P<after>{_PART})\)?)?"
)
_BY_YEAR = re.compile(r"(?P<number>\d{1,5})\s*\((?P<session>(?:19|20)\d\d)\)")

_SEGMENT = r"[A-Z0-9](?:[A-Z0-9.&-]|\([A-Z0-9.]{1,8}\))*"
_DOCUMENT = re.compile(rf"(?=[A-Z])(?=[^/]*/.*\d){_SEGMENT}(?:/{_SEGMENT})+")
_VOLUME = re.compile(
    rf"\s*\((?P<word>PARTS?|VOLS?|SECTS?)\s*\.?\s*(?P<one>{_ROMAN}|\d+[A-Z]?)"
    rf"(?:\s*(?P<join>AND|-)\s*(?P<two>{_ROMAN}|\d+[A-Z]?))?\)(?=$|/)"
)
_JOINT = re.compile(r"(?<=[\d)])-(?=[A-Z]{1,5}/)")
_MIXED_CASE = re.compile(r"(?<=/)(ADD|REV|CORR|AMEND|RES|DEC|DOC|MISC|SUPPL)(?=\.\d)")
_PROVISIONAL = re.compile(r"PROVISIONAL/([0-9A-F]{4,64})")
_SESSION_STEP = re.compile(r"(?:E?S-)?\d{1,3}")
_YEAR_STEP = re.compile(r"(?:19|20)\d\d")
_DRAFT_STEP = re.compile(r"L\.\d+")

# Longest first: "A/HRC/" before "A/".
_PREFIXES: Final = tuple(
    sorted(
        [
            *(
                (organ.symbol_prefix.removesuffix("RES/"), organ)
                for organ in Organ
                if organ.symbol_prefix
            ),
            ("ECE/", Organ.ECE),
            ("LC/", Organ.ECLAC),
            ("ESCAP/", Organ.ESCAP),
        ],
        key=lambda entry: -len(entry[0]),
    )
)
_SERIES_NAMED_BY_SESSION: Final = frozenset({"A/RES", "A/DEC", "A/HRC/RES", "A/HRC/DEC"})


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document's symbol in canonical form (`value`). Raises ValueError for anything else.

    Use `Symbol.parse` for text as people and documents write it.
    """

    value: str

    def __post_init__(self) -> None:
        if _canonical(self.value) != self.value:
            raise ValueError(f"not a canonical symbol: {self.value!r}")

    @classmethod
    def parse(cls, text: str, default_organ: Organ | None = None) -> "Symbol":
        """Read any written form, in upper or lower case. Raises ValueError.

        A bare number ("59/46", "1373 (2001)") is a resolution of `default_organ`.
        """
        return cls(_canonical(text, default_organ))

    @classmethod
    def parse_or_none(cls, text: str, default_organ: Organ | None = None) -> "Symbol | None":
        """The same as `parse`, but None for a text that is no symbol."""
        try:
            return cls.parse(text, default_organ)
        except ValueError:
            return None

    @classmethod
    def from_path(cls, text: str) -> "Symbol":
        """Read the form used in paths and file names, `A_RES_59_46`. Raises ValueError."""
        return cls(_canonical(text.replace("_", "/")))

    def __str__(self) -> str:
        return self.value

    @property
    def path(self) -> str:
        """The form for paths and file names: `S_RES_1373(2001)`."""
        return self.value.replace("/", "_").replace(" ", "")

    @property
    def organ(self) -> Organ | None:
        """The organ whose document it is; None where the symbol belongs to none of them."""
        return next((organ for prefix, organ in _PREFIXES if self.value.startswith(prefix)), None)

    @property
    def session(self) -> str | None:
        """The session as a number ("59", "S-10", "ES-11"); for ECOSOC's own papers the year."""
        act = _read_act(self.value)
        if act is not None:
            return None if act.shape == "year" else act.session_label
        steps = _JOINT.split(self.value)[0].split("/")
        if steps[0] == "E" and _YEAR_STEP.fullmatch(steps[1]):
            return steps[1]
        if steps[0] != "A":
            return None
        place = 2 if re.match(r"C\.\d|(?:HRC|BUR|INF|RES|DEC)$", steps[1]) else 1
        found = place < len(steps) and _SESSION_STEP.fullmatch(steps[place])
        return steps[place] if found else None

    @property
    def is_draft(self) -> bool:
        """Whether it is of the limited series, `…/L.4`, in which drafts are issued."""
        return any(_DRAFT_STEP.match(step) for step in self.value.split("/"))

    @property
    def sort_key(self) -> str:
        """A string that sorts as people count: by series, session, number; never equal for two."""
        act = _read_act(self.value)
        if act is None:
            spread = re.sub(r"\d+", lambda run: run[0].zfill(7), self.value)
        else:
            kind = ("", "S", "ES").index(act.special)
            spread = f"{act.series}/{kind}{act.session:07}/{act.number:07}/{act.part}"
        return f"{spread}|{self.value}"

    def __lt__(self, other: "Symbol") -> bool:
        return self.sort_key < other.sort_key

    def __le__(self, other: "Symbol") -> bool:
        return self.sort_key <= other.sort_key

    def __gt__(self, other: "Symbol") -> bool:
        return self.sort_key > other.sort_key

    def __ge__(self, other: "Symbol") -> bool:
        return self.sort_key >= other.sort_key


@dataclass(frozen=True, slots=True)
class _Act:
    """A resolution or decision: `shape` is "session" (59/46), "roman" (217 A (III)) or "year"."""

    series: str
    shape: str
    number: int
    session: int
    special: str = ""
    part: str = ""

    @property
    def session_label(self) -> str | None:
        if self.session > 1000 and self.series not in {"E/RES", "E/DEC"}:
            return None
        return f"{self.special}-{self.session}" if self.special else str(self.session)

    def __str__(self) -> str:
        special = f"{self.special}-" if self.special else ""
        part = f" {self.part}" if self.part else ""
        if self.shape == "year":
            return f"{self.series}/{self.number} ({self.session})"
        if self.shape == "roman":
            return f"{self.series}/{self.number}({special}{to_roman(self.session)}){part}"
        return f"{self.series}/{special}{self.session}/{self.number}{part}"


@lru_cache(maxsize=16_384)
def _canonical(text: str, default_organ: Organ | None = None) -> str:
    if len(text) > 3 * _LONGEST:
        raise ValueError("not a symbol: too long")
    if "%" in text:
        text = unquote(text)
    folded = " ".join(text.translate(_SQUEEZE).upper().split()).rstrip("*").rstrip()
    if not folded.isascii() or len(folded) > _LONGEST:
        raise ValueError(f"not a symbol: {text!r}")
    if folded[:1].isdigit() or re.match(r"E?S-\d", folded):
        folded = _with_series(folded, default_organ)
    folded = re.sub(r"\s*/\s*", "/", folded)
    if provisional := _PROVISIONAL.fullmatch(folded):
        return f"PROVISIONAL/{provisional[1].lower()}"
    act = _read_act(folded)
    if act is not None:
        return str(act)
    return "-".join(_document(part, text) for part in _JOINT.split(folded))


def _with_series(number: str, organ: Organ | None) -> str:
    if organ is None:
        raise ValueError(f"a number without its organ is no symbol: {number!r}")
    if not organ.symbol_prefix:
        raise ValueError(f"{organ.label} has no series of resolutions: {number!r}")
    full = organ.symbol_prefix + number
    if _read_act(full) is None:
        raise ValueError(f"not a resolution number of the {organ.label}: {number!r}")
    return full


def _document(text: str, whole: str) -> str:
    volume = _VOLUME.search(text)
    bare = text[: volume.start()] + text[volume.end() :] if volume else text
    series = _SERIES.fullmatch(bare)
    # A resolution's own series contains resolutions and their corrigenda, nothing else.
    if series is not None and _organ_series(series["series"]):
        act, _, suffix = bare.rpartition("/")
        if not re.fullmatch(r"(?:ADD|REV|CORR)\.\d+", suffix) or not (found := _read_act(act)):
            raise ValueError(f"not a symbol: {whole!r}")
        return f"{found}/{suffix.capitalize()}"
    if not _DOCUMENT.fullmatch(bare):
        raise ValueError(f"not a symbol: {whole!r}")
    if volume is None:
        return _mixed_case(bare)
    return _mixed_case(text[: volume.start()]) + _volume(volume) + _mixed_case(text[volume.end() :])


def _mixed_case(text: str) -> str:
    return _MIXED_CASE.sub(lambda word: word[0].capitalize(), text)


def _volume(match: re.Match[str]) -> str:
    word = match["word"].capitalize()
    point = "" if word.startswith("Part") else "."
    join = f" {match['join'].lower()} " if match["join"] == "AND" else match["join"] or ""
    return f" ({word}{point} {match['one']}{join}{match['two'] or ''})"


def _organ_series(series: str) -> bool:
    prefix = f"{series[:-3]}"
    return any(prefix == known for known, _ in _PREFIXES)


@lru_cache(maxsize=16_384)
def _read_act(text: str) -> _Act | None:
    match = _SERIES.fullmatch(text)
    if match is None:
        return None
    series, number = match["series"], match["number"]
    if found := _BY_YEAR.fullmatch(number):
        act = _Act(series, "year", int(found["number"]), int(found["session"]))
        return act if series == "S/RES" else None
    if series.startswith("S/"):
        return None
    if found := _BY_SESSION.fullmatch(number):
        return _by_session(series, found)
    if found := _BY_ROMAN.fullmatch(number):
        session = from_roman(found["session"])
        part = _part(found["before"] or found["after"])
        if session is None or (found["before"] and found["after"]):
            return None
        special = found["special"] or ""
        return _Act(series, "roman", int(found["number"]), session, special, part)
    return None


def _by_session(series: str, found: re.Match[str]) -> _Act | None:
    session, special = int(found["session"]), found["special"] or ""
    is_year = 1900 < session < 2100 and not special
    if series in _SERIES_NAMED_BY_SESSION and session > 999:
        return None
    if series in {"E/RES", "E/DEC"} and not is_year:
        return None
    part = _part(found["part"])
    return _Act(series, "session", int(found["number"]), session, special, part)


def _part(text: str | None) -> str:
    return re.sub(r"\s*(?:-|AND)\s*", "-", text) if text else ""
