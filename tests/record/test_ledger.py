"""The ledger keeps what it is given, once, in order, for good."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from datetime import date
from pathlib import Path

import msgspec
import pytest
from record_samples import claim, reading, report
from sqlalchemy.exc import IntegrityError

from accede.errors import ActRefused, ClaimRefused, DateError, NotFound, RecordBroken, RecordError, RecordTooNew
from accede.model import Act, Passage, Refusal
from accede.record import Glance, Record, schema, version
from tests.places import FilePlace, Place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "accede.db"


def act(**changes: str) -> Act:
    fields = {"action": "ratification", "actor": "HUN", "date": "2024-02-26", "source": "the gazette, no. 7"}
    return Act(**{**fields, **changes})


# What it keeps


def test_a_reading_comes_back_as_it_was(place: Place) -> None:
    made, claims = reading()
    with Record.open(place.location) as record:
        assert record.add_reading(made, claims, "rules 1")
    with Record.open(place.location, create=False) as record:
        assert record.holds(made.id) and not record.holds(made.id[:8])
        assert record.reports() == [made]
        assert sorted(record.claims(), key=lambda each: each.id) == sorted(claims, key=lambda each: each.id)


def test_reading_twice_adds_nothing(place: Place) -> None:
    made, claims = reading()
    with Record.open(place.location) as record:
        assert record.add_reading(made, claims, "rules 1")
        before = record.verify()
        assert not record.add_reading(made, claims, "rules 1")
        assert not record.add_reading(msgspec.structs.replace(made, name="copy.txt"), [], "rules 2")
        assert record.verify() == before
        assert before.rows == 3


def test_the_same_claim_twice_in_a_report_is_one(place: Place) -> None:
    made, claims = reading()
    with Record.open(place.location) as record:
        record.add_reading(made, [*claims, *claims], "rules 1")
        assert len(record.claims()) == 2


def test_refusals_are_kept_once_and_sorted(place: Place) -> None:
    refusals = [Refusal(name=name, reason="it is empty", remedy="leave it out") for name in ("b.txt", "a.txt")]
    with Record.open(place.location) as record:
        assert [record.refuse(each) for each in [*refusals, *refusals]] == [True, True, False, False]
        assert [each.name for each in record.refusals()] == ["a.txt", "b.txt"]


def test_answers_do_not_depend_on_the_order_of_reading(tmp_path: Path) -> None:
    readings = [reading(number, published=day) for number, day in enumerate(["2022-06-21", "2022-06-20", "2022-06-21"])]
    answers = []
    for name, order in (("a.db", readings), ("b.db", readings[::-1])):
        with Record.open(tmp_path / name) as record:
            for made, claims in order:
                record.add_reading(made, claims, "rules 1")
            answers.append((record.reports(), record.claims()))
    assert answers[0] == answers[1]
    assert [each.published for each in answers[0][0]] == ["2022-06-20", "2022-06-21", "2022-06-21"]
    assert [each.kind for each in answers[0][1][:2]] == ["statement", "talks"]


@pytest.mark.parametrize("text", ["nul \0 in it: talks were held, Report", "Ünïcode 🇫🇮 Report talks were held\r\n"])
def test_any_text_is_kept_to_the_letter(place: Place, text: str) -> None:
    made, claims = reading(text=text)
    with Record.open(place.location) as record:
        record.add_reading(made, claims, "rules 1")
        assert record.reports()[0].text == text
        record.verify()


# Invariants of the design


def test_invariant_1_a_claim_whose_quote_is_not_in_the_report_is_refused_with_its_report(place: Place) -> None:
    made, (good, bad) = reading()
    moved = msgspec.structs.replace(bad, evidence=(Passage(1, 7),))
    other = claim(report(2), "talks were held")
    undatable = claim(made, "talks", time="20 June")
    with Record.open(place.location) as record:
        for wrong in (moved, other, undatable):
            with pytest.raises(ClaimRefused):
                record.add_reading(made, [good, wrong], "rules 1")
        assert record.verify().rows == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET content = '{}' WHERE sequence = 1",
        "DELETE FROM ledger WHERE sequence = 2",
        "INSERT INTO ledger SELECT 9, 'act', id, known, reader, written, content, hash FROM ledger WHERE sequence = 1",
    ],
)
def test_invariant_2_nothing_is_overwritten_or_deleted(place: Place, statement: str) -> None:
    with Record.open(place.location) as record:
        record.add_reading(*reading(), "rules 1")
        before = record.verify()
        with pytest.raises((sqlite3.IntegrityError, IntegrityError), match="append-only"):
            place.raw(statement)
        assert record.verify() == before


@pytest.mark.parametrize("statement", [
    "INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE sequence = 1",
    "INSERT OR REPLACE INTO ledger SELECT 4, what, id, known, reader, written, '{}', '' FROM ledger LIMIT 1",
])  # fmt: skip
def test_invariant_2_nothing_is_replaced_in_sqlite_s_own_way(path: Path, statement: str) -> None:
    with Record.open(path) as record:
        record.add_reading(*reading(), "rules 1")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            FilePlace(path).raw(statement)
        assert record.verify().rows == 3


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ("UPDATE ledger SET content = replace(content, 'talks', 'TALKS') WHERE sequence = 1", 1),
        ("UPDATE ledger SET content = 'x' WHERE sequence = 3", 3),
        ("UPDATE ledger SET known = '2020-01-01' WHERE sequence = 2", 2),
        ("UPDATE ledger SET written = '2020-01-01T00:00:00+00:00' WHERE sequence = 2", 2),
        ("UPDATE ledger SET reader = 'another' WHERE sequence = 5", 5),
        ("DELETE FROM ledger WHERE sequence = 4", 5),
        ("UPDATE ledger SET sequence = sequence + 1 WHERE sequence = 6", 7),
        ("UPDATE ledger SET what = 'act' WHERE sequence = 1", 1),
        ("UPDATE ledger SET id = '0123456789abcdef' WHERE sequence = 1", 1),
        ("UPDATE ledger SET hash = 'x' WHERE sequence = 3", 3),
    ]
)
def test_invariant_2_verify_names_the_first_row_that_was_tampered_with(place: Place, change: str, row: int) -> None:
    with Record.open(place.location) as record:
        for number in (1, 2):
            record.add_reading(*reading(number), "rules 1")
    place.unlocked(change)
    with Record.open(place.location) as record, pytest.raises(RecordBroken, match=f"row {row} "):
        record.verify()


def test_invariant_2_a_correction_is_a_new_act_that_names_the_old(place: Place) -> None:
    old = act(date="2024-02-25", entered="2024-02-27")
    new = act(entered="2024-03-01", replaces=old.id)
    with Record.open(place.location) as record:
        assert record.add_act(old) and record.add_act(new) and not record.add_act(new)
        assert record.acts() == [new]
        assert record.acts(known=date(2024, 2, 28)) == [old]
        assert record.verify().rows == 2


def test_invariant_3_an_answer_as_known_on_a_day_holds_what_was_published_by_then(place: Place) -> None:
    with Record.open(place.location) as record:
        for number, day in enumerate(["2022-06-20", "2022-06-21", "2022-06-22"]):
            record.add_reading(*reading(number, published=day), "rules 1")
        record.add_act(act(date="2022-06-01", entered="2022-06-21"))
        record.add_act(act(date="2022-06-02"))
        for day, reports, acts in ((1, 0, 0), (2, 0, 1), (20, 1, 1), (21, 2, 2), (22, 3, 2)):
            known = date(2022, 6, day)
            assert len(record.reports(known)) == reports
            assert len(record.claims(known)) == 2 * reports
            assert len(record.acts(known)) == acts
        assert len(record.reports()) == 3


# What it refuses


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"source": ""}, "without source"),
        ({"date": "2024-02"}, "not a single day"),
        ({"entered": "soon"}, "not a date"),
        ({"replaces": "0" * 16}, "no act 0000"),
    ],
)
def test_an_incomplete_act_is_refused(place: Place, changes: dict[str, str], says: str) -> None:
    with Record.open(place.location) as record, pytest.raises(ActRefused, match=says):
        record.add_act(act(**changes))


def test_a_report_without_a_day_is_refused(place: Place) -> None:
    made, _ = reading(published="2022-06")
    with Record.open(place.location) as record, pytest.raises(DateError):
        record.add_reading(made, [], "rules 1")


def test_lookups_by_the_beginning_of_an_id(place: Place) -> None:
    made, claims = reading()
    with Record.open(place.location) as record:
        record.add_reading(made, claims, "rules 1")
        assert record.report(made.id[:6]) == made
        assert record.claim(claims[0].id) == claims[0]
        with pytest.raises(NotFound, match=f"did you mean .*{made.id}"):
            record.report(made.id[:7] + "x")
        with pytest.raises(NotFound, match="accede claims"):
            record.report("zzzz")
        with pytest.raises(NotFound, match="more than one claim"):
            record.claim("")
        for hostile in ("%", "_" * 16, "'; --"):
            with pytest.raises(NotFound):
                record.report(hostile)


def one_line(error: pytest.ExceptionInfo[RecordError]) -> str:
    line = str(error.value)
    assert "\n" not in line and error.value.remedy
    return line


def test_places_that_cannot_be_a_record(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is no database, " * 100)
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE birds (name)")
    connection.close()
    (tmp_path / "empty.db").touch()
    rows: list[tuple[str | Path, bool, str]] = [
        (tmp_path, True, "is a folder"),
        (tmp_path / "no" / "a.db", True, "folder of the record"),
        (tmp_path / "none.db", False, "there is no record"),
        (tmp_path / "text.db", True, "no SQLite database"),
        (tmp_path / "other.db", True, "not a record"),
        (tmp_path / "empty.db", False, "is empty"),
        ("mysql://me:secret@host/db", True, "cannot be kept at mysql://me:[*]+@"),
        ("sqlite://", True, "cannot be kept"),
        ("://", True, "not the address"),
    ]
    for place, create, says in rows:
        with pytest.raises(RecordError, match=says) as error:
            Record.open(place, create=create)
        one_line(error)
    assert not (tmp_path / "none.db").exists()


def test_a_url_names_a_record_as_a_path_does(path: Path) -> None:
    with Record.open(f"sqlite:///{path}") as record:
        record.add_reading(*reading(), "rules 1")
    with Record.open(path) as record:
        assert len(record.reports()) == 1


def test_a_record_of_a_newer_version_is_left_alone(place: Place) -> None:
    Record.open(place.location).close()
    place.raw("UPDATE record_version SET version_num = '9999'")
    with pytest.raises(RecordTooNew, match="install a newer Accede"):
        Record.open(place.location)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_place_is_named(path: Path) -> None:
    Record.open(path).close()
    path.chmod(0o400)
    with pytest.raises(RecordError, match="may not be written") as error:
        Record.open(path)
    one_line(error)


def test_a_locked_record_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "BUSY_SECONDS", 0.05)
    with Record.open(path) as record:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match="locked by another program") as error:
            record.add_reading(*reading(), "rules 1")
        one_line(error)
        assert record.reports() == []
        other.execute("ROLLBACK")
        other.close()
        assert record.add_reading(*reading(), "rules 1")


@pytest.mark.parametrize(
    ("pragma", "says"), [("max_page_count = 8", "disk is full"), ("query_only = ON", "cannot be written")]
)
def test_a_full_or_read_only_disk_is_named_and_leaves_nothing_half(path: Path, pragma: str, says: str) -> None:
    with Record.open(path) as record:
        with record.database.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA {pragma}")
        with pytest.raises(RecordError, match=says) as error:
            record.add_reading(*reading(text="Report: talks were held. " + "x" * 100_000), "rules 1")
        one_line(error)
        assert record.verify().rows == 0


def test_a_damaged_record_is_named(path: Path) -> None:
    with Record.open(path) as record:
        record.add_reading(*reading(text="Report: talks were held. " + "x" * 100_000), "rules 1")
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = b"\xff" * (len(content) - 4096 * 2)
    path.write_bytes(content)
    with pytest.raises(RecordError) as error, Record.open(path) as record:
        record.verify()
    one_line(error)


# Schema


def test_the_head_is_the_last_migration_and_makes_the_declared_table(place: Place) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from accede.record.tables import metadata
    from accede.record.traces import TABLES

    config = Config()
    config.set_main_option("script_location", "accede.record:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD
    with Record.open(place.location) as record, record.database.engine.connect() as connection:
        # The search index is each database's own, and is not declared.
        own = {"search", "search_words", "search_data", "search_idx", "search_docsize", "search_config"}
        options = {"version_table": schema.VERSION_TABLE, "include_name": lambda name, *_: name not in own}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == [] and all(table.metadata is metadata for table in TABLES)


def test_opening_a_current_record_does_not_import_alembic(place: Place) -> None:
    Record.open(place.location).close()
    code = "import sys, accede.record as r; r.Record.open(sys.argv[1]).reports(); print('alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, str(place.location)], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# Kills and company

WRITER = textwrap.dedent("""
    import sys
    from record_samples import reading
    from accede.record import Record
    with Record.open(sys.argv[1]) as record:
        for number in range(int(sys.argv[2])):
            record.add_reading(*reading(number), "rules 1")
            print(number, flush=True)
