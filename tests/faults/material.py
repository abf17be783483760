"""What the processes that are killed read, rule and enter: a few small reports of our own, and a reader by table."""

from __future__ import annotations

from pathlib import Path

from accede.model import ActorMerge, Claim, Passage, Report, Ruling, make_claim

#: Day, and what happened on it; each becomes a report with three claims.
DEEDS = {
    "1.txt": ("May 18, 2022", "Finland and Sweden applied to join NATO on Wednesday"),
    "2.txt": ("June 20, 2022", "Finland, Sweden and Turkey met in Brussels on Monday for talks on the way into NATO"),
    "3.txt": ("June 28, 2022", "Turkey signed an agreement with Finland and Sweden on Tuesday and dropped its objection"),
    "4.txt": ("July 5, 2022", "Canada ratified the accession protocols of Finland and Sweden on Tuesday"),
    "6.txt": ("July 6, 2022", "Norway ratified the accession protocols of Finland and Sweden on Wednesday"),
}
ACTS = ("CAN", "NOR", "DNK", "ISL", "EST")


def folder(place: Path) -> Path:
    """A folder with the reports, one of them twice, one that is refused and one that is passed over."""
    place.mkdir()
    for name, (day, deed) in DEEDS.items():
        text = f"BALTIC WIRE, {day} - {deed}, said the government.\n\nThe alliance will meet again, and Ankara was not content.\n"
        (place / name).write_text(text, encoding="utf-8")
    (place / "5.txt").write_bytes((place / "4.txt").read_bytes())
    (place / "7.txt").write_bytes(b"\0\1\2 not a text")
    (place / "8.txt").write_text("HARBOUR TIMES, June 3, 2022 - A pigeon came home to its loft on Friday, said its owner.\n")
    return place


def acts(file: Path) -> Path:
    """A table of official acts."""
    rows = [f"parliament_approved,{actor},FIN SWE,nato,2022-07-0{day},Gazette {day}" for day, actor in enumerate(ACTS, start=1)]
    file.write_text("\n".join(["action,actor,of,to,date,source", *rows, ""]), encoding="utf-8")
    return file


class Prepared:
    """Takes three claims from each report: its first words, a word of its middle and its last sentence."""

    name = "prepared 1"

    def __init__(self, model: str = "", *, everything: bool = False) -> None:
        pass

    def read(self, report: Report) -> tuple[Claim, ...]:
        spans = [report.text.partition(words)[0] for words in (" - ", "government", "The alliance")]
        return tuple(
            make_claim(report, "statement", (Passage(len(before), len(before) + 9),), by=("FIN",), reasons=(f"span {number}",))
            for number, before in enumerate(spans)
        )


def rulings() -> list[Ruling | ActorMerge]:
    """Rulings of each sort on the claims of the reports, an actor merge, and an undoing of both. In the order of entering."""
    claims = [claim for report in reports() for claim in Prepared().read(report)]
    said = {"by": "Anna Ek", "when": "2022-08-01", "why": "the words are plain"}
    made: list[Ruling | ActorMerge] = [
        Ruling(action="accept", claims=(claims[0].id,), **said),
        Ruling(action="reject", claims=(claims[1].id,), **said),
        Ruling(action="merge", claims=tuple(sorted((claims[2].id, claims[5].id))), **said),
        Ruling(action="split", claims=(claims[3].id,), apart=(claims[6].id,), **said),
        ActorMerge(name="Ankara", into="TUR", **said),
    ]
    return [*made, *(Ruling(action="undo", undoes=ruling.id, **said) for ruling in (made[1], made[4]))]


def reports() -> list[Report]:
    """The reports as they are taken in from `folder`."""
    import tempfile

    from accede.reports import load

    with tempfile.TemporaryDirectory() as place:
        found = load([folder(Path(place) / "reports")])
        unlike = {report.id: report for report in found if isinstance(report, Report) and report.name in DEEDS}
    return list(unlike.values())
