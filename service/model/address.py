"""Places in a resolution: how they are written in a URL, and how people write them.

An address is a chain of steps, from the outside in: a section (`b`), an annex (`annex1`), a
paragraph (`pp7`, `op3`, `h2`), its subparagraphs (`a`, `ii`). In a URL the steps are joined by
points: `annex1.op2`, `op3.a.ii`. People write `Annex I OP2`, `OP3(a)(ii)`.
"""

import re
from dataclasses import dataclass

from service.model.roman_numerals import to_roman

_STEP = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LABELLED = {
    "op": "OP",
    "pp": "PP",
    "h": "Heading ",
    "p": "Paragraph ",
    "chapeau": "Chapeau ",
    "enacting": "Enacting formula ",
    "fn": "fn ",
}


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A place in a resolution. `steps` are lower-case, outermost first, else ValueError."""

    steps: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.steps or not all(_STEP.fullmatch(step) for step in self.steps):
            raise ValueError(f"not an address: {'.'.join(self.steps)!r}")

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Read the URL form, in upper or lower case: `op3.a`. Raises ValueError."""
        return cls(tuple(text.strip().lower().split(".")))

    def child(self, step: str) -> "Address":
        """The address one level further in."""
        return Address((*self.steps, step))

    @property
    def parent(self) -> "Address | None":
        """The address one level further out, or None at the outermost."""
        return Address(self.steps[:-1]) if len(self.steps) > 1 else None

    def __str__(self) -> str:
        return ".".join(self.steps)

    @property
    def label(self) -> str:
        """The form that people write: `Annex I OP3(a)(ii)`."""
        words: list[str] = []
        inside_paragraph = False
        for step in self.steps:
            match = re.fullmatch(r"([a-z]+?)(\d.*)?", step)
            name, number = (match[1], match[2] or "") if match else (step, "")
            if inside_paragraph and name != "fn":
                words[-1] += f"({step})"
            elif name == "annex":
                words.append(f"Annex {to_roman(int(number))}" if number.isdigit() else "Annex")
            elif name in _LABELLED:
                words.append(f"{_LABELLED[name]}{number}".strip())
                inside_paragraph = name in {"op", "p", "pp"}
            else:
                words.append(step.upper())
        return " ".join(words)
