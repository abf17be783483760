"""Timelines narrowed to a kind, an actor, an outlet, a span of days, or to what is so and so sure. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from accede import dates
from accede.knowledge import fold, load
from accede.model import ROLES
from accede.process.model import Entry

#: What a certainty is called: an official act, several or one independent origin of reports, sources that disagree.
CERTAINTIES = ("act", "several", "one", "rivals")


class Narrowing(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; "" is anything. actor: an id or a name. outlet: words of its name. certainty: of CERTAINTIES.

    first, last: days, both in the span that is asked for.
    """

    kind: str = ""
    actor: str = ""
    outlet: str = ""
    certainty: str = ""
    first: str = ""
    last: str = ""

    @property
    def is_none(self) -> bool:
        """True where everything is asked for."""
        return not any(getattr(self, field) for field in self.__struct_fields__)

    def of(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """The entries that are meant, in their order. Raises DateError for a day that is none."""
        first, last = (dates.day(day) if day else None for day in (self.first, self.last))
        return tuple(entry for entry in entries if self._takes(entry) and is_within(entry, first, last))

    def _takes(self, entry: Entry) -> bool:
        return (
            (not self.kind or entry.kind == self.kind)
            and (not self.actor or any(is_named(self.actor, id) for role in ROLES for id in getattr(entry, role)))
            and (not self.outlet or any(fold(self.outlet) in fold(source.outlet) for source in entry.sources))
            and (not self.certainty or is_so_sure(entry, self.certainty))
        )


def is_so_sure(entry: Entry, certainty: str) -> bool:
    """True where the entry is of the certainty; of one that is none, nothing is."""
    if certainty == "rivals":
        return bool(entry.rivals)
    if certainty == "act":
        return entry.official or any(source.act for source in entry.sources)
    return not entry.official and {"several": entry.origins > 1, "one": entry.origins < 2}.get(certainty, False)


def is_within(entry: Entry, first: date | None, last: date | None) -> bool:
    """True where a time that is told of the entry has a day from `first` to `last`; None is open.

    What no source dates is where it is drawn: at the day by which it had happened.
    """
    if first is None and last is None:
        return True
    return any((last is None or begins <= last) and (first is None or after > first) for begins, after in _told(entry))


def _told(entry: Entry) -> Iterator[tuple[date, date]]:
    """First day and the day after the last of each told time; an open side is the one day that is told."""
    rival = [told.value for told in entry.rivals if told.field == "time"]
    for time in filter(None, (entry.time or (None if rival else entry.bound), *rival)):
        when = dates.parse(time)
        if when.first:
            yield when.first, when.after or when.first + timedelta(days=1)
        elif when.after:
            yield when.after - timedelta(days=1), when.after


def names_in(entries: Iterable[Entry]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the actors in any role, and the outlets, both sorted: what a timeline may be narrowed to."""
    actors: set[str] = set()
    outlets: set[str] = set()
    for entry in entries:
        actors.update(id for role in ROLES for id in getattr(entry, role))
        outlets.update(source.outlet for source in entry.sources if source.outlet and not source.act)
    return tuple(sorted(actors)), tuple(sorted(outlets))


def is_named(asked: str, id: str) -> bool:
    """True where the words are the actor's id or name; case and accents do not matter."""
    return fold(asked) in (fold(id), fold(load().name_of(id)))
