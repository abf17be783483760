"""One claim as merging sees it, and how two of them agree or contradict. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import product
from math import inf
from typing import Any

from rapidfuzz import fuzz

from accede import dates
from accede.dates import When
from accede.model import FACTS, ROLES, Claim, Report, Speaker
from accede.record.sameness import (
    EMPTY_WORDS,
    MODALITY_CLASSES,
    NARROW_DAYS,
    OVER,
    RULES,
    SHARED,
    WIDE_DAYS,
    Sameness,
    rule_name,
)
from accede.rivals import normal

OUTLETS = "the outlets"
_WORD = re.compile(r"[^\W_]+")
# From the first of any month into the next.
_PAST_A_MONTH = timedelta(days=31)


class Facet:
    """A claim with what is compared of it, computed once.

    `origin` is the independent origin of its report, `official` whether an official outlet published that. `told` maps
    each field that the claim fills to its members; `when` is the time given, or for an undated claim
    the days that it may speak of (`dated` tells which); `rule` is the row of the table it is merged by.
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
        self.told = self._told(round_of)

    def _undated(self) -> When:
        window = timedelta(days=self.rule.window) if self.rule.window is not None else None
        next_day = self.published + timedelta(days=1)
        if self.modality_class is None or self.modality_class in OVER:
            return When("", _shift(next_day, -window if window else None), next_day)
        return When("", self.published, _shift(self.published, window))

    def _told(self, round_of: str | None) -> Mapping[str, frozenset[str]]:
        claim = self.claim
        told = {role: frozenset(getattr(claim, role)) for role in ROLES}
        for name in ("round", "threshold", "stage", "members"):
            value = getattr(claim, name)
            told[name] = frozenset() if value is None else frozenset({str(value)})
        told["place"] = frozenset({claim.place.casefold()}) if claim.place else frozenset()
        told["narrator"] = frozenset({narrator(claim)})
        told["round_of"] = frozenset({round_of}) if round_of else frozenset()
        return {name: members for name, members in told.items() if members}

    @cached_property
    def facts(self) -> tuple[tuple[str, str, Any], ...]:
        """Each field of FACTS that the claim fills, its value as text, and as an event holds it."""
        found = []
        for field in FACTS:
            value = getattr(self.claim, field)
            if value is not None and value != ():
                value = normal(field, value) if field == "votes" else value
                found.append((field, text_of(value), value))
        return tuple(found)

    @cached_property
    def words(self) -> str:
        """The content words of the quote, each once, sorted."""
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
    def signature(self) -> tuple[object, ...]:
        """Equal for claims that are compatible with the same others, and but for their reports linked with the same."""
        fields = tuple(self.told.get(name) for name in self.rule.compared)
        voice = self.voice if self.rule.near or "steady" in self.rule.agree.values() else None
        words = self.words if self.rule.words is not None else ""
        return self.dated, self.when.text, self.when.first, self.when.after, self.modality_class, fields, words, voice

    @property
    def voice(self) -> tuple[str, str]:
        """One narrator in one report, who is taken not to contradict himself."""
        return self.claim.report, narrator(self.claim)

    def tokens(self) -> Iterator[str]:
        """What claims that are linked by one entry of `link` have in common; spares comparing all with all.

        A token joins one member of each field that the entry names. Times and words, which need not be equal, are
        left to the comparison; but where an entry names nothing else, only times that are not too wide can link.
        """
        for link in self.rule.link:
            parts = [self._keys(name) for name in link if name not in ("time", "words", "published")]
            if not parts and not self._can_link_by_time:
                continue
            for members in product(*parts):
                yield " ".join((*link, *members))

    def _keys(self, name: str) -> list[str]:
        return [self.claim.report] if name == "report" else sorted(self.told.get(name, ()))

    @property
    def _can_link_by_time(self) -> bool:
        days = self.when.days
        return self.dated and days is not None and days <= (self.rule.widest or days)

    def months(self) -> tuple[str, ...]:
        """The months in which a compatible claim must have a day, rival dates included; empty where they are too many."""
        days, first, after = self.when.days, self.when.first, self.when.after
        if self.rule.near is None or first is None or after is None or days is None or days > WIDE_DAYS:
            return ()
        margin = timedelta(days=self.rule.near)
        month, last = (first - margin).replace(day=1), after + margin
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


def _needs_words(rule: Sameness) -> bool:
    return rule.words is not None and all("words" in link for link in rule.link)


def likeness(one: Facet, other: Facet) -> float:
    """How far the content words are the same, 0 to 100, whatever their order."""
    return fuzz.token_sort_ratio(one.words, other.words)


