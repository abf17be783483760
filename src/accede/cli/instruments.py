"""`accede instruments`: the instruments that Accede knows, a user's own file checked, rules against history."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accede.cli.common import Commands, example, json_option, page, screen_width
from accede.publishing.clean import json_text, plain

if TYPE_CHECKING:
    from accede.process.instrument import Instrument
    from accede.process.roll import TreatyTable

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def folder_option(command: click.decorators.FC) -> click.decorators.FC:
    words = "A folder of instrument files, instead of those that ship."
    return click.option("--folder", type=FOLDER, metavar="FOLDER", help=words)(command)


def consents_option(command: click.decorators.FC) -> click.decorators.FC:
    words = "A table of consents (state, signed, consent, withdrawn; treaty_id for many treaties), instead of those that ship."
    return click.option("--consents", type=FILE, metavar="FILE", help=words)(command)


@click.group(cls=Commands, invoke_without_command=True, epilog=example("accede instruments", "accede instruments show npt --on 1970-01-01"))
@click.pass_context
def instruments(context: click.Context) -> None:
    """Show treaties with their decision rules, check a file of your own, compare rules with history.

    Without a command: list them.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@instruments.command("list", epilog=example("accede instruments list --json"))
@folder_option
@json_option
def list_(folder: Path | None = None, as_json: bool = False) -> None:
    """List the instruments with their rules."""
    from accede.knowledge import load
    from accede.process.rules import Parties
    from accede.publishing.instruments import listing

    held = [one for one in _loaded(folder) if one.decisions]
    if as_json:
        click.echo(json_text(held))
        return
    for line in listing(held, Parties(load(), date.max), screen_width()):
        click.echo(line)


@instruments.command(epilog=example("accede instruments show paris-agreement --on 2016-10-05", "accede instruments show my-treaty.yaml --consents my-treaty.csv"))
@click.argument("instrument")
@click.option("--on", "day", metavar="DATE", help="The day on which it is judged.  [default: the last day on which a consent is recorded]")
@click.option("--power", "with_power", is_flag=True, help="With the Shapley-Shubik and Banzhaf indices; minutes for 200 finely weighted members.")
@consents_option
@json_option
def show(instrument: str, day: str | None, with_power: bool, consents: Path | None, as_json: bool) -> None:
    """Show an instrument: its rule, whether it is in force on a day and since when, what is missing, who can block.

    INSTRUMENT is an id, or a file of your own.
    """
    from accede.dates import day as parse_day
    from accede.knowledge import load
    from accede.process.power import power
    from accede.process.roll import roll
    from accede.process.rules import Parties
    from accede.process.standing import stand
    from accede.publishing.instruments import instrument_document
    from accede.publishing.screen import on_screen

    found = _named(instrument)
    known, decision = load(), found.counted("")
    table = _table(found, consents)
    names = roll(table.rows, known, found.adopted, bool(decision and decision.signature_binds)) if table else None
    last = max((row.consent for row in table.rows if row.consent), default=date.max) if table else date.max
    on = parse_day(day) if day else last
    standing = stand(decision, names, known, on) if decision and names else None
    where = Parties(known, on, "", names.signatories if names else ())
    asked = decision or next(iter(found.decisions), None)
    indices = power(asked.rule, where) if with_power and asked else None
    if as_json:
        click.echo(json_text({"instrument": found, "on": on, "standing": _with_names(standing), "power": _with_names(indices)}))
    else:
        page(lambda colour, width: on_screen(instrument_document(found, where, standing, indices), colour, width))


@instruments.command(epilog=example("accede instruments check my-treaty.yaml"))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Say what is wrong with instrument files, by line; what a right one means, in words.

    Exit status 1 where a file has a fault.
    """
    from accede.knowledge import load
    from accede.process.checking import checked
    from accede.process.rules import Parties
    from accede.publishing.instruments import rule_in_words

    faulty = False
    for path in files:
        found, faults = checked(path, load())
        for fault in faults:
            click.echo(plain(f"{fault.where}: {fault.what} ({fault.remedy})"))
        if found is not None and not faults:
            click.echo(plain(f"{path.name}: {found.name}"))
            for decision in found.decisions:
                click.echo("  " + plain(f"{decision.name}: {rule_in_words(decision, Parties(load(), date.max))}"))
        faulty = faulty or bool(faults)
    if faulty:
        click.get_current_context().exit(1)


@instruments.command(epilog=example("accede instruments history", "accede instruments history --consents treaties.csv --folder my-instruments/"))
@folder_option
@consents_option
@click.option("--markdown", is_flag=True, help="As the table of docs/instruments.md.")
@json_option
def history(folder: Path | None, consents: Path | None, markdown: bool, as_json: bool) -> None:
    """Compute each entry into force from the recorded consents, and compare it with the recorded day.

    A treaty of the table is found by the `treaty` that the instrument's file records, or by the file's id.
    """
    from accede.knowledge import load
    from accede.process.history import compare, shipped_parties
    from accede.process.instrument import OWN_FOLDER
    from accede.process.roll import read_treaties
    from accede.publishing.instruments import history_markdown, history_table

    treaties = read_treaties(consents) if consents else shipped_parties(folder or OWN_FOLDER)
    found = list(compare(_loaded(folder), treaties, load()))
    if as_json:
        click.echo(json_text(found))
    elif markdown:
        click.echo(history_markdown(found))
    else:
        for line in history_table(found, screen_width()):
            click.echo(line)


def _with_names(value: Any) -> Any:
    """A tuple with named parts as a table of them, whatever it lies in; JSON would have a bare list of it."""
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        held = [_with_names(part) for part in value]
        return dict(zip(names, held, strict=True)) if names else held
    return value


def _loaded(folder: Path | None) -> list[Instrument]:
    from accede.process.instrument import OWN_FOLDER, load_instruments, read_instrument

    if folder is None:
        return sorted(load_instruments(OWN_FOLDER).values(), key=lambda one: one.id)
    return [read_instrument(path) for path in sorted(folder.glob("*.yaml"))]


def _named(instrument: str) -> Instrument:
    from accede.errors import NotFound
    from accede.process.instrument import load_instruments, read_instrument

    if instrument.endswith((".yaml", ".yml")):
        return read_instrument(Path(instrument))
    held = load_instruments()
    if instrument not in held:
        raise NotFound(f"no instrument {instrument!r}", "accede instruments lists them; a file of your own ends in .yaml")
    return held[instrument]


def _table(instrument: Instrument, consents: Path | None) -> TreatyTable | None:
    from accede.process.history import parties_of
    from accede.process.roll import read_treaties

    if consents is None:
        return parties_of(instrument)
    tables = read_treaties(consents)
    wanted = (instrument.recorded.treaty, instrument.id, "")
    held = [one for one in tables if one.id in wanted]
    return next((one for one in held if one.adopted == instrument.adopted), next(iter(held), None))


COMMANDS = (instruments,)
