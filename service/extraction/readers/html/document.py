"""HTML pages: resolutions as the organization's sites published them, and as Word exports them.

The page becomes the text that it shows, paragraph by paragraph (`html_page`), which is then read
like any plain text: no role is taken from the markup, which says how a page looks, not what its
paragraphs are. Nothing is fetched, and no entity but those of HTML is resolved.
"""

import codecs
import re
from typing import Final

from lxml import etree

from service.errors import DocumentTooLarge, EmptyDocument, MalformedDocument
from service.extraction.blocks import SourceText
from service.extraction.readers.html.page import PRINTED_EMPHASIS, shown_text
from service.extraction.readers.plain_text.document import read_paragraphs
from service.extraction.readers.plain_text.paragraphs import paragraphs

FORMAT: Final = "html"
_MAXIMUM_TAGS: Final = 100_000
"""The longest resolution that Word exported has some 30,000; a tag takes 200 bytes in memory."""
_SNIFFED_BYTES: Final = 4096
_PAGE = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^>]*>\s*)?(?:<!--.*?(?:-->|$)\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,200}\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_XML_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,100}\bencoding\s*=\s*[\"']([\w.-]{1,40})[\"']")
_AS_BROWSERS_READ: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
"""Pages that declare Latin 1 hold Windows quotation marks; every browser reads them so."""
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")


def is_html(data: bytes) -> bool:
    """Whether the content begins as a page does: its document type, or the tags of its head."""
    beginning = data[:_SNIFFED_BYTES]
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "latin-1")
    return bool(_PAGE.match(beginning.decode(encoding, "replace").lstrip("ï»¿")))


def read_html(data: bytes) -> SourceText:
    """Read a page. Raises MalformedDocument, DocumentTooLarge or EmptyDocument."""
    text = _NONCHARACTERS.sub("", decode_html(data))
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
    shown = shown_text(root)
    pages = paragraphs(shown.text, own_widths=not shown.preformatted)
    blocks = read_paragraphs(pages, PRINTED_EMPHASIS)
    if not blocks:
        raise EmptyDocument("an HTML page without text")
    return SourceText(format=FORMAT, blocks=blocks)


def decode_html(data: bytes) -> str:
    """The characters of a page: by its mark, its own word, as UTF-8, or else Windows-1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    declared = _XML_DECLARED.match(data) or _DECLARED.search(data[:_SNIFFED_BYTES])
    names = [declared[1].decode("ascii", "replace")] if declared else []
    for name in (*names, "utf-8"):
        try:
            # A page that can be read as ASCII says nothing in UTF-16, whatever it declares.
            found = codecs.lookup(name).name
            if not found.startswith(("utf-16", "utf-32")):
                return data.decode(_AS_BROWSERS_READ.get(found, found))
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")
