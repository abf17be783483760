"""Reading by several processes: nothing is lost, in order, whatever one report does."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pytest

from accede.cli import crew
from accede.cli.crew import Crew, attempt, processors
from accede.errors import KnowledgeError
from accede.model import Claim, Passage, Refusal, Report, make_claim

if TYPE_CHECKING:
    from accede.reading.reader import Reader


class Odd:
    """A reader that does what the report's name says; its claim is the whole text."""

    name = "odd 1"

    def read(self, report: Report) -> tuple[Claim, ...]:
        if report.name == "endless":
            while True:
                pass
        if report.name == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        if report.name == "broken":
            raise IndexError("no such word")
        if report.name == "knowledge":
            raise KnowledgeError("states.csv: a row is wrong", "mend it")
        if report.name == "slow":
            time.sleep(0.3)
        return (make_claim(report, "statement", (Passage(0, len(report.text)),)),)


ODD = cast("Reader", Odd())


def reports(*names: str) -> list[Report]:
    return [Report(name=name, text=f"Text of {number}", published="2022-06-21") for number, name in enumerate(names)]


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Workers are started however little there is to read."""
    monkeypatch.setattr(crew, "WORTH_WORKERS", 1)
    yield


def outcomes(items: list[Report | Refusal], jobs: int, seconds: float = 60) -> list[tuple[str, str]]:
    """(name, what came of it: "read", or the reason why it was not)."""
    found = []
    for item, outcome in Crew(ODD, jobs, seconds).each(items):
        refusal = item if isinstance(item, Refusal) else outcome
        found.append((item.name, refusal.reason if isinstance(refusal, Refusal) else "read"))
    return found


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("jobs", [1, 2])
def test_all_come_back_in_order_whoever_is_done_first(jobs: int) -> None:
    items = [*reports("slow", "a", "b"), Refusal(name="c", reason="empty", remedy=""), *reports("d", "slow", "e")]
    assert outcomes(items, jobs) == [("slow", "read"), ("a", "read"), ("b", "read"), ("c", "empty"), ("d", "read"), ("slow", "read"), ("e", "read")]


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_that_takes_too_long_or_breaks_the_reader_costs_itself_alone(jobs: int) -> None:
    found = outcomes(reports("a", "endless", "b", "broken", "c"), jobs, seconds=0.2)
    assert [name for name, what in found if what == "read"] == ["a", "b", "c"]
    assert dict(found)["endless"] == "not read within 0.2 seconds"
    assert dict(found)["broken"] == "reading it failed: IndexError: no such word"


@pytest.mark.usefixtures("eager")
def test_a_report_that_ends_its_process_costs_itself_alone() -> None:
    found = outcomes(reports("a", "deadly", "b", "deadly", "c", "d"), 2)
    assert [name for name, what in found if what == "read"] == ["a", "b", "c", "d"]
    assert dict(found)["deadly"] == "reading it ended its process (signal 9)"


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_wrong_with_more_than_one_report_is_raised(jobs: int) -> None:
    with pytest.raises(KnowledgeError, match=r"states\.csv: a row is wrong \(mend it\)"):
        outcomes(reports("a", "knowledge", "b"), jobs)


@pytest.mark.usefixtures("eager")
def test_who_stops_listening_leaves_no_process_behind() -> None:
    import multiprocessing

    stream = Crew(ODD, 2).each(reports("a", "slow", "b", "c"))
    assert next(iter(stream))[0].name == "a"
    stream.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("eager")
def test_no_more_wait_than_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "MOST_WAITING", 2)
    asked = 0

    def stream() -> Iterator[Report]:
        nonlocal asked
        for report in reports("slow", *"abcdefgh"):
            asked += 1
            yield report

    first = next(iter(Crew(ODD, 2).each(stream())))
    assert first[0].name == "slow" and asked <= 4


def test_a_few_reports_are_read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_Worker", None)
    assert outcomes(reports("a", "b"), 2) == [("a", "read"), ("b", "read")]


def test_a_limit_is_gone_when_the_report_is_read() -> None:
    assert not isinstance(attempt(ODD, reports("a")[0], 0.05), Refusal)
    until = time.process_time() + 0.1
    while time.process_time() < until:
        pass


def test_processors_are_at_least_one() -> None:
    assert processors() >= 1
