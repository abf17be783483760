"""Evidence: from events, claims and acts to lines with sources, limited to what was known.

Everything that a status says goes through here, so that no line can rest on a report published after the `known`
day, and none stands without its quoted words. An event of which only some claims were known is narrowed to those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

import msgspec

from accede.dates import parse, sort_key
from accede.model import ROLES, Act, Claim, Event, Mark, Report, Speaker
from accede.process.acts import ByActor, bearing, by_actor, decisions, load_actions, value_of
from accede.process.clock import is_fact
from accede.process.model import Entry, Line, Source, Told
from accede.process.rules import Known
from accede.rivals import contradict, normal

RIVALS = ("time", "place", "votes", "rating", "members", "round", "min_hours", "stage")
_SCALARS = ("time", "place", "modality", "rating", "round", "min_hours", "members", "threshold", "stage", "votes")
_OF_LINE = tuple(field for field in Line.__struct_fields__)

L = TypeVar("L", bound=Line)


class Evidence(msgspec.Struct, frozen=True, eq=False):
    """What was known by one day, by id: claims, reports and acts, which reports repeat one text, what was ruled on claims."""

    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    acts: Mapping[str, Act]
    origins: Mapping[str, str]
    who: Known
    marks: Mapping[str, tuple[Mark, ...]] = {}
    acts_of: ByActor = {}

    @classmethod
    def known_by(
        cls, known: date, claims: Iterable[Claim], reports: Iterable[Report], acts: Iterable[Act], who: Known,
        origins: Mapping[str, str] | None = None, marks: Mapping[str, tuple[Mark, ...]] | None = None,
    ) -> Evidence:  # fmt: skip
        """All that was published or entered on `known` or before; an act that another one replaces is left out.

        origins: report id to the id of the text that it repeats; a report that is not in it is its own origin.
        """
        held = {report.id: report for report in reports if _days(report.published)[0] <= known}
        entered = {act.id: act for act in acts if _days(act.entered or act.date)[0] <= known}
        replaced = {act.replaces for act in entered.values()}
        standing = {id: act for id, act in entered.items() if id not in replaced}
        return cls(
            claims={claim.id: claim for claim in claims if claim.report in held},
            reports=held,
            acts=standing,
            acts_of=by_actor(standing.values()),
            origins=origins or {},
            who=who,
            marks=marks or {},
        )

    def source(self, claim: Claim) -> Source:
        """The claim as a source."""
        report = self.reports[claim.report]
        return Source(
            published=report.published,
            outlet=report.outlet or report.name,
            quote=" … ".join(claim.quote),
            speaker=self._display(claim.speaker),
            speaker_for=(claim.speaker and claim.speaker.for_) or "",
            report=report.id,
            claim=claim.id,
            origin=self.origins.get(report.id, report.id),
            ruled=self.marks.get(claim.id, ()),
        )

    def _display(self, speaker: Speaker | None) -> str:
        if speaker is None:
            return ""
        actor = self.who.name_of(speaker.for_) if speaker.for_ else None
        return ", ".join(part for part in (speaker.name, speaker.office, actor) if part)

    def entry(self, event: Event) -> Entry | None:
        """The event with its sources, narrowed to the claims that were known; None where none was."""
        claims = [self.claims[id] for id in sorted(set(event.claims)) if id in self.claims]
        if not claims:
            return None
        facts = {field: getattr(event, field) for field in (*ROLES, *_SCALARS)}
        if len(claims) < len(set(event.claims)):
            facts = {field: _narrowed(field, value, claims) for field, value in facts.items()}
        if is_fact(event.kind, facts["modality"]) and all(self._is_announced(claim, facts["time"]) for claim in claims):
            facts["modality"] = "planned"
        every = tuple(sorted(self.source(claim) for claim in claims))
        plain = tuple(source for source in every if self._tells(event, source))
        sources = plain or every
        if len(sources) < len(every):
            told = [self.claims[source.claim] for source in sources]
            facts |= {field: _narrowed(field, facts[field], told) for field in _SCALARS if _gives(told, field)}
        made = Entry(
            kind=event.kind, bound=sources[0].published, sources=sources, origins=count_origins(sources),
            rivals=self.rivals(every), events=(event.id,), **facts,
        )  # fmt: skip
        return self._with_acts(made, event, every)

    def _with_acts(self, entry: Entry, event: Event, every: tuple[Source, ...]) -> Entry:
        """The entry with the acts on its step among its sources, and what they decide shown."""
        acts = bearing(entry, self.acts_of)
        if not acts:
            return entry
        cited = tuple(self._citation(act) for act in acts)
        sources = tuple(sorted((*entry.sources, *cited)))
        shown = {field: one.value for field, one in decisions(entry, event.shown, acts).items()}
        return msgspec.structs.replace(
            entry, sources=sources, origins=count_origins(sources), rivals=self.rivals((*every, *cited)), **shown
        )

    def _tells(self, event: Event, source: Source) -> bool:
        """False for a source that only announced what the event tells as a fact.

        The announcement is no evidence that it happened; what it said otherwise (another place) stays a rival value.
        """
        claim = self.claims[source.claim]
        told = is_fact(claim.kind, claim.modality) and not self._is_announced(claim, event.time)
        return told or not is_fact(event.kind, event.modality)

    def _is_announced(self, claim: Claim, time: str | None) -> bool:
        """True where the claim was published before the day it tells of: whatever its words, it had not happened."""
        dated = claim.time or time
        return dated is not None and _days(dated)[0] > _days(self.reports[claim.report].published)[0]

    def apart(self, entry: Entry) -> tuple[Entry, ...]:
        """The entry claim by claim: what each one alone tells, with its one source."""
        found = []
        for source in entry.sources:
            claim = self.claims.get(source.claim)
            if claim is not None:
                facts = {field: _of_claim(claim, field) for field in (*ROLES, *_SCALARS)}
                found.append(Entry(
                    kind=claim.kind, bound=source.published, sources=(source,), origins=1, events=entry.events, **facts,
                ))  # fmt: skip
        return tuple(found) or (entry,)

    def act_entry(self, act: Act, candidates: tuple[str, ...]) -> Entry:
        """The act as an entry: what its action shows, dated by the act, with the citation as its source."""
        action = load_actions().get(act.action.lower())
        kind: str = action.kind if action else act.action
        if action and action.by_candidate and act.actor in candidates:
            kind = action.by_candidate
        return Entry(
            kind=kind, time=act.date, bound=act.entered or act.date, modality="happened", sources=(self._citation(act),),
            origins=1, by=(act.actor,), of=act.of, to=act.to, votes=value_of(act, "votes"), official=True,
            stage=action.stage if action and kind == "ratification" else None,
        )  # fmt: skip

    def _citation(self, act: Act) -> Source:
        return Source(
            published=act.entered or act.date, outlet=act.source, quote=act.note, act=act.id, origin=act.source
        )  # fmt: skip

    def told(self, field: str, sources: Iterable[Source]) -> tuple[Told, ...]:
        """Every value that the sources give for a field, each with those who give it, sorted by value."""
        by_value: dict[str, list[Source]] = {}
        for source in sorted(set(sources)):
            value = self._value(field, source)
            if value is not None:
                by_value.setdefault(str(value), []).append(source)
        return tuple(
            Told(field=field, value=value, sources=tuple(held), origins=count_origins(held))
            for value, held in sorted(by_value.items())
        )

    def _value(self, field: str, source: Source) -> Any:
        if source.act:
            return value_of(self.acts[source.act], field)
        return _of_claim(self.claims[source.claim], field)

    def rivals(self, sources: Iterable[Source]) -> tuple[Told, ...]:
        """Every told value of every field on which the sources contradict each other."""
        held = tuple(sources)
        if len(held) < 2:
            return ()
        several = [field for field in RIVALS if len({self._value(field, source) for source in held} - {None}) > 1]
        groups = (self.told(field, held) for field in several)
        return tuple(told for group in groups if _contradict(group) for told in group)

    def join(self, cls: type[L], entries: Iterable[Entry], **extra: Any) -> L:
        """One line from entries that tell the same.

        The time, place and bound shown are those of the act where there is one, else of the entries that have a date
        those of the one with the most independent origins, then of the earliest. All sources are kept, and all values where they contradict.
        """
        ordered = sorted(entries, key=_rank)
        sources = tuple(sorted({source for entry in ordered for source in entry.sources}))
        told = {source for entry in ordered for rival in entry.rivals for source in rival.sources}
        best = ordered[0]
        facts = {
            "kind": best.kind, "time": best.time, "bound": min(e.bound for e in ordered), "place": best.place,
            "modality": best.modality, "sources": sources, "origins": count_origins(sources),
            "rivals": self.rivals({*sources, *told}), "events": tuple(sorted({id for e in ordered for id in e.events})),
        }  # fmt: skip
        return cls(**(facts | extra))


def recast(cls: type[L], entry: Line, **extra: Any) -> L:
    """The entry as a line of another class."""
    return cls(**({field: getattr(entry, field) for field in _OF_LINE} | extra))


def own_rivals(entries: Iterable[Line]) -> tuple[Told, ...]:
    """The rival values within each entry; for a line of several happenings, whose dates do not contradict."""
    return tuple(sorted({told for entry in entries for told in entry.rivals}))


def count_origins(sources: Iterable[Source]) -> int:
    """How many independent origins the sources have."""
    return len({source.origin for source in sources})


def by_time(line: Line) -> tuple[Any, ...]:
    """Sorts lines: by time, an undated one by its bound after the dated ones that begin no later; then by content."""
    dated = line.time is not None
    return (*sort_key(line.time or line.bound)[:1], not dated, *sort_key(line.time)[1:], line.kind, line.sources)


def _rank(entry: Entry) -> tuple[Any, ...]:
    return not entry.official, entry.time is None, -entry.origins, by_time(entry)


def _days(text: str) -> tuple[date, date]:
    when = parse(text)
    return when.first or date.min, when.after or date.max


def _of_claim(claim: Claim, field: str) -> Any:
    value = getattr(claim, field)
    return normal(field, value) if field == "votes" and value else value


def _narrowed(field: str, value: Any, claims: list[Claim]) -> Any:
    """The value of an event's field as far as the remaining claims give it."""
    given = [_of_claim(claim, field) for claim in claims]
    if field in ROLES:
        return tuple(sorted({actor for actors in given for actor in actors}))
    return value if value in given else min((v for v in given if v is not None), key=str, default=None)


def _gives(claims: list[Claim], field: str) -> bool:
    return any(getattr(claim, field) is not None for claim in claims)


def _contradict(group: tuple[Told, ...]) -> bool:
    """True where any two of the values of one field contradict."""
    return any(contradict(one.field, one.value, other.value) for i, one in enumerate(group) for other in group[:i])
