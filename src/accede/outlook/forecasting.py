"""The forecast: draws of the day of completion from the survival of past consents, mixed with what officials expect.

In each draw every outstanding decider consents on a day that the rate of its family, its own past, the pace of this process so
far, and a standing objection or halt give; the rule then says when it is met (`times`), and the time from there to completion is
that of the instrument, or one of the past. With a weight, a draw follows the last expectation of officials instead, stretched as
past ones turned out to be. Everything is drawn from one sequence with a fixed start, so that the same question has the same
answer (numpy's RandomState, whose stream is frozen).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from accede.knowledge import load
from accede.outlook.fitted import FITTED, Fitted
from accede.outlook.model import Expected, Forecast, Ground, Question, Score, Trouble
from accede.outlook.past import TREATY, Past, as_of, rounds, scores, treaties
from accede.outlook.survival import Speeds, hazard, speeds
from accede.outlook.times import NEVER, Drawn, delayed, met
from accede.process.delays import NONE
from accede.process.rules import SIGNATORIES, Known, Parties, leaves

Floats = NDArray[np.float64]
DRAWS = 2000
SEED = 20220518
# The forecast looks so far ahead; what is later counts as never. Ours.
HORIZON_YEARS = 10
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
# Fewer past rounds than this, and there is nothing to rate a process by.
FEW = 3
# Ages of a pace: consents of the last three years tell how fast further ones come. Ours.
WINDOW = 3 * 365.0


class Learned(NamedTuple):
    """What is learned from past processes: rates, how long they took, how expectations turned out, the time after the last consent.

    durations: by kind and by family, days and whether they were completed; invited: the same from the invitation. stretches: how much longer than expected it took, as a
    ratio of the whole to the expected time. after: days from the last consent to completion, by family.
    """

    speeds: Speeds
    durations: Mapping[str, tuple[tuple[float, bool], ...]]
    invited: tuple[tuple[float, bool], ...]
    stretches: tuple[float, ...]
    after: Mapping[str, tuple[float, ...]]
    pace: float


def learn(past: Iterable[Past], fitted: Fitted) -> Learned:
    """From past rounds and treaties; whoever measures leaves out those to be forecast."""
    held = list(past)
    durations: dict[str, list[tuple[float, bool]]] = {}
    after: dict[str, list[float]] = {}
    stretches: list[float] = []
    paces = []
    for one in held:
        for key in {one.kind, one.family}:
            durations.setdefault(key, []).append((float(one.days()), one.completed is not None))
        if one.completed is None:
            continue
        if one.kind == TREATY:
            paces.append(len([day for day in one.consents.values() if day <= one.completed]) / max(one.days(), 30))
        elif one.not_before is None and one.decision and one.decision.wait == NONE and one.last_exact is not None:
            after.setdefault(one.family, []).append(float(max(0, (one.completed - one.last_exact).days)))
        stretches += [(one.completed - e.said).days / (e.until - e.said).days for e in one.expected if e.until > e.said and e.said < one.completed]
    return Learned(
        speeds(held, fitted.member_prior), {key: tuple(sorted(rows)) for key, rows in durations.items()},
        tuple(sorted((float((one.until - one.invited).days), one.completed is not None) for one in held if one.invited)), tuple(sorted(stretches)),
        {family: tuple(sorted(days)) for family, days in after.items()}, float(np.median(paces)) if paces else 0.01,
    )  # fmt: skip


def known_then(question: Question, past: Iterable[Past]) -> tuple[Past, ...]:
    """The past processes that a question may learn from: as known on its day, without those opened with it."""
    return as_of((one for one in past if (one.kind, one.opened) != (question.kind, question.opened)), question.today)


@cache
def _all_past(kind: str) -> tuple[Past, ...]:
    """What may teach something: rounds of accession always, for how expectations turned out; treaties where they are asked of."""
    return (*rounds(), *treaties(load())) if kind == TREATY else rounds()


def ready() -> None:
    """Load beforehand what a forecast is made with, which takes some two seconds that the first forecast is then spared."""
    _all_past(TREATY)
    scores()
    hazard((1.0, 2.0), (True, False))


def forecast(question: Question, known: Known, learned: Learned | None = None, fitted: Fitted = FITTED, seed: int = SEED) -> Forecast:
    """The distribution of the day of completion, as known on the question's day.

    learned: what past processes teach; by default all that ship and were known on the day, but those that were opened with it. The base rate stands in where the rule or its deciders are not
    known, where too few processes of the kind are, and where the model did no better than the base rate on processes left out.
    """
    horizon = question.today.replace(year=question.today.year + HORIZON_YEARS, day=min(question.today.day, 28))
    if question.completed is not None:
        return Forecast(basis="on record", today=question.today, horizon=horizon, completed=question.completed)
    marks = tuple(score for score in scores() if score.kind == question.kind) if learned is None else ()
    if question.opened is None and question.invited is None:
        because = "nothing that could be ratified is on record as signed or adopted yet, and no invitation"
        return Forecast(basis="none", today=question.today, horizon=horizon, because=because, scores=marks)
    taught = learned or learn(known_then(question, _all_past(question.kind)), FITTED)
    because = _why_not(question, taught, marks)
    if because and not _durations(question, taught):
        because = f"{because}, and no past process of its kind was known then"
        return Forecast(basis="none", today=question.today, horizon=horizon, because=because, scores=marks)
    if because:
        days = base_rate(question, taught, np.random.RandomState(seed))
        grounds: tuple[Ground, ...] = (Ground(what=_base_words(question, taught), weight=1.0),)
    else:
        held, moving = parts(question, known, taught, fitted, seed)
        days = _mixed(held, fitted, np.random.RandomState(seed + 3))
        grounds = _grounds(held, question, taught, fitted, moving)
    return _told(question, days, horizon, "base rate" if because else "model", because, grounds, marks)


def _why_not(question: Question, learned: Learned, marks: Sequence[Score]) -> str:
    """Why the base rate is shown; empty where the model is."""
    if question.opened is None:
        return "nothing that could be ratified is on record as signed or adopted yet; it is counted from the invitation"
    if question.decision is None:
        return "no decision rule is known for it"
    if len(learned.durations.get(question.kind, ())) < FEW:
        return "too few past processes of its kind are known"
    if not question.electorate and not _is_open(question):
        return "its deciders are not known"
    by_way = {score.way: score.brier for score in marks if score.on == "all"}
    if by_way and by_way["model"] >= by_way["base rate"]:
        return "on processes left out of the fitting the model did no better than the base rate"
    return ""


def _is_open(question: Question) -> bool:
    return question.family == TREATY


def base_rate(question: Question, learned: Learned, random: np.random.RandomState, draws: int = DRAWS) -> Floats:
    """Days of completion by how long past processes took that had lasted as long as this one: an ordinal a draw."""
    since = question.opened or question.invited
    assert since is not None
    rows = _durations(question, learned)
    curve = hazard([days for days, _ in rows], [done for _, done in rows])
    age = float((question.today - since).days)
    more = -np.log1p(-_stratified(random, draws))
    return np.asarray(since.toordinal() + np.maximum(curve.when(curve.at(age) + more), age + 1))


def _durations(question: Question, learned: Learned) -> tuple[tuple[float, bool], ...]:
    if question.opened is None:
        return learned.invited
    own = learned.durations.get(question.family, ())
    return own if len(own) >= FEW else learned.durations.get(question.kind, own)


def _base_words(question: Question, learned: Learned) -> str:
    rows = _durations(question, learned)
    middle = sorted(days for days, _ in rows)[len(rows) // 2] / 30.4 if rows else 0
    since = " from the invitation" if question.opened is None else ""
    return f"how long {len(rows)} past processes took{since}, half of them {middle:.0f} months or less"


def _stratified(random: np.random.RandomState, draws: int) -> Floats:
    """Numbers between 0 and 1, one in each of as many equal parts, in a shuffled order: as random, and more even."""
    return np.asarray((random.permutation(draws) + random.random_sample(draws)) / draws)


# The model


class Parts(NamedTuple):
    """The three draws that are mixed: ordinals of the day of completion, infinite for never; `told` is None without an expectation.

    settled: nothing is mixed in, since the rule is met by consents on record and only the time to completion is open, or since
    something is supposed.
    """

    survival: Floats
    base: Floats
    told: Floats | None
    is_treaty: bool = False
    settled: bool = False

    def shares(self, fitted: Fitted) -> tuple[float, float, float]:
        """The weights of survival, base rate and expectation; without one, the others have its share in proportion."""
        return shares(fitted, self.is_treaty, self.told is not None, self.settled)

    def probability(self, day: date, fitted: Fitted) -> float:
        """The probability of completion by the end of a day."""
        held = (self.survival, self.base, self.base if self.told is None else self.told)
        return sum(share * probability(days, day) for share, days in zip(self.shares(fitted), held, strict=True))


def shares(fitted: Fitted, is_treaty: bool, is_told: bool, settled: bool) -> tuple[float, float, float]:
    """The weights of survival, base rate and expectation."""
    if settled:
        return 1.0, 0.0, 0.0
    told = fitted.expected if is_told else 0.0
    base = fitted.treaty_base if is_treaty else fitted.base
    return (1 - told) * (1 - base), (1 - told) * base, told


def parts(question: Question, known: Known, learned: Learned, fitted: Fitted, seed: int = SEED, draws: int = DRAWS) -> tuple[Parts, list[Ground]]:
    """The draws that the forecast mixes, each from a sequence of its own, and what moved the survival."""
    grounds: list[Ground] = []
    random = np.random.RandomState(seed)
    reached = _reached(question, known, learned, fitted, random, draws, grounds)
    survival = _completed(reached, question, learned, random, draws)
    base = base_rate(question, learned, np.random.RandomState(seed + 1), draws)
    told = _as_told(question, learned, np.random.RandomState(seed + 2), draws)
    if question.begun:
        what = f"{len(question.begun)} member{'s' if len(question.begun) > 1 else ''} of which an earlier stage is told: {fitted.stage_days:.0f} days from there to deposit, on average"
        grounds.append(Ground(what=what, weight=1.0))
    # Nothing is mixed in where the consents on record meet the rule, nor under a supposition, which the other parts do not know.
    alone = bool(np.all(reached <= question.today.toordinal())) or bool(question.supposed or question.never)
    return Parts(survival, base, told, question.family == TREATY, alone), grounds


def _reached(
    question: Question, known: Known, learned: Learned, fitted: Fitted, random: np.random.RandomState, draws: int, grounds: list[Ground]
) -> Floats:  # fmt: skip
    """The day on which the rule is met in each draw."""
    assert question.decision is not None and question.opened is not None
    where = Parties(known, question.today, question.candidate, question.signatories)
    pace = _pace(question, learned, fitted, random, draws)
    days = {actor: _member(actor, question, learned, fitted, pace, random, draws, grounds) for actor in _named(question, where)}
    if question.electorate:  # what is nobody's own holds up every decider
        grounds += [_hindering(trouble, question, fitted) for trouble in question.troubles if trouble.actor not in days]
    others = _arrivals(question, learned, fitted, random, draws) if _is_open(question) else np.empty((0, draws))
    reached = met(question.decision.rule, Drawn(days, others, draws), where)
    return _not_past(reached, question)


def _not_past(reached: Floats, question: Question) -> Floats:
    """A rule that is met by consents on record was met then; one that is not cannot be met before tomorrow."""
    today = float(question.today.toordinal())
    return np.where(reached <= today, reached, np.maximum(reached, today + 1))


def _named(question: Question, where: Parties) -> tuple[str, ...]:
    """Whoever is drawn by itself: the deciders, whom the rule names, and who has consented."""
    assert question.decision is not None
    asked = {actor for leaf in leaves(question.decision.rule) if _is_closed(leaf) for actor in where.electorate(leaf)}
    return tuple(sorted({*question.electorate, *asked, *question.consented, *question.supposed, *question.never}))


def _is_closed(leaf: object) -> bool:
    return getattr(leaf, "of", "x") not in ("", SIGNATORIES) or bool(getattr(leaf, "among", ()) or getattr(leaf, "weights", ()))


def _pace(question: Question, learned: Learned, fitted: Fitted, random: np.random.RandomState, draws: int) -> Floats:
    """How fast this process is, as a factor in each draw: a gamma that its consents so far have moved."""
    from scipy.special import gammaincinv

    assert question.opened is not None
    rate = learned.speeds.of(question.family)
    given, due = 0.0, 0.0
    for actor in question.electorate:
        day = question.consented.get(actor)
        given += day is not None
        age = float(((day or question.today) - question.opened).days)
        due += float(rate.at(max(age, 0.0))) * learned.speeds.members.get(actor, 1.0) * _hindrance(actor, question, fitted)
    shape = fitted.process_prior + given
    return np.asarray(gammaincinv(shape, _stratified(random, draws)) / (fitted.process_prior + due))


def _hindrance(actor: str, question: Question, fitted: Fitted) -> float:
    """The factor of the objections and halts that stand against its consent."""
    own = [one for one in question.troubles if one.actor in (actor, "") or one.actor not in question.electorate]
    least = {kind: min((factor(one, question.today, fitted) for one in own if one.kind == kind), default=1.0) for kind in ("objection", "halt")}
    return least["objection"] * least["halt"]


def factor(trouble: Trouble, today: date, fitted: Fitted) -> float:
    """What an objection or a halt leaves of the rate of consent; the older it is, the less it holds back, if the fit says so."""
    age = max(0, (today - trouble.since).days)
    held = fitted.objection if trouble.kind == "objection" else fitted.halt
    return float(1 - (1 - held) * np.exp(-age * fitted.fading / 365))


def _hindering(trouble: Trouble, question: Question, fitted: Fitted) -> Ground:
    what = f"{trouble.kind} of {trouble.actor or 'the whole process'} for {(question.today - trouble.since).days} days"
    return Ground(what=what, weight=round(factor(trouble, question.today, fitted), 2), kind="factor")


def _member(
    actor: str, question: Question, learned: Learned, fitted: Fitted, pace: Floats, random: np.random.RandomState, draws: int,
    grounds: list[Ground],
) -> Floats:  # fmt: skip
    """The day of one actor's consent in each draw; what moves it is added to the grounds."""
    assert question.opened is not None
    uniform = _stratified(random, draws)  # also where it is not used, so that a scenario leaves the other draws as they are
    if actor in question.never:
        return np.full(draws, NEVER)
    fixed = question.supposed.get(actor) or question.consented.get(actor)
    if fixed is not None:
        return np.full(draws, float(fixed.toordinal()))
    waiting = -np.log1p(-uniform)
    by_others = _share_told(actor, question)
    if by_others:
        told = random.random_sample(draws) < by_others
    if actor in question.begun:
        # That no report tells of a deposit does not say that it was not made: it may lie before the day of the question.
        return np.asarray(question.begun[actor].toordinal() + waiting * fitted.stage_days)
    own, hindered = learned.speeds.members.get(actor, 1.0), _hindrance(actor, question, fitted)
    grounds += [_hindering(trouble, question, fitted) for trouble in question.troubles if trouble.actor == actor]
    if abs(own - 1) >= 0.2:
        grounds.append(Ground(what=f"{actor} has been {'faster' if own > 1 else 'slower'} than others before", weight=round(own, 2), kind="factor"))
    rate = learned.speeds.of(question.family)
    age = max(0.0, float((question.today - question.opened).days))
    reached = rate.when(rate.at(age) + waiting / (pace * own * hindered))
    days = np.asarray(question.opened.toordinal() + np.maximum(reached, age + 1))
    return np.where(told, float(question.today.toordinal()), days) if by_others else days


