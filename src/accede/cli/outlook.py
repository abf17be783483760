"""`accede outlook`: what is likely by when, and under a supposition."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from accede.answers import answering
from accede.cli.common import date_options, example, json_option, page, process_argument, record_option
from accede.publishing.clean import json_text

if TYPE_CHECKING:
    from accede.knowledge import Knowledge
    from accede.outlook.model import Question


@click.command(epilog=example(
    "accede outlook sweden --known 2023-03-31", 'accede outlook sweden --if "TUR deposits 2023-06-30" --if "HUN lifts its objection"',
    'accede outlook nato --if "HUN never" --json',
))  # fmt: skip
@process_argument
@click.option("--if", "suppositions", multiple=True, metavar="TEXT", help='Suppose it: "TUR deposits 2023-06-30", "HUN never", "TUR lifts its objection".')
@click.option("--full", is_flag=True, help="With all grounds, and the table of the curve.")
@date_options
@json_option
@record_option
def outlook(
    process: str | None, suppositions: tuple[str, ...], full: bool, valid: str | None, known: str | None, ruled: str | None, as_json: bool,
    location: str,
) -> None:  # fmt: skip
    """Say what is likely by when: the day of completion, as known on a day, with the weight of each ground.

    It is drawn from how soon members consented to past processes, who objects and what has halted, and what officials expect; with
    few data it is a base rate, and says so. How such forecasts did on past processes that were left out stands below it.
    PROCESS is named as for the status command.
    """
    from accede.knowledge import load
    from accede.outlook.candidates import forecasts, named
    from accede.publishing.outlook import outlook_document
    from accede.publishing.screen import on_screen

    with answering(location, valid, known, ruled) as answers:
        when, chosen = answers.when, answers.the_one(process)
        status = answers.status(chosen)
    known_actors = load()
    plain = named(forecasts(status, known_actors), known_actors)
    supposed = named(forecasts(status, known_actors, supposing(known_actors, suppositions)), known_actors) if suppositions else []
    if as_json:
        click.echo(json_text({"outlook": dict(plain), "supposing": dict(supposed) if supposed else None}))
    else:
        page(lambda colour, width: on_screen(outlook_document(status, when.in_words(), plain, supposed, full), colour, width))


def supposing(known: Knowledge, suppositions: tuple[str, ...]) -> Callable[[Question], Question]:
    """What changes a question into the same one under the suppositions, one after the other."""
    from accede.outlook import scenario

    def change(question: Question) -> Question:
        for text in suppositions:
            question = scenario(question, text, lambda name: actor_of(name, known))
        return question

    return change


def actor_of(name: str, known: Knowledge) -> str:
    """The actor meant by a code, an id or a name. Raises NotFound where nothing or several are."""
    from accede.errors import NotFound
    from accede.knowledge import fold

    if name.upper() in known.states:
        return name.upper()
    if name in known.organisations:
        return name
    found = sorted({form.id for form in known.surface_forms() if form.category in ("state", "organisation") and fold(form.text) == fold(name)})
    if len(found) != 1:
        raise NotFound(f"no actor is called {name!r}" if not found else f"{name!r} may be {', '.join(found)}", "give its code, as TUR")
    return found[0]


COMMANDS = (outlook,)
