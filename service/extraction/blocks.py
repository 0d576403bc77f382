"""What a reader returns: blocks of text in reading order, with what the markup says of them.

Offsets count Unicode code points; `end` is exclusive.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from service.model import Header


class BlockRole(StrEnum):
    """What a source's own markup says that a block is. Plain text says nothing (None)."""

    TITLE = "title"
    CHAPEAU = "chapeau"
    ENACTING = "enacting"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    SUBPARAGRAPH = "subparagraph"
    HEADING = "heading"
    ANNEX_HEADING = "annex_heading"
    SECTION_HEADING = "section_heading"
    TEXT = "text"
    CONCLUSION = "conclusion"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its printed marker, where it is anchored in its block or paragraph, its text."""

    marker: str
    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the page, with white space folded to single spaces and note markers removed.

    `number` is the printed number without its point or brackets ("3", "a", "ii") where the source
    carries it apart from the text; `level` is the depth of nesting (0 = not nested); `emphasis` are
    the italic runs as (start, end) offsets; `role` is what the source's markup says, if anything.
    """

    text: str
    role: BlockRole | None = None
    number: str | None = None
    level: int = 0
    emphasis: tuple[tuple[int, int], ...] = ()
    notes: tuple[Note, ...] = ()

    def in_role(self, role: BlockRole) -> "Block":
        """The same block in another role."""
        # Called for every block: `dataclasses.replace` takes several times as long.
        return Block(self.text, role, self.number, self.level, self.emphasis, self.notes)


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader returns. `official` has what the source's metadata states, which is trusted."""

    format: str
    blocks: tuple[Block, ...]
    official: Header = field(default_factory=Header)
