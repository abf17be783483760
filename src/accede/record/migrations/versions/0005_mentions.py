"""Mentions: under which names the claims of each report count. Derived from the ledger; nothing to bring over."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _whole(name: str, *, key: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=key, autoincrement=False, nullable=False)


def upgrade() -> None:
    op.create_table(
        "mentioned", _whole("number"),
        sa.Column("sort", sa.String(8), nullable=False),
        sa.Column("name", _EXACT, nullable=False),
        sa.Column("more", _EXACT, nullable=False),
    )  # fmt: skip
    op.create_index("mentioned_name", "mentioned", ["sort", "name", "more"], unique=True)
    op.create_table(
        "mention", _whole("name"), _whole("known"), _whole("report"), _whole("until"), _whole("claims", key=False),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "tally", _whole("name"), _whole("period"), _whole("until"), _whole("claims", key=False), sqlite_with_rowid=False
    )
    op.create_table(
        "counted", _whole("report"),
        sa.Column("id", sa.String(16), nullable=False),
        _whole("known", key=False),
        sa.Column("name", _EXACT, nullable=False),
        sa.Column("kept", sa.LargeBinary, nullable=False),
    )  # fmt: skip
    op.create_index("counted_order", "counted", ["known", "name", "id"])
    op.create_table("mentions_covered", _whole("version", key=False), _whole("sequence", key=False))
