"""Small worlds of claims, written as tables that can be read.

    2022-05-18 Fjord Wire | application | by FIN SWE | to nato | time 2022-05-18 | happened | Finland and Sweden applied

A line is one claim: the day and outlet of its report, its kind, its facts, its words. Lines of one day and outlet are
one report. A modality stands alone. `speaker NAME, OFFICE, ACTOR` gives a speaker; `event NAME` makes lines of one
name one event; any other line is an event of its own. All outlets are invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, get_args

import msgspec

from accede.errors import NotFound
from accede.knowledge import Form, Membership
from accede.model import ROLES, Act, Claim, Event, Modality, Passage, Report, Speaker, make_claim
from accede.process import find_processes, status
from accede.process.model import Process, Status

NAMES = {
    "FIN": "Finland", "SWE": "Sweden", "TUR": "Turkey", "HUN": "Hungary", "NOR": "Norway", "DNK": "Denmark",
    "MKD": "North Macedonia", "GRC": "Greece", "nato": "NATO", "eu": "European Union", "bbnj": "High Seas Treaty",
}  # fmt: skip
GROUPS = {"pkk": "PKK"}
NATO = ("DNK", "HUN", "NOR", "TUR")  # a small alliance is enough
WHOLE = ("round", "min_hours", "members")
MODALITIES = get_args(Modality)
SCALARS = ("time", "place", "modality", "rating", "stage", "votes", "threshold", *WHOLE)


class SmallKnowledge:
    """Four allies; Finland joins them on 4 April 2023, Sweden on 7 March 2024."""

    def name_of(self, id: str) -> str:
        return NAMES.get(id, id)

    def is_state(self, id: str) -> bool:
        return len(id) == 3 and id.isupper()

    def members_on(self, organisation: str, day: date) -> tuple[str, ...]:
        if organisation not in ("nato", "eu", "wto"):
            raise NotFound(f"no organisation {organisation!r}")
        joined = {"FIN": date(2023, 4, 4), "SWE": date(2024, 3, 7)} if organisation == "nato" else {}
        members = [] if organisation == "wto" else [*NATO, *(state for state in joined if joined[state] <= day)]
        return tuple(sorted(members))

    def memberships(self, organisation: str) -> tuple[Membership, ...]:
        days = {state: date(1949, 4, 4) for state in NATO} | {"FIN": date(2023, 4, 4), "SWE": date(2024, 3, 7)}
        held = days if organisation == "nato" else {}
        return tuple(Membership(organisation=organisation, state=state, first=day, source="ours") for state, day in held.items())

    def state_at(self, id: str, day: date) -> str:
        return id

    def began(self, id: str) -> date:
        return date.min

    def began_later(self) -> dict[str, int]:
        return {}

    def spoken_for_by(self, id: str, day: date) -> str:
        return ""

    def surface_forms(self) -> Iterator[Form]:
        for id, name in NAMES.items():
            yield Form(name, id, "state" if id.isupper() else "organisation", False)
        for id, name in GROUPS.items():
            yield Form(name, id, "group", False)


KNOWLEDGE = SmallKnowledge()


class ListedKnowledge(SmallKnowledge):
    """Members by rows as "league AUT 1990-01-01 1999-12-31"; the last day is the first on which it was none."""

    def __init__(self, *rows: str) -> None:
        self._held = [self._row(*row.split()) for row in rows]

    @staticmethod
    def _row(organisation: str, state: str, first: str, after: str = "") -> Membership:
        last = date.fromisoformat(after) if after else None
        return Membership(organisation=organisation, state=state, first=date.fromisoformat(first), after=last, source="ours")

    def members_on(self, organisation: str, day: date) -> tuple[str, ...]:
        return tuple(sorted({one.state for one in self.memberships(organisation) if one.holds(day)}))

    def memberships(self, organisation: str) -> tuple[Membership, ...]:
        return tuple(one for one in self._held if one.organisation == organisation)


class World(msgspec.Struct):
    """What a record would hold."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]

    def processes(self) -> tuple[Process, ...]:
        return find_processes(self.events, KNOWLEDGE, self.claims)

    def status(self, valid: str, known: str = "", acts: Iterable[Act] = (), **options: dict[str, str]) -> Status:
        """The status of the only process."""
        (process,) = self.processes()
        days = date.fromisoformat(valid), date.fromisoformat(known or valid)
        return status(
            process, self.events, self.claims, self.reports, acts, KNOWLEDGE, valid=days[0], known=days[1],
            origins=options.get("origins"),
        )  # fmt: skip


def world(table: str) -> World:
    """The world of a table."""
    rows = [_row(line) for line in table.strip().splitlines() if line.strip()]
    texts: dict[tuple[str, str], str] = {}
    for row in rows:
        texts[row.report] = texts.get(row.report, "") + row.words + ". "
    reports = {key: Report(name=key[1], text=text, published=key[0], outlet=key[1]) for key, text in texts.items()}
    groups: dict[str, list[Claim]] = {}
    for number, row in enumerate(rows):
        start = reports[row.report].text.index(row.words)
        claim = make_claim(
            reports[row.report], row.kind, (Passage(start, start + len(row.words)),), **row.facts  # type: ignore[arg-type]
        )  # fmt: skip
        groups.setdefault(row.event or str(number), []).append(claim)
    published = {report.id: report.published for report in reports.values()}
    return World(
        reports=tuple(reports.values()),
        claims=tuple(claim for group in groups.values() for claim in group),
        events=tuple(_event(group, published) for group in groups.values()),
    )


class _Row(msgspec.Struct):
    report: tuple[str, str]
    kind: str
    words: str
    facts: dict[str, object]
    event: str


def _row(line: str) -> _Row:
    head, kind, *cells, words = (cell.strip() for cell in line.split("|"))
    published, _, outlet = head.partition(" ")
    facts: dict[str, object] = {}
    event = ""
    for cell in cells:
        key, _, value = cell.partition(" ")
        if key in ROLES:
            facts[key] = tuple(sorted(value.split()))
        elif key == "speaker":
            name, office, actor = ([part.strip() or None for part in value.split(",")] + [None, None])[:3]
            facts[key] = Speaker(name=name, office=office, for_=actor)
        elif key in MODALITIES:
            facts["modality"] = key
        elif key == "event":
            event = value
        else:
            assert key in SCALARS, key
            facts[key] = int(value) if key in WHOLE else value
    return _Row((published, outlet), kind, words, facts, event)


def _event(claims: list[Claim], published: dict[str, str]) -> Event:
    """One event of claims: every actor that any names, and the first value that any gives."""
    roles: dict[str, Any] = {
        role: tuple(sorted({a for claim in claims for a in getattr(claim, role)})) for role in ROLES
    }
    scalars: dict[str, Any] = {
        field: next((getattr(claim, field) for claim in claims if getattr(claim, field) is not None), None)
        for field in SCALARS
    }
    return Event(
        kind=claims[0].kind,
        claims=tuple(sorted(claim.id for claim in claims)),
        bound=min(published[claim.report] for claim in claims),
        **roles,
        **scalars,
    )
