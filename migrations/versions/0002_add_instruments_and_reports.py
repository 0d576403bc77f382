"""Add the instruments and the requests to report found in paragraphs.

Revision: 0002, after 0001.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CATEGORIES = (
    "treaty",
    "declaration",
    "agenda",
    "programme",
    "strategy",
    "standards",
    "goals",
    "outcome",
    "agreement",
)


def upgrade() -> None:
    op.create_table(
        "paragraph_instrument",
        sa.Column("paragraph_id", _BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                *_CATEGORIES,
                name="category",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        _paragraph("fk_paragraph_instrument_paragraph_id"),
        sa.PrimaryKeyConstraint("paragraph_id", "position", name=op.f("pk_paragraph_instrument")),
    )
    op.create_index("ix_paragraph_instrument_name", "paragraph_instrument", ["name"])
    op.create_table(
        "paragraph_report",
        sa.Column("paragraph_id", _BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reporter", sa.String()),
        sa.Column("recipient", sa.String()),
        sa.Column("subject", sa.Text()),
        sa.Column("session", sa.String()),
        sa.Column("due", sa.Date()),
        sa.Column("term", sa.String()),
        sa.Column("period", sa.String()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        _paragraph("fk_paragraph_report_paragraph_id"),
        sa.PrimaryKeyConstraint("paragraph_id", "position", name=op.f("pk_paragraph_report")),
    )


def _paragraph(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["paragraph_id"], ["paragraph.id"], name=op.f(name), ondelete="CASCADE"
    )


def downgrade() -> None:
    op.drop_table("paragraph_report")
    op.drop_table("paragraph_instrument")
