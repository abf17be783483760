"""`accede prepare`: the answers of a large record worked out before they are asked for."""

from __future__ import annotations

import click

from accede.cli.common import date_options, example, record_option


@click.command(epilog=example("accede prepare", "accede prepare --known 2023-06-30 --record nordic.db"))
@date_options
@record_option
def prepare(valid: str | None, known: str | None, ruled: str | None, location: str) -> None:
    """Work out all processes of a large record for two days, and keep the answers in it.

    What is kept is given at once by every command and page that asks for the same days, until reports or rulings come that it
    rests on. `accede serve` does it by itself; a small record needs none of it. A command that is stopped keeps what is done.
    """
    from accede.answers.preparing import targets
    from accede.answers.recall import Recall
    from accede.cli.reading import telling
    from accede.web import preparing

    found = targets(location, known or "")
    recall, processes = Recall(), 0
    with telling(lambda: len(found)) as tell:
        for target in found:
            processes += preparing.prepare(location, target, valid or "", known or "", ruled or "", recall)
            tell(target)
    click.echo(f"worked out: {processes} processes of {len(found)} targets" if found else "nothing to do: the record is small")


COMMANDS = (prepare,)
