"""Whatever is changed in a record, `verify` finds it and names the first row that fails."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_samples import claim, reading, report
from sqlalchemy import text

from accede.errors import ClaimRefused, RecordBroken, RecordError
from accede.model import Act, ActorMerge, Refusal, Ruling
from accede.record import Record, chain
from accede.record.chain import START, link
from accede.record.exchange import export_record
from accede.record.verify import REPORTS_AT_HAND, Checker, Row
from tests.places import FilePlace, Place


def fill(record: Record) -> None:
    """Rows of every sort, and claims whose report is far before them."""
    for number in range(3):
        record.add_reading(*reading(number), "rules 1")
    first = record.reports()[0]
    record.add_rereading(first, [claim(first, "talks", "statement")], "rules 2")
    record.add_rereading(first, [], "rules 3", after=record.readings()[0])
    record.add_act(old := Act(action="ratification", actor="HUN", date="2024-02-26", source="the gazette, no. 7"))
    record.add_act(Act(action="ratification", actor="HUN", date="2024-02-27", source="the gazette, no. 8", replaces=old.id))
    about = {"by": "A. Reviewer", "when": "2024-03-01", "why": "misread"}
    ruling = Ruling(action="reject", claims=(record.claims()[0].id,), **about)
    record.add_ruling(ruling)
    record.add_ruling(Ruling(action="undo", undoes=ruling.id, **about))
    read = record.claims()[1]
    corrected = msgspec.structs.replace(read, modality="planned", corrects=read.id)
    record.add_ruling(Ruling(action="correct", claims=(read.id,), corrected=corrected, **about))
    record.add_ruling(ActorMerge(name="Karlsen", into="Carlsen", **about))
    record.refuse(Refusal(name="x.txt", reason="empty", remedy="none"))


def rows_of(record: Record) -> list[Row]:
    stream = io.BytesIO()
    export_record(record, stream)
    return [msgspec.json.decode(line, type=Row) for line in stream.getvalue().splitlines()[1:]]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Row]]:
    with Record.open(tmp_path_factory.mktemp("record") / "accede.db") as record:
        fill(record)
        yield rows_of(record)


def verified(rows: list[Row]) -> Checker:
    """A checker that has seen all the rows."""
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    checker = Checker(lambda what, id: seen.get((what, id)))
    for row in rows:
        checker.check(row)
        seen[row.what, row.id] = (row.sequence, row.content)
    return checker


def chained(rows: list[Row]) -> list[Row]:
    """The rows with the hashes that somebody would give them who knows how: the chain alone cannot tell."""
    made, previous = [], START
    for row in rows:
        previous = link(previous, row.sequence, row.written, row)
        made.append(msgspec.structs.replace(row, hash=previous))
    return made


TEXTS = ("what", "id", "reader", "written", "content", "hash")


@given(st.data())
def test_invariant_2_any_change_of_any_column_of_any_row_is_found(rows: list[Row], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from([*TEXTS, "known", "sequence"]))
    held = getattr(rows[at], column)
    if column in TEXTS:
        place = data.draw(st.integers(0, len(held)))
        change = held[:place] + data.draw(st.characters(codec="ascii")) + held[place + data.draw(st.integers(0, 1)) :]
    else:
        change = None if column == "known" else held + data.draw(st.sampled_from([-1, 1, 5]))
    if change == held:
        return
    altered = [*rows[:at], msgspec.structs.replace(rows[at], **{column: change}), *rows[at + 1 :]]
    with pytest.raises(RecordBroken, match=f"^row {rows[at].sequence if column != 'sequence' else change} "):
        verified(altered)


@given(st.data())
def test_invariant_2_any_row_taken_away_or_moved_is_found(rows: list[Row], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 2))
    to = data.draw(st.integers(0, len(rows) - 1).filter(lambda place: place != at))
    without = rows[:at] + rows[at + 1 :]
    for altered in (without, [*without[:to], rows[at], *without[to:]]):
        with pytest.raises(RecordBroken):
            verified(altered)


REFERENCES = {
    "a quote": ("claim", r'"quote":\["[^"]*', '"quote":["tolks were held', "quote"),
    "a passage": ("claim", r'"start":\d+', '"start":9999', "quote"),
    "the report of a claim": ("claim", r'"report":"\w{16}', '"report":"0123456789abcdef', "report 0123456789abcdef"),
    "the act that an act replaces": ("act", r'"replaces":"\w{16}', '"replaces":"0123456789abcdef', "act 0123456789abcdef"),
    "the claim of a ruling": ("ruling", r'"claims":\["\w{16}', '"claims":["0123456789abcdef', "claim 0123456789abcdef"),
    "what a ruling undoes": ("ruling", r'"undoes":"\w{16}', '"undoes":"0123456789abcdef', "ruling 0123456789abcdef"),
    "the reading that a reading follows": ("reading", r'"after":"\w{16}', '"after":"0123456789abcdef', "reading 0123456789abcdef"),
    "a claim of a reading": ("reading", r'"claims":\["\w{16}', '"claims":["0123456789abcdef', "claim 0123456789abcdef"),
}


@pytest.mark.parametrize("name", REFERENCES)
def test_invariant_1_what_a_row_refers_to_is_there_even_where_ids_and_chain_were_made_anew(rows: list[Row], name: str) -> None:
    what, pattern, put, says = REFERENCES[name]
    at, row = next((at, row) for at, row in enumerate(rows) if row.what == what and re.search(pattern, row.content))
    content = re.sub(pattern, put, row.content, count=1)
    altered = msgspec.structs.replace(row, content=content, id=chain.read(what, content).id)
    with pytest.raises((RecordBroken, ClaimRefused), match=f"^row {row.sequence} .*{says}"):
        verified(chained([*rows[:at], altered, *rows[at + 1 :]]))


def altered_soundly(rows: list[Row], at: int, **change: object) -> list[Row]:
    """The rows with one changed, and ids and chain made anew: only what the row says can give it away."""
    row = msgspec.structs.replace(rows[at], **change)
    row = msgspec.structs.replace(row, id=chain.read(row.what, row.content).id)
    return chained([*rows[:at], row, *rows[at + 1 :]])


def test_invariant_1_a_correction_rests_on_words_of_its_report(rows: list[Row]) -> None:
    at, row = next((at, row) for at, row in enumerate(rows) if '"corrected"' in row.content)
    content = re.sub(r'"quote":\["[^"]*', '"quote":["tolks', row.content)
    with pytest.raises(RecordBroken, match=f"^row {row.sequence} .*quote"):
        verified(altered_soundly(rows, at, content=content))


def test_a_reading_takes_no_claims_of_another_report(rows: list[Row]) -> None:
    at, row = next((at, row) for at, row in enumerate(rows) if row.what == "reading")
    held = chain.read("reading", row.content)
    other = next(one.id for one in rows if one.what == "claim" and chain.read("claim", one.content).report != held.report)
    content = chain.canonical(msgspec.structs.replace(held, claims=(other,)))
    with pytest.raises(RecordBroken, match=f"^row {row.sequence} .*another report"):
        verified(altered_soundly(rows, at, content=content))


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("written", "2022-13-01T00:00:00+00:00", "time of writing"),
        ("written", "2022-01-01T00:00:00", "time of writing"),
        ("written", "2022-01-01 00:00:00+00:00", "time of writing"),
        ("reader", "rules\x001", "reader"),
        ("reader", "r" * 201, "reader"),
        ("known", "2022-02-30", "day"),
        ("known", None, "day"),
    ],
)
def test_no_row_is_taken_that_the_record_would_not_write(rows: list[Row], column: str, value: str | None, says: str) -> None:
    with pytest.raises(RecordBroken, match=f"^row 2 .*{says}"):
        verified(altered_soundly(rows, 1, **{column: value}))


@pytest.mark.parametrize("reader", ["r" * 201, "rules\n1"])
def test_a_reader_that_could_not_be_verified_is_not_added(tmp_path: Path, reader: str) -> None:
    with Record.open(tmp_path / "accede.db") as record:
        record.add_reading(*reading(1), "r" * 200)
        with pytest.raises(RecordError, match="200 letters"):
            record.add_reading(*reading(2), reader)
        with pytest.raises(RecordError, match="200 letters"):
            record.add_rereading(record.reports()[0], [], reader)
        assert record.verify().rows == 3


# Past the ledger, in the database itself.

OTHERS = {
    "sequence": "1000", "what": "'poem'", "id": "'0123456789abcdef'", "known": "'2001-01-01'", "reader": "'somebody 9'",
    "written": "'2001-01-01T00:00:00+00:00'", "content": "replace(content, 'a', 'b')", "hash": "'0'",
}  # fmt: skip


@pytest.mark.parametrize("column", OTHERS)
def test_invariant_2_a_change_of_any_column_of_any_sort_of_row_is_found_in_the_database(place: Place, column: str) -> None:
    with Record.open(place.location) as record:
        fill(record)
        rows = rows_of(record)
    assert {row.what for row in rows} == set(chain.TYPES)
    for row in {row.what: row for row in reversed(rows)}.values():
        place.unlocked("CREATE TABLE kept AS SELECT * FROM ledger", f"UPDATE ledger SET {column} = {OTHERS[column]} WHERE sequence = {row.sequence}")
        # A row that is moved away is missed at the next one, or, where it was the last, is found where it is now.
        named = {"sequence": rows[row.sequence].sequence if row.sequence < len(rows) else 1000}.get(column, row.sequence)
        with Record.open(place.location) as record, pytest.raises(RecordBroken, match=f", row {named} "):
            record.verify()
        place.unlocked("DELETE FROM ledger", "INSERT INTO ledger SELECT * FROM kept", "DROP TABLE kept")
    with Record.open(place.location) as record:
        assert record.verify().rows == len(rows)


ODD = {
    "a number for a day": "known = 20220621",
    "no day": "known = 'soon'",
    "bytes for text": "content = CAST(content AS BLOB)",
    "bytes that are hashed as the reader": "reader = x'6ee9'",
    "what is not UTF-8": "content = CAST(x'7bff7d' AS TEXT)",
    "a name that is not UTF-8": "reader = CAST(x'ff' AS TEXT)",
    "bytes for a hash": "hash = x'00'",
}


@pytest.mark.parametrize("name", ODD)
def test_what_no_column_should_hold_is_found_in_a_file(tmp_path: Path, name: str) -> None:
    place = FilePlace(tmp_path / "accede.db")
    with Record.open(place.location) as record:
        for number in range(3):
            record.add_reading(*reading(number), "bulk")  # four letters of base64
    place.unlocked(f"UPDATE ledger SET {ODD[name]} WHERE sequence = 5")
    with Record.open(place.location) as record, pytest.raises(RecordBroken, match=", row 5"):
        record.verify()


def test_a_second_row_of_the_same_id_is_found_where_the_tables_let_it_in(place: Place) -> None:
    with Record.open(place.location) as record:
        fill(record)
        rows = rows_of(record)
    again = chained([*rows, msgspec.structs.replace(rows[1], sequence=len(rows) + 1)])[-1]
    columns = ", ".join(again.__struct_fields__)
    place.unlocked("ALTER TABLE ledger RENAME TO sound", f"CREATE TABLE ledger AS SELECT {columns} FROM sound")
    with Record.open(place.location) as record:
        with record.database.engine.execution_options(writes=True).begin() as connection:
            marks = ", ".join(f":{name}" for name in again.__struct_fields__)
            known = "CAST(:known AS DATE)" if record.database.engine.name == "postgresql" else ":known"
            connection.execute(text(f"INSERT INTO ledger ({columns}) VALUES ({marks.replace(':known', known)})"), msgspec.structs.asdict(again))
        with pytest.raises(RecordBroken, match=f", row {again.sequence} .*same id"):
            record.verify()


def test_a_whole_record_is_verified_with_few_reports_in_memory(place: Place) -> None:
    with Record.open(place.location) as record:
        fill(record)
        for number in range(100, 100 + REPORTS_AT_HAND + 10):
            record.add_reading(*reading(number), "rules 1")
        first = record.reports()[0]
        record.add_rereading(first, [claim(first, "Report")], "rules 3")
        told: list[int] = []
        assert record.verify(told.append).rows == len(told) == record.rows()


def test_a_noted_head_is_found_as_long_as_nothing_is_cut_off(place: Place, tmp_path: Path) -> None:
    with Record.open(place.location) as record:
        fill(record)
        noted = record.verify()
        record.add_reading(report(50), [], "rules 1")
        assert record.row_of(noted.head) == noted.rows
    place.unlocked(f"DELETE FROM ledger WHERE sequence >= {noted.rows}")
    with Record.open(place.location) as record:
        assert record.verify().rows == noted.rows - 1 and record.row_of(noted.head) is None
