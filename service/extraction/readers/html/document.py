"""HTML pages: resolutions as the organization's sites published them, and as Word exports them.

The page becomes the text that it shows, paragraph by paragraph (`page`), which is then read
like any plain text: no role is taken from the markup, which says how a page looks, not what its
paragraphs are. Nothing is fetched, and no entity but those of HTML is resolved.
"""

import re
from typing import Final

from lxml import etree

from service.errors import DocumentTooLarge, EmptyDocument, MalformedDocument
from service.extraction.blocks import SourceText
from service.extraction.readers.cues import ParagraphCues
from service.extraction.readers.decoder import decode_beginning, decode_html
from service.extraction.readers.html.page import PRINTED_EMPHASIS, shown_text
from service.extraction.readers.plain_text import build_blocks, split_paragraphs

FORMAT: Final = "html"
_MAXIMUM_TAGS: Final = 100_000
"""The longest resolution that Word exported has some 30,000; a tag takes 200 bytes in memory."""
_PAGE = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^>]*>\s*)?(?:<!--.*?(?:-->|$)\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")


def is_html(data: bytes) -> bool:
    """Whether the content begins as a page does: its document type, or the tags of its head."""
    return bool(_PAGE.match(decode_beginning(data)))


def read_html(data: bytes, cues: ParagraphCues) -> SourceText:
    """Read a page.

    Raises MalformedDocument, DocumentTooLarge or EmptyDocument.
    """
    root = _parse(_NONCHARACTERS.sub("", decode_html(data)))
    shown = shown_text(root, cues)
    pieces = split_paragraphs(shown.text, cues, own_widths=not shown.preformatted)
    blocks = build_blocks(pieces, PRINTED_EMPHASIS, cues)
    if not blocks:
        raise EmptyDocument("an HTML page without text")
    return SourceText(format=FORMAT, blocks=blocks)


def _parse(text: str) -> etree._Element:
    if (tags := text.count("<")) > _MAXIMUM_TAGS:
        raise DocumentTooLarge(f"{tags} tags; the limit is {_MAXIMUM_TAGS}")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.replace("\x00", "").encode(errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MalformedDocument(f"not readable as HTML: {error}") from error
    if root is None:
        raise EmptyDocument("an HTML page with nothing in it")
    if deep := next((e for e in parser.error_log if "depth" in e.message), None):
        raise MalformedDocument("tags nested too deeply", place=f"line {deep.line}")
    return root
