"""A store of a few small resolutions, with findings written by hand, and the service over it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from asgi_lifespan import LifespanManager
from fastapi import FastAPI

from index import open_index
from service.app import create_app
from service.ingest.index_follower import rebuild
from service.model import (
    Address,
    AdoptionMethod,
    BodyMention,
    BodyNaming,
    BodyRole,
    BodyStep,
    Citation,
    CitationKind,
    Footnote,
    Header,
    InstrumentCategory,
    InstrumentMention,
    Language,
    Organ,
    Paragraph,
    ParagraphKind,
    ParsedResolution,
    ReportRequest,
    ResolutionKind,
    Sponsor,
    SponsorRole,
    Status,
    Symbol,
    Verb,
    Votes,
)
from service.settings import Settings
from service.store import schema
from service.store.database import Database
from service.store.sources import store_source
from service.store.texts import save

PP, OP, SUB = ParagraphKind.PREAMBULAR, ParagraphKind.OPERATIVE, ParagraphKind.SUBPARAGRAPH


def _verb(text: str, surface: str, lemma: str, addressee: str | None = None, **more: Any) -> Verb:
    start = text.index(surface)
    place = text.index(addressee) if addressee else None
    return Verb(
        lemma=lemma,
        surface=surface,
        modifiers=more.pop("modifiers", ()),
        lead=start == 0,
        start=start,
        end=start + len(surface),
        rule="by_hand",
        addressee=addressee,
        addressee_start=place,
        addressee_end=place + len(addressee) if place is not None and addressee else None,
        **more,
    )


def _cite(text: str, words: str, symbol: str, where: str = "text", **more: Any) -> Citation:
    start = text.index(words)
    kind = more.pop("kind", CitationKind.EXPLICIT)
    return Citation(symbol, words, kind, start, start + len(words), where, "by_hand", **more)


def _body(text: str, words: str, code: str, role: BodyRole = BodyRole.MENTIONED) -> BodyMention:
    start = text.index(words)
    return BodyMention(
        code, words, BodyNaming.FULL_NAME, role, start, start + len(words), "by_hand"
    )


def _paragraph(
    address: str, kind: ParagraphKind, text: str, number: str | None = None, **found: Any
) -> Paragraph:
    level = len(address.split(".")) - 1 if kind is SUB else 0
    return Paragraph(Address.parse(address), kind, number, level, text, **found)


def _footpaths() -> ParsedResolution:
    pp1 = "Recalling its resolution 31/16 on the marking of footpaths,"
    pp2 = "Deeply concerned that hikers < 12 & > 80 lose their way,"
    op1 = "Requests the Secretary-General to report on mountain footpaths, and invites donors;"
    op2 = "Strongly urges Member States to mark footpaths, in particular:"
    op3 = "Notes Security Council resolution 1999 (2011) and the present resolution."
    note = "See resolution 61/18, and resolution 99/1."
    return ParsedResolution(
        Header(
            symbol=Symbol("A/RES/61/17"),
            kind=ResolutionKind.RESOLUTION,
            status=Status.ADOPTED,
            organ=Organ.GENERAL_ASSEMBLY,
            session="61",
            agenda_items=("19 (a)",),
            title="Safety on mountain footpaths",
            adoption_date=date(2006, 12, 4),
            adoption_method=AdoptionMethod.RECORDED_VOTE,
            votes=Votes(150, 2, 11),
            draft_symbol=Symbol("E/CN.15/2009/L.99"),
            language=Language.ENGLISH,
            subjects=("MOUNTAINS", "TOURISM"),
            sdgs=("8", "15.4"),
            sponsors=(
                Sponsor("JPN", "Japan"),
                Sponsor("GBR", "United Kingdom of Great Britain and Northern Ireland"),
                Sponsor(None, "Ruritania", SponsorRole.ADDITIONAL_SPONSOR),
            ),
        ),
        (
            _paragraph("enacting", ParagraphKind.ENACTING, "The General Assembly,"),
            _paragraph(
                "pp1",
                PP,
                pp1,
                verbs=(_verb(pp1, "Recalling", "recall", participle=True),),
                citations=(
                    _cite(pp1, "its resolution 31/16", "A/RES/31/16", kind=CitationKind.IMPLICIT),
                ),
            ),
            _paragraph(
                "pp2",
                PP,
                pp2,
                verbs=(_verb(pp2, "Deeply concerned", "concerned", participle=True),),
            ),
            _paragraph(
                "op1",
                OP,
                op1,
                "1",
                verbs=(
                    _verb(op1, "Requests", "request", "the Secretary-General"),
                    _verb(op1, "invites", "invite", "donors"),
                ),
                bodies=(_body(op1, "the Secretary-General", "SG", BodyRole.REQUESTED),),
                footnotes=(
                    Footnote(
                        "1",
                        op1.index(","),
                        note,
                        (
                            _cite(note, "resolution 61/18", "A/RES/61/18", "1"),
                            _cite(note, "resolution 99/1", "A/RES/99/1", "1"),
                        ),
                    ),
                ),
            ),
            _paragraph(
                "op2",
                OP,
                op2,
                "2",
                verbs=(
                    _verb(op2, "Strongly urges", "urge", "Member States", modifiers=("strongly",)),
                ),
            ),
            _paragraph("op2.a", SUB, "On slopes that are steep;", "a"),
            _paragraph("op2.b", SUB, "Near glaciers;", "b"),
            _paragraph(
                "op3",
                OP,
                op3,
                "3",
                verbs=(_verb(op3, "Notes", "note"),),
                citations=(
                    _cite(op3, "Security Council resolution 1999 (2011)", "S/RES/1999 (2011)"),
                    Citation(
                        None,
                        "the present resolution",
                        CitationKind.SELF_REFERENCE,
                        op3.index("the present"),
                        op3.index("the present") + 22,
                        "text",
                        "by_hand",
                    ),
                ),
                bodies=(_body(op3, "Security Council", "SC", BodyRole.CITATION),),
            ),
        ),
        format="text",
    )


def _signposts(language: Language) -> ParsedResolution:
    in_french = language is Language.FRENCH
    op1 = (
        "Prie le Secrétaire général de publier une carte, comme dans sa résolution 61/17."
        if in_french
        else "Requests the Secretary-General to publish a map, as in its resolution 61/17."
    )
    cited = "sa résolution 61/17" if in_french else "its resolution 61/17"
    verb = (
        _verb(op1, "Prie", "prier", "le Secrétaire général")
        if in_french
        else _verb(op1, "Requests", "request", "the Secretary-General")
    )
    return ParsedResolution(
        Header(
            symbol=Symbol("A/RES/61/18"),
            kind=ResolutionKind.RESOLUTION,
            status=Status.ADOPTED,
            organ=Organ.GENERAL_ASSEMBLY,
            session="61",
            title="Panneaux indicateurs" if in_french else "Signposts on footpaths",
            adoption_date=date(2006, 12, 4),
            adoption_method=AdoptionMethod.WITHOUT_VOTE,
            language=language,
        ),
        (
            _paragraph(
                "op1",
                OP,
                op1,
                "1",
                verbs=(verb,),
                citations=(_cite(op1, cited, "A/RES/61/17", kind=CitationKind.IMPLICIT),),
            ),
        ),
        format="text",
    )


def _council() -> ParsedResolution:
    op1 = "Decides to remain seized of the matter of footpaths, resolution 61/17 in hand."
    return ParsedResolution(
        Header(
            symbol=Symbol("S/RES/1999 (2011)"),
            kind=ResolutionKind.RESOLUTION,
            status=Status.ADOPTED,
            organ=Organ.SECURITY_COUNCIL,
            title="The situation on the footpaths",
            adoption_date=date(2011, 7, 13),
            adoption_method=AdoptionMethod.UNANIMOUS,
            language=Language.ENGLISH,
        ),
        (
            _paragraph(
                "op1",
                OP,
                op1,
                "1",
                verbs=(_verb(op1, "Decides", "decide"),),
                citations=(_cite(op1, "resolution 61/17", "A/RES/61/17"),),
            ),
        ),
        format="akn4un",
    )


def _draft() -> ParsedResolution:
    op1 = "Requests the Office to offer courses for guides under the Guides Treaty, and to report;"
    return ParsedResolution(
        Header(
            symbol=Symbol("E/CN.15/2009/L.99"),
            kind=ResolutionKind.DRAFT_RESOLUTION,
            status=Status.DRAFT,
            organ=Organ.CCPCJ,
            enacting_body=Organ.GENERAL_ASSEMBLY,
            chain=(BodyStep("CCPCJ", "author"), BodyStep("GA", "for_adoption_by")),
            session="18",
            title="Courses for mountain guides",
            document_date=date(2009, 4, 20),
            language=Language.ENGLISH,
            sponsors=(Sponsor("JPN", "Japan", on_behalf_of="Group of 77 and China"),),
        ),
        (
            _paragraph(
                "op1",
                OP,
                op1,
                "1",
                verbs=(_verb(op1, "Requests", "request", "the Office"),),
                bodies=(_body(op1, "the Office", "UNODC", BodyRole.REQUESTED),),
                instruments=(
                    InstrumentMention(
                        name="Treaty on Guides",
                        category=InstrumentCategory.TREATY,
                        text="Guides Treaty",
                        start=op1.index("Guides"),
                        end=op1.index(", and"),
                        rule="instrument.name",
                    ),
                ),
                reports=(
                    ReportRequest(
                        reporter="the Office",
                        recipient=None,
                        subject=None,
                        session="19",
                        due=date(2010, 4, 1),
                        term=None,
                        period="annually",
                        text="report",
                        start=op1.index("report"),
                        end=op1.index("report") + 6,
                        rule="report.report",
                    ),
                ),
            ),
        ),
        format="text",
    )


def _part(letter: str) -> ParsedResolution:
    text = "Takes note of the marks on footpaths."
    return ParsedResolution(
        Header(
            symbol=Symbol(f"A/RES/31/16 {letter}"),
            kind=ResolutionKind.RESOLUTION,
            status=Status.ADOPTED,
            organ=Organ.GENERAL_ASSEMBLY,
            session="31",
            title=f"Marks on footpaths, part {letter}",
            language=Language.ENGLISH,
        ),
        (_paragraph("op1", OP, text, "1", verbs=(_verb(text, "Takes note", "take note"),)),),
        format="text",
    )


def _unnamed() -> ParsedResolution:
    """No symbol, no date, no title: what a document may lack."""
    draft = _draft()
    return replace(
        draft,
        header=Header(
            symbol=Symbol("PROVISIONAL/0123456789ab"),
            kind=ResolutionKind.DRAFT_RESOLUTION,
            language=Language.ENGLISH,
        ),
        provisional_symbol=True,
    )


def documents() -> tuple[ParsedResolution, ...]:
    """Seven resolutions in eight texts with 15 paragraphs, 14 of them searchable."""
    return (
        _footpaths(),
        _signposts(Language.ENGLISH),
        _signposts(Language.FRENCH),
        _council(),
        _draft(),
        _part("A"),
        _part("B"),
        _unnamed(),
    )


async def fill(settings: Settings) -> None:
    """Save the documents, and build the index."""
    await schema.upgrade(settings.database)
    database = Database(settings.database)
    for number, parsed in enumerate(documents()):
        async with database.writing() as session:
            source_id = await store_source(session, f"document {number}".encode(), f"{number}.txt")
            await save(session, source_id, parsed, "by-hand")
    index = open_index(settings.index_engine, settings.index_path)
    await rebuild(database, index)
    index.close()
    await database.close()


def settings_in(folder: Path, **more: Any) -> Settings:
    """Settings with all data in a folder, and nothing going on behind the requests."""
    return Settings(data_dir=folder, embedded_worker=False, **more)


@asynccontextmanager
async def running(app: FastAPI, **options: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the started application; exceptions come as answers, as they do from a server."""
    async with LifespanManager(app) as manager:
        transport = httpx.ASGITransport(manager.app, raise_app_exceptions=False)
        base_url = options.pop("base_url", "http://testserver")
        async with httpx.AsyncClient(transport=transport, base_url=base_url, **options) as client:
            yield client


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application with these settings."""
    async with running(create_app(settings)) as client:
        yield client
