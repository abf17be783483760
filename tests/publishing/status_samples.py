"""A status made by hand: small, with every section filled, and one with hostile words in every place."""

from __future__ import annotations

from typing import Any

import msgspec

from accede.process.model import (
    Agreement,
    Answer,
    Answered,
    Assessment,
    Commitment,
    Consent,
    ConsentStage,
    Demand,
    Entry,
    Halt,
    Objection,
    Outcome,
    Outlook,
    Position,
    Process,
    Rated,
    Resumption,
    Round,
    RuleView,
    Source,
    Standing,
    Status,
    Step,
    Tally,
    Told,
)  # fmt: skip

HOSTILE = "\x1b[31mred\x1b[0m <script>alert(1)</script> [bold]rich[/bold] =cmd|'x' \u202egnol\u202c \x9b2J *md* | `x`"


def source(quote: str, published: str = "2022-06-21", outlet: str = "Baltic Wire", number: int = 1, **more: str) -> Source:
    return Source(
        published=published, outlet=outlet, quote=quote, report=f"{number:016x}", claim=f"{number + 100:016x}",
        origin=f"origin-{number}", **more,
    )  # fmt: skip


def make(empty: dict[str, Any], **filled: Any) -> Status:
    """A status with those fields; fields that a later Accede adds are empty."""
    return Status(**(empty | filled))


