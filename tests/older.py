"""Records as older versions of Accede left them: the tables that their migrations make, with rows that they wrote.

The rows of a version are kept in tests/record/older/VERSION.jsonl as an exported record. They stay as they are: records
with such rows are out there. `python -m tests.older` writes those of the newest version where they are missing, with each
sort of row; a version that changes nothing about the rows needs none, the newest before it is taken.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from accede.model import Act, Refusal
from accede.record import Record, database
from accede.record.exchange import export_record
from accede.record.version import HEAD
from tests.faults import material
from tests.places import Place

ROWS = Path(__file__).parent / "record" / "older"
COLUMNS = ("sequence", "what", "id", "known", "reader", "written", "content", "hash")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "accede.record:migrations")
    return config


def versions() -> list[str]:
    """Every version that there was, the oldest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


def rows_file(version: str) -> Path:
    """The rows that this version wrote."""
    return max(path for path in ROWS.glob("*.jsonl") if path.stem <= version)


def rows(version: str) -> list[tuple[str | int | None, ...]]:
    """As they are put into the ledger."""
    lines = [msgspec.json.decode(line) for line in rows_file(version).read_bytes().splitlines()[1:]]
    return [tuple(line[column] for column in COLUMNS) for line in lines]


def make(place: Place, version: str) -> None:
    """Make the record at a place as that version left it; nothing at all for the version ""."""
    if not version:
        return
    at = database.at(place.location)
    at.settle()
    with at.engine.execution_options(writes=True).begin() as connection:
        upgrade(connection, version)
        at.append(connection, "ledger", COLUMNS, rows(version))
    at.engine.dispose()


def upgrade(connection: Connection, version: str) -> None:
    """Run the migrations up to this version."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def fill(record: Record) -> None:
    """Each sort of row, by what a user does."""
    reports, reader = material.reports(), material.Prepared()
    for report in reports:
        record.add_reading(report, reader.read(report), reader.name)
    record.refuse(Refusal(name="7.txt", reason="binary, not text", remedy="give the report as text"))
    act = Act(action="parliament_approved", actor="CAN", date="2022-07-05", source="Gazette 5", of=("FIN", "SWE"), to=("nato",))
    record.add_act(act)
    record.add_act(msgspec.structs.replace(act, source="Gazette 5, corrected", entered="2022-07-09", votes="182-6", replaces=act.id))
    for ruling in material.rulings():
        record.add_ruling(ruling)
    newer = [msgspec.structs.replace(claim, modality="happened") for claim in reader.read(reports[-1])]
    record.add_rereading(reports[-1], newer, "prepared 2")


def main() -> None:
    """Write the rows of the newest version where there are none."""
    file = ROWS / f"{HEAD}.jsonl"
    if file.exists():
        print(f"{file.name} stays as it is")
        return
    ROWS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, Record.open(Path(place) / "new.db") as record:
        fill(record)
        print(export_record(record, file))


if __name__ == "__main__":
    main()
