"""The example's reports with the claims of their keys, its acts, and a record of them that needs no file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from accede import dates
from accede.answers import Clocks, Held
from accede.answers.asking import Whole
from accede.cli.acts import read_acts
from accede.model import ROLES, Act, Claim, Passage, Report, Ruling, Speaker, make_claim
from accede.publishing.clean import json_text
from accede.record.chain import canonical, known_from, ruled_on
from accede.record.holdings import Holdings, Row
from accede.reports import load

FOLDER = Path(__file__).parents[2] / "examples" / "nordic-accession"
_FACTS = ("time", "place", "modality", "rating", "round", "min_hours", "members", "threshold", "stage", "votes")


class Told(NamedTuple):
    """A report with its claims."""

    report: Report
    claims: tuple[Claim, ...]


@cache
def told() -> tuple[Told, ...]:
    """All reports of the example, by their days, with the claims of their keys."""
    files = sorted(path for path in FOLDER.glob("[0-9][0-9]-*") if path.suffix in (".txt", ".html", ".jsonl"))
    reports = {report.name: report for report in load(files) if isinstance(report, Report)}
    held = [Told(reports[name], tuple(_claims(reports[name], rows))) for path in files for name, rows in _keys(path)]
    return tuple(sorted(held, key=lambda one: (one.report.published, one.report.id)))


@cache
def acts() -> tuple[Act, ...]:
    """The example's acts: every third known only weeks later, and some corrected by another act after that."""
    found: list[Act] = []
    for number, act in enumerate(read_acts(FOLDER / "acts.csv")):
        entered = _later(act.date, 20) if number % 3 == 0 else ""
        found.append(msgspec.structs.replace(act, entered=entered))
        if number % 7 == 0:
            corrected = {"date": _later(act.date, 1), "entered": _later(act.date, 60), "replaces": found[-1].id}
            found.append(msgspec.structs.replace(act, **corrected))
    return tuple(found)


@cache
def rulings() -> tuple[Ruling, ...]:
    """Rulings of every sort on the claims: some rejected, put together, put apart, and times preferred."""
    claims = [claim for one in told() for claim in one.claims]
    facts: dict[str, Any] = {"by": "a desk", "when": "2024-06-01", "why": "looked at"}
    made = [Ruling(action="reject", claims=(claim.id,), **facts) for claim in claims[::9]]
    for kind in ("ratification", "talks", "agreement", "statement"):
        same = [claim.id for claim in claims if claim.kind == kind]
        pairs = list(zip(same[1::6], same[4::6], strict=False))
        made += [Ruling(action="merge", claims=tuple(sorted(pair)), **facts) for pair in pairs[::2]]
        made += [Ruling(action="split", claims=pair[:1], apart=pair[1:], **facts) for pair in pairs[1::2]]
    dated = [claim for claim in claims if claim.time][::4]
    return (*made, *(Ruling(action="prefer", claims=(one.id,), field="time", value=one.time or "", **facts) for one in dated))


def _later(day: str, days: int) -> str:
    return date.fromordinal(dates.day(day).toordinal() + days).isoformat()


def _keys(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    held = json.loads(path.with_name(f"{path.stem}.claims.json").read_text("utf-8"))
    for key in held if isinstance(held, list) else [held]:
        yield key.get("id", key["report"]), key["claims"]


def _claims(report: Report, rows: Iterable[dict[str, Any]]) -> Iterator[Claim]:
    def first(value: Any) -> Any:
        return value[0] if isinstance(value, list) else value

    for row in rows:
        words = re.search(r"\s+".join(map(re.escape, row["evidence"].split())), report.text)
        assert words, row
        facts = {role: tuple(sorted(row[role])) for role in ROLES if row.get(role)}
        facts |= {field: first(row[field]) for field in _FACTS if field in row}
        if row.get("speaker"):
            facts["speaker"] = msgspec.convert(row["speaker"], Speaker)
        yield make_claim(report, first(row["kind"]), (Passage(*words.span()),), **facts)


class Shelf(Holdings):
    """A record of these reports, claims, acts and rulings, in memory, in the order in which they are given."""

    location = "memory"

    def __init__(self, told: Iterable[Told], acts: Iterable[Act], rulings: Iterable[Ruling] = ()) -> None:
        self._held: list[Row] = []
        for report, claims in told:
            day = dates.day(report.published)
            for what, value in (("report", report), *(("claim", claim) for claim in claims)):
                self._held.append(Row(len(self._held), what, value.id, day, canonical(value)))
        for act in acts:
            self._held.append(Row(len(self._held), "act", act.id, known_from(act), canonical(act)))
        for ruling in rulings:
            self._held.append(Row(len(self._held), "ruling", ruling.id, ruled_on(ruling), canonical(ruling)))

    def rows(self) -> int:
        return len(self._held)

    def _rows(self, what: str, known: date | None) -> list[Row]:
        return [row for row in self._held if row.what == what and (known is None or row.known is None or row.known <= known)]


def known_by(
    day: str, told: Iterable[Told], acts: Iterable[Act], rulings: Iterable[Ruling] = ()
) -> tuple[list[Told], list[Act], list[Ruling]]:
    """What was published by that day, the acts that were known, and the rulings on what was published.

    A ruling is about what reports say: made later, it holds on every known day.
    """
    last, then = dates.day(day), [one for one in told if one.report.published <= day]
    ids = {claim.id for one in then for claim in one.claims}
    return then, [act for act in acts if known_from(act) <= last], [one for one in rulings if not ids.isdisjoint(one.claims)]


def answers(record: Holdings, known: str, valid: str, since: str = "", *, all_of_it: bool = False) -> dict[str, str]:
    """Every answer of the record as known on a day, in JSON; `all_of_it` asks for all that is there, whatever the day.

    since: the day after which changes are told; without it they are left out.
    """
    when = Clocks(valid=valid, known=known, newest=known)
    held = Held.of(record, None if all_of_it else when.known_day)
    processes = held.processes()
    found = {"conflicts": json_text(held.conflicts()), "processes": json_text(processes)}
    for process in processes:
        found[f"status of {process.id}"] = json_text(held.status(process, when))
        found[f"timeline of {process.id}"] = json_text(held.timeline(process, when))
        found[f"statements of {process.id}"] = json_text(held.statements(process))
        if since:
            found[f"changes of {process.id}"] = json_text(Whole(record, when).changes(process, since))
    return found
