"""The names of WordprocessingML, and its small values: switches and whole numbers."""

import re
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
"""Namespaces of the strict variant of the format, and those of the usual one."""

_OFF: Final = frozenset({"0", "false", "off"})
_WHOLE: Final = re.compile(r"-?\d{1,9}")


def value(parent: etree._Element | None, name: str, attribute: str = "val") -> str | None:
    """The value of a property below `parent`; None where it is not set."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + attribute)


def switch(parent: etree._Element | None, name: str) -> bool | None:
    """Whether a property is switched on or off below `parent`; None where it is not set."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val") not in _OFF


def whole(printed: str | None, default: int = 0) -> int:
    """A whole number of at most nine digits; `default` for anything else."""
    return int(printed) if printed and _WHOLE.fullmatch(printed) else default
