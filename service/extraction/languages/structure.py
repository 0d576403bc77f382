"""How the parts of a document begin in a language: paragraphs, sections, annexes, formulas."""

from importlib.resources.abc import Traversable
from typing import Annotated, Final, Literal

from pydantic import Field

from service.extraction.languages.files import (
    MATCHES_NOTHING,
    LexiconTable,
    PatternText,
    read_table,
    with_groups,
)
from service.extraction.text.ocr_tolerance import outline
from service.model import Organ

_ORGANS: Final = tuple(organ for organ in Organ if organ is not Organ.OTHER)
"""The organs that have a name of their own."""

AnnexStep = Literal["annex", "appendix", "enclosure", "attachment"]
"""What an annex is called in addresses."""


class FormulaTable(LexiconTable):
    """Enacting formulas: "The General Assembly,".

    Attributes:
        article: The article before the name of an organ.
        pattern: A formula, alone or with the text behind it.
        acting_body: A word of the name of every body that enacts.
        opening: What may follow a formula in its paragraph.
    """

    article: str
    pattern: Annotated[PatternText, with_groups("name", "rest")]
    acting_body: PatternText
    opening: PatternText = MATCHES_NOTHING


class ChapeauTable(LexiconTable):
    """Sentences that hand a draft on: "The Commission recommends … the following draft …".

    Attributes:
        pattern: The whole sentence. Its groups name bodies by their part in it, and the draft.
        draft_follows: A sentence that says that drafts follow.
    """

    pattern: Annotated[
        PatternText,
        with_groups(
            "draft",
            optional=(
                "approved_draft",
                "author",
                "recommended_to",
                "adopted_by",
                "approved_by",
                "for_adoption_by",
            ),
        ),
    ] = MATCHES_NOTHING
    draft_follows: PatternText = MATCHES_NOTHING


class StructurePatterns(LexiconTable):
    """Patterns of `structure.toml`, which explains each."""

    printed_number: Annotated[PatternText, with_groups("number")]
    annex_heading: PatternText = MATCHES_NOTHING
    annex_label: Annotated[PatternText, with_groups("word", "number")] = MATCHES_NOTHING
    section_heading: PatternText = MATCHES_NOTHING
    section_word: PatternText = MATCHES_NOTHING
    closing_line: PatternText = MATCHES_NOTHING


class StructureTable(LexiconTable):
    """`structure.toml`.

    Attributes:
        adverbs_before_verbs: Words that may come before the verb of a paragraph.
        annexes: Words that head an annex, in lower case, by the step that it has in addresses.
        organs: Names of organs by their codes; those that are left out have their English names.
        formula: Enacting formulas.
        chapeau: Sentences that hand a draft on.
        patterns: How annexes, sections and other parts begin.
    """

    adverbs_before_verbs: frozenset[str] = frozenset()
    annexes: dict[str, AnnexStep] = Field(default_factory=dict)
    organs: dict[Organ, str] = Field(default_factory=dict)
    formula: FormulaTable
    chapeau: ChapeauTable = ChapeauTable()
    patterns: StructurePatterns


class StructureLexicon:
    """What tells the parts of a document in one language.

    Attributes:
        adverbs_before_verbs: Words that may come before the verb of a paragraph.
        annexes: The steps of annexes in addresses, by the word that heads them.
        organs: The organs that have a name of their own, by that name.
        formula: Enacting formulas.
        chapeau: Sentences that hand a draft on.
        patterns: How annexes, sections and other parts begin.
    """

    def __init__(self, table: StructureTable) -> None:
        self.adverbs_before_verbs = table.adverbs_before_verbs
        self.annexes = table.annexes
        self.formula = table.formula
        self.chapeau = table.chapeau
        self.patterns = table.patterns
        self.organs = {table.organs.get(organ, organ.label): organ for organ in _ORGANS}
        article = table.formula.article
        self._article = f"{article.lower()} "
        self._by_lower_name = {name.lower(): organ for name, organ in self.organs.items()}
        self._outlines = {outline(f"{article} {name}"): each for name, each in self.organs.items()}

    def organ_named(self, name: str) -> Organ | None:
        """The acting organ of that name, in any case; None for other bodies."""
        return self._by_lower_name.get(" ".join(name.lower().split()).removeprefix(self._article))

    def organ_outlined(self, text: str) -> Organ | None:
        """The organ whose formula a text is, but for what scanners confuse; None for others."""
        return self._outlines.get(outline(text))


def read_structure_lexicon(folder: Traversable) -> StructureLexicon | None:
    """The lexicon of the language whose files are in a folder; None where it has no such file."""
    table = read_table(folder, "structure", StructureTable)
    return StructureLexicon(table) if table else None
