"""What a page of HTML shows, as text: paragraphs apart by blank lines, emphasis between marks.

The marks are noncharacters, which no document contains. Raised figures become superscript digits,
as in a plain text; items of ordered lists get the number that a browser prints.
"""

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from service.extraction.readers.cues import LayoutCues
from service.extraction.readers.html.footnotes import NoteLinks, find_note_links
from service.extraction.readers.html.list_numbers import OpenList, begins_with_number, open_list
from service.extraction.readers.plain_text import (
    EMPHASIS_BEGINS,
    EMPHASIS_ENDS,
    without_emphasis_marks,
)
from service.extraction.readers.typography import TO_SUPERSCRIPTS

PRINTED_EMPHASIS: Final = re.compile(f"({EMPHASIS_BEGINS})(.+?){EMPHASIS_ENDS}", re.DOTALL)
"""A marked run; its second group is the text."""

_DROPPED: Final = frozenset(
    (
        *("head", "script", "style", "noscript", "template"),
        *("nav", "header", "footer", "aside"),
        *("iframe", "object", "embed", "applet", "svg", "math", "audio", "video", "canvas", "map"),
        *("select", "option", "button", "input", "textarea"),
        *("del", "s", "strike"),
    )
)
_BLOCKS: Final = frozenset(
    (
        *("html", "body", "section", "article", "main", "form", "fieldset", "details", "summary"),
        *("p", "div", "blockquote", "center", "address", "pre", "xmp", "listing", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr"),
        *("ul", "ol", "li", "dl", "dt", "dd", "dir", "menu"),
    )
)
_ITALIC: Final = frozenset(("i", "em", "cite", "u"))
_ROLES: Final = frozenset(("navigation", "banner", "contentinfo", "search"))
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_UPRIGHT_STYLE = re.compile(r"font-style\s*:\s*normal", re.IGNORECASE)
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*(?:header|footer)", re.IGNORECASE
)
_MARKER = re.compile(r"[\[(]?(\d{1,3}|\*{1,4}|[†‡])[\])]?")
_LONE_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxlIVXL]{1,6})[.)]|\d{1,3}\.\d{1,3}|[•–—-]")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_BETWEEN_LINKS = re.compile(r"[\s|•·»>›/–—\u00a0-]*")
_MENU: Final = 3
"""So many links with nothing between them are a menu."""


class ShownText(NamedTuple):
    """The text; `preformatted` says that most of it was in `<pre>`, its lines ended by hand."""

    text: str
    preformatted: bool


def shown_text(root: etree._Element, cues: LayoutCues) -> ShownText:
    """The text that a page shows, without its menus, running heads and programs."""
    writer = _Writer(find_note_links(root, cues))
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if _is_hidden(tag, element) or not writer.notes.shows(element):
            if event == "start":
                writer.refer(element)
                walk.skip_subtree()
            else:
                writer.add(element.tail)
        elif event == "start":
            writer.enter(tag, element)
            writer.add(element.text)
        else:
            writer.leave(tag, element)
            writer.add(element.tail)
    writer.end_block()
    text = "\n".join(writer.lines)
    return ShownText(text, writer.preformatted * 2 > len(text))


def _is_hidden(tag: str, element: etree._Element) -> bool:
    if not tag or tag in _DROPPED or element.get("role") in _ROLES:
        return True
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN_STYLE.search(style))


@dataclass(slots=True)
class _Look:
    """How text is shown inside an element; `preformatted` text has line ends of its own."""

    italic: bool = False
    raised: bool = False
    linked: bool = False
    preformatted: bool = False


@dataclass(slots=True)
class _Table:
    """An open table: rows of data become one paragraph each, a layout is read cell by cell."""

    data: bool
    cells: int = 0
    in_row: bool = False