def _share_told(actor: str, question: Question) -> float:
    """How likely it is that a member is among those whose consents reports count without naming them."""
    silent = {*question.electorate} - {*question.consented, *question.begun, *question.outstanding}
    silent -= {trouble.actor for trouble in question.troubles}
    unnamed = question.told - len(question.consented) - len(question.begun)
    return min(1.0, unnamed / len(silent)) if actor in silent and unnamed > 0 else 0.0


def _arrivals(
    question: Question, learned: Learned, fitted: Fitted, random: np.random.RandomState, draws: int
) -> Floats:  # fmt: skip
    """The days of further consents of whoever may join: a Poisson stream whose rate the last years' consents have moved.

    Consents that reports count without naming come first, on the day of the question.
    """
    from scipy.special import gammaincinv

    assert question.opened is not None
    today = float(question.today.toordinal())
    age = max(1.0, float((question.today - question.opened).days))
    window = min(age, WINDOW)
    recent = sum((question.today - day).days <= window for day in question.consented.values())
    unnamed = max(0, question.told - len(question.consented))
    shape = fitted.arrival_prior + recent + unnamed * window / age
    rate = gammaincinv(shape, _stratified(random, draws)) / (fitted.arrival_prior / learned.pace + window)
    steps = -np.log1p(-random.random_sample((MOST_ARRIVALS, draws)))
    return np.asarray(np.concatenate([np.full((unnamed, draws), today), today + np.cumsum(steps, axis=0) / rate]))


