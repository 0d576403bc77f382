"""From what the store and the search hand out to what the contract says, links included."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from pydantic import BaseModel

from service.api import schemas, schemas_ingestions, schemas_search
from service.api.links import Links, with_query
from service.api.query_strings import PAGING, Toggles, pairs_of
from service.api.schemas_search import CriteriaParams, SearchParams
from service.model import Address, CitationStatus, Language, Paragraph, Verb
from service.search.found import BetterQuery, Completion, FoundFacet, FoundPage, FoundParagraph
from service.search.labels import FIELD_LABELS
from service.store.citations import CitationOfPlace, CitationWithStatus
from service.store.hits import HitResolution, HitText
from service.store.jobs import JobDetail
from service.store.paragraphs import Neighbours, ParagraphDetail
from service.store.resolutions import ResolutionDetail, day_of
from service.store.tables import Resolution


class Presenter:
    """Turns domain values into the models of the contract, for one request.

    Facets lead back to the search at `search_route`: the API's own, or the page.
    """

    def __init__(self, links: Links, search_route: str = "search_paragraphs") -> None:
        self._links = links
        self._search_address = links.url(search_route)

    def resolution_brief(
        self, resolution: Resolution, title: str | None = None
    ) -> schemas.ResolutionBrief:
        """A resolution in brief; `title` is the one in the language shown."""
        return schemas.ResolutionBrief(
            symbol=resolution.symbol,
            title=title or resolution.title,
            kind=resolution.kind,
            status=resolution.status,
            organ=resolution.organ,
            session=resolution.session,
            date=day_of(resolution),
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
        return self._brief(symbol, detail.paragraph, detail.language, detail.paragraph.verbs)

    def _brief(
        self,
        symbol: str,
        row: Paragraph | HitText,
        language: Language,
        verbs: Sequence[Verb],
    ) -> schemas.ParagraphBrief:
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
        leads_somewhere = found.symbol and cited.status is CitationStatus.RESOLVED
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
            url=self._links.resolution(found.symbol) if found.symbol and leads_somewhere else None,
            rule=found.rule,
        )

    def citation_link(self, found: CitationOfPlace) -> schemas.CitationLink:
        """A citation with the place where it stands."""
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

    def hit(self, found: FoundParagraph) -> schemas_search.SearchHit:
        """A hit of a search."""
        shown, resolution = found.shown, found.shown.resolution
        before, after = self.neighbours(resolution.symbol, found.neighbours)
        return schemas_search.SearchHit(
            paragraph=self._brief(resolution.symbol, shown, shown.language, shown.verbs),
            matches=[schemas.Span(start=start, end=end) for start, end in found.matches],
            resolution=self._of_hit(resolution),
            score=found.score,
            matching_paragraphs=found.matching_paragraphs,
            before=before,
            after=after,
        )

    def _of_hit(self, resolution: HitResolution) -> schemas.ResolutionBrief:
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

    def facets(
        self, found: Iterable[FoundFacet], params: CriteriaParams
    ) -> list[schemas_search.Facet]:
        """Facets with a link to choose or drop each of their values."""
        toggles = Toggles(self._search_address, params)
        return [_facet(each, toggles) for each in found]

    def completions(
        self, found: Iterable[Completion], params: CriteriaParams
    ) -> list[schemas_search.Completion]:
        """Completions with a link to choose each."""
        toggles = Toggles(self._search_address, params)
        return [
            schemas_search.Completion(
                field=each.field,
                field_label=FIELD_LABELS[each.field],
                value=each.value,
                label=each.label,
                count=each.count,
                url=toggles.url(each.field, each.value),
            )
            for each in found
        ]

    def ingestion(self, found: JobDetail) -> schemas_ingestions.Ingestion:
        """An ingestion, what came of it or what went wrong."""
        job = found.job
        ingested = found.symbol and schemas_ingestions.IngestedResolution(
            symbol=found.symbol,
            url=self._links.resolution(found.symbol),
            page_url=self._links.resolution_page(found.symbol),
        )
        error = job.error_code and schemas_ingestions.IngestionError(
            code=job.error_code, detail=job.error_detail or "", place=job.error_place
        )
        return schemas_ingestions.Ingestion(
            id=job.id or 0,
            state=job.state,
            outcome=job.outcome,
            attempts=job.attempts,
            origin=found.origin or job.url,
            symbol=job.submitted_symbol,
            resolution=ingested or None,
            error=error or None,
            created_at=job.created_at,
            finished_at=job.finished_at,
            url=self._links.url("get_ingestion", ingestion_id=str(job.id)),
        )

    def search_page(
        self, found: FoundPage, params: SearchParams, next_cursor: str | None
    ) -> schemas_search.SearchPage:
        """A page of a search."""
        buckets = [
            schemas_search.HistogramBucket(start=each.start, count=each.count)
            for each in found.histogram
        ]
        interval = params.histogram
        return schemas_search.SearchPage(
            total=found.total,
            unit=params.unit,
            sort=params.search().order,
            hits=[self.hit(each) for each in found.hits],
            facets=self.facets(found.facets, params),
            histogram=(
                schemas_search.Histogram(interval=interval, buckets=buckets) if interval else None
            ),
            next_cursor=next_cursor,
            did_you_mean=self._did_you_mean(found.did_you_mean, params),
            named=self._of_hit(found.named) if found.named else None,
        )

    def _did_you_mean(
        self, better: BetterQuery | None, params: SearchParams
    ) -> schemas_search.DidYouMean | None:
        if better is None:
            return None
        query = str(better.query)
        pairs = pairs_of(params.model_copy(update={"q": query}), drop=PAGING)
        return schemas_search.DidYouMean(
            query=query, total=better.total, url=with_query(self._search_address, pairs)
        )


def page_links(address: str, params: BaseModel, next_cursor: str | None) -> dict[str, str]:
    """The Link relations of a page of a list or a search."""
    rest = pairs_of(params, drop=PAGING)
    links = {"first": with_query(address, rest)}
    if next_cursor:
        links["next"] = with_query(address, [*rest, ("cursor", next_cursor)])
    return links


def _facet(found: FoundFacet, toggles: Toggles) -> schemas_search.Facet:
    return schemas_search.Facet(
        field=found.field,
        values=[
            schemas_search.FacetValue(
                value=each.value,
                label=each.label,
                count=each.count,
                selected=each.selected,
                toggle_url=toggles.url(found.field, each.value),
            )
            for each in found.values
        ],
        distinct=found.distinct,
        truncated=found.truncated,
    )


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
