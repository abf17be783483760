"""Alembic's entry: run the migrations on the connection, and in the transaction, that the caller holds."""

from alembic import context

from accede.record.version import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
with context.begin_transaction():
    context.run_migrations()
