"""Pages of hits, facets and completions as the contract says them, links included."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import Depends

from service.api.http.dependencies import LinksDep
from service.api.http.links import Links, with_query
from service.api.http.query_strings import PAGING, pairs_of
from service.api.resolutions.schemas import Span
from service.api.resolutions.serializers import ResolutionSerializer
from service.api.search import schemas
from service.api.search.parameters import CriteriaParams, SearchParams
from service.api.search.toggles import Toggles
from service.search.found import BetterQuery, Completion, FoundFacet, FoundPage, FoundParagraph
from service.search.labels import FIELD_LABELS


class SearchSerializer:
    """Turns what a search finds into the models of the contract, for one request.

    Facets lead back to the search at `search_route`: the API's own, or the page.
    """

    def __init__(self, links: Links, search_route: str = "search_paragraphs") -> None:
        self._resolutions = ResolutionSerializer(links)
        self._search_address = links.url(search_route)

    def search_page(
        self, found: FoundPage, params: SearchParams, next_cursor: str | None
    ) -> schemas.SearchPage:
        """A page of a search."""
        buckets = [
            schemas.HistogramBucket(start=each.start, count=each.count) for each in found.histogram
        ]
        interval = params.histogram
        return schemas.SearchPage(
            total=found.total,
            unit=params.unit,
            sort=params.search().order,
            hits=[self.hit(each) for each in found.hits],
            facets=self.facets(found.facets, params),
            histogram=(schemas.Histogram(interval=interval, buckets=buckets) if interval else None),
            next_cursor=next_cursor,
            did_you_mean=self._did_you_mean(found.did_you_mean, params),
            named=self._resolutions.hit_resolution(found.named) if found.named else None,
        )

    def hit(self, found: FoundParagraph) -> schemas.SearchHit:
        """A hit of a search."""
        shown, resolution = found.shown, found.shown.resolution
        before, after = self._resolutions.neighbours(resolution.symbol, found.neighbours)
        return schemas.SearchHit(
            paragraph=self._resolutions.brief_of_row(
                resolution.symbol, shown, shown.language, shown.verbs
            ),
            matches=[Span(start=start, end=end) for start, end in found.matches],
            resolution=self._resolutions.hit_resolution(resolution),
            score=found.score,
            matching_paragraphs=found.matching_paragraphs,
            before=before,
            after=after,
        )

    def facets(self, found: Iterable[FoundFacet], params: CriteriaParams) -> list[schemas.Facet]:
        """Facets with a link to choose or drop each of their values."""
        toggles = Toggles(self._search_address, params)
        return [_facet(each, toggles) for each in found]

    def completions(
        self, found: Iterable[Completion], params: CriteriaParams
    ) -> list[schemas.Completion]:
        """Completions with a link to choose each."""
        toggles = Toggles(self._search_address, params)
        return [
            schemas.Completion(
                field=each.field,
                field_label=FIELD_LABELS[each.field],
                value=each.value,
                label=each.label,
                count=each.count,
                url=toggles.url(each.field, each.value),
            )
            for each in found
        ]

    def _did_you_mean(
        self, better: BetterQuery | None, params: SearchParams
    ) -> schemas.DidYouMean | None:
        if better is None:
            return None
        query = str(better.query)
        pairs = pairs_of(params.model_copy(update={"q": query}), drop=PAGING)
        return schemas.DidYouMean(
            query=query, total=better.total, url=with_query(self._search_address, pairs)
        )


async def _serializer(links: LinksDep) -> SearchSerializer:
    return SearchSerializer(links)


SearchSerializerDep = Annotated[SearchSerializer, Depends(_serializer)]


def _facet(found: FoundFacet, toggles: Toggles) -> schemas.Facet:
    return schemas.Facet(
        field=found.field,
        values=[
            schemas.FacetValue(
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
