"""Who objects, who demands what, what was agreed, and who says that it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accede.process.model import Agreement, Assessment, Commitment, Line, Objection, Status
from accede.publishing import words
from accede.publishing.document import MORE, Point, References, Table
from accede.publishing.lines import grouped, point, quotes

_OBJECTS = {
    "standing": "objects to {of}",
    "conditional": "objects to {of} on conditions",
    "lifted": "objected to {of}, and has lifted it",
    "disputed": "objected to {of}; whether it has lifted that is disputed",
}


def objections(status: Status, refs: References) -> Iterator[Point]:
    """Each objection with what lifted it, renewed it or denies that; those that stand first."""
    for line in sorted(status.objections, key=lambda line: (line.state == "lifted" or bool(line.overtaken), line.actor)):
        yield from _objection(line, refs)


def _objection(line: Objection, refs: References) -> Iterator[Point]:
    said = _OBJECTS[line.state].format(of=words.actors(line.candidates) or "it")
    if line.overtaken:
        to = f" to {words.actors(line.overtaken)}" if set(line.overtaken) < set(line.candidates) else ""
        said += f" (overtaken: it has consented{to}, or membership has begun)"
    text = f"{said}, {words.since(line)}: {refs.quote(line.sources)}"
    yield from point(line, refs, text, lead=words.actor(line.actor))
    for lead, held in (("lifted", line.lifted), ("said again", line.again), ("denied", line.denied)):
        shown, more = refs.few(held, 1, f"times {lead}")
        for other in shown:
            yield from point(other, refs, f"{words.when(other)}: {refs.quote(other.sources)}", lead=lead, depth=1)
        yield from more


def demands(status: Status, refs: References) -> Iterator[Point]:
    """What each actor demands of the same others, in the words of the reports."""
    for held in grouped(status.demands, lambda line: (line.by, line.of)):
        # Who is told to demand of itself speaks to its members: they stand under its id.
        of = f" of {'its members' if held[0].of == held[0].by else words.actors(held[0].of)}" if held[0].of else ""
        groups = sorted({group for line in held for group in line.groups})
        on = f" (on {words.actors(groups)})" if groups else ""
        verb = "demand" if len(held[0].by) > 1 else "demands"
        yield quotes(held, refs, lead=words.actors(held[0].by) or "Not told who", text=f"{verb}{of}{on}:")


def agreements(status: Status, refs: References) -> Iterator[Point | Table]:
    """Each agreement with what was undertaken under it and how that is assessed; then what belongs to none."""
    dated = [line for line in status.agreements if line.time and line.parties]
    rest = [line for line in status.agreements if line not in dated]
    for line in dated:
        yield from _agreement(line, refs)
    shown, more = refs.few(rest, 0, "agreements without day or parties")
    for line in shown:
        yield from _agreement(line, refs)
    yield from more
    yield from _kept(status.commitments, status.assessments, refs, 0)


def _agreement(line: Agreement, refs: References) -> Iterator[Point | Table]:
    place = f", {line.place}" if line.place else ""
    text = f"{words.actors(line.parties) or 'parties not told'}{place}: {refs.quote(line.sources)}"
    yield from point(line, refs, text, lead=f"Agreement, {words.when(line)}:")
    yield from _kept(line.commitments, line.assessments, refs, 1)


def _kept(
    commitments: Sequence[Commitment], assessments: Sequence[Assessment], refs: References, depth: int
) -> Iterator[Point | Table]:
    """By actor, those first of which the most origins tell, and the named before the unnamed."""
    groups = grouped(commitments, lambda line: line.by)
    shown, more = refs.few(sorted(groups, key=lambda held: (not held[0].by, -_most(held))), depth, "who undertake something")
    for held in shown:
        lead = f"{words.actors(held[0].by)} to do:" if held[0].by else "Undertaken, not told by whom:"
        yield quotes(held, refs, lead=lead, depth=depth)
    yield from more
    rated = [line for line in assessments if line.rating or refs.detail.whole]
    rival = grouped(rated, lambda line: (line.by, line.of, line.rating, _teller(line)))
    if refs.detail.whole:
        yield from _side_by_side(rival, refs)
        return
    telling = [same for same in rival if same[0].by or same[0].of or _speaks(same)]
    several = sorted(telling, key=_strength)[: refs.detail.listed]
    for same in several:
        yield _assessment(same, refs, depth)
    if len(several) < len(rival):
        yield Point(f"{words.count(len(rival) - len(several), 'more assessment')} {MORE}", depth=depth)


def _side_by_side(rival: list[list[Assessment]], refs: References) -> Iterator[Table]:
    """A row for each whose commitments are assessed, in which who says that they are kept stands beside who says that they are not."""
    ratings: tuple[str | None, ...] = ("full", "partial", "none", None)
    rows = []
    for held in grouped(sorted(rival, key=_strength), lambda same: same[0].of):
        told = [tuple(_view(same, refs) for same in held if _rating(same[0]) == rating) for rating in ratings]
        rows.append((Point(words.actors(held[0][0].of) or "the commitments"), *(Point("" if parts else "nobody", parts=parts) for parts in told)))
    if rows:
        used = [at for at, rating in enumerate(ratings, start=1) if rating or any(row[at].parts for row in rows)]
        head = ("On", "Fulfilled in full, says", "In part, says", "Not fulfilled, says", "Without a rating")
        yield Table("Who says how far it is kept", tuple(head[at] for at in (0, *used)), tuple(tuple(row[at] for at in (0, *used)) for row in rows))


def _rating(line: Assessment) -> str | None:
    return line.rating if line.rating in ("full", "partial", None) else "none"


def _view(same: list[Assessment], refs: References) -> Point:
    """Who says so, and the words of each who does."""
    lead, told = _assessor(same)
    return quotes(same, refs, lead=f"{lead.rstrip(',')}{told}:")


def _most(held: Sequence[Line]) -> int:
    return max(line.origins for line in held)


def _strength(held: list[Assessment]) -> tuple[object, ...]:
    """Orders assessments: those of an actor, of a speaker for an actor, of anybody else; then by origins, rated first."""
    line = held[0]
    return not line.by, not _speaks(held), -_most(held), line.rating is None, words.actors(line.by), words.actors(line.of)


def _speaks(held: list[Assessment]) -> bool:
    return any(source.speaker_for for line in held for source in line.sources)


def _teller(line: Assessment) -> str:
    return line.narrator if line.narrator not in line.by else ""


def _assessor(same: list[Assessment]) -> tuple[str, str]:
    """Who assesses, and who tells that where it is another."""
    line = same[0]
    outlets = sorted({words.outlet(source) for one in same for source in one.sources})
    by = words.actors(line.by) or (words.actor(line.narrator) if _speaks(same) else f"Reported by {words.joined(outlets)},")
    return by, f", as {words.actor(_teller(line))} tells it" if _teller(line) and line.by else ""


def _assessment(same: list[Assessment], refs: References, depth: int) -> Point:
    line = same[0]
    by, told = _assessor(same)
    rated = f"fulfilled {words.RATINGS[line.rating]}" if line.rating in ("partial", "full") else "not fulfilled"
    rated = rated if line.rating else "without a rating"
    lead = f"{by} on {words.actors(line.of) or 'the commitments'}:"
    return quotes(same, refs, lead=lead, text=f"{rated}{told}:", depth=depth)
