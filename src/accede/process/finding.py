"""Processes found from events: a target, its candidates, and what belongs to them.

An organisation or instrument that someone applies to, is invited to or objected from is a target; those are its
candidates, unless they had been members for long when that was told. What nobody is told to join or ratify is no
target, nor is a deal between parties: its events belong to the process of its parties. Candidates that are told of
together (one application, one invitation, one objection) have one process, unless they applied on different days and
merely stand in one list. The result does not depend on any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations

import msgspec

from accede.dates import parse
from accede.errors import NotFound
from accede.knowledge import fold
from accede.model import Claim, Event
from accede.process.instrument import Instrument, load_instruments, named_alike
from accede.process.model import Process
from accede.process.rules import Known

# The role in which a kind of event names those that accede.
CANDIDATES_IN = {
    "application": "by", "invitation": "of", "objection": "of", "objection_lifted": "of", "ratification": "of",
    "milestone": "of", "membership": "by",
}  # fmt: skip
Fits = Callable[[Event, Process, "_Field", bool], bool]
_BETWEEN_PARTIES = ("talks", "agreement", "commitment")
_JOINING = ("application", "invitation", "signature", "ratification", "membership", "withdrawal", "milestone")
_NEWS = timedelta(days=366)  # a membership older than that when it is told of is background
# One of several processes answers for the whole record where it has so many times the events of all others together;
# and so many times the reports of another make that other, where it has no actors of its own, its remnant.
DOMINANT = 4


def find_processes(events: Iterable[Event], known: Known, claims: Iterable[Claim] = ()) -> tuple[Process, ...]:
    """The processes that the events tell of, sorted by id, each with the ids of its events.

    claims: those of the events; with them an event that names no candidate ("the summit in July") belongs to the
        process that its reports are about. Without them such an event belongs to none.
    Events are placed in passes: those whose roles name target and candidates, those in which a candidate takes part,
    and, twice, those that only stand in a report on the process; each pass shows what the reports are about. An event
    may belong to several processes where it tells of several (a rule of their common target).
    """
    targets = named_alike()
    held = [_to_targets(event, targets) for _, event in sorted({event.id: event for event in events}.items())]
    reports = _reports(held, claims)
    field = _Field(_without_remnants(tuple(sorted(_bare(held, known))), held, reports))
    fitting: dict[str, list[str]] = {}
    about: dict[str, Counter[str]] = {report: Counter() for of_event in reports.values() for report in of_event}
    for fits in (_is_plain, _takes_part, _is_near, _is_near):
        found = {
            event.id: _chosen(event, field, fits, _told(reports[event.id], about))
            for event in held
            if event.id not in fitting
        }
        fitting |= {event: processes for event, processes in found.items() if processes}
        for event_id, processes in found.items():
            for report in reports[event_id]:
                about[report].update(processes)
    placed: dict[str, list[str]] = {process.id: [] for process in field.bare}
    for id in sorted(fitting):
        for process in fitting[id]:
            placed[process].append(id)
    return tuple(msgspec.structs.replace(process, events=tuple(placed[process.id])) for process in field.bare)


class _Field:
    """The processes without their events, and where to look for those that an event may be of: all with all is too much.

    `targets` counts the processes of each target, `rivals` has the candidates for each.
    """

    def __init__(self, bare: tuple[Process, ...]) -> None:
        self.bare = bare
        self.targets = Counter(process.target for process in bare)
        self.rivals: dict[str, set[str]] = {process.target: set() for process in bare}
        self._of: dict[str, set[int]] = {}
        self._places = {process.id: place for place, process in enumerate(bare)}
        for place, process in enumerate(bare):
            self.rivals[process.target].update(process.candidates)
            for actor in (process.target, *process.candidates):
                self._of.setdefault(actor, set()).add(place)

    def near(self, actors: set[str], told: Counter[str]) -> list[Process]:
        """Those whose target or candidate is among the actors, and those that are told of, in their order."""
        places = {place for actor in actors for place in self._of.get(actor, ())}
        return [self.bare[place] for place in sorted(places.union(self._places[id] for id in told))]


def dominant(processes: Iterable[Process]) -> Process | None:
    """The process beside which the others are remnants; None where there is no such one."""
    held = sorted(processes, key=lambda process: (-len(process.events), process.id))
    others = sum(len(process.events) for process in held[1:])
    return held[0] if held and len(held[0].events) >= DOMINANT * others else None


def _to_targets(event: Event, targets: Mapping[str, str]) -> Event:
    """The event with each target under its own id; the event's own id is from its claims, and stays."""
    if targets.keys().isdisjoint(event.to):
        return event
    return msgspec.structs.replace(event, to=tuple(sorted({targets.get(actor, actor) for actor in event.to})))


