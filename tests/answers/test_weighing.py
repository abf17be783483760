"""What hangs on a claim is worked out from lines that are prepared once; it is what whole statuses tell."""

from __future__ import annotations

import random

import msgspec
import pytest

from accede import dates
from accede.answers import Clocks, Held
from accede.answers.review import Effect, Item, Weighing, review
from accede.knowledge import load
from accede.model import Mark, Ruling
from accede.process import changes, status
from accede.process.model import Process, Status
from tests.answers.answer_samples import Shelf, acts, rulings, told

WHEN = Clocks(valid="2024-04-01", known="2024-04-01", newest="2024-04-01")
TOLD = ("stage", "consent", "objection", "tally")


def shelf(seed: int) -> Shelf:
    """The example for 0, else some of its reports, and for odd numbers some acts and rulings on them."""
    if not seed:
        return Shelf(told(), acts())
    chance = random.Random(seed)
    some = chance.sample(told(), 30)
    ids = {claim.id for one in some for claim in one.claims}
    ruled = [one for one in rulings() if ids.issuperset((*one.claims, *one.apart))]
    return Shelf(some, chance.sample(acts(), 20) if seed % 2 else (), ruled if seed % 2 else ())


def whole(held: Held, process: Process, without: frozenset[str] = frozenset(), accepted: frozenset[str] = frozenset()) -> Status:
    judged = (Mark(when="", by="", action="accept", ruling=""),)
    return status(
        process, held.events.values(), (claim for id, claim in held.claims.items() if id not in without), held.reports.values(),
        held.acts.values(), load(), valid=dates.day(WHEN.valid), known=WHEN.known_day, origins=held.origins,
        marks={**held.marks, **{id: (*held.marks.get(id, ()), *judged) for id in accepted}},
    )  # fmt: skip


def by_statuses(held: Held, process: Process, **otherwise: frozenset[str]) -> set[Effect]:
    pairs = changes(whole(held, process), whole(held, process, **otherwise))
    return {Effect(process.id, one.what, one.subject, one.before, one.after) for one in pairs if one.what in TOLD}


@pytest.mark.parametrize("seed", range(4))
def test_what_would_be_otherwise_is_what_two_whole_statuses_tell(seed: int) -> None:
    held = Held.of(shelf(seed), WHEN.known_day)
    weighed = [item for item in review(held, WHEN) if item.sort in ("doubtful", "decisive")]
    assert weighed
    (process,) = [one for one in held.processes() if one.id == weighed[0].effects[0].process]
    for item in weighed:
        otherwise = "accepted" if item.sort == "doubtful" else "without"
        assert set(item.effects) == by_statuses(held, process, **{otherwise: frozenset(item.claims)}), item


@pytest.mark.parametrize("seed", (2, 3))
def test_no_doubtful_entry_on_which_anything_hangs_is_left_out(seed: int) -> None:
    held = Held.of(shelf(seed), WHEN.known_day)
    listed = {item.claims for item in review(held, WHEN) if item.sort == "doubtful"}
    for process in held.processes():
        for doubt in whole(held, process).doubtful:
            claims = tuple(source.claim for source in doubt.sources if source.claim)
            assert (claims in listed) == bool(by_statuses(held, process, accepted=frozenset(claims))), doubt


def found(weighing: Weighing) -> list[Item]:
    while weighing.step():
        pass
    return [one.item for one in weighing.found]


def test_a_process_that_is_as_it_was_is_not_weighed_again() -> None:
    held = Held.of(shelf(0), WHEN.known_day)
    first = Weighing(held, WHEN)
    told = found(first)
    assert first.done == first.of > 0
    again = Weighing(held, WHEN, earlier=first)
    assert found(again) == told and again.of == 0


def test_a_process_that_a_ruling_changed_is_weighed_again() -> None:
    record = shelf(0)
    held = Held.of(record, WHEN.known_day)
    first = Weighing(held, WHEN)
    item = next(item for item in found(first) if item.sort == "decisive")
    rejected = Ruling(action="reject", claims=tuple(sorted(item.claims)), by="a desk", when="2024-04-01", why="looked at")
    after = Held.of(Shelf(told(), acts(), [rejected]), WHEN.known_day)
    again = Weighing(after, WHEN, earlier=first)
    assert found(again) == review(after, WHEN) != found(first)
    assert again.of > 0


def test_steps_tell_how_far_it_is_and_what_was_found() -> None:
    weighing = Weighing(Held.of(shelf(2), WHEN.known_day), WHEN)
    assert weighing.step() and not weighing.done
    at_once = {one.item.sort for one in weighing.found}
    assert at_once <= {"ruling", "conflict", "name"}
    seen = []
    while weighing.step():
        seen.append((weighing.done, weighing.of))
    assert seen == sorted(seen) and seen[-1][0] == seen[-1][1]


def test_the_kept_form_of_what_was_found_gives_the_same_order() -> None:
    weighing = Weighing(Held.of(shelf(3), WHEN.known_day), WHEN)
    items = found(weighing)
    kept = [msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=type(one)) for one in weighing.found]
    assert [one.item for one in sorted(kept, key=lambda one: one.urgency)] == items
