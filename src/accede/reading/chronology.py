"""The time that a claim takes from what the report told elsewhere, where its own clause gives none.

"The talks in Madrid lasted four hours" is dated by the day of the story, as the first sentences give it; a deal by the
talks that it came of; "Finland joins NATO" above a report by the sentence that says when. A ticker is told in the hours
of its day. Only what is told to have happened is dated so, and nothing whose words put it at another time, however vague
("last week's talks", "after months of talks").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from accede.dates import day
from accede.reading import times
from accede.reading.drafts import Draft
from accede.reading.frames import Context
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.tokens import Token

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# How far into a report its story is told, in characters, and how old it may be, in days.
_LEAD, _NEWS = 700, 3
# Three lines that begin with a time of day make a ticker.
_HOUR = re.compile(r"^[ \t]*(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d[ \t]?(?:[ap]\.?m\.?)?|[ \t]?[ap]\.?m\.?)(?=[ \t:,–—-])", re.M | re.I)
_ENTRIES = 3
_DEFINITE = frozenset({"the", "this", "these", "that", "those"})
# What happens once between the same actors, so that it has one time however often it is told.
_ONCE = frozenset({"membership", "signature", "application", "invitation", "agreement", "objection_lifted", "withdrawal"})
_TOLD_BY_THE_HOUR = frozenset({"talks", "agreement", "signature", "ratification", "membership", "invitation", "application"})


def complete(drafts: Sequence[Draft], context: Context) -> None:
    """Give the drafts their times, in the order of the text."""
    ordered = sorted(drafts, key=lambda d: (d.start, d.trigger))
    story, ticker = _story_day(context), _first_entry(context.text)
    last: Draft | None = None
    for made in ordered:
        if not _undated(made, context):
            last = made if _held(made) and "time" in made.facts else last
        elif ticker is not None and made.start > ticker and made.kind in _TOLD_BY_THE_HOUR and _is_news(made):
            _date(made, context.published, "the ticker's day")
        elif made.kind == "talks":
            if last is not None and _same_talks(made, last, context):
                _date(made, last.facts["time"], "of the talks told before")
                if "place" in last.facts and "place" not in made.facts:
                    made.facts["place"] = last.facts["place"]
                    made.reasons.append("place: of the talks told before")
            elif story and _of_the_story(made, context):
                _date(made, story, "the day of the story")
            last = made if "time" in made.facts else last
    for made in ordered:
        if made.kind in _ONCE and _undated(made, context):
            _of_its_like(made, ordered)


def _held(made: Draft) -> bool:
    return made.kind == "talks" and made.facts.get("modality") == "happened"


def _date(made: Draft, time: str, why: str) -> None:
    made.facts["time"] = time
    made.reasons.append(f"time: {why}")


def _undated(made: Draft, context: Context) -> bool:
    """True for what happened and has no time, nor words in its clause that put it at some other time."""
    if "time" in made.facts or made.facts.get("modality") != "happened" or made.match is None:
        return False
    at = min(t.idx for t in made.match.clause), max(t.idx + len(t) for t in made.match.clause)
    said = context.text[min(at[0], made.start) : max(at[1], made.end)]
    if any(_ELSEWHEN.match(m.value or "") for m in times.mentions(said, day(context.published))):
        return False
    told = (*context.doc[made.trigger].children, *made.match.head.children)
    return not any(t.dep_ in ("amod", "advmod") and t.lower_ in words("times", "other_rounds") and not _within_the_day(t) for t in told)


def _within_the_day(adverb: Token) -> bool:
    """ "minutes earlier"."""
    return adverb.i > 0 and adverb.doc[adverb.i - 1].lower_ in ("minutes", "moments", "hours")


# Weeks, months, years, quarters, the past; lengths of more than hours.
_ELSEWHEN = re.compile(r"\d{4}-(?:W|Q|H|S|F)|\d{4}(?:-\d\d)?$|P[^T]|PAST|FUTURE|XXXX")


def _story_day(context: Context) -> str | None:
    """The first day of the lead at which something was done, where it is of these days."""
    published = day(context.published)
    for expression in context.times:
        if expression.start > _LEAD:
            return None
        if expression.anaphoric or not _DAY.fullmatch(expression.past):
            continue
        if (published - day(expression.past)).days <= _NEWS and times.looks_forward(context.text, expression.start, expression.end) is False:
            return expression.past
    return None


def _first_entry(text: str) -> int | None:
    """Where the first entry of a ticker begins; None in a report that is none."""
    entries = [match.start() for match in _HOUR.finditer(text)]
    return min(entries) if len(entries) >= _ENTRIES else None


def _is_news(made: Draft) -> bool:
    """Told in a finite past or perfect tense, with who did it; a tally ("28 have ratified") is none of the day."""
    match = made.match
    return match is not None and "members" not in made.facts and match.head.tag_ in ("VBD", "VBN", "VBG", "VBZ", "VBP")


def _of_the_story(made: Draft, context: Context) -> bool:
    """Definite, or told among the first sentences."""
    trigger = context.doc[made.trigger]
    return made.start <= _LEAD or any(c.lower_ in _DEFINITE for c in trigger.children)


def _same_talks(made: Draft, last: Draft, context: Context) -> bool:
    """ "the talks", "the meeting": definite, and of the same parties as those told before."""
    definite = any(c.lower_ in _DEFINITE for c in context.doc[made.trigger].children)
    ours, theirs = set(made.facts.get("parties", ())), set(last.facts.get("parties", ()))
    return definite and (not ours or not theirs or bool(ours & theirs))


def _of_its_like(made: Draft, drafts: Sequence[Draft]) -> None:
    """The time of the same thing told with a time; for an agreement, of the talks that brought it."""
    alike = [d for d in drafts if d.kind == made.kind and d.match is not None and "time" in d.facts and _same(made, d)]
    if not alike and made.kind == "agreement":
        alike = [d for d in drafts if _held(d) and "time" in d.facts and set(d.facts.get("parties", ())) & set(made.facts.get("parties", ()))]
    told = {d.facts["time"].removesuffix("/..") for d in alike if d.facts.get("modality") == "happened"}
    if len(told) == 1:
        _date(made, told.pop(), "of the same thing, told elsewhere")


def _same(one: Draft, other: Draft) -> bool:
    """The same actors in the roles that both fill, and one such role at least; towards what, where nothing else is told."""
    own = [role for role in ("by", "of", "to", "parties") if one.facts.get(role)]
    shared = [role for role in own if other.facts.get(role)]
    return (own == ["to"] or bool(set(shared) - {"to"})) and all(set(one.facts[role]) <= set(other.facts[role]) for role in shared)
