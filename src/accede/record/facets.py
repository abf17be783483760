"""One claim as merging sees it, and how two of them agree or contradict. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from itertools import product
from math import inf
from typing import Any

from accede import dates
from accede.dates import When
from accede.model import FACTS, ROLES, Claim, Report, Speaker
from accede.record.sameness import (
    EMPTY_WORDS,
    MODALITY_CLASSES,
    OVER,
    RULES,
    WIDE_DAYS,
    Sameness,
    rule_name,
)
from accede.rivals import normal

OUTLETS = "the outlets"
_TOLD = ("round", "threshold", "stage", "members")
_WORD = re.compile(r"[^\W_]+")
# From the first of any month into the next.
_PAST_A_MONTH = timedelta(days=31)


class Facet:
    """A claim with what is compared of it, computed once.

    `origin` is the independent origin of its report, `official` whether an official outlet published that. `told` maps
    each field that the claim fills to its members, `facts` holds each with its value as text and as an event holds it;
    `when` is the time given, or for an undated claim the days that it may speak of (`dated` tells which), `too_wide` where
    it is given and spans too much to mean anything; `words` are the content words of the quote, each once, sorted, where
    they are compared; `rule` is the row of the table it is merged by.

    `tokens` are what claims that are linked by one entry of `link` have in common, each with the months in which to look
    for them (none where they are too many, or times are not compared), and `apart` how the claim fills the field by which
    those of its rule are held apart: they spare comparing all with all.
    """

    def __init__(
        self, claim: Claim, report: Report, origin: str, round_of: str | None = None, official: bool = False
    ) -> None:
        self.claim = claim
        self.id = claim.id
        self.origin = origin
        self.official = official
        self.published = dates.day(report.published)
        self.rule_name = rule_name(claim)
        self.rule: Sameness = RULES[self.rule_name]
        self.modality_class = MODALITY_CLASSES[claim.modality] if claim.modality else self.rule.unsaid
        self.dated = claim.time is not None
        self.when = dates.parse(claim.time) if claim.time is not None else self._undated()
        self.voice = (claim.report, narrator(claim))  # one narrator in one report is taken not to contradict himself
        self.told = self._told(round_of)
        days, widest = self.when.days, self.rule.widest
        self.too_wide = self.dated and widest is not None and (days is None or days > widest)
        self.words = self._words() if self.rule.words is not None else ""
        self.facts = self._facts()
        self.apart = " ".join(sorted(self.told.get(self.rule.apart, ())))
        self.tokens = self._tokens()
        self.likeness = 0  # given by `pairs`: the same for claims of which the same is compared

    def _undated(self) -> When:
        window = timedelta(days=self.rule.window) if self.rule.window is not None else None
        next_day = self.published + timedelta(days=1)
        if self.modality_class is None or self.modality_class in OVER:
            return When("", _shift(next_day, -window if window else None), next_day)
        return When("", self.published, _shift(self.published, window))

    def _told(self, round_of: str | None) -> Mapping[str, frozenset[str]]:
        claim = self.claim
        told = {role: frozenset(members) for role in ROLES if (members := getattr(claim, role))}
        for name in _TOLD:
            if (value := getattr(claim, name)) is not None:
                told[name] = frozenset((str(value),))
        if claim.place:
            told["place"] = frozenset((claim.place.casefold(),))
        told["narrator"] = frozenset((self.voice[1],))
        if round_of:
            told["round_of"] = frozenset((round_of,))
        return told

    def _facts(self) -> tuple[tuple[str, str, Any], ...]:
        found = []
        for field in FACTS:
            value = getattr(self.claim, field)
            if value is not None and value != ():
                value = normal(field, value) if field == "votes" else value
                found.append((field, text_of(value), value))
        return tuple(found)

    def _words(self) -> str:
        found = {word.casefold() for word in _WORD.findall(" ".join(self.claim.quote))}
        return " ".join(sorted((found - EMPTY_WORDS) or found))

    @property
    def order(self) -> tuple[bool, float, date, int, date, str]:
        """Dated before undated, narrow before wide, then by day, then much told before little.

        What is sure is placed first, and of rival dates the earliest founds the event.
        """
        days, first = self.when.days, self.when.first
        wide = inf if days is None else days
        return not self.dated, wide, first or date.max, -len(self.told), self.published, self.id

    @property
    def compared(self) -> tuple[object, ...]:
        """All that is compared of the claim with those of other reports: equal ones agree with the same others, in the same."""
        fields = tuple([self.told.get(name) for name in self.rule.fields])
        when = self.when if self.dated or self.rule.near is not None else None
        modality = self.modality_class if self.rule.unsaid is not None else None
        return self.rule_name, self.dated, when, modality, fields, self.words

    def _tokens(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """As said above; what an entry links by time must be dated, and where it names nothing else no times link that are
        too wide. Times and words, which need not be equal, are left to the comparison."""
        found: dict[str, tuple[str, ...]] = {}
        when = self._months()
        for link in self.rule.link:
            parts = [self._keys(name) for name in link if name not in ("time", "words", "published")]
            timed = "time" in link
            if (parts or self._can_link_by_time) and (self.dated or not timed):
                months = when if timed or self.rule.near is not None else ()
                found.update((" ".join((*link, *members)), months) for members in product(*parts))
        return tuple(sorted(found.items()))

    def _keys(self, name: str) -> list[str]:
        return [self.claim.report] if name == "report" else sorted(self.told.get(name, ()))

    @property
    def _can_link_by_time(self) -> bool:
        days = self.when.days
        return self.dated and days is not None and days <= (self.rule.widest or days)

    def _months(self) -> tuple[str, ...]:
        """The months in which a claim of the same time must have a day, rival dates included; empty where they are too many."""
        days, first, after = self.when.days, self.when.first, self.when.after
        if first is None or after is None or days is None or days > WIDE_DAYS:
            return ()
        return _months(first, after, self.rule.near or 0)


@cache
def _months(first: date, after: date, margin: int) -> tuple[str, ...]:
    """The months of a time, widened by so many days on either side."""
    month, last = (first - timedelta(days=margin)).replace(day=1), after + timedelta(days=margin)
    found = []
    while month < last:
        found.append(f"{month:%Y-%m}")
        month = (month + _PAST_A_MONTH).replace(day=1)
    return tuple(found)


def _shift(day: date, by: timedelta | None) -> date | None:
    """The day moved, None (open) where there is no limit or the calendar ends."""
    try:
        return day + by if by is not None else None
    except OverflowError:
        return None


def text_of(value: Any) -> str:
    """A field's value as text: actor ids joined by spaces, a speaker as name, office, actor."""
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, Speaker):
        return ", ".join(part for part in (value.name, value.office, value.for_) if part)
    return str(value)


def narrator(claim: Claim) -> str:
    """Who says so: the actor spoken for, else the name or office; the outlets where nobody is named."""
    speaker = claim.speaker
    if speaker is None:
        return OUTLETS
    return speaker.for_ or speaker.name or speaker.office or OUTLETS
