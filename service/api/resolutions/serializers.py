"""Serializes resolutions, paragraphs and citations: from stored values to schemas, with links."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated

from fastapi import Depends

from service.api.http.dependencies import LinksDep
from service.api.http.links import Links
from service.api.resolutions import schemas
from service.model import Address, CitationStatus, Language, Paragraph, Verb
from service.store.citations import CitationOfPlace, CitationWithStatus
from service.store.hits import HitResolution, HitText, resolution_in_brief
from service.store.paragraphs import Neighbours, ParagraphDetail
from service.store.resolutions import ResolutionDetail, day_of
from service.store.tables import Resolution


class ResolutionSerializer:
    """Turns stored resolutions and their parts into the models of the contract, for one request."""

    def __init__(self, links: Links) -> None:
        self._links = links

    def resolution_brief(
        self, resolution: Resolution, title: str | None = None
    ) -> schemas.ResolutionBrief:
        """A resolution in brief; `title` is the one in the language shown."""
        return self.hit_resolution(resolution_in_brief(resolution, title or resolution.title))

    def hit_resolution(self, resolution: HitResolution) -> schemas.ResolutionBrief:
        """A resolution in brief, as a search reads it."""
        return schemas.ResolutionBrief(
            symbol=resolution.symbol,
            title=resolution.title,
            kind=resolution.kind,
            status=resolution.status,
            organ=resolution.organ,
            session=resolution.session,
            date=resolution.date,
            url=self._links.resolution(resolution.symbol),
            page_url=self._links.resolution_page(resolution.symbol),
        )

    def resolution(
        self, detail: ResolutionDetail, paragraphs: Sequence[ParagraphDetail]
    ) -> schemas.ResolutionWithParagraphs:
        """A resolution with its text."""
        row, text = detail.resolution, detail.text
        brief = self.resolution_brief(row, text.title)
        return schemas.ResolutionWithParagraphs(
            **dict(brief),
            provisional_symbol=row.provisional,
            enacting_body=row.enacting_body,
            chain=[schemas.BodyStep(**step) for step in row.chain],
            agenda_items=list(detail.agenda_items),
            document_date=row.document_date,
            adoption_date=row.adoption_date,
            draft_symbol=row.draft_symbol,
            adopted_symbol=detail.adopted_symbol,
            adoption_method=row.adoption_method,
            votes=_votes(row),
            subjects=list(detail.subjects),
            sdgs=list(detail.sdgs),
            sponsors=[schemas.Sponsor.model_validate(each) for each in detail.sponsors],
            language=text.language,
            languages=list(detail.languages),
            source=detail.source,
            format=text.format,
            parser_version=text.parser_version,
            paragraphs=[self.paragraph(row.symbol, each) for each in paragraphs],
        )

    def paragraph_brief(self, symbol: str, detail: ParagraphDetail) -> schemas.ParagraphBrief:
        """A paragraph with its verbs."""
        return self.brief_of_row(symbol, detail.paragraph, detail.language, detail.paragraph.verbs)

    def brief_of_row(
        self,
        symbol: str,
        row: Paragraph | HitText,
        language: Language,
        verbs: Sequence[Verb],
    ) -> schemas.ParagraphBrief:
        """A paragraph with its verbs, from the store or from a search."""
        address = str(row.address)
        return schemas.ParagraphBrief(
            address=address,
            label=_label(address),
            kind=row.kind,
            number=row.number,
            level=row.level,
            language=language,
            text=row.text,
            verbs=[schemas.Verb.model_validate(verb) for verb in verbs],
            url=self._links.paragraph(symbol, address),
            page_url=self._links.resolution_page(symbol, address),
        )

    def paragraph(self, symbol: str, detail: ParagraphDetail) -> schemas.Paragraph:
        """A paragraph with all that was found in it."""
        found = detail.paragraph
        citations = [self.citation(each) for each in detail.citations]
        return schemas.Paragraph(
            **dict(self.paragraph_brief(symbol, detail)),
            citations=citations,
            bodies=[schemas.BodyMention.model_validate(each) for each in found.bodies],
            instruments=[
                schemas.InstrumentMention.model_validate(each) for each in found.instruments
            ],
            reports=[schemas.ReportRequest.model_validate(each) for each in found.reports],
            footnotes=[
                schemas.Footnote(
                    marker=note.marker,
                    offset=note.offset,
                    text=note.text,
                    citations=[each for each in citations if each.where == note.marker],
                )
                for note in found.footnotes
            ],
        )

    def citation(self, cited: CitationWithStatus) -> schemas.Citation:
        """A citation and its status."""
        found = cited.citation
        is_stored = cited.status is CitationStatus.RESOLVED
        return schemas.Citation(
            symbol=found.symbol,
            text=found.text,
            kind=found.kind,
            implicit=found.implicit,
            start=found.start,
            end=found.end,
            where=found.where,
            paragraph=found.paragraph,
            annex=found.annex,
            cited_date=found.cited_date,
            status=cited.status,
            url=self._links.resolution(found.symbol) if found.symbol and is_stored else None,
            rule=found.rule,
        )

    def citation_link(self, found: CitationOfPlace) -> schemas.CitationLink:
        """A citation with its place."""
        symbol, address = found.resolution.symbol, found.address
        return schemas.CitationLink(
            citing=schemas.PlaceOfCitation(
                symbol=symbol,
                title=found.resolution.title,
                date=day_of(found.resolution),
                address=address,
                label=_label(address),
                url=self._links.paragraph(symbol, address),
                page_url=self._links.resolution_page(symbol, address),
            ),
            citation=self.citation(found.cited),
        )

    def neighbours(
        self, symbol: str, around: Neighbours
    ) -> tuple[list[schemas.ParagraphBrief], list[schemas.ParagraphBrief]]:
        """The paragraphs before and after one."""
        return (
            [self.paragraph_brief(symbol, each) for each in around.before],
            [self.paragraph_brief(symbol, each) for each in around.after],
        )


async def _serializer(links: LinksDep) -> ResolutionSerializer:
    return ResolutionSerializer(links)


ResolutionSerializerDep = Annotated[ResolutionSerializer, Depends(_serializer)]


@lru_cache(maxsize=4096)
def _label(address: str) -> str:
    return Address.parse(address).label


def _votes(row: Resolution) -> schemas.Votes | None:
    if row.votes_in_favour is None:
        return None
    return schemas.Votes(
        in_favour=row.votes_in_favour,
        against=row.votes_against or 0,
        abstaining=row.votes_abstaining or 0,
    )
