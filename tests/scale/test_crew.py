"""Reading by several processes: nothing is lost, in order, whatever one report does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from accede.errors import DateError, KnowledgeError
from accede.model import Refusal, Report
from accede.reports.parts import Lines, Part
from accede.scale import Crew, Known, Read, Work, crew, processors
from tests.scale.odd import NOTHING, ODD, WORK, Nothing, parts, told

DEAD = "reading it ended its process 3 times (signal 9)"


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes are started however little there is to read."""
    monkeypatch.setattr(crew, "WORTH_WORKERS", 1)
    yield


def outcomes(items: list[Part], jobs: int, work: Work = WORK) -> list[tuple[str, str]]:
    return [told(outcome) for outcome in Crew(work, jobs).each(items, NOTHING)]


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("together", [1, 2, 5])
@pytest.mark.parametrize("jobs", [1, 2])
def test_all_come_back_in_order_whoever_is_done_first(jobs: int, together: int) -> None:
    items = [*parts("slow", "a", "b", together=together), Refusal(name="c", reason="empty", remedy=""), *parts("d", "slow", "e", together=together)]
    assert outcomes(items, jobs) == [("slow", "read"), ("a", "read"), ("b", "read"), ("c", "empty"), ("d", "read"), ("slow", "read"), ("e", "read")]


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_that_takes_too_long_or_breaks_the_reader_costs_itself_alone(jobs: int) -> None:
    found = outcomes(parts("a", "endless", "b", "broken", "c", together=3), jobs, replace(WORK, seconds=0.5))
    assert found == [
        ("a", "read"), ("endless", "not read within 0.5 seconds"), ("b", "read"),
        ("broken", "reading it failed: IndexError: no such word"), ("c", "read"),
    ]  # fmt: skip


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("together", [1, 3, 6])
def test_a_report_that_ends_its_process_is_set_aside_after_three_and_costs_itself_alone(together: int) -> None:
    names = ("a", "deadly", "b", "deadly", "c", "d")
    found = outcomes([*parts(*names, together=together), *parts("z")], 2)
    assert [name for name, what in found if what == "read"] == ["a", "b", "c", "d", "z"]
    assert [(at, what) for at, (_, what) in enumerate(found) if what != "read"] == [(1, DEAD), (3, DEAD)]
    assert [name for name, _ in found][1::2][:2] == ["odd.jsonl, line 2", "odd.jsonl, line 4"]


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_wrong_with_more_than_one_report_is_raised(jobs: int) -> None:
    with pytest.raises(KnowledgeError, match=r"states\.csv: a row is wrong \(mend it\)"):
        outcomes(parts("a", "knowledge", "b"), jobs)


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_held_already_is_not_read_again(jobs: int) -> None:
    one, other = (outcome.report.id for outcome in Crew(WORK, 1).each(parts("a", "broken-not"), NOTHING) if isinstance(outcome, Read))

    class Holding(Nothing):
        def holds(self, report_id: str) -> bool:
            return report_id == other

    found = list(Crew(WORK, jobs).each(parts("a", "broken-not", together=2) + parts("a"), Holding()))
    assert [type(outcome) for outcome in found] == [Read, Known, Read]
    assert isinstance(found[0], Read) and found[0].report.id == one


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_that_is_on_record_is_read_anew(jobs: int) -> None:
    reports = [Report(name=name, text=f"Text of {name}, as it is kept.", published="2022-06-21") for name in ("a", "broken", "b")]
    found = list(Crew(WORK, jobs).each(reports, NOTHING))
    assert [told(outcome)[1] for outcome in found] == ["read", "reading it failed: IndexError: no such word", "read"]
    assert [outcome.report for outcome in found if isinstance(outcome, Read)] == reports[::2]


@pytest.mark.usefixtures("eager")
def test_who_stops_listening_leaves_no_process_behind() -> None:
    import multiprocessing

    stream = Crew(WORK, 2).each(parts("a", "slow", "b", "c"), NOTHING)
    assert next(stream).name == "a"
    stream.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("eager")
def test_no_more_wait_than_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "MOST_WAITING", 2)
    asked = 0

    def stream() -> Iterator[Lines]:
        nonlocal asked
        for part in parts("slow", *"abcdefgh"):
            asked += 1
            yield part

    first = next(iter(Crew(WORK, 2).each(stream(), NOTHING)))
    assert first.name == "slow" and asked <= 4


def test_a_few_reports_are_read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "Hand", None)
    assert outcomes(parts("a", "b"), 2) == [("a", "read"), ("b", "read")]


def test_a_limit_is_gone_when_the_report_is_read() -> None:
    assert outcomes(parts("a"), 1, replace(WORK, seconds=0.05)) == [("a", "read")]
    until = time.process_time() + 0.1
    while time.process_time() < until:
        pass


def test_a_day_that_is_none_is_refused_before_anything_is_read() -> None:
    with pytest.raises(DateError):
        Work(ODD, published="soon")


def test_processors_are_at_least_one() -> None:
    assert processors() >= 1
