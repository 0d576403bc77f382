"""Paragraphs, and what was found in them. Offsets count code points; `end` is exclusive."""

from datetime import date

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from service.model import BodyNaming, BodyRole, CitationKind, InstrumentCategory, ParagraphKind
from service.store.tables.columns import BIG_ID, JSON_VALUE, KEEP_IDS, closed


class Paragraph(SQLModel, table=True):
    """A paragraph of a text at its address. The id outlives re-parsing and restarts."""

    __tablename__ = "paragraph"
    __table_args__ = (
        UniqueConstraint("text_id", "address"),
        Index(None, "text_id", "position"),
        KEEP_IDS,
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BIG_ID)
    text_id: int = Field(sa_type=BIG_ID, foreign_key="resolution_text.id", ondelete="CASCADE")
    address: str
    """The URL form of an `Address`: "op3.a"."""
    parent: str | None = None
    """The address it hangs on ("op3"), which is not always a paragraph of its own."""
    kind: ParagraphKind = Field(sa_type=closed(ParagraphKind, "kind"))
    number: str | None = None
    level: int
    position: int
    """Order in the text, from 0."""
    text: str = Field(sa_type=Text)
    content_hash: str = Field(max_length=64, index=True)
    """SHA-256 of the text: equal paragraphs of different resolutions share it."""
    emphasis: list[list[int]] = Field(default_factory=list, sa_type=JSON_VALUE)


class ParagraphFootnote(SQLModel, table=True):
    """A footnote of a paragraph, anchored at `offset` of its text."""

    __tablename__ = "paragraph_footnote"

    paragraph_id: int = Field(
        primary_key=True, sa_type=BIG_ID, foreign_key="paragraph.id", ondelete="CASCADE"
    )
    position: int = Field(primary_key=True)
    marker: str
    offset: int
    text: str = Field(sa_type=Text)


class ParagraphVerb(SQLModel, table=True):
    """A verb of the acting body, in the order of the text."""

    __tablename__ = "paragraph_verb"

    paragraph_id: int = Field(
        primary_key=True, sa_type=BIG_ID, foreign_key="paragraph.id", ondelete="CASCADE"
    )
    position: int = Field(primary_key=True)
    lemma: str = Field(index=True)
    surface: str
    modifiers: list[str] = Field(default_factory=list, sa_type=JSON_VALUE)
    lead: bool
    participle: bool
    start: int
    end: int
    rule: str
    addressee: str | None = None
    addressee_start: int | None = None
    addressee_end: int | None = None


class ParagraphCitation(SQLModel, table=True):
    """A citation in a paragraph, or in one of its footnotes.

    The target is found by joining `symbol` with `resolution.symbol`, so that nothing dangles when
    the cited document comes later or never. `symbol` is null for a self-reference.
    """

    __tablename__ = "paragraph_citation"

    paragraph_id: int = Field(
        primary_key=True, sa_type=BIG_ID, foreign_key="paragraph.id", ondelete="CASCADE"
    )
    position: int = Field(primary_key=True)
    symbol: str | None = Field(default=None, index=True)
    text: str
    kind: CitationKind = Field(sa_type=closed(CitationKind, "kind"))
    start: int
    end: int
    footnote: str | None = None
    """The marker of the footnote whose text the offsets index; null: the paragraph's own text."""
    rule: str
    target_paragraph: str | None = None
    annex: str | None = None
    cited_date: date | None = None


class ParagraphBody(SQLModel, table=True):
    """A mention of a body in a paragraph."""

    __tablename__ = "paragraph_body"

    paragraph_id: int = Field(
        primary_key=True, sa_type=BIG_ID, foreign_key="paragraph.id", ondelete="CASCADE"
    )
    position: int = Field(primary_key=True)
    body: str = Field(index=True)
    text: str
    naming: BodyNaming = Field(sa_type=closed(BodyNaming, "naming"))
    role: BodyRole = Field(sa_type=closed(BodyRole, "role"))
    start: int
    end: int
    rule: str


class ParagraphInstrument(SQLModel, table=True):
    """A mention of a treaty or another named instrument in a paragraph."""

    __tablename__ = "paragraph_instrument"

    paragraph_id: int = Field(
        primary_key=True, sa_type=BIG_ID, foreign_key="paragraph.id", ondelete="CASCADE"
    )
    position: int = Field(primary_key=True)
    name: str = Field(index=True)
    category: InstrumentCategory = Field(sa_type=closed(InstrumentCategory, "category"))
    text: str
    start: int
    end: int
    rule: str


class ParagraphReport(SQLModel, table=True):
    """A request to report in a paragraph: who to whom, on what and when, as printed."""

    __tablename__ = "paragraph_report"

    paragraph_id: int = Field(
        primary_key=True, sa_type=BIG_ID, foreign_key="paragraph.id", ondelete="CASCADE"
    )
    position: int = Field(primary_key=True)
    reporter: str | None = None
    recipient: str | None = None
    subject: str | None = Field(default=None, sa_type=Text)
    session: str | None = None
    due: date | None = None
    term: str | None = None
    period: str | None = None
    text: str = Field(sa_type=Text)
    start: int
    end: int
    rule: str


class RemovedParagraph(SQLModel, table=True):
    """A paragraph that a later version of the text lacks; followers must remove its id.

    When its address comes back, it gets its id back and this row goes.
    """

    __tablename__ = "removed_paragraph"
    __table_args__ = (Index(None, "text_id", "address"),)

    paragraph_id: int = Field(
        primary_key=True, sa_type=BIG_ID, sa_column_kwargs={"autoincrement": False}
    )
    text_id: int = Field(sa_type=BIG_ID)
    address: str
    change: int = Field(sa_type=BIG_ID, index=True)


class ChangeCounter(SQLModel, table=True):
    """One row: the last change number given out. Saving locks it, so numbers commit in order."""

    __tablename__ = "change_counter"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    value: int = Field(sa_type=BIG_ID)
