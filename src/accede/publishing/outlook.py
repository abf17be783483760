"""The outlook as a section: the distribution, the probability by each fixture, the grounds with their weights, and the score.

What is not shown is said: that it is a base rate, or that there is none, and why. The score of the way that is shown stands
beside the forecast, with those of the simpler ways that it was measured against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from accede import dates
from accede.outlook.model import Forecast, Score
from accede.publishing import words
from accede.publishing.document import Document, Point, Section, Table

# Of what moves the forecast so many grounds are listed, in full all.
LISTED = 8
LATE = "later than {horizon}"


def outlook_document(title: str, dates_in_words: str, told: Sequence[tuple[str, Forecast]], full: bool = False) -> Document:
    """The document of one or several forecasts; each has the candidate's name as its heading, "" where there is none."""
    sections = tuple(Section(f"Outlook{f' for {name}' if name else ''}", tuple(blocks(name, one, full))) for name, one in told)
    return Document(f"{title}: outlook", dates_in_words, sections)


def outlook_section(told: Sequence[tuple[str, Forecast]]) -> Section:
    """The section of a brief: all candidates of the process, one below the other."""
    found = [block for name, one in told for block in blocks(name, one, full=True)]
    return Section("Outlook", tuple(found))


def blocks(name: str, told: Forecast, full: bool) -> Iterator[Point | Table]:
    """The points and tables of one forecast."""
    lead = f"{name}: " if name else ""
    if told.supposing:
        yield Point("; ".join(_named(one) for one in told.supposing), lead=f"{lead}Supposing that")
    if told.basis == "on record" and told.completed:
        yield Point(f"completed on {_day(told.completed)}; nothing is left to forecast", lead=lead.strip())
        return
    if told.basis == "none":
        yield Point(f"no forecast: {told.because}", lead=lead.strip())
        yield from _scores(told.scores, "")
        return
    if told.basis == "base rate":
        yield Point(f"this is the base rate, since {told.because}", lead=f"{lead}Not the model:")
    yield from _quantiles(lead, told)
    if told.by_fixture:
        rows = tuple((Point(_day(one.day)), Point(one.name), Point(percent(share))) for one, share in told.by_fixture)
        yield Table(f"{lead}Probability of completion by each date that is scheduled", ("Date", "Scheduled", "Probability"), rows)
    yield from _grounds(told, full)
    yield from _scores(told.scores, told.basis)
    if full:
        yield _curve(lead, told)


def _quantiles(lead: str, told: Forecast) -> Iterator[Point]:
    by = dict(told.quantiles)
    middle = by.get(0.5)
    text = f"as likely before as after {_day(middle)}" if middle else f"more likely than not {_late(told)}"
    yield Point(text, lead=f"{lead}Completion:")
    yield Point(f"half of the probability lies from {_or_late(by.get(0.25), told)} to {_or_late(by.get(0.75), told)}", depth=1)
    yield Point(f"one in ten before {_or_late(by.get(0.1), told)}, one in ten after {_or_late(by.get(0.9), told)}", depth=1)
    if told.never >= 0.005:
        yield Point(f"not by {_day(told.horizon)}: {percent(told.never)}", depth=1)


def _grounds(told: Forecast, full: bool) -> Iterator[Point]:
    """What the forecast rests on, each with its weight."""
    yield Point("what it rests on, with its weight", lead="Grounds:")
    shown = told.grounds if full else told.grounds[:LISTED]
    for one in shown:
        weight = f"{percent(one.weight)} of the draws" if one.kind == "share" else f"rate of consent times {one.weight:g}"
        yield Point(f"{_named(one.what)}: {weight}", depth=1)
    if len(told.grounds) > len(shown):
        yield Point(f"{len(told.grounds) - len(shown)} more (accede outlook --full)", depth=1)


def _scores(scores: Iterable[Score], basis: str) -> Iterator[Point]:
    """How well this way did on past processes left out of the fitting, beside the others."""
    held = [one for one in scores if one.on == "all"]
    if not held:
        return
    ways = ", ".join(f"{one.way} {one.brier:.3f}" for one in held)
    yield Point(
        f"{ways} (mean Brier score, 0 is perfect; {words.count(held[0].rounds, 'past process')[:-1] + 'es' if held[0].rounds != 1 else '1 past process'}, "
        f"each left out of the fitting, {held[0].questions:,} questions)",
        lead="How such forecasts did:",
    )  # fmt: skip
    best = min(held, key=lambda one: one.brier)
    if basis == "model" and best.way != "model":
        yield Point(f"{best.way} did better than this model", depth=1)


def _curve(lead: str, told: Forecast) -> Table:
    """The table behind the chart: probability by the end of each month until nine in ten, then of each year."""
    shown = [(day, share) for at, (day, share) in enumerate(told.curve) if (at <= 24 and at % 3 == 0) or (at > 24 and day.month == 12)]
    rows = tuple((Point(_day(day)), Point(percent(share))) for day, share in shown)
    return Table(f"{lead}Probability of completion by a day", ("By", "Probability"), rows)


def percent(share: float) -> str:
    """ "37 %"; what is nearly nothing or all is said so."""
    if 0 < share < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < share < 1 else f"{100 * share:.0f} %"


def _named(text: str) -> str:
    """A ground's words with names for the codes of states."""
    return " ".join(words.actor(part) if len(part) == 3 and part.isupper() and part.isalpha() else part for part in text.split(" "))


def _day(day: date) -> str:
    return dates.in_words(day.isoformat())


def _late(told: Forecast) -> str:
    return LATE.format(horizon=_day(told.horizon))


def _or_late(day: date | None, told: Forecast) -> str:
    return _day(day) if day else _late(told)