def _told(reports: tuple[str, ...], about: Mapping[str, Counter[str]]) -> Counter[str]:
    """How many events of each process the reports tell of, as far as they are placed."""
    return sum((about[report] for report in reports), Counter())


def _chosen(event: Event, field: _Field, fits: Fits, told: Counter[str]) -> list[str]:
    """The ids of the processes that fit, of several those with most of its actors, then those its reports tell most of."""
    actors = _actors(event)
    found = [process for process in field.near(actors, told) if fits(event, process, field, told[process.id] > 0)]
    weight = {one.id: (len(actors & {one.target, *one.candidates, *one.objectors}), told[one.id]) for one in found}
    return [id for id in weight if weight[id] == max(weight.values())]


def unplaced(events: Iterable[Event], processes: Iterable[Process]) -> tuple[Event, ...]:
    """The events that belong to no process, sorted by id."""
    placed = {id for process in processes for id in process.events}
    return tuple(sorted((event for event in events if event.id not in placed), key=lambda event: event.id))


def matching(processes: Iterable[Process], text: str, known: Known) -> tuple[Process, ...]:
    """The processes that a user may mean by `text`: an id, or the target's or a candidate's id or name.

    Raises NotFound, naming the ids there are.
    """
    held = sorted(processes)
    exact = tuple(process for process in held if process.id == text.strip().lower())
    if exact:
        return exact
    wanted = fold(text)
    ids = {form.id for form in known.surface_forms() if fold(form.text) == wanted} | {text.upper(), text.lower()}
    found = tuple(process for process in held if ids & {process.target, *process.candidates})
    if not found:
        there = ", ".join(process.id for process in held) or "none yet"
        raise NotFound(f"no process matches {text!r}", f"on record: {there}")
    return found


def targets_of(event: Event, known: Known) -> tuple[str, ...]:
    """What the event is an accession to: its `to`, else the organisation that invites or takes the formal step."""
    if event.to:
        return tuple(target for target in event.to if not known.is_state(target))
    takes = event.by if event.kind in ("invitation", "milestone") else ()
    return tuple(target for target in takes if _members(target, date.max, known) is not None)


def _bare(events: list[Event], known: Known) -> Iterator[Process]:
    """The processes without their events."""
    told: dict[str, list[Event]] = {}
    for event in events:
        for target in targets_of(event, known):
            told.setdefault(target, []).append(event)
    instruments = load_instruments()
    objections = [event for event in events if event.kind == "objection" and event.modality != "denied"]
    for target, held in told.items():
        instrument = instruments.get(target)
        if instrument and _is_settled(instrument, held):
            instrument = None  # who joins a treaty that is in force is a candidate, and no rule is told of here
        if not instrument and not _is_joined(target, held, events):
            continue
        groups = [] if instrument and instrument.own_entry else _groups(held, target, known)
        if groups:
            for candidates in groups:
                yield _process(target, candidates, objections, instrument, known)
        elif (instrument and instrument.own_entry) or _enters_into_force(held):
            yield _process(target, (), objections, instrument, known)


def _is_settled(instrument: Instrument, held: list[Event]) -> bool:
    """True for an instrument that was in force before anything of it was told."""
    since = instrument.recorded.in_force
    return instrument.own_entry and since is not None and all((parse(event.bound).first or date.min) > since for event in held)


