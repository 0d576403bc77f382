"""Create the tables.

Revision: 0001, after none.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CODE_POINTS = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_JSON = sa.JSON(none_as_null=True)
_INDICES = (
    ("ix_removed_paragraph_change", "removed_paragraph", ("change",)),
    ("ix_removed_paragraph_text_id_address", "removed_paragraph", ("text_id", "address")),
    ("ix_resolution_adoption_date", "resolution", ("adoption_date",)),
    ("ix_resolution_change", "resolution", ("change",)),
    ("ix_resolution_document_date", "resolution", ("document_date",)),
    ("ix_resolution_draft_symbol", "resolution", ("draft_symbol",)),
    ("ix_resolution_organ_session", "resolution", ("organ", "session")),
    ("ix_resolution_sort_key", "resolution", ("sort_key",)),
    ("ix_ingestion_job_error_code", "ingestion_job", ("error_code",)),
    ("ix_ingestion_job_resolution_id", "ingestion_job", ("resolution_id",)),
    ("ix_ingestion_job_source_id", "ingestion_job", ("source_id",)),
    ("ix_ingestion_job_state_not_before", "ingestion_job", ("state", "not_before")),
    ("ix_resolution_agenda_item_item", "resolution_agenda_item", ("item",)),
    ("ix_resolution_sponsor_code", "resolution_sponsor", ("code",)),
    ("ix_resolution_subject_subject", "resolution_subject", ("subject",)),
    ("ix_resolution_text_change", "resolution_text", ("change",)),
    ("ix_resolution_text_source_id", "resolution_text", ("source_id",)),
    ("ix_paragraph_content_hash", "paragraph", ("content_hash",)),
    ("ix_paragraph_text_id_position", "paragraph", ("text_id", "position")),
    ("ix_paragraph_body_body", "paragraph_body", ("body",)),
    ("ix_paragraph_citation_symbol", "paragraph_citation", ("symbol",)),
    ("ix_paragraph_verb_lemma", "paragraph_verb", ("lemma",)),
)


def _closed(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _reference(
    column: str, target: str, name: str, on_delete: str | None = None
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(name), ondelete=on_delete)


def upgrade() -> None:
    op.create_table(
        "change_counter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_counter")),
    )
    op.create_table(
        "removed_paragraph",
        sa.Column("paragraph_id", _BIG, autoincrement=False, nullable=False),
        sa.Column("text_id", _BIG, nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("change", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("paragraph_id", name=op.f("pk_removed_paragraph")),
    )
    op.create_table(
        "resolution",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.Column("sort_key", _CODE_POINTS, nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column(
            "kind",
            _closed(
                "resolution",
                "draft_resolution",
                "decision",
                "draft_decision",
                "statement",
                "other",
                name="kind",
            ),
            nullable=False,
        ),
        sa.Column("status", _closed("draft", "adopted", "not_adopted", name="status")),
        sa.Column("organ", sa.String(32)),
        sa.Column("enacting_body", sa.String(32)),
        sa.Column("chain", _JSON, nullable=False),
        sa.Column("session", sa.String()),
        sa.Column("title", sa.String()),
        sa.Column("document_date", sa.Date()),
        sa.Column("adoption_date", sa.Date()),
        sa.Column("draft_symbol", sa.String()),
        sa.Column(
            "adoption_method",
            _closed(
                "without_vote",
                "recorded_vote",
                "non_recorded_vote",
                "unanimous",
                name="adoption_method",
            ),
        ),
        sa.Column("votes_in_favour", sa.Integer()),
        sa.Column("votes_against", sa.Integer()),
        sa.Column("votes_abstaining", sa.Integer()),
        sa.Column("change", _BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
        sa.UniqueConstraint("symbol", name=op.f("uq_resolution_symbol")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "source_document",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", _BIG, nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_document")),
        sa.UniqueConstraint("sha256", name=op.f("uq_source_document_sha256")),
    )
    op.create_table(
        "ingestion_job",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "state",
            _closed("queued", "running", "done", "failed", "dead", name="state"),
            nullable=False,
        ),
        sa.Column("source_id", _BIG),
        sa.Column("url", sa.String()),
        sa.Column("submitted_symbol", sa.String()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_owner", sa.String(120)),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column(
            "outcome",
            _closed("created", "updated", "unchanged", "superseded", name="outcome"),
        ),
        sa.Column("resolution_id", _BIG),
        sa.Column("parser_version", sa.String(32)),
        sa.Column("error_code", sa.String(64)),
        sa.Column("error_detail", sa.String()),
        sa.Column("error_place", sa.String()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        _reference("resolution_id", "resolution.id", "fk_ingestion_job_resolution_id", "SET NULL"),
        _reference("source_id", "source_document.id", "fk_ingestion_job_source_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingestion_job")),
        sa.UniqueConstraint("key", name=op.f("uq_ingestion_job_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "resolution_agenda_item",
        sa.Column("resolution_id", _BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        _reference(
            "resolution_id", "resolution.id", "fk_resolution_agenda_item_resolution_id", "CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "resolution_id", "position", name=op.f("pk_resolution_agenda_item")
        ),
    )
    op.create_table(
        "resolution_sponsor",
        sa.Column("resolution_id", _BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String()),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", _closed("sponsor", "additional_sponsor", name="role"), nullable=False),
        sa.Column("on_behalf_of", sa.String()),
        sa.Column("rule", sa.String(), nullable=False),
        _reference(
            "resolution_id", "resolution.id", "fk_resolution_sponsor_resolution_id", "CASCADE"
        ),
        sa.PrimaryKeyConstraint("resolution_id", "position", name=op.f("pk_resolution_sponsor")),
    )
    op.create_table(
        "resolution_subject",
        sa.Column("resolution_id", _BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        _reference(
            "resolution_id", "resolution.id", "fk_resolution_subject_resolution_id", "CASCADE"
        ),
        sa.PrimaryKeyConstraint("resolution_id", "position", name=op.f("pk_resolution_subject")),
    )
    op.create_table(
        "resolution_text",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("resolution_id", _BIG, nullable=False),
        sa.Column(
            "language",
            _closed("ar", "zh", "en", "fr", "ru", "es", "de", name="language"),
            nullable=False,
        ),
        sa.Column("title", sa.String()),
        sa.Column("source_id", _BIG, nullable=False),
        sa.Column("format", sa.String(32), nullable=False),
        sa.Column("parser_version", sa.String(32), nullable=False),
        sa.Column("header", _JSON, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("problems", _JSON, nullable=False),
        sa.Column("change", _BIG, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        _reference("resolution_id", "resolution.id", "fk_resolution_text_resolution_id", "CASCADE"),
        _reference("source_id", "source_document.id", "fk_resolution_text_source_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution_text")),
        sa.UniqueConstraint(
            "resolution_id", "language", name=op.f("uq_resolution_text_resolution_id_language")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "source_content",
        sa.Column("source_id", _BIG, nullable=False),
        sa.Column("compressed", sa.LargeBinary(), nullable=False),
        _reference("source_id", "source_document.id", "fk_source_content_source_id", "CASCADE"),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_source_content")),
    )
    op.create_table(
        "paragraph",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("text_id", _BIG, nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("parent", sa.String()),
        sa.Column(
            "kind",
            _closed(
                "chapeau",
                "enacting",
                "preambular",
                "operative",
                "subparagraph",
                "heading",
                "annex",
                "text",
                name="kind",
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String()),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("emphasis", _JSON, nullable=False),
        _reference("text_id", "resolution_text.id", "fk_paragraph_text_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraph")),
        sa.UniqueConstraint("text_id", "address", name=op.f("uq_paragraph_text_id_address")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "paragraph_body",
        sa.Column("paragraph_id", _BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column(
            "naming", _closed("full_name", "acronym", "short_form", name="naming"), nullable=False
        ),
        sa.Column(
            "role", _closed("requested", "citation", "mentioned", name="role"), nullable=False
        ),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        _reference("paragraph_id", "paragraph.id", "fk_paragraph_body_paragraph_id", "CASCADE"),
        sa.PrimaryKeyConstraint("paragraph_id", "position", name=op.f("pk_paragraph_body")),
    )
    op.create_table(
        "paragraph_citation",
        sa.Column("paragraph_id", _BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String()),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column(
            "kind",
            _closed("explicit", "list_member", "implicit", "self_reference", name="kind"),
            nullable=False,
        ),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("footnote", sa.String()),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("target_paragraph", sa.String()),
        sa.Column("annex", sa.String()),
        sa.Column("cited_date", sa.Date()),
        _reference("paragraph_id", "paragraph.id", "fk_paragraph_citation_paragraph_id", "CASCADE"),
        sa.PrimaryKeyConstraint("paragraph_id", "position", name=op.f("pk_paragraph_citation")),
    )
    op.create_table(
        "paragraph_footnote",
        sa.Column("paragraph_id", _BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("marker", sa.String(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _reference("paragraph_id", "paragraph.id", "fk_paragraph_footnote_paragraph_id", "CASCADE"),
        sa.PrimaryKeyConstraint("paragraph_id", "position", name=op.f("pk_paragraph_footnote")),
    )
    op.create_table(
        "paragraph_verb",
        sa.Column("paragraph_id", _BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lemma", sa.String(), nullable=False),
        sa.Column("surface", sa.String(), nullable=False),
        sa.Column("modifiers", _JSON, nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("participle", sa.Boolean(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("addressee", sa.String()),
        sa.Column("addressee_start", sa.Integer()),
        sa.Column("addressee_end", sa.Integer()),
        _reference("paragraph_id", "paragraph.id", "fk_paragraph_verb_paragraph_id", "CASCADE"),
        sa.PrimaryKeyConstraint("paragraph_id", "position", name=op.f("pk_paragraph_verb")),
    )
    for name, table, columns in _INDICES:
        op.create_index(name, table, list(columns))
    op.execute("INSERT INTO change_counter (id, value) VALUES (1, 0)")


def downgrade() -> None:
    for table in (
        "paragraph_verb",
        "paragraph_footnote",
        "paragraph_citation",
        "paragraph_body",
        "paragraph",
        "source_content",
        "resolution_text",
        "resolution_subject",
        "resolution_sponsor",
        "resolution_agenda_item",
        "ingestion_job",
        "source_document",
        "resolution",
        "removed_paragraph",
        "change_counter",
    ):
        op.drop_table(table)
