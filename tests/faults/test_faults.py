"""What goes wrong around a program: one line that says what to do, status 2, nothing by half; then the same command goes on."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from holding import Row, rows, verified

from accede.record import Record
from tests import older
from tests.faults import material
from tests.faults.conftest import Perform, performing
from tests.faults.test_kills import check_kept
from tests.places import FilePlace, Place

Ended = dict[str, Any]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return material.folder(tmp_path / "reports")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record in a file, in a folder of its own, with everything in it."""
    (tmp_path / "desk").mkdir()
    with Record.open(tmp_path / "desk" / "accede.db") as record:
        older.fill(record)
    return tmp_path / "desk" / "accede.db"


def reading(reports: Path, location: str | Path) -> dict[str, Any]:
    return {"argv": ["read", str(reports), "--record", str(location)]}


def one_line(ended: Ended, *words: str, status: int = 2) -> None:
    """It ended with one line that has these words, and says what to do."""
    assert ended["status"] == status, ended
    (line,) = ended["err"].splitlines()
    assert line.startswith("accede: ") and line.endswith(")" if status == 2 else "go on")
    assert [word for word in words if word not in line] == [], line


@pytest.fixture
def undisturbed(reports: Path, tmp_path: Path, perform: Perform) -> list[Row]:
    place = FilePlace(tmp_path / "undisturbed.db")
    assert perform(**reading(reports, place.location))["status"] == 0
    return rows(place)


def goes_on(place: Place, ended: Ended, reports: Path, undisturbed: list[Row], perform: Perform) -> None:
    """What was announced is there; the same command now does the rest."""
    check_kept(place, undisturbed, ended["announced"])
    again = perform(**reading(reports, place.location))
    assert again["status"] == 0, again["err"]
    assert rows(place) == undisturbed and verified(place) == len(undisturbed)


# A disk that is full


@pytest.mark.parametrize("largest", [2_000, 30_000, 60_000, 90_000])
def test_a_file_that_cannot_grow(largest: int, reports: Path, tmp_path: Path, undisturbed: list[Row], perform: Perform) -> None:
    place = FilePlace(tmp_path / "accede.db")
    ended = perform(**reading(reports, place.location), largest=largest)
    one_line(ended, str(place.location), "the disk")
    goes_on(place, ended, reports, undisturbed, perform)


def test_a_disk_that_is_full(reports: Path, tmp_path: Path, undisturbed: list[Row]) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    own = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f'mount -t tmpfs -o size=210k none "{disk}" && exec "$@"', "sh"]
    if not shutil.which("unshare") or subprocess.run([*own, "true"], capture_output=True).returncode:
        pytest.skip("this machine lets nobody make a small disk (unshare, mount)")
    location, out = disk / "accede.db", tmp_path / "out.jsonl"
    with performing(own) as perform:
        ended = perform(**reading(reports, location))
        one_line(ended, str(location), "the disk is full", "free some space and run again")
        assert perform(argv=["export", str(disk / "out.jsonl"), "--record", str(location)])["status"] == 2
        assert not [each for each in disk.iterdir() if "out" in each.name]
        assert perform(do="shell", location=f"mount -o remount,size=10m '{disk}'")["status"] == 0
        assert "the chain holds" in perform(argv=["verify", "--record", str(location)])["out"]
        assert perform(argv=["export", str(out), "--record", str(location)])["status"] == 0
        before = FilePlace(tmp_path / "before.db")
        assert perform(argv=["import", str(out), "--record", str(before.location)])["status"] == 0
        check_kept(before, undisturbed, ended["announced"])
        assert perform(**reading(reports, location))["status"] == 0
        assert perform(argv=["export", str(out), "--record", str(location)])["status"] == 0
        after = FilePlace(tmp_path / "after.db")
        assert perform(argv=["import", str(out), "--record", str(after.location)])["status"] == 0
    assert rows(after) == undisturbed


def test_a_server_whose_disk_is_full(reports: Path, undisturbed: list[Row], perform: Perform, full_server: Place) -> None:
    ended = perform(**reading(reports, full_server.location))
    one_line(ended, "the disk of the server is full", "free some space and run again")
    full_server.raw("DROP FUNCTION disk_is_full() CASCADE")
    goes_on(full_server, ended, reports, undisturbed, perform)


@pytest.fixture
def full_server(postgresql_server: str) -> Any:
    """A record on a server that says, from the third report on, what one says whose disk is full."""
    from tests.places import ServerPlace

    place = ServerPlace(postgresql_server)
    Record.open(place.location).close()
    place.raw(
        """CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN IF (SELECT count(*) FROM ledger) > 10 THEN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END IF;
           RETURN NULL; END $$""",
        "CREATE TRIGGER disk_is_full AFTER INSERT ON ledger FOR EACH STATEMENT EXECUTE FUNCTION disk_is_full()",
    )
    yield place
    place.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["reports", "claims --format csv", "verify", "export -"])
