"""The measure of copies counts what is found, what is linked wrongly, and prints independent reports that are linked."""

from __future__ import annotations

from random import Random

from accede.model import Report
from benchmarks.copies import Edited, edited, measured
from benchmarks.paraphrasing import EDITS

TEXT = "\n\n".join(
    f"On day {number} the envoys of Norland and Sudland met in hall {number} and spoke of tolls, ferries and lighthouse {number}."
    for number in range(3, 12)
)
OTHER = " ".join(f"word{number}" for number in range(150))


def made(text: str, outlet: str) -> Report:
    return Report(name=outlet, text=text, published="2022-06-20", outlet=outlet)


def test_each_edit_is_made_once_and_found() -> None:
    report = made(TEXT, "Fjord Wire")
    copies = edited(report, Random(1))
    assert [copy.edit for copy in copies] == list(EDITS)
    table = measured([report, made(OTHER, "Plain Pages")], copies)
    assert f"| all: recall | {len(EDITS)} | 1.000 |" in table and "0 links of independent ones" in table


def test_what_is_missing_or_wrong_shows() -> None:
    report, other = made(TEXT, "Fjord Wire"), made(OTHER, "Plain Pages")
    strayed = [Edited(report.id, "lost", made(OTHER + " more", "A")), Edited(report.id, "kept", made(TEXT + " More.", "B"))]
    table = measured([report, other], strayed, listed=True)
    assert "| lost | 1 | 0.000 |" in table and "| kept | 1 | 1.000 |" in table
    assert "| all: recall | 2 | 0.500 |" in table and "missing: lost" in table and "wrong: " in table
    assert "| precision, over 2 links | | 0.5000 |" in table


def test_a_reprint_among_the_reports_is_one_source_and_a_likeness_is_printed() -> None:
    reprint = measured([made(TEXT, "Fjord Wire"), made(TEXT + " More.", "Harbour Post")], [])
    assert "0 links of independent ones; reprints among them: 1." in reprint
    told = "\n\n".join(EDITS["translated back (simulated)"](["X is. " + line for line in TEXT.split("\n\n")], Random(2)))
    shuffled = " ".join(f"{one} {two}" for one, two in zip(told.split()[1::2], told.split()[::2], strict=False))
    assert "independent, yet linked" in measured([made(told, "A"), made(shuffled, "B")], [])
