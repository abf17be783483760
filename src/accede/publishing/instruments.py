"""Instruments as documents: the rule in words, where it stands on a day, and the table of rules against history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from accede import dates
from accede.process.force import Force
from accede.process.history import Comparison
from accede.process.instrument import Decision, Instrument
from accede.process.judging import Blocking, Pivots
from accede.process.power import NoPower, Power
from accede.process.rules import Parties, in_words
from accede.process.standing import Standing
from accede.publishing import words
from accede.publishing.columns import columns
from accede.publishing.document import Document, Point, Section

# So many names stand in a line; the others are counted.
FEW = 12
# Blocking sets larger than this are told by their size alone.
LARGE = 6
NOT_KNOWN = "not by these consents"


def rule_in_words(decision: Decision, where: Parties) -> str:
    """The rule with its delay: "60 consents, in force 120 days after"."""
    wait = decision.wait.in_words()
    delayed = f", in force {'on the ' if decision.wait.first_of_month else ''}{wait}{'' if decision.wait.first_of_month else ' after'}" if wait else ""
    earliest = f", not before {dates.in_words(decision.not_before.isoformat())}" if decision.not_before else ""
    return f"{in_words(decision.rule, where)}{delayed}{earliest}"


def listing(instruments: Iterable[Instrument], where: Parties, width: int) -> list[str]:
    """One line an instrument: id, what it takes to enter into force, name."""
    rows = [(one.id, _taken(one, where), one.name) for one in instruments]
    return columns(("id", "rule", "name"), rows, width)


def _taken(instrument: Instrument, where: Parties) -> str:
    decision = instrument.counted("") or next(iter(instrument.decisions), None)
    return in_words(decision.rule, where) if decision else "no rule"


def instrument_document(
    instrument: Instrument, where: Parties, standing: Standing | None, indices: tuple[Power, ...] | NoPower | None
) -> Document:  # fmt: skip
    """The instrument: each decision with its rule, and where it stands on the day by the consents at hand.

    standing: None where there are no consents to judge by. indices: None where they were not asked for.
    """
    sections = [Section(decision.name.capitalize(), tuple(_decision(decision, where))) for decision in instrument.decisions]
    if standing is not None:
        sections.append(Section(f"On {dates.in_words(where.day.isoformat())}", tuple(_standing(standing, where))))
    if indices is not None:
        sections.append(Section("Power", tuple(_power(indices))))
    as_of = "With all members on the lists." if where.day == date.max else f"As of {dates.in_words(where.day.isoformat())}."
    return Document(instrument.name, as_of, tuple(sections))


def _decision(decision: Decision, where: Parties) -> Iterator[Point]:
    of = words.joined([words.actor(candidate) for candidate in decision.candidates])
    yield Point(rule_in_words(decision, where), lead=f"Rule{f' for {of}' if of else ''}:")
    yield Point(f"{decision.article}{f'; depositary: {decision.depositary}' if decision.depositary else ''}", lead="By:", depth=1)
    if decision.note:
        yield Point(decision.note, lead="Note:", depth=1)
    yield Point("; ".join(decision.references), lead="Source:", depth=1)


def _standing(told: Standing, where: Parties) -> Iterator[Point]:
    yield Point(_in_force(told.force, where.day), lead="In force:")
    yield Point(words.count(len(told.consenting), "consent"), lead="Consents:")
    for lack in told.lacks:
        held = f"{_number(lack.held)} of {_number(lack.needed)}"
        yield Point(f"{held}: {in_words(lack.rule, where)}", lead="Missing:", depth=1)
    if told.missing:
        yield Point(_names(told.missing), lead="Not yet:", depth=1)
    if told.lacks:
        yield Point(_pivots(told.pivots), lead="Whose consent alone would do:")
        yield Point(_blocking(told.blocking), lead="Who can block:")
    for doubt in told.doubts:
        yield Point(doubt, lead="Not believed:")


def _in_force(told: Force, day: date) -> str:
    if told.since is None:
        return "no" if told.met is None else f"rule met on {dates.in_words(told.met.isoformat())}"
    met = f"rule met on {dates.in_words(told.met.isoformat())}" if told.met else ""
    since = dates.in_words(told.since.isoformat())
    return f"yes, since {since} ({met})" if told.on(day) else f"not yet: from {since} on ({met})"


def _pivots(told: Pivots) -> str:
    if told.anyone:
        return "that of any state"
    return _names(told.actors) if told.actors else "nobody's: more than one is missing"


def _blocking(told: Blocking) -> str:
    if not told.size:
        return "nobody: others may consent in their place, or the rule is met"
    if told.size > LARGE:
        return f"no fewer than {told.size} together"
    if told.size == 1:
        return f"{_names([one for held in told.sets for one in held])}, each alone"
    some = "; ".join(_names(held) for held in told.sets[:3])
    return f"{told.size} together, such as {some}{'' if len(told.sets) <= 3 and not told.more else '; and others'}"


def _power(indices: tuple[Power, ...] | NoPower) -> Iterator[Point]:
    if isinstance(indices, NoPower):
        yield Point(indices.why, lead="No indices:")
        return
    yield Point("Shapley-Shubik index, normalised Banzhaf index, share of coalitions turned", lead="Columns:")
    for one in indices:
        yield Point(f"{one.shapley_shubik:.4f}  {one.banzhaf:.4f}  {one.swings:.4f}", lead=f"{words.actor(one.actor)}:")


def _names(actors: Sequence[str]) -> str:
    named = [words.actor(actor) for actor in actors[:FEW]]
    return words.joined(named) if len(actors) <= FEW else f"{', '.join(named)} and {len(actors) - FEW} more"


def _number(number: float) -> str:
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def history_table(found: Sequence[Comparison], width: int) -> list[str]:
    """One line an instrument: the computed and the recorded day, and how far apart; last the counts."""
    rows = [
        (one.instrument, _day(one.computed), _day(one.recorded), _apart(one), one.difference or "; ".join(one.doubts))
        for one in sorted(found, key=lambda one: (one.agrees, one.instrument))
    ]  # fmt: skip
    return [*columns(("instrument", "computed", "recorded", "apart", "why"), rows, width), "", *agreement(found)]


def agreement(found: Sequence[Comparison]) -> Iterator[str]:
    """How many agree to the day, as the table stands and with the errors of it that are named."""
    if not found:
        yield "no instrument's treaty is in the table"
        return
    exact, mended = sum(one.agrees for one in found), sum(one.is_mended for one in found)
    yield f"{exact} of {len(found)} to the day ({100 * exact / len(found):.1f} %) by the consents as the table gives them"
    if any(one.mended != one.computed for one in found):
        yield f"{mended} of {len(found)} ({100 * mended / len(found):.1f} %) with the errors of the table mended that the files name"
    if unexplained := [one.instrument for one in found if not one.agrees and not one.difference]:
        yield f"not explained: {', '.join(unexplained)}"


def history_markdown(found: Sequence[Comparison]) -> str:
    """The table of docs/instruments.md."""
    lines = ["| instrument | article | rule met | computed | recorded | days apart |", "| --- | --- | --- | --- | --- | ---: |"]
    for one in sorted(found, key=lambda one: one.instrument):
        cells = (one.instrument, one.article, _day(one.met), _day(one.computed), _day(one.recorded), _apart(one))
        lines.append(f"| {' | '.join(cells)} |")
    differing = [one for one in sorted(found, key=lambda one: one.instrument) if not one.agrees]
    lines += ["", *(f"{line}." for line in agreement(found)), ""]
    lines += [f"- **{one.instrument}**: {one.difference or 'not explained.'}{_with_mended(one)}" for one in differing]
    return "\n".join(lines)


def _with_mended(one: Comparison) -> str:
    return f" With that mended: {_day(one.mended)}." if one.mended != one.computed else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else "none"


def _apart(one: Comparison) -> str:
    return "-" if one.days is None else f"{one.days:+d}" if one.days else "0"
