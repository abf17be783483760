"""A record of every earlier version is brought up to date with all that is in it; a newer one is left alone."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from accede.answers.held import Held
from accede.cli import commands
from accede.errors import RecordError, RecordTooNew
from accede.model import Act
from accede.record import Glance, Record, database, schema
from accede.record.chain import TYPES
from accede.record.holdings import Holdings
from accede.record.version import HEAD
from tests import older
from tests.places import Place

VERSIONS = older.versions()
RENEW = "records with such rows are out there: a change that no longer reads them needs a migration, not new rows"


def answers(record: Holdings) -> dict[str, Any]:
    """All that a record answers without being asked for something in particular, and what is made of it."""
    found = {}
    for name, asked in inspect.getmembers(Holdings, inspect.isfunction):
        needed = [each for each in inspect.signature(asked).parameters.values() if each.default is each.empty]
        if not name.startswith("_") and len(needed) == 1:
            found[name] = getattr(record, name)()
    held = Held.of(record, None)
    return {**found, "events": held.events, "marks": held.marks, "processes": held.processes()}


def raw_rows(place: Place) -> list[tuple[Any, ...]]:
    """The ledger as it lies there."""
    with database.at(place.location).engine.connect() as connection:
        query = f"SELECT {', '.join(older.COLUMNS)} FROM ledger ORDER BY sequence"
        found = [tuple(str(cell) for cell in row) for row in connection.exec_driver_sql(query)]
    return found


def test_the_head_is_the_last_version_and_they_follow_each_other() -> None:
    assert VERSIONS[-1] == HEAD == schema.HEAD
    assert [f"{number:04}" for number in range(1, len(VERSIONS) + 1)] == VERSIONS


def test_the_rows_of_the_versions_hold_every_sort_there_is() -> None:
    assert {row[1] for version in VERSIONS for row in older.rows(version)} == set(TYPES), "write those of a new version: python -m tests.older"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_record_of_each_version_is_brought_up_to_date_and_answers_as_a_new_one(place: Place, version: str, tmp_path: Path) -> None:
    older.make(place, version)
    before = raw_rows(place)
    with Record.open(place.location) as record:
        verified = record.verify()
        assert (verified.rows, verified.head) == (len(before), before[-1][-1]), RENEW
        told = answers(record)
    assert raw_rows(place) == before
    with Record.open(tmp_path / "new.db") as new:
        older.fill(new)
        assert told == answers(new), RENEW
    for key in ("reports", "claims", "acts", "rulings", "actor_merges", "readings", "refusals", "events", "marks"):
        assert told[key]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_record_of_each_version_takes_more_in(place: Place, version: str) -> None:
    older.make(place, version)
    before = len(raw_rows(place))
    with Record.open(place.location) as record:
        older.fill(record)
        assert record.verify().rows == before
        assert record.add_act(Act(action="accession", actor="NOR", date="2022-07-08", source="Gazette 8"))
        assert record.verify().rows == before + 1


@pytest.mark.parametrize("version", ["", *VERSIONS[:-1]])
def test_looking_at_an_older_record_changes_nothing(place: Place, version: str) -> None:
    older.make(place, version)
    if not version:
        place.raw("SELECT 1")
    says = f"has the older version {version}" if version else "is empty|there is no record"
    with pytest.raises(RecordError, match=says) as error:
        Record.open(place.location, create=False)
    assert error.value.remedy
    with database.at(place.location).engine.connect() as connection:
        assert schema._version(connection, "") == version


@pytest.mark.parametrize("newer", ["9999", f"{int(HEAD) + 1:04}"])
def test_a_record_of_a_newer_version_is_refused_by_every_command_and_left_as_it_is(place: Place, newer: str, tmp_path: Path) -> None:
    older.make(place, HEAD)
    before = raw_rows(place)
    place.raw(f"UPDATE record_version SET version_num = '{newer}'", "CREATE TABLE of_a_newer_version (n integer)")
    for create in (True, False):
        with pytest.raises(RecordTooNew, match=f"has version {newer}, this Accede knows {HEAD} .*install a newer Accede"):
            Record.open(place.location, create=create)
    assert Glance.at(place.location) is None
    (tmp_path / "report.txt").write_text("BALTIC WIRE, May 18, 2022 - Finland applied to join NATO on Wednesday, it said.\n")
    for command in (["status"], ["reports"], ["claims"], ["verify"], ["read", str(tmp_path / "report.txt")]):
        ended = CliRunner().invoke(commands, [*command, "--record", str(place.location)])
        assert ended.exit_code == 2 and "install a newer Accede" in ended.stderr and len(ended.stderr.splitlines()) == 1
    assert raw_rows(place) == before
