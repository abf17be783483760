"""What needs a person, and what persons ruled, for a screen: words first, then why, then commands to copy.

A command stands on one line, however long, so that it can be copied whole; all else is as wide as the screen.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from accede import dates
from accede.answers.held import Held
from accede.answers.review import Effect, Item
from accede.model import FACTS, ActorMerge, Claim, Event, Mark, Ruling, Speaker
from accede.publishing import words
from accede.publishing.clean import plain
from accede.publishing.lines import kind
from accede.publishing.listings import speaker_in_words, subject_in_words
from accede.publishing.screen import Hanging, rendered
from accede.record.facets import text_of
from accede.record.rulings import Decision, mark_of

if TYPE_CHECKING:
    from rich.text import Text

# So many effects, and so many quotes of one item, are told before the others are counted.
SHOWN = 3
LEADS = {
    "ruling": "A ruling lost its hold", "doubtful": "Doubtful, would decide", "decisive": "Decides, and is not sure",
    "conflict": "Reports disagree", "name": "Perhaps another's name",
}  # fmt: skip


def review_on_screen(
    items: Sequence[Item], total: int, held: Held, tail: Sequence[str], colour: bool = False, width: int = 80
) -> str:
    """The items, numbered. total: how many there are in all; tail: what ends each command (the record it is for)."""
    if not items:
        return "nothing needs a person: no conflict, no unsure claim that decides, no name to look at"
    told = [_item(number, item, held, tail, colour, width) for number, item in enumerate(items, start=1)]
    more = f"\n\n{total - len(items)} more: accede review --limit {total}" if total > len(items) else ""
    return "\n\n".join(told) + more


def _item(number: int, item: Item, held: Held, tail: Sequence[str], colour: bool, width: int) -> str:
    said = rendered(_said(number, item, held), colour, width)
    return "\n".join([said, *(f"     {in_shell(command, tail)}" for command in item.commands)])


def in_shell(command: Sequence[str], tail: Sequence[str] = ()) -> str:
    """A way to rule as a line for the shell; the grounds are left to be written between the last quotation marks."""
    return f'accede rule {shlex.join(plain(word) for word in (*command, *tail))} --why ""'


def _said(number: int, item: Item, held: Held) -> Iterator[Hanging]:
    yield _line(f"{number:>3}. ", f"{LEADS[item.sort]}: {item_in_words(item, held.events.get(item.id))} {item.id[:8]}", "bold")
    shown = one_of_each(item, held)
    for claim in shown[:SHOWN]:
        yield _line("     ", _quoted(claim, held))
    if len(shown) > SHOWN:
        yield _line("     ", f"and {len(shown) - SHOWN} more")
    for why in reasons(item, held):
        yield _line("   - ", why)
    if item.sort in ("doubtful", "decisive"):
        yield _line("   - ", f"as read: {as_read(shown[0])}")
    for field, values in item.rivals.items():
        yield _line("   - ", f"the {words.field(field)}: {'; '.join(_rival(item, held, field, value) for value in values)}")
    for effect in item.effects[:SHOWN]:
        yield _line("   - ", f"{if_ruled(item)}: {effect_in_words(effect)}")
    if len(item.effects) > SHOWN:
        yield _line("   - ", f"and {len(item.effects) - SHOWN} more")


def item_in_words(item: Item, event: Event | None) -> str:
    """What an item is about: "objection by Turkey, of Finland, by 18 May 2022"; of a name or a ruling what it says itself."""
    return item.what if item.sort == "ruling" or not item.kind else f"{kind(item.kind)} {_who(event)}".strip()


def reasons(item: Item, held: Held) -> Iterator[str]:
    """Why an item is listed, in words."""
    outlets = sorted({_outlet(held.claims[id], held) for id in item.claims if id in held.claims})
    for why in item.why:
        reason = words.REASONS.get(why)
        yield f"set aside: {reason.format(who=words.joined(outlets))}" if reason else why


def if_ruled(item: Item) -> str:
    """When the effects of an item would be so."""
    return "if accepted" if item.sort == "doubtful" else "without it"


def _line(sign: str, said: str, style: str = "") -> Hanging:
    from rich.text import Text

    return Hanging(sign, Text(plain(said), style=style), 0)


def _who(event: Event | None) -> str:
    if event is None:
        return ""
    who, of = words.actors(event.by or event.parties), words.actors(event.of or event.to)
    when = dates.in_words(event.time) if event.time else f"by {dates.in_words(event.bound)}"
    return ", ".join(part for part in (f"by {who}" if event.by else who, of and f"of {of}", when) if part)


def one_of_each(item: Item, held: Held) -> list[Claim]:
    """The claims to read: of rival values one for each; else all, the first of each outlet's words."""
    claims = [held.claims.get(id) or held.read[id] for id in item.claims]
    if item.rivals:
        field = next(iter(item.rivals))
        claims = [next((c for c in claims if _text(c, field) == value), claims[0]) for value in item.rivals[field]]
    return list({claim.quote: claim for claim in reversed(claims)}.values())[::-1]


def _text(claim: Claim, field: str) -> str:
    return text_of(getattr(claim, field))


def as_read(claim: Claim) -> str:
    """What a claim says, as a correction would set it: "by=HUN of=FIN,SWE time=2022-06-28"."""
    return " ".join(f"{field}={shlex.quote(value)}" for field, value in facts_of(claim).items())