def compatible(one: Facet, other: Facet) -> bool:
    """True when nothing that both tell contradicts."""
    rule = one.rule
    together = one.dated and other.dated and _meet(one, other)
    return (
        (rule.near is None or _times_agree(one, other, rule.near))
        and (rule.unsaid is None or _modalities_agree(one, other, together))
        and all(_fields_agree(one, other, name, together) for name in rule.agree)
        and (not _needs_words(rule) or likeness(one, other) >= (rule.words or 0))
    )


def _fields_agree(one: Facet, other: Facet, name: str, together: bool) -> bool:
    ours, theirs = one.told.get(name), other.told.get(name)
    how = one.rule.agree[name]
    if ours == theirs:
        return True
    if ours is None or theirs is None:
        return how != "told" or (name == "stage" and (together or _is_headline(one, other)))
    if how == "share":
        return ours <= theirs or theirs <= ours or len(ours & theirs) >= SHARED
    if how == "steady":
        return one.voice != other.voice
    return how == "loose" and together and _narrow(one.when) and _narrow(other.when)


def _is_headline(one: Facet, other: Facet) -> bool:
    """True where one says less than the other in the same report: it gives neither stage nor date nor votes."""
    bare = one if one.claim.stage is None else other
    return one.claim.report == other.claim.report and not bare.dated and bare.claim.votes is None


def _narrow(when: When) -> bool:
    return when.days is not None and when.days <= NARROW_DAYS


def _modalities_agree(one: Facet, other: Facet, together: bool) -> bool:
    """A plan, or a denial, and what came of it are one when both are dated and meet, or when it happens but once."""
    if one.modality_class == other.modality_class:
        return True
    if "pending" in (one.modality_class, other.modality_class):
        return False
    return together or (one.rule.once and not (one.dated and other.dated))


def _meet(one: Facet, other: Facet) -> bool:
    """True when both times have a day in common, and neither is too wide for that to mean anything."""
    widest = one.rule.widest
    if one.when == other.when or widest is None:
        return one.when.overlaps(other.when)
    narrow = all(not each.dated or (each.when.days is not None and each.when.days <= widest) for each in (one, other))
    return narrow and one.when.overlaps(other.when)


def days_apart(one: When, other: When) -> int | None:
    """Days from the last day of the earlier to the first of the later; 0 when they overlap or touch; None if open."""
    if one.overlaps(other):
        return 0
    early, late = (one, other) if one.after and other.first and one.after <= other.first else (other, one)
    if early.after is None or late.first is None:
        return None
    return (late.first - early.after).days + 1


def _times_agree(one: Facet, other: Facet, near: int) -> bool:
    if _meet(one, other):
        return True
    if not (one.dated and other.dated) or one.voice == other.voice:
        return False
    apart = days_apart(one.when, other.when)
    return apart is not None and 0 < apart <= near


def agreements(one: Facet, other: Facet) -> dict[str, str]:
    """What two compatible claims positively agree in, each with its reason in words."""
    found = {}
    for name in one.rule.compared:
        ours, theirs = one.told.get(name, frozenset()), other.told.get(name, frozenset())
        if common := ours & theirs:
            found[name] = _field_reason(name, ours, theirs, common)
    if one.dated and other.dated and _times_agree(one, other, one.rule.near or 0):
        found["time"] = _time_reason(one, other)
    if not (one.dated and other.dated) and one.rule.near is not None and _meet(one, other):
        found["published"] = _published_reason(one, other)
    if one.claim.report == other.claim.report:
        found["report"] = "told in the same report"
    if one.rule.words is not None and one.words and likeness(one, other) >= one.rule.words:
        found["words"] = f"words alike, at least {one.rule.words} of 100"
    return found


def linked(one: Facet, other: Facet) -> dict[str, str]:
    """What two compatible claims agree in; empty where no entry of `link` is satisfied in full."""
    found = agreements(one, other)
    if any(all(name in found for name in link) for link in one.rule.link):
        return found
    return {}


def _field_reason(name: str, ours: frozenset[str], theirs: frozenset[str], common: frozenset[str]) -> str:
    if name == "round_of":
        return "told of the same round"
    members = " ".join(sorted(common))
    if name == "narrator":
        return f"told by {members}"
    return f"{name} {members} in both" if ours == theirs else f"{name} share {members}"


def _time_reason(one: Facet, other: Facet) -> str:
    if one.when == other.when:
        return f"same {'day' if one.when.is_day else 'time'} {one.when.text}"
    texts = sorted((one.when.text, other.when.text))
    if one.when.overlaps(other.when):
        return f"times overlap: {' and '.join(texts)}"
    return f"rival dates at most {one.rule.near} days apart: {' and '.join(texts)}"


def _published_reason(one: Facet, other: Facet) -> str:
    limit = f", published within {one.rule.window} days" if one.rule.window is not None else ""
    if one.dated or other.dated:
        return f"one undated{limit} of {one.when.text or other.when.text}"
    return f"both undated{limit}"
