"""Open classes of bodies, recognised by the pattern of their names: no list can hold them all.

Committees named by the resolution that set them up, special rapporteurs by their mandate, special
representatives by theirs, conferences of parties, panels of experts, commissions of inquiry, and
operations of the United Nations or a regional organisation in a country.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from service.extraction.languages.bodies import body_code, committee_code, mandates, slug

_NUMBER = r"\d{3,4} \((?:19|20)\d\d\)"
_DATED = rf"{_NUMBER}(?: of \d{{1,2}} [A-Z][a-z]+ \d{{4}})?"
CAPITAL = r"(?:Côte d'Ivoire|[A-Z][\w'-]*)"
# A run of capitalised words with small words between them.
TITLE = (
    rf"(?:the )?{CAPITAL}(?:(?: (?:of|the|in|for|on|to|against|with)){{0,2}}"
    rf" (?!Ambassador){CAPITAL}"
    r"|,? (?:and|or) (?!(?:the|its|Head|Special|Deputy|Personal|(?:UN|AU|EU)?[A-Z]{3,})\b)"
    rf"{CAPITAL}(?![\w'-])(?! Representative))*"
)
LISTED = rf"(?:, {CAPITAL}(?: {CAPITAL})*)+,? and {CAPITAL}"
_OF_SECRETARY_GENERAL = r"(?:(?:United Nations |UN )?Secretary-General's )?"
# A mandate in small letters runs on until the sentence takes it up again.
_MANDATE_END = (
    r"(?=[,;:.()\[\]“”\"]|$"
    r"| (?:has|have|had|is|are|was|were|will|shall|should|may|can|could|must|continues?|who|that"
    r"|which|whose|submitted|presented|pursuant|under|within|during|regarding|established"
    r"|appointed|contained|covering|together|including|based|requested|through|by|from)\b"
    r"| (?:and|or) (?:to|the|his|her|their|its|other|all|also|with|by|requests?|invites?|of the"
    r"|Human|Special|welcom\w+|not\w+|encourag\w+)\b"
    r"| in (?:his|her|its|their|accordance|particular|this|that|order|line|close|full|fulfil\w*)\b"
    r"| as (?:well|a|an|the|contained|extended|appropriate)\b"
    r"| at (?:its|the)\b| with (?:a|the|all|his|her)\b"
    r"| for (?:his|her|their|its|the period|a period|consideration|a further)\b"
    r"| of the (?:Human Rights Council|Commission)\b|(?<!right)(?<!rights)(?<!related)"
    r"(?<!relation)(?<!access)(?<!regard)(?<!contrary) to\b| on (?:his|her|its|their)\b)"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """An open class: without `cue` in a text the pattern cannot match; it begins with `begins`."""

    rule: str
    cue: str
    begins: str
    regex: re.Pattern[str]
    code: Callable[[re.Match[str]], str]

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in a text, like `finditer`, but tried only at letters that may begin one."""
        end = 0
        for first in _characters(self.begins).finditer(text):
            start = first.start()
            if start >= end and (match := self.regex.match(text, start)):
                yield match
                end = match.end()


@cache
def _characters(these: str) -> re.Pattern[str]:
    return re.compile(f"[{these}]")


def _by_number(match: re.Match[str]) -> str:
    return committee_code(match["number"])


def _by_text(match: re.Match[str]) -> str:
    return body_code(match[0].rstrip(" ,"))


def _by_office(match: re.Match[str]) -> str:
    """The same code whether or not the name says whose special representative it is."""
    code = _by_text(match)
    return re.sub(
        r"-of-the-(?:united-nations-|un-)?secretary-general(?:-of-the-united-nations)?(?=-)"
        r"|-of-the-(?:human-rights-council|commission-on-human-rights)(?=-)"
        r"|^(?:united-nations-|un-)?secretary-generals-",
        "",
        code,
    )


def _expert_group(match: re.Match[str]) -> str:
    kind = slug(match["kind"])
    if match["number"]:
        return f"{kind}-{match['number']}"
    return f"{kind}-{slug(match['on'])}" if match["on"] else kind


