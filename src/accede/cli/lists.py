"""`accede reports`, `claims` and `conflicts`: what the record holds, line by line."""

from __future__ import annotations

from collections import Counter

import click

from accede.answers import Lineage, Taken, clocks, dropped
from accede.cli.common import example, json_option, known_option, looked_at, record_option
from accede.model import KINDS, Refusal, Report
from accede.publishing.clean import json_text, plain
from accede.publishing.columns import columns


@click.command(epilog=example("accede reports", "accede reports --refused"))
@click.option("--refused", is_flag=True, help="List what was refused, with reason and remedy.")
@known_option
@json_option
@record_option
def reports(refused: bool, known: str | None, ruled: str | None, as_json: bool, location: str) -> None:
    """List the reports in the record, or what was refused; of a report with other versions, which one it is."""
    with looked_at(location) as record:
        if refused:
            _show_refused(record.refusals(), as_json)
            return
        when = clocks(record, None, known, ruled)
        counts = Counter(claim.report for claim in Taken.of(record, when.known_day, when.ruled_day).claims.values())
        held = sorted(record.reports(when.known_day), key=lambda report: (report.published, report.name, report.id))
    lineage = Lineage.of(held)
    if as_json:
        click.echo(json_text([_in_brief(report, counts[report.id], lineage) for report in held]))
        return
    rows = [
        (r.id[:8], r.published, str(counts[r.id]), lineage.place(r.id), r.outlet or "outlet not named", r.title or r.name) for r in held
    ]
    for line in columns(("id", "published", "claims", "version", "outlet", "title"), rows):
        click.echo(line)


def _in_brief(report: Report, claims: int, lineage: Lineage) -> dict[str, object]:
    version = lineage.versions.get(report.id)
    return {
        "id": report.id, "name": report.name, "published": report.published, "outlet": report.outlet,
        "title": report.title, "url": report.url, "published_inferred_from": report.published_inferred_from,
        "updated": report.updated, "claims": claims, "origin": lineage.origins[report.id],
        "version": version.number if version else 1, "previous": version.previous if version else "",
    }  # fmt: skip


def _show_refused(refusals: list[Refusal], as_json: bool) -> None:
    if as_json:
        click.echo(json_text(refusals))
        return
    for refusal in refusals:
        click.echo(f"{plain(refusal.name)}: {plain(refusal.reason)} ({plain(refusal.remedy)})")
    if not refusals:
        click.echo("nothing was refused")


@click.command(epilog=example("accede claims --format csv > claims.csv", "accede claims --kind objection --kind demand"))
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True, help="How to print."
)
@click.option("--kind", "kinds", type=click.Choice(KINDS), metavar="KIND", multiple=True, help="Only claims of this kind.")
@click.option("--as-read", is_flag=True, help="Every claim as it was read, whatever was ruled or read anew since.")
@known_option
@json_option
@record_option
def claims(form: str, kinds: tuple[str, ...], as_read: bool, known: str | None, ruled: str | None, as_json: bool, location: str) -> None:
    """List the claims: what each passage says, and who says so, as it was ruled.

    What a later version of its report no longer carries stays, and says so. JSON lines and CSV have one claim a line, with
    the character offsets of its passages in the stored report.
    """
    from accede.publishing import claims as lines_of

    with looked_at(location) as record:
        when = clocks(record, None, known, ruled)
        held = {report.id: report for report in record.reports(when.known_day)}
        taken = record.claims(when.known_day) if as_read else list(Taken.of(record, when.known_day, when.ruled_day).claims.values())
    gone = {id: where.in_words for id, where in dropped(taken, held, Lineage.of(held.values()).versions).items()}
    lines = lines_of.in_order((claim for claim in taken if not kinds or claim.kind in kinds), held, gone)
    if as_json:
        click.echo(json_text(lines))
        return
    printed = {"table": lines_of.as_table, "jsonl": lines_of.as_jsonl, "csv": lines_of.as_csv}[form](lines)
    for line in printed:
        click.echo(line)


COMMANDS = (reports, claims)
