"""What must hold between the rows; each row by itself was checked when it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accede.errors import KnowledgeError
from accede.knowledge.folding import fold
from accede.knowledge.values import Membership

if TYPE_CHECKING:
    from accede.knowledge.base import Knowledge


def check(knowledge: Knowledge, memberships: tuple[Membership, ...]) -> None:
    """Raise KnowledgeError for the first thing that does not hold; each check below says what must."""
    _actors_are_distinct(knowledge)
    _no_plain_form_of_two_states(knowledge)
    _references_exist(knowledge, memberships)
    _memberships_do_not_overlap(memberships)


def _actors_are_distinct(knowledge: Knowledge) -> None:
    """One id means one actor, whatever file it is in."""
    seen: dict[str, str] = {}
    for table in ("states", "organisations", "instruments", "groups", "regions"):
        for id in getattr(knowledge, table):
            if id in seen:
                raise KnowledgeError(f"{table}.csv: {id!r} is also an id of {seen[id]}.csv", "rename one of them")
            seen[id] = table


def _no_plain_form_of_two_states(knowledge: Knowledge) -> None:
    """A form that can mean two states is marked with "?" in the rows of both."""
    owner: dict[str, str] = {}
    for state in knowledge.states.values():
        for form in state.forms():
            key = fold(form.text)
            if not form.ambiguous and owner.setdefault(key, state.id) != state.id:
                raise KnowledgeError(
                    f"states.csv: {form.text!r} is a form of {owner[key]} and of {state.id}",
                    'end it in "?" in both rows',
                )


def _references_exist(knowledge: Knowledge, memberships: tuple[Membership, ...]) -> None:
    """Every id that a row names is the id of a row."""
    actors = {*knowledge.states, *knowledge.organisations, *knowledge.instruments, *knowledge.groups}
    for one in memberships:
        _known(one.organisation, knowledge.organisations, "memberships.csv")
        _known(one.state, knowledge.states, "memberships.csv")
    for region in knowledge.regions.values():
        for state in region.states:
            _known(state, knowledge.states, f"regions.csv, {region.id}")
    for place in knowledge.places.values():
        _known(place.state or None, knowledge.states, f"places.csv, {place.name}")
    for instrument in knowledge.instruments.values():
        _known(instrument.organisation or None, knowledge.organisations, f"instruments.csv, {instrument.id}")
    for office in knowledge.offices.values():
        _known(office.actor or None, actors, f"offices.csv, {office.id}")
    for holder in knowledge.all_holders:
        _known(holder.actor, actors, f"holders.csv, {holder.name}")
        _known(holder.office, knowledge.offices, f"holders.csv, {holder.name}")


def _known(id: str | None, ids: object, where: str) -> None:
    if id is not None and id not in ids:  # type: ignore[operator]
        raise KnowledgeError(f"{where}: no row has the id {id!r}", "correct it, or add that row first")


def _memberships_do_not_overlap(memberships: tuple[Membership, ...]) -> None:
    """Two memberships of one state in one organisation share no day."""
    last: dict[tuple[str, str], Membership] = {}
    for one in sorted(memberships, key=lambda m: (m.organisation, m.state, m.first)):
        where = f"memberships.csv, {one.organisation}, {one.state}"
        before = last.get((one.organisation, one.state))
        if before and (before.after is None or before.after > one.first):
            raise KnowledgeError(f"{where}: two memberships overlap", "end the earlier one first")
        last[one.organisation, one.state] = one
