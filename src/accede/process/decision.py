"""How it is decided: the instrument's rules beside what reports say of them; and how far each candidate is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from accede.dates import parse
from accede.process.clock import is_factual
from accede.process.evidence import Evidence, by_time
from accede.process.instrument import Decision, Instrument, Sign, StageOfInstrument
from accede.process.judging import size
from accede.process.model import Entry, RuleView, Standing, Step, Tally, Told
from accede.process.rules import Parties, in_words, organisations, thresholds
from accede.process.scope import Scope


def rules(
    scope: Scope, instrument: Instrument, entries: tuple[Entry, ...], evidence: Evidence, day: date
) -> tuple[RuleView, ...]:
    """Each decision of the instrument in order, for each candidate apart where the deciders differ.

    Where no instrument is known there is one view without a rule, with what reports say.
    """
    sources = {s for entry in entries if entry.kind == "rule" and entry.modality != "denied" for s in entry.sources}
    reported = (*evidence.told("members", sources), *evidence.told("threshold", sources))
    if not instrument.decisions:
        told = ", ".join(f"{one.field} {one.value}" for one in reported) or "nothing"
        words = f"decision rule not known; as reported: {told}"
        return (RuleView(known=False, step="", words=words, as_of=day.isoformat(), reported=reported),)
    found = []
    for decision in instrument.decisions:
        subjects = [c for c in scope.subjects if decision is _for(instrument, decision, c)]
        places = {c: scope.parties(c, _taken_on(decision, c, entries, day), evidence.who) for c in subjects}
        views = {c: _view(decision, where, reported) for c, where in places.items()}
        alike = len({(view.words, view.as_of) for view in views.values()}) == 1
        for candidate, view in list(views.items())[: 1 if alike else None]:
            found.append(view if alike else _with_candidate(view, candidate))
    return tuple(found)


def _taken_on(decision: Decision, candidate: str, entries: tuple[Entry, ...], day: date) -> date:
    """The day by whose parties a decision is shown: one that counts no consents was taken by those of its own day.

    That is the first day on which it, or the signature that follows it, is told as past; else the day asked for.
    """
    if decision.counts_from is not None:
        return day
    told = [e for e in entries if e.kind in (decision.id, "signature") and e.time and is_factual(e) and candidate in (*e.of, *e.by, *e.to)]
    days = [first for e in told if (first := parse(e.time or "").first) is not None and first <= day]
    return min(days, default=day)


def _for(instrument: Instrument, decision: Decision, candidate: str) -> Decision | None:
    """The decision where it holds for the candidate; of those that count consents only the one that is counted."""
    if not decision.concerns(candidate):
        return None
    return decision if decision.counts_from is None else instrument.counted(candidate)


def _with_candidate(view: RuleView, candidate: str) -> RuleView:
    facts = {field: getattr(view, field) for field in view.__struct_fields__}
    return RuleView(**(facts | {"candidate": candidate}))


def _view(decision: Decision, where: Parties, reported: tuple[Told, ...]) -> RuleView:
    words = in_words(decision.rule, where)
    return RuleView(
        known=True,
        step=decision.name,
        words=f"{words}. {decision.note}" if decision.note else words,
        as_of=where.day.isoformat(),
        deciders=size(decision.rule, where),
        article=decision.article,
        depositary=decision.depositary,
        delay=decision.wait.in_words(),
        references=decision.references,
        reported=reported,
        differs=any(_contradicts(decision, where, told) for told in reported),
    )


def _contradicts(decision: Decision, where: Parties, told: Told) -> bool:
    """True when no source of the value is right by the rule as it stood when that source was published."""
    return not any(_is_right(decision, where, told, parse(source.published).first) for source in told.sources)


def _is_right(decision: Decision, where: Parties, told: Told, day: date | None) -> bool:
    then = where._replace(day=day or where.day)
    whole = then._replace(candidate="")
    if told.field == "threshold":
        right = thresholds(decision.rule, then) | thresholds(decision.rule, whole)
        return told.value in right or not right
    parties = {len(whole.members(organisation)) or None for organisation in organisations(decision.rule)}
    numbers = parties | {size(decision.rule, then)}
    return None in numbers or int(told.value) in numbers


#: The stages that lines show of a candidate, by the line itself and the candidate; the line is held, so that no other gets its place.
Shown = dict[tuple[int, str], tuple[Entry, frozenset[str]]]


def standings(
    scope: Scope, instrument: Instrument, entries: tuple[Entry, ...], tallies: Iterable[Tally], shown: Shown | None = None
) -> tuple[Standing, ...]:
    """How far each candidate is: the highest stage that something on record shows.

    shown: what was found of lines before, for the same instrument; what is found is added.
    """
    shown = {} if shown is None else shown
    met = {tally.candidate for tally in tallies if tally.met}
    found = []
    for candidate in scope.subjects:
        about = [(e, _stages(e, candidate, instrument, shown)) for e in entries if is_factual(e) and candidate in scope.concerned(e)]
        counted = instrument.counted(candidate)
        steps = []
        for stage in instrument.stages:
            lines = tuple(sorted((e for e, stages in about if stage.id in stages), key=by_time))
            by_rule = bool(stage.when_met and counted and stage.when_met == counted.id and candidate in met)
            steps.append(Step(stage=stage.id, name=stage.name, reached=bool(lines) or by_rule, lines=lines))
        highest = next((step for step in reversed(steps) if step.reached), None)
        found.append(Standing(
            candidate=candidate,
            stage=highest.stage if highest else "",
            name=highest.name if highest else "",
            line=_best(highest),
            steps=tuple(steps),
        ))  # fmt: skip
    return tuple(found)


def _stages(entry: Entry, candidate: str, instrument: Instrument, shown: Shown) -> frozenset[str]:
    """The stages that a line shows."""
    asked = id(entry), candidate
    if asked not in shown:
        shown[asked] = entry, frozenset(stage.id for stage in instrument.stages if _shows(stage, entry, candidate))
    return shown[asked][1]


def _best(step: Step | None) -> Entry | None:
    """The line to show for a stage: an act, else the one with the most independent origins, else the first."""
    if step is None or not step.lines:
        return None
    return min(step.lines, key=lambda line: (not line.official, line.time is None, -line.origins))


def _shows(stage: StageOfInstrument, entry: Entry, candidate: str) -> bool:
    return any(_is_sign(sign, entry, candidate) for sign in stage.shown_by)


def _is_sign(sign: Sign, entry: Entry, candidate: str) -> bool:
    if entry.kind != sign.kind or (sign.stage is not None and entry.stage != sign.stage):
        return False
    if sign.told_of == "others" and entry.by == (candidate,):
        return False
    if sign.told_of == "candidate" and candidate not in (entry.by + entry.of or (candidate,)):
        return False
    if not sign.but and not sign.words:
        return True
    quotes = " ".join(source.quote for source in entry.sources).lower()
    if any(word.lower() in quotes for word in sign.but):
        return False
    return not sign.words or any(word.lower() in quotes for word in sign.words)
