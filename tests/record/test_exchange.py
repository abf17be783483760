"""A record given out and taken in is the same record, on either database; what is no such stream is refused whole."""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import msgspec
import pytest
import zstandard
from record_samples import reading

from accede.errors import RecordBroken, RecordError
from accede.model import Act, ActorMerge, Refusal, Ruling
from accede.record import Record
from accede.record import exchange as exchange_module
from accede.record.chain import link
from accede.record.exchange import export_record, import_record
from accede.record.verify import Row
from tests.places import FilePlace, Place


def fill(record: Record, reports: int = 3) -> None:
    """Some rows of every sort."""
    for number in range(reports):
        record.add_reading(*reading(number, text=f"Report {number}: talks were held. Ünï 🇫🇮 \0 {'x' * number}"), "rules 1")
    claim = record.claims()[0].id
    record.add_act(Act(action="ratification", actor="HUN", date="2024-02-26", source="the gazette, no. 7"))
    ruling = Ruling(action="reject", claims=(claim,), by="A. Reviewer", when="2024-03-01", why="misread")
    record.add_ruling(ruling)
    record.add_ruling(Ruling(action="undo", undoes=ruling.id, by="A. Reviewer", when="2024-03-02", why="it was right"))
    record.add_ruling(ActorMerge(name="Karlsen", into="Carlsen", by="A. Reviewer", when="2024-03-02", why="misspelt"))
    record.refuse(Refusal(name="x.txt", reason="empty", remedy="none"))


def exported(record: Record) -> bytes:
    stream = io.BytesIO()
    export_record(record, stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["record.jsonl", "record.jsonl.zst"])
def test_a_record_comes_back_with_the_same_hashes(place: Place, tmp_path: Path, name: str) -> None:
    with Record.open(place.location) as record:
        fill(record)
        before, given, held = record.verify(), exported(record), record.claims()
        export_record(record, tmp_path / name)
    other = FilePlace(tmp_path / "other.db")
    with Record.open(other.location) as record:
        moved = import_record(tmp_path / name, record)
        assert (moved.rows, moved.head) == (before.rows, before.head)
        assert record.verify() == before
        assert exported(record) == given and record.claims() == held
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_it_comes_back_on_the_other_database(place: Place, tmp_path: Path) -> None:
    with Record.open(tmp_path / "first.db") as record:
        fill(record)
        before, given = record.verify(), exported(record)
    with Record.open(place.location) as record:
        import_record(io.BytesIO(given), record)
        assert record.verify() == before and exported(record) == given
        assert record.add_reading(*reading(99), "rules 1") and record.verify().rows == before.rows + 3


def test_an_empty_record_comes_back_empty(place: Place) -> None:
    with Record.open(place.location) as record:
        import_record(io.BytesIO(exported(record)), record)
        assert record.verify().rows == 0


def test_what_the_record_has_is_not_taken_in_twice(place: Place) -> None:
    with Record.open(place.location) as record:
        fill(record, 1)
        first = exported(record)
        record.add_reading(*reading(7), "rules 1")
        second, whole = exported(record), record.verify()
        assert import_record(io.BytesIO(second), record).rows == 0
        with pytest.raises(RecordError, match="older"):
            import_record(io.BytesIO(first), record)
    with Record.open(place.location) as record:
        assert record.verify() == whole


