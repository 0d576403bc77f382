"""Numbers of list items, as a browser prints them; a page's text does not contain them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from service.model.roman_numerals import HIGHEST_ROMAN, to_roman

_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b([a-z]+(?:-[a-z]+)?)", re.IGNORECASE)
_TYPES = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I", "decimal": "1", "none": "",
}  # fmt: skip
_NUMBER = re.compile(r"-?\d{1,4}")
_PRINTED = re.compile(r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxlIVXL]{1,6})[.)]|[•–—-])(?:\s|\u00a0|$)")


@dataclass(slots=True)
class OpenList:
    """A list that is being read: its tag, the kind of its numbers, the next one.

    `nested` says that an ordered list is around it; numbers of such lists are in brackets.
    """

    tag: str
    kind: str
    next: int
    nested: bool

    def label(self, item: etree._Element) -> str:
        """The printed number of the next item: "3.", "(a)", "(ii)", "•"; empty for none."""
        if self.tag != "ol":
            return "•" if self.kind else ""
        value = item.get("value") or ""
        number = int(value) if _NUMBER.fullmatch(value.strip()) else self.next
        self.next = number + 1
        kind = item.get("type") or self.kind
        if not kind:
            return ""
        printed = _printed(kind, number)
        bracketed = self.nested or kind in ("a", "i")
        return f"({printed})" if bracketed else f"{printed}."


def open_list(element: etree._Element, around: Sequence[OpenList]) -> OpenList:
    """Begin a list inside the lists around it, outermost first."""
    start = (element.get("start") or "").strip()
    ordered = element.tag == "ol"
    style = _STYLE.search(element.get("style") or "")
    kind = _TYPES.get(style[1].lower()) if style else None
    if kind is None:
        kind = element.get("type") or "1" if ordered else "•"
    nested = any(outer.tag == "ol" and outer.kind for outer in around)
    number = int(start) if _NUMBER.fullmatch(start) else 1
    return OpenList("ol" if ordered else "ul", kind, number, nested)


def begins_with_number(text: str) -> bool:
    """Whether an item prints a number of its own, as lists without a style of theirs do."""
    return bool(_PRINTED.match(text))


def _printed(kind: str, number: int) -> str:
    if kind in ("a", "A") and number > 0:
        times, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) * min(times + 1, 3)
        return letters if kind == "a" else letters.upper()
    if kind in ("i", "I") and 0 < number <= HIGHEST_ROMAN:
        figure = to_roman(number)
        return figure.lower() if kind == "i" else figure
    return str(number)