def _without_remnants(
    bare: tuple[Process, ...], events: list[Event], reports: Mapping[str, tuple[str, ...]]
) -> tuple[Process, ...]:
    """The processes without those that few reports tell, of actors in one that many tell: misread, most likely.

    Of a target that an instrument's file names the candidates must be the other's objectors, else any of its actors.
    """
    told: dict[str, set[str]] = {process.id: set() for process in bare}
    who = {process.id: set(process.candidates) for process in bare}
    of_target: dict[str, list[Process]] = {}
    for process in bare:
        of_target.setdefault(process.target, []).append(process)
    for event in events:
        named = set(getattr(event, CANDIDATES_IN.get(event.kind, ""), ()))
        for process in (process for actor in {*event.to, *event.by} for process in of_target.get(actor, ())):
            if named & set(process.candidates) if process.candidates else event.kind in _JOINING:
                told[process.id].update(reports[event.id])
                who[process.id].update(() if process.candidates else (*event.by, *event.parties))

    def is_remnant(one: Process) -> bool:
        great = [other for other in bare if len(told[other.id]) >= DOMINANT * max(1, len(told[one.id]))]
        actors = [{*other.objectors, *(() if one.instrument else other.candidates)} for other in great]
        return bool(who[one.id]) and any(who[one.id] <= held for held in actors)

    return tuple(process for process in bare if not is_remnant(process))


def _is_joined(target: str, held: list[Event], events: list[Event]) -> bool:
    """True where someone is told to join or ratify the target; of a deal between parties two consents must be told."""
    steps = [event for event in held if event.kind in _JOINING and event.modality != "denied"]
    if any(event.kind == "agreement" and target in event.to for event in events):
        return len({claim for event in steps if event.kind == "ratification" for claim in event.claims}) > 1
    return bool(steps)


def _enters_into_force(events: list[Event]) -> bool:
    """True where a consent to an instrument or its entry into force is told of, or its signature more than once."""
    signed = {claim for event in events if event.kind == "signature" for claim in event.claims}
    told = (event.kind == "ratification" or (event.kind == "membership" and not event.by) for event in events)
    return any(told) or len(signed) > 1


def _process(
    target: str, candidates: tuple[str, ...], objections: list[Event], instrument: Instrument | None, known: Known
) -> Process:
    names = [known.name_of(candidate) for candidate in candidates]
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return Process(
        id="-".join([*(candidate.lower() for candidate in candidates), target]),
        target=target,
        candidates=candidates,
        title=f"{listed} to {known.name_of(target)}" if candidates else known.name_of(target),
        instrument=instrument.id if instrument else "",
        objectors=tuple(sorted({a for event in objections if _opposes(event, target, candidates) for a in event.by})),
    )


def _opposes(event: Event, target: str, candidates: tuple[str, ...]) -> bool:
    """True for an objection to these candidates, or to the target where it names no candidates."""
    if target not in (event.to or (target,)):
        return False
    return bool(set(event.of) & set(candidates)) if event.of and candidates else target in event.to


def _candidates(event: Event, target: str, known: Known) -> tuple[str, ...]:
    """The candidates that the event itself shows; who had been a member for long when it was told is none."""
    if (
        event.kind not in CANDIDATES_IN
        or event.modality == "denied"
        or (event.kind == "membership" and _is_history(event))
    ):
        return ()
    if target not in load_instruments() and event.kind != "application" and _members(target, date.max, known) is None:
        return ()  # nobody is a candidate to a deal; one may apply to join a treaty that no file knows
    day = parse(event.bound).first
    members = (_members(target, day - _NEWS, known) if day else None) or ()
    return tuple(actor for actor in getattr(event, CANDIDATES_IN[event.kind]) if actor != target and actor not in members)


def _members(target: str, day: date, known: Known) -> tuple[str, ...] | None:
    """The members on a day, empty where no list is kept; None for what is no organisation."""
    try:
        return known.members_on(target, day)
    except NotFound:
        return None


