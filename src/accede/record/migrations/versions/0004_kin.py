"""Kin: which reports carry one text, and the numbers by which that is found. Derived from the ledger; nothing to bring over."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "fingerprint",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("report", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outline",
        sa.Column("report", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "kin",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("other", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("copy", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("known", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("kin_other", "kin", ["other", "one"])
    op.create_table(
        "kin_covered",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
    )
