"""Timelines narrowed to a kind, an actor, an outlet, or to what is so and so sure. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from accede.knowledge import fold, load
from accede.model import ROLES
from accede.process.model import Entry

#: What a certainty is called: an official act, several or one independent origin of reports, sources that disagree.
CERTAINTIES = ("act", "several", "one", "rivals")


class Narrowing(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; "" is anything. actor: an id or a name. outlet: words of its name. certainty: of CERTAINTIES."""

    kind: str = ""
    actor: str = ""
    outlet: str = ""
    certainty: str = ""

    @property
    def is_none(self) -> bool:
        """True where everything is asked for."""
        return not (self.kind or self.actor or self.outlet or self.certainty)

    def of(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """The entries that are meant, in their order."""
        return tuple(entry for entry in entries if self._takes(entry))

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


def is_named(asked: str, id: str) -> bool:
    """True where the words are the actor's id or name; case and accents do not matter."""
    return fold(asked) in (fold(id), fold(load().name_of(id)))
