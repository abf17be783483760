"""The version of the record that this Accede writes, and how long it waits for another program."""

# The last file in migrations/versions. Versions are numbers of four digits.
HEAD = "0005"
VERSION_TABLE = "record_version"
# Longer than any transaction here takes (one report with its claims), so that only a stuck process is reported.
BUSY_SECONDS = 30.0
