"""Rules against history: the day of entry into force that a rule gives for recorded consents, beside the recorded one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from accede.process.force import Force, force
from accede.process.instrument import OWN_FOLDER, Decision, Instrument
from accede.process.roll import Consented, TreatyTable, read_treaties, roll
from accede.process.rules import Known

PARTIES = "parties"


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One instrument: the day on which its rule was met, the day of entry into force that follows, and the recorded one.

    consents: how many the table gives. met, computed: by the table as it stands. mended: as computed, with the corrections that
    the instrument's file names; equal to `computed` where it names none. recorded: as the depositary has it, where the file
    says so, else as the table does. difference: what the file says of a difference. doubts: what was not believed of the table.
    """

    instrument: str
    name: str
    treaty: str
    article: str
    consents: int
    met: date | None
    computed: date | None
    mended: date | None
    recorded: date | None
    difference: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def days(self) -> int | None:
        """How far the computed day is from the recorded one; positive where it is later, None where only one of them is there.

        Where neither is there they agree, and it is 0.
        """
        if self.computed is None and self.recorded is None:
            return 0
        return (self.computed - self.recorded).days if self.computed and self.recorded else None

    @property
    def agrees(self) -> bool:
        """True where the table as it stands gives the recorded day, or both say that the instrument is not in force."""
        return self.computed == self.recorded

    @property
    def is_mended(self) -> bool:
        """True where the table does so with the corrections that are named."""
        return self.mended == self.recorded


def compare(instruments: Iterable[Instrument], treaties: Iterable[TreatyTable], known: Known) -> Iterator[Comparison]:
    """Each instrument that counts consents and whose treaty is in the table, in the order given.

    The treaty is the one with the id that the file records, else with the file's own id. Where several have it, the one that
    entered into force on the recorded day is taken, else the first.
    """
    by_id: dict[str, list[TreatyTable]] = {}
    for table in treaties:
        by_id.setdefault(table.id, []).append(table)
    for instrument in instruments:
        decision = instrument.counted("")
        held = by_id.get(instrument.recorded.treaty) or by_id.get(instrument.id)  # a user's table may have either
        if decision is None or not held:
            continue
        recorded = instrument.recorded
        table = next((one for one in held if one.adopted == instrument.adopted or one.in_force == recorded.in_force), held[0])
        found, doubts = _entry(instrument, decision, table.rows, table, known)
        mended = found
        if recorded.corrections:
            mended, _ = _entry(instrument, decision, corrected(instrument, table.rows), table, known)
        yield Comparison(
            instrument=instrument.id, name=instrument.name, treaty=table.id, article=decision.article,
            consents=sum(row.consent is not None for row in table.rows), met=found.met, computed=found.since, mended=mended.since,
            recorded=recorded.in_force or table.in_force, difference=recorded.difference, doubts=doubts,
        )  # fmt: skip


def _entry(
    instrument: Instrument, decision: Decision, rows: Iterable[Consented], table: TreatyTable, known: Known
) -> tuple[Force, tuple[str, ...]]:  # fmt: skip
    names = roll(rows, known, instrument.adopted or table.adopted, decision.signature_binds)
    return force(decision.rule, names, known, delay=decision.delay, not_before=decision.not_before), names.doubts


def corrected(instrument: Instrument, rows: Iterable[Consented]) -> tuple[Consented, ...]:
    """The rows with those that the instrument's file names as wrong or missing put right."""
    right = instrument.recorded.corrections
    wrong = {one.state for one in right}
    return (*(row for row in rows if row.state not in wrong), *(Consented(one.state, one.signed, one.consent, one.withdrawn) for one in right))


def shipped_parties(folder: Path = OWN_FOLDER) -> tuple[TreatyTable, ...]:
    """The tables of parties that lie beside the instruments, in the folder `parties`; none where there is none.

    Raises KnowledgeError naming file, line and remedy.
    """
    return tuple(_named(path) for path in sorted((folder / PARTIES).glob("*.csv")))


def parties_of(instrument: Instrument, folder: Path = OWN_FOLDER) -> TreatyTable | None:
    """The table of parties of one instrument; None where none lies beside it."""
    path = folder / PARTIES / f"{instrument.id}.csv"
    return _named(path) if path.exists() else None


def _named(path: Path) -> TreatyTable:
    """A table of one instrument's parties, under the instrument's id."""
    rows = tuple(row for table in read_treaties(path) for row in table.rows)
    return TreatyTable(path.stem, "", None, None, rows)


