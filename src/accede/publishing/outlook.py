"""The outlook as a section: the distribution, the probability by each fixture, the grounds with their weights, and the score.

What is not shown is said: that it is a base rate, or that there is none, and why. The score of the way that is shown stands
beside the forecast, with those of the simpler ways that it was measured against.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from accede import dates
from accede.outlook.model import Forecast, Score
from accede.process.model import Status
from accede.publishing import words
from accede.publishing.document import Document, Point, Section, Table
from accede.publishing.standing import decided

# Of what moves the forecast so many grounds are listed, in full all.
LISTED = 8
LATE = "later than {horizon}"


Told = Sequence[tuple[str, Forecast]]


def outlook_document(status: Status, dates_in_words: str, plain: Told, supposed: Told = (), full: bool = False) -> Document:
    """The document of a process: of each candidate how it is decided, the forecast, and that under a supposition.

    plain, supposed: the forecasts by the name of the candidate, "" for an instrument's own entry into force. Candidates of whom
    the same is forecast stand together.
    """
    ids = dict(zip((name for name, _ in plain), status.process.candidates or ("",), strict=True))
    sections = []
    for names, one in alike(plain):
        how = tuple(decided(status, ids[names[0]])) if one.basis not in ("on record",) else ()
        sections.append(Section(_title("Outlook", names), (*how, *blocks(one, full))))
    sections += [Section(_title("Supposed", names), tuple(blocks(one, full))) for names, one in alike(supposed)]
    marks = next((one.scores for _, one in plain if one.scores and one.quantiles), ())
    if marks:
        sections.append(Section("How such forecasts did", tuple(scores(marks, {one.basis for _, one in plain}))))
    return Document(f"{status.process.title}: outlook", dates_in_words, tuple(sections))


def _title(title: str, names: Sequence[str]) -> str:
    return f"{title} for {words.joined(list(names))}" if any(names) else title


def alike(told: Told) -> list[tuple[list[str], Forecast]]:
    """The names of those that have the same forecast, together."""
    found: list[tuple[list[str], Forecast]] = []
    for name, one in told:
        same = next((names for names, other in found if other == one), None)
        if same is None:
            found.append(([name], one))
        else:
            same.append(name)
    return found


def outlook_section(told: Told) -> Section:
    """The section of a brief: all candidates of the process, one below the other, and how such forecasts did."""
    found: list[Point | Table] = []
    for names, one in alike(told):
        if any(names):
            found.append(Point("", lead=f"{words.joined(names)}:"))
        found += blocks(one, full=True)
    marks = next((one.scores for _, one in told if one.scores and one.quantiles), ())
    return Section("Outlook", (*found, *scores(marks, {one.basis for _, one in told})))


def blocks(told: Forecast, full: bool) -> Iterator[Point | Table]:
    """The points of one forecast, and with `full` the table of its curve."""
    if told.basis == "on record" and told.completed:
        yield Point(f"on {_day(told.completed)}, on record; nothing is left to forecast", lead="Completed:")
        return
    if told.supposing:
        yield Point("; ".join(_named(one) for one in told.supposing), lead="Supposing that")
        yield Point("by the survival of consents alone: base rate and officials know nothing of it", depth=1)
    if told.basis == "none":
        yield Point(told.because, lead="No forecast:")
        return
    if told.basis == "base rate":
        yield Point(f"since {told.because}", lead="This is the base rate, not the model:")
    yield from _quantiles(told)
    for one, share in told.by_fixture:
        yield Point(f"{percent(share)}", lead=f"By {_day(one.day)}, {one.name}:", depth=1)
    yield from _grounds(told, full)
    if full:
        yield _curve(told)


def _quantiles(told: Forecast) -> Iterator[Point]:
    by = dict(told.quantiles)
    middle = by.get(0.5)
    if told.never > 0.9995:
        yield Point(f"not by {_day(told.horizon)}, in any draw", lead="Completion:")
        return
    yield Point(f"as likely before as after {_day(middle)}" if middle else f"more likely than not {_late(told)}", lead="Completion:")
    if by.get(0.25):
        yield Point(f"half of the probability lies from {_or_late(by.get(0.25), told)} to {_or_late(by.get(0.75), told)}", depth=1)
    first, last = by.get(0.1), by.get(0.9)
    if first:
        yield Point(f"one in ten before {_day(first)}, one in ten {f'after {_day(last)}' if last else _late(told)}", depth=1)
    if told.never >= 0.005:
        yield Point(f"not by {_day(told.horizon)}: {percent(told.never)}", depth=1)


def _grounds(told: Forecast, full: bool) -> Iterator[Point]:
    """What the forecast rests on, each with its weight."""
    yield Point("what it rests on, with its weight", lead="Grounds:")
    shown = told.grounds if full else told.grounds[:LISTED]
    for one in shown:
        weight = f": rate of consent times {one.weight:g}" if one.kind == "factor" else f": {percent(one.weight)} of the draws" if one.mixed else ""
        yield Point(f"{_named(one.what)}{weight}", depth=1)
    if len(told.grounds) > len(shown):
        yield Point(f"{len(told.grounds) - len(shown)} more (accede outlook --full)", depth=1)


def scores(held: Iterable[Score], bases: Collection[str]) -> Iterator[Point]:
    """How well this way did on past processes left out of the fitting, beside the simpler ones; the best first."""
    rows = sorted((one for one in held if one.on == "all"), key=lambda one: one.brier)
    if not rows:
        return
    kind = "accessions" if rows[0].kind == "accession" else "treaties"
    yield Point(", ".join(f"{one.way} {one.brier:.3f}" for one in rows), lead="Mean Brier score, 0 is perfect:")
    yield Point(f"on {rows[0].rounds} past {kind}, each left out of the fitting, {rows[0].questions:,} questions (docs/outlook.md)", depth=1)
    if "model" in bases and rows[0].way != "model":
        yield Point(f"{rows[0].way} did better than this model", depth=1)


def _curve(told: Forecast) -> Table:
    """The table behind the chart: each quarter for two years, then each year's end."""
    shown = [(day, share) for at, (day, share) in enumerate(told.curve) if (at <= 24 and at % 3 == 0) or (at > 24 and day.month == 12)]
    rows = tuple((Point(_day(day)), Point(percent(share))) for day, share in shown)
    return Table("Probability of completion by a day", ("By", "Probability"), rows)


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
