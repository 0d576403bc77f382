"""From a stored text to the paragraphs of the index, each with its values of fields."""

from collections.abc import Iterable, Iterator

from index.model import IndexedParagraph
from service.fields import FIELDS
from service.model import ParagraphKind
from service.store.indexable import IndexableText

_SEARCHABLE = frozenset(ParagraphKind) - {ParagraphKind.ENACTING, ParagraphKind.HEADING}
"""An enacting formula and a heading say nothing by themselves; they come along as context."""

_OF_TEXT = tuple((each.field, each.of_text) for each in FIELDS if each.of_text)
_OF_PARAGRAPH = tuple((each.field, each.of_paragraph) for each in FIELDS if each.of_paragraph)


def to_indexed(text: IndexableText) -> Iterator[IndexedParagraph]:
    """The searchable paragraphs of a text, each with the values of its document."""
    of_text = {field: values for field, take in _OF_TEXT if (values := _distinct(take(text)))}
    for paragraph in text.paragraphs:
        if paragraph.kind not in _SEARCHABLE:
            continue
        facets = dict(of_text)
        for field, take in _OF_PARAGRAPH:
            if values := _distinct(take(paragraph)):
                facets[field] = values
        yield IndexedParagraph(
            id=paragraph.id,
            resolution_id=text.resolution_id,
            text=paragraph.text,
            title=text.title,
            language=str(text.language),
            date=text.date,
            sort_symbol=text.sort_key,
            position=paragraph.position,
            facets=facets,
        )


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(value) for value in values if value))
