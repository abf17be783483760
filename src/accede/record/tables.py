"""The one table of the record, and what is derived from it, for whatever database holds it.

One table rather than one for each sort of row: the global sequence and the chain need no second place, and a new
sort of row (a ruling) needs no new table. `what` and `id` name a row; `sequence` orders all of them.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData()

#: Letters of the name and version of a reader.
LONGEST_READER = 200

ledger = Table(
    "ledger",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("what", String(16), nullable=False),
    Column("id", String(16), nullable=False),
    Column("known", Date),
    Column("reader", String(LONGEST_READER), nullable=False),
    Column("written", String(32), nullable=False),
    Column("content", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("what", "id", name="ledger_what_id"),
    Index("ledger_what_known", "what", "known"),
)

# Derived, for search: the speakers as told, each where it is told first among the rows that were covered together; and
# the rows of the ledger up to which the index goes, the last of which counts. The words themselves are in `search`,
# which each database has in its own way.
speakers = Table(
    "speakers",
    metadata,
    Column("name", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("known", Date, nullable=False),
    Column("claim", String(16), nullable=False),
    Column("report", String(16), nullable=False),
)
search_covered = Table(
    "search_covered", metadata, Column("sequence", Integer, primary_key=True, autoincrement=False)
)
