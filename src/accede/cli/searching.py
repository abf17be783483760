"""`accede search`: where words are, in reports, quotes and the names of speakers."""

from __future__ import annotations

import click

from accede import dates
from accede.cli.common import example, json_option, page, published_option, record_option

SORTS = ("report", "claim", "speaker")


@click.command(epilog=example("accede search ratification Madrid", "accede search '\"grand national assembly\" ratif*' --in claim"))
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--in", "sorts", type=click.Choice(SORTS), multiple=True, help="Only in reports, in quotes of claims, or in speakers' names.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, metavar="N", help="How many places to show.")
@published_option
@json_option
@record_option
def search(words: tuple[str, ...], sorts: tuple[str, ...], limit: int, known: str | None, as_json: bool, location: str) -> None:
    """Find words in the reports, in the quotes of claims and in the names and offices of speakers.

    All of the words must be there, in any order; case and accents do not matter. "Words in quotes" must follow each other,
    and ratif* finds whatever begins so; no other sign means anything. The newest comes first. JSON has the words around
    with their offsets in the stored report, and those of what was found.
    """
    from accede.publishing import hits, screen
    from accede.publishing.clean import json_text
    from accede.record import Record

    day = dates.day(known) if known else None
    with Record.open(location, create=False) as record:
        found = record.search(" ".join(words), what=sorts or SORTS, known=day, limit=limit)  # type: ignore[arg-type]
        reports = {id: record.report(id) for id in {hit.report for hit in found.hits}}
    if as_json:
        click.echo(json_text(found))
        return
    page(lambda colour, width: screen.rendered(hits.show(found, reports), colour, width))


COMMANDS = (search,)
