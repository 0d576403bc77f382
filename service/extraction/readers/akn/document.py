"""Akoma Ntoso for the United Nations (AKN4UN): the official machine-readable edition.

The body becomes blocks whose roles the markup states; the metadata becomes the official header
(`metadata`). Ids in these files are neither sequential nor unique, so they are ignored.
"""

import re
from collections.abc import Callable

from lxml import etree

from service.errors import EmptyDocument, UnsupportedFormat
from service.extraction.blocks import Block, BlockRole, SourceText
from service.extraction.readers.akn.metadata import read_metadata
from service.extraction.readers.cues import MetadataCues
from service.extraction.readers.typography import BlockBuilder, add_raised, normalize
from service.extraction.readers.xml import local_name, parse_xml

FORMAT = "akn4un"
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

_SKIPPED = {"meta", "coverPage", "conclusions", "collectionBody", "img", "decoration"}
_TOP_NUMBER = re.compile(r"(\d{1,3}(?:\s(?:bis|ter))?)\s*[.\-–．、]?")
_PRINTED_NUMBER = re.compile(r"[().\s\u200b]+")


def read_akn(data: bytes, cues: MetadataCues) -> SourceText:
    """Read an official XML file.

    Raises MalformedDocument (naming line and column), UnsupportedFormat for other XML,
    EmptyDocument.
    """
    root = parse_xml(data)
    if local_name(root) != "akomaNtoso":
        raise UnsupportedFormat(f"XML that is not Akoma Ntoso: its root is <{local_name(root)}>")
    if not any(True for _ in root.iter(f"{{{NAMESPACE}}}statement")):
        raise UnsupportedFormat("Akoma Ntoso without a resolution, decision or statement in it")
    reader = _BodyReader()
    for child in root:
        reader.read(child)
    official = read_metadata(root, cues)
    if not reader.blocks:
        raise EmptyDocument("Akoma Ntoso with no text in its body")
    return SourceText(format=FORMAT, blocks=tuple(reader.blocks), official=official)


def all_text(element: etree._Element) -> str:
    """Everything that is printed in an element."""
    return normalize("".join(str(part) for part in element.itertext()))


def plain_number(printed: str) -> str:
    """A printed number without its point, dash or brackets: "3", "a", "ii", "1.2"."""
    if top := _TOP_NUMBER.fullmatch(normalize(printed)):
        return top[1]
    return re.sub(r"\s+", " ", _PRINTED_NUMBER.sub(" ", normalize(printed)).strip()).replace(
        " ", "."
    )


