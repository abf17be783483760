"""How actors, times, ratings and stages are said to a reader of English."""

from __future__ import annotations

from collections.abc import Iterable

from accede import dates
from accede.knowledge import load
from accede.model import Mark, Value
from accede.process.model import Line, Source
from accede.publishing.english import count as count
from accede.publishing.english import joined as joined

STATES = {
    "not_reported": "not reported",
    "outstanding": "outstanding",
    "reported": "consent or a step to it reported, stage not told",
    "submitted": "submitted to parliament",
    "parliament_approved": "parliament approved",
    "head_of_state_signed": "head of state signed",
    "instrument_deposited": "instrument deposited",
}
RATINGS = {
    "agreement": "agreement",
    "progress": "progress",
    "limited": "limited progress",
    "constructive": "constructive in tone",
    "none": "none",
    "partial": "in part",
    "full": "in full",
}
OUTCOMES = {**RATINGS, "none": "no result"}
STANCES = {"supports": "supports", "conditions": "sets conditions", "objects": "objects"}
FIELDS = {
    "time": "date", "place": "place", "votes": "votes", "members": "members", "threshold": "threshold",
    "min_hours": "hours at least", "rating": "rating", "round": "round", "stage": "stage",
    "stance": "stance",
}  # fmt: skip
REASONS = {
    "names_nobody": "a membership of nobody named",
    "too_early": "before the accession on record in the knowledge of members",
    "alone_undated": "told by {who} alone, without a date",
    "no_decider": "no party that had a consent to give",
    "fellow": "a candidate against its fellow, told by {who} alone",
    "nobody_demands": "not told who demands",
    "before_signature": "told by {who} alone, for a day before the signature",
    "contradicted": "told by {who} alone, contradicted",
}
DONE = {
    "accept": "accepted", "reject": "rejected", "correct": "corrected", "merge": "merged", "split": "split",
    "prefer": "preferred", "undo": "undone", "rename": "named",
}  # fmt: skip
# How many characters of a quote stand in a line; the whole of it stands in the list of references.
QUOTED = 160
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_INNER = str.maketrans({"“": "‘", "”": "’", "„": "‘", '"': "'"})


def actor(id: str) -> str:
    """The name of an actor by its id."""
    return load().name_of(id)


def actors(ids: Iterable[str]) -> str:
    """Names in the order of their ids: "Finland, Sweden and Turkey"; empty for none."""
    return joined([actor(id) for id in ids])


def short_day(time: str) -> str:
    """A time for a narrow cell: "27 Aug 2022", "Aug 2022"; anything but a plain day, month or year in full words."""
    year, *rest = time.split("-")
    if "/" in time or not all(part.isdigit() for part in (year, *rest)):
        return dates.in_words(time)
    named = [str(int(rest[1]))] if len(rest) == 2 else []
    named += [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*named, year])


def when(line: Line) -> str:
    """The time of a line: its own, else by when it had happened, for what happened, else "undated"."""
    if line.time:
        return dates.in_words(line.time)
    if line.bound and line.modality in ("happened", "ongoing", None):
        return f"undated, by {dates.in_words(line.bound)}"
    return "undated"


def since(line: Line) -> str:
    """ "since 20 May 2022"; with no date, the earliest report bounds it."""
    if line.time:
        words = dates.in_words(line.time)
        return words if words.startswith(("since", "until")) or " to " in words else f"since {words}"
    return f"since before {dates.in_words(line.bound)}" if line.bound else "undated"


def value(field: str, told: str) -> str:
    """A rival value as its field is read."""
    if field == "time":
        return dates.in_words(told)
    if field == "rating":
        return RATINGS.get(told, told)
    if field == "stage":
        return STATES.get(told, told)
    if field == "stance":
        return STANCES.get(told, told)
    return actor(told) if field in ("by", "of", "to", "parties", "convener") else told


def field(name: str) -> str:
    """The name of a field as it is read."""
    return FIELDS.get(name, name)


def givers(value: Value) -> str:
    """Who gives a value: "2 claims, 1 act, 3 origins"."""
    acts = [count(len(value.acts), "act")] if value.acts else []
    return ", ".join([*([count(len(value.claims), "claim")] if value.claims else []), *acts, count(value.origins, "origin")])


def quote(text: str, most: int = QUOTED) -> str:
    """The words in quotation marks, cut at a word with "…"; marks inside them become single ones."""
    words = " ".join(text.split()).translate(_INNER)
    if len(words) > most:
        words = words[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return f"“{words}”"


def first_quote(sources: Iterable[Source], most: int = QUOTED) -> str:
    """The quote of the first source that has one, else empty."""
    return next((quote(source.quote, most) for source in sources if source.quote), "")


def outlet(source: Source) -> str:
    """Where a source stands: the outlet, or the citation of an act."""
    return source.outlet or "outlet not named"


def marks(told: Iterable[Mark]) -> str:
    """What was ruled: "corrected by M. Ek on 26 November 2026"; several are joined, empty for none."""
    return joined(list(dict.fromkeys(f"{DONE[one.action]} by {one.by} on {dates.in_words(one.when)}" for one in told)))