def test_an_output_that_is_full(path: Path, command: str) -> None:
    with open("/dev/full", "w") as full:
        ended = subprocess.run([sys.executable, "-m", "accede.cli", *command.split(), "--record", str(path)], stdout=full,
                               stderr=subprocess.PIPE, text=True, check=False)  # fmt: skip
    assert ended.returncode == 2 and ended.stderr.startswith("accede: ") and len(ended.stderr.splitlines()) == 1, ended.stderr


# Permissions

LOOKS = (["reports"], ["verify"], ["claims"])


@pytest.mark.parametrize(
    ("file", "folder", "looks", "says"),
    [
        (0o444, 0o755, True, "may not be written"),
        (0o644, 0o555, True, "may not be written"),
        (0o444, 0o555, True, "may not be written"),
        (0o000, 0o755, False, "may not be read"),
        (0o644, 0o000, False, "Permission denied"),
    ],
)
def test_what_may_not_be_written_is_named_and_what_may_be_read_is_answered(
    path: Path, reports: Path, file: int, folder: int, looks: bool, says: str, perform: Perform
) -> None:
    before = rows(FilePlace(path))
    path.chmod(file)
    path.parent.chmod(folder)
    try:
        for command in LOOKS:
            ended = perform(argv=[*command, "--record", str(path)], plain=True)
            if looks:
                assert (ended["status"], ended["err"]) == (0, "")
            else:
                one_line(ended, str(path), says)
        one_line(perform(**reading(reports, path), plain=True), str(path), says, "check")
        assert looks is False or not list(path.parent.glob("*-*")) or folder == 0o755
    finally:
        path.parent.chmod(0o755)
        path.chmod(0o644)
    assert rows(FilePlace(path)) == before


@pytest.mark.parametrize(("folder", "says"), [(0o555, "may not be written"), (0o000, "Permission denied")])
def test_a_record_that_may_not_be_made(tmp_path: Path, reports: Path, folder: int, says: str, perform: Perform) -> None:
    (tmp_path / "closed").mkdir(mode=folder)
    one_line(perform(**reading(reports, tmp_path / "closed" / "accede.db"), plain=True), "accede.db", says)
    (tmp_path / "closed").chmod(0o755)
    assert not list((tmp_path / "closed").iterdir())


def test_reports_that_may_not_be_read_are_refused_and_read_when_they_may(
    reports: Path, tmp_path: Path, undisturbed: list[Row], perform: Perform
) -> None:
    place = FilePlace(tmp_path / "accede.db")
    (reports / "3.txt").chmod(0o000)
    ended = perform(**reading(reports, place.location), plain=True)
    assert ended["status"] == 0 and "not permitted to read it (change its permissions)" in ended["out"]
    (reports / "3.txt").chmod(0o644)
    assert "1 report read (3 claims), 5 already known" in perform(**reading(reports, place.location), plain=True)["out"]
    assert {row for row in rows(place) if "not permitted" not in row.content} == set(undisturbed)


# Somebody else has it, or takes it away


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_record_that_another_program_has(
    lock: str, reports: Path, tmp_path: Path, undisturbed: list[Row], perform: Perform
) -> None:
    place = FilePlace(tmp_path / "accede.db")
    Record.open(place.location).close()
    other = sqlite3.connect(place.location, isolation_level=None)
    if lock == "BEGIN EXCLUSIVE":
        other.execute("PRAGMA locking_mode = EXCLUSIVE")  # keeps readers out as well
    other.execute(lock)
    other.execute("CREATE TABLE other (one)")
    ended = perform(**reading(reports, place.location), busy=0.1)
    one_line(ended, "is locked by another program", "run again")
    looked = perform(argv=["reports", "--refused", "--record", str(place.location)], busy=0.1)
    if lock == "BEGIN EXCLUSIVE":
        one_line(looked, "is locked by another program")
    else:
        assert looked["status"] == 0
    other.execute("ROLLBACK")
    other.close()
    goes_on(place, ended, reports, undisturbed, perform)


