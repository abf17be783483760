"""Rounds of talks with what they brought and who says so; halts and restarts."""

from __future__ import annotations

from collections.abc import Iterator

from accede.process.model import Halt, Outcome, Round, Status
from accede.publishing import words
from accede.publishing.document import MORE, Point, References
from accede.publishing.lines import grouped, point, quotes


def talks(status: Status, refs: References) -> Iterator[Point]:
    """The rounds in the order of time, each with its outcomes by narrator; then outcomes that belong to no round.

    A short document has the last of the numbered ones.
    """
    numbered = [line for line in status.rounds if line.number]
    held = status.rounds if refs.detail.whole or not numbered else numbered[-refs.detail.rounds :]
    if len(held) < len(status.rounds):
        rest = len(status.rounds) - len(numbered)
        more = f", {rest} without day or parties" if rest else ""
        yield Point(f"{words.count(len(numbered), 'round')} on record{more}; the last {len(held)} {MORE}:")
    for line in held:
        yield from _round(line, refs)
    if refs.detail.whole or not held:
        for outcome in status.outcomes:
            yield _outcome([outcome], refs, 0)


def _round(line: Round, refs: References) -> Iterator[Point]:
    said = [words.actors(line.parties) or "parties not told"]
    said += [f"in {line.place}"] if line.place else []
    said += [f"convened by {words.actors(line.convener)}"] if line.convener else []
    said += [f"at least {words.count(line.min_hours, 'hour')}"] if line.min_hours else []
    said += [f"told as round {line.told_number}"] if line.told_number and line.told_number != line.number else []
    number = f"{line.number}. " if line.number else ""
    yield from point(line, refs, ", ".join(said), lead=f"{number}{words.when(line)}:")
    for same in grouped(line.outcomes, lambda outcome: (outcome.narrator, outcome.rating)):
        yield _outcome(same, refs, 1)


def _outcome(same: list[Outcome], refs: References, depth: int) -> Point:
    first = same[0]
    outlets = sorted({words.outlet(source) for outcome in same for source in outcome.sources})
    who = words.actor(first.narrator) if first.narrator else words.joined(outlets[:2])
    brought = f"{words.OUTCOMES[first.rating]}:" if first.rating else ""
    return quotes(same, refs, lead=f"outcome by {who}:", text=brought, depth=depth)


def halts(status: Status, refs: References) -> Iterator[Point]:
    """Each halt with its cause and its restart; then restarts of what no halt on record had stopped."""
    held = sorted(status.halts, key=lambda line: (line.resumed is None, line.time is None))
    most = refs.detail.rounds
    for line in held[:most]:
        yield from _halt(line, refs)
    if len(held) > most:
        yield Point(f"{len(held) - most} more told as halts")
    shown, more = refs.few(status.resumptions, 0, "restarts")
    for restart in shown:
        yield from point(restart, refs, refs.quote(restart.sources), lead=f"Restart, {words.when(restart)}:")
    yield from more


def _halt(line: Halt, refs: References) -> Iterator[Point]:
    by = f"by {words.actors(line.by)}, " if line.by else ""
    cause = words.quote(line.cause[0], refs.detail.quoted) if line.cause else refs.quote(line.sources)
    end = "" if line.resumed else "; no restart reported"
    yield from point(line, refs, f"{by}{cause}{end}", lead=f"Halt, {words.when(line)}:")
    if line.resumed:
        text = f"{words.when(line.resumed)}: {refs.quote(line.resumed.sources)}"
        yield from point(line.resumed, refs, text, lead="restarted", depth=1)
