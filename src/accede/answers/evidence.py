"""What stands behind an address: the report with one of its claims, or an official act, as known by a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from accede.answers.asking import Answers, Thing
from accede.answers.dropped import Dropped
from accede.answers.held import Held
from accede.errors import NotFound
from accede.model import Act, Claim, Mark, Report
from accede.process.model import Process

REMEDY = "it may have become known only after the day that is asked for: ask for a later one, or search for its words"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A report, the claim that is asked for (None where none is), and all else that it tells or told.

    claims: those that count, those that a later version or a ruling took back, and the one asked for, in the order of the
    text. dropped, gone (a ruling or a newer reading took it back) and marks say of each by id what became of it. versions: all of the report's, the first first, it among them; empty
    where there is one. copies: other reports that carry its text, with the reason. processes: those it tells of, None where
    that is not worked out yet.
    """

    report: Report
    claim: Claim | None
    claims: tuple[Claim, ...]
    dropped: dict[str, Dropped]
    gone: frozenset[str]
    marks: dict[str, tuple[Mark, ...]]
    origin: str
    versions: tuple[Report, ...]
    copies: tuple[tuple[Report, str], ...]
    processes: tuple[Process, ...] | None


def evidence_of(answers: Answers, report: str, claim: str = "") -> Evidence:
    """The report with the id, or the only one whose id begins so. Raises NotFound."""
    held, own = report_with(answers, report)
    id = own.id
    every = {one.id: one for one in (*held.read.values(), *held.claims.values()) if one.report == id}
    asked = _only([one for one in every if claim and one.startswith(claim)], claim, "claim")
    if claim and not asked:
        raise NotFound(f"the report tells no claim with the id {claim[:40]!r}", REMEDY)
    told = {key: one for key, one in every.items() if key == asked or _counts(held, one)}
    return Evidence(
        report=own, claim=told.get(asked), claims=tuple(sorted(told.values(), key=lambda one: (one.evidence, one.kind, one.id))),
        dropped={one: held.dropped[one] for one in told if one in held.dropped},
        gone=frozenset(one for one in told if one not in held.claims and one not in held.dropped),
        marks={one: held.marks[one] for one in told if one in held.marks}, origin=held.origins.get(id, ""),
        versions=_versions(held, id), copies=tuple(_copies(held, id)), processes=answers.telling(id),
    )  # fmt: skip


def report_with(answers: Answers, id: str) -> tuple[Held, Report]:
    """The report with the id, or the only one whose id begins so, and what there is around it. Raises NotFound."""
    one = _one(answers, "report", id)
    held = answers.around("report", one)
    return held, held.reports[one]


def claim_with(answers: Answers, id: str) -> tuple[Held, Claim]:
    """The claim with the id, or the only one whose id begins so, and what there is around its report. Raises NotFound."""
    one = _one(answers, "claim", id)
    held = answers.around("claim", one)
    return held, held.claims.get(one) or held.read[one]


def act_of(answers: Answers, id: str) -> tuple[Act, tuple[Process, ...] | None]:
    """The act with the id, or the only one whose id begins so, and the processes that it is about. Raises NotFound.

    None for processes that are not worked out yet.
    """
    act = answers.act(_one(answers, "act", id))
    about = {act.actor, *act.of, *act.to}
    found = answers.towards(about)
    if found is None:
        return act, None
    return act, tuple(process for process in found if not process.candidates or about.intersection(process.candidates))


def _one(answers: Answers, what: Thing, beginning: str) -> str:
    found = _only(answers.ids(what, beginning) if beginning else [], beginning, what)
    if not found:
        raise NotFound(f"no {what} with the id {beginning[:40]!r}", REMEDY)
    return found


def _only(found: Sequence[str], prefix: str, what: str) -> str:
    if len(found) > 1:
        raise NotFound(f"{len(found)} {what}s begin with {prefix[:40]!r}", "give more of the id")
    return next(iter(found), "")


def _counts(held: Held, claim: Claim) -> bool:
    """False for what an older reading of the report took and no ruling concerns: nobody stands by it."""
    return claim.id in held.claims or claim.id in held.dropped or held.rulings.verdict(claim.id) is not None


def _versions(held: Held, id: str) -> tuple[Report, ...]:
    own = held.lineage.versions.get(id)
    if own is None:
        return ()
    line = sorted((version.number, one) for one, version in held.lineage.versions.items() if version.first == own.first)
    return tuple(held.reports[one] for _, one in line)


def _copies(held: Held, id: str) -> Iterable[tuple[Report, str]]:
    found = [
        (held.reports[pair[0] if pair[1] == id else pair[1]], why.copy)
        for pair, why in held.lineage.related.items() if id in pair and not why.version
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each[0].published, each[0].id))