@pytest.mark.parametrize("what", ["folder", "file"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_record_that_vanishes(
    what: str, seed: int, reports: Path, tmp_path: Path, undisturbed: list[Row], perform: Perform
) -> None:
    place = FilePlace(tmp_path / "desk" / "accede.db")
    (tmp_path / "desk").mkdir()
    gone = tmp_path / "desk" if what == "folder" else Path(place.location)
    Record.open(place.location).close()
    *_, passed = perform(**reading(reports, tmp_path / "other.db"), trap={"sort": "points", "at": 0})["announced"]
    at = random.Random(seed).randint(3, int(passed.split()[1]) // 2)
    ended = perform(**reading(reports, place.location), trap={"sort": "points", "at": at, "deed": "remove", "path": str(gone)})
    one_line(ended, str(place.location))
    gone.parent.mkdir(exist_ok=True)
    Path(place.location).parent.mkdir(exist_ok=True)
    for left in Path(place.location).parent.glob("accede.db-*"):  # what the file that was removed has left behind
        left.unlink()
    goes_on(place, {"announced": []}, reports, undisturbed, perform)


def test_reports_that_vanish_are_refused_and_read_when_they_are_back(
    reports: Path, tmp_path: Path, undisturbed: list[Row], perform: Perform
) -> None:
    place, kept = FilePlace(tmp_path / "accede.db"), tmp_path / "kept"
    shutil.copytree(reports, kept)
    Record.open(place.location).close()
    alone = {"argv": [*reading(reports, place.location)["argv"], "--jobs", "1"]}  # one file after another, none ahead
    ended = perform(**alone, trap={"sort": "points", "at": 8, "deed": "remove", "path": str(reports)})
    assert ended["status"] == 0 and "does not exist (check the path)" in ended["out"]
    shutil.copytree(kept, reports)
    assert perform(**reading(reports, place.location))["status"] == 0
    assert {row for row in rows(place) if "does not exist" not in row.content} == set(undisturbed)


# Files beside the record, and files that are none


@pytest.mark.parametrize("beside", ["garbage", "of another record", "cut short", "lost"])
def test_a_write_ahead_file_that_is_not_the_record_s(
    beside: str, reports: Path, tmp_path: Path, undisturbed: list[Row], perform: Perform
) -> None:
    place, other = FilePlace(tmp_path / "accede.db"), FilePlace(tmp_path / "other.db")
    wal = tmp_path / "accede.db-wal"
    assert perform(**reading(reports, place.location), trap={"sort": "points", "at": 95})["status"] == -signal.SIGKILL
    if beside == "garbage":
        wal.write_bytes(random.Random(1).randbytes(len(wal.read_bytes())))
    elif beside == "of another record":
        perform(argv=["import", str(older.rows_file(older.versions()[-1])), "--record", str(other.location)], trap={"sort": "points", "at": 35})
        shutil.copy(tmp_path / "other.db-wal", wal)
    elif beside == "cut short":
        wal.write_bytes(wal.read_bytes()[: wal.stat().st_size // 2])
    else:
        wal.unlink()
    (tmp_path / "accede.db-shm").unlink(missing_ok=True)
    ended = perform(argv=["verify", "--record", str(place.location)])
    if ended["status"]:
        one_line(ended, str(place.location))
    else:
        goes_on(place, {"announced": []}, reports, undisturbed, perform)


@pytest.mark.parametrize("content", [b"no database, " * 500, b"SQLite format 3\0" + b"\xff" * 5000, None])
def test_a_file_that_is_no_record(tmp_path: Path, reports: Path, content: bytes | None, perform: Perform) -> None:
    place = tmp_path / "birds.db"
    if content is None:
        FilePlace(place).raw("CREATE TABLE birds (name)")
    else:
        place.write_bytes(content)
    before = place.read_bytes()
    for argv in (*LOOKS, ["status"], ["read", str(reports)], ["import", str(material.acts(tmp_path / "acts.csv"))], ["export", str(tmp_path / "x.jsonl")]):
        one_line(perform(argv=[*argv, "--record", str(place)]), "birds.db")
    assert place.read_bytes() == before and not (tmp_path / "x.jsonl").exists()


# Signals that ask for an end


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_command_with_one_line_and_loses_nothing(
    number: signal.Signals, places: Callable[[], Place], reports: Path, undisturbed: list[Row], perform: Perform
) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip(f"whoever started the tests has {number.name} ignored (nohup does), and so do the commands")
    *_, passed = perform(**reading(reports, places().location), trap={"sort": "points", "at": 0})["announced"]
    for seed in range(4):
        place = places()
        at = random.Random(f"{number} {seed}").randint(1, int(passed.split()[1]))
        print(f"seed {seed}: {number.name} at point {at}")
        ended = perform(**reading(reports, place.location), trap={"sort": "points", "at": at, "signal": number})
        assert ended["status"] == 128 + number and ended["err"].startswith("accede: stopped")
        assert len(ended["err"].splitlines()) == 1 and ended["out"] == ""
        goes_on(place, ended, reports, undisturbed, perform)
