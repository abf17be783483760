"""An outline never hides two reports that carry one text, and tells most others apart."""

from __future__ import annotations

from random import Random

import msgspec

from accede.model import Report
from accede.reports.fingerprints import fingerprint, judge
from accede.reports.outlines import may_be_one
from benchmarks.generator import generate
from benchmarks.paraphrasing import EDITS

REPORTS = [report for report, _ in generate(300, 2, seed=11)]


def edited(report: Report, number: int) -> Report:
    text = "\n\n".join(list(EDITS.values())[number % len(EDITS)](report.text.split("\n\n"), Random(number)))
    return msgspec.structs.replace(report, name=f"{number}.txt", text=text, outlet=report.outlet if number % 2 else "Paper")


EVERY = [*REPORTS, *(edited(report, number) for number, report in enumerate(REPORTS)), Report(name="", text="…", published="2022-06-20")]


def test_what_is_one_may_be_one_and_most_others_may_not() -> None:
    outlines = [fingerprint(report).outline for report in EVERY]
    judged = passed = 0
    for place, one in enumerate(EVERY):
        for other, may in zip(EVERY[:place], may_be_one(outlines[place], outlines[:place]), strict=True):
            is_one = judge(one, other) is not None
            assert may or not is_one, (one.name, other.name)
            judged, passed = judged + is_one, passed + may
    assert len(REPORTS) // 2 < judged <= passed < 0.05 * len(EVERY) ** 2 / 2
    assert may_be_one(outlines[0], []) == []


def test_an_address_or_a_headline_is_enough() -> None:
    one = Report(name="a", text=REPORTS[0].text, published="2022-06-20", outlet="Paper", title="Talks go on", url="https://a.example/1")
    other = msgspec.structs.replace(one, name="b", text=REPORTS[-1].text, published="2023-06-20")
    lone = msgspec.structs.replace(other, title="Other", url="https://a.example/2")
    titled, placed = msgspec.structs.replace(lone, title="Talks go on"), msgspec.structs.replace(lone, url="https://a.example/1")
    assert may_be_one(fingerprint(one).outline, [fingerprint(each).outline for each in (titled, placed, lone)]) == [True, True, False]
