"""All knowledge in one value: who there is, by which names, and who was what when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import msgspec

from accede.errors import KnowledgeError, NotFound
from accede.knowledge.checks import check
from accede.knowledge.folding import fold
from accede.knowledge.tables import read_table
from accede.knowledge.values import (
    Form,
    Group,
    Holder,
    Instrument,
    Membership,
    Office,
    Organisation,
    Place,
    Region,
    Row,
    State,
    Succession,
)  # fmt: skip

OWN_FOLDER = Path(__file__).parent / "data"
# A chain of predecessors (SRB, SCG, YUG) is never longer; a table with a circle must not hang.
MOST_PREDECESSORS = 8

R = TypeVar("R", bound=Row)


class Knowledge(msgspec.Struct, frozen=True, eq=False, dict=True):
    """What Accede knows beforehand. The mappings are sorted by id and cannot be changed."""

    states: Mapping[str, State]
    organisations: Mapping[str, Organisation]
    instruments: Mapping[str, Instrument]
    groups: Mapping[str, Group]
    regions: Mapping[str, Region]
    places: Mapping[str, Place]
    offices: Mapping[str, Office]
    successions: Mapping[str, Succession]
    all_holders: tuple[Holder, ...]
    by_name: Mapping[str, tuple[Holder, ...]]

    def is_state(self, id: str) -> bool:
        """True for the id of a state."""
        return id in self.states

    def name_of(self, id: str) -> str:
        """The name to show for a state, organisation, instrument, group or region; an unknown id as it stands."""
        for table in (self.states, self.organisations, self.instruments, self.groups, self.regions):
            if id in table:
                return table[id].name
        return id

    def members_on(self, organisation: str, day: datetime.date) -> tuple[str, ...]:
        """Ids of the states that were members on `day`, sorted; a state is one from its first day, half-open.

        Raises NotFound for an unknown organisation; empty where no dated list is kept.
        """
        if organisation not in self.organisations:
            raise NotFound(f"no organisation {organisation!r}", "see organisations.csv for the ids")
        return tuple(sorted({m.state for m in self.organisations[organisation].members if m.holds(day)}))

    def memberships(self, organisation: str) -> tuple[Membership, ...]:
        """Who was a member of it from when until when, sorted by first day; empty for one that is unknown or has no list."""
        found = self.organisations.get(organisation)
        return found.members if found else ()

    def state_at(self, id: str, day: datetime.date) -> str:
        """The state that consented on `day`, where the named one began later: its predecessor, or that one's; else itself."""
        for _ in range(MOST_PREDECESSORS):
            row = self.successions.get(id)
            if row is None or not row.predecessor or (row.kind != "alias" and (row.since is None or row.since <= day)):
                return id
            id = row.predecessor
        return id

    def began(self, id: str) -> datetime.date:
        """The first day on which a state could consent in its own name; the first day of all where it always could."""
        row = self.successions.get(id)
        if row and row.kind == "alias":
            return datetime.date.max
        return row.since if row and row.since else datetime.date.min

    def began_later(self) -> Mapping[str, int]:
        """By state that was not always one, the ordinal of the day from which its consents are surely its own.

        That is its beginning, or the day until which another could still speak for it; the last day of all for an alias.
        """
        return self._began_later

    @cached_property
    def _began_later(self) -> Mapping[str, int]:
        return {
            id: datetime.date.max.toordinal() if row.kind == "alias" else max((day for day in (row.since, row.spoken_until) if day), default=datetime.date.min).toordinal()
            for id, row in self.successions.items()
            if row.predecessor
        }

    def spoken_for_by(self, id: str, day: datetime.date) -> str:
        """The state that another on `day` still could speak for, though it was a state by then; "" for none."""
        row = self.successions.get(id)
        return row.predecessor if row and row.spoken_until and day < row.spoken_until else ""

    def holders(self, name: str) -> tuple[Holder, ...]:
        """Everyone known by that full name, spelling or surname, compared folded; sorted by since, name, office."""
        return self.by_name.get(fold(name), ())

    def surface_forms(self) -> Iterator[Form]:
        """Every form of every thing with its id and category, in the order of categories and ids.

        A form may come several times: once for each thing that it can mean.
        """
        tables: tuple[Mapping[str, State | Organisation | Instrument | Group | Region | Place | Office], ...] = (
            self.states, self.organisations, self.instruments, self.groups, self.regions, self.places,
            self.offices,
        )  # fmt: skip
        for table in tables:
            for entry in table.values():
                yield from entry.forms()


@cache
def load(folder: Path | None = None) -> Knowledge:
    """The knowledge that ships with Accede, with that of `folder` on top; read once for each folder.

    folder: holds any of the files that the package has, in the same form. A row whose id the package has replaces
        that row; others are added. Rows of memberships.csv and holders.csv are always added.
    Raises KnowledgeError naming file, line and remedy.
    """
    folders = [OWN_FOLDER] if folder is None else [OWN_FOLDER, folder]
    if not folders[-1].is_dir():
        raise KnowledgeError(f"no folder {folders[-1]}", "name an existing folder")
    memberships = tuple(row for _, row in _rows(folders, "memberships.csv", Membership))
    holders = tuple(sorted((row for _, row in _rows(folders, "holders.csv", Holder)), key=_by_time))
    organisations = _table(folders, "organisations.csv", Organisation)
    knowledge = Knowledge(
        states=_table(folders, "states.csv", State),
        organisations=MappingProxyType({id: _with_members(entry, memberships) for id, entry in organisations.items()}),
        instruments=_table(folders, "instruments.csv", Instrument),
        groups=_table(folders, "groups.csv", Group),
        regions=_table(folders, "regions.csv", Region),
        places=_table(folders, "places.csv", Place),
        offices=_table(folders, "offices.csv", Office),
        successions=MappingProxyType({row.state: row for _, row in _rows(folders, "successions.csv", Succession)}),
        all_holders=holders,
        by_name=_by_name(holders),
    )
    check(knowledge, memberships)
    return knowledge


def _rows(folders: list[Path], file: str, kind: type[R]) -> Iterator[tuple[Path, R]]:
    for folder in folders:
        if (folder / file).exists():
            for _, row in read_table(folder / file, kind):
                yield folder, row


def _table(folders: list[Path], file: str, kind: type[R]) -> Mapping[str, R]:
    table: dict[str, tuple[Path, R]] = {}
    for folder, row in _rows(folders, file, kind):
        id: str = row.id  # type: ignore[attr-defined]
        if id in table and table[id][0] == folder:
            raise KnowledgeError(f"{file}: {id!r} stands there twice", "keep one row for each id")
        table[id] = folder, row
    return MappingProxyType({id: table[id][1] for id in sorted(table)})


def _with_members(organisation: Organisation, memberships: tuple[Membership, ...]) -> Organisation:
    members = sorted((m for m in memberships if m.organisation == organisation.id), key=lambda m: (m.first, m.state))
    return msgspec.structs.replace(organisation, members=tuple(members))


def _by_time(holder: Holder) -> tuple[datetime.date, str, str]:
    return holder.first or datetime.date.min, holder.name, holder.office


def _by_name(holders: tuple[Holder, ...]) -> Mapping[str, tuple[Holder, ...]]:
    found: dict[str, dict[Holder, None]] = {}
    for holder in holders:
        for key in holder.known_as():
            found.setdefault(fold(key), {})[holder] = None
    return MappingProxyType({key: tuple(found[key]) for key in sorted(found)})
