"""Official XML as text without markup, laid out as a typed page would be.

Independent of the project's own XML reader on purpose: it renders what is printed on the page, in
order, so that reading the text back can be measured against what the markup said. Footnote markers
become superscript digits; footnotes gather at the ends of pages, and a page may end in the middle
of a paragraph, as it does in print.
"""

import re
from collections.abc import Iterator

from lxml import etree

_NS = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PAGE = 3000
"""Characters of a page: about 45 lines of 66 characters."""


def render(data: bytes, *, cut_paragraphs: bool) -> str:
    """The document as text, paragraphs separated by blank lines.

    With `cut_paragraphs`, footnotes are where the page is full, in the middle of a paragraph;
    without, after the paragraph that fills the page.
    """
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    pages: list[str] = []
    used, pending = 0, []
    for text, notes in _paragraphs(root):
        pending += notes
        used += len(text)
        if used < _PAGE or not pending:
            pages.append(text)
            continue
        footnotes = "\n\n".join(pending)
        cut = text.rfind(" ", 0, max(len(text) - (used - _PAGE), 1)) if cut_paragraphs else -1
        if cut > 0:
            pages += [text[:cut], footnotes, text[cut + 1 :]]
        else:
            pages += [text, footnotes]
        used, pending = 0, []
    return "\n\n".join([*pages, *pending]) + "\n"


def _paragraphs(root: etree._Element) -> Iterator[tuple[str, list[str]]]:
    """Yield each paragraph of the page with the footnotes whose markers it contains."""
    number = ""
    for element in root.iter(f"{_NS}p", f"{_NS}num", f"{_NS}heading", f"{_NS}subheading"):
        if any(a.tag in (f"{_NS}authorialNote", f"{_NS}meta") for a in element.iterancestors()):
            continue
        notes: list[str] = []
        text = _fold(_text(element, notes))
        if element.tag == f"{_NS}num":
            number = text
        elif text:
            yield (f"{number} {text}".strip(), notes)
            number = ""


def _text(element: etree._Element, notes: list[str]) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_NS}authorialNote":
            marker = (child.get("marker") or "*").translate(_SUPERSCRIPTS)
            notes.append(f"{marker} {_fold(_text(child, []))}")
            parts.append(marker)
        elif isinstance(child.tag, str):
            parts.append(_text(child, notes))
        parts.append(child.tail or "")
    return "".join(parts)


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
