"""What the files of knowledge hold, row by row: frozen values, checked when they are read.

A *form* is a word or phrase that may stand for a thing in English news. `ambiguous` holds those of a row's forms
that also mean something else ("Georgia", "Congress", "Brussels" for the EU): a reader takes them only where the
context decides. In the files such a form ends in "?". Every row names its source.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

import msgspec

from accede.dates import parse

Category = Literal[
    "state", "adjective", "people", "capital", "metonym", "organisation", "body", "organisation_noun",
    "instrument", "group", "region", "place", "office",
]  # fmt: skip
Level = Literal["state", "organisation", "either", "none"]
GroupKind = Literal["armed", "movement", "community", "coalition", "party", "territory", "association"]

Text = Annotated[str, msgspec.Meta(min_length=1)]
StateId = Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]
ShortId = Annotated[str, msgspec.Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Forms = tuple[Text, ...]


class Form(NamedTuple):
    """One form of one thing. `id` is an actor's id, a place's name or an office's normal form."""

    text: str
    id: str
    category: Category
    ambiguous: bool


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every row has: where it is from, and which of its forms are ambiguous."""

    source: Text
    ambiguous: frozenset[str] = frozenset()

    def _forms(self, id: str, *parts: tuple[Category, tuple[str, ...]]) -> Iterator[Form]:
        for category, texts in parts:
            for text in dict.fromkeys(texts):
                yield Form(text, id, category, text in self.ambiguous)


class State(Row, frozen=True, kw_only=True):
    """A state or a territory that acts like one in treaties.

    id: ISO 3166-1 alpha-3; XKX for Kosovo. `names` are all other names, `adjectives` "Turkish", `people` "Turks",
    `capitals` the seat of government as it stands for the state, `metonyms` "Kremlin", "Riksdag".
    """

    id: StateId
    name: Text
    names: Forms = ()
    adjectives: Forms = ()
    people: Forms = ()
    capitals: Forms = ()
    metonyms: Forms = ()

    def forms(self) -> Iterator[Form]:
        """Every form, each once per category."""
        return self._forms(
            self.id, ("state", (self.name, *self.names)), ("adjective", self.adjectives), ("people", self.people),
            ("capital", self.capitals), ("metonym", self.metonyms),
        )  # fmt: skip


class Membership(Row, frozen=True, kw_only=True):
    """A state's membership from the day `first` to the day `after`, half-open; `after` None has no end."""

    organisation: ShortId
    state: StateId
    first: datetime.date
    after: datetime.date | None = None

    def __post_init__(self) -> None:
        if self.after is not None and self.after <= self.first:
            raise ValueError(f"ends on {self.after}, before it begins")

    def holds(self, day: datetime.date) -> bool:
        """True when the state is a member on `day`."""
        return self.first <= day and (self.after is None or day < self.after)


class Succession(Row, frozen=True, kw_only=True):
    """When a state could consent to treaties in its own name: from `since` until `until`, half-open; None is open.

    `predecessor` is the state whose treaties applied before. `kind` says how the state came into being; "alongside" is one for
    which another could still speak until `spoken_until`, "alias" another code for the predecessor.
    """

    state: StateId
    since: datetime.date | None = None
    until: datetime.date | None = None
    predecessor: str = ""
    kind: Text
    spoken_until: datetime.date | None = None
    note: str = ""


class Organisation(Row, frozen=True, kw_only=True):
    """An organisation, or an agreement that has members like one (CPTPP).

    `abbreviations` decide by case ("WHO" is not "who"). `nouns` are definite descriptions that may point to it
    ("alliance", written without article), `bodies` smaller units that count as it ("European Commission").
    `joinable` is true where states join it as members or parties; `members` is empty where no dated list is kept.
    """

    id: ShortId
    name: Text
    names: Forms = ()
    abbreviations: Forms = ()
    nouns: Forms = ()
    bodies: Forms = ()
    seat: str = ""
    joinable: bool = False
    members: tuple[Membership, ...] = ()

    def forms(self) -> Iterator[Form]:
        """Every form; a noun is always ambiguous."""
        yield from self._forms(
            self.id, ("organisation", (self.name, *self.names, *self.abbreviations)), ("body", self.bodies)
        )
        for noun in dict.fromkeys(self.nouns):
            yield Form(noun, self.id, "organisation_noun", True)


