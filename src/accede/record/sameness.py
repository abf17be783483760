"""The one table of what makes two claims report the same happening: one row a kind, with its reason.

Two claims of a kind are *compatible* when nothing that both of them tell contradicts; what one leaves open agrees
with anything. They are *linked* when, besides, they positively agree in all the things that one entry of `link`
names. An event grows by claims that are linked to one of its claims and compatible with all of them.

`agree` says how a field that both tell must agree:
    equal   the same, to the last member
    share   one holds the other, or they have two members in common (a report that names fewer is not wrong)
    told    as equal, and a claim that leaves it open differs from one that fills it
    loose   the same, unless both claims are dated to within NARROW_DAYS and have a common day (then it is a rival)
    steady  rivals are welcome, but not from one narrator in one report: who gives two counts speaks of two things
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import msgspec

from accede.model import Claim, Event

Agreement = Literal["equal", "share", "told", "loose", "steady"]


class Sameness(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """How the claims of one kind are taken for the same happening.

    near: days by which rival dates may lie apart; 0 asks for a common day, None does not compare times.
    window: an undated claim of what happened speaks of the days up to its publication, so many of them; of what is
        to come, of so many days from it. None is without limit.
    widest: days that a time may span at most to agree with another that is not the same; None is without limit.
    once: it happens once to the same actors, so that an undated plan of it is a plan of the same thing.
    unsaid: the class of modality of a claim that gives none; None does not compare modalities.
    words: least likeness of the quoted words, 0 to 100, that `link` counts as "words", and that every two claims
        need where `link` asks for "words" in all its entries; None where words are not compared.
    single: the fields that can have only one true value: rivals in them are a conflict.
    """

    why: str
    agree: dict[str, Agreement]
    link: tuple[tuple[str, ...], ...]
    near: int | None = 0
    window: int | None = None
    widest: int | None = None
    once: bool = False
    unsaid: Literal["settled", "ahead"] | None = "settled"
    words: int | None = None
    single: tuple[str, ...] = ()

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """Every field of a claim that the row names, in order."""
        return tuple(dict.fromkeys([*self.agree, *(name for link in self.link for name in link)]))

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Those of them that are told in so many words, not worked out (time, words, report)."""
        return tuple(name for name in self.compared if name not in ("time", "words", "published", "report"))

    @cached_property
    def apart(self) -> str:
        """A field that holds claims apart which fill it differently, and that not every link names; "" for none."""
        equal = (name for name, how in self.agree.items() if how == "equal")
        return next((name for name in equal if not all(name in link for link in self.link)), "")

    @cached_property
    def needs_words(self) -> bool:
        """True where every two claims must have their words alike."""
        return self.words is not None and all("words" in link for link in self.link)


# Fields that need only `share` have so many members in common where neither holds the other: one alone, an envoy who
# meets everybody, does not make two meetings one.
SHARED = 2

# Outcomes: a claim belongs to the round told of nearest to it, if that is no farther than about two paragraphs.
NEAR_PASSAGE = 800

# A meeting of one to three days is one occasion; a month holds several.
NARROW_DAYS = 3

# A claim whose time spans no more days is looked for by the months of it alone; this changes no result, only the work.
WIDE_DAYS = 92

# The modalities that can be values of one event without agreeing dates. `pending` describes a state that lasts
# until a happening, and would hide in it; what is denied at large is not what happened on a day.
MODALITY_CLASSES = {
    "happened": "settled",
    "ongoing": "settled",
    "denied": "denied",
    "planned": "ahead",
    "expected": "ahead",
    "demanded": "ahead",
    "conditional": "ahead",
    "pending": "pending",
}
# What a report of the day after can give; the rest is about what is to come.
OVER = frozenset({"settled", "denied"})

_ONCE: dict[str, Agreement] = {"by": "equal", "of": "equal", "to": "equal"}
_TALKS: dict[str, Agreement] = {"parties": "share", "by": "share", "of": "share", "to": "equal"}