@dataclass(slots=True)
class _Writer:
    """Collects the lines of the text on the walk through the page."""

    notes: NoteLinks
    lines: list[str] = field(default_factory=list)
    preformatted: int = 0
    _line: list[str] = field(default_factory=list)
    _looks: list[_Look] = field(default_factory=lambda: [_Look()])
    _lists: list[OpenList] = field(default_factory=list)
    _tables: list[_Table] = field(default_factory=list)
    _note: etree._Element | None = None
    _label: str = ""
    _links: int = 0
    _beside_links: bool = False
    _in_menu_item: bool = False

    def enter(self, tag: str, element: etree._Element) -> None:
        """Begin an element: its breaks, its number, its look."""
        if tag in _BLOCKS:
            self.end_block()
        self._look_of(tag, element)
        if tag in ("ol", "ul", "dir", "menu"):
            self._lists.append(open_list(element, self._lists))
        elif tag == "li":
            self._label = self._lists[-1].label(element) if self._lists else ""
            self._in_menu_item = self._in_list() == "ul"
        elif tag == "br":
            self._end_line()
        elif tag in ("table", "tr", "td", "th"):
            self._enter_table(tag, element)
        elif tag == "a" and element.get("href", "#")[:1] != "#":
            self._links += 1
        if marker := self.notes.definitions.get(element):
            self._begin_note(element, marker)

    def refer(self, element: etree._Element) -> None:
        """Write the marker of a footnote, where an element is a link to one."""
        if marker := self.notes.references.get(element):
            self._raise(marker)

    def leave(self, tag: str, element: etree._Element) -> None:
        """End an element."""
        if tag in ("ol", "ul", "dir", "menu") and self._lists:
            self.end_block()
            self._lists.pop()
        elif tag == "tr" and self._tables:
            self._tables[-1].in_row = False
        elif tag == "table" and self._tables:
            self._tables.pop()
        if element is self._note:
            self._note = None
        if tag in _BLOCKS:
            self.end_block()
        if tag == "li":
            self._label, self._in_menu_item = "", False
        del self._looks[-1]

    def add(self, text: str | None) -> None:
        """Write text as it looks here."""
        look = self._looks[-1]
        if not text:
            return
        if look.preformatted:
            self._add_preformatted(text)
            return
        shown = _WHITE.sub(" ", text)
        bare = shown.strip()
        if not bare:
            self._space()
            return
        self._beside_links |= not (look.linked or _BETWEEN_LINKS.fullmatch(bare))
        if look.raised and (marker := _MARKER.fullmatch(bare)):
            self._raise(marker[1])
            return
        self._write_label(bare)
        if look.italic:
            before = " " if shown[0] == " " else ""
            after = " " if shown[-1] == " " else ""
            shown = f"{before}{EMPHASIS_BEGINS}{bare}{EMPHASIS_ENDS}{after}"
        self._line.append(shown)

    def end_block(self) -> None:
        """End the paragraph, unless it is a number in a cell before its paragraph."""
        row = next((t for t in self._tables[-1:] if t.in_row), None)
        lone = row and (
            row.data or _LONE_NUMBER.fullmatch(without_emphasis_marks(self._text()).strip())
        )
        if lone or self._note is not None:
            self._space()
            return
        self._end_line()
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _look_of(self, tag: str, element: etree._Element) -> None:
        outer, style = self._looks[-1], element.get("style") or ""
        italic = outer.italic or (tag in _ITALIC and not (tag == "u" and outer.linked))
        italic = italic or bool(_ITALIC_STYLE.search(style))
        linked = outer.linked or (tag == "a" and element.get("href") is not None)
        self._looks.append(
            _Look(
                italic=italic and not _UPRIGHT_STYLE.search(style),
                raised=outer.raised or tag == "sup" or bool(_RAISED_STYLE.search(style)),
                linked=linked,
                preformatted=outer.preformatted or tag in ("pre", "xmp", "listing"),
            )
        )

    def _enter_table(self, tag: str, element: etree._Element) -> None:
        if tag == "table":
            self._tables.append(_Table(_holds_data(element)))
        elif self._tables and tag == "tr":
            self._tables[-1].in_row, self._tables[-1].cells = True, 0
        elif self._tables:
            table = self._tables[-1]
            self.end_block()
            if table.data and table.cells:
                self._line.append(" | ")
            table.cells += 1

    def _begin_note(self, element: etree._Element, marker: str) -> None:
        """Until its element ends, everything belongs to the one note."""
        self.end_block()
        self._note, self._label = element, ""
        self._line.append(f"{marker.translate(TO_SUPERSCRIPTS)} ")

    def _raise(self, marker: str) -> None:
        """Write a marker: glued to the word before it, or at the beginning of its note."""
        raised = marker.translate(TO_SUPERSCRIPTS)
        # Looked at from the ends only: a line may contain thousands of markers.
        if not any(without_emphasis_marks(piece).strip() for piece in self._line):
            self._line = [f"{raised} "]
        elif [piece.strip() for piece in self._line[:2]] != [raised]:
            while self._line[-1].isspace():
                self._line.pop()
            self._line[-1] = self._line[-1].rstrip()
            self._line.append(raised)

    def _write_label(self, text: str) -> None:
        if self._label and not begins_with_number(text):
            self._line.append(f"{self._label} ")
        self._label = ""

    def _add_preformatted(self, text: str) -> None:
        self.preformatted += len(text)
        self._beside_links = True
        first, *rest = text.split("\n")
        self._line.append(first)
        for line in rest:
            self._flush()
            self._line.append(line)

    def _end_line(self) -> None:
        """End a line of the page; two ends in a row leave a blank line, as they look."""
        menu = not self._beside_links and self._links >= (1 if self._in_menu_item else _MENU)
        if menu:
            self._line.clear()
        self._flush()
        self._links, self._beside_links = 0, False

    def _flush(self) -> None:
        self.lines.append(
            self._text().rstrip() if self._looks[-1].preformatted else self._text().strip()
        )
        self._line.clear()

    def _text(self) -> str:
        return "".join(self._line)

    def _space(self) -> None:
        if self._line:
            self._line.append(" ")

    def _in_list(self) -> str:
        return self._lists[-1].tag if self._lists else ""


def _holds_data(table: etree._Element) -> bool:
    """Whether rows and columns mean something: heads or rules, and no table inside for a layout."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    ruled = (table.get("border") or "0").strip() not in ("0", "none", "no")
    grid = "grid" in (table.get("class") or "").casefold()
    return ruled or grid or next(table.iterdescendants("th"), None) is not None