def test_it_continues_a_record_that_holds_its_first_rows(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        fill(record, 1)
        first = exported(record)
        record.add_reading(*reading(7), "rules 1")
        second, whole = exported(record), record.verify()
    with Record.open(tmp_path / "b.db") as record:
        import_record(io.BytesIO(first), record)
        moved = import_record(io.BytesIO(second), record)
        assert (moved.rows, record.verify()) == (3, whole)


def test_a_record_of_other_rows_is_left_alone(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        fill(record)
        given = exported(record)
    with Record.open(tmp_path / "b.db") as record:
        record.add_reading(*reading(50), "rules 1")
        before = record.verify()
        with pytest.raises(RecordError, match="other rows"):
            import_record(io.BytesIO(given), record)
        assert record.verify() == before


def changed(change: Callable[[list[dict[str, object]]], None]) -> Callable[[bytes], bytes]:
    def apply(given: bytes) -> bytes:
        lines = [json.loads(line) for line in given.splitlines()]
        change(lines)
        return b"".join(json.dumps(line).encode() + b"\n" for line in lines)

    return apply


FAULTS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda given: b"", "no exported record"),
    "another file": (lambda given: b"once upon a time\n" + given, "no exported record"),
    "a report as JSON lines": (lambda given: b'{"title": "Talks", "text": "..."}\n', "no exported record"),
    "a first line nested without end": (lambda given: b'{"accede":' + b"[" * 100_000, "no exported record"),
    "a row nested without end": (lambda given: given.splitlines()[0] + b'\n{"what":"report","more":' + b"[" * 100_000, "line 2 is no row"),
    "a newer record": (changed(lambda lines: lines[0].update(version="9999")), "newer Accede"),
    "a newer format and other fields": (changed(lambda lines: lines[0].update(format=2, more=1)), "newer Accede"),
    "a newer format": (changed(lambda lines: lines[0].update(format=99)), "install a newer Accede"),
    "cut off": (lambda given: b"\n".join(given.splitlines()[:-2]) + b"\n", "ends after"),
    "cut off within a line": (lambda given: given[:-30], "line 15 is no row"),
    "rows behind the last": (lambda given: given + given.splitlines()[-1] + b"\n", "more rows"),
    "a row left out": (changed(lambda lines: lines.pop(3)), "row 3 is missing"),
    "rows in another order": (changed(lambda lines: lines.reverse() or lines.insert(0, lines.pop())), "row 1 is missing"),
    "a changed word": (changed(lambda lines: lines[1].update(content=str(lines[1]["content"]).replace("talks", "TALKS"))), "row 1 .*hash"),
    "an unknown sort": (changed(lambda lines: lines[2].update(what="poem")), "line 3 is no row"),
    "another field": (changed(lambda lines: lines[2].update(more=1)), "line 3 is no row"),
    "a date that is none": (changed(lambda lines: lines[2].update(known="soon")), "line 3, row 2 "),
    "another head": (changed(lambda lines: lines[0].update(head="0" * 64)), "ends after"),
    "damaged when packed": (lambda given: zstandard.compress(given)[:-40], "no exported record"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_stream_is_named_and_nothing_is_taken_in(tmp_path: Path, name: str) -> None:
    with Record.open(tmp_path / "a.db") as record:
        fill(record)
        given = exported(record)
    fault, says = FAULTS[name]
    with Record.open(tmp_path / "b.db") as record:
        with pytest.raises(RecordError, match=says) as error:
            import_record(io.BytesIO(fault(given)), record)
        assert "\n" not in str(error.value) and error.value.remedy
        assert record.verify().rows == 0


def test_a_line_without_end_is_refused_before_memory_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange_module, "LONGEST", 10_000)
    bomb = zstandard.compress(b'{"accede":"record","format":1,"rows":1,"head":"' + b"0" * 50_000_000)
    with Record.open(tmp_path / "b.db") as record, pytest.raises(RecordError, match="longer than"):
        import_record(io.BytesIO(bomb), record)


def test_a_row_that_comes_twice_is_named_by_its_line_though_the_chain_holds(place: Place, tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        fill(record)
        lines = [json.loads(line) for line in exported(record).splitlines()]
    head, rows = lines[0], [msgspec.convert(line, Row) for line in lines[1:]]
    again = msgspec.structs.replace(rows[1], sequence=len(rows) + 1)
    again = msgspec.structs.replace(again, hash=link(rows[-1].hash, again.sequence, again.written, again))
    head.update(rows=again.sequence, head=again.hash)
    given = b"\n".join(msgspec.json.encode(one) for one in (head, *rows, again))
    for many in (1_000, 4):  # in the transaction's one batch, and in another one
        with Record.open(place.location) as record, pytest.MonkeyPatch.context() as patch:
            patch.setattr(exchange_module, "AT_A_TIME", many)
            with pytest.raises(RecordBroken, match=f"line {again.sequence + 1}: a row before has the id"):
                import_record(io.BytesIO(given), record)
            assert record.verify().rows == 0


def test_an_import_that_is_stopped_takes_nothing_in(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange_module, "AT_A_TIME", 4)
    with Record.open(tmp_path / "a.db") as record:
        fill(record)
        given = exported(record)

    def stop(row: int) -> None:
        if row == 8:
            raise KeyboardInterrupt

    with Record.open(place.location) as record:
        with pytest.raises(KeyboardInterrupt):
            import_record(io.BytesIO(given), record, stop)
        assert record.verify().rows == 0
        import_record(io.BytesIO(given), record)
        assert exported(record) == given


def test_no_record_is_written_over(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        fill(record)
        before = record.verify()
        with pytest.raises(RecordError, match="is a record"):
            export_record(record, tmp_path / "a.db")
        assert record.verify() == before


def test_a_link_is_followed_and_a_pipe_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "there.jsonl")
    os.mkfifo(tmp_path / "pipe.jsonl")
    with Record.open(tmp_path / "a.db") as record:
        fill(record)
        export_record(record, tmp_path / "link.jsonl")
        reader = Thread(target=lambda: got.append((tmp_path / "pipe.jsonl").read_bytes()))
        got: list[bytes] = []
        reader.start()
        export_record(record, tmp_path / "pipe.jsonl")
        reader.join()
        assert got == [(tmp_path / "there.jsonl").read_bytes()] == [exported(record)]
    assert (tmp_path / "link.jsonl").is_symlink() and (tmp_path / "pipe.jsonl").is_fifo()


def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record, pytest.raises(RecordError, match=r"missing/a.jsonl cannot be written: No such file"):
        export_record(record, tmp_path / "missing" / "a.jsonl")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_full_disk_is_named() -> None:
    with Record.open(Path(tempfile.mkdtemp()) / "a.db") as record, pytest.raises(RecordError, match="No space left"):
        export_record(record, Path("/dev/full"))


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    old = tmp_path / "record.jsonl"
    old.write_text("old")

    def stop(row: int) -> None:
        raise KeyboardInterrupt

    with Record.open(tmp_path / "a.db") as record:
        fill(record)
        with pytest.raises(KeyboardInterrupt):
            export_record(record, old, stop)
    assert old.read_text() == "old" and {path.name for path in tmp_path.glob("*.jsonl*")} == {"record.jsonl"}
