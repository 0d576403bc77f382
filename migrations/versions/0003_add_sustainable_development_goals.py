"""Add the Sustainable Development Goals that resolutions are indexed by.

Revision: 0003, after 0002.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "resolution_sdg",
        sa.Column("resolution_id", _BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sdg", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["resolution_id"],
            ["resolution.id"],
            name=op.f("fk_resolution_sdg_resolution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("resolution_id", "position", name=op.f("pk_resolution_sdg")),
    )
    op.create_index("ix_resolution_sdg_sdg", "resolution_sdg", ["sdg"])


def downgrade() -> None:
    op.drop_table("resolution_sdg")
