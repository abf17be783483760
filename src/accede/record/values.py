"""What an event says: every value of every field, and which of them is shown. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from accede import dates
from accede.model import FACTS, Event, Joined, Shown, Value
from accede.record.facets import Facet
from accede.record.rulings import NONE, Rulings
from accede.record.sameness import MODALITY_CLASSES, OVER, RULES, rule_name
from accede.rivals import Offer, alone, choose, contradict, normal

#: Who gives each value of each field, the fields in the order of FACTS.
Givers = dict[str, dict[str, list[Facet]]]


def make_event(facets: Sequence[Facet], joined: Sequence[Joined], rulings: Rulings = NONE) -> Event:
    """The event that these claims report; the first founded it, the others may come in any order, each with its reasons."""
    facets = [facets[0], *sorted(facets[1:], key=lambda facet: facet.id)]
    givers, original = _given(facets)
    bound = min(facet.published for facet in facets)
    ids = [facet.id for facet in facets]
    ruled = {field: normal(field, value) for field in givers if (value := rulings.preferred(ids, field))}
    near = bound
    shown: dict[str, Shown] = {}
    for field in ("time", *givers):  # the time first, for the others are weighed by how near to it they were published
        if field in givers and field not in shown:
            shown[field] = _show(field, givers[field], near, ruled.get(field))
            if field == "time":
                near = dates.parse(shown["time"].value).first or bound
    return Event(
        kind=facets[0].claim.kind,
        claims=tuple(ids),
        bound=bound.isoformat(),
        values=tuple(
            Value(field, value, tuple(sorted(facet.id for facet in held)), _origins(held))
            for field, values in givers.items()
            for value, held in sorted(values.items())
        ),
        shown=tuple(
            shown[field]
            for field, values in givers.items()
            if (len(values) > 1 or shown[field].ground == "ruling") and field not in _NO_RIVALS
        ),
        origins=_origins(facets),
        joined=tuple(sorted(joined)),
        **{field: original[field, one.value] for field, one in shown.items() if field != "speaker"},
    )


# Speakers stand beside each other, and of what a thing is on its way to being, the last told is no rival.
_NO_RIVALS = ("speaker", "modality")


def _given(facets: Sequence[Facet]) -> tuple[Givers, dict[tuple[str, str], Any]]:
    """The givers of each value as text, and the value itself."""
    found: Givers = {}
    original: dict[tuple[str, str], Any] = {}
    for facet in facets:
        for field, text, value in facet.facts:
            found.setdefault(field, {}).setdefault(text, []).append(facet)
            original[field, text] = value
    return {field: found[field] for field in FACTS if field in found}, original


def _origins(facets: Sequence[Facet]) -> int:
    return len({facet.origin for facet in facets})


def _show(field: str, values: dict[str, list[Facet]], near: date, ruled: str | None) -> Shown:
    if field == "modality" and ruled not in values:
        values = _latest(values)
    if len(values) == 1 and ruled is None:
        return alone(field, next(iter(values)))

    def offer(text: str) -> Offer:
        held = values[text]
        day = (dates.parse(text).first or near) if field == "time" else near
        days = min(abs((facet.published - day).days) for facet in held)
        return Offer(text, _origins(held), days, any(facet.official for facet in held), ruled=text == ruled)

    return choose(field, [offer(text) for text in values])


def _latest(values: dict[str, list[Facet]]) -> dict[str, list[Facet]]:
    """The modalities from which one is shown: what came of it, where that is told; else the latest told."""
    settled = {text: givers for text, givers in values.items() if MODALITY_CLASSES[text] in OVER}
    if settled:
        return settled
    last = max(facet.published for givers in values.values() for facet in givers)
    return {text: givers for text, givers in values.items() if any(facet.published == last for facet in givers)}


def rivals(event: Event) -> dict[str, tuple[Value, ...]]:
    """The fields that can have only one true value and are given several that contradict, each with its values."""
    if len(event.claims) + sum(len(value.acts) for value in event.values) < 2:
        return {}
    found = {}
    for field in RULES[rule_name(event)].single:
        given = [value for value in event.values if value.field == field]
        if values := tuple(one for one in given if any(contradict(field, one.value, other.value) for other in given)):
            found[field] = values
    return found
