"""XML of untrusted files: parsed without entities or network, with errors that name their place."""

from functools import lru_cache

from lxml import etree

from service.errors import MalformedDocument


def parse_xml(data: bytes) -> etree._Element:
    """The root element. Raises MalformedDocument with line and column."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=False, load_dtd=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise MalformedDocument(
            f"not well-formed XML: {error.msg}", place=f"line {line}, column {column}"
        ) from error
    except ValueError as error:
        raise MalformedDocument(f"not well-formed XML: {error}") from error


def local_name(element: etree._Element | None) -> str:
    """The tag without its namespace; empty for comments, processing instructions and None."""
    if element is None:
        return ""
    tag = element.tag
    return _without_namespace(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=256)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]
