"""The tables of the record, for whatever database holds it: the ledger, and what is derived from it.

One table of the ledger rather than one for each sort of row: the global sequence and the chain need no second place, and a new
sort of row (a ruling) needs no new table. `what` and `id` name a row; `sequence` orders all of them.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

ledger = Table(
    "ledger",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("what", String(16), nullable=False),
    Column("id", String(16), nullable=False),
    Column("known", Date),
    Column("reader", String(200), nullable=False),
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

# The index, which can be made anew from the ledger at any time: no part of the chain, and never the only place of
# anything. `indexed` names each part with the last row of the ledger that it covers. `mention` says which actors a
# report's claims name, and whether as what is joined or agreed to (`target`); `filed`, in which runs of rows a report
# and its claims stand; `ready` keeps answers that were worked out, with the last row of the ledger that they know of.
indexed = Table("indexed", metadata, Column("name", String(40), primary_key=True), Column("sequence", Integer, nullable=False))

mention = Table(
    "mention",
    metadata,
    Column("actor", String(200), primary_key=True),
    Column("report", String(16), primary_key=True),
    Column("known", Date, nullable=False),
    Column("target", Boolean, nullable=False),
    Column("sequence", Integer, nullable=False),
    Index("mention_sequence", "sequence"),
    Index("mention_report", "report"),
)

filed = Table(
    "filed",
    metadata,
    Column("report", String(16), primary_key=True),
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

ready = Table(
    "ready",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("page", Integer, primary_key=True, autoincrement=False),
    Column("sequence", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
