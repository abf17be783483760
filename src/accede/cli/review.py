"""`accede review` and `rule`: what most needs a person, and what a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from accede.answers import Held, clocks
from accede.answers.deciding import ACTIONS, FIELDS, Request
from accede.cli.common import example, json_option, known_option, looked_at, opened, page, record_option
from accede.errors import RulingRefused
from accede.publishing.clean import json_text, plain


@click.command(epilog=example("accede review", "accede review --limit 3", "accede review --history"))
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True, metavar="N", help="List so many at most.")
@click.option("--history", is_flag=True, help="List instead who ruled what, when and why, and what was undone.")
@known_option
@json_option
@record_option
@click.pass_context
def review(
    context: click.Context, limit: int, history: bool, known: str | None, ruled: str | None, as_json: bool, location: str
) -> None:
    """List what most needs a person, the most urgent first, with the commands to rule on it.

    Listed are rulings that lost their ground when a report was read again, claims that decide and are not sure (told by
    one origin alone, completed by the reader, or set aside as doubtful; the status is computed without, or with, them
    and differs), rival values, and names that may be another's. What was ruled on leaves the list.
    """
    from accede.answers.review import review as needed
    from accede.answers.ruling import decisions_of
    from accede.publishing.review import history_on_screen, review_on_screen

    with looked_at(location) as record:
        when = clocks(record, None, known, ruled)
        held = Held.of(record, None if history else when.known_day, when.ruled_day)
        decisions, void = decisions_of(record, when.ruled_day)
    if history:
        if as_json:
            told = [{"id": one.id, "decision": one, "undone_by": [by.id for by in void.get(one.id, ())]} for one in decisions]
            click.echo(json_text(told))
        else:
            page(lambda colour, width: history_on_screen(decisions, void, held, colour, width))
        return
    items = needed(held, when)
    if as_json:
        click.echo(json_text({"items": items[:limit], "total": len(items)}))
        return
    tail = _record_option_given(context, location)
    page(lambda colour, width: review_on_screen(items[:limit], len(items), held, tail, colour, width))


def _record_option_given(context: click.Context, location: str) -> Sequence[str]:
    """The option that names the record, where it was given as one."""
    given = context.get_parameter_source("location") == click.core.ParameterSource.COMMANDLINE
    return ("--record", location) if given else ()


@click.command(
    epilog=example(
        "accede rule correct 3f2a91 --set time=2022-06-28 --why 'the report says Tuesday'",
        "accede rule prefer 9c01be --field time --value 2022-06-28 --why 'the text is dated so'",
        "accede rule split 3f2a91 --from 77d0aa --why 'another round'",
        "accede rule name 'Karin Eck' --into 'Karin Ek' --of SWE --why 'misspelt'",
        "accede rule undo 5be01c --why 'ruled on the wrong claim'",
    )
)
@click.argument("action", type=click.Choice(ACTIONS), metavar="ACTION")
@click.argument("ids", nargs=-1, required=True, metavar="IDS...")
@click.option("--why", required=True, metavar="WORDS", help="The grounds, in words; kept with the ruling.")
@click.option(
    "--by", envvar="ACCEDE_REVIEWER", show_envvar=True, metavar="NAME", help="Who rules.  [default: the name of the user]"
)
@click.option("--when", metavar="DATE", help="Day of the ruling.  [default: today]")
@click.option("--set", "sets", multiple=True, metavar="FIELD=VALUE", help=f"For correct; may be repeated: {', '.join(FIELDS)}.")
@click.option("--from", "apart", multiple=True, metavar="ID", help="For split: claims or events.  [default: the rest of the event]")
@click.option("--field", default="", help="For prefer: the field.")
@click.option("--value", default="", help="For prefer: the value, as reports give it.")
@click.option("--into", default="", metavar="NAME", help="For name: whose name it is.")
@click.option("--of", default="", metavar="ACTOR", help="For name: only of speakers for this actor.")
@json_option
@record_option
def rule(
    action: str, ids: tuple[str, ...], why: str, by: str | None, when: str | None, sets: tuple[str, ...], apart: tuple[str, ...],
    field: str, value: str, into: str, of: str, as_json: bool, location: str,
) -> None:  # fmt: skip
    """Rule on what reports say.

    ACTION is accept (the claim is what its words say), reject (it is not, and counts no more), correct (it should say
    otherwise), merge (these claims or events are one event), split (these claims are another event), prefer (of rival
    values show this one), name (this name is that person's) or undo (an earlier ruling holds no more).

    IDS are beginnings of the ids of claims or events, of the ruling for undo, the name itself for name. A ruling holds
    on every day, adds to the record and erases nothing. What it changes in the status is printed.
    """
    from accede.answers.ruling import effects_of, rule_on, user_of_system
    from accede.publishing.review import decision_in_words, effect_in_words

    request = Request(
        action=action, ids=ids, by=by or user_of_system(), when=when or date.today().isoformat(), why=why,
        sets=tuple(_parted(one) for one in sets), apart=apart, field=field, value=value, into=into, of=of,
    )  # fmt: skip
    with opened(location) as record:
        decision, added, held = rule_on(record, request)
        effects = effects_of(record, decision, held) if added else ()
    if as_json:
        click.echo(json_text({"id": decision.id, "added": added, "effects": effects}))
        return
    click.echo(f"{'ruled' if added else 'already ruled'}: {plain(decision_in_words(decision, held))}")
    for effect in effects:
        click.echo(f"  {plain(effect_in_words(effect))}")
    click.echo(f"to undo: accede rule undo {decision.id[:8]}")


def _parted(setting: str) -> tuple[str, str]:
    field, sign, value = setting.partition("=")
    if not sign:
        raise RulingRefused(f"{setting!r} sets no field", "write --set FIELD=VALUE, as in --set time=2022-06-28")
    return field.strip(), value


COMMANDS = (review, rule)
