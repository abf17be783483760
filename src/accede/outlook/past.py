"""Past processes: rounds of accession with the consents, troubles and expectations of their time, and treaties.

The tables in `data/` are facts with sources. A round is what was signed on one day for one target, whoever the candidates were:
the ten treaties of accession of 2003 are one round, since their consents are the same acts.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from accede.dates import parse
from accede.errors import KnowledgeError
from accede.outlook.model import Expected, Fixture, Score, Trouble
from accede.process.force import force
from accede.process.history import corrected, shipped_parties
from accede.process.instrument import Decision, Instrument, load_instruments
from accede.process.roll import Consented, Roll, TreatyTable, roll
from accede.process.rules import Known

OWN_FOLDER = Path(__file__).parent / "data"
TREATY = "treaty"
T = TypeVar("T")
# A treaty that is not in force is looked at until this day, the last on which the tables of parties were whole; ours.
LOOKED_AT = date(2020, 1, 1)


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """One past round or treaty. completed: None where it was not by `until`, the last day that the tables tell of.

    invited: the day of the invitation, or of the end of negotiations. consents: by member, the day, or the middle of the days between which it must lie. not_before: the day that the treaty set.
    counts: how many had consented by a day, as reports gave it. bounded: of whose consent
    only bounds are known, with the last day that it may have had, on which it was known.
    """

    id: str
    family: str
    opened: date
    completed: date | None
    until: date
    candidate: str = ""
    invited: date | None = None
    consents: dict[str, date]
    signed: dict[str, date] = {}
    deciders: tuple[str, ...] = ()
    decision: Decision | None = None
    not_before: date | None = None
    troubles: tuple[tuple[Trouble, date | None], ...] = ()
    expected: tuple[Expected, ...] = ()
    fixtures: tuple[tuple[date, Fixture], ...] = ()
    counts: tuple[tuple[date, int], ...] = ()
    bounded: dict[str, date] = {}

    def consented(self, today: date) -> dict[str, date]:
        """Who was known to have consented by a day, and when."""
        return {member: day for member, day in self.consents.items() if max(day, self.bounded.get(member, day)) <= today}

    @property
    def last_exact(self) -> date | None:
        """The day of the last consent, where it was found and is not the middle of bounds."""
        last = max(self.consents, key=lambda member: self.consents[member], default="")
        return self.consents[last] if last and last not in self.bounded else None

    @property
    def kind(self) -> str:
        """ "accession" or "treaty"."""
        return TREATY if self.family == TREATY else "accession"

    def days(self) -> int:
        """From opening to completion, or to the end of what is known."""
        return ((self.completed or self.until) - self.opened).days


def as_of(past: Iterable[Past], today: date) -> tuple[Past, ...]:
    """What was known of past processes on a day: those opened before it, none of them completed or consented to later."""
    return tuple(_until(one, today) for one in past if one.opened < today)


def _until(one: Past, today: date) -> Past:
    if one.completed is not None and one.completed <= today:
        return one
    return msgspec.structs.replace(
        one, completed=None, until=min(one.until, today), consents=one.consented(today),
        signed={state: day for state, day in one.signed.items() if day <= today},
        expected=tuple(told for told in one.expected if told.said <= today),
    )  # fmt: skip


@cache
def rounds(folder: Path = OWN_FOLDER) -> tuple[Past, ...]:
    """The rounds of accession of the tables, by opening day and id. Raises KnowledgeError naming file, line and remedy."""
    consents, troubles = _by_round(folder / "consents.csv", _consent), _by_round(folder / "troubles.csv", _trouble)
    expected, fixtures = _by_round(folder / "expectations.csv", _expected), _by_round(folder / "fixtures.csv", _fixture)
    counts = _by_round(folder / "counts.csv", lambda one: (date.fromisoformat(one["day"]), int(one["number"])))
    found = []
    for where, row in _rows(folder / "rounds.csv"):
        with _placed(where):
            opened, completed = date.fromisoformat(row["opened"]), _day(row["completed"])
            until = completed or date.fromisoformat(row["until"])
            instrument, candidate = load_instruments().get(row["target"]), row["candidates"].split("|")[0]
            members = consents.get(row["round"], ())
            bounded = {one.member: one.latest for one in members if one.latest is not None}
            found.append(Past(
                id=row["round"], family=TREATY if instrument and instrument.own_entry else row["target"], candidate=candidate,
                invited=_day(row.get("invited", "")),
                opened=opened, completed=completed, until=until, consents={one.member: one.day for one in members if one.day is not None},
                deciders=tuple(sorted(one.member for one in members)), bounded=bounded, not_before=_day(row["not_before"]),
                decision=instrument.counted(candidate) if instrument else None,
                troubles=tuple(troubles.get(row["round"], ())), expected=tuple(sorted(expected.get(row["round"], ()))),
                fixtures=tuple(fixtures.get(row["round"], ())), counts=tuple(counts.get(row["round"], ())),
            ))  # fmt: skip
    return tuple(sorted(found, key=lambda past: (past.opened, past.id)))


def treaties(known: Known) -> tuple[Past, ...]:
    """The treaties whose parties ship and whose rule counts consents, by day of adoption and id.

    The errors of the tables that the instruments' files name are mended. A treaty whose consents even so do not give the recorded
    day is left out: some of its consents are wrong, and it would teach what is not so.
    """
    found = []
    for table in shipped_parties():
        past = _treaty(load_instruments()[table.id], table, known)
        if past is not None:
            found.append(past)
    return tuple(sorted(found, key=lambda past: (past.opened, past.id)))


def _treaty(instrument: Instrument, table: TreatyTable, known: Known) -> Past | None:
    decision, opened, completed = instrument.counted(""), instrument.adopted, instrument.recorded.in_force
    if decision is None or opened is None or not instrument.own_entry:
        return None
    rows = corrected(instrument, table.rows)
    names = roll(rows, known, opened, decision.signature_binds)
    if force(decision.rule, names, known, delay=decision.delay, not_before=decision.not_before).since != completed:
        return None
    return Past(
        id=instrument.id, family=TREATY, opened=opened, completed=completed, until=completed or LOOKED_AT, decision=decision,
        consents=_firsts(names), signed=_signed(rows, known), not_before=decision.not_before,
    )  # fmt: skip


def _firsts(names: Roll) -> dict[str, date]:
    return {actor: date.fromordinal(spans[0][0]) for actor, spans in names.spans.items()}


def _signed(rows: Iterable[Consented], known: Known) -> dict[str, date]:
    return {known.state_at(row.state, row.signed): row.signed for row in rows if row.signed}


@cache
def scores(folder: Path = OWN_FOLDER) -> tuple[Score, ...]:
    """The scores that the last backtest wrote (`benchmarks/outlook.py`)."""
    return tuple(
        Score(kind=row["kind"], way=row["way"], on=row["on"], rounds=int(row["rounds"]), questions=int(row["questions"]), brier=float(row["brier"]))
        for _, row in _rows(folder / "scores.csv")
    )  # fmt: skip


# Rows


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    try:
        lines = [(number, line) for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(keepends=True), 1) if line[0] != "#"]
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name}: cannot be read: {error}", "restore the file") from error
    reader = csv.DictReader(line for _, line in lines)
    for row in reader:
        where = f"{path.name}, line {lines[reader.line_num - 1][0]}"
        if None in row or None in row.values():
            raise KnowledgeError(f"{where}: not as many cells as columns", "fill every column of the first line, with nothing between two commas where nothing is known")
        yield where, row


def _by_round(path: Path, read: Callable[[Mapping[str, str]], T]) -> dict[str, list[T]]:
    held: dict[str, list[T]] = {}
    for where, row in _rows(path):
        with _placed(where):
            held.setdefault(row["round"], []).append(read(row))
    return held


class _placed:
    """Says in which line a value is wrong."""

    def __init__(self, where: str) -> None:
        self._where = where

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (ValueError, KeyError)):
            raise KnowledgeError(f"{self._where}: {error}", "give days as 2022-07-05 and every column of the first line") from error


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _last(text: str) -> date:
    """The last day of a date as EDTF."""
    after = parse(text).after
    if after is None:
        raise ValueError(f"{text!r} has no end")
    return after - timedelta(days=1)


class _Consent(NamedTuple):
    member: str
    day: date | None
    latest: date | None


def _consent(row: Mapping[str, str]) -> _Consent:
    """latest: the last day that it may have had, where only bounds are known."""
    return _Consent(row["member"], _middle(row), _last(row["not_after"]) if not row["day"] and row["not_after"] else None)


def _middle(row: Mapping[str, str]) -> date | None:
    """The day of a consent, or the middle of its bounds; None where only is known that it came later."""
    if row["day"]:
        return _last(row["day"])
    first, last = _day(row["not_before"]), _day(row["not_after"])
    return first + (last - first) / 2 if first and last else last


def _trouble(row: Mapping[str, str]) -> tuple[Trouble, date | None]:
    since = parse(row["first"]).first
    if since is None:
        raise ValueError(f"{row['first']!r} has no beginning")
    kind = "objection" if row["kind"] == "objection" else "halt"
    return Trouble(actor=row["actor"], kind=kind, since=since), _last(row["after"]) if row["after"] else None  # type: ignore[arg-type]


def _fixture(row: Mapping[str, str]) -> tuple[date, Fixture]:
    """Since when it was known, and what it is."""
    return _last(row["known"]), Fixture(day=_last(row["day"]), name=row["name"])


def _expected(row: Mapping[str, str]) -> Expected:
    return Expected(said=_last(row["said"]), until=_last(row["expects"]), speaker=row["speaker"], firm=row["firm"] == "yes")
