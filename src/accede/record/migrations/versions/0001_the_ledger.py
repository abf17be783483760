"""The ledger: one append-only table, its rows chained by hash."""

import sqlalchemy as sa
from alembic import op

from accede.record import postgresql, sqlite

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "ledger",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("known", sa.Date),
        sa.Column("reader", sa.String(200), nullable=False),
        sa.Column("written", sa.String(32), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("what", "id", name="ledger_what_id"),
    )
    op.create_index("ledger_what_known", "ledger", ["what", "known"])
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[op.get_bind().dialect.name].REFUSE_CHANGES:
        op.execute(statement)