def _is_history(event: Event) -> bool:
    """True for a membership that is not told as news: undated, or begun long before it was told of."""
    if event.modality in ("planned", "expected"):
        return False
    first = parse(event.time).first if event.time else None
    told = parse(event.bound).first
    return first is None or told is None or told - first > _NEWS


def _groups(events: list[Event], target: str, known: Known) -> list[tuple[str, ...]]:
    """The candidates of one target, those of one process together."""
    applied: dict[str, list[str]] = {}
    for event in events:
        if event.kind == "application" and event.time and event.modality in (None, "happened"):
            for actor in event.by:
                applied.setdefault(actor, []).append(event.time)
    group = {actor: {actor} for event in events for actor in _candidates(event, target, known)}
    for event in events:
        for one, other in combinations(_candidates(event, target, known), 2):
            if group[one] is not group[other] and _bind(event, applied.get(one, []), applied.get(other, [])):
                joined = group[one] | group[other]
                group.update(dict.fromkeys(joined, joined))
    return sorted({tuple(sorted(members)) for members in group.values()})


def _bind(event: Event, ones: list[str], others: list[str]) -> bool:
    """True where the event tells of two candidates as of one process; `ones` and `others` are when they applied.

    Two that applied on different days stand in one list, and so do one that has a day and one that has none in an
    undated "X and Y have applied".
    """
    if ones and others:
        return any(parse(a).overlaps(parse(b)) for a in ones for b in others)
    return event.kind != "application" or event.time is not None or not (ones or others)


def _actors(event: Event) -> set[str]:
    return {*event.by, *event.of, *event.to, *event.parties, *event.convener}


def _is_plain(event: Event, process: Process, field: _Field, told: bool) -> bool:
    """True where the event's roles name the target and a candidate, or the target that enters into force itself."""
    if process.target not in _actors(event) or _is_of_others(event, process):
        return False
    return not process.candidates or _is_about(event, process, field)


def _takes_part(event: Event, process: Process, field: _Field, told: bool) -> bool:
    """True where a candidate takes part, and the report is about the process or an objector takes part, too."""
    others = {process.target, *process.objectors} - {*process.candidates}
    return _is_about(event, process, field) and (told or bool(_actors(event) & others))


def _is_near(event: Event, process: Process, field: _Field, told: bool) -> bool:
    """True where the event's reports are about the process, and nothing in it points elsewhere.

    What names the target and no candidate ("28 members have ratified") needs no such report where the target has only
    this process.
    """
    only = process.target in event.to and field.targets[process.target] == 1
    if not (told or only) or _is_of_others(event, process) or _subjects(event, process, field):
        return False
    if event.kind in _BETWEEN_PARTIES:
        return _actors(event) <= {process.target, *process.candidates, *process.objectors}
    return not event.to or process.target in event.to


def _is_of_others(event: Event, process: Process) -> bool:
    """True where the event names others in the candidates' place ("Montenegro joined in 2017")."""
    named = set(getattr(event, CANDIDATES_IN.get(event.kind, ""), ()))
    return bool(process.candidates and named) and not named & set(process.candidates)


def _is_about(event: Event, process: Process, field: _Field) -> bool:
    """True where the event is about a candidate, and not plainly about another target."""
    if process.target not in event.to and any(target in field.targets for target in event.to):
        return False
    return not _subjects(event, process, field).isdisjoint(process.candidates)


def _subjects(event: Event, process: Process, field: _Field) -> set[str]:
    """The candidates for the process's target that the event is about: those concerned, else those that act."""
    rivals = field.rivals[process.target]
    for roles in (event.of, event.by, event.parties):
        if found := rivals.intersection(roles):
            return found
    return set()


def _reports(events: list[Event], claims: Iterable[Claim]) -> Mapping[str, tuple[str, ...]]:
    """The reports of each event, each once."""
    report = {claim.id: claim.report for claim in claims}
    return {event.id: tuple(sorted({report[id] for id in event.claims if id in report})) for event in events}
