"""What an event says: every value of every field, and which of them is shown. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from accede import dates
from accede.model import FACTS, ROLES, Event, Speaker, Value
from accede.record.facets import Facet
from accede.record.rulings import NONE, Rulings
from accede.record.sameness import MODALITY_CLASSES, OVER, RULES

_NUMBERS = ("round", "min_hours", "members")


def text_of(value: Any) -> str:
    """A field's value as text: actor ids joined by spaces, a speaker as name, office, actor."""
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, Speaker):
        return ", ".join(part for part in (value.name, value.office, value.for_) if part)
    return str(value)


def make_event(facets: Sequence[Facet], reasons: Sequence[str], rulings: Rulings = NONE) -> Event:
    """The event that these claims report; the first founded it, the others may come in any order."""
    facets = [facets[0], *sorted(facets[1:], key=lambda facet: facet.id)]
    givers: dict[str, dict[str, list[Facet]]] = defaultdict(lambda: defaultdict(list))
    original: dict[tuple[str, str], Any] = {}
    for facet in facets:
        for field in FACTS:
            value = getattr(facet.claim, field)
            if value is not None and value != ():
                givers[field][text_of(value)].append(facet)
                original[field, text_of(value)] = value
    bound = min(facet.published for facet in facets)
    ids = [facet.id for facet in facets]
    ruled = {field: value for field in givers if (value := rulings.preferred(ids, field)) in givers[field]}
    time = ruled.get("time") or _show_time(givers["time"], bound)
    near = dates.parse(time).first or bound if time else bound
    shown = {
        field: original[field, ruled.get(field) or _show(field, givers[field], near)] for field in givers if givers[field]
    }
    shown.pop("speaker", None)
    return Event(
        kind=facets[0].claim.kind,
        claims=tuple(facet.id for facet in facets),
        bound=bound.isoformat(),
        values=tuple(_values(givers)),
        origins=_origins(facets),
        reasons=tuple(sorted(set(reasons))),
        **{**shown, "time": time},
    )


def _values(givers: dict[str, dict[str, list[Facet]]]) -> list[Value]:
    return [
        Value(field, value, tuple(sorted(facet.id for facet in givers[field][value])), _origins(givers[field][value]))
        for field in FACTS
        for value in sorted(givers[field])
    ]


def _origins(facets: Sequence[Facet]) -> int:
    return len({facet.origin for facet in facets})


def _show_time(values: dict[str, list[Facet]], bound: date) -> str | None:
    """The time shown: of those that hold no narrower one, for the wider agree with it and only say less."""
    narrow = {text: givers for text, givers in values.items() if not any(_holds(text, other) for other in values)}
    return _first(narrow, "time", bound) if narrow else None


def _holds(wide: str, narrow: str) -> bool:
    one, other = dates.parse(wide), dates.parse(narrow)
    return one.contains(other) and not other.contains(one)


def _show(field: str, values: dict[str, list[Facet]], near: date) -> str:
    return _first(_latest(values) if field == "modality" else values, field, near)


def _latest(values: dict[str, list[Facet]]) -> dict[str, list[Facet]]:
    """The modalities from which one is shown: what came of it, where that is told; else the latest told."""
    settled = {text: givers for text, givers in values.items() if MODALITY_CLASSES[text] in OVER}
    if settled:
        return settled
    last = max(facet.published for givers in values.values() for facet in givers)
    return {text: givers for text, givers in values.items() if any(facet.published == last for facet in givers)}


def _first(values: dict[str, list[Facet]], field: str, near: date) -> str:
    """More independent origins, then more precise, then published nearer to the event, then the smaller text."""

    def order(text: str) -> tuple[int, int, int, str]:
        givers = values[text]
        day = (dates.parse(text).first or near) if field == "time" else near
        nearest = min(abs((facet.published - day).days) for facet in givers)
        return -_origins(givers), _imprecision(field, text), nearest, text

    return min(values, key=order)


def _imprecision(field: str, text: str) -> int:
    """Less is more precise: fewer days, or more actors named."""
    if field == "time":
        days = dates.parse(text).days
        return 1_000_000 if days is None else days
    return -len(text.split()) if field in ROLES else 0


def rivals(event: Event) -> dict[str, tuple[Value, ...]]:
    """The fields that can have only one true value and are given several that contradict, each with its values."""
    name = "tally" if event.kind == "ratification" and event.members is not None and not event.by else event.kind
    found = {}
    for field in RULES[name].single:
        given = [value for value in event.values if value.field == field]
        if values := tuple(one for one in given if any(_contradict(field, one.value, other.value) for other in given)):
            found[field] = values
    return found


def _contradict(field: str, one: str, other: str) -> bool:
    return one != other and not (field == "time" and dates.parse(one).overlaps(dates.parse(other)))
