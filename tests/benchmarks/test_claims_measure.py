"""The measure of claims, on cases small enough to count by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.claims import EXAMPLE, FIELDS, Score, by_kind, kinds, locate, read_keys

SHARED = Path(__file__).parents[3] / "shared"
TEXT = "Norway objects to the treaty. Malta signed it on Monday."
OBJECTS, SIGNED = {"start": 0, "end": 14}, {"start": 30, "end": 42}
KEY: list[dict[str, Any]] = [
    {"kind": "objection", "evidence": "Norway objects", "by": ["NOR"], "modality": "happened"},
    {"kind": "signature", "evidence": "Malta signed", "by": ["MLT"], "time": "2023-03-06"},
]


def scored(key: list[dict[str, Any]], *read: dict[str, Any]) -> Score:
    score = Score()
    score.add("a.txt", TEXT, key, read)
    return score


def test_all_right() -> None:
    read = (
        {"kind": "objection", "evidence": [OBJECTS], "by": ["NOR"], "modality": "happened"},
        {"kind": "signature", "evidence": [SIGNED], "by": ["MLT"], "time": "2023-03-06"},
    )
    whole = scored(KEY, *read).total()
    assert (whole.fact_f1, whole.exact_f1, whole.claim_f1) == (1.0, 1.0, 1.0)


def test_nothing_read_is_nothing() -> None:
    whole = scored(KEY).total()
    assert (whole.wanted, whole.facts_wanted, whole.facts_made) == (2, 6, 0)
    assert (whole.fact_f1, whole.exact_f1, whole.claim_f1) == (0.0, 0.0, 0.0)


def test_a_wrong_field_an_empty_one_and_a_claim_too_many() -> None:
    """Wanted 6 facts. Made: 1 claim and 2 fields, 1 claim and 1 field, 1 claim and 3 fields: 9. Found: 2 and 2."""
    score = scored(
        KEY,
        {"kind": "objection", "evidence": [OBJECTS], "by": ["SWE"], "modality": "happened"},
        {"kind": "signature", "evidence": [SIGNED], "by": ["MLT"]},
        {"kind": "demand", "evidence": [SIGNED], "by": ["MLT"], "of": ["NOR"], "place": "Oslo"},
    )
    whole = score.total()
    assert (whole.facts_wanted, whole.facts_made, whole.facts_found) == (6, 9, 4)
    assert whole.fact_f1 == pytest.approx(8 / 15)
    assert (whole.recall, whole.precision, whole.exact) == (1.0, pytest.approx(2 / 3), 0)
    assert score.fields == {"by": [1, 2], "modality": [1, 1], "time": [0, 1]}
    assert len(score.misses) == 3


def test_a_field_beyond_the_key_costs_nothing_in_a_pair() -> None:
    read = {"kind": "objection", "evidence": [OBJECTS], "by": ["NOR"], "modality": "happened", "place": "Oslo"}
    assert scored(KEY[:1], read).total().fact_f1 == 1.0


def test_an_optional_claim_costs_nothing_when_missed_and_counts_when_found() -> None:
    key = [{**KEY[0], "optional": True}]
    assert scored(key).total().wanted == 0
    assert scored(key, {"kind": "objection", "evidence": [OBJECTS], "by": ["NOR"]}).total().wanted == 1


def test_a_second_claim_for_one_of_the_key_is_right_for_precision_and_made_up_for_facts() -> None:
    right = {"kind": "objection", "evidence": [OBJECTS], "by": ["NOR"], "modality": "happened"}
    whole = scored(KEY[:1], {**right, "by": ["SWE"]}, right).total()
    assert (whole.precision, whole.exact, whole.facts_made, whole.facts_found) == (1.0, 1, 6, 3)


def test_passages_must_share_a_character() -> None:
    beside = {"kind": "objection", "evidence": [{"start": 14, "end": 20}], "by": ["NOR"]}
    assert scored(KEY[:1], beside).total().found == 0


@pytest.mark.parametrize(
    ("field", "want", "got", "right"),
    [
        ("kind", ["demand", "objection"], "objection", True),
        ("by", ["FIN", "SWE"], ["SWE", "FIN"], True),
        ("by", ["FIN", "SWE"], ["FIN"], False),
        ("by", [], None, True),
        ("time", "2023-03-06", "2023-03-06~", True),
        ("time", "2023-03", "2023-03-06", False),
        ("time", ["2023-03", "2023"], "2023", True),
        ("place", "Türkiye", "Ankara, Turkiye", True),
        ("place", "Brussels", None, False),
        ("modality", ["planned", "expected"], "expected", True),
        ("members", 30, 28, False),
        ("speaker", None, None, True),
        ("speaker", None, {"office": "envoy"}, False),
        ("speaker", {"office": "envoy"}, {"name": "A. Ek"}, True),
        ("speaker", {"name": "Oscar Stenström", "for": "SWE"}, {"name": "Stenstrom", "for": "SWE"}, True),
        ("speaker", {"name": "Oscar Stenström", "for": "SWE"}, {"name": "Stenstrom"}, False),
        ("speaker", {"name": "Oscar Stenström"}, {"name": "Oscar Ek"}, False),
    ],
)
def test_what_is_right(field: str, want: Any, got: Any, right: bool) -> None:
    key = {"kind": "objection", "evidence": "Norway objects", field: want}
    read = {"kind": "objection", "evidence": [OBJECTS], **({} if got is None else {field: got})}
    assert scored([key], read).total().exact == right


def test_evidence_is_found_across_lines_or_is_an_error() -> None:
    assert locate("one\n two three", "one two", "a.txt") == (0, 8)
    with pytest.raises(ValueError, match=r"a\.txt: not in the report"):
        locate("one", "two", "a.txt")


def test_the_better_of_two_makes_the_pair_in_any_order() -> None:
    read = [
        {"kind": "objection", "evidence": [OBJECTS], "by": ["SWE"]},
        {"kind": "objection", "evidence": [OBJECTS], "by": ["SWE"], "modality": "happened"},
        {"kind": "signature", "evidence": [SIGNED], "by": ["MLT"]},
    ]
    assert list(by_kind(scored(KEY, *read))) == list(by_kind(scored(KEY, *reversed(read))))


def test_it_agrees_with_the_scorer_of_the_keys(tmp_path: Path) -> None:
    """The same figures, on claims that are partly right, from the tool that came with the keys."""
    tool, file = SHARED / "tools" / "score_claims.py", SHARED / "keys" / "dev.json"
    if not tool.is_file() or not file.is_file():
        pytest.skip("../shared is not here")
    score, lines = Score(), []
    for path, held in read_keys([file], SHARED / "reports").items():
        for key in held:
            text = path.read_bytes().decode()
            read = list(_half_right(text, key))
            score.add(key["report"], text, key["claims"], read)
            lines += [json.dumps({**claim, "report": key["report"]}) for claim in read]
    (tmp_path / "claims.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, tool, file, "--predicted", tmp_path / "claims.jsonl", "--reports", SHARED / "reports", "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    ours = {**score.kinds, "ALL": score.total()}
    for name, tally in ours.items():
        assert theirs[name]["fact_f1"] == pytest.approx(tally.fact_f1, abs=0.0006), name
        assert theirs[name]["exact_f1"] == pytest.approx(tally.exact_f1, abs=0.0006), name
        assert theirs[name]["f1"] == pytest.approx(tally.claim_f1, abs=0.0006), name
    assert theirs["FIELDS"] == {name: f"{right}/{given}" for name, (right, given) in score.fields.items()}


def _half_right(text: str, key: dict[str, Any]) -> Any:
    """The key's own claims, every fifth left out, every third with a field too few or wrong, every fourth twice."""
    for number, claim in enumerate(key["claims"]):
        start, end = locate(text, claim["evidence"], key["report"])
        first = {name: value[0] if isinstance(value, list) else value for name, value in claim.items()}
        given = {name: claim[name] if isinstance(claim[name], list) and name not in ("modality", "rating") else first[name]
                 for name in FIELDS if claim.get(name) is not None}  # fmt: skip
        if number % 3 == 0 and given:
            given.pop(sorted(given)[0])
            given["place"] = "Oslo"
        made = {"kind": kinds(claim)[0], "evidence": [{"start": start, "end": end}], **given}
        yield from [made] * (0 if number % 5 == 0 else 2 if number % 4 == 0 else 1)


def test_the_example_is_the_default() -> None:
    keys = read_keys(sorted(EXAMPLE.glob("*.claims.json")), None)
    assert len(keys) >= 30 and all(path.is_file() for path in keys)
