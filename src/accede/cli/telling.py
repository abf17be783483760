"""What the server of the Model Context Protocol tells: for each question a JSON text that carries the words it rests on.

What always holds: nothing is written to the record; every answer names the two days that it holds for; whatever rests on sources
names their ids, and under `sources` stands of each the outlet, the day, who says so and the quoted words as the report has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accede import dates
from accede.answers import Answers, Held, answering, clocks
from accede.answers.choosing import with_prefix
from accede.publishing.clean import json_text
from accede.publishing.referring import referring

# What a status tells first; consents, timeline and the rest have a question of their own.
HEAD = ("process", "standings", "rules", "tallies", "agreements", "halts", "memberships", "withdrawals")
MOST = 200


class Telling:
    """Answers from the record at `location`; each question opens it anew."""

    def __init__(self, location: str) -> None:
        self._location = location

    def processes(self, valid: str = "", known: str = "") -> str:
        """List every process on record, the most told first, with the ids that the other tools take."""
        with answering(self._location, valid or None, known or None) as answers:
            found = answers.processes()
            told = {one.id: answers.page(one, 0, 1).of for one in found}
            first = {one.id: answers.head(one).standings for one in found}
        lines = [{"process": one, "standings": first[one.id], "happenings": told[one.id]} for one in found]
        cited = [referring(**line) for line in lines]
        sources = {id: source for line in cited for id, source in line.pop("sources").items()}
        return _json({"processes": cited, "sources": sources}, answers)

    def status(self, process: str = "", valid: str = "", known: str = "") -> str:
        """Say how far a process is: stages, the decision rule, who is missing, agreements, halts.

        process: an id (fin-swe-nato), an organisation or a candidate; empty where the record is on one. valid: as it was on this
        day. known: as anyone could have known it on this day. Days are written 2022-12-31; empty is the record's newest.
        """
        with answering(self._location, valid or None, known or None) as answers:
            head = answers.head(answers.the_one(process or None))
        return _json(referring(**{part: getattr(head, part) for part in HEAD}), answers)

    def timeline(self, process: str = "", page: int = 1, limit: int = 50, valid: str = "", known: str = "") -> str:
        """List what happened, in the order of time, with rival dates side by side; a page of at most 200."""
        first, most = _page(page, limit)
        with answering(self._location, valid or None, known or None) as answers:
            found = answers.page(answers.the_one(process or None), first, most)
        return _json({"total": found.of, **referring(timeline=found.entries)}, answers)

    def consents(self, process: str = "", member: str = "", reported: bool = True, valid: str = "", known: str = "") -> str:
        """List who has consented, at which stage, and of whom consent is outstanding.

        member: only this actor, by its code (TUR). reported: leave out members of which no report speaks; they are neither for nor against.
        """
        with answering(self._location, valid or None, known or None) as answers:
            head = answers.head(answers.the_one(process or None))
        rows = [row for row in head.consents if (row.member == member if member else not reported or row.state != "not_reported")]
        silent = sum(row.state == "not_reported" for row in head.consents)
        return _json({"not_reported": silent, **referring(consents=rows, tallies=head.tallies)}, answers)

    def objections(self, process: str = "", valid: str = "", known: str = "") -> str:
        """List who objects, since when, what lifted it, what is demanded, and what answers the demands."""
        with answering(self._location, valid or None, known or None) as answers:
            head = answers.head(answers.the_one(process or None))
        return _json(referring(objections=head.objections, demands=head.demands, fulfilment=head.fulfilment), answers)

    def statements(self, process: str = "", speaker: str = "", page: int = 1, limit: int = 50, known: str = "") -> str:
        """List who said what, in the words of the reports. speaker: a person, office or actor; empty is everybody."""
        first, most = _page(page, limit)
        with answering(self._location, None, known or None) as answers:
            chosen = answers.the_one(process or None)
            said = answers.said(chosen, speaker or None, first, most)
        lines = [
            {"claim": claim.id, "kind": claim.kind, "speaker": claim.speaker, "outlet": report.outlet or report.name,
             "published": report.published, "quote": " … ".join(claim.quote)}
            for claim, report in said.items
        ]  # fmt: skip
        return _json({"total": said.of, "statements": lines}, answers)

    def search(self, words: str, limit: int = 20, known: str = "") -> str:
        """Find words in the reports, in the quotes of claims and in the names of speakers; the newest first.

        words: all of them must be there; "words in quotes" follow each other, and ratif* finds whatever begins so.
        """
        from accede.record import Record

        _, most = _page(1, limit)
        with Record.open(self._location, create=False) as record:
            when = clocks(record, None, known or None)
            found = record.search(words, known=when.known_day, limit=most)
            reports = {id: record.report(id) for id in {hit.report for hit in found.hits}}
        lines = [
            {"what": hit.what, "id": hit.id, "outlet": report.outlet or report.name, "published": report.published, "quote": hit.text}
            for hit in found.hits for report in (reports[hit.report],)
        ]  # fmt: skip
        return _text({"found": lines, "more": found.more, "known": when.known})

    def outlook(self, process: str = "", valid: str = "", known: str = "") -> str:
        """Say what is expected by when, in the words of who expects it; and, apart from it, a computed forecast with its grounds."""
        from accede.knowledge import load
        from accede.outlook.candidates import forecasts, named

        with answering(self._location, valid or None, known or None) as answers:
            status = answers.status(answers.the_one(process or None))
        fields = ("basis", "because", "completed", "quantiles", "by_fixture", "never", "horizon", "grounds", "scores")
        computed = {name: {field: getattr(one, field) for field in fields} for name, one in named(forecasts(status, load()), load())}
        return _json({**referring(expected=status.outlook), "computed_forecast": computed}, answers)

    def evidence(self, claim: str, known: str = "") -> str:
        """Show the words of a claim in their paragraph. claim: its id, or the beginning of it, as the other tools give it.

        What the claim rests on stands between [[ and ]].
        """
        from accede.publishing.passage import in_context
        from accede.record.glance import looked_at

        with looked_at(self._location) as record:
            held = Held.of(record, dates.day(known) if known else None)
        found = with_prefix({**held.read, **held.claims}, claim, "claim")
        report, gone = held.reports[found.report], held.dropped.get(found.id)
        words = ["".join(f"[[{one.text}]]" if one.marked else one.text for one in part) for part in in_context(report, found.evidence)]
        return _text({
            "claim": found.id, "kind": found.kind, "speaker": found.speaker, "time": found.time, "quote": found.quote, "paragraphs": words,
            "outlet": report.outlet or report.name, "published": report.published, "title": report.title, "url": report.url,
            "report": report.id, "dropped": gone.in_words if gone else "",
        })  # fmt: skip


def _page(page: int, limit: int) -> tuple[int, int]:
    most = min(max(limit, 1), MOST)
    return (max(page, 1) - 1) * most, most


def _json(told: dict[str, Any], answers: Answers) -> str:
    sources: dict[str, dict[str, Any]] = told.pop("sources", {})
    brief = {id: {field: source[field] for field in ("outlet", "published", "speaker", "quote")} for id, source in sources.items()}
    return _text({**told, **({"sources": brief} if brief else {}), "valid": answers.when.valid, "known": answers.when.known})


def _text(told: dict[str, Any] | Sequence[Any]) -> str:
    return json_text(told, indent=0)
