"""How two claims agree or contradict, remembered for claims that are compared alike. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from accede.dates import When
from accede.record.facets import Facet
from accede.record.sameness import NARROW_DAYS, SHARED, Agreement


class Pairs:
    """What claims of different reports agree in: computed once for all that are compared alike.

    Claims whose words are compared are seldom alike, and are not remembered.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}
        self._known: dict[tuple[int, int], tuple[str, ...] | None] = {}

    def likeness(self, facet: Facet) -> int:
        """A number that claims have in common where the same is compared of them."""
        return self._numbers.setdefault(facet.compared, len(self._numbers))

    def agreed(self, one: Facet, other: Facet) -> tuple[str, ...] | None:
        """As `relation`, of two claims with their `likeness`, in different reports."""
        if one.rule.words is not None:
            return relation(one, other)
        key = one.likeness, other.likeness
        try:
            return self._known[key]
        except KeyError:
            found = self._known[key] = relation(one, other)
            return found


def relation(one: Facet, other: Facet) -> tuple[str, ...] | None:
    """What two claims agree in, by name, empty where that links them by no entry of their rule; None where they contradict."""
    if not compatible(one, other):
        return None
    found = agreements(one, other)
    return found if any(all(name in found for name in link) for link in one.rule.link) else ()


def compatible(one: Facet, other: Facet) -> bool:
    """True when nothing that both tell contradicts."""
    rule = one.rule
    if rule.needs_words and not alike(one, other):
        return False
    together = one.dated and other.dated and _meet(one, other)
    return (
        (rule.near is None or _times_agree(one, other, rule.near))
        and (rule.unsaid is None or _modalities_agree(one, other, together))
        and all(_fields_agree(one, other, name, how, together) for name, how in rule.agree.items())
    )


def alike(one: Facet, other: Facet) -> bool:
    """True when the content words are the same as far as the rule asks, whatever their order."""
    least = one.rule.words
    return least is not None and fuzz.ratio(one.words, other.words, score_cutoff=least) >= least


def which_alike(facet: Facet, words: Sequence[str | None]) -> list[bool]:
    """For each of these words whether those of the claim are alike, all at once; True for None."""
    hits = process.extract(facet.words, words, scorer=fuzz.ratio, score_cutoff=facet.rule.words, limit=None)
    found = [each is None for each in words]
    for _, _, place in hits:
        found[place] = True
    return found


def _fields_agree(one: Facet, other: Facet, name: str, how: Agreement, together: bool) -> bool:
    ours, theirs = one.told.get(name), other.told.get(name)
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
    if not one.when.overlaps(other.when):
        return False
    return not (one.too_wide or other.too_wide) or one.when == other.when


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


def agreements(one: Facet, other: Facet) -> tuple[str, ...]:
    """The names of what two compatible claims positively agree in."""
    ours, theirs, dated = one.told, other.told, one.dated and other.dated
    found = [name for name in one.rule.fields if name in ours and name in theirs and not ours[name].isdisjoint(theirs[name])]
    if dated and _times_agree(one, other, one.rule.near or 0):
        found.append("time")
    if not dated and one.rule.near is not None and _meet(one, other):
        found.append("published")
    if one.claim.report == other.claim.report:
        found.append("report")
    if one.words and (one.rule.needs_words or alike(one, other)):
        found.append("words")
    return tuple(found)


def reasons(one: Facet, other: Facet, agreed: Iterable[str]) -> tuple[str, ...]:
    """Why two claims are of one happening, in words: a reason for each thing that they agree in."""
    return tuple(_reason(name, one, other) for name in agreed)


def _reason(name: str, one: Facet, other: Facet) -> str:
    if name == "time":
        return _time_reason(one, other)
    if name == "published":
        return _published_reason(one, other)
    if name == "report":
        return "told in the same report"
    return f"words alike, at least {one.rule.words} of 100" if name == "words" else _field_reason(name, one, other)


def _field_reason(name: str, one: Facet, other: Facet) -> str:
    ours, theirs = one.told[name], other.told[name]
    if name == "round_of":
        return "told of the same round"
    members = " ".join(sorted(ours & theirs))
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
