"""A reader that does what the report's name says, and corpora for it; processes of a crew and of a cluster import it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

import msgspec

from accede.errors import KnowledgeError
from accede.model import Claim, Passage, Report, make_claim
from accede.reports.parts import Lines
from accede.scale import Outcome, Refused, Work

if TYPE_CHECKING:
    from accede.reading.reader import Reader


class Odd:
    """Its claim is the whole text."""

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


class Nothing:
    """A record that holds nothing."""

    def holds(self, report_id: str) -> bool:
        return False

    def report_ids(self) -> Iterable[str]:
        return ()


NOTHING = Nothing()
ODD = cast("Reader", Odd())
WORK = Work(ODD, everything=True)


def line(name: str, number: int) -> bytes:
    """A report as a line of JSON lines."""
    text = f"The ministers of the two countries met for the {number}th time on that day, and everybody said so."
    return msgspec.json.encode({"id": name, "text": text, "published": "2022-06-21"}) + b"\n"


def lines(*names: str) -> bytes:
    """Reports as JSON lines."""
    return b"".join(line(name, number) for number, name in enumerate(names, start=1))


def parts(*names: str, together: int = 1) -> list[Lines]:
    """The same in parts of so many reports."""
    whole = lines(*names).splitlines(keepends=True)
    return [Lines("odd.jsonl", at + 1, b"".join(whole[at : at + together])) for at in range(0, len(whole), together)]


def told(outcome: Outcome) -> tuple[str, str]:
    """The name of a report and what came of it: "read" and the like, or the reason of its refusal."""
    if isinstance(outcome, Refused):
        return outcome.name, outcome.refusal.reason
    return outcome.name, type(outcome).__name__.lower()
