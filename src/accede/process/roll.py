"""The roll of an instrument: who consented to be bound from when until when, across successions of states.

A roll is read from a table of consents with the columns `state`, `signed`, `consent` and `withdrawn` (days; `withdrawn` empty or
9999-12-31 for who still is a party), of one treaty or, with a column `treaty_id`, of many.

Tables of today's states give a successor the day on which its predecessor consented. On that day it was no state, and the
instrument counted the predecessor, once: the Czech Republic and Slovakia are one consent of Czechoslovakia until 1993, Fiji's of
1960 is that of the United Kingdom until 1970 (Vienna Convention on Succession of States in respect of Treaties, 1978). So a
consent is divided: until the day of the state's own beginning it is that of the state before, from then on its own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from accede.errors import KnowledgeError
from accede.process.rules import Known

# A day as a number, so that a million of them are compared fast; spans are half-open.
Span = tuple[int, int]
NEVER = date.max.toordinal()
MOST_BYTES = 50_000_000


class Consented(NamedTuple):
    """One row: `state` signed on `signed` and consented on `consent`, until it withdrew on `withdrawn`; None is not known or not."""

    state: str
    signed: date | None = None
    consent: date | None = None
    withdrawn: date | None = None


class Roll(NamedTuple):
    """Who was bound when: spans by actor, each actor's sorted and apart; the rows it is from; what was not believed, in words."""

    spans: Mapping[str, tuple[Span, ...]]
    rows: tuple[Consented, ...] = ()
    doubts: tuple[str, ...] = ()
    known: Known | None = None

    @property
    def signatories(self) -> tuple[str, ...]:
        """Who signed, as the states were on the day, sorted."""
        known = self.known
        return tuple(sorted({known.state_at(row.state, row.signed) if known else row.state for row in self.rows if row.signed}))

    def on(self, day: date) -> tuple[str, ...]:
        """Those bound by their consent on a day, sorted."""
        number = day.toordinal()
        return tuple(sorted(actor for actor, spans in self.spans.items() if any(first <= number < after for first, after in spans)))

    def with_consent(self, actor: str, day: date) -> Roll:
        """The roll with one more consent from that day on; what the actor consented to before stays."""
        held = self.spans.get(actor, ())
        return self._replace(spans={**self.spans, actor: _united([*held, (day.toordinal(), NEVER)])})


def roll(
    rows: Iterable[Consented], known: Known | None = None, adopted: date | None = None, signature_binds: bool = False
) -> Roll:  # fmt: skip
    """The roll of one instrument; the order of rows is nothing.

    known: where states began; without it every row is taken as its own. adopted: a consent from before that day is not
        believed, and left out with a word. signature_binds: who signed and did not consent otherwise is bound by that.
    """
    table = tuple(rows)
    later = known.began_later() if known else {}
    spans: dict[str, tuple[Span, ...]] = {}
    doubts = set()
    by_state: dict[str, Consented] = {}
    for state, sign, day, withdrawn in table:
        if day is None and signature_binds:
            day = sign
        if day is None:
            continue
        if adopted is not None and day < adopted:
            doubts.add(f"{state} is told to have consented on {day}, before the adoption on {adopted}")
            continue
        first, until = day.toordinal(), NEVER if withdrawn is None else withdrawn.toordinal()
        if until <= first:
            continue
        if known is None or first >= later.get(state, 0):
            spans[state] = ((first, until),) if state not in spans else _united([*spans[state], (first, until)])
            continue
        by_state = by_state or _by_state(table)
        for actor, span in _divided(state, sign, day, until, known, by_state):
            spans[actor] = (span,) if actor not in spans else _united([*spans[actor], span])
    return Roll(spans, table, tuple(sorted(doubts)), known)


def _by_state(rows: Iterable[Consented]) -> dict[str, Consented]:
    """The row of each state; of several the one that sorts last."""
    found: dict[str, Consented] = {}
    for row in rows:
        other = found.setdefault(row.state, row)
        if other is not row and _plain(row) > _plain(other):
            found[row.state] = row
    return found


def _plain(row: Consented) -> tuple[str, date, date, date]:
    return (row.state, *((day or date.max) for day in row[1:]))  # type: ignore[return-value]