RULES: dict[str, Sameness] = {
    "application": Sameness(
        why="One applicant applies once to one organisation. Joint and single applications stay apart, so that no "
        "applicant is shown by the words on another. A wrong month is a rival date, not a second application.",
        agree=_ONCE, link=(("by", "to"), ("by", "time")), near=31, once=True, single=("time",),
    ),
    "membership": Sameness(
        why="As application; the ceremony trails the day of deposit, by days.",
        agree=_ONCE, link=(("by", "to"), ("by", "time"), ("to", "time")), near=7, once=True, single=("time",),
    ),
    "signature": Sameness(
        why="As application; a ceremony of several days is told by its first or last.",
        agree=_ONCE, link=(("by", "to"), ("by", "time"), ("to", "time")), near=3, once=True, single=("time",),
    ),
    "withdrawal": Sameness(
        why="As application; a second withdrawal, years later, has another date.",
        agree=_ONCE, link=(("by", "to"), ("by", "time")), near=7, once=True, single=("time",),
    ),
    "invitation": Sameness(
        why="An organisation invites the same candidates once; a summit of two or three days is told by any of them.",
        agree=_ONCE, link=(("of", "by"), ("of", "time")), near=3, once=True, single=("time",),
    ),
    "ratification": Sameness(
        why="One member takes each stage once for the same candidates, and stages never merge into one 'ratified'; "
        "a claim without its stage joins one with it only by a common day or, bare of date and votes, in the same "
        "report (a headline). Reports on a vote at night differ by a day or two.",
        agree={**_ONCE, "stage": "told"}, link=(("by", "of"), ("by", "to"), ("by", "time")),
        near=3, once=True, single=("time", "votes"),
    ),
    "tally": Sameness(
        why="A ratification claim with a count and no member. Counts grow, so only those of the same or the next day "
        "speak of the same count, and differ as rivals.",
        agree={"of": "equal", "to": "equal", "members": "steady"},
        link=(("of", "time"), ("to", "time"), ("of", "published"), ("to", "published")),
        near=0, window=2, single=("members",),
    ),
    "agreement": Sameness(
        why="The same parties conclude several over the years; late-night deals are dated a day or two apart; the "
        "press refers to one for about a year without its date.",
        agree={"parties": "share", "to": "equal"},
        link=(("parties", "time"), ("parties", "published"), ("place", "time"), ("report", "time")),
        near=2, window=400, widest=366, single=("time",),
    ),
    "talks": Sameness(
        why="Rounds recur within days, so dated ones need a common day; a report that names fewer parties is not "
        "wrong; undated talks are news of the last week or plans for the next.",
        agree={**_TALKS, "round": "loose", "place": "loose"},
        link=(("parties", "time"), ("parties", "published"), ("place", "time"), ("round", "time"), ("report", "time")),
        near=0, window=7, widest=31, single=("round",),
    ),
    "outcome": Sameness(
        why="What one narrator says that one round brought; narrators stay apart, for each has his own view of it. "
        "The outlets' own words are one narrator.",
        agree={"round_of": "equal", "narrator": "told", "parties": "share"},
        link=(("round_of", "narrator"), ("narrator", "parties", "time"), ("narrator", "report", "time")),
        near=None, unsaid=None, single=("rating",),
    ),
    "halt": Sameness(
        why="Stops recur, are seldom dated to the day and are spoken of for about a month.",
        agree=_TALKS,
        link=(("parties", "time"), ("parties", "published"), ("by", "of", "time"), ("of", "to", "time"),
              ("report", "time"), ("words", "time")),
        near=2, window=31, widest=62, words=70,
    ),
    "resumption": Sameness(
        why="As halt.",
        agree=_TALKS,
        link=(("parties", "time"), ("parties", "published"), ("by", "of", "time"), ("report", "time"),
              ("words", "time")),
        near=2, window=31, widest=62, words=70,
    ),
    "fixture": Sameness(
        why="A thing to come is known by its date with its place or name; the year and month are often all that is "
        "told, so one common day is enough.",
        agree={"place": "equal", "to": "equal"},
        link=(("place", "time"), ("words", "time"), ("place", "words")),
        near=2, window=400, widest=366, unsaid="ahead", words=60, single=("time",),
    ),
    "milestone": Sameness(
        why="Steps without a kind of their own are told apart by their words.",
        agree={"by": "share", "of": "equal", "to": "equal"}, link=(("of", "words"), ("to", "words")),
        near=3, window=31, words=65, single=("time",),
    ),
    "objection": Sameness(
        why="A stance lasts: the same objector, against the same candidates, whenever it is told.",
        agree={"by": "equal", "of": "equal", "to": "equal"}, link=(("by", "of"), ("by", "to")), near=None,
    ),
    "objection_lifted": Sameness(
        why="An objector may relent more than once; the news of it lasts about a week.",
        agree={"by": "equal", "of": "equal", "to": "equal"},
        link=(("by", "of", "time"), ("by", "to", "time"), ("by", "of", "published"), ("by", "to", "published")),
        near=2, window=7, single=("time",),
    ),
    "demand": Sameness(
        why="A demand lasts and is put in many words; of the same demander, on overlapping addressees, for things "
        "that share most of their words.",
        agree={"by": "equal", "of": "share", "groups": "share"}, link=(("by", "words"),),
        near=None, unsaid=None, words=65,
    ),
    "commitment": Sameness(
        why="As demand.",
        agree={"by": "share", "of": "share", "groups": "share"}, link=(("by", "words"),),
        near=None, unsaid=None, words=65,
    ),
    "fulfilment": Sameness(
        why="An assessment by one assessor of the same actors holds for about a month, then it is a new one.",
        agree={"by": "equal", "of": "equal", "narrator": "loose"},
        link=(("by", "of", "published"), ("by", "of", "time")), near=0, window=31, unsaid=None, single=("rating",),
    ),
    "rule": Sameness(
        why="An organisation or treaty has one rule of decision; what reports say of it are values.",
        agree={"to": "told"}, link=(("to",),), near=None, unsaid=None, single=("threshold",),
    ),
    "expectation": Sameness(
        why="Of the same speaker, and in nearly the same words: copies of one sentence.",
        agree={"narrator": "told", "by": "equal", "of": "equal"}, link=(("narrator", "words"),),
        near=0, window=31, unsaid=None, words=88,
    ),
    "statement": Sameness(
        why="As expectation.",
        agree={"narrator": "told"}, link=(("narrator", "words"),),
        near=0, window=31, unsaid=None, words=88,
    ),
}  # fmt: skip

def rule_name(told: Claim | Event) -> str:
    """The row by which a claim or an event is merged: its kind, or "tally" for a count of consents."""
    tally = told.kind == "ratification" and told.members is not None and not told.by
    return "tally" if tally else told.kind


# Words that two clauses share whatever they say; left out before their likeness is measured.
EMPTY_WORDS = frozenset(
    """a an the and or but nor of to in on at by for from with without into over under about as than that this these
    those it its their his her our your they them he she we you i who whom which what when where while is are was
    were be been being am has have had having do does did will would shall should can could may might must not no
    also only very more most such so too said says say saying told added ask asked asks call calls called calling
    urge urges urged urging demand demands demanded demanding want wants wanted insist insists insisted require
    requires required pledge pledged promise promised undertake undertook agreed agree committed commit""".split()
)
