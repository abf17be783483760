"""The valid clock: by which day a thing is so, and what may have been so already.

A time that is wider than a day does not say on which day the thing began: "2022-06" may be the 1st or the 30th. It
counts from its last day on, or from the first publication that tells it as past, whichever is earlier. What no
source dates counts from that publication: it happened by then. In between it is possible, and is shown as that.
"""

from __future__ import annotations

from datetime import date, timedelta

from accede.dates import parse
from accede.model import Modality
from accede.process.model import Entry, Line

FACTUAL = (None, "happened", "ongoing")
AHEAD = ("planned", "expected")
_SAID = ("fixture", "expectation", "rule", "statement")
_DAY = timedelta(days=1)


def is_fact(kind: str, modality: Modality | None) -> bool:
    """True for what is told as a fact, not as a plan, a need, a condition or a denial.

    A membership or a consent must be told as having happened: "brings the treaty nearer to taking effect" is none, and
    "the matter of Turkey's ratification" says neither yes nor no.
    """
    return modality in FACTUAL and (modality is not None or kind not in ("membership", "ratification"))


def is_factual(entry: Line) -> bool:
    """True where the sources tell it as a fact."""
    return is_fact(entry.kind, entry.modality)


def is_under_way(entry: Entry) -> bool:
    """True for a ratification that goes on: no stage of it is told as done."""
    return entry.kind == "ratification" and entry.modality == "ongoing" and entry.stage is None


def is_ahead(entry: Line) -> bool:
    """True where the sources tell of something to come."""
    return entry.kind in ("fixture", "expectation") or (entry.modality in AHEAD and entry.kind != "statement")


def published(entry: Line) -> date:
    """The first day on which a source told it."""
    return parse(entry.bound).first or date.min


def established(entry: Line) -> date:
    """The day from which it counts.

    Plans, expectations, needs and denials are held from the day they are published; so is what has no date.
    """
    if entry.time is None or not is_factual(entry) or entry.kind in _SAID:
        return published(entry)
    latest = _latest_start(entry.time)
    return min(latest, max(published(entry), earliest(entry)))


def earliest(entry: Line) -> date:
    """The first day on which it may have begun."""
    return (parse(entry.time).first if entry.time else None) or date.min


def _latest_start(time: str) -> date:
    """The last day on which something so dated can have begun.

    An interval of days is how long the thing lasted ("2022-06-09/2022-06-13"); an open one began at its start; one
    of months or years is how well its day is known.
    """
    when = parse(time)
    start, slash, end = time.partition("/")
    if slash and start not in ("", "..") and (end in ("", "..") or parse(start).is_day):
        when = parse(start)
    return when.after - _DAY if when.after else date.max


def possible(entry: Entry, valid: date) -> bool:
    """True where its time leaves open whether it happened by `valid` or after it."""
    return _is_event(entry) and entry.time is not None and earliest(entry) <= valid < established(entry)


def undated_then(entry: Entry, valid: date) -> bool:
    """True where it is told without a date, and only after `valid`: it may have been so already."""
    return _is_event(entry) and entry.time is None and valid < established(entry)


def _is_event(entry: Entry) -> bool:
    return is_factual(entry) and entry.kind not in _SAID
