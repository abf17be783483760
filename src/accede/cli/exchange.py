"""`accede export`, `import` and `verify`: a record out, in, and the proof that nothing in it was changed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from accede.cli.acts import read_acts
from accede.cli.common import example, json_option, opened, record_option
from accede.errors import RecordBroken
from accede.publishing.clean import json_text, plain
from accede.publishing.english import count


@click.command(epilog=example("accede export record.jsonl.zst", "accede export - | ssh archive 'cat > record.jsonl'"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
@json_option
@record_option
def export(file: Path, as_json: bool, location: str) -> None:
    """Write the whole record to a file that `accede import` takes, on either database.

    FILE ends in .jsonl, or in .jsonl.zst to be compressed; - is the standard output. Every row keeps its hash. The file
    has its name once it is whole; one that was there stays until then.
    """
    from accede.record import Record
    from accede.record.exchange import export_record

    to_stream = str(file) == "-"
    with Record.open(location, create=False) as record, _progress(record.rows()) as tell:
        moved = export_record(record, sys.stdout.buffer if to_stream else file, tell)
    said = json_text(moved) if as_json else f"{count(moved.rows, 'row')} written; last hash {moved.head}"
    click.echo(said, err=to_stream)


@click.command(name="import", epilog=example("accede import acts.csv", "accede import record.jsonl.zst --record new.db"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path, allow_dash=True))
@json_option
@record_option
def import_(file: Path, as_json: bool, location: str) -> None:
    """Take in an exported record, or the official acts of a CSV file.

    A record (.jsonl, .jsonl.zst, or - for the standard input) is taken in whole, with its hashes, or not at all. The
    record that takes it is empty or holds its first rows; every row is checked as by the verify command first. Others
    can read the record meanwhile, and not write.

    The columns of a CSV file are those of the act command: action, actor, date, source, and where needed of, to,
    entered, note, votes, replaces; several ids in one cell are separated by spaces. The whole file is checked before
    anything is entered; a faulty line is named and nothing is entered.
    """
    from accede.record.exchange import is_exported

    if str(file) == "-" or file.suffix.lower() in (".jsonl", ".zst") or is_exported(file):
        _import_record(file, as_json, location)
    else:
        _import_acts(file, as_json, location)


def _import_record(file: Path, as_json: bool, location: str) -> None:
    from accede.record.exchange import import_record

    with opened(location) as record, _progress(None) as tell:
        moved = import_record(sys.stdin.buffer if str(file) == "-" else file, record, tell)
    if as_json:
        click.echo(json_text(moved))
        return
    known = f", {moved.before:,} were there" if moved.before else ""
    click.echo(f"{count(moved.rows, 'row')} taken in{known}; last hash {moved.head}; record: {plain(record.location)}")


def _import_acts(file: Path, as_json: bool, location: str) -> None:
    acts = read_acts(file)
    with opened(location) as record:
        added = sum(record.add_act(entry) for entry in acts)
    if as_json:
        click.echo(json_text({"added": added, "known": len(acts) - added}))
        return
    click.echo(f"{count(added, 'act')} entered, {len(acts) - added} already known; record: {plain(record.location)}")


@click.command(epilog=example("accede verify", "accede verify --head 3f2a91..."))
@click.option("--head", metavar="HASH", help="A last hash that was noted: it must still be in the record.")
@json_option
@record_option
def verify(head: str | None, as_json: bool, location: str) -> None:
    """Verify that nothing in the record was changed, removed or moved.

    Recomputes the chain of hashes, compares every quote with its report and looks up every reference; the first row
    that fails is named. Note the last hash: as long as the record still holds a row with it, nothing before it was
    changed, and nothing was cut off.
    """
    from accede.record import Record

    with Record.open(location, create=False) as record, _progress(record.rows()) as tell:
        verified = record.verify(tell)
        row = record.row_of(head) if head else None
    if head and row is None:
        raise RecordBroken(f"{record.location} holds no row with the hash {head[:16]}: rows were cut off", "restore the record from a copy")
    if as_json:
        click.echo(json_text(verified))
        return
    after = f" (the noted hash is that of row {row:,})" if row else ""
    click.echo(f"{verified.rows:,} rows, the chain holds; last hash {verified.head}{after}")


@contextmanager
def _progress(total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal's stderr, told the number of the row that is done; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda row: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    with Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda row: bar.update(task, completed=row) if row % 100 == 0 else None


COMMANDS = (export, import_, verify)
