"""What the gate costs is counted rightly, and costs at most one claim in a hundred on our own examples."""

from __future__ import annotations

from accede.model import Report
from benchmarks.gate import Passing, codebook_examples, counted

TREATY = Report(name="treaty", text="Finland's parliament ratified the treaty on Monday.", published="2022-06-21")
PIGEONS = Report(name="pigeons", text="A pigeon came home on Monday. " * 25 + "Norway and Iceland held talks in Oslo.", published="2022-06-21")


def test_a_claim_of_a_report_that_is_passed_over_is_lost() -> None:
    found = counted([TREATY, PIGEONS], read=True)
    assert (found.reports, found.reports_passed) == (2, 1)
    assert (found.claims, found.lost, found.named) == (2, 1, ["pigeons"])


def test_a_share_is_counted_without_reading() -> None:
    found = counted([TREATY, PIGEONS], read=False)
    assert (found.words, found.words_passed, found.claims, found.named) == (7 + len(PIGEONS.text.split()), 7, 0, ["treaty"])


def test_a_row_of_nothing_is_no_error() -> None:
    assert Passing().line("empty").endswith("-")


def test_the_codebooks_examples_are_among_the_sets() -> None:
    assert len(list(codebook_examples())) > 200
