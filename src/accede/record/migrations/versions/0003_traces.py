"""Traces: what the rows of the ledger name, and answers given before. Derived from the ledger; nothing to bring over."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "trace",
        sa.Column("key", sa.String(400), nullable=False),
        sa.Column("known", sa.Date, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("report", sa.Integer, nullable=False),
    )
    op.create_index("trace_key", "trace", ["key", "known", "sequence", "report"])
    op.create_table(
        "part",
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("other", sa.String(200), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("known", sa.Date, nullable=False),
    )
    op.create_index("part_other", "part", ["role", "other", "known"])
    op.create_table(
        "line",
        sa.Column("report", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
    )
    op.create_index("line_report", "line", ["report", "sequence"])
    op.create_table(
        "covered",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
    )
    op.create_table(
        "answer",
        sa.Column("question", sa.String(500), primary_key=True),
        sa.Column("basis", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