_ESTABLISHED = (
    r"(?:,? (?:which was )?(?:initially )?(?:established|created|appointed|extended)"
    r" (?:pursuant to|by|under|in|in accordance with))"
)
_BY_RESOLUTION = (
    rf" (?:paragraphs? [\d\w() ,and]+? of )?(?:its |Security Council )?resolutions? "
    rf"(?P<number>\d{{3,4}})(?![\d/])(?: ?\((?:19|20)\d\d\))?(?: of \d{{1,2}} [A-Z][a-z]+ \d{{4}})?"
    rf"(?:(?:,| and|, and) {_DATED})*"
)
COMMITTEE_BY_RESOLUTION: Final = re.compile(
    r"(?:Security Council )?(?:Sanctions )?Committee(?: of the Security Council)?"
    rf"(?:{_ESTABLISHED}| pursuant to| concerning){_BY_RESOLUTION}"
    r"(?: concerning [^,;.()]{3,120}?(?=[,;.()]|$| and (?:its|the)\b))?"
)
PATTERNS: Final = (
    Pattern(
        "body.committee_by_resolution",
        "Committee",
        "SC",
        COMMITTEE_BY_RESOLUTION,
        _by_number,
    ),
    Pattern(
        "body.committee_by_number",
        "Committee",
        "S\\d",
        re.compile(
            r"(?:Security Council )?(?P<number>\d{3,4})(?:(?:/| and )\d{3,4})*"
            r"(?: \((?:19|20)\d\d\))?"
            r"(?: (?:ISIL|Al-Qaida|Taliban|\(Da'esh\)|and|Al-Qaeda|Da'esh|Sudan|Libya|Iran|Yemen))*"
            r"(?: Sanctions)? Committee\b"
        ),
        _by_number,
    ),
    Pattern(
        "body.special_rapporteur",
        "apporteur",
        "Ss",
        re.compile(
            r"[Ss]pecial [Rr]apporteurs? (?:of the (?:Human Rights Council|Commission on Human"
            rf" Rights) )?(?:on|in the field of|for) (?:{mandates()}|.{{4,240}}?{_MANDATE_END})"
        ),
        _by_office,
    ),
    Pattern(
        "body.independent_expert",
        "xpert",
        "IiPHd",
        re.compile(
            r"(?:[Ii]ndependent [Ee]xpert|Personal Expert|High-level Expert|designated expert)"
            rf" (?:on|for|appointed) (?:{mandates()}|.{{4,240}}?{_MANDATE_END})"
        ),
        _by_office,
    ),
    Pattern(
        "body.special_representative",
        "Special",
        "USDJAFP",
        re.compile(
            rf"{_OF_SECRETARY_GENERAL}"
            r"(?:(?:Principal )?Deputy |Joint |Acting |Former )?(?:Special|Personal) "
            r"(?:Representative|Envoy|Adviser|Advisor|Coordinator)"
            r"(?: (?:of|to) the (?:United Nations |UN )?Secretary[- ]General"
            r"(?: of the United Nations)?| of the (?:Chairperson|Chair) of the (?:African Union"
            r" Commission|Commission of the African Union)| of the European Union)?"
            rf"(?: (?:for|on|to|in) {TITLE})?"
        ),
        _by_office,
    ),
    Pattern(
        "body.special_representative",
        "Envoy",
        "USP",
        re.compile(
            rf"{_OF_SECRETARY_GENERAL}(?:Special|Personal) Envoy(?: of the Secretary-General)?"
            rf"(?: (?:for|on|to|in) {TITLE})?"
        ),
        _by_office,
    ),
    Pattern(
        "body.conference_of_parties",
        "Part",
        "RCMA",
        re.compile(
            r"(?:(?:Review )?Conference|Meeting|Assembly) of (?:the )?(?:States )?Parties"
            rf" (?:to|of) (?:the )?{TITLE}(?: (?:against|in|to|on) [a-z ]+?(?=[,;.]))?"
            r"|Conference of the Parties(?: serving as the [Mm]eetings? of the [Pp]arties"
            rf" to the {TITLE})?"
        ),
        _by_text,
    ),
    Pattern(
        "body.secretariat_of_convention",
        "ecretariat of the ",
        "Ss",
        re.compile(
            rf"\b[Ss]ecretariat of the (?:{CAPITAL} ){{0,5}}?Convention(?: (?:on|to|for) {TITLE})?"
        ),
        _by_text,
    ),
    Pattern(
        "body.expert_group",
        "Expert",
        "UPG",
        re.compile(
            r"(?:United Nations |UN )?(?P<kind>(?:Panel|Group) of (?:Governmental |Legal )?Experts)"
            rf"(?:(?:{_ESTABLISHED}| pursuant to){_BY_RESOLUTION}| (?:on|for) (?P<on>{TITLE}))?"
        ),
        _expert_group,
    ),
    Pattern(
        "body.country_team",
        "eam",
        "U",
        re.compile(
            r"(?:United Nations|UN) [Cc]ountry [Tt]eams?"
            rf"(?: (?:in|for) (?:the )?{CAPITAL}(?:(?: of| and)? {CAPITAL}){{0,3}})?"
        ),
        lambda _: "UNCT",
    ),
    Pattern(
        "body.inquiry",
        "nquiry",
        "IiCc",
        re.compile(
            r"(?:(?:[Ii]ndependent )?[Ii]nternational )?[Cc]ommission of [Ii]nquiry"
            rf"(?: (?:on|for|in) (?:human rights in )?{TITLE})?"
        ),
        _by_text,
    ),
    Pattern(
        "body.inquiry",
        "act-",
        "UuIiFf",
        re.compile(
            r"(?:(?:[Uu]nited Nations )?[Ii]ndependent )?(?:[Ii]nternational )?[Ff]act-[Ff]inding"
            rf" [Mm]ission(?: (?:on|for|in) {TITLE})?"
        ),
        _by_text,
    ),
    Pattern(
        "body.working_group",
        "orking",
        "AOIEWo",
        re.compile(
            r"(?:(?:Ad Hoc |Open-ended |Informal |Intergovernmental |Inter-Agency |Expert )*"
            rf"Working Group|[Oo]pen-ended working group)(?: of [A-Z][\w' -]+?)? (?:on|for) "
            r"(?!(?:its|his|her|their|the work|the first|the outcome)\b)"
            rf"(?:{mandates()}|{TITLE}(?:{LISTED})?(?! [a-z])|.{{4,200}}?{_MANDATE_END})"
        ),
        _by_text,
    ),
    Pattern(
        "body.named_operation",
        "Mission",
        "UAEO",
        re.compile(
            r"(?:United Nations|African Union|European Union|ECOWAS|OSCE|UN|AU|EU)"
            rf"(?: [A-Z][\w-]+){{0,5}}? (?:Mission|Operation|Force)(?: (?:in|for|to) {TITLE})"
        ),
        _by_text,
    ),
    Pattern(
        "body.named_office",
        "Office",
        "O",
        re.compile(
            r"Office of the (?:United Nations )?(?:Special|Personal) "
            r"(?:Representative|Envoy|Adviser|Coordinator)"
            rf"(?: (?:of|to) the Secretary-General)?(?: (?:for|on|to|in) {TITLE})?"
        ),
        _by_text,
    ),
)
_QUALIFIED = re.compile(r" (?:of|to|for|on|in) ")
_MUST_BE_QUALIFIED: Final = frozenset({"body.special_representative", "body.named_office"})


def find_classes(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Spans of bodies of open classes in a plain text, as (start, end, code, rule)."""
    for pattern in PATTERNS:
        if pattern.cue in text:
            for match in pattern.find(text):
                if not _QUALIFIED.search(match[0]) and pattern.rule in _MUST_BE_QUALIFIED:
                    continue
                end = match.start() + len(match[0].rstrip(" ,"))
                yield match.start(), end, pattern.code(match), pattern.rule
