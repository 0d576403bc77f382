"""Paragraphs of the tests of verbs: built by hand, in the style of resolutions."""

from service.model import Address, Paragraph, ParagraphKind

_STEPS = {
    ParagraphKind.PREAMBULAR: ("pp1",),
    ParagraphKind.OPERATIVE: ("op1",),
    ParagraphKind.SUBPARAGRAPH: ("op1", "a"),
    ParagraphKind.CHAPEAU: ("chapeau",),
}


def paragraph(
    kind: ParagraphKind, text: str, emphasis: tuple[tuple[int, int], ...] = ()
) -> Paragraph:
    address = Address(_STEPS.get(kind, ("p1",)))
    return Paragraph(address, kind, None, len(address.steps) - 1, text, emphasis)


def operative(text: str, emphasis: tuple[tuple[int, int], ...] = ()) -> Paragraph:
    return paragraph(ParagraphKind.OPERATIVE, text, emphasis)


def preambular(text: str, emphasis: tuple[tuple[int, int], ...] = ()) -> Paragraph:
    return paragraph(ParagraphKind.PREAMBULAR, text, emphasis)


def subparagraph(text: str) -> Paragraph:
    return paragraph(ParagraphKind.SUBPARAGRAPH, text)


def running_text(text: str) -> Paragraph:
    return paragraph(ParagraphKind.TEXT, text)
