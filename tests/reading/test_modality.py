"""What a predicate is worth: at least one row for each value of the module's table."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from accede.model import Modality
from accede.reading import codebook, modality
from tests.reading.conftest import Reading

WORTH = [
    ("Peru did not ratify the treaty.", "ratify", "negated"),
    ("Peru has never ratified the treaty.", "ratified", "negated"),
    ("Peru failed to ratify the treaty.", "ratify", "negated"),
    ("Peru refused to ratify the treaty.", "ratify", "negated"),
    ("No state ratified the treaty.", "ratified", "negated"),
    ("The meeting ended without agreement.", "agreement", "negated"),
    ("If Peru ratifies the treaty, Chile follows.", "ratifies", "conditional"),
    ("Chile will wait unless Peru ratifies the treaty.", "ratifies", "conditional"),
    ("Peru will ratify the treaty if Chile pays.", "ratify", "conditional"),
    ("Chile urged Peru to ratify the treaty.", "ratify", "demanded"),
    ("Chile wants Peru to ratify the treaty.", "ratify", "demanded"),
    ("Chile called for ratification of the treaty.", "ratification", "demanded"),
    ("Peru must ratify the treaty.", "ratify", "obliged"),
    ("Peru needs to ratify the treaty.", "ratify", "obliged"),
    ("Peru has to ratify the treaty.", "ratify", "obliged"),
    ("Ratification by Peru is needed.", "Ratification", "obliged"),
    ("Peru is expected to ratify the treaty.", "ratify", "expected"),
    ("Peru is likely to ratify the treaty.", "ratify", "expected"),
    ("Peru may ratify the treaty.", "ratify", "possible"),
    ("Peru could ratify the treaty.", "ratify", "possible"),
    ("Peru plans to ratify the treaty.", "ratify", "planned"),
    ("Peru promised to ratify the treaty.", "ratify", "planned"),
    ("Planned talks were announced on Monday.", "talks", "planned"),
    ("Peru will ratify the treaty.", "ratify", "future"),
    ("Members must agree to admit Peru.", "admit", "obliged"),
    ("Leaders are expected to decide to admit Peru.", "admit", "expected"),
    ("Chile will not allow the chapter to be opened.", "opened", "negated"),
    ("The Commission will begin with the screening of the laws.", "screening", "future"),
    ("Peru would ratify the treaty.", "ratify", "future"),
    ("Peru is to ratify the treaty.", "ratify", "future"),
    ("Peru decided to ratify the treaty.", "ratify", "decided"),
    ("Peru agreed to ratify the treaty.", "ratify", "decided"),
    ("Peru should ratify the treaty.", "ratify", "advised"),
    ("Peru ought to ratify the treaty.", "ratify", "advised"),
    ("Peru seeks to ratify the treaty.", "ratify", "intended"),
    ("Peru tried to ratify the treaty.", "ratify", "intended"),
    ("Their attempt to ratify the treaty is old.", "ratify", "intended"),
    ("Peru is ratifying the treaty.", "ratifying", "ongoing"),
    ("Peru blocked ratification of the treaty.", "ratification", "hindered"),
    ("The ongoing talks are difficult.", "talks", "ongoing"),
    ("Peru ratified the treaty.", "ratified", "happened"),
    ("Peru has ratified the treaty.", "ratified", "happened"),
    ("Peru opposes the treaty.", "opposes", "happened"),
    ("After meeting the envoy, the minister left.", "meeting", "happened"),
    ("The issue of joining the treaty is old.", "joining", "unrealised"),
    ("Joining the pact is a question of joining the market.", "joining", "unrealised"),
    # a journey's purpose is worth what the journey is
    ("The envoy flew to Nairobi to meet the rebels.", "meet", "happened"),
    ("The envoy will fly to Nairobi to meet the rebels.", "meet", "planned"),
    ("Chile sent a team to Lima to negotiate.", "negotiate", "happened"),
    ("Chile invited Peru to meet the envoy.", "meet", "demanded"),
    # a headline's infinitive is its future
    ("Peru to send team to Chile for talks", "send", "planned"),
    # nobody has joined what must be prepared for
    ("The border must be settled before joining the talks.", "joining", "unrealised"),
    ("Peru settled the border before joining the talks.", "joining", "happened"),
    ("The round of talks is set to begin in Lima.", "round", "planned"),
    ("Next week's talks were announced by Peru.", "talks", "planned"),
]

NESTED = [
    # what is said is worth what its own words say
    ("The minister will say that Peru ratified the treaty.", "ratified", "happened"),
    ("The minister said that Peru would ratify the treaty.", "ratify", "future"),
    ("The minister did not say that Peru ratified the treaty.", "ratified", "happened"),
    ("Chile warned that it could block the treaty.", "block", "possible"),
    ("Chile insisted that Peru ratify the treaty.", "ratify", "demanded"),
    # who is ready has taken no step
    ("Chile signalled its readiness to ratify the treaty.", "ratify", "intended"),
    ("Peru declined on Thursday to ratify the treaty.", "ratify", "negated"),
    ("Peru and Chile have so far blocked ratification of the treaty.", "ratification", "hindered"),
    ("The vote on the treaty was put off.", "vote", "hindered"),
    ("Peru is holding up a vote on the ratification.", "ratification", "hindered"),
    ("Peru did not block ratification of the treaty.", "ratification", "negated"),
    ("They join the treaty once all have ratified.", "join", "conditional"),
    ("They took the ratification of the treaty off the agenda.", "ratification", "hindered"),
    ("Croatia joins the EU on 1 July provided that Slovenia ratifies.", "joins", "conditional"),
    ("Should Turkey ratify the protocol, Sweden will join NATO.", "ratify", "conditional"),
    ("Peru's ratification of the treaty is only a technical question.", "ratification", "hindered"),
    ("Peru's ratification of the treaty is the last that is missing.", "ratification", "hindered"),
    ("Peru's ratification of the treaty last week was welcomed.", "ratification", "happened"),
    ("A deal to let Peru join the treaty was near.", "join", "unrealised"),
    ("They let Peru join the treaty.", "join", "happened"),
    ("Ratifying the treaty would be a mistake.", "Ratifying", "unrealised"),
    ("Until Peru's ratification Chile stays outside the treaty.", "ratification", "expected"),
    ("The time has come to ratify the treaty.", "ratify", "advised"),
    ("Peru agreed to ratify the treaty if Chile gives way.", "ratify", "conditional"),
    ("Peru agreed to ratify the treaty if Chile gives way.", "agreed", "conditional"),
    ("Peru agreed to ratify the treaty.", "ratify", "decided"),
    ("Lima dismissed reports that Peru had ratified the treaty.", "ratified", "negated"),
    ("Peru had no plans to ratify the treaty.", "ratify", "negated"),
    ("Chile lifted its objection to Peru joining the treaty.", "joining", "unrealised"),
    ("Had Peru ratified the treaty, Chile would have joined it.", "ratified", "conditional"),
    ("Reports that Peru had ratified the treaty are false, Lima said.", "ratified", "negated"),
    ("It is not true that Peru has ratified the treaty.", "ratified", "negated"),
    ("It is true that Peru has ratified the treaty.", "ratified", "happened"),
    ("Peru ruled out ratifying the treaty.", "ratifying", "negated"),
    ("Chile hoped that Peru had ratified the treaty.", "ratified", "expected"),
    ("Peru has almost ratified the treaty.", "ratified", "ongoing"),
    ("Peru voted against ratification of the treaty.", "ratification", "hindered"),
    ("The court annulled the ratification of the treaty.", "ratification", "hindered"),
    ("Peru joins the treaty as soon as Chile ratifies.", "joins", "conditional"),
    ("Peru joins the treaty as soon as Chile ratifies.", "ratifies", "conditional"),
    ("Peru joins the treaty if Chile agrees.", "joins", "conditional"),
    ("Peru joins the treaty when all parties have ratified.", "joins", "conditional"),
    ("Peru joins the treaty after Chile ratifies.", "joins", "happened"),
    ("Peru joined the treaty once Chile had ratified.", "joined", "happened"),
    ("Peru adjourned after ratification of the treaty.", "ratification", "happened"),
    ("Lawmakers in Peru voted late on Friday to ratify the treaty.", "ratify", "decided"),
    ("Peru will vote on whether it ratifies the treaty.", "ratifies", "unrealised"),
    ("Whether the parliament of Peru ratifies the treaty is another matter.", "ratifies", "unrealised"),
    # what is needed of somebody, whoever says it
    ("It is necessary that all members ratify the treaty.", "ratify", "obliged"),
    ("It remains for Peru to ratify the treaty.", "ratify", "obliged"),
    ("Chile needs Peru to ratify the treaty.", "ratify", "obliged"),
    ("Parliament will be asked to ratify the treaty.", "ratify", "planned"),
    ("Chile will speak at the talks in Lima.", "talks", "future"),
    # a headline's infinitive announces
    ("Peru to ratify the treaty", "ratify", "planned"),
    ("Chapter 12 to be opened on Monday", "opened", "planned"),
    # a condition, whatever it denies
    ("Chile will leave if the demands are not met.", "met", "conditional"),
    # what is joined shares its auxiliary
    ("Peru will sign and ratify the treaty.", "ratify", "future"),
    # what continues or begins happens
    ("Peru continued to block the treaty.", "block", "happened"),
    # "not only" denies nothing
    ("Peru not only signed the treaty.", "signed", "happened"),
]


@pytest.mark.parametrize(("text", "word", "worth"), WORTH)
def test_worth(reading: Reading, text: str, word: str, worth: str) -> None:
    assert modality.grammatical(reading(text).word(word)) == worth


@pytest.mark.parametrize(("text", "word", "worth"), NESTED)
def test_worth_of_what_is_nested_or_joined(reading: Reading, text: str, word: str, worth: str) -> None:
    assert modality.grammatical(reading(text).word(word)) == worth


def test_the_rows_hold_every_value_of_the_table() -> None:
    table = set(re.findall(r"(?<= {4})([a-z]+) {2,}", modality.__doc__ or ""))
    assert table == {worth for _, _, worth in WORTH}


@pytest.mark.parametrize("worth", sorted({worth for _, _, worth in WORTH}))
def test_every_kind_gives_every_value_a_modality_or_says_that_it_has_none(worth: str) -> None:
    given = {book.modality_of(worth) for book in codebook.load().values()}
    assert given <= {None, *get_args(Modality)}


@pytest.mark.parametrize(("text", "word", "wanted"), [
    ("Peru did not sign.", "sign", True),
    ("Nobody signed.", "signed", True),
    ("Neither state signed.", "signed", True),
    ("Peru signed.", "signed", False),
])  # fmt: skip
def test_negated(reading: Reading, text: str, word: str, wanted: bool) -> None:
    assert modality.negated(reading(text).word(word)) is wanted


@pytest.mark.parametrize("worth", sorted({worth for _, _, worth in WORTH}))
def test_what_has_happened_or_goes_on_looks_back(worth: str) -> None:
    assert modality.looks_forward(worth) == (worth not in ("happened", "ongoing", "negated", "hindered", "unrealised"))
