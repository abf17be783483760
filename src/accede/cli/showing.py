"""`accede show`: a claim, event, report or act by the beginning of its id, with the words that carry it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from accede import dates
from accede.answers import Held
from accede.cli.common import example, known_option, looked_at, page, record_option
from accede.errors import NotFound

if TYPE_CHECKING:
    from rich.text import Text

    from accede.record.rulings import Decision

# So many ids are named when a beginning fits several.
NAMED = 5


@click.command(epilog=example("accede show 3f2a91", "accede show 3f2a91 --known 2022-12-31", "accede claims | less"))
@click.argument("id")
@known_option
@record_option
def show(id: str, known: str | None, ruled: str | None, location: str) -> None:
    """Show a claim, event, report or act with its words.

    ID is the beginning of an id as the other commands print it. The passage stands in its paragraph, marked, with
    outlet, day, speaker and the reasons of the reader; what is not news (dateline, update note) is named. A report names its
    versions and copies, and what a later version dropped. An event says of
    each claim why it belongs to it, and of rival values why one is shown.
    """
    from accede.publishing import screen

    with looked_at(location) as record:
        held = Held.of(record, dates.day(known) if known else None, dates.day(ruled) if ruled else None)
        made: list[Decision] = [*record.rulings(), *record.actor_merges()]
        shown = list(_found(held, {one.id: one for one in made}, id))
    page(lambda colour, width: screen.rendered(shown, colour, width))


def _found(held: Held, decisions: Mapping[str, Decision], prefix: str) -> Iterator[Text]:
    from accede.publishing import kin, passages
    from accede.publishing.review import ruled_on

    def ruled(claim: str) -> Iterator[str]:
        return ruled_on(claim, held, decisions)

    def report_of(value: Any) -> Iterator[Text]:
        told = (claim for claim in held.claims.values() if claim.report == value.id)
        return passages.show_report(value, told, kin.fields(value, held))

    def claim_of(value: Any) -> Iterator[Text]:
        gone = held.dropped.get(value.id)
        return passages.show_claim(value, held.reports[value.report], gone.in_words if gone else "", ruled(value.id))

    tables: tuple[tuple[Mapping[str, Any], Callable[[Any], Iterator[Text]]], ...] = (
        ({**held.read, **held.claims}, claim_of),
        (held.reports, report_of),
        (held.acts, passages.show_act),
        (held.events, lambda event: passages.show_event(held.decided(event), held.claims, held.reports, ruled)),
    )
    hits = [(id, value, tell) for table, tell in tables for id, value in table.items() if prefix and id.startswith(prefix)]
    if not hits:
        raise NotFound(f"nothing with the id {prefix!r}", "take an id from `accede claims` or `accede reports`")
    if len(hits) > 1:
        several = ", ".join(sorted(id for id, _, _ in hits)[:NAMED])
        raise NotFound(f"{len(hits)} ids begin with {prefix!r}: {several}", "give more of the id")
    _, value, tell = hits[0]
    return tell(value)


COMMANDS = (show,)
