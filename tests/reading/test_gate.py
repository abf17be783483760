"""What is passed over before the parse."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from accede.model import KINDS, Report
from accede.reading import Reader
from accede.reading.codebook import read as book
from accede.reading.gate import beside, inflected, passes, weight
from accede.reading.parse import visible

# A long report about a football club, with words of talks, demands and expectations in it.
FOOTBALL = (
    "Harbour City expect to sign their new striker before the match against Rovers on Saturday. The coach, Peter Lund, said "
    "on Thursday that the club must sell a player first. “We demand more from everybody,” Lund said. The supporters "
    "expect a win. The club promised to build a new stand by 2024, but the builders say that it has not kept its "
    "promise. The captain, Ola Berg, hopes that the team will play better in the spring. The next match is on "
    "Sunday. Rovers said that their goalkeeper would not play because of an injury to his hand. Every ticket has been sold, "
    "the treasurer said, and the gates will open at noon. Berg told the paper that the mood in the squad was good. "
    "He said that he had slept well. The weather is expected to be cold, and the supporters were asked to come early "
    "because the trains will be full. The match will be shown on a screen in the park. The mayor expects a quiet day. "
    "The coach wants his players to rest until then and said that nobody would train on Friday.\n"
)


# What is passed over before the parse: own texts

PROCESS = [
    "Iceland has handed in its application for membership of the European Union.",
    "The protocol was ratified on Monday.",
    "Delegates failed to agree on the mandate of their envoy.",
    "Kenya and Somalia signed.",
    "The Sudanese army and the rebels will resume their talks in Doha next week, the envoy of Oman said, after a month in which neither had moved. "
    "He had met both delegations at the weekend and found them tired of waiting, he told a news agency. The text that lies on the "
    "table has eleven articles, of which nine are agreed. Open are the border and the release of those who were taken in the spring. "
    "Oman would put forward a proposal of its own, should the negotiators not find one. Chad and "
    "Egypt sit at the table as observers.",
]
NEWS = [
    "The river rose by a metre overnight, and the mill had to close.",
    "Shares in the brewery fell.",
    "The bakers' union and the mills will resume their talks on wages next week, its chairman said. He had met the owners at the "
    "weekend. The agreement that is on the table has eleven articles, of which nine are agreed. Open are the hours on Sundays and "
    "the holidays. Without an agreement the bakers would stop work in May, he added, and bread would come from elsewhere.",
    "Norwegian police are looking for a lorry that carried salmon to France. It left the harbour on Tuesday and was last seen at a "
    "petrol station near the Swedish border, where the driver bought coffee. The salmon is worth about two million crowns, its owner "
    "said. He has offered a reward. The driver had worked for him for eleven years, and nobody could say a bad word about him.",
]


@pytest.mark.parametrize("text", PROCESS)
def test_what_tells_of_a_process_passes(text: str) -> None:
    assert passes(text)


@pytest.mark.parametrize("text", [*NEWS, FOOTBALL, ""])
def test_what_is_about_something_else_is_passed_over(text: str) -> None:
    assert not passes(text)


def test_one_word_in_a_long_report_is_not_enough() -> None:
    assert not passes(FOOTBALL + "Peter Lund once played in Finland, whose league had signed a treaty with Norway's.\n")
    assert passes(PROCESS[0] + FOOTBALL[:120])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_examples_of_a_kind_pass(kind: str) -> None:
    examples = book(files("accede.reading").joinpath(f"codebook/{kind}.yaml").read_text(encoding="utf-8"), kind)["examples"]
    lost = [example["text"] for example in examples if not passes(example["text"])]
    claims = sum(len(example["claims"]) for example in examples)
    assert len(lost) <= 1 + claims // 100, lost


def test_the_example_reports_pass() -> None:
    folder = Path(__file__).resolve().parents[2] / "examples" / "nordic-accession"
    assert [path.name for path in sorted(folder.glob("[0-9]*.txt")) if not passes(path.read_text(encoding="utf-8"))] == []


def test_what_is_passed_over_is_read_when_everything_is_asked_for() -> None:
    text = FOOTBALL + "Norway and Iceland held talks in Oslo on Monday.\n"
    report = Report(name="sport", text=text, published="2022-11-24")
    assert not passes(report.text) and Reader().read(report) == ()
    assert [claim.kind for claim in Reader(everything=True).read(report)] == ["talks"]


@pytest.mark.parametrize(("lemma", "forms"), [
    ("ratify", {"ratify", "ratifies", "ratified", "ratifying"}),
    ("accede", {"accede", "accedes", "acceded", "acceding"}),
    ("admit", {"admits", "admitted", "admitting"}),
    ("peace talk", {"peace talk", "peace talks"}),
])  # fmt: skip
def test_forms_are_made_of_lemmas(lemma: str, forms: set[str]) -> None:
    assert forms <= set(inflected(lemma))


def test_work_grows_with_length_alone() -> None:
    assert not passes("a treaty " * 3 + "word " * 40_000)
    assert passes("Finland ratified the treaty with Sweden in its parliament. " * 4_000)


# A fish market, with a treaty in it; and the same paragraphs around more of the treaty.
MARKET = (
    "Prices fell at the harbour market of Bergen on Tuesday.\n\n"
    "A kilo of cod cost four crowns less than before.\n\n"
    "Norway and Iceland will resume their talks on the fisheries agreement next week.\n\n"
    "The boats had stayed in port for most of May because of the wind.\n\n"
    "A storm is forecast for the weekend, so that cod will be dear again.\n"
)


def test_of_a_report_that_touches_a_process_what_tells_of_it_is_read() -> None:
    assert weight(MARKET) >= 1
    assert [MARKET[start:end].rstrip() for start, end in beside(MARKET)] == MARKET.rstrip().split("\n\n")[3:]


def test_a_report_about_a_process_is_read_whole() -> None:
    assert beside(MARKET + "\nIceland's parliament ratified the treaty with Norway. Denmark has signed the protocol on cod.\n") == []


def test_what_is_not_read_moves_nothing() -> None:
    seen = visible(Report(name="market", text=MARKET, published="2022-06-21"), beside(MARKET))
    assert "storm" not in seen and len(seen) == len(MARKET)
    assert seen.index("Iceland") == MARKET.index("Iceland")
