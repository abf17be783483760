"""From the status of a process to the question that a forecast answers: nothing that the status does not hold."""

from __future__ import annotations

from datetime import date, timedelta

from accede.dates import parse
from accede.model import Stage
from accede.outlook.model import Expected, Fixture, Question, Trouble
from accede.outlook.past import TREATY
from accede.process.consents import STAGES
from accede.process.instrument import GENERIC, Decision, load_instruments
from accede.process.judging import deciders
from accede.process.model import Consent, Entry, Line, Outlook, Status
from accede.process.rules import Known, Parties

_COMPLETION = ("membership",)


def ask(status: Status, known: Known, candidate: str = "") -> Question:
    """The question on one candidate; the first where none is named, the instrument itself where the process has none."""
    subject = candidate or next(iter(status.process.candidates), "")
    instrument = load_instruments()[status.process.instrument or GENERIC]
    decision = instrument.counted(subject)
    today = min(date.fromisoformat(status.valid), date.fromisoformat(status.known))
    where = Parties(known, today, subject)
    rows = [row for row in status.consents if row.candidate == (subject or status.process.target) and row.decider]
    stage: Stage = decision.counts_from if decision and decision.counts_from else "instrument_deposited"
    return Question(
        family=TREATY if instrument.own_entry else status.process.target, candidate=subject, decision=decision, today=today,
        opened=_opened(status, subject, today), invited=_first_day(status, subject, today, ("invitation",)), electorate=_electorate(decision, where),
        consented={row.member: day for row in rows if (day := _reached(row, stage, today)) is not None},
        begun={row.member: day for row in rows if _reached(row, stage, today) is None and (day := _reached(row, "parliament_approved", today)) is not None},
        outstanding=tuple(row.member for row in rows if row.outstanding or row.planned), told=_told(status, subject), troubles=_troubles(status, subject, today), expected=_expected(status, subject, today),
        fixtures=_fixtures(status, today), completed=_completed(status, subject, today),
    )  # fmt: skip


def _electorate(decision: Decision | None, where: Parties) -> tuple[str, ...]:
    return (deciders(decision.rule, where) or ()) if decision else ()


def _reached(row: Consent, stage: Stage, today: date) -> date | None:
    """The day of that stage or a later one; a stage that no source dates is there by its first publication."""
    reached = [one for one in row.stages if one.stage in STAGES and STAGES.index(one.stage) >= STAGES.index(stage)]
    return min((day for one in reached if (day := _by(one, today)) is not None), default=None)


def _by(line: Line, today: date) -> date | None:
    """The last day that what has happened may have had, today at the latest: "in July", told in mid-July; None where it begins later."""
    first = parse(line.time or line.bound).first if line.time or line.bound else None
    day = _day(line)
    return None if day is None or (first is not None and first > today) else min(day, today)


def _day(line: Line) -> date | None:
    if line.time:
        first, after = parse(line.time).first, parse(line.time).after
        return (after - timedelta(days=1)) if after else first
    return parse(line.bound).first if line.bound else None


def _opened(status: Status, subject: str, today: date) -> date | None:
    """The day of signature or adoption that is told; else the first on which a consent, or a number of them, is told."""
    kinds = ("signature",) if status.process.candidates else ("agreement", "signature")
    told = next(filter(None, (_first_day(status, subject, today, (kind,)) for kind in kinds)), None)
    if told is not None:
        return told
    instrument = load_instruments().get(status.process.instrument)
    if instrument is not None and not status.process.candidates and instrument.adopted and instrument.adopted <= today:
        return instrument.adopted
    return _first_day(status, subject, today, ("ratification",))


def _first_day(status: Status, subject: str, today: date, kinds: tuple[str, ...]) -> date | None:
    """The first day of what of these kinds is told of the candidate as past; without a date, of its first publication."""
    held = (e for e in status.timeline if e.kind in kinds and e.modality in ("happened", None) and (not subject or _is_on(e, subject)))
    dated: list[date] = []
    undated: list[date] = []
    for entry in held:
        day = parse(entry.time).first if entry.time else parse(entry.bound).first if entry.bound else None
        if day is not None and day <= today:
            (dated if entry.time else undated).append(day)
    return min(dated or undated, default=None)


def _is_on(entry: Entry, subject: str) -> bool:
    named = {*entry.of, *entry.by, *entry.parties}
    return subject in named or not named


def _told(status: Status, subject: str) -> int:
    """The largest of the last totals that reports give, where it is not more than the deciders are."""
    tally = next((one for one in status.tallies if one.candidate in (subject, status.process.target)), None)
    if tally is None or not tally.reported:
        return 0
    newest = max(source.published for told in tally.reported for source in told.sources)
    numbers = [int(told.value) for told in tally.reported if told.value.isdigit() and any(s.published == newest for s in told.sources)]
    return max((n for n in numbers if tally.deciders is None or n <= tally.deciders), default=0)


def _troubles(status: Status, subject: str, today: date) -> tuple[Trouble, ...]:
    found = [
        Trouble(actor=one.actor, kind="objection", since=min(_day(one) or today, today))
        for one in status.objections
        if one.state in ("standing", "conditional", "disputed") and subject not in one.overtaken and (not subject or subject in one.candidates)
    ]  # fmt: skip
    for halt in status.halts:
        if halt.resumed is None and subject not in halt.overtaken:
            found += [Trouble(actor=actor, kind="halt", since=min(_day(halt) or today, today)) for actor in halt.by or ("",)]
    return tuple(sorted(set(found)))


def _expected(status: Status, subject: str, today: date) -> tuple[Expected, ...]:
    """What is expected of the membership or entry into force itself, by whom."""
    found = []
    for line in status.outlook:
        if line.kind not in ("expectation", "membership") or not line.time or (until := _last(line)) is None:
            continue
        if _is_about(line, subject):
            said = max((parse(source.published).first or date.min for source in line.sources), default=today)
            found.append(Expected(said=min(said, today), until=until, speaker=line.speaker))
    return tuple(sorted(set(found)))


def _is_about(line: Outlook, subject: str) -> bool:
    named = {*line.by, *line.of, *line.parties}
    return not subject or subject in named or not named


def _last(line: Line) -> date | None:
    after = parse(line.time or "").after
    return after - timedelta(days=1) if after else None


def _fixtures(status: Status, today: date) -> tuple[Fixture, ...]:
    """Dated fixtures that lie ahead, each day once."""
    found: dict[date, Fixture] = {}
    for line in status.outlook:
        if line.kind == "fixture" and line.time and (last := _last(line)) is not None and last >= today:
            found.setdefault(last, Fixture(day=last, name=line.place or "fixture"))
    return tuple(found[day] for day in sorted(found))


def _completed(status: Status, subject: str, today: date) -> date | None:
    days = [
        day for one in status.memberships
        if (not subject or subject in one.members) and one.modality in ("happened", None) and (day := _by(one, today)) is not None
    ]  # fmt: skip
    return min(days, default=None)
