"""Where a process stands: the stage of each candidate, what is missing, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from accede import dates
from accede.process.model import RuleView, Standing, Status, Tally, Told
from accede.publishing import words
from accede.publishing.consents import in_question
from accede.publishing.document import MORE, Point, References
from accede.publishing.lines import entry_in_words, grouped, point, rivals, side_by_side

# So many members are named where something is missing; more are counted.
FEW = 6


def standing(status: Status, refs: References) -> Iterator[Point]:
    """The points of the first section."""
    for one in status.standings:
        yield from _stage(one, refs)
    members = {one.candidate for one in status.standings if _done(one)}
    for membership in status.memberships:
        if not members.issuperset(membership.members) or not membership.members:
            who = f"{words.actors(membership.members)}, " if membership.members else ""
            text = f"{who}{words.when(membership)}: {refs.quote(membership.sources)}"
            yield from point(membership, refs, text, lead="Membership:" if membership.members else "Told as in force:")
    for group in grouped(status.tallies, lambda tally: (tally.deciders, tally.counts, missing(status, tally))):
        yield from _tally(status, group, group[0].candidate in members, refs)
    for withdrawal in status.withdrawals:
        yield from point(withdrawal, refs, entry_in_words(withdrawal, refs), lead=f"{words.when(withdrawal)}:")
    yield from _rules(status.rules, refs)


def _done(one: Standing) -> bool:
    return bool(one.steps) and one.steps[-1].reached


def _stage(one: Standing, refs: References) -> Iterator[Point]:
    lead = f"{words.actor(one.candidate)}:"
    if one.line is None:
        yield Point(one.name or "no stage reported yet", lead=lead)
    else:
        yield from point(one.line, refs, f"{one.name}, {words.when(one.line)}", lead=lead)


def _tally(status: Status, tallies: list[Tally], done: bool, refs: References) -> Iterator[Point]:
    """What is missing for candidates that lack the same, and the totals that reports give."""
    names = words.actors(sorted(tally.candidate for tally in tallies))
    if tallies[0].met:
        yield Point("all that the rule asks for are on record", lead=f"Consents for {names}:")
    elif done:
        counts = ", ".join(f"{number} {words.STATES[state]}" for state, number in tallies[0].counts)
        yield Point(f"on record for {tallies[0].deciders or 'an open number of'} members: {counts}", lead=f"Consents for {names}:")
    elif said := missing(status, tallies[0]):
        yield Point(said, lead=f"Missing for {names}:")
        yield from weight(status, tallies[0])
    told = sorted({one for tally in tallies for one in tally.reported}, key=_newest)
    shown = told[: refs.detail.listed]
    if shown and not done:
        yield side_by_side("totals as reported, the newest first:", shown, refs, 1)


def weight(status: Status, tally: Tally) -> Iterator[Point]:
    """Whose consent alone would meet the rule, and who alone can keep it from being met."""
    if tally.anyone or tally.pivotal:
        yield Point("that of any state" if tally.anyone else _named(list(tally.pivotal)), lead="Whose consent alone would do:", depth=1)
    if not tally.blocking:
        return
    alone = [held[0] for held in tally.blocking if len(held) == 1]
    if not alone:
        yield Point(f"no fewer than {len(tally.blocking[0])} together", lead="Who can block:", depth=1)
    elif len(alone) > FEW:
        yield Point(f"each of the {len(alone)}", lead="Who can block:", depth=1)
    else:
        yield Point(f"{_named(alone)}{', each alone' if len(alone) > 1 else ''}", lead="Who can block:", depth=1)


def _newest(told: Told) -> tuple[int, str]:
    return -dates.day(max(source.published for source in told.sources)).toordinal(), told.value


def missing(status: Status, tally: Tally) -> str:
    """Who must still consent, as far as anything is told: those in question, those on the way, those not reported."""
    held = {consent.member: consent for consent in status.consents if consent.candidate == tally.candidate}
    asked = [member for member in tally.missing if member in held and in_question(held[member])]
    unreported = [m for m in tally.missing if m not in held or (m not in asked and held[m].state == "not_reported")]
    between = [member for member in tally.missing if member not in {*asked, *unreported}]
    groups = ((asked, "outstanding"), (between, "begun, last stage not reported"), (unreported, "not reported"))
    return "; ".join(f"{_named(members)} ({what})" for members, what in groups if members)


def _named(members: list[str]) -> str:
    if len(members) > FEW:
        return words.count(len(members), "member")
    return words.joined(sorted(words.actor(member) for member in members))


def decided(status: Status, candidate: str) -> Iterator[Point]:
    """How it is decided on one candidate, who is missing, and who can block; nothing where no consents are counted."""
    for rule in status.rules:
        if rule.known and rule.candidate in ("", candidate):
            yield Point(brief(rule), lead=f"Rule, {rule.step}:")
    for tally in status.tallies:
        if tally.candidate == (candidate or status.process.target) and not tally.met and (said := missing(status, tally)):
            yield Point(said, lead="Missing:")
            yield from weight(status, tally)


def brief(rule: RuleView) -> str:
    """The rule without its notes, and when the instrument is in force once it is met."""
    said, delay = rule.words.split(". ")[0], rule.delay
    if not delay:
        return said
    return f"{said}, in force {f'on the {delay}' if delay.startswith('first') else f'{delay} after'}"


def _rules(rules: tuple[RuleView, ...], refs: References) -> Iterator[Point]:
    """Each step's rule, its candidates together where they have the same; then what reports say of rules, once."""
    for same in grouped(rules, lambda rule: (rule.step, rule.words, rule.article)):
        rule = same[0]
        where = f" ({rule.article})" if rule.article else ""
        of = words.actors(sorted(one.candidate for one in same if one.candidate))
        said = rule.words if refs.detail.whole else brief(rule)
        yield Point(f"{said}{where}", lead=f"Rule{f', {rule.step}' if rule.step else ''}{f', for {of}' if of else ''}:")
    for told in grouped(rules, lambda rule: rule.reported):
        differs = any(rule.differs for rule in told)
        if refs.detail.whole:
            yield from rivals(told[0].reported, refs, 1, "reports differ on" if differs else "as reported,")
        elif differs:
            values = groupby(told[0].reported, key=lambda one: one.field)
            rival = [f"{words.FIELDS.get(field, field)} {', '.join(one.value for one in held)}" for field, held in values]
            yield Point(f"{'; '.join(rival)} {MORE}", lead="reports differ on the rule:", depth=1)
