"""What stands beside a cited number: the place in the target, its annex, the date of adoption."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

_PARAGRAPH = (
    r"(?:sect(?:ion|\.) (?P<{0}section>[IVXL]+|[A-Z]),? (?:of |to )?)?"
    r"(?:(?P<{0}preamble>preambular)|operative )?\s?para(?:graph|\.|s\.)s? "
    r"(?P<{0}number>\d{{1,3}})(?P<{0}points>(?: ?\([a-z]{{1,4}}\))*)"
)
_BEFORE: Final = re.compile(
    "(?:" + _PARAGRAPH.format("p_") + r"(?:(?!para|resol|decis)[^.;:]){0,60}?,? (?:of|in|to) "
    r"(?:the |its |(?P<p_annex>annex(?: [IVX]+)?) (?:to|of) )?"
    r"|(?P<annex>[Aa]nnex(?: [IVX]+)?)(?: (?:to|of)|,) (?:the |its )?"
    r")$"
)
_AFTER_ANNEX: Final = re.compile(
    r",? (?:and )?(?:appendix|annex(?:es)?(?P<annex> [IVX]+\b)?)\b(?! (?:to|of) )"
)
_AFTER_PARAGRAPH: Final = re.compile(
    r"(?:,| and) " + _PARAGRAPH.format("") + r"\b(?!\)?[^.;]{0,40} (?:of|in|to) )"
)
_REACH: Final = 120


@dataclass(frozen=True, slots=True)
class Beside:
    """What was found beside a number; `end` is where it stops."""

    end: int
    cited_date: date | None = None
    annex: str | None = None
    paragraph: str | None = None


def look_before(text: str, start: int) -> tuple[str | None, str | None]:
    """Paragraph and annex named before a citation whose first word starts at `start`.

    Of several paragraphs ("paragraphs 5 and 6 of") the first is given.
    """
    match = _BEFORE.search(text, max(0, start - _REACH), start)
    if match is None:
        return None, None
    if match["annex"] is not None:
        return None, "a" + match["annex"][1:]
    return _address(match, "p_"), match["p_annex"]


def look_after(text: str, end: int, months: tuple[str, ...]) -> Beside:
    """Date, annex and paragraph printed right after the number that ends at `end`."""
    cited, place = None, end
    if dated := _date_pattern(months).match(text, end):
        cited = _read_date(dated, months)
        place = dated.end()
    annex = paragraph = None
    if found := _AFTER_ANNEX.match(text, place):
        annex = "annex" + (found["annex"] or "")
        place = found.end()
    if found := _AFTER_PARAGRAPH.match(text, place):
        paragraph = _address(found, "")
        place = found.end()
    return Beside(place, cited, annex, paragraph)


def _address(match: re.Match[str], prefix: str) -> str:
    kind = "pp" if match[f"{prefix}preamble"] else "op"
    steps = [kind + match[f"{prefix}number"]]
    if section := match[f"{prefix}section"]:
        steps.insert(0, section.lower())
    steps += re.findall(r"[a-z]+", match[f"{prefix}points"])
    return ".".join(steps)


@cache
def _date_pattern(months: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(months)
    return re.compile(
        rf",? (?:\(|(?:adopted |also |both |all )*(?:of|on|dated) )?"
        rf"(?P<day>\d{{1,2}}) (?P<month>{names}) (?P<year>\d{{4}})\)?"
    )


def _read_date(match: re.Match[str], months: tuple[str, ...]) -> date | None:
    try:
        return date(int(match["year"]), months.index(match["month"]) + 1, int(match["day"]))
    except ValueError:
        return None
