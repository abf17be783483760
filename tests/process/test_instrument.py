"""Instruments: the files that ship, and what is said of a file that is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from accede.errors import KnowledgeError
from accede.knowledge import load
from accede.process.instrument import GENERIC, OWN_FOLDER, load_instruments, read_instrument
from accede.process.judging import deciders, size
from accede.process.rules import All, Parties

GOOD = """
id: pact
name: A pact
decisions:
  - id: entry
    name: entry into force
    rule: {rule: count, n: 5}
    counts_from: instrument_deposited
    article: Article 9
    references: ["https://pact.example/9"]
stages:
  - {id: signed, name: signed, shown_by: [{kind: signature}]}
  - {id: met, name: threshold reached, when_met: entry}
"""


def wrong(folder: Path, old: str, new: str, name: str = "pact.yaml") -> KnowledgeError:
    assert old in GOOD
    path = folder / name
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_instrument(path)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("n: 5", "n: 0", "$.decisions[0].rule.n"),
        ("rule: count", "rule: lottery", "lottery"),
        ("kind: signature", "kind: parade", "$.stages[0].shown_by[0].kind"),
        ("article: Article 9", "articel: 9", "$.decisions[0]"),
        ("counts_from: instrument_deposited", "counts_from: ratified", "$.decisions[0].counts_from"),
        ('["https://pact.example/9"]', "[]", "references"),
        ("when_met: entry", "when_met: exit", "no decision 'exit'"),
        (", when_met: entry", "", "nothing shows it"),
        ("id: pact", "id: treaty", "$.id is 'treaty'"),
        ("{rule: count, n: 5}", "{rule: from, day: 2022-06, then: {rule: count, n: 5}}", "decision 'entry'"),
        ("id: pact", "id: [", "not YAML"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, old: str, new: str, named: str) -> None:
    error = wrong(tmp_path, old, new)
    assert "pact.yaml" in str(error)
    assert named in str(error)
    assert "\n" not in str(error)


def test_the_good_file_is_good(tmp_path: Path) -> None:
    (tmp_path / "pact.yaml").write_text(GOOD, encoding="utf-8")
    assert read_instrument(tmp_path / "pact.yaml").counted("") is not None
    with pytest.raises(KnowledgeError, match="add generic"):
        load_instruments(tmp_path)


def test_every_file_that_ships_is_read() -> None:
    shipped = load_instruments()
    assert {instrument.id for instrument in shipped.values()} == {path.stem for path in OWN_FOLDER.glob("*.yaml")}
    assert {"nato", "eu", "cptpp", "bbnj", "paris-agreement", "wto-fisheries-subsidies", GENERIC} <= set(shipped)


def test_every_target_that_ships_is_known() -> None:
    known = load()
    for target in set(load_instruments()) - {GENERIC}:
        assert target in known.organisations or target in known.instruments, target


def test_generic_states_no_rule() -> None:
    assert load_instruments()[GENERIC].decisions == ()


@pytest.mark.parametrize(
    ("candidate", "day", "number"),
    [
        ("MNE", date(2016, 5, 19), 28),
        ("MKD", date(2019, 2, 6), 29),
        ("FIN", date(2022, 7, 5), 30),
        ("SWE", date(2022, 7, 5), 30),
        ("SWE", date(2024, 2, 26), 31),
        ("ALB", date(2008, 7, 9), 26),
    ],
)
def test_invariant_7_deciders_of_the_nato_protocols(candidate: str, day: date, number: int) -> None:
    """How many had to accept: the numbers of the protocols since 2008."""
    decision = load_instruments()["nato"].counted(candidate)
    assert decision is not None
    assert isinstance(decision.rule, All)
    assert size(decision.rule, Parties(load(), day, candidate)) == number


def test_the_united_kingdom_has_its_own_rule() -> None:
    cptpp = load_instruments()["cptpp"]
    own, other = cptpp.counted("GBR"), cptpp.counted("CRI")
    assert own is not None
    assert other is not None
    assert (own.id, own.delay) == ("protocol-of-2023", 60)
    assert other.id == "protocol"
    assert deciders(other.rule, Parties(load(), date(2025, 1, 1), "CRI"))