def _divided(
    state: str, signed: date | None, consent: date, until: int, known: Known, rows: Mapping[str, Consented]
) -> tuple[tuple[str, Span], ...]:  # fmt: skip
    """A consent by who was the state when: the predecessor's until the state began, then its own."""
    first, before = consent.toordinal(), known.state_at(state, consent)
    if before == state:
        # A state that another spoke for, listed with that one's days, is one act entered twice. So with Belarus and Ukraine,
        # which could consent apart from the Soviet Union and often did, on days of their own.
        other = rows.get(known.spoken_for_by(state, consent))
        mirrored = other is not None and signed is not None and (other.signed, other.consent) == (signed, consent)
        return () if mirrored else ((state, (first, until)),)
    other = rows.get(before)
    if other is not None and other.consent is not None and other.consent > consent:
        return ((state, (first, until)),)  # the territory joined by itself, before the state that had it
    own = min(until, known.began(state).toordinal())
    return ((before, (first, own)), (state, (own, until))) if own < until else ((before, (first, own)),)


def _united(spans: list[Span]) -> tuple[Span, ...]:
    """Sorted spans without overlap."""
    found: list[Span] = []
    for first, after in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(after, found[-1][1]))
        else:
            found.append((first, after))
    return tuple(found)


class TreatyTable(NamedTuple):
    """One treaty of a table: what the table says of it, and its rows."""

    id: str
    title: str
    adopted: date | None
    in_force: date | None
    rows: tuple[Consented, ...]


class _Line(msgspec.Struct, kw_only=True):
    """One line of the file; columns that are not named here are passed over."""

    state: str
    consent: str = ""
    signed: str = ""
    withdrawn: str = ""
    treaty_id: str = ""
    title: str = ""
    adopted: str = ""
    in_force: str = ""


def read_treaties(path: Path) -> tuple[TreatyTable, ...]:
    """All treaties of a table, those of one `treaty_id` and one `in_force` together, sorted by both.

    A table without ids is one treaty, whose id is the file's name. One that gives a treaty under two titles gives it once here.
    The file is UTF-8 with commas, at most 50 MB.
    Raises KnowledgeError naming file, line and remedy.
    """
    held: dict[tuple[str, str], list[_Line]] = {}
    for line in _lines(path):
        held.setdefault((line.treaty_id or path.stem, line.in_force), []).append(line)
    return tuple(_treaty(id, lines) for (id, _), lines in sorted(held.items()))


def _treaty(id: str, lines: list[_Line]) -> TreatyTable:
    rows = tuple(sorted({Consented(line.state, _day(line.signed), _day(line.consent), _day(line.withdrawn)) for line in lines}, key=_plain))
    head = lines[0]
    return TreatyTable(id, head.title, _day(head.adopted), _day(head.in_force), rows)


def _lines(path: Path) -> list[_Line]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise KnowledgeError(f"{path.name}: larger than {MOST_BYTES:,} bytes", "split it by treaty")
        with path.open(encoding="utf-8-sig", newline="") as file:
            at = [0]
            reader = csv.DictReader(_without_comments(file, at), strict=True)
            missing = {"state", "consent"} - set(reader.fieldnames or ())
            if missing:
                raise KnowledgeError(f"{path.name}: no column {' and '.join(sorted(missing))}", "see docs/instruments.md for the columns")
            return [_line(row, f"{path.name}, line {at[0]}") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(f"{path.name}: cannot be read: {error}", "save it as UTF-8 with commas") from error


def _without_comments(lines: Iterable[str], at: list[int]) -> Iterator[str]:
    """The lines of the table; `at` holds the number of the last one, as an editor counts."""
    for at[0], line in enumerate(lines, 1):
        if line[0] != "#":
            yield line


def _line(row: Mapping[str | None, str | None], where: str) -> _Line:
    line = _Line(**{field: (row.get(field) or "").strip() for field in _Line.__struct_fields__})
    for field in ("consent", "signed", "withdrawn", "adopted", "in_force"):
        try:
            _day(getattr(line, field))
        except ValueError as error:
            raise KnowledgeError(f"{where}: {field}: {getattr(line, field)!r} is no day", "write it as 2022-07-05, or leave it empty") from error
    if not line.state:
        raise KnowledgeError(f"{where}: no state", "give its code of three letters (ISO 3166-1), or an organisation's id")
    return line


def _day(text: str) -> date | None:
    return None if not text or text.startswith("9999") else date.fromisoformat(text)


