"""Serializes pages of hits, facets and completions: from results to schemas, with links."""

from collections.abc import Collection, Iterable
from typing import Annotated

from fastapi import Depends

from index.model import FacetResult, Hit
from service.api.http.dependencies import LinksDep
from service.api.http.links import Links, with_query
from service.api.http.query_strings import PAGING, pairs_of
from service.api.resolutions.schemas import Span
from service.api.resolutions.serializers import ResolutionSerializer
from service.api.search import schemas
from service.api.search.parameters import CriteriaParams, SearchParams
from service.api.search.toggles import Toggles
from service.fields import FIELDS
from service.search.paragraph_search import ResultPage, Suggestion
from service.search.value_search import Completion
from service.store.paragraphs import Neighbours


class SearchSerializer:
    """Turns what a search finds into the models of the contract, for one request.

    Facets lead back to the search at `search_route`: the API's own, or the page.
    """

    def __init__(self, links: Links, search_route: str = "search_paragraphs") -> None:
        self._resolutions = ResolutionSerializer(links)
        self._search_address = links.url(search_route)

    def search_page(
        self, found: ResultPage, params: SearchParams, next_cursor: str | None
    ) -> schemas.SearchPage:
        """A page of a search."""
        result, interval = found.result, params.histogram
        buckets = [
            schemas.HistogramBucket(start=each.start, count=each.count) for each in result.histogram
        ]
        return schemas.SearchPage(
            total=result.total,
            unit=params.unit,
            sort=params.order,
            hits=[self._hit(hit, found) for hit in result.hits],
            facets=self.facets(result.facets, params),
            histogram=(schemas.Histogram(interval=interval, buckets=buckets) if interval else None),
            next_cursor=next_cursor,
            did_you_mean=self._did_you_mean(found.suggestion, params),
            named=self._resolutions.hit_resolution(found.named) if found.named else None,
        )

    def facets(self, found: Iterable[FacetResult], params: CriteriaParams) -> list[schemas.Facet]:
        """Facets with a link to choose or drop each of their values."""
        toggles = Toggles(self._search_address, params)
        chosen = params.filters()
        return [_facet(each, chosen.get(each.field, ()), toggles) for each in found]

    def completions(
        self, found: Iterable[Completion], params: CriteriaParams
    ) -> list[schemas.Completion]:
        """Completions with a link to choose each."""
        toggles = Toggles(self._search_address, params)
        return [
            schemas.Completion(
                field=each.field,
                field_label=FIELDS[each.field].label,
                value=each.value,
                label=FIELDS[each.field].value_label(each.value),
                count=each.count,
                url=toggles.url(each.field, each.value),
            )
            for each in found
        ]

    def _hit(self, hit: Hit, found: ResultPage) -> schemas.SearchHit:
        text = found.texts[hit.id]
        symbol = text.resolution.symbol
        before, after = self._resolutions.neighbours(
            symbol, found.neighbours.get(hit.id, Neighbours())
        )
        return schemas.SearchHit(
            paragraph=self._resolutions.brief_of_row(symbol, text, text.language, text.verbs),
            matches=[Span(start=start, end=end) for start, end in found.matches.get(hit.id, ())],
            resolution=self._resolutions.hit_resolution(text.resolution),
            score=hit.score,
            matching_paragraphs=hit.matches,
            before=before,
            after=after,
        )

    def _did_you_mean(
        self, suggestion: Suggestion | None, params: SearchParams
    ) -> schemas.DidYouMean | None:
        if suggestion is None:
            return None
        query = str(suggestion.query)
        pairs = pairs_of(params.model_copy(update={"q": query}), drop=PAGING)
        return schemas.DidYouMean(
            query=query, total=suggestion.total, url=with_query(self._search_address, pairs)
        )


async def _serializer(links: LinksDep) -> SearchSerializer:
    return SearchSerializer(links)


SearchSerializerDep = Annotated[SearchSerializer, Depends(_serializer)]


def _facet(found: FacetResult, chosen: Collection[str], toggles: Toggles) -> schemas.Facet:
    label_of = FIELDS[found.field].value_label
    return schemas.Facet(
        field=found.field,
        values=[
            schemas.FacetValue(
                value=each.value,
                label=label_of(each.value),
                count=each.count,
                selected=each.value in chosen,
                toggle_url=toggles.url(found.field, each.value),
            )
            for each in found.counts
        ],
        distinct=found.distinct,
        truncated=found.distinct > len(found.counts),
    )
