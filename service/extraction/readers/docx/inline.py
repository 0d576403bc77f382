"""The runs of a paragraph: text, italics, notes; tracked changes as if all were accepted.

Text is in few elements; all others (drawings, hyperlinks, content controls) are
walked through for those few. Deleted and hidden text and the instructions of fields are left out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, Final

from lxml import etree

from service.errors import MalformedDocument
from service.extraction.readers.cues import LayoutCues
from service.extraction.readers.docx.footnotes import Footnotes
from service.extraction.readers.docx.properties import (
    COMPATIBILITY,
    MATH,
    RunStyle,
    Styles,
    W,
    run_style,
    value,
)
from service.extraction.readers.typography import BlockBuilder, add_raised

_BARE_LABEL: Final = re.compile(r"(?:[IVXLC]{1,6}|[A-Z])\.?")
"""The label of a part, on a line of its own above a title in the same paragraph: "II"."""
_LONGEST_LABEL: Final = 20
_MOST_FIELDS: Final = 50
_LONGEST_INSTRUCTION: Final = 80
_REFERENCE: Final = re.compile(r"\s*(?:NOTEREF|FTNREF)\b", re.IGNORECASE)
_SYMBOL: Final = re.compile(r"[Ff]0(?:(2[0-9A-Fa-f]|3[A-Fa-f0-9])|[Bb]7)")
_MARK: Final = re.compile(r"[*†‡§#]+")


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction so far, and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class InlineReader:
    """Reads paragraphs into lines.

    `boxes` gathers the text boxes anchored in them; `bold` says whether all that was read last is.
    """

    styles: Styles
    notes: Footnotes | None
    cues: LayoutCues
    boxes: list[etree._Element] = field(default_factory=list)
    bold: bool = False
    _lines: list[BlockBuilder] = field(default_factory=list)
    _splits: bool = True
    _base: RunStyle = field(default_factory=RunStyle)
    _style: RunStyle = field(default_factory=RunStyle)
    _raised: list[str] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _awaited: etree._Element | None = None

    def read(
        self,
        paragraphs: list[etree._Element],
        label: str,
        style: RunStyle,
        into: BlockBuilder | None = None,
    ) -> list[BlockBuilder]:
        """The lines of a paragraph, one but for a label above a title.

        Several elements are one paragraph whose ends were deleted. `label` is its number from the
        numbering, `style` what its style gives runs. With `into`, all is one line, appended to it.
        """
        self._lines = [into or BlockBuilder()]
        self._splits = into is None
        self._base = style
        self.bold = True
        # An instruction does not run over the end of a paragraph: its field was never finished.
        self._fields = [one for one in self._fields if one.in_result]
        if label:
            self._lines[0].add(f"{label} ")
        for paragraph in paragraphs:
            self._style = RunStyle(hidden=style.hidden)
            self._walk(paragraph)
        self._flush_raised()
        self._awaited = None
        return self._lines

    def _walk(self, element: etree._Element) -> None:
        for child in element:
            handler = self._HANDLERS.get(child.tag)
            if handler is not None:
                handler(self, child)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self._walk(child)

    def _run(self, element: etree._Element) -> None:
        outer = self._style
        properties = element.find(W + "rPr")
        named = self.styles.style(value(properties, "rStyle")).run
        stated = run_style(properties)
        # Italics of a character style within those of a paragraph style turn each other off.
        italic = bool(named.italic) ^ bool(self._base.italic)
        bold = bool(named.bold) ^ bool(self._base.bold)
        self._style = stated.over(RunStyle(italic, bold)).over(named).over(outer)
        self._walk(element)
        self._style = outer

    def _text(self, element: etree._Element) -> None:
        self._write(element.text or "")

    def _write(self, text: str) -> None:
        if self._style.hidden or not all(one.in_result for one in self._fields):
            return
        if self._awaited is not None:
            text = self._take_mark(text)
        self.bold = self.bold and bool(self._style.bold or not text.strip())
        if self._style.raised or any(_REFERENCE.match(one.instruction) for one in self._fields):
            self._raised.append(text)
        elif text:
            self._flush_raised()
            self._lines[-1].add(text, emphasised=bool(self._style.italic))

    def _flush_raised(self) -> None:
        if self._raised:
            known = self.notes.known if self.notes else {}
            add_raised(self._lines[-1], "".join(self._raised), known)
            self._raised.clear()

    def _break(self, _element: etree._Element) -> None:
        self._flush_raised()
        current = self._lines[-1]
        first = self._splits and len(self._lines) == 1 and current.length <= _LONGEST_LABEL
        if first and self._is_label("".join(current.pieces).strip()):
            self._lines.append(BlockBuilder())
        else:
            self._write(" ")

    def _is_label(self, line: str) -> bool:
        return bool(_BARE_LABEL.fullmatch(line)) or self.cues.is_division_label(line)

    def _space(self, _element: etree._Element) -> None:
        self._write(" ")

    def _hyphen(self, _element: etree._Element) -> None:
        self._write("\u2011")

    def _symbol(self, element: etree._Element) -> None:
        """A character of a symbol font: its marks are those of ASCII, its letters are not."""
        code = element.get(W + "char") or ""
        if match := _SYMBOL.fullmatch(code):
            self._write(chr(int(match[1], 16)) if match[1] else "•")

    def _field_char(self, element: etree._Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            if len(self._fields) >= _MOST_FIELDS:
                raise MalformedDocument("fields within fields without an end")
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _instruction(self, element: etree._Element) -> None:
        if self._fields and len(self._fields[-1].instruction) < _LONGEST_INSTRUCTION:
            self._fields[-1].instruction += (element.text or "")[:_LONGEST_INSTRUCTION]

    def _simple_field(self, element: etree._Element) -> None:
        self._fields.append(_Field(element.get(W + "instr") or "", in_result=True))
        depth = len(self._fields)
        self._walk(element)
        del self._fields[depth - 1 :]

    def _note(self, element: etree._Element) -> None:
        if self.notes is None or self._style.hidden:
            return
        self._flush_raised()
        if element.get(W + "customMarkFollows") in ("1", "true", "on"):
            self._awaited = element
        elif note := self.notes.next(element):
            self._lines[-1].add_note(*note)

    def _take_mark(self, text: str) -> str:
        """Anchor the note whose own mark this text begins with; returns what is left of it."""
        reference, self._awaited = self._awaited, None
        if reference is None or self.notes is None:
            return text
        match = _MARK.match(text.lstrip())
        short = len(text.strip()) <= 3 and text.strip()
        mark = match[0] if match else text.strip() if short else ""
        self._flush_raised()
        if note := self.notes.marked(reference, mark or "*"):
            self._lines[-1].add_note(*note)
        return text.lstrip()[len(mark) :] if mark else text

    def _alternatives(self, element: etree._Element) -> None:
        chosen = element.find(f"{COMPATIBILITY}Choice")
        chosen = element.find(f"{COMPATIBILITY}Fallback") if chosen is None else chosen
        if chosen is not None:
            self._walk(chosen)

    def _box(self, element: etree._Element) -> None:
        self.boxes.append(element)

    _HANDLERS: ClassVar[dict[object, Callable[["InlineReader", etree._Element], None]]] = {
        W + "r": _run,
        W + "t": _text,
        MATH + "t": _text,
        W + "tab": _space,
        W + "ptab": _space,
        W + "br": _break,
        W + "cr": _break,
        W + "noBreakHyphen": _hyphen,
        W + "sym": _symbol,
        W + "fldChar": _field_char,
        W + "instrText": _instruction,
        W + "fldSimple": _simple_field,
        W + "footnoteReference": _note,
        W + "endnoteReference": _note,
        W + "txbxContent": _box,
        COMPATIBILITY + "AlternateContent": _alternatives,
    }


_SKIPPED: Final = frozenset(
    W + name for name in ("pPr", "rPr", "sdtPr", "del", "moveFrom", "rt", "delText")
)
"""Properties, what tracked changes delete, and readings printed above characters."""
