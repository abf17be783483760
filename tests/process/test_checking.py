"""A user's own instrument file: each fault with its line and what to write instead."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accede.process.checking import Fault, checked
from accede.process.instrument import OWN_FOLDER

GOOD = """\
id: pact
name: A pact on herring
adopted: 2020-01-01
groups:
  coastal:
    members: [NOR, ISL, DNK]
weights:
  catch:
    name: the catch of 2019
    values: {NOR: 60, ISL: 40}
decisions:
  - id: entry
    name: entry into force
    rule:
      rule: all_of
      rules:
        - {rule: count, n: 2, of: coastal}
        - {rule: weighted_share, percent: 55, weight: catch}
    counts_from: instrument_deposited
    article: Article 9
    delay: 90
    references: ["https://pact.example/9"]
"""


def faults(folder: Path, text: str, name: str = "pact.yaml") -> tuple[Fault, ...]:
    path = folder / name
    path.write_bytes(text.encode(errors="surrogateescape"))
    instrument, found = checked(path)
    assert found or instrument is not None
    return found


def test_the_good_file_is_good(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD) == ()
    instrument, _ = checked(tmp_path / "pact.yaml")
    assert instrument is not None
    assert [stage.id for stage in instrument.stages if stage.when_met] == []  # the usual stages of an accession
    assert faults(tmp_path, GOOD + "own_entry: true\n") == ()
    instrument, _ = checked(tmp_path / "pact.yaml")
    assert instrument is not None
    assert [stage.when_met for stage in instrument.stages if stage.when_met] == ["entry"]


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        ("delay: 90", "dealy: 90", 21, "unknown field `dealy`", "did you mean 'delay'?"),
        ("n: 2", "m: 2", 17, "unknown field `m`", "the keys there are"),
        ("percent: 55", "precent: 55", 18, "unknown field `precent`", "did you mean 'percent'?"),
        ("delay: 90", "delay: {day: 90}", 21, "unknown field `day`", "did you mean 'days'?"),
        ("members: [", "member: [", 6, "unknown field `member`", "did you mean 'members'?"),
        ("    values:", "    value:", 10, "unknown field `value`", "did you mean 'values'?"),
        ("adopted:", "adoptd:", 3, "unknown field `adoptd`", "did you mean 'adopted'?"),
        ("adopted:", "zzz:", 3, "unknown field `zzz`", "the keys there are id, name"),
        ("rule: count", "rule: cuont", 17, "Invalid value 'cuont'", "did you mean 'count'?"),
        ("rule: count", "rule: lottery", 17, "Invalid value 'lottery'", "rules are all, consensus, count"),
        ("n: 2", "n: 4", 17, "decision 'entry': 4 of 3 can never be reached", "correct the number or the group"),
        ("n: 2", "n: two", 17, "Expected `int`, got `str`", "docs/instruments.md"),
        ("n: 2", "n: 0", 17, "Expected `int` >= 1", "docs/instruments.md"),
        ("percent: 55", "percent: 155", 18, "Expected `float` <= 100", "docs/instruments.md"),
        ("of: coastal", "of: costal", 17, "no group 'costal'", "did you mean 'coastal'?"),
        ("weight: catch", "weight: catsh", 18, "no table of weights 'catsh'", "did you mean 'catch'?"),
        ("adopted: 2020-01-01", "adopted: 2020", 3, "got `int`", "write it as 2022-07-05"),
        ("adopted: 2020-01-01", 'adopted: "soon"', 3, "Invalid RFC3339", "write it as 2022-07-05"),
        ("    article: Article 9\n", "", 12, "missing required field `article`", "add 'article'"),
        ("article: Article 9", "article: ''", 20, "length >= 1", "docs/instruments.md"),
        ("delay: 90", "delay: -5", 21, "Expected `int` >= 0", "docs/instruments.md"),
        ("id: pact", "id: treaty", 1, "$.id is 'treaty'", "name the file treaty.yaml"),
        ("name: A pact", "name: B\nname: A pact", 3, "a second 'name'", "leave one of them"),
        ("{rule: count, n: 2, of: coastal}", "{rule: from, day: 2022-06, then: {rule: count, n: 1}}", 17, "not a single day", "write it as"),
        ("{rule: count, n: 2, of: coastal}", "{rule: by, day: never, then: {rule: count, n: 1}}", 17, "not a date", "write 2022"),
        ("{rule: count, n: 2, of: coastal}", "{rule: share, over: 3, under: 2, of: coastal}", 17, "3/2 is more than all", "over: 2, under: 3"),
        ("{rule: count, n: 2, of: coastal}", "{rule: share, over: 1, under: 2, sizes: {soon: 3}}", 17, "not a date", "write 2022"),
        ("{rule: count, n: 2, of: coastal}", "{rule: any_of, rules: []}", 17, "length >= 1", "docs/instruments.md"),
        ("id: entry", "id: [", 14, "not YAML: ", "correct the file there"),
        ("adopted: 2020-01-01", "adopted: 2020-02-30", 0, "not YAML: day is out of range", "correct the file there"),
        ("adopted: 2020-01-01", "adopted: !!timestamp soon", 0, "does not fit its tag", "correct the file there"),
        ("adopted: 2020-01-01", "adopted: !!python/name:os.system", 3, "could not determine a constructor", "correct the file there"),
        ("adopted: 2020-01-01", "1: 2", 1, "a key that is not text", "put it in quotes"),
        ("members: [NOR, ISL, DNK]", "members: &a [*a]", 6, "used in two places", "write it out in both"),
    ],
)  # fmt: skip
def test_a_fault_has_its_line_and_a_remedy(tmp_path: Path, old: str, new: str, line: int, what: str, remedy: str) -> None:
    assert GOOD.count(old) == 1
    (fault,) = faults(tmp_path, GOOD.replace(old, new))
    assert what in fault.what
    assert remedy in fault.remedy
    assert (fault.file, fault.line) == ("pact.yaml", line)
    assert fault.where == (f"pact.yaml, line {line}" if line else "pact.yaml")


@pytest.mark.parametrize(
    ("extra", "line", "what"),
    [
        ("stages:\n  - {id: signed, name: signed, shown_by: [{kind: parade}]}\n", 24, "Invalid enum value 'parade'"),
        ("stages:\n  - {id: signed, name: signed}\n", 24, "stage 'signed': nothing shows it"),
        ("stages:\n  - {id: met, name: met, when_met: exit}\n", 24, "stage 'met': no decision 'exit'"),
        ("stages: []\n", 23, "length >= 1"),
        ("recorded:\n  treaty: T\n  corections: []\n", 25, "unknown field `corections`"),
    ],
)
def test_what_stands_after_the_decisions_is_checked_too(tmp_path: Path, extra: str, line: int, what: str) -> None:
    (fault,) = faults(tmp_path, GOOD + extra)
    assert what in fault.what
    assert fault.line == line


def test_two_decisions_of_one_id(tmp_path: Path) -> None:
    again = GOOD[GOOD.index("  - id: entry") :]
    (fault,) = faults(tmp_path, GOOD + again)
    assert (fault.line, fault.what) == (23, "a second decision 'entry'")


def test_all_faults_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = GOOD.replace("members:", "member:").replace("article:", "artikel:").replace("values:", "valeus:").replace("adopted: 2020-01-01", "adopted: 2020")
    text += "stages:\n  - {id: signed, name: signed, shown_by: [{kind: parade}]}\n"
    found = faults(tmp_path, text)
    assert [fault.line for fault in found] == [3, 6, 10, 20, 24]


def test_each_part_of_a_rule_is_told_of(tmp_path: Path) -> None:
    text = GOOD.replace("n: 2", "n: two").replace("percent: 55", "percent: 555").replace("delay: 90", "delay: {day: 3}")
    assert [fault.line for fault in faults(tmp_path, text)] == [17, 18, 21]


def test_faults_of_sense_are_told_at_once_too(tmp_path: Path) -> None:
    text = GOOD.replace("n: 2", "n: 9").replace("{rule: weighted_share, percent: 55, weight: catch}", "{rule: from, day: soon, then: {rule: all}}").replace("id: pact", "id: pakt")
    assert [(fault.line, fault.what) for fault in faults(tmp_path, text)] == [
        (1, "$.id is 'pakt'"),
        (17, "decision 'entry': 9 of 3 can never be reached"),
        (18, "decision 'entry': not a date: 'soon'"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "not a table of keys"),
        ("- id: pact\n", 1, "not a table of keys"),
        ("just words\n", 1, "not a table of keys"),
        ("id: pact\n---\nid: other\n", 2, "not YAML"),
        ("\udcff\udcfe", 0, "not UTF-8"),
        ("id: pact\nname: \x00\n", 0, "not YAML"),
        ("id: " + "[" * 500 + "]" * 500, 1, "more than 100 deep"),
        ("id: " + "{a: " * 900 + "1" + "}" * 900, 1, "more than 100 deep"),
        ("id: " + "[" * 100_000, 1, "not YAML"),
        ("id: " + "9" * 5000, 0, "not YAML"),
        ("id: 0001-01-01T00:00:00+23:00", 1, "Expected `str`, got `datetime`"),
    ],
)
def test_what_is_no_instrument_at_all(tmp_path: Path, text: str, line: int, what: str) -> None:
    fault = faults(tmp_path, text)[0]
    assert what in fault.what
    assert fault.line == line
    assert "\n" not in fault.what + fault.remedy


def test_rules_too_deep(tmp_path: Path) -> None:
    deep = "{rule: all_of, rules: [" * 41 + "{rule: count, n: 1}" + "]}" * 41
    (fault,) = faults(tmp_path, GOOD.replace("{rule: count, n: 2, of: coastal}", deep))
    assert (fault.line, fault.what) == (17, "rules within rules, more than 40 deep")


def test_parts_by_their_name_do_not_grow_without_end(tmp_path: Path) -> None:
    """Forty lists, each of the one before twice: a trillion rules in a kilobyte."""
    lines = ["a0: &a0 {rule: count, n: 1}", *(f"a{n}: &a{n} {{rule: all_of, rules: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 41))]
    found = faults(tmp_path, GOOD + "\n".join(lines) + "\n")
    assert "used in two places" in found[0].what


def test_a_file_that_is_too_large_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_text("# " + "x" * 1_000_000)
    assert checked(tmp_path / "large.yaml") == (None, (Fault("large.yaml", 0, "larger than 1,000,000 bytes", "one file states one instrument"),))
    (fault,) = checked(tmp_path / "none.yaml")[1]
    assert (fault.where, fault.what) == ("none.yaml", "No such file or directory")
    (fault,) = checked(tmp_path)[1]
    assert fault.remedy == "name an existing file"


def test_every_file_that_ships_is_without_fault() -> None:
    assert [fault for path in sorted(OWN_FOLDER.glob("*.yaml")) for fault in checked(path)[1]] == []


# Files of any kind

KEYS = (
    "id", "name", "decisions", "stages", "rule", "rules", "then", "of", "among", "weight", "weights", "values", "groups",
    "members", "n", "day", "delay", "recorded", "references", "article", "shown_by", "when_met", "percent", "sizes", "counts_as",
)  # fmt: skip
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.text(max_size=5),
    st.sampled_from(["all", "count", "share", "weighted_share", "all_of", "from", "by", "after", "entry", "2022-07-05"]),
)  # fmt: skip
trees = st.recursive(
    scalars,
    lambda below: st.one_of(
        st.lists(below, max_size=3), st.dictionaries(st.one_of(st.sampled_from(KEYS), scalars), below, max_size=4)
    ),
    max_leaves=20,
)
tables = st.dictionaries(st.sampled_from(KEYS), trees, max_size=6)


def _assert_told(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pact.yaml"
        path.write_bytes(text.encode(errors="surrogatepass"))
        instrument, found = checked(path)
    assert found or instrument is not None
    assert all(fault.what and fault.remedy and 0 <= fault.line <= text.count("\n") + 2 for fault in found)
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)


@settings(max_examples=200)
@given(tables)
@example({"decisions": [{"rule": {"rule": "all_of", "rules": {"rule": 1}}}]})
@example({"groups": {"a": None}, "weights": {"b": []}, "decisions": [{"rule": {"of": "a", "weight": "b"}}]})
def test_no_table_makes_it_raise(held: dict[Any, Any]) -> None:
    _assert_told(yaml.safe_dump(held, allow_unicode=True))


@settings(max_examples=200)
@given(st.integers(0, len(GOOD)), st.integers(0, 12), st.text(alphabet="{}[]:,-*&!|>%'\"\n aé0\x00\ufeff", max_size=6))
def test_no_slip_of_the_hand_makes_it_raise(at: int, gone: int, typed: str) -> None:
    _assert_told(GOOD[:at] + typed + GOOD[at + gone :])
