"""Requests to report, by example: who, to whom, on what, when, how often."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_documents import annotated

from service.extraction.findings.reports import annotate_reports
from service.extraction.findings.verbs import annotate_verbs
from service.model import Address, Header, Paragraph, ParagraphKind, ReportRequest


def _read(text: str) -> tuple[ReportRequest, ...]:
    bare = Paragraph(Address(("op1",)), ParagraphKind.OPERATIVE, "1", 0, text)
    (read,) = annotated([bare], Header(), annotate_verbs, annotate_reports)
    return read.reports


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Requests the Director to report to the General Assembly at its 94th session on buoys.",
            {
                "reporter": "the Director",
                "recipient": "the General Assembly",
                "session": "94",
                "subject": "buoys",
            },
        ),
        (
            "Requests the Office to submit to the Council by 1 June 2050 a report on wetlands,",
            {
                "recipient": "the Council",
                "due": date(2050, 6, 1),
                "subject": "wetlands",
            },
        ),
        (
            "Requests the Director to keep the Council informed every ninety days on the ferries;",
            {"recipient": "the Council", "period": "every ninety days", "subject": "the ferries"},
        ),
        (
            "Requests the Panel to provide the Council with an update within six months of today;",
            {"recipient": "the Council", "term": "six months of today"},
        ),
        (
            "Requests the Director to report to it at its sixty-first session on the resolution.",
            {"recipient": "it", "session": "61", "subject": "the resolution"},
        ),
        (
            "Requests the Panel on Buoys to report to the Commission on Waters on an annual basis;",
            {
                "reporter": "the Panel on Buoys",
                "recipient": "the Commission on Waters",
                "period": "on an annual basis",
                "subject": None,
            },
        ),
    ],
)
def test_one_request(text: str, expected: dict[str, Any]) -> None:
    (request,) = _read(text)
    assert {name: getattr(request, name) for name in expected} == expected
    assert text[request.start : request.end] == request.text


def test_a_pronoun_is_the_one_asked_before() -> None:
    (request,) = _read("Invites the Director to visit lakes, and requests her to report thereon.")
    assert (request.reporter, request.text) == ("the Director", "report thereon")


def test_what_else_is_asked_is_no_part_of_the_request() -> None:
    (request,) = _read("Requests the Office to report on tides and to coordinate work with ports;")
    assert (request.text, request.subject) == ("report on tides", "tides")


def test_a_subparagraph_is_asked_of_those_whom_its_paragraph_asks() -> None:
    texts = {
        "op1": "Requests the Director:",
        "op1.a": "To mark all buoys;",
        "op1.b": "To report on buoys to the Council by the end of 2041;",
        "op2": "Notes the buoys.",
    }
    bare = [
        Paragraph(Address.parse(at), ParagraphKind.OPERATIVE, None, 0, texts[at]) for at in texts
    ]
    read = annotated(bare, Header(), annotate_verbs, annotate_reports)
    assert [len(each.reports) for each in read] == [0, 0, 1, 0]
    (request,) = read[2].reports
    assert (request.reporter, request.recipient, request.term) == (
        "the Director",
        "the Council",
        "the end of 2041",
    )


def test_two_acts_are_two_requests() -> None:
    first, second = _read(
        "Requests the Office to report on tides and to submit a report on buoys to the Council;"
    )
    assert (first.subject, first.recipient) == ("tides", None)
    assert (second.subject, second.recipient) == ("buoys", "the Council")


@pytest.mark.parametrize(
    "text",
    [
        "Takes note of the report of the Secretary-General on ferries;",
        "Requests States to report cases of stranded vessels to the competent authorities;",
        "Requests the Lake Office to submit proposals for new buoys;",
        "Requests the Lake Office to update the Lake Procurement Manual;",
        "Urges the parties to update the list of lighthouses;",
        "Welcomes the report submitted to the Council at its ninth session;",
    ],
)
def test_no_request_to_report(text: str) -> None:
    assert _read(text) == ()


@given(st.text(alphabet=st.sampled_from("Requests the Office to report on, submit a;.9 ")))
def test_spans_hold_whatever_the_text(text: str) -> None:
    for request in _read(f"Requests the Lake Office to report on {text}"):
        assert 0 < request.start < request.end
        assert request.text
