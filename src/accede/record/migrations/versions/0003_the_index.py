"""The index: what the rows speak of and where they stand, and answers kept ready; all of it can be made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "indexed",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
    )
    op.create_table(
        "mention",
        sa.Column("actor", sa.String(200), primary_key=True),
        sa.Column("report", sa.String(16), primary_key=True),
        sa.Column("known", sa.Date, nullable=False),
        sa.Column("target", sa.Boolean, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
    )
    op.create_index("mention_sequence", "mention", ["sequence"])
    op.create_index("mention_report", "mention", ["report"])
    op.create_table(
        "filed",
        sa.Column("report", sa.String(16), primary_key=True),
        sa.Column("first", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "ready",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("page", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
