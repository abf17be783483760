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
from collections.abc import Iterable, Mapping
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
    """Who was bound when: spans by actor, sorted and apart; who signed; and what of the table was not believed, in words."""

    spans: Mapping[str, tuple[Span, ...]]
    signatories: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

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
    spans: dict[str, list[Span]] = {}
    signed: set[str] = set()
    doubts = []
    held = sorted(rows, key=_plain)
    first_of = {row.state: row for row in held}
    for row in held:
        if row.signed:
            signed.add(known.state_at(row.state, row.signed) if known else row.state)
        if row.consent is None and signature_binds:
            row = row._replace(consent=row.signed)
        if row.consent is None:
            continue
        if adopted and row.consent < adopted:
            doubts.append(f"{row.state} is told to have consented on {row.consent}, before the adoption on {adopted}")
            continue
        until = row.withdrawn.toordinal() if row.withdrawn else NEVER
        for actor, span in _divided(row, until, known, first_of):
            spans.setdefault(actor, []).append(span)
    return Roll({actor: _united(spans[actor]) for actor in sorted(spans)}, tuple(sorted(signed)), tuple(doubts))


def _plain(row: Consented) -> tuple[str, date, date, date]:
    return (row.state, *((day or date.max) for day in row[1:]))  # type: ignore[return-value]


def _divided(row: Consented, until: int, known: Known | None, rows: Mapping[str, Consented]) -> Iterable[tuple[str, Span]]:
    """A consent by who was the state when: the predecessor's until the state began, then its own."""
    assert row.consent is not None
    first = row.consent.toordinal()
    if until <= first:
        return
    if known is None or (before := known.state_at(row.state, row.consent)) == row.state:
        if not (known and _is_mirrored(row, known, rows)):
            yield row.state, (first, until)
        return
    other = rows.get(before)
    if other is not None and other.consent is not None and other.consent > row.consent:
        yield row.state, (first, until)  # the territory joined by itself, before the state that had it
        return
    own = min(until, known.began(row.state).toordinal())
    yield before, (first, own)
    if own < until:
        yield row.state, (own, until)


def _is_mirrored(row: Consented, known: Known, rows: Mapping[str, Consented]) -> bool:
    """True where a state that another spoke for is listed with that one's days: one act, entered twice.

    So with Belarus and Ukraine, which could consent apart from the Soviet Union and often did, on days of their own.
    """
    other = rows.get(known.spoken_for_by(row.state, row.consent) if row.consent else "")
    return other is not None and row.signed is not None and (other.signed, other.consent) == (row.signed, row.consent)


def _united(spans: list[Span]) -> tuple[Span, ...]:
    """Sorted spans without overlap."""
    if len(spans) == 1:
        return (spans[0],)
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

    A table that gives one treaty under two titles gives it once here. The file is UTF-8 with commas, at most 50 MB.
    Raises KnowledgeError naming file, line and remedy.
    """
    held: dict[tuple[str, str], list[_Line]] = {}
    for line in _lines(path):
        held.setdefault((line.treaty_id, line.in_force), []).append(line)
    return tuple(_treaty(lines) for _, lines in sorted(held.items()))


def _treaty(lines: list[_Line]) -> TreatyTable:
    rows = tuple(sorted({Consented(line.state, _day(line.signed), _day(line.consent), _day(line.withdrawn)) for line in lines}, key=_plain))
    head = lines[0]
    return TreatyTable(head.treaty_id, head.title, _day(head.adopted), _day(head.in_force), rows)


def _lines(path: Path) -> list[_Line]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise KnowledgeError(f"{path.name}: larger than {MOST_BYTES:,} bytes", "split it by treaty")
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader((line for line in file if line[0] != "#"), strict=True)
            missing = {"state", "consent"} - set(reader.fieldnames or ())
            if missing:
                raise KnowledgeError(f"{path.name}: no column {' and '.join(sorted(missing))}", "see docs/instruments.md for the columns")
            return [_line(row, f"{path.name}, line {reader.line_num}") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(f"{path.name}: cannot be read: {error}", "save it as UTF-8 with commas") from error


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


