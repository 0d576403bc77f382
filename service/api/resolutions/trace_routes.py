"""Routes of traces: the findings of a text, each with the rule that found it."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query

from service.api.http.conditional_requests import NOT_MODIFIED, REVALIDATED
from service.api.http.dependencies import ReadingDep, SymbolDep
from service.api.http.problems import responses
from service.api.resolutions.parameters import TextParams
from service.api.resolutions.routes import MOVED
from service.api.resolutions.trace_schemas import Finding, FindingKind, Rule, Trace, TracedParagraph
from service.extraction.rules import rules
from service.fields.parameters import normalise_addressee
from service.model import IN_TEXT
from service.store.paragraphs import ParagraphDetail, read_text
from service.store.resolutions import ResolutionDetail, read_resolution

router = APIRouter(
    prefix="/v1/resolutions/{symbol}/trace", tags=["resolutions"], dependencies=REVALIDATED
)
_IN_HEADER = "header"


@router.get(
    "",
    summary="Show how each finding was found",
    description=(
        "Everything found in a text, paragraph by paragraph in the order of the text, with the "
        "rule that found it; what each rule means; and from which file it was read."
    ),
    responses=responses("not_found", "validation_error", "store_unavailable")
    | NOT_MODIFIED
    | MOVED,
)
async def get_resolution_trace(
    symbol: SymbolDep, params: Annotated[TextParams, Query()], session: ReadingDep
) -> Trace:
    """Read the resolution and its text."""
    detail = await read_resolution(session, symbol, params.language)
    return _trace(detail, await read_text(session, detail.text))


def _trace(detail: ResolutionDetail, paragraphs: tuple[ParagraphDetail, ...]) -> Trace:
    sponsors = [
        Finding(
            kind=FindingKind.SPONSOR,
            text=each.name,
            start=None,
            end=None,
            where=_IN_HEADER,
            value=each.code,
            rule=each.rule,
        )
        for each in detail.sponsors
    ]
    traced = [_paragraph(each) for each in paragraphs]
    used = {finding.rule for each in traced for finding in each.findings}
    used |= {finding.rule for finding in sponsors}
    known = rules()
    return Trace(
        symbol=detail.resolution.symbol,
        language=detail.text.language,
        source=detail.source,
        source_digest=detail.source_digest,
        format=detail.text.format,
        parser_version=detail.text.parser_version,
        sponsors=sponsors,
        paragraphs=traced,
        rules=[Rule(id=rule, explanation=known.get(rule)) for rule in sorted(used)],
    )


def _paragraph(detail: ParagraphDetail) -> TracedParagraph:
    notes = [IN_TEXT, *(note.marker for note in detail.paragraph.footnotes)]
    place = {where: rank for rank, where in enumerate(notes)}
    findings = sorted(
        _findings(detail),
        key=lambda each: (place.get(each.where, len(place)), each.start or 0, each.end or 0),
    )
    address = detail.paragraph.address
    return TracedParagraph(address=str(address), label=address.label, findings=findings)


def _findings(detail: ParagraphDetail) -> Iterator[Finding]:
    for verb in detail.paragraph.verbs:
        yield _finding(FindingKind.VERB, verb.surface, verb.start, verb.end, verb.lemma, verb.rule)
        if verb.addressee is not None and verb.addressee_start is not None:
            yield _finding(
                FindingKind.ADDRESSEE,
                verb.addressee,
                verb.addressee_start,
                verb.addressee_start + len(verb.addressee),
                normalise_addressee(verb.addressee) or None,
                verb.rule,
            )
    for each in detail.citations:
        cited, kind = each.citation, FindingKind.CITATION
        place = (cited.start, cited.end)
        yield _finding(kind, cited.text, *place, cited.symbol, cited.rule, cited.where)
    for body in detail.paragraph.bodies:
        yield _finding(FindingKind.BODY, body.text, body.start, body.end, body.body, body.rule)
    for named in detail.paragraph.instruments:
        kind = FindingKind.INSTRUMENT
        yield _finding(kind, named.text, named.start, named.end, named.name, named.rule)
    for asked in detail.paragraph.reports:
        kind = FindingKind.REPORT
        yield _finding(kind, asked.text, asked.start, asked.end, asked.reporter, asked.rule)


def _finding(
    kind: FindingKind,
    text: str,
    start: int,
    end: int,
    value: str | None,
    rule: str,
    where: str = IN_TEXT,
) -> Finding:
    return Finding(kind=kind, text=text, start=start, end=end, where=where, value=value, rule=rule)
