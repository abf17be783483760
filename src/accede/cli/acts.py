"""`accede act`, and files of acts: official acts into the record."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import click

from accede import dates
from accede.cli.common import example, json_option, opened, record_option
from accede.errors import ActRefused, DateError
from accede.model import Act
from accede.publishing.clean import json_text

# Columns of a file of acts; the first four must be there.
REQUIRED = ("action", "actor", "date", "source")
COLUMNS = (*REQUIRED, "of", "to", "entered", "note", "votes", "replaces")
ACTOR = re.compile(r"[A-Z]{3}|[a-z0-9]+(?:-[a-z0-9]+)*")
LARGEST = 20_000_000


@click.command(
    epilog=example(
        "accede act parliament_approved HUN 2024-02-26 --of SWE --to nato --votes 188-6 --source 'Magyar Közlöny 2024/22'"
    )
)
@click.argument("action")
@click.argument("actor")
@click.argument("date")
@click.option("--source", required=True, metavar="CITATION", help="The official source, as one would cite it.")
@click.option("--of", multiple=True, metavar="ACTOR", help="A candidate that the act concerns; may be repeated.")
@click.option("--to", multiple=True, metavar="ACTOR", help="The organisation or treaty; may be repeated.")
@click.option("--entered", default="", metavar="DATE", help="Day from which the act was public.  [default: DATE]")
@click.option("--note", default="", help="A remark to keep with it.")
@click.option("--votes", default=None, metavar="COUNT", help="For, against, abstaining: 182-6 or 117-40-18.")
@click.option("--replaces", default=None, metavar="ID", help="Id of the act that this one corrects.")
@json_option
@record_option
def act(
    action: str, actor: str, date: str, source: str, of: tuple[str, ...], to: tuple[str, ...], entered: str,
    note: str, votes: str | None, replaces: str | None, as_json: bool, location: str,
) -> None:  # fmt: skip
    """Enter one official act with its citation.

    ACTION is a stage of consent (submitted, parliament_approved, head_of_state_signed, instrument_deposited) or
    a term of the UN Treaty Collection (signature, ratification, acceptance, approval, accession, reservation,
    objection, withdrawal); ACTOR the id of who acts (TUR, nato); DATE its day. An act outranks reports, and
    erases none.
    """
    entry = Act(
        action=action, actor=actor, date=date, source=source, of=tuple(sorted(of)), to=tuple(sorted(to)),
        entered=entered, note=note, votes=votes, replaces=replaces,
    )  # fmt: skip
    check(entry)
    with opened(location) as record:
        added = record.add_act(entry)
    if as_json:
        click.echo(json_text({"id": entry.id, "added": added}))
        return
    click.echo(f"{'entered' if added else 'already known'}: {entry.id}")


def read_acts(file: Path) -> list[Act]:
    """The acts of a CSV file, in its order.

    Raises ActRefused naming file and line for a missing or unknown column, an incomplete line, a wrong date.
    """
    if file.stat().st_size > LARGEST:
        raise ActRefused(f"{file.name}: larger than {LARGEST // 1_000_000} MB", "split the file")
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            _check_columns(file.name, rows.fieldnames or ())
            return [_act(row, f"{file.name}, line {rows.line_num}") for row in rows]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ActRefused(f"{file.name}: not a CSV file in UTF-8", "save it as CSV, UTF-8") from error


def _check_columns(name: str, fields: Sequence[str]) -> None:
    missing = [column for column in REQUIRED if column not in fields]
    unknown = [field for field in fields if field not in COLUMNS]
    if missing:
        raise ActRefused(f"{name}: no column {', '.join(missing)}", f"the columns are {', '.join(COLUMNS)}")
    if unknown:
        raise ActRefused(f"{name}: unknown column {', '.join(unknown)}", f"the columns are {', '.join(COLUMNS)}")


def _act(row: dict[str, str | None], where: str) -> Act:
    if None in row or None in row.values():
        raise ActRefused(f"{where}: not as many cells as columns", "put cells that hold a comma in quotes")
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    entry = Act(
        action=cells["action"], actor=cells["actor"], date=cells["date"], source=cells["source"],
        of=tuple(sorted(cells["of"].split())), to=tuple(sorted(cells["to"].split())), entered=cells["entered"],
        note=cells["note"], votes=cells["votes"] or None, replaces=cells["replaces"] or None,
    )  # fmt: skip
    try:
        check(entry)
    except ActRefused as error:
        raise ActRefused(f"{where}: {error.what}", error.remedy) from error
    return entry


def check(entry: Act) -> None:
    """Raise ActRefused where the act lacks a part, has a date that is no day, or names an actor by no id."""
    from accede.knowledge import load
    from accede.process.acts import load_actions

    if entry.action and entry.action not in load_actions():
        raise ActRefused(f"not an action: {entry.action!r}", f"write one of {', '.join(load_actions())}")
    for field in REQUIRED:
        if not getattr(entry, field):
            raise ActRefused(f"an act without {field}", "an act needs action, actor, date and source")
    for written in filter(None, (entry.date, entry.entered)):
        try:
            dates.day(written)
        except DateError as error:
            raise ActRefused(error.what, error.remedy) from error
    for actor in (entry.actor, *entry.of, *entry.to):
        if not ACTOR.fullmatch(actor) or (actor.isupper() and not load().is_state(actor)):
            raise ActRefused(f"not the id of an actor: {actor!r}", "write a state as TUR, all others as nato")


COMMANDS = (act,)