# So many further consents are drawn; a rule that needs more is not met within the horizon.
MOST_ARRIVALS = 130


def _completed(reached: Floats, question: Question, learned: Learned, random: np.random.RandomState, draws: int) -> Floats:
    """From meeting the rule to completion: the instrument's delay, the day that the treaty sets, or what the past took."""
    assert question.decision is not None
    chosen = random.randint(0, 1 << 30, draws)
    days = delayed(reached, question.decision.wait)
    if question.not_before is not None:
        days = np.maximum(days, float(question.not_before.toordinal()))
    elif question.family != TREATY and question.decision.wait == NONE:
        after = learned.after.get(question.family) or tuple(sorted(day for held in learned.after.values() for day in held)) or (0.0,)
        days = days + np.array(after)[chosen % len(after)]
    earliest = question.decision.not_before
    days = np.maximum(days, float(earliest.toordinal())) if earliest else days
    return np.maximum(days, float(question.today.toordinal() + 1))


def expectation(question: Question) -> Expected | None:
    """The last expectation of officials whose time is not over; the later where two were said on one day, then by the speaker's name."""
    live = [one for one in question.expected if one.until >= question.today and one.said <= question.today]
    return max(live, key=lambda one: (one.said, one.until, one.speaker, one.firm), default=None)


