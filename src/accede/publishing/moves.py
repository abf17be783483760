"""Who moved whom: positions over time, and demands with what answers and rates them.

A short document has those that moved, or ever stood against; a whole one a table of all. An actor that is not named here
is one of whom nothing of a stance is told, which is neither for nor against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accede import dates
from accede.process.evidence import count_origins
from accede.process.fulfilment import load_linking
from accede.process.model import Answer, Answered, Assessment, Commitment, Demand, Position, Rated, Status
from accede.publishing import words
from accede.publishing.document import MORE, Point, References, Table
from accede.publishing.lines import grouped, rivals

_GROUNDS = {
    "demander": "to the one who demands it", "deal": "under their agreement", "groups": "the same group",
}  # fmt: skip
Assessments = dict[tuple[object, ...], Assessment]


def positions(status: Status, refs: References) -> Iterator[Point | Table]:
    """Positions by actor, those that moved or stood against first."""
    held = by_actor(status)
    moved = [lines for lines in held if has_moved(lines)]
    if refs.detail.whole and held:
        rows = [row for lines in (*moved, *(lines for lines in held if not has_moved(lines))) for row in _rows(lines, refs)]
        yield Table("Who is told to stand where, and since when", ("Actor", "On", "Stance", "Since", "Until"), tuple(rows))
        return
    shown, more = refs.few(moved, 0, "that moved")
    for lines in shown:
        parts = tuple(_in_a_line(same, lines, refs) for same in alike(lines))
        yield Point("", f"{words.actor(lines[0].actor)}:", parts=parts)
    yield from more
    if steady := len(held) - len(moved):
        yield Point(f"{words.count(steady, 'actor')} told to support, and nothing else {MORE}")


def by_actor(status: Status) -> list[list[Position]]:
    """The positions of each actor, in their order."""
    return grouped(status.positions, lambda line: line.actor)


def has_moved(lines: Sequence[Position]) -> bool:
    """True for an actor of whom anything but support is told."""
    return any(line.stance != "supports" for line in lines)


def alike(lines: Sequence[Position]) -> list[list[Position]]:
    """Positions that differ in nothing but candidates and sources, together."""
    return grouped(lines, lambda line: (line.stance, line.time, line.bound, line.until, line.retold))


def candidates(same: Sequence[Position]) -> tuple[str, ...]:
    """Towards whom these positions are held."""
    return tuple(sorted({candidate for line in same for candidate in line.candidates}))


def since(line: Position) -> str:
    """ "since 18 May 2022", "since before 20 May 2022"; of what was told only when it was over, when that was."""
    if not line.time and line.until and line.until < line.bound:
        return f"not told since when (reported on {dates.in_words(line.bound)})"
    return words.since(line)


def stance(line: Position) -> str:
    """The stance in words, with a sign of doubt where it may be an earlier one told again."""
    return f"{words.STANCES[line.stance]}{' (or told again)' if line.retold else ''}"


def _in_a_line(same: list[Position], lines: Sequence[Position], refs: References) -> Point:
    on = candidates(same)
    of = f" ({words.actors(on)})" if on != candidates(lines) else ""
    beside = "; order to the other not told" if _is_unordered(same[0]) else ""
    sources = sorted({source for line in same for source in line.sources})
    return refs.point(f"{stance(same[0])}{of}, {since(same[0])}{beside}", sources, origins=count_origins(sources))


def _is_unordered(line: Position) -> bool:
    return any(told.field == "stance" for told in line.rivals)


def _rows(lines: list[Position], refs: References) -> Iterator[tuple[Point, ...]]:
    for same in alike(lines):
        line = same[0]
        sources = sorted({source for one in same for source in one.sources})
        told = sorted({told for one in same for told in one.rivals})
        yield (
            Point(words.actor(line.actor)), Point(words.actors(candidates(same))), refs.cell(stance(line), sources),
            Point(since(line).removeprefix("since "), parts=tuple(rivals(told, refs, 0))),
            Point(dates.in_words(line.until) if line.until else ""),
        )  # fmt: skip


def fulfilment(status: Status, refs: References) -> Iterator[Point | Table]:
    """Demands that something answers or rates; those of the same actors with the same answers in one row."""
    asked = {event: demand for demand in status.demands for event in demand.events}
    told = [row for row in status.fulfilment if row.commitments or row.assessments]
    groups = grouped(told, lambda row: (asked[row.demand].by, asked[row.demand].of, row.commitments, row.assessments))
    groups.sort(key=lambda rows: (not rows[0].commitments, not rows[0].assessments))
    shown, more = refs.few(groups, 0, "with a commitment or an assessment")
    promised, rated = _commitments(status), _assessments(status)
    cells = [_cells([asked[row.demand] for row in rows], rows[0], promised, rated, refs) for rows in shown]
    if refs.detail.whole and cells:
        caption = "What is demanded, who undertook it, and who says how far it is kept, from 0 none to 3 full"
        yield Table(caption, _HEAD, tuple(_beside(row, rows[0].assessments) for row, rows in zip(cells, shown, strict=True)))
    elif cells:
        for demand, by, of, answers, ratings in cells:
            lead = f"{by.text} of {of.text}:" if of.text else f"{by.text}:"
            yield Point("", lead, parts=demand.parts)
            yield Point("", "undertaken:", depth=1, parts=answers.parts) if answers.parts else Point("no commitment on record", depth=1)
            if ratings.parts:
                yield Point("", "assessed:", depth=1, parts=ratings.parts)
    yield from more
    if left := len(status.fulfilment) - len(told):
        yield Point(f"{words.count(left, 'demand')} without a commitment or an assessment on record")


# Who says that it is kept stands beside who says that it is not.
_HEAD = ("Demand", "Commitments", "Kept, says", "In part, says", "Not kept, says")


def _commitments(status: Status) -> dict[tuple[str, ...], Commitment]:
    held = [line for deal in status.agreements for line in deal.commitments]
    return {line.events: line for line in (*held, *status.commitments)}


def _assessments(status: Status) -> Assessments:
    held = [line for deal in status.agreements for line in deal.assessments]
    return {(line.events, line.by, line.narrator, line.rating): line for line in (*held, *status.assessments)}


def _cells(
    demands: list[Demand], row: Answered, promised: dict[tuple[str, ...], Commitment], rated: Assessments, refs: References
) -> tuple[Point, ...]:
    """Demand, by, of, commitments, assessments; each that was said is a part with its own references."""
    said = tuple(refs.point(refs.quote(line.sources), line.sources, origins=line.origins) for line in demands)
    answers, more = refs.few(row.commitments, 2, "")
    ratings, rest = refs.few(row.assessments, 2, "")
    if rest:
        ratings = _each_rating_first(row.assessments)[: len(ratings)]
    promises = [_answer(promised[one.events], one, refs) for one in answers]
    views = [_rating(rated[one.events, one.by, one.narrator, one.rating], one, refs) for one in ratings]
    return (
        Point("", parts=said), Point(words.actors(demands[0].by) or "not told"), Point(words.actors(demands[0].of)),
        Point("" if promises else "none on record", parts=(*promises, *_bare(more))),
        Point("" if views else "none on record", parts=(*views, *_bare(rest))),
    )  # fmt: skip


def _beside(row: tuple[Point, ...], rated: Sequence[Rated]) -> tuple[Point, ...]:
    """The row of a whole document, in which no assessment is left out: a column for each answer to whether it is kept."""
    demand, by, of, answers, views = row
    held: dict[str, list[Point]] = {"full": [], "": [], "none": []}
    for one, view in zip(rated, views.parts, strict=True):
        held.get(one.rating, held[""]).append(view)
    lead = f"{by.text} of {of.text}:" if of.text else f"{by.text}:"
    nobody = "nobody" if views.parts else "none on record"
    return Point("", lead, parts=demand.parts), answers, *(Point("" if told else nobody, parts=tuple(told)) for told in held.values())


def _each_rating_first(held: Sequence[Rated]) -> Sequence[Rated]:
    """One of each rating before the others, so that a short list hides no rival; else as they are."""
    ranks: dict[str, int] = {}
    ranked = []
    for place, one in enumerate(held):
        ranked.append((ranks.setdefault(one.rating, 0), place, one))
        ranks[one.rating] += 1
    return [one for _, _, one in sorted(ranked, key=lambda item: item[:2])]


def _bare(more: Sequence[Point]) -> tuple[Point, ...]:
    return tuple(Point(one.text) for one in more)


def _answer(line: Commitment, answer: Answer, refs: References) -> Point:
    grounds = [_GROUNDS[ground] for ground in answer.grounds if ground in _GROUNDS]
    grounds += [f"the same words: {', '.join(answer.shared)}"] if "words" in answer.grounds else []
    when = dates.in_words(line.time) if line.time else f"told on {dates.in_words(line.bound)}"
    by = words.actors(line.by)
    return refs.point(f"{by}, {when}: {refs.quote(line.sources)} ({'; '.join(grounds)})", line.sources, origins=line.origins)


def _rating(line: Assessment, rated: Rated, refs: References) -> Point:
    """ "3 full - Sweden (as told by Anna Ek, negotiator, Sweden, on 9 March 2023)": who assesses and who tells it."""
    outlets = sorted({words.outlet(source) for source in line.sources})
    speakers = sorted({source.speaker for source in line.sources if source.speaker})
    teller = words.joined((speakers or outlets)[:2])
    when = f", on {dates.in_words(line.bound)}" if line.bound else ""
    assessor = words.actors(line.by) or (words.actor(line.narrator) if line.narrator else "the report itself")
    return refs.point(f"{grade(rated)} - {assessor} (as told by {teller}{when})", line.sources, origins=line.origins)


def grade(rated: Rated) -> str:
    """ "3 full", "0 none", "in part (1 or 2)" where the rating does not say which."""
    held = load_linking().scale[rated.rating]
    if held.place is not None:
        return f"{held.place} {held.words}"
    return f"{held.words} ({' or '.join(map(str, held.between))})" if held.between else held.words
