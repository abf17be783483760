"""`accede status`, `timeline`, `statements`, `changes`, `conflicts` and `brief`: the answers on a process."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accede.answers import Held, answering, clocks
from accede.cli.common import (
    date_options,
    example,
    json_option,
    known_option,
    looked_at,
    page,
    process_argument,
    record_option,
)
from accede.publishing.clean import json_text

if TYPE_CHECKING:
    from accede.model import Event
    from accede.publishing.document import Document


def _print(document: Document) -> None:
    from accede.publishing.screen import on_screen

    page(lambda colour, width: on_screen(document, colour, width))


@click.command(epilog=example("accede status", "accede status sweden --valid 2022-12-31 --known 2022-12-31"))
@process_argument
@click.option("--full", is_flag=True, help="Print all that is on record, not only what matters first.")
@date_options
@json_option
@record_option
def status(process: str | None, full: bool, valid: str | None, known: str | None, ruled: str | None, as_json: bool, location: str) -> None:
    """Say how far a process is, who must still consent, who objects, and what comes next.

    PROCESS is an id (fin-swe-nato), an organisation or a candidate; not needed where the record is on one above all.
    Every line ends in the numbers of its sources, whose words stand at the end; in JSON, in their ids.
    """
    import msgspec

    from accede.publishing.document import FULL, SHORT
    from accede.publishing.listings import processes_document
    from accede.publishing.referring import referring
    from accede.publishing.status import status_document

    with answering(location, valid, known, ruled) as answers:
        when, found = answers.when, answers.chosen(process)
        answer = None
        if len(found) == 1:
            answer = answers.status(found[0]) if as_json else answers.head(found[0])
        others = answers.others(found[0]) if process is None and answer and not as_json else ()
    if answer is None:
        if as_json:
            click.echo(json_text(found))
        else:
            _print(processes_document(found, when.in_words()))
    elif as_json:
        click.echo(json_text(referring(**msgspec.structs.asdict(answer))))
    else:
        also = f" Also on record: {', '.join(others)}." if others else ""
        _print(status_document(answer, when.in_words() + also, FULL if full else SHORT))


@click.command(epilog=example("accede timeline", "accede timeline nato --known 2022-12-31", "accede timeline --page 2"))
@process_argument
@click.option("--page", "number", type=click.IntRange(min=1), metavar="N", help="Only this page of the list.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, metavar="N", help="Lines of a page.")
@date_options
@json_option
@record_option
def timeline(
    process: str | None, number: int | None, limit: int, valid: str | None, known: str | None, ruled: str | None,
    as_json: bool, location: str,
) -> None:  # fmt: skip
    """List what happened, in the order of time, with rival dates side by side.

    Last comes what an outlet took back: what a report told, and a later version of it tells no more.
    PROCESS is named as for the status command. The list is printed whole unless a page is asked for.
    """
    from accede.publishing.listings import timeline_document
    from accede.publishing.referring import referring

    with answering(location, valid, known, ruled) as answers:
        when, chosen = answers.when, answers.the_one(process)
        found = answers.page(chosen, (number - 1) * limit, limit) if number else answers.page(chosen)
        dropped = answers.taken_back(chosen)
    if as_json:
        click.echo(json_text(referring(timeline=found.entries, dropped=dropped)))
    else:
        of = f" Page {number} of {max(1, -(-found.of // limit))}." if number else ""
        _print(timeline_document(chosen, found.entries, when.in_words() + of, dropped))


@click.command(epilog=example("accede statements", "accede statements --speaker Stoltenberg"))
@process_argument
@click.option("--speaker", metavar="NAME", help="Only what this person, office or actor said.")
@known_option
@json_option
@record_option
def statements(process: str | None, speaker: str | None, known: str | None, ruled: str | None, as_json: bool, location: str) -> None:
    """List who said what, in the words of the reports.

    PROCESS is named as for the status command.
    """
    from accede.publishing.claims import in_order
    from accede.publishing.listings import statements_document

    with looked_at(location) as record:
        when = clocks(record, None, known, ruled)
        held = Held.of(record, when.known_day, when.ruled_day)
    chosen = held.the_one(process)
    said = held.statements(chosen, speaker)
    if as_json:
        click.echo(json_text(in_order(said, held.reports)))
    else:
        _print(statements_document(chosen.title, said, held.reports, f"As known on {when.known_in_words}."))


@click.command(epilog=example("accede changes --since 2022-12-31", "accede changes --since 2022-06-30 --known 2022-07-31 nato"))
@process_argument
@click.option("--since", required=True, metavar="DATE", help="What was known on this day is not new.")
@date_options
@json_option
@record_option
def changes(
    process: str | None, since: str, valid: str | None, known: str | None, ruled: str | None, as_json: bool, location: str
) -> None:
    """Say what became known after one day and until another.

    Both are compared as of the same day (--valid), so that only new knowledge shows, not the passing of time.
    PROCESS is named as for the status command.
    """
    from accede import dates
    from accede.publishing.listings import changes_document
    from accede.publishing.referring import referring

    day = dates.day(since).isoformat()
    with answering(location, valid, known, ruled) as answers:
        when, chosen = answers.when, answers.the_one(process)
        found = answers.changes(chosen, day)
    if as_json:
        click.echo(json_text(referring(changes=found)))
    else:
        said = f"What became known after {dates.in_words(since)} and by {when.known_in_words}, as of {dates.in_words(when.valid)}."
        _print(changes_document(chosen, found, said))


@click.command(epilog=example("accede conflicts", "accede conflicts --known 2022-12-31"))
@known_option
@json_option
@record_option
def conflicts(known: str | None, ruled: str | None, as_json: bool, location: str) -> None:
    """List where reports disagree: rival dates, counts and ratings, each with who gives it, and why one is shown.

    Shown is what a ruling prefers, else what an official act says, else what more independent origins give, what was
    published nearer to the event, what an official outlet says. The others stand beside it, however old they are.
    """
    from accede.publishing.listings import conflicts_document

    with looked_at(location) as record:
        when = clocks(record, None, known, ruled)
        held = Held.of(record, when.known_day, when.ruled_day)
    found = held.conflicts()
    if as_json:
        told = [{"event": event, "fields": fields, "preferred": _preferred(held, event, fields)} for event, fields in found]
        click.echo(json_text(told))
    else:
        said = f"As known on {when.known_in_words}."
        _print(conflicts_document(found, held.claims, held.reports, held.acts, said, held.rulings))


def _preferred(held: Held, event: Event, fields: Iterable[str]) -> dict[str, str]:
    """The value that a ruling prefers, by field, where one does."""
    chosen = {field: held.rulings.preferred(event.claims, field) for field in fields}
    return {field: value for field, value in chosen.items() if value is not None}


@click.command(epilog=example("accede names", "accede names --json"))
@known_option
@json_option
@record_option
def names(known: str | None, ruled: str | None, as_json: bool, location: str) -> None:
    """List names that may be one person's: garbled or differently spelt ones, each with the grounds.

    Nothing is merged by it; known spellings of one person are one already.
    """
    from accede.knowledge import load
    from accede.process.names import offers
    from accede.publishing.listings import names_document

    with looked_at(location) as record:
        when = clocks(record, None, known, ruled)
        held = Held.of(record, when.known_day, when.ruled_day)
    found = offers(held.claims.values(), held.reports, load())
    if as_json:
        click.echo(json_text(found))
    else:
        _print(names_document(found, held.claims, held.reports, f"As known on {when.known_in_words}."))


@click.command(epilog=example("accede brief -o brief.html", "accede brief nato --format md"))
@process_argument
@click.option("--format", "form", type=click.Choice(["html", "md"]), default="html", show_default=True, help="How to write.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else it is printed.")
@date_options
@record_option
def brief(
    process: str | None, form: str, output: Path | None, valid: str | None, known: str | None, ruled: str | None, location: str
) -> None:
    """Write the brief of a process: one file with a drawn timeline, the table of members, the outlook, and every source's words.

    The HTML file needs no network and no other file, and prints on A4. PROCESS is named as for the status command.
    """
    from accede.knowledge import load
    from accede.outlook.candidates import forecasts, named
    from accede.publishing.brief import as_html
    from accede.publishing.document import BRIEF
    from accede.publishing.markdown import as_markdown
    from accede.publishing.status import status_document

    with looked_at(location) as record:
        when = clocks(record, valid, known, ruled)
        held = Held.of(record, when.known_day, when.ruled_day)
    answer = held.status(held.the_one(process), when)
    told = named(forecasts(answer, load()), load())
    document = status_document(answer, when.in_words(), BRIEF, told)
    text = as_markdown(document) if form == "md" else as_html(document, answer, held.claims, held.reports, told)
    if output is None:
        click.echo(text, nl=False)
        return
    output.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"written: {click.format_filename(output)}", err=True)


COMMANDS = (status, timeline, statements, changes, conflicts, names, brief)