def _as_told(question: Question, learned: Learned, random: np.random.RandomState, draws: int) -> Floats | None:
    """Days of completion by the last expectation, stretched as past ones turned out; None without one, or under a supposition."""
    told = expectation(question)
    picked = random.randint(0, 1 << 30, draws)
    if told is None or question.supposed or question.never or told.until <= told.said:
        return None
    elapsed, whole = (question.today - told.said).days, (told.until - told.said).days
    later = [whole * ratio for ratio in learned.stretches if whole * ratio > elapsed]
    return told.said.toordinal() + np.array(later)[picked % len(later)] if later else None


def _mixed(held: Parts, fitted: Fitted, random: np.random.RandomState) -> Floats:
    """Each draw from one of the parts, as often as its share."""
    chosen = _stratified(random, len(held.survival))
    survival, base, _ = held.shares(fitted)
    rest = held.base if held.told is None else held.told
    return np.where(chosen < survival, held.survival, np.where(chosen < survival + base, held.base, rest))


def _grounds(held: Parts, question: Question, learned: Learned, fitted: Fitted, moving: list[Ground]) -> tuple[Ground, ...]:
    """The shares of the mixture, then what moves the survival, the strongest first."""
    survival, base, told = held.shares(fitted)
    found = [Ground(what=_main_words(question, learned), weight=round(survival, 3))]
    if base:
        found.append(Ground(what=_base_words(question, learned), weight=round(base, 3)))
    expected = expectation(question)
    if told and expected is not None:
        words = f"{expected.speaker or 'officials'} expected it by {expected.until} (said by {expected.said})"
        found.append(Ground(what=words, weight=round(told, 3)))
    return (*found, *sorted(moving, key=lambda ground: (-abs(1 - ground.weight), ground.what)))


