"""The measure of speed counts the same texts for both; what it says of a machine is no matter of a test."""

from __future__ import annotations

from functools import partial

from accede.reports.formats import Draft, Piece
from benchmarks.speed import FIRST, Spent, chosen, measured, table, texts_of, turns

TREATY = "OSLO, June 21, 2022 - Finland's parliament ratified the treaty with Norway on Monday.\n"
PIGEON = "A pigeon came home to its loft after two weeks, its owner said on Monday.\n"


def piece(text: str) -> Piece:
    return Piece("x", partial(Draft, name="x", text=text))


def test_both_are_measured_on_all_words_and_claims_come_of_what_passes() -> None:
    spent = measured([piece(TREATY), piece(PIGEON)], everything=False)
    assert spent.words == len(TREATY.split()) + len(PIGEON.split())
    assert (spent.reports, spent.read, spent.refused) == (2, 1, 0)
    assert spent.words_read == len(TREATY.split()) and spent.claims
    assert spent.accede > 0 and spent.pipeline > 0


def test_the_share_read_and_the_ratio_stand_in_the_table() -> None:
    spent = Spent(intake=1, reading=1, pipeline=5, words=1_000, words_read=100, reports=10, read=1)
    shown = table(spent, {"accede": 300, "spacy": 400})
    assert "(10.0%)" in shown and "reads 2.50 times as many words" in shown and "300 MB" in shown


def test_a_sample_is_spread_evenly() -> None:
    pieces = [piece(str(number)) for number in range(10)]
    assert texts_of(chosen(pieces, 5)) == ["0", "2", "4", "6", "8"]
    assert [len(turn) for turn in turns(pieces, 4)] == [4, 4, 2]
    assert len(chosen(pieces, None)) == 10


def test_what_is_read_before_the_clock_runs_passes() -> None:
    from accede.reading import gate

    assert gate.passes(FIRST.draft().text)
