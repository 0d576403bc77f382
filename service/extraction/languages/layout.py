"""What a language prints around its paragraphs: notes, covers, votes, pages, official metadata.

With it, readers recognise where a paragraph ends and what belongs to none. See `layout.toml` and
`compounds.toml` in the folder of a language.
"""

from importlib.resources.abc import Traversable

from pydantic import Field

from service.extraction.languages.files import (
    MATCHES_NOTHING,
    LexiconTable,
    PatternText,
    read_table,
)
from service.model import AdoptionMethod


class LineTable(LexiconTable):
    """Patterns of single lines and blocks, each matched from the beginning of the text.

    Attributes:
        note_line: What follows the number of a footnote at the beginning of a line.
        note_text: The same in a block that is a footnote even where its marker is lost in the text.
        cover: A line of the cover page that begins a paragraph of its own.
        vote: How and when a text was adopted.
        vote_continued: A line that continues the one with the vote.
        suspended_hyphen: The word behind a hyphen that stands for a word left out.
        division: The label of an annex or a part, which is printed above its title.
        item_conjunctions: Words that may follow the punctuation at the end of an item of a list.
        links_back: The text of a link from a footnote back to its marker, in lower case.
    """

    note_line: PatternText = MATCHES_NOTHING
    note_text: PatternText = MATCHES_NOTHING
    cover: PatternText = MATCHES_NOTHING
    vote: PatternText = MATCHES_NOTHING
    vote_continued: PatternText = MATCHES_NOTHING
    suspended_hyphen: PatternText = MATCHES_NOTHING
    division: PatternText = MATCHES_NOTHING
    item_conjunctions: frozenset[str] = frozenset()
    links_back: frozenset[str] = frozenset()


class PageTable(LexiconTable):
    """Patterns of what is printed on every page and belongs to no paragraph.

    Attributes:
        number: A page number with its word, on a line of typed text.
        label: A page number with its word, in the head or foot of a printed page.
        printing_note: A note of the printers in the foot of a page.
        running_head: A running head without its page number.
    """

    number: PatternText = MATCHES_NOTHING
    label: PatternText = MATCHES_NOTHING
    printing_note: PatternText = MATCHES_NOTHING
    running_head: PatternText = MATCHES_NOTHING


class MetadataTable(LexiconTable):
    """Words in the metadata of the official edition.

    Attributes:
        adoption_methods: How a text was adopted, by the words that say so, in lower case.
        vote_counts: The votes in favour, against and abstaining, as its three groups.
        catalogue_title: The title that the library's catalogue gives, as its first group.
        session_prefixes: What comes before the number of a special session, by its name in lower
            case; the first name that is found counts.
    """

    adoption_methods: dict[str, AdoptionMethod] = Field(default_factory=dict)
    vote_counts: PatternText = MATCHES_NOTHING
    catalogue_title: PatternText = MATCHES_NOTHING
    session_prefixes: dict[str, str] = Field(default_factory=dict)


class LayoutTable(LexiconTable):
    """The file `layout.toml`."""

    lines: LineTable = LineTable()
    page: PageTable = PageTable()
    metadata: MetadataTable = MetadataTable()


class CompoundTable(LexiconTable):
    """The file `compounds.toml`: first and second parts of words that are written with a hyphen."""

    firsts: frozenset[str]
    seconds: frozenset[str]


class LayoutLexicon:
    """The layout of one language.

    Attributes:
        lines: Patterns of lines.
        page: Patterns of what is printed on every page.
        metadata: Words in official metadata.
        compounds: Parts of words with a hyphen; None where no file lists them.
    """

    def __init__(self, layout: LayoutTable, compounds: CompoundTable | None) -> None:
        self.lines = layout.lines
        self.page = layout.page
        self.metadata = layout.metadata
        self.compounds = compounds

    def is_compound(self, first: str, second: str) -> bool:
        """Whether a hyphen between two words, both in lower case, belongs to a compound."""
        compounds = self.compounds
        return compounds is not None and (first in compounds.firsts or second in compounds.seconds)


def read_layout_lexicon(folder: Traversable) -> LayoutLexicon | None:
    """The layout of a language from its folder; None where it has no file `layout.toml`."""
    layout = read_table(folder, "layout", LayoutTable)
    if layout is None:
        return None
    return LayoutLexicon(layout, read_table(folder, "compounds", CompoundTable))