def make_status(words: str = "", outlet: str = "Baltic Wire") -> Status:
    """`words` is put into every quote."""

    def told(quote: str, published: str = "2022-06-21", number: int = 1, **more: str) -> dict[str, object]:
        held = source(f"{quote} {words}".strip(), published, outlet, number, **more)
        return {"sources": (held,), "origins": 1}

    talks = told("the two sides sat together for five hours")
    rival = (
        Told(field="time", value="2022-06-28", sources=(source("signed on Tuesday", number=2),), origins=1),
        Told(field="time", value="2022-06-29", sources=(source("signed on Wednesday", number=3),), origins=1),
    )
    stage = ConsentStage(
        kind="ratification", stage="parliament_approved", time="2022-07-05", **told("the chamber said yes", number=5)
    )
    vote = ConsentStage(
        kind="ratification", stage="parliament_approved", time="2023-03-27", votes="182-6",
        **told("182 for, 6 against", "2023-03-27", 6),
    )  # fmt: skip
    timeline = (
        Entry(kind="application", time="2022-05-18", modality="happened", by=("FIN", "SWE"), to=("nato",), **told("handed in")),
        Entry(kind="objection", time="2022-05", modality="happened", by=("TUR",), of=("FIN", "SWE"), **told("will not say yes")),
        Entry(kind="talks", time="2022-06-20", modality="happened", parties=("FIN", "SWE", "TUR"), place="Brussels", **talks),
        Entry(kind="agreement", time="2022-06-28", modality="happened", parties=("FIN", "SWE", "TUR"), place="Madrid",
              rivals=rival, **told("put their names to it", number=2)),
        Entry(kind="ratification", time="2022-07-05", modality="happened", by=("CAN",), of=("FIN", "SWE"), stage="parliament_approved",
              **told("the chamber said yes", number=5)),
        Entry(kind="halt", time="2023-01", modality="happened", **told("broken off after a burning", "2023-03-09", 7)),
        Entry(kind="resumption", time="2023-03-09", modality="happened", **told("talks are on again", "2023-03-09", 7)),
        Entry(kind="membership", time="2023-07", modality="expected", by=("SWE",), **told("perhaps in July", "2023-03-09", 7)),
    )  # fmt: skip
    empty: dict[str, Any] = dict.fromkeys(Status.__struct_fields__, ())
    return make(empty,
        process=Process(id="fin-swe-nato", target="nato", candidates=("FIN", "SWE"), title="Finland and Sweden to NATO"),
        valid="2023-03-09", known="2023-03-09",
        standings=(
            Standing(candidate="FIN", stage="protocol", name="protocol signed", steps=(
                Step(stage="application", name="application", reached=True, lines=(timeline[0],)),
                Step(stage="membership", name="membership", reached=False),
            ), line=Entry(kind="signature", time="2022-07-05", modality="happened", **told("signed at headquarters", number=4))),
            Standing(candidate="SWE", stage="", name="", line=None, steps=()),
        ),
        rules=(RuleView(known=True, step="acceptance of the protocol", words="all 30 parties must consent", as_of="2023-03-09",
                        deciders=30, article="Article 10", reported=(
                            Told(field="members", value="30", sources=(source("must unanimously agree"),), origins=1),)),),
        consents=(
            Consent(member="CAN", candidate="FIN", state="parliament_approved", stages=(stage,)),
            Consent(member="CAN", candidate="SWE", state="parliament_approved", stages=(stage,)),
            Consent(member="HUN", candidate="FIN", state="parliament_approved", stages=(msgspec.structs.replace(vote, rivals=(
                Told(field="votes", value="182-6", sources=vote.sources, origins=1),
                Told(field="votes", value="117-40-18", sources=(source("117 for", number=8),), origins=1))),)),
            Consent(member="HUN", candidate="SWE", state="not_reported"),
            Consent(member="TUR", candidate="FIN", state="outstanding", outstanding=(timeline[1],)),
            Consent(member="TUR", candidate="SWE", state="outstanding", outstanding=(timeline[1],)),
            Consent(member="USA", candidate="FIN", state="not_reported"),
            Consent(member="USA", candidate="SWE", state="not_reported"),
        ),
        tallies=(Tally(candidate="FIN", deciders=30, counts=(("not_reported", 1), ("outstanding", 1)), met=False,
                       missing=("TUR", "USA"), reported=(
                           Told(field="members", value="28 of 30", sources=(source("28 of 30", number=9),), origins=1),)),
                 Tally(candidate="SWE", deciders=30, counts=(), met=None, missing=("HUN", "TUR", "USA"))),
        objections=(Objection(kind="objection", actor="TUR", candidates=("FIN", "SWE"), state="standing", time="2022-05",
                              **told("as long as they house them")),),
        positions=(
            Position(kind="ratification", actor="CAN", candidates=("FIN", "SWE"), stance="supports", time="2022-07-05",
                     **told("the chamber said yes", number=5)),
            Position(kind="objection", actor="HUN", candidates=("SWE",), stance="objects", bound="2023-03-09",
                     until="2023-02", modality="happened", **told("had held it up", "2023-03-09", 7)),
            Position(kind="objection_lifted", actor="HUN", candidates=("SWE",), stance="supports", time="2023-02",
                     modality="happened", **told("gave way in February", "2023-03-09", 7)),
            Position(kind="objection", actor="TUR", candidates=("FIN", "SWE"), stance="objects", time="2022-05",
                     until="2022-06-28", modality="happened", **told("will not say yes")),
            Position(kind="objection_lifted", actor="TUR", candidates=("FIN",), stance="supports", time="2022-06-28",
                     bound="2022-06-29", modality="happened", **told("gave its word", number=2)),
            Position(kind="objection_lifted", actor="TUR", candidates=("SWE",), stance="supports", time="2022-06-28",
                     bound="2022-06-29", until="2023-01-24", modality="happened", **told("gave its word", number=2)),
            Position(kind="objection_lifted", actor="TUR", candidates=("SWE",), stance="conditions", bound="2023-01-24",
                     retold=True, modality="conditional", **told("would agree if", "2023-01-24", 6)),
        ),
        fulfilment=(Answered(
            demand="d1", commitments=(Answer(events=("c1",), grounds=("addressee", "demander", "words"), shared=("extradite",)),),
            assessments=(Rated(events=("f1",), by=("TUR",), narrator="SWE", rating="partial", scale=None, grounds=("addressee", "deal")),
                         Rated(events=("f2",), by=("SWE",), narrator="", rating="full", scale=3, grounds=("addressee", "deal"))),
        ), Answered(demand="d2")),
        demands=(Demand(kind="demand", events=("d1",), by=("TUR",), of=("FIN", "SWE"), groups=("pkk",), **told("must stop their support")),
                 Demand(kind="demand", events=("d2",), by=("TUR",), **told("and lift the embargo"))),
        agreements=(Agreement(kind="agreement", time="2022-06-28", place="Madrid", parties=("FIN", "SWE", "TUR"), rivals=rival,
                              commitments=(Commitment(kind="commitment", events=("c1",), bound="2022-06-29", by=("SWE",), of=("TUR",), **told("will extradite")),),
                              assessments=(Assessment(kind="fulfilment", events=("f1",), by=("TUR",), of=("SWE",), rating="partial",
                                                      bound="2023-03-09", narrator="SWE", **told("not every part", speaker="Anna Ek, negotiator, Sweden")),
                                           Assessment(kind="fulfilment", events=("f2",), by=("SWE",), of=("SWE",), rating="full",
                                                      **told("all of it", number=3)),),
                              **told("put their names to it", number=2)),),
        commitments=(), assessments=(),
        rounds=(Round(kind="talks", number=1, time="2022-06-20", place="Brussels", parties=("FIN", "SWE", "TUR"),
                      convener=("nato",), min_hours=5, modality="happened", **talks,
                      outcomes=(Outcome(kind="outcome", rating="limited", narrator="FIN", **told("some clear progress")),)),),
        outcomes=(),
        halts=(Halt(kind="halt", time="2023-01", cause=("after a burning",), **told("broken off", "2023-03-09", 7),
                    resumed=Resumption(kind="resumption", time="2023-03-09", **told("talks are on again", "2023-03-09", 7))),),
        resumptions=(), memberships=(), withdrawals=(), possible=(timeline[7],),
        outlook=(Outlook(kind="fixture", time="2023-07", place="Vilnius", **told("the summit in Vilnius", "2023-03-09", 7)),),
        undated_later=2, timeline=timeline,
    )  # fmt: skip
