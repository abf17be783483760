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

from accede.errors import ClaimRefused, RecordBroken
from accede.model import Act, ActorMerge, Refusal, Ruling
from accede.record import Record, chain
from accede.record.chain import START, link
from accede.record.exchange import Row, export_record
from accede.record.verify import REPORTS_AT_HAND, Checker
from tests.places import Place


def fill(record: Record) -> None:
    """Rows of every sort, and claims whose report is far before them."""
    for number in range(3):
        record.add_reading(*reading(number), "rules 1")
    first = record.reports()[0]
    record.add_rereading(first, [claim(first, "talks", "statement")], "rules 2")
    record.add_act(old := Act(action="ratification", actor="HUN", date="2024-02-26", source="the gazette, no. 7"))
    record.add_act(Act(action="ratification", actor="HUN", date="2024-02-27", source="the gazette, no. 8", replaces=old.id))
    about = {"by": "A. Reviewer", "when": "2024-03-01", "why": "misread"}
    ruling = Ruling(action="reject", claims=(record.claims()[0].id,), **about)
    record.add_ruling(ruling)
    record.add_ruling(Ruling(action="undo", undoes=ruling.id, **about))
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