""")


def writer(location: str | Path, count: int) -> subprocess.Popen[str]:
    here = str(Path(__file__).parent)
    return subprocess.Popen([sys.executable, "-c", WRITER, str(location), str(count)], stdout=subprocess.PIPE, text=True,
                            cwd=here, env={**os.environ, "PYTHONPATH": os.pathsep.join([here, *sys.path])})  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_kill_at_any_moment_leaves_no_half_report_and_loses_no_finished_one(place: Place, seed: int) -> None:
    chance = random.Random(seed)
    after, moment = chance.randrange(0, 30), chance.uniform(0, 0.02)
    print(f"seed {seed}: kill {moment:.4f} s after report {after}")
    process = writer(place.location, 10_000)
    assert process.stdout is not None
    for _ in range(after):
        process.stdout.readline()
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    told = after + len(process.communicate()[0].split())
    assert process.returncode == -signal.SIGKILL
    with Record.open(place.location) as record:
        rows = record.verify().rows
        assert len(record.reports()) >= told
        assert rows == 3 * len(record.reports())
        assert record.add_reading(*reading(99_999), "rules 1")


# A glance


def test_a_glance_answers_as_the_record_does(tmp_path: Path) -> None:
    place = tmp_path / "a record.db"
    with Record.open(place) as record:
        record.add_reading(*reading(), reader="test")
        record.add_act(Act(action="deposit", actor="TUR", date="2023-04-04", source="Gazette"))
        record.refuse(Refusal(name="x.txt", reason="empty", remedy="none"))
        before = date(2000, 1, 1)
        held = (record.reports(), record.claims(), record.acts(), record.refusals(), record.reports(before), record.claims(before))
    found = Glance.at(place)
    assert found is not None
    with found as glance:
        told = (glance.reports(), glance.claims(), glance.acts(), glance.refusals(), glance.reports(before), glance.claims(before))
    assert told == held
    assert told[0] and told[1] and told[2] and told[3] and not told[4]


def test_a_glance_leaves_what_is_unusual_to_the_record(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database", encoding="utf-8")
    sqlite3.connect(tmp_path / "empty.db").close()
    with sqlite3.connect(tmp_path / "newer.db") as other:
        other.execute("CREATE TABLE record_version (version_num TEXT)")
        other.execute("INSERT INTO record_version VALUES ('9999')")
    other.close()
    for name in ("text.db", "empty.db", "newer.db", "missing.db", "sqlite:///text.db", "."):
        assert Glance.at(name if ":" in name else tmp_path / name) is None
    assert not (tmp_path / "missing.db").exists()
