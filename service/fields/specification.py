"""The specification of a field: all that the service knows of it; and the registry of fields."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from index.fields import DOCUMENT_FIELDS, Field
from service.fields.parameters import ShortText
from service.store.indexable import IndexableParagraph, IndexableText


class Scope(StrEnum):
    """Whether a field belongs to the document as a whole, or to each of its paragraphs."""

    DOCUMENT = "document"
    PARAGRAPH = "paragraph"


def _no_other_names(value: str) -> tuple[str, ...]:
    del value
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpecification:
    """Everything that the service knows of a field.

    Exactly one of `of_text` and `of_paragraph` is given; it decides the scope.

    Attributes:
        field: The name of the field in the index, in parameters and in the query language.
        label: The name that people read.
        description: What the parameter of this name filters by, for the OpenAPI document.
        example: A value of the parameter.
        of_text: Takes the values of a document from its text. Empty values are left out.
        of_paragraph: Takes the values of a paragraph from it.
        parameter: The type of one value of the parameter, as pydantic reads it.
        normalise: Turns a value as people write it into the form that the index has. It may raise
            ValueError for what is no value of the field.
        value_label: The name of a value that people read.
        other_names: What else people call a value: acronyms, former names.
        facet_rank: The place among the facets that are counted when a request names none; None
            where the field is not among them.
        page_rank: The place among the facets of the search page, likewise.
        completes: Whether its values complete a text where no fields are named.
    """

    field: Field
    label: str
    description: str
    example: object
    of_text: Callable[[IndexableText], Iterable[str | None]] | None = None
    of_paragraph: Callable[[IndexableParagraph], Iterable[str | None]] | None = None
    parameter: object = ShortText
    normalise: Callable[[str], str] | None = None
    value_label: Callable[[str], str] = str
    other_names: Callable[[str], tuple[str, ...]] = _no_other_names
    facet_rank: int | None = None
    page_rank: int | None = None
    completes: bool = False

    def __post_init__(self) -> None:
        if (self.of_text is None) == (self.of_paragraph is None):
            raise ValueError(f"{self.field}: give one of of_text and of_paragraph")

    @property
    def scope(self) -> Scope:
        """Whether the values are of the document or of the paragraph."""
        return Scope.PARAGRAPH if self.of_text is None else Scope.DOCUMENT


class FieldRegistry:
    """The specifications of all fields of the index, in the order of the contract.

    Attributes:
        default_facets: The fields that are counted when a request names none.
        page_facets: The facets of the search page.
        completed: The fields whose values complete a text where none are named.
    """

    def __init__(self, specifications: Iterable[FieldSpecification]) -> None:
        """Register the fields.

        Args:
            specifications: One for each field of the index, in the same order.

        Raises:
            ValueError: A field has no specification, or the index stores it in another scope.
        """
        every = tuple(specifications)
        if tuple(each.field for each in every) != tuple(Field):
            raise ValueError("give one specification for each field of the index, in its order")
        for each in every:
            if (each.scope is Scope.DOCUMENT) != (each.field in DOCUMENT_FIELDS):
                raise ValueError(f"{each.field}: the index stores it in another scope")
        self._by_field = {each.field: each for each in every}
        self.default_facets = _ranked((each.facet_rank, each.field) for each in every)
        self.page_facets = _ranked((each.page_rank, each.field) for each in every)
        self.completed = tuple(each.field for each in every if each.completes)

    def __getitem__(self, field: Field) -> FieldSpecification:
        return self._by_field[field]

    def __iter__(self) -> Iterator[FieldSpecification]:
        return iter(self._by_field.values())

    def __len__(self) -> int:
        return len(self._by_field)


def _ranked(ranks: Iterable[tuple[int | None, Field]]) -> tuple[Field, ...]:
    """The fields that have a rank, in order of it."""
    ranked = [(rank, field) for rank, field in ranks if rank is not None]
    return tuple(field for _, field in sorted(ranked, key=lambda each: each[0]))
