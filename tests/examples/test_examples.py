"""The example corpus: whole, well-formed, in its own words, and as its README describes it."""

from __future__ import annotations

import csv
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import pytest
from rapidfuzz import fuzz

from accede import dates
from accede.knowledge import load as load_knowledge
from accede.model import KINDS, ROLES, Act, Modality, Rating, Report, Stage
from accede.reports import load

FOLDER = Path(__file__).parents[2] / "examples" / "nordic-accession"
SHARED = Path(__file__).parents[3] / "shared"
FILES = sorted(path for path in FOLDER.glob("[0-9][0-9]-*") if path.suffix in (".txt", ".html", ".jsonl"))
FIELDS = {"kind", "evidence", *ROLES, "speaker", "time", "place", "modality", "rating", "round", "min_hours", "members",
          "threshold", "stage", "votes", "optional"}  # fmt: skip

# The wire and what another outlet made of it, or an outlet's own corrected version.
COPIES = (("01", "02"), ("07", "08"), ("12", "13"), ("23", "24"), ("30", "32"), ("33", "34"), ("45", "46"))

# Rounds of talks on the two bids, with their places, from the public record.
ROUNDS = (
    ("2022-05-25", "Ankara"), ("2022-06-20", "Brussels"), ("2022-06-28", "Madrid"), ("2022-08-26", "Vantaa"),
    ("2022-11-25", "Stockholm"), ("2023-03-09", "Brussels"), ("2023-03-17", "Ankara"), ("2023-06-14", "Ankara"),
    ("2023-07-06", "Brussels"), ("2023-07-10", "Vilnius"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _reports() -> dict[str, Report]:
    taken = list(load(FILES))
    refused = [one for one in taken if not isinstance(one, Report)]
    assert not refused, refused
    return {report.name: report for report in taken if isinstance(report, Report)}


def _keys_of(path: Path) -> list[dict[str, Any]]:
    held = json.loads(path.with_name(f"{path.stem}.claims.json").read_text("utf-8"))
    return held if isinstance(held, list) else [held]


KEYS = [key for path in FILES for key in _keys_of(path)]
CLAIMS = [(key, claim) for key in KEYS for claim in key["claims"]]


def _text(key: dict[str, Any]) -> str:
    return " ".join(_reports()[key.get("id", key["report"])].text.split())


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _named(key: dict[str, Any]) -> str:
    return str(key.get("id", key["report"]))


def test_there_are_enough_reports_over_the_whole_time() -> None:
    days = sorted(key["published"] for key in KEYS)
    assert len(KEYS) >= 34 and days[0] == "2022-05-18" and days[-1] >= "2024-03-07"
    assert {path.suffix for path in FILES} == {".txt", ".html", ".jsonl"}


def test_no_claims_without_their_report() -> None:
    assert {path.name for path in FOLDER.glob("*.claims.json")} == {f"{path.stem}.claims.json" for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_file_is_named_by_its_day(path: Path) -> None:
    assert re.fullmatch(r"\d\d-\d{4}-\d\d-\d\d-[a-z0-9-]+", path.stem)
    assert path.name[3:13] == max(key["published"] for key in _keys_of(path))
    assert all(key["report"] == path.name for key in _keys_of(path))


@pytest.mark.parametrize("key", KEYS, ids=_named)
def test_the_report_is_taken_in_with_its_day_and_outlet(key: dict[str, Any]) -> None:
    report = _reports()[_named(key)]
    assert (report.published, report.outlet) == (key["published"], key["outlet"])


@pytest.mark.parametrize("key", KEYS, ids=_named)
def test_the_report_is_of_a_report_s_length(key: dict[str, Any]) -> None:
    assert 110 <= len(_text(key).split()) <= 350


@pytest.mark.parametrize("key", KEYS, ids=_named)
def test_evidence_occurs_once_in_the_report(key: dict[str, Any]) -> None:
    text = _text(key)
    wrong = [claim["evidence"] for claim in key["claims"] if text.count(claim["evidence"]) != 1]
    assert not wrong


@pytest.mark.parametrize("key", KEYS, ids=_named)
def test_claims_are_well_formed(key: dict[str, Any]) -> None:
    assert len(key["claims"]) >= 8
    for claim in key["claims"]:
        assert set(claim) <= FIELDS, claim
        assert set(_several(claim["kind"])) <= set(KINDS), claim
        assert set(_several(claim.get("modality", []))) <= set(get_args(Modality)), claim
        assert set(_several(claim.get("rating", []))) <= set(get_args(Rating)), claim
        assert claim.get("stage", "submitted") in get_args(Stage), claim
        assert re.fullmatch(r"\d+-\d+(-\d+)?", claim.get("votes", "1-0")), claim
        assert set(claim.get("speaker") or {}) <= {"name", "office", "for"}, claim
        assert all(isinstance(claim.get(field, 0), int) for field in ("round", "min_hours", "members")), claim
        assert claim.get("optional", True) is True, claim
        if "time" in claim:
            dates.parse(claim["time"])


def test_actors_are_ids_in_order() -> None:
    knowledge = load_knowledge()
    for _, claim in CLAIMS:
        for role in ROLES:
            actors = claim.get(role, [])
            assert actors == sorted(set(actors)) and all(
                knowledge.is_state(actor) if actor.isupper() else re.fullmatch(r"[a-z]+(-[a-z]+)*", actor) for actor in actors
            ), claim


def test_a_report_tells_nothing_that_happened_after_it() -> None:
    late = [
        (_named(key), claim)
        for key, claim in CLAIMS
        if claim.get("modality") == "happened" and "time" in claim
        and (first := dates.parse(claim["time"]).first) and first > dates.day(key["published"])
    ]  # fmt: skip
    assert not late


@pytest.mark.parametrize("day, place", ROUNDS)
def test_each_round_of_talks_is_told(day: str, place: str) -> None:
    assert any(
        "talks" in _several(claim["kind"]) and claim.get("time") == day and claim.get("place") == place for _, claim in CLAIMS
    )


@pytest.mark.parametrize(
    "what, kind, field, values",
    [
        ("the day of the memorandum", "agreement", "time", {"2022-06-28", "2022-06-29"}),
        ("the place of the talks of 17 March", "talks", "place", {"Ankara", "Istanbul"}),
        ("Hungary's vote on Finland", "ratification", "votes", {"182-6", "117-40-18"}),
        ("the day of Turkey's vote on Finland", "ratification", "time", {"2023-03-30", "2023-03-31"}),
        ("Hungary's deposit for Sweden", "ratification", "time", {"2024-03-06", "2024-03-07"}),
        ("the month of the applications", "application", "time", {"2022-05", "2022-06"}),
        ("how many must consent for Sweden", "rule", "members", {30, 31}),
        ("the state of the commitments", "fulfilment", "rating", {"full", "partial", "none"}),
        ("rival spellings", "statement", "speaker", {"Kaleen", "Ibrahim Kalin"}),
    ],
)
def test_the_reports_disagree(what: str, kind: str, field: str, values: set[Any]) -> None:
    told = [claim.get(field) for _, claim in CLAIMS if kind in _several(claim["kind"]) and claim.get(field)]
    told = [one["name"] if isinstance(one, dict) and "name" in one else one for one in told]
    assert values <= {one for one in told if isinstance(one, str | int)}, what


@pytest.mark.parametrize("first, second", COPIES)
def test_copies_share_most_of_their_sentences(first: str, second: str) -> None:
    one, other = (next(_text(key) for key in KEYS if key["report"].startswith(number)) for number in (first, second))
    assert one != other and fuzz.token_set_ratio(one, other) >= 70
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", other) if len(part.split()) >= 8]
    assert sum(part in one for part in sentences) >= 0.5 * len(sentences)


def test_reports_that_are_no_copies_share_no_sentence() -> None:
    seen: dict[str, str] = {}
    pairs = {frozenset(pair) for pair in COPIES}
    for key in KEYS:
        number = key["report"][:2]
        for sentence in _sentences(_text(key)):
            other = seen.setdefault(sentence, number)
            assert other == number or frozenset((number, other)) in pairs, sentence


def test_no_sentence_is_anybody_else_s() -> None:
    if not SHARED.is_dir():
        pytest.skip("the folder of texts to compare with is not here")
    theirs = " ".join(_sentences_joined(path) for path in _texts())
    mine = {sentence for key in KEYS for sentence in _sentences(_text(key))}
    assert mine and not [sentence for sentence in sorted(mine) if f" {sentence} " in theirs]


def _texts() -> list[Path]:
    return sorted(path for path in SHARED.rglob("*") if path.is_file() and path.suffix in (".txt", ".json", ".csv", ".md"))


def _sentences_joined(path: Path) -> str:
    return f" {' '.join(_words(path.read_text('utf-8', errors='replace')))} "


def _sentences(text: str) -> list[str]:
    parts = (_words(part) for part in re.split(r"[.!?:;\n“”\"]", text))
    return [" ".join(words) for words in parts if len(words) >= 8]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _acts() -> list[Act]:
    with (FOLDER / "acts.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Act(action=row["action"], actor=row["actor"], date=row["date"], source=row["source"], of=tuple(row["of"].split()),
                to=tuple(row["to"].split()), note=row["note"], votes=row["votes"] or None)
            for row in csv.DictReader(lines)
        ]  # fmt: skip


def test_acts_are_whole() -> None:
    acts = _acts()
    assert len({act.id for act in acts}) == len(acts)
    assert acts == sorted(acts, key=lambda act: (act.date, act.action, act.actor, act.of))
    for act in acts:
        assert act.action in {*get_args(Stage), "signature", "accession"}, act
        assert load_knowledge().is_state(act.actor) and set(act.of) <= {"FIN", "SWE"} and act.of and act.to == ("nato",), act
        assert dates.day(act.date) and "<http" in act.source, act


def test_acts_hold_no_member_twice_at_a_stage_and_in_the_order_of_the_stages() -> None:
    order = get_args(Stage)
    held: dict[tuple[str, str], dict[str, str]] = {}
    for act in _acts():
        for candidate in act.of:
            stages = held.setdefault((act.actor, candidate), {})
            assert act.action not in stages, act
            stages[act.action] = act.date
    for stages in held.values():
        days = [stages[stage] for stage in order if stage in stages]
        assert days == sorted(days)


def test_thirty_allies_signed_and_both_acceded() -> None:
    acts = _acts()
    assert len([act for act in acts if act.action == "signature"]) == 30
    assert [(act.actor, act.date) for act in acts if act.action == "accession"] == [("FIN", "2023-04-04"), ("SWE", "2024-03-07")]


def test_the_readme_lists_every_file() -> None:
    words = (FOLDER / "README.md").read_text("utf-8")
    assert [path.name for path in FILES if path.name not in words] == []
