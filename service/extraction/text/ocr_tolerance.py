"""Tolerance of OCR errors: l, I and | for 1, O for 0, rn for m.

The text of a document is never corrected. OCR errors are tolerated only where a number or a
fixed formula is expected.
"""

import re
from typing import Final

_FIGURE: Final = r"[\dlIO|]"
"""A figure, or what a scanner makes of one."""
_FIGURES: Final = str.maketrans("lI|O", "1110")
_NUMBERLIKE = re.compile(rf"(?<![^\W\d]){_FIGURE}*\d{_FIGURE}*\b")
_ALIKE: Final = str.maketrans({"1": "l", "i": "l", "|": "l", "!": "l", "0": "o"})


def figures(text: str) -> str:
    """The text with its numbers as they were printed: "l9 July 196l" is "19 July 1961"."""
    return _NUMBERLIKE.sub(lambda found: found[0].translate(_FIGURES), text)


def number(text: str) -> str | None:
    """A number as it was printed: "l" is "1", "lO" is "10"; None for what is none."""
    printed = text.translate(_FIGURES)
    return printed if printed.isdecimal() else None


def outline(text: str) -> str:
    """What is left of a text when all that scanners confuse is made the same."""
    folded = "".join(text.casefold().split()).translate(_ALIKE)
    return folded.replace("rn", "m").replace("cl", "d").strip(".,:;'`")