def facts_of(claim: Claim) -> dict[str, str]:
    """What a claim says by field, as a correction would set it; fields that say nothing are left out."""
    told: dict[str, str] = {"kind": claim.kind}
    for field in FACTS:
        value = getattr(claim, field)
        if field == "speaker" and value is not None:
            parts = (("name", value.name), ("office", value.office), ("for", value.for_))
            told |= {f"speaker.{part}": said for part, said in parts if said}
        elif value is not None and value != ():
            told[field] = ",".join(value) if isinstance(value, tuple) else str(value)
    return told


def _rival(item: Item, held: Held, field: str, value: str) -> str:
    outlets = givers(held.events[item.id], held, field, value)
    named = outlets if len(outlets) <= SHOWN else [*outlets[:SHOWN], f"{len(outlets) - SHOWN} more"]
    return f"{words.value(field, value)} by {words.joined(named)}"


def givers(event: Event, held: Held, field: str, value: str) -> list[str]:
    """The outlets that give a rival value."""
    told = (id for one in event.values if (one.field, one.value) == (field, value) for id in one.claims)
    return sorted({_outlet(held.claims[id], held) for id in told})


def _outlet(claim: Claim, held: Held) -> str:
    report = held.reports[claim.report]
    return report.outlet or report.name


def _quoted(claim: Claim, held: Held) -> str:
    report = held.reports[claim.report]
    speaker = speaker_in_words(claim.speaker)
    where = f"{_outlet(claim, held)}, {dates.in_words(report.published)}{f', {speaker}' if speaker else ''}, {claim.id[:8]}"
    return f"{words.quote(' … '.join(claim.quote), 240)} {where}"


def effect_in_words(effect: Effect) -> str:
    """ "Turkey for Sweden: instrument deposited → outstanding"."""
    before, after = (words.STATES.get(value, kind(value)) or "nothing reported" for value in (effect.before, effect.after))
    return f"{subject_in_words(effect.subject)}: {before} → {after}"


# What was ruled


def history_on_screen(
    decisions: Sequence[Decision], void: Mapping[str, Sequence[Ruling]], held: Held, colour: bool = False, width: int = 80
) -> str:
    """Every decision, the last first: when, by whom, what, why, and by whom it was undone."""
    if not decisions:
        return "nothing was ruled"
    blocks: list[Text | Hanging] = []
    for day, made in groupby(reversed(decisions), key=lambda one: one.when):
        blocks.append(_line("", dates.in_words(day), "bold"))
        for one in made:
            blocks.append(_line("  ", f"{one.by} {decision_in_words(one, held)} {one.id[:8]}"))
            blocks.append(_line("      ", f"why: {one.why}"))
            blocks += [_line("      ", f"{undoing_in_words(by)} {by.id[:8]}") for by in void.get(one.id, ())]
    return rendered(blocks, colour, width)


def undoing_in_words(by: Ruling) -> str:
    """ "undone by P. Dal on 25 November 2026: there was"."""
    return f"undone by {by.by} on {dates.in_words(by.when)}: {by.why}"


def decision_in_words(one: Decision, held: Held) -> str:
    """ "corrected 3f2a91c0: date 27 June 2022 → 28 June 2022"."""
    if isinstance(one, ActorMerge):
        of = f", speaking for {words.actor(one.of)}," if one.of else ""
        return f"named {one.name}{of} {one.into}"
    claims = _few(one.claims)
    if one.action == "undo":
        return f"undid {(one.undoes or '')[:8]}"
    if one.action == "correct" and one.corrected is not None:
        old = held.read.get(one.claims[0]) or held.claims.get(one.claims[0])
        return f"corrected {claims}: {difference(old, one.corrected)}" if old else f"corrected {claims}"
    if one.action == "prefer":
        return f"preferred the {words.field(one.field)} {words.value(one.field, one.value)} of {claims}"
    return f"{words.DONE[one.action]} {claims}" + (f" from {_few(one.apart)}" if one.apart else "")


def _few(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return " ".join(id[:8] for id in ids[:SHOWN]) + more


def difference(old: Claim, new: Claim) -> str:
    """What a corrected claim says otherwise: "date 27 June 2022 → 28 June 2022"."""
    told = []
    for field in ("kind", *FACTS):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            said = (_in_words(field, value) for value in (before, after))
            told.append(f"{words.field(field)} {' → '.join(said)}")
    return "; ".join(told)


def _in_words(field: str, value: object) -> str:
    if value is None or value == ():
        return "nothing"
    if isinstance(value, Speaker):
        return speaker_in_words(value)
    return words.actors(value) if isinstance(value, tuple) else words.value(field, str(value))


def ruled_on(claim: str, held: Held, decisions: Mapping[str, Decision]) -> Iterator[str]:
    """What was ruled on a claim, in words: when, by whom, what and why; that it counts no more, where that is so.

    decisions: every decision on record by id.
    """
    marks = marks_on(claim, held)
    for mark in marks:
        one = decisions[mark.ruling]
        yield f"{dates.in_words(one.when)}: {one.by} {decision_in_words(one, held)}: {one.why} {one.id[:8]}"
    if claim not in held.claims and claim not in held.dropped and not marks:
        yield "the newest reading of the report does not take it; it counts no more"


def marks_on(claim: str, held: Held) -> tuple[Mark, ...]:
    """The standing rulings on a claim, one that was rejected included."""
    verdict = held.rulings.verdict(claim)
    return held.marks.get(claim, ()) or ((mark_of(verdict),) if verdict else ())