def _main_words(question: Question, learned: Learned) -> str:
    if question.family == TREATY:
        return f"survival: {max(question.told, len(question.consented))} consents so far, and their pace"
    rate = learned.speeds.of(question.family)
    whose = question.family if rate is learned.speeds.families.get(question.family) else "all accessions"
    return f"survival: the rate of {rate.consents} past consents ({whose}), {_outstanding(question)} outstanding"


def _outstanding(question: Question) -> int:
    """How many consents are open, those left out that reports count without naming them."""
    named = len({*question.electorate} - {*question.consented} - {*question.begun})
    return max(len({*question.outstanding} - {*question.consented} - {*question.begun}), min(named, len(question.electorate) - question.told))


def _told(
    question: Question, days: Floats, horizon: date, basis: str, because: str, grounds: tuple[Ground, ...], marks: tuple[Score, ...]
) -> Forecast:  # fmt: skip
    """The draws as quantiles, a curve at month ends, and probabilities by fixture; rounded to thousandths."""
    limit = float(horizon.toordinal())
    ordered = np.sort(days)

    def by(day: date) -> float:
        return round(float(np.searchsorted(ordered, day.toordinal() + 0.999, side="right")) / len(ordered), 3)

    def quantile(share: float) -> date | None:
        found = ordered[min(len(ordered) - 1, int(share * len(ordered)))]
        return date.fromordinal(int(found)) if found <= limit else None

    return Forecast(
        basis="base rate" if basis == "base rate" else "model", today=question.today, horizon=horizon,
        quantiles=tuple((share, quantile(share)) for share in QUANTILES),
        curve=tuple((day, by(day)) for day in _month_ends(question.today, horizon)),
        by_fixture=tuple((one, by(one.day)) for one in question.fixtures if one.day >= question.today),
        never=round(1 - by(horizon), 3), grounds=grounds, because=because, scores=marks,
        supposing=_supposing(question),
    )  # fmt: skip


def _supposing(question: Question) -> tuple[str, ...]:
    days = [f"{actor} consents on {day}" for actor, day in sorted(question.supposed.items())]
    return (*days, *(f"{actor} never consents" for actor in question.never), *question.turned)


def _month_ends(first: date, last: date) -> tuple[date, ...]:
    found = []
    month = first.year * 12 + first.month
    while (day := date.fromordinal(date(month // 12, month % 12 + 1, 1).toordinal() - 1)) <= last:
        if day > first:
            found.append(day)
        month += 1
    return (first, *found)


def probability(days: Floats, day: date) -> float:
    """The share of draws that are completed by the end of a day."""
    return float(np.mean(days < day.toordinal() + 1))
