"""The index for search, which is derived from the ledger and filled when somebody searches."""

import sqlalchemy as sa
from alembic import op

from accede.record import postgresql, sqlite

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "speakers",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("known", sa.Date, nullable=False),
        sa.Column("claim", sa.String(16), nullable=False),
        sa.Column("report", sa.String(16), nullable=False),
    )
    op.create_table("search_covered", sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False))
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[op.get_bind().dialect.name].SEARCH:
        op.execute(statement)
