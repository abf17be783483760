"""The generator of large records: the same for the same seed, its quotes are in its texts, its processes are found."""

from __future__ import annotations

from itertools import islice

from accede.answers import Held
from accede.knowledge import load
from accede.model import check_quotes
from accede.process import find_processes
from accede.record.events import merge
from accede.reports.origins import origins
from benchmarks.generator import generate, processes

CLAIMS = 400


def test_the_same_seed_gives_the_same_reports() -> None:
    assert list(generate(CLAIMS, 4, seed=3)) == list(generate(CLAIMS, 4, seed=3))
    assert list(generate(CLAIMS, 4, seed=3)) != list(generate(CLAIMS, 4, seed=4))


def test_there_are_as_many_claims_as_asked_for_in_the_order_of_publication() -> None:
    made = list(generate(CLAIMS, 4))
    days = [report.published for report, _ in made]
    told = sum(len(claims) for _, claims in made)
    assert days == sorted(days)
    assert CLAIMS <= told < CLAIMS + 13


def test_every_quote_is_in_its_report() -> None:
    for report, claims in islice(generate(CLAIMS, 4), 30):
        for claim in claims:
            check_quotes(report, claim)


def test_its_processes_are_those_that_are_found() -> None:
    made = list(generate(2000, 4, seed=2))
    reports = {report.id: report for report, _ in made}
    claims = {claim.id: claim for _, told in made for claim in told}
    events = merge(claims.values(), reports, origins(reports.values()))
    held = Held(reports, claims, {}, {event.id: event for event in events}, {})
    found = {process.id for process in find_processes(held.events.values(), load(), held.claims.values())}
    assert {process.id for process in processes(4, seed=2)} <= found
