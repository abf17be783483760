"""Copies are found by stored numbers and judged by two texts alone; independent reports of one event are not copies."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.model import Report
from accede.reports.copies import is_copy
from accede.reports.fingerprints import candidates, fingerprint, judge, pairs
from benchmarks.paraphrasing import EDITS

FIRST = """Deputies in Lakeland agreed on Monday to the accession of the neighbour to the pact, with 182 votes in favour and six against.

The speaker of parliament, Anna Ek, said that the law would go to the president within the week. She spoke of a good day for both countries.

The opposition had asked for another reading, but found no majority. Its leader, Jon Holm, said that the government had kept the terms of the deal from the public.

The pact needs the consent of all its members. Two of them, Riverland and Hillside, have still to vote before the summer.

Riverland's foreign minister said last week in Harbour City that his country wanted to see new promises on fishing first.

Hillside's parliament begins its debate on 4 July. The talks on the accession had begun three years ago and were halted twice."""
# The same vote by somebody who was there, too, and quotes the same speaker.
SECOND = """By a large majority Lakeland's chamber has cleared the way for the neighbour, whose envoys watched from the gallery.

Only six members voted no when the roll was called on Monday afternoon; 182 said yes. "This is a good day for both countries," said the speaker, Anna Ek.

Jon Holm's opposition complained of haste. It will not go to court, he told reporters.

What comes next is the signature of the president, a matter of days. Then all eyes are on the two members that are missing, Hillside and Riverland. The latter asks for guarantees for its trawlers.

Fishermen on the coast doubt that they will get any. "We have been promised much," one of them said on the quay of Harbour City."""
FURTHER = """The price of herring rose in Harbour City on Monday to its highest since the spring, the guild of merchants said.

Storms had kept the boats in port for nine days. The catch of last week was a third of what it had been a year before.

Wholesalers expect the price to fall again as soon as the weather allows the fleet to leave."""


def made(text: str, published: str = "2022-06-20", outlet: str = "") -> Report:
    return Report(name="x", text=text, published=published, outlet=outlet)


PLAIN = (made(FIRST, outlet="Fjord Wire"), made(SECOND, outlet="Mountain Daily"), made(FURTHER, outlet="Harbour Post"))


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_text_is_found_and_is_of_its_source_alone(name: str) -> None:
    edited = made("\n\n".join(EDITS[name](FIRST.split("\n\n"), Random(7))), "2022-06-21", "Plain Pages")
    found = pairs([*PLAIN, edited])
    assert {pair for pair in found if edited.id in pair} == {tuple(sorted((PLAIN[0].id, edited.id)))}
    assert len(found) == 1


def test_independent_reports_of_one_vote_are_no_copies() -> None:
    assert not any(judge(one, other) for one, other in combinations(PLAIN, 2))


def test_what_is_told_in_other_words_is_a_copy_only_within_days() -> None:
    told = EDITS["translated back (simulated)"](FIRST.split("\n\n"), Random(3))
    assert "other words" in is_copy(PLAIN[0], made("\n\n".join(told), "2022-06-23"))
    assert not is_copy(PLAIN[0], made("\n\n".join(told), "2022-06-24"))
    assert "same words" in is_copy(PLAIN[0], made("\n\n".join(EDITS["cut to 70 %"](FIRST.split("\n\n"), Random(3))), "2023-06-20"))


def test_a_text_with_hard_line_breaks_is_compared_by_its_sentences() -> None:
    told = "\n\n".join(EDITS["translated back (simulated)"](FIRST.split("\n\n"), Random(3)))
    words, lines = told.split(), []
    while words:
        lines.append(" ".join(words[:9]))
        words = words[9:]
    assert is_copy(PLAIN[0], made("\n".join(lines)))


def test_short_texts_are_one_only_word_by_word() -> None:
    short = "The envoys of both states met on Monday in the old town hall of Harbour City and parted after two hours."
    assert is_copy(made(short), made(short.upper(), "2024-01-01"))
    assert not is_copy(made(short), made(short.replace("two", "three")))
    assert not is_copy(made("The envoys met on Monday."), made("The envoys met on Monday.", outlet="Plain Pages"))
    assert not is_copy(made("…"), made("—"))


def test_the_reason_says_how_much_is_shared() -> None:
    assert is_copy(PLAIN[0], made(" ".join(FIRST.split()[:90]))) == "same words: 100% of the shorter text"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(FIRST.split("\n\n") + SECOND.split("\n\n")), min_size=1, max_size=5), st.integers(0, 40))
def test_a_pair_is_judged_alike_in_either_order_and_found_from_either_side(paragraphs: list[str], later: int) -> None:
    other = made("\n\n".join(paragraphs), f"2022-07-{later % 28 + 1:02}", "Plain Pages")
    assert judge(PLAIN[0], other) == judge(other, PLAIN[0])
    one, two = fingerprint(PLAIN[0]), fingerprint(other)
    assert bool(set(one.sought) & set(two.kept)) == bool(set(two.sought) & set(one.kept))


def test_pairs_among_some_reports_are_those_among_more() -> None:
    copies = [
        made("\n\n".join(edit(text.split("\n\n"), Random(1))), "2022-06-21", f"Paper {number}")
        for number, edit in enumerate(list(EDITS.values())[:6])
        for text in (FIRST, SECOND)
    ]
    every = pairs([*PLAIN, *copies])
    some = {report.id for report in (*PLAIN, *copies[::2])}
    assert pairs(report for report in reversed([*PLAIN, *copies]) if report.id in some) == {
        pair: why for pair, why in every.items() if some.issuperset(pair)
    }
    assert list(every) == sorted(every)


PRINT = "from accede.model import Report; from accede.reports.fingerprints import fingerprint; import sys, msgspec; " \
    "print(msgspec.json.encode(fingerprint(msgspec.json.decode(sys.stdin.buffer.read(), type=Report))).decode())"  # fmt: skip


def test_numbers_are_the_same_in_every_process_and_as_they_were() -> None:
    """What was stored must meet what a later program computes: where this fails, raise fingerprints.VERSION."""
    own = fingerprint(PLAIN[0])
    for seed in ("1", "2"):
        given_ = {**os.environ, "PYTHONHASHSEED": seed}
        told = subprocess.run([sys.executable, "-c", PRINT], input=msgspec.json.encode(PLAIN[0]), env=given_, capture_output=True, check=True)
        assert msgspec.json.decode(told.stdout, type=type(own)) == own
    assert (own.kept[:3], own.kept[-1], len(own.kept), len(own.sought)) == GOLDEN


GOLDEN = ((-117662422134180, -4967455098910, -117776144359338), 35927432708638, 71, 151)


def test_only_reports_that_share_a_number_are_compared() -> None:
    prints = [(report.id, fingerprint(report)) for report in PLAIN]
    assert tuple(sorted((PLAIN[0].id, PLAIN[2].id))) not in candidates(prints)


def test_in_a_few_sentences_more_must_be_told_again() -> None:
    few = "\n\n".join(EDITS["translated back (simulated)"](FIRST.split("\n\n")[:2], Random(3)))
    own = "Fishing quotas, harbour fees, cod, herring, trawler licences and lighthouse dues went unmentioned all afternoon."
    assert is_copy(PLAIN[0], made(few)).startswith("a few sentences")
    assert not is_copy(PLAIN[0], made(f"{few}\n\n{own}"))