class _BodyReader:
    """Walks the body in document order and collects blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._notes: dict[str, str] = {}
        self._handlers: dict[str, Callable[[etree._Element], None]] = {
            "preface": self._read_preface,
            "formula": self._read_formula,
            "container": self._read_container,
            "blockList": self._read_block_list,
            "crossHeading": self._read_cross_heading,
            "block": self._read_heading,
            "subheading": self._read_heading,
            "heading": self._read_heading,
            "paragraph": self._read_numbered,
            "point": self._read_numbered,
            "num": self._read_section_number,
            "tr": self._read_row,
            "p": self._read_loose,
        }

    def read(self, element: etree._Element) -> None:
        """Write the blocks of any element."""
        name = local_name(element)
        if not name or name in _SKIPPED:
            return
        handler = self._handlers.get(name)
        if handler:
            handler(element)
        else:
            for child in element:
                self.read(child)

    def _read_preface(self, element: etree._Element) -> None:
        inside_component = any(local_name(a) == "component" for a in element.iterancestors())
        for paragraph in element:
            builder = BlockBuilder()
            for child in paragraph:
                if local_name(child) == "docNumber":
                    letter = all_text(child).rstrip(".")
                    if inside_component and letter:
                        self.blocks.append(Block(letter, BlockRole.SECTION_HEADING))
                else:
                    self._inline(child, builder, emphasised=False)
            if inside_component or builder.notes:
                # A document's own title is in its header; only its footnotes would be lost.
                self._write(builder, BlockRole.TITLE)

    def _read_formula(self, element: etree._Element) -> None:
        self._text(element, BlockRole.ENACTING)

    def _read_container(self, element: etree._Element) -> None:
        name = (element.get("name") or "").casefold()
        if name in ("formula", "enactingformula"):
            self._read_formula(element)
        elif any(local_name(child) == "table" for child in element):
            for child in element:
                self.read(child)
        else:
            in_preamble = self._in_preamble(element)
            for child in element:
                if local_name(child) == "p":
                    self._text(child, BlockRole.PREAMBULAR if in_preamble else None)
                else:
                    self.read(child)

    @staticmethod
    def _in_preamble(element: etree._Element) -> bool:
        return local_name(element.getparent()) in ("preamble", "embeddedStructure")

    def _read_block_list(self, element: etree._Element) -> None:
        for child in element:
            name = local_name(child)
            if name == "listIntroduction":
                self._text(child, BlockRole.PREAMBULAR)
            elif name == "item":
                self._read_numbered(child)

    def _read_cross_heading(self, element: etree._Element) -> None:
        official = element.get("refersTo") == "#preamble"
        self._text(element, BlockRole.PREAMBULAR if official else BlockRole.HEADING)

    def _read_heading(self, element: etree._Element) -> None:
        self._text(element, BlockRole.HEADING)

    def _read_section_number(self, element: etree._Element) -> None:
        self._text(element, BlockRole.SECTION_HEADING)

    def _read_loose(self, element: etree._Element) -> None:
        parent = local_name(element.getparent())
        role = {"section": BlockRole.HEADING, "preamble": BlockRole.HEADING}.get(parent)
        if not any(local_name(child) == "docTitle" for child in element):
            self._text(element, role)

    def _read_numbered(self, element: etree._Element) -> None:
        """A paragraph, point or item: its number goes to the first text below it."""
        depth = sum(1 for a in element.iterancestors() if local_name(a) in ("list", "sublist"))
        self._read_below(element, "", depth)

    def _read_below(self, element: etree._Element, number: str, depth: int) -> str:
        """Write the blocks below; returns the number if no text has taken it yet."""
        for child in element:
            name = local_name(child)
            if name == "num":
                number = all_text(child)
            elif name in ("p", "heading", "subheading"):
                self._text(child, None if name == "p" else BlockRole.HEADING, number, depth)
                number = ""
            elif name in ("content", "intro", "wrapUp", "alinea", "list"):
                number = self._read_below(child, number, depth)
            else:
                self.read(child)
        return number

    def _read_row(self, element: etree._Element) -> None:
        builder = BlockBuilder()
        for position, cell in enumerate(c for c in element if local_name(c) in ("td", "th")):
            if position:
                builder.add(" | ")
            for paragraph in cell:
                self._inline(paragraph, builder, emphasised=False)
                builder.add(" ")
        if "".join(builder.pieces).strip(" |"):
            self._write(builder, BlockRole.TEXT)

    def _text(
        self,
        element: etree._Element,
        role: BlockRole | None,
        number: str = "",
        depth: int = 0,
    ) -> None:
        builder = BlockBuilder()
        embedded: list[etree._Element] = []
        self._inline(element, builder, emphasised=False, embedded=embedded)
        self._write(builder, role, plain_number(number), depth, printed=number)
        for structure in embedded:
            for child in structure:
                self.read(child)

    def _write(
        self,
        builder: BlockBuilder,
        role: BlockRole | None,
        number: str = "",
        depth: int = 0,
        printed: str = "",
    ) -> None:
        if number and role is None:
            role = BlockRole.OPERATIVE if _is_top_number(printed) else BlockRole.SUBPARAGRAPH
        elif printed.strip() and role is None:
            role = BlockRole.SUBPARAGRAPH
        block = builder.build(role, number or normalize(printed) or None, depth)
        if block:
            self.blocks.append(block)

    def _inline(
        self,
        element: etree._Element,
        builder: BlockBuilder,
        *,
        emphasised: bool,
        embedded: list[etree._Element] | None = None,
    ) -> None:
        name = local_name(element)
        italic = emphasised or "italic" in (element.get("class") or "")
        builder.add(element.text or "", emphasised=italic)
        for child in element:
            kind = local_name(child)
            if kind == "authorialNote":
                self._note(child, builder)
            elif kind == "sup":
                add_raised(builder, all_text(child), self._notes)
            elif kind == "eol":
                builder.add(" ")
            elif kind == "embeddedStructure" and embedded is not None:
                embedded.append(child)
            elif kind:
                if kind == "p" and name != "span":
                    builder.add(" ")
                self._inline(child, builder, emphasised=italic, embedded=embedded)
            builder.add(child.tail or "", emphasised=italic)

    def _note(self, element: etree._Element, builder: BlockBuilder) -> None:
        marker = normalize(element.get("marker") or "") or "*"
        text = normalize(" ".join(all_text(p) for p in element)) or all_text(element)
        self._notes[marker] = text
        builder.add_note(marker, text)


def _is_top_number(printed: str) -> bool:
    """Whether a printed number is that of a paragraph ("12.") and not of a subparagraph ("(a)")."""
    return bool(_TOP_NUMBER.fullmatch(normalize(printed)))
