"""Lists of a large record, found in its mentions, are those of all its claims, whatever came in which order."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede import dates
from accede.answers import asking, clocks
from accede.answers.asking import traced
from accede.answers.held import Held
from accede.answers.listing import OfMentions
from accede.answers.lists import Listed, Lists, OfHeld
from accede.answers.naming import of_actor, of_kind, of_person, of_voice, person, slug
from accede.errors import NotFound
from accede.model import ActorMerge, Claim, Report, Ruling, Speaker
from accede.record import Record, mentions
from accede.record.naming import CLAIMS
from benchmarks.generator import READER, generate
from tests.answers.answer_samples import acts, told
from tests.places import Place

STORY = list(generate(240, 3, seed=5))
DAYS = sorted({report.published for report, _ in STORY})
WORDS = {"by": "Ada", "when": "2024-01-01", "why": "looked at"}
NAMES = [CLAIMS, *map(of_kind, ("statement", "talks", "rule")), *(of_actor(actor) for actor in ("nato", "FIN", "TUR", "POL", "XXX"))]


@pytest.fixture(autouse=True)
def every_record_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LARGE", 0)


def _lists(record: Record, day: str) -> tuple[Lists, Lists]:
    """From the mentions, and from all that is held."""
    return OfMentions(record, clocks(record, day, day)), OfHeld(Held.of(record, dates.day(day)))


def _check(record: Record, days: list[str]) -> None:
    """Every list of the mentions, whole and in pages, is that of the whole record."""
    for day in days:
        found, whole = _lists(record, day)
        held = whole.claims(CLAIMS, 0, 10_000)
        actors = {actor for claim, _ in held.items for actor in (*claim.by, *claim.of)}
        voices = {claim.speaker.for_ for claim, _ in held.items if claim.speaker and claim.speaker.for_}
        persons = {person(claim.speaker) for claim, _ in held.items if claim.speaker}
        asked = [*NAMES, *map(of_actor, sorted(actors)), *map(of_voice, sorted(voices)), *map(of_person, sorted(persons)), of_actor("TUR", "statement")]
        for name in asked:
            for newest in (False, True):
                every = whole.claims(name, 0, 10_000, newest=newest)
                assert found.claims(name, 0, 10_000, newest=newest) == every, (day, name)
                assert found.claims(name, 3, 4, newest=newest) == Listed(every.items[3:7], every.of), (day, name)
        assert found.reports(0, 10_000) == whole.reports(0, 10_000)
        assert found.reports(2, 5) == whole.reports(2, 5)
        for sort in ("kind", "actor", "voice", "post"):
            assert found.named(sort) == whole.named(sort)
            assert found.counts(sort) == whole.counts(sort)
        for report, _ in whole.reports(0, 3).items:
            assert found.of_report(report.id) == whole.of_report(report.id)


def _take(record: Record, what: str, number: int) -> None:
    """One thing that may come into a record; reports come in any order of their days."""
    report, claims = STORY[number % len(STORY)]
    if what == "report":
        record.add_reading(report, claims, READER)
    elif record.holds(report.id):
        _rule(record, what, report, claims)


def _rule(record: Record, what: str, report: Report, claims: list[Claim]) -> None:
    spoken = next((claim.speaker for claim in claims if claim.speaker), None)
    if what == "reread":
        record.add_rereading(report, claims[1:], "rules 2")
    elif what == "reject":
        record.add_ruling(Ruling(action="reject", claims=(claims[0].id, claims[-1].id), **WORDS))
    elif what == "correct":
        first = claims[0]
        new = Claim(report=first.report, kind="rule", evidence=first.evidence, quote=first.quote, by=("XXX",), corrects=first.id)
        record.add_ruling(Ruling(action="correct", claims=(first.id,), corrected=new, **WORDS))
    elif what == "rename" and spoken and spoken.name:
        record.add_ruling(ActorMerge(name=spoken.name, into=f"Eve {spoken.name[0]}", **WORDS))
    elif what == "rename again":
        record.add_ruling(ActorMerge(name=f"Eve {spoken.name[0]}" if spoken and spoken.name else "Nobody", into="Zoe", **WORDS))
    elif what == "undo":
        decided = [*record.rulings(), *record.actor_merges()]
        for one in decided[-1:]:
            record.add_ruling(Ruling(action="undo", undoes=one.id, **WORDS))


steps = st.tuples(st.sampled_from(["report", "reread", "reject", "correct", "rename", "rename again", "undo"]), st.integers(0, len(STORY) - 1))


@settings(max_examples=12, deadline=None)
@given(taken=st.lists(steps, min_size=4, max_size=25), at=st.integers(1, 8), chance=st.randoms(use_true_random=False))
def test_lists_are_those_of_the_whole_record_after_any_steps(tmp_path_factory: pytest.TempPathFactory, taken: list[tuple[str, int]], at: int, chance: random.Random) -> None:
    with Record.open(tmp_path_factory.mktemp("lists") / "a.db") as record:
        for report, claims in chance.sample(STORY, 8):
            record.add_reading(report, claims, READER)
        for place, (what, number) in enumerate(taken):
            _take(record, what, number)
            if place % at == 0:
                traced(record)
        traced(record)
        _check(record, [DAYS[0], chance.choice(DAYS), record.newest() or ""])


def test_lists_of_the_example_with_its_rulings(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in many small batches; the other tests count in one."""
    monkeypatch.setattr(mentions, "BATCH", 7)
    with Record.open(place.location) as record:
        for report, claims in told():
            record.add_reading(report, claims, "keys 1")
        for act in acts():
            record.add_act(act)
        traced(record)
        before = [claim for one in told() for claim in one.claims]
        record.add_ruling(Ruling(action="reject", claims=tuple(sorted(claim.id for claim in before[::9])), **WORDS))
        speakers = sorted({claim.speaker.name for claim in before if claim.speaker and claim.speaker.name})
        for one, other in list(pairwise(speakers))[::5]:
            record.add_ruling(ActorMerge(name=one, into=other, **WORDS))
        traced(record)
        days = sorted({one.report.published for one in told()})
        _check(record, [days[0], days[len(days) // 2], days[-1]])


def test_what_is_kept_is_what_would_be_counted_anew(tmp_path: Path) -> None:
    """Nothing of an earlier state is left: tallies and mentions are those of a record that is counted once."""
    with Record.open(tmp_path / "a.db") as grown:
        for number, (report, claims) in enumerate(STORY):
            grown.add_reading(report, claims, READER)
            if number % 3 == 0:
                _rule(grown, ("reread", "reject", "correct", "rename", "undo")[number // 3 % 5], report, claims)
                traced(grown)
        traced(grown)
        kept = _kept(grown)
        with grown._writing() as connection:
            connection.execute(mentions.delete(mentions.mentions_covered))
        traced(grown)
        assert _kept(grown) == kept and len(kept) > 100


def _kept(record: Record) -> list[tuple[object, ...]]:
    with record._reading() as connection:
        names = {row.number: (row.sort, row.name, row.more) for row in connection.execute(mentions.select(mentions.mentioned))}
        rows = [tuple(row) for table in (mentions.mention, mentions.tally) for row in connection.execute(mentions.select(table)) if row.claims]
    return sorted((names[name], *rest) for name, *rest in rows)


def test_pages_join_to_the_whole(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        record.add_readings(STORY, READER)
        traced(record)
        found, _ = _lists(record, DAYS[-1])
        for newest in (False, True):
            whole = found.claims(CLAIMS, 0, 1_000, newest=newest)
            pages = [found.claims(CLAIMS, first, 7, newest=newest) for first in range(0, whole.of + 7, 7)]
            assert tuple(item for page in pages for item in page.items) == whole.items and len(whole.items) == whole.of
        reports = found.reports(0, 1_000)
        assert tuple(item for first in range(0, reports.of + 5, 5) for item in found.reports(first, 5).items) == reports.items


def test_a_report_that_is_not_there_or_not_yet_is_not_found(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        record.add_readings(STORY, READER)
        traced(record)
        newest = max((report for report, _ in STORY), key=lambda one: one.published)
        for lists in _lists(record, DAYS[0]):
            for beginning in ("ffff", newest.id, ""):
                with pytest.raises(NotFound):
                    lists.of_report(beginning)


@pytest.mark.parametrize(("speaker", "wanted"), [
    (Speaker(name="Jens Stoltenberg", for_="nato"), "jens-stoltenberg"), (Speaker(name="Stoltenberg", for_="nato"), "jens-stoltenberg"),
    (Speaker(name="Stoltenberg", for_="NOR"), "jens-stoltenberg"), (Speaker(name="Stoltenberg", for_="CAN"), "stoltenberg"),
    (Speaker(name="Mevlüt Çavuşoğlu", for_="TUR"), "mevlut-cavusoglu"), (Speaker(name="MEVLUT  CAVUSOGLU"), "mevlut-cavusoglu"),
    (Speaker(office="negotiator", for_="TUR"), ""), (Speaker(name="Анна Эк"), "анна-эк"), (Speaker(name="<b>?"), "b"), (Speaker(name="?!"), ""),
])  # fmt: skip
def test_a_person_has_one_id(speaker: Speaker, wanted: str) -> None:
    assert person(speaker) == wanted


def test_the_same_name_in_two_ways_has_one_slug() -> None:
    assert slug("Çavuşoğlu") == slug("CAVUSOGLU") == "cavusoglu" and slug("a/../b?c#d") == "a-b-c-d"