class Instrument(Row, frozen=True, kw_only=True):
    """A treaty, convention, protocol or named agreement; `organisation` the one under which it was made.

    `constitutes` is set where to accede to it is to join an organisation: the North Atlantic Treaty and NATO.
    """

    id: ShortId
    name: Text
    names: Forms = ()
    organisation: str = ""
    constitutes: str = ""

    def forms(self) -> Iterator[Form]:
        """Every form."""
        return self._forms(self.id, ("instrument", (self.name, *self.names)))


class Group(Row, frozen=True, kw_only=True):
    """What is neither state nor organisation, but is named in demands or spoken for.

    Parties, territories and associations have no forms: the party of a prime minister or the island that a visit goes
    to is not who acts in a process. They are kept for the persons who speak for them.
    """

    id: ShortId
    name: Text
    names: Forms = ()
    kind: GroupKind

    def forms(self) -> Iterator[Form]:
        """Every form of an armed group, movement, community or coalition."""
        if self.kind not in ("party", "territory", "association"):
            yield from self._forms(self.id, ("group", (self.name, *self.names)))


class Region(Row, frozen=True, kw_only=True):
    """A set of states with a name: "the Nordic countries", "the E3".

    `name` is for display and no form. `adjectives` combine with a word for state: "the Nordic nation"; an ambiguous
    one counts only so, never alone ("Pacific"). `states` are ids, in the order of the file.
    """

    id: ShortId
    name: Text
    names: Forms = ()
    adjectives: Forms = ()
    states: tuple[StateId, ...]

    def forms(self) -> Iterator[Form]:
        """Every form: names, adjectives, and each adjective with a word for state, singular and plural."""
        words = ("country", "countries", "nation", "nations", "state", "states")
        compound = tuple(f"{adjective} {word}" for adjective in self.adjectives for word in words)
        alone = tuple(adjective for adjective in self.adjectives if adjective not in self.ambiguous)
        return self._forms(self.id, ("region", (*self.names, *alone, *compound)))


class Place(Row, frozen=True, kw_only=True):
    """A city or venue; its canonical English name is its id. `state` is empty where it lies in none."""

    name: Text
    names: Forms = ()
    state: str = ""

    @property
    def id(self) -> str:
        """The canonical English name."""
        return self.name

    def forms(self) -> Iterator[Form]:
        """Every form."""
        return self._forms(self.name, ("place", (self.name, *self.names)))


class Office(Row, frozen=True, kw_only=True):
    """An office's normal form (its id) and the titles that mean it.

    `level` says for whom its holder speaks: a state, an organisation, either of them, or none (analysts, firms).
    `actor` is set where the title itself names the actor ("Kremlin spokesman"). `institution` marks what is not a
    person's office but a ministry, presidency or press office that speaks.
    """

    id: Text
    titles: Forms = ()
    plurals: Forms = ()
    level: Level
    actor: str = ""
    institution: bool = False

    def forms(self) -> Iterator[Form]:
        """Every title, singular and plural."""
        return self._forms(self.id, ("office", (self.id, *self.titles, *self.plurals)))


class Holder(Row, frozen=True, kw_only=True):
    """A person's time in an office.

    `since` and `until` are EDTF as precise as known; `until` is the day (month, year) on which a successor took over.
    Empty is not known, ".." in `until` is in office when the file was written. `surname` is how news names the
    person after the first mention.
    """

    name: Text
    spellings: Forms = ()
    surname: str = ""
    office: Text
    actor: Text
    since: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        if self.first and self.after and self.after <= self.first:
            raise ValueError(f"ends {self.until}, before it begins")

    @property
    def first(self) -> datetime.date | None:
        """The earliest day on which the office can have been held; None where not known."""
        return parse(self.since).first if self.since else None

    @property
    def after(self) -> datetime.date | None:
        """The first day on which it surely was held no more; None where not known or not ended.

        Half-open: an `until` that is a day is the successor's first day; of a month or a year, the day after it.
        """
        if self.until in ("", ".."):
            return None
        when = parse(self.until)
        return when.first if when.is_day else when.after

    def may_hold(self, day: datetime.date) -> bool:
        """False only where the known bounds exclude `day`."""
        return (self.first is None or self.first <= day) and (self.after is None or day < self.after)

    def known_as(self) -> tuple[str, ...]:
        """The names by which the person is looked up: full names, spellings, and surnames that mean no other thing."""
        family = self.surname or self.name.split()[-1]
        surnames = [family]
        if self.name.endswith(f" {family}") and " " not in family:
            surnames += [spelling.split()[-1] for spelling in self.spellings]
        alone = [] if family in self.ambiguous else surnames
        return tuple(dict.fromkeys((self.name, *self.spellings, *alone)))
