"""Problems of a document that do not prevent parsing, but that its readers should know of."""

from collections.abc import Iterator, Sequence

from service.model import Header, Paragraph, ParagraphKind, Problem


def find_problems(paragraphs: Sequence[Paragraph], header: Header) -> tuple[Problem, ...]:
    """The oddities, in order of the text: no symbol, no formula, repeated and missing numbers."""
    return tuple(_problems(paragraphs, header))


def _problems(paragraphs: Sequence[Paragraph], header: Header) -> Iterator[Problem]:
    if header.symbol is None:
        yield Problem("no_symbol", "the document prints no symbol")
    kinds = {paragraph.kind for paragraph in paragraphs}
    acts = {ParagraphKind.PREAMBULAR, ParagraphKind.OPERATIVE} & kinds
    if acts and ParagraphKind.ENACTING not in kinds:
        yield Problem("no_enacting_formula", "no line names the acting body before the preamble")
    yield from _numbering(paragraphs)


def _numbering(paragraphs: Sequence[Paragraph]) -> Iterator[Problem]:
    expected: dict[tuple[str, ...], int] = {}
    for paragraph in paragraphs:
        number = paragraph.number or ""
        if paragraph.kind is not ParagraphKind.OPERATIVE or not number.isdecimal():
            continue
        scope = paragraph.address.steps[:-1]
        found, next_number = int(number), expected.get(scope, 1)
        place = str(paragraph.address)
        if found < next_number:
            yield Problem("repeated_number", f"paragraph {number} comes again", place)
        elif found > next_number:
            missing = f"paragraph {next_number}" + ("" if found == next_number + 1 else " and more")
            yield Problem("missing_number", f"{missing} before paragraph {number}", place)
        expected[scope] = found + 1
