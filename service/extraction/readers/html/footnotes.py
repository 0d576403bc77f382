"""Footnotes that a page connects by links: from the marker to the note, and back.

Notes without links are read as in a plain text: a raised marker comes before them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from service.extraction.readers.cues import LayoutCues

_MARKER = re.compile(r"[\[(]?\s*(\d{1,3}|\*{1,4}|[†‡])\s*[\])]?")
_ROMAN_MARKER = re.compile(r"[\[(]?\s*[ivxlc]{1,7}\s*[\])]?")
_MARKER_BACK = re.compile(
    r"[\[(]?\s*(?:\d{1,3}|\*{1,4}|[†‡^]|[ivxlc]{1,7}|[↑↩⏎▲]\ufe0e?)\s*[\])]?\s*\.?",
    re.IGNORECASE,
)
_LAST_FIGURE = re.compile(r"(\d{1,3})$")
_HOLDERS = frozenset(("p", "li", "div", "td", "dd", "dt", "blockquote"))
_NOTE_STYLE = re.compile(r"mso-element\s*:\s*(?:foot|end)note\b(?!-)", re.IGNORECASE)
_LONGEST_LABEL = 12


@dataclass(slots=True)
class NoteLinks:
    """References and notes, each with its marker, by element; the links back, which are silent."""

    references: dict[etree._Element, str] = field(default_factory=dict)
    definitions: dict[etree._Element, str] = field(default_factory=dict)
    silent: set[etree._Element] = field(default_factory=set)

    def shows(self, element: etree._Element) -> bool:
        """Whether the text of an element is to be read: it is no marker and no link back."""
        return element not in self.references and element not in self.silent


@dataclass(slots=True)
class _Page:
    """The links inside a page in its order, and where they lead."""

    order: dict[etree._Element, int] = field(default_factory=dict)
    targets: dict[str, etree._Element] = field(default_factory=dict)
    links: list[etree._Element] = field(default_factory=list)

    def target(self, link: etree._Element) -> etree._Element | None:
        """The element that a link leads to, if it is on this page."""
        return self.targets.get((link.get("href") or "").strip().removeprefix("#"))


def find_note_links(root: etree._Element, cues: LayoutCues) -> NoteLinks:
    """The footnotes that links tie to their markers."""
    page = _read(root)
    found = NoteLinks()
    backs = dict(_links_back(page, cues))
    for link in page.links:
        target = page.target(link)
        if target is None or page.order[target] <= page.order[link]:
            continue
        marker, holder = _marker(link), _holder(target)
        if marker is None or holder is None or holder not in backs or holder is _holder(link):
            continue
        found.references[link] = marker
        found.definitions.setdefault(holder, marker)
        found.silent.add(backs[holder])
    return found


def _read(root: etree._Element) -> _Page:
    page = _Page()
    for position, element in enumerate(root.iter(etree.Element)):
        for name in (element.get("id"), element.get("name")):
            if name:
                page.order.setdefault(element, position)
                page.targets.setdefault(name.strip(), element)
        if element.tag == "a" and (element.get("href") or "").strip().startswith("#"):
            page.order[element] = position
            page.links.append(element)
    return page


def _links_back(page: _Page, cues: LayoutCues) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Notes by the links in them that lead back to the text above."""
    for link in page.links:
        target, holder = page.target(link), _holder(link)
        leads_back = target is not None and page.order[target] < page.order[link]
        if leads_back and holder is not None and _says_back(_label(link), cues):
            yield holder, link


def _says_back(label: str, cues: LayoutCues) -> bool:
    return bool(_MARKER_BACK.fullmatch(label)) or cues.is_link_back(label.strip("[]() ."))


def _marker(link: etree._Element) -> str | None:
    """The printed marker; for a roman figure the figure of the address, so that it is one."""
    label = _label(link)
    if match := _MARKER.fullmatch(label):
        return match[1]
    last = _LAST_FIGURE.search(link.get("href") or "")
    return last[1] if last and _ROMAN_MARKER.fullmatch(label) else None


def _holder(element: etree._Element) -> etree._Element | None:
    """The element with the whole note: the one so marked, or the paragraph."""
    nearest: etree._Element | None = None
    around: etree._Element | None = element
    while around is not None:
        if _NOTE_STYLE.search(around.get("style") or ""):
            return around
        if nearest is None and around.tag in _HOLDERS:
            nearest = around
        around = around.getparent()
    if nearest is None or nearest.tag != "p":
        return nearest
    parent = nearest.getparent()
    # "<li><p>…</p></li>": the item is the note, and may have more paragraphs of it.
    return parent if parent is not None and parent.tag == "li" else nearest


def _label(link: etree._Element) -> str:
    pieces, length = [], 0
    for piece in link.itertext():
        pieces.append(str(piece))
        length += len(piece)
        if length > 10 * _LONGEST_LABEL:
            return ""
    return " ".join("".join(pieces).split())
