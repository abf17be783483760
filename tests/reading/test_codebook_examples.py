"""The codebook's files are well formed: every kind has its file, every example could be an answer key."""

from __future__ import annotations

import re
from importlib import resources
from typing import Any, get_args

import pytest
import yaml

from accede import dates
from accede.model import KINDS, ROLES, Modality, Rating

PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "RETREAT", "none",
}  # fmt: skip
WHOLE_NUMBERS = ("round", "min_hours", "members")
FIELDS = {"kind", "evidence", "optional", "speaker", "time", "place", "modality", "rating", "threshold",
          *ROLES, *WHOLE_NUMBERS}  # fmt: skip
RATINGS = {
    "outcome": {"agreement", "progress", "limited", "constructive", "none"},
    "fulfilment": {"none", "partial", "full"},
}
ACTOR = re.compile(r"[A-Z]{3}|[a-z][a-z0-9]*(-[a-z0-9]+)*")

FOLDER = resources.files("accede.reading") / "codebook"
FILES = {entry.name: entry.read_text(encoding="utf-8") for entry in FOLDER.iterdir() if entry.name.endswith(".yaml")}
BOOK: dict[str, dict[str, Any]] = {name: yaml.load(text, Loader=yaml.CSafeLoader) for name, text in sorted(FILES.items())}
EXAMPLES = [
    pytest.param(entry["kind"], example, id=f"{entry['kind']}-{number}")
    for entry in BOOK.values()
    for number, example in enumerate(entry["examples"], 1)
]
NEAR_MISSES = [
    pytest.param(near_miss, id=f"{entry['kind']}-{number}")
    for entry in BOOK.values()
    for number, near_miss in enumerate(entry["near_misses"], 1)
]
CLAIMS = [
    pytest.param(example, claim, id=f"{entry['kind']}-{number}-{place}")
    for entry in BOOK.values()
    for number, example in enumerate(entry["examples"], 1)
    for place, claim in enumerate(example["claims"], 1)
]


def either(value: Any) -> list[Any]:
    """The right values of a field: a key may give one or a list of them."""
    return value if isinstance(value, list) else [value]


def test_every_kind_has_its_file_and_no_other() -> None:
    assert sorted(BOOK) == sorted(f"{kind}.yaml" for kind in KINDS)


@pytest.mark.parametrize("name", BOOK)
def test_a_file_defines_its_kind(name: str) -> None:
    entry = BOOK[name]
    assert f"{entry['kind']}.yaml" == name
    assert entry["plover"] in PLOVER
    assert entry["definition"].strip()
    assert entry["boundaries"] and all(isinstance(boundary, str) for boundary in entry["boundaries"])
    assert entry["roles"] and set(entry["roles"]) <= FIELDS
    assert list(entry)[-2:] == ["examples", "near_misses"]
    assert len(entry["examples"]) >= 12
    assert len(entry["near_misses"]) >= 8


@pytest.mark.parametrize("name", BOOK)
def test_boundaries_name_kinds_other_than_their_own(name: str) -> None:
    named = {word for boundary in BOOK[name]["boundaries"] for word in re.findall(r"[a-z_]+", boundary.split(":")[-1])}
    assert named & (set(KINDS) - {BOOK[name]["kind"]})


def test_no_text_stands_in_the_codebook_twice() -> None:
    texts = [item["text"] for entry in BOOK.values() for item in entry["examples"] + entry["near_misses"]]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_an_example_holds_a_claim_of_its_kind(kind: str, example: dict[str, Any]) -> None:
    assert set(example) == {"text", "published", "claims"}
    assert dates.parse(example["published"]).is_day
    assert any(either(claim["kind"])[0] == kind and not claim.get("optional") for claim in example["claims"])


@pytest.mark.parametrize(("example", "claim"), CLAIMS)
def test_a_claim_could_stand_in_a_key(example: dict[str, Any], claim: dict[str, Any]) -> None:
    assert set(claim) <= FIELDS
    assert set(either(claim["kind"])) <= set(KINDS)
    assert example["text"].count(claim["evidence"]) == 1
    assert claim.get("optional", True) is True
    for role in ROLES:
        assert all(ACTOR.fullmatch(actor) for actor in claim.get(role, ())), role
        assert list(claim.get(role, ())) == sorted(claim.get(role, ())), role
    assert set(either(claim.get("modality", "happened"))) <= set(get_args(Modality))
    assert all(isinstance(claim.get(field, 0), int) for field in WHOLE_NUMBERS)
    if "time" in claim:
        dates.parse(claim["time"])


@pytest.mark.parametrize(("example", "claim"), CLAIMS)
def test_a_rating_is_one_of_its_kind(example: dict[str, Any], claim: dict[str, Any]) -> None:
    ratings = set(either(claim["rating"])) if "rating" in claim else set()
    assert ratings <= set(get_args(Rating))
    assert ratings <= set().union(*(RATINGS.get(kind, set()) for kind in either(claim["kind"])))


@pytest.mark.parametrize(("example", "claim"), CLAIMS)
def test_a_speaker_has_at_least_an_office_a_name_or_an_actor(example: dict[str, Any], claim: dict[str, Any]) -> None:
    speaker = claim.get("speaker")
    if speaker is not None:
        assert speaker and set(speaker) <= {"name", "office", "for"}
        assert ACTOR.fullmatch(speaker.get("for", "nato"))


@pytest.mark.parametrize(("example", "claim"), CLAIMS)
def test_a_claim_happens_by_the_day_it_is_published(example: dict[str, Any], claim: dict[str, Any]) -> None:
    if claim.get("modality") == "happened" and "time" in claim:
        first, published = dates.parse(claim["time"]).first, dates.day(example["published"])
        assert first is None or first <= published


@pytest.mark.parametrize("near_miss", NEAR_MISSES)
def test_a_near_miss_says_why(near_miss: dict[str, Any]) -> None:
    assert set(near_miss) == {"text", "published", "why"}
    assert dates.parse(near_miss["published"]).is_day
    assert near_miss["why"].strip()
