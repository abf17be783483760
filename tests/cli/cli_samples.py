"""Three small reports of our own, and a reader that finds in them what a table says: no language model needed."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result

from accede.model import Claim, Passage, Report, Speaker, make_claim

Run = Callable[..., Result]
HOSTILE = "\x1b[31mred\x1b[0m <b>bold</b> [red]markup[/red] \u202egnol\u202c"
NATO = {"of": ("FIN", "SWE"), "to": ("nato",)}
EK = Speaker(name="Anna Ek", office="negotiator", for_="SWE")

REPORTS = {
    "1.txt": (
        "BALTIC WIRE, May 18, 2022 - Finland and Sweden applied to join NATO on Wednesday, and the alliance began to look "
        "at the two requests at its headquarters.\n\nTurkey will not say yes to either of them, its president said.\n"
    ),
    "2.txt": (
        f"MORNING POST, June 20, 2022 - The three countries met in Brussels on Monday, and {HOSTILE} was on the table there "
        "for several hours.\n\n"
        "=SUM(A1) is what the spreadsheet of the delegation said. \"We came a small step forward,\" Anna Ek said of the talks between Turkey and Sweden.\n"
    ),
    "3.txt": (
        "BALTIC WIRE, July 5, 2022 - Canada ratified the accession of both countries on Tuesday, before anybody else did, and "
        "the government of the country said so at once.\n\nTurkey has still to ratify the protocols of the two.\n"
    ),
}

TABLE: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("Finland and Sweden applied to join NATO", "application",
     {"by": ("FIN", "SWE"), "to": ("nato",), "time": "2022-05-18", "modality": "happened"}),
    ("Turkey will not say yes", "objection", {"by": ("TUR",), **NATO, "modality": "happened"}),
    ("The three countries met in Brussels", "talks",
     {"parties": ("FIN", "SWE", "TUR"), "time": "2022-06-20", "place": "Brussels", "modality": "happened"}),
    (f"{HOSTILE} was on the table", "statement", {"by": ("FIN",), **NATO, "speaker": EK}),
    ("=SUM(A1) is what the spreadsheet", "statement", {"by": ("SWE",), **NATO, "speaker": EK}),
    ("We came a small step forward", "outcome", {"parties": ("FIN", "SWE", "TUR"), "rating": "limited", "speaker": EK}),
    ("Canada ratified the accession of both", "ratification",
     {"by": ("CAN",), **NATO, "time": "2022-07-05", "modality": "happened", "stage": "parliament_approved"}),
    ("Turkey has still to ratify", "ratification", {"by": ("TUR",), **NATO, "modality": "pending"}),
)  # fmt: skip


class TableReader:
    """Reads by the table above."""

    name = "table 1"

    def __init__(self, model: str = "", *, everything: bool = False) -> None:
        self.model = model

    def read(self, report: Report) -> tuple[Claim, ...]:
        found = []
        for words, kind, facts in TABLE:
            start = report.text.find(words)
            if start >= 0:
                found.append(make_claim(report, kind, (Passage(start, start + len(words)),), **facts))  # type: ignore[arg-type]
        return tuple(found)
