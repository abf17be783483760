"""The index says what the ledger says, however it came about, and keeps no answer that may be out of date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from record_samples import claim, report

from accede.model import Act, Claim, Report, Ruling
from accede.record import Record
from accede.record import index as index_module
from accede.record.index import Index
from tests.places import Place

ACTORS = st.lists(st.sampled_from(["FIN", "SWE", "TUR", "nato", "eu"]), max_size=3, unique=True).map(sorted).map(tuple)
READINGS = st.lists(st.tuples(st.integers(1, 28), st.lists(st.tuples(ACTORS, ACTORS), max_size=4)), max_size=8)


def readings(drawn: Iterable[tuple[int, list[tuple[tuple[str, ...], tuple[str, ...]]]]]) -> list[tuple[Report, list[Claim]]]:
    found = []
    for number, (day, claims) in enumerate(drawn):
        made = report(number, published=f"2022-06-{day:02d}")
        found.append((made, [claim(made, "talks were held", "application", by=by, to=to) for by, to in claims]))
    return found


def naming(given: list[tuple[Report, list[Claim]]], actor: str, known: date | None) -> set[str]:
    """The same without an index."""
    return {
        made.id for made, claims in given if known is None or made.published <= known.isoformat()
        for each in claims if actor in (*each.by, *each.to)
    }  # fmt: skip


@given(READINGS, st.integers(1, 4), st.integers(1, 28))
def test_it_finds_what_reading_everything_finds(tmp_path_factory: object, drawn: list, batch: int, day: int) -> None:  # type: ignore[type-arg]
    made = readings(drawn)
    folder = tmp_path_factory.mktemp("record")  # type: ignore[attr-defined]
    index_module.AT_A_TIME, before = batch, index_module.AT_A_TIME
    try:
        with Record.open(folder / "accede.db") as record:
            record.add_readings(made, "rules 1")
            assert record.index.catch_up() == record.rows()
            for known in (None, date(2022, 6, day)):
                for actor in ("FIN", "nato"):
                    assert record.index.reports_naming(actor, known) == naming(made, actor, known)
                both = naming(made, "FIN", known) & naming(made, "TUR", known)
                assert record.index.reports_naming_both(["FIN"], ["TUR"], known) == both
            wanted = {report.id for report, _ in made[::2]}
            part = record.index.part(wanted)
            assert part.reports() == [each for each in record.reports() if each.id in wanted]
            assert part.claims() == [each for each in record.claims() if each.report in wanted]
    finally:
        index_module.AT_A_TIME = before


def fill(record: Record) -> Index:
    record.add_readings(readings([(1, [(("SWE",), ("nato",))]), (20, [(("TUR", "SWE"), ("nato",))]), (5, [(("FIN",), ("eu",))])]), "rules 1")
    record.index.catch_up()
    return record.index


def test_targets_are_what_claims_name_as_joined_by_a_day(place: Place) -> None:
    with Record.open(place.location) as record:
        index = fill(record)
        assert index.targets(None) == ["eu", "nato"]
        assert index.targets(date(2022, 6, 2)) == ["nato"]
        assert index.named_with(["TUR"], None) == ["nato"] and index.named_with(["TUR"], date(2022, 6, 2)) == []


def test_an_answer_is_kept_until_something_comes_that_it_may_depend_on(place: Place) -> None:
    early = date(2022, 6, 10)
    with Record.open(place.location) as record:
        index = fill(record)
        last = index.catch_up()
        for key, known in (("now", None), ("then", early)):
            index.keep(key, last, [b"head", b"page"])
            assert index.kept(key, 1, ["nato"], known) == b"page"
        assert index.kept("now", 2, ["nato"], None) is None and index.kept("other", 0, ["nato"], None) is None
        record.add_readings(readings([(25, [(("SWE",), ("eu",))])]), "rules 1")  # of other actors than those asked about
        index.catch_up()
        assert index.kept("now", 0, ["nato", "TUR"], None) == b"head"
        made = report(77, published="2022-06-26")
        record.add_reading(made, [claim(made, "talks were held", by=("TUR",), to=("nato",))], "rules 1")
        index.catch_up()
        assert index.kept("now", 0, ["nato", "TUR"], None) is None
        assert index.kept("then", 0, ["nato", "TUR"], early) == b"head"  # it was not known then
        made = report(78, published="2022-06-03")
        record.add_reading(made, [claim(made, "talks were held", by=("TUR",), to=("nato",))], "rules 1")
        index.catch_up()
        assert index.kept("then", 0, ["nato", "TUR"], early) is None  # an older report, read late


def test_acts_and_rulings_make_every_answer_old(place: Place) -> None:
    with Record.open(place.location) as record:
        index = fill(record)
        first = record.claims()[0].id
        for add in (
            lambda: record.add_act(Act(action="ratification", actor="HUN", date="2022-06-01", source="the gazette")),
            lambda: record.add_ruling(Ruling(action="reject", claims=(first,), by="A", when="2022-07-01", why="misread")),
        ):
            index.keep("now", index.catch_up(), [b"head"])
            assert index.kept("now", 0, ["nato"], None) == b"head"
            add()
            index.catch_up()
            assert index.kept("now", 0, ["nato"], None) is None


def test_a_reading_anew_is_found_under_its_report(place: Place) -> None:
    with Record.open(place.location) as record:
        index = fill(record)
        first = record.reports()[0]
        record.add_rereading(first, [claim(first, "talks were held", by=("HUN",), to=("nato",))], "rules 2")
        index.catch_up()
        assert index.reports_naming("HUN", None) == {first.id} and index.reports_naming("SWE", None) >= {first.id}
        assert len(index.part([first.id]).claims()) == 2


def test_what_is_kept_has_an_end(tmp_path: Path, monkeypatch: object) -> None:
    monkeypatch.setattr(index_module, "MOST_READY", 20)  # type: ignore[attr-defined]
    with Record.open(tmp_path / "accede.db") as record:
        index = fill(record)
        for number in range(60):
            index.keep(f"key {number}", number, [b"x"])
        held = [number for number in range(60) if index.kept(f"key {number}", 0, [], date(2000, 1, 1)) is not None]
        assert len(held) <= 21 and held[-1] == 59
