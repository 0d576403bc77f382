"""What the templates show: the contract's models, arranged for reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import Request

from index.fields import Field
from index.model import Sort, Unit
from service.api.http.links import Links, with_query
from service.api.http.problem_schemas import Problem
from service.api.http.query_strings import PAGING, Pairs, pairs_of, read_query
from service.api.pages.text_marks import (
    Stretch,
    citation_marks,
    hit_stretches,
    stretches,
    verb_marks,
)
from service.api.resolutions.schemas import Citation, Footnote, Paragraph, ResolutionWithParagraphs
from service.api.search.parameters import SearchParams
from service.api.search.schemas import SearchHit, SearchPage
from service.api.search.toggles import Toggles
from service.model import CitationStatus
from service.search.labels import FIELD_LABELS, label_of

PAGE_FACETS = (
    Field.OPERATIVE_VERB,
    Field.ADDRESSEE,
    Field.OPENING,
    Field.CITED_BODY,
    Field.INSTRUMENT,
    Field.SPONSOR,
    Field.ORGAN,
    Field.SESSION,
    Field.YEAR,
    Field.SUBJECT,
    Field.KIND,
    Field.STATUS,
    Field.LANGUAGE,
)
"""The facets of the page; one with a single value and nothing chosen is not shown."""

MANY_VALUES = 50
_IN_FORM = frozenset({"q", "sort", "unit", "date_from", "date_to"})
SORT_LABELS: Mapping[Sort, str] = {
    Sort.RELEVANCE: "Best match",
    Sort.NEWEST: "Newest first",
    Sort.OLDEST: "Oldest first",
    Sort.SYMBOL: "By symbol",
}
UNIT_LABELS: Mapping[Unit, str] = {
    Unit.PARAGRAPH: "Paragraphs",
    Unit.RESOLUTION: "Resolutions",
}


@dataclass(frozen=True, slots=True)
class ChosenFilter:
    """A filter in force, with the link that drops it."""

    field: str
    label: str
    drop_url: str


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with its text in stretches."""

    hit: SearchHit
    text: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """A facet with its name, and a link to more of its values."""

    name: str
    field: Field
    facet: object
    more_url: str | None


@dataclass(frozen=True, slots=True)
class SearchView:
    """Everything that the search page shows."""

    params: SearchParams
    hidden: Pairs
    chosen: tuple[ChosenFilter, ...]
    reset_url: str
    api_url: str
    page: SearchPage | None = None
    hits: tuple[ShownHit, ...] = ()
    facets: tuple[ShownFacet, ...] = ()
    first_url: str | None = None
    next_url: str | None = None
    problem: Problem | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been asked yet."""
        return not pairs_of(self.params)


def read_params(request: Request) -> SearchParams:
    """The parameters of a page: what a form leaves empty, or what is not ours, is ignored.

    Raises pydantic's ValidationError.
    """
    known = SearchParams.model_fields
    pairs = request.query_params.multi_items()
    return read_query(
        SearchParams, [(name, value) for name, value in pairs if name in known and value.strip()]
    )


def search_view(
    links: Links, params: SearchParams, page: SearchPage | None, problem: Problem | None = None
) -> SearchView:
    """Arrange a page of results, or the problem that stood in the way."""
    here = links.path("show_search")
    rest = pairs_of(params, drop=PAGING)
    next_cursor = page.next_cursor if page else None
    return SearchView(
        params=params,
        hidden=pairs_of(params, drop=PAGING | _IN_FORM),
        chosen=_chosen(here, params),
        reset_url=here,
        api_url=with_query(links.path("search_paragraphs"), pairs_of(params)),
        page=page,
        hits=tuple(
            ShownHit(hit, hit_stretches(hit.paragraph, hit.matches))
            for hit in (page.hits if page else ())
        ),
        facets=_facets(here, params, page) if page else (),
        first_url=with_query(here, rest) if params.cursor else None,
        next_url=with_query(here, [*rest, ("cursor", next_cursor)]) if next_cursor else None,
        problem=problem,
    )


def _chosen(here: str, params: SearchParams) -> tuple[ChosenFilter, ...]:
    toggles = Toggles(here, params)
    return tuple(
        ChosenFilter(FIELD_LABELS[name], label_of(name, value), toggles.url(name, value))
        for name, values in params.criteria().filters.items()
        for value in values
    )


def _facets(here: str, params: SearchParams, page: SearchPage) -> tuple[ShownFacet, ...]:
    more = params.model_copy(update={"facet_limit": MANY_VALUES})
    shown = []
    for facet in page.facets:
        selected = any(value.selected for value in facet.values)
        if facet.distinct < 2 and not selected:
            continue
        wants_more = facet.truncated and params.facet_limit < MANY_VALUES
        more_url = with_query(here, pairs_of(more, drop=PAGING)) + f"#facet-{facet.field}"
        shown.append(
            ShownFacet(
                FIELD_LABELS[facet.field], facet.field, facet, more_url if wants_more else None
            )
        )
    return tuple(shown)


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A footnote with its text in stretches."""

    anchor: str
    marker: str
    text: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph with its text and its footnotes in stretches."""

    paragraph: Paragraph
    text: tuple[Stretch, ...]
    notes: tuple[ShownNote, ...] = field(default=())


def shown_paragraphs(
    links: Links, resolution: ResolutionWithParagraphs
) -> tuple[ShownParagraph, ...]:
    """The text of a resolution, its citations linked to the pages of what is held."""
    return tuple(_shown(links, paragraph) for paragraph in resolution.paragraphs)


def _shown(links: Links, paragraph: Paragraph) -> ShownParagraph:
    pages = _pages(links, paragraph.citations)
    marks = [*verb_marks(paragraph.verbs), *citation_marks(paragraph.citations, "text", pages)]
    return ShownParagraph(
        paragraph,
        stretches(paragraph.text, marks, paragraph.footnotes),
        tuple(
            ShownNote(
                note_anchor(paragraph, note),
                note.marker,
                stretches(note.text, citation_marks(note.citations, note.marker, pages)),
            )
            for note in paragraph.footnotes
        ),
    )


def _pages(links: Links, citations: list[Citation]) -> dict[str, str]:
    return {
        each.symbol: links.resolution_page(each.symbol)
        for each in citations
        if each.symbol and each.status is CitationStatus.RESOLVED
    }


def note_anchor(paragraph: Paragraph, note: Footnote) -> str:
    """The id of a footnote on the page."""
    return f"{paragraph.address}.fn{note.marker}"
