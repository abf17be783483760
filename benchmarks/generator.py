"""Plausible reports and claims for a large record: seeded, streamed, in the order of publication.

usage: python benchmarks/generator.py [--claims N] [--processes P] [--seed S]      (prints JSON lines of the first reports)

    for report, claims in generate(1_000_000, processes=100, seed=1):
        record.add_reading(report, claims, reader="generator 1")

A process has a target, one or two candidates, objectors, a mediator and the members that must consent. Its happenings
(application, objections, talks with outcomes, agreements, consents by stage, halts ...) lie on fixed days of three years,
whatever the number of claims; the more claims are asked for, the more reports tell of them. A report has 8 to 12 claims:
news of the last days, what was told before, and words of speakers that stand in this report alone. It is told by several
outlets over days, each in its own words, some with a rival date or none; two in five reports are copies of one of the
last two days, with another headline, cut from the end. Actors and objectors are shared between processes, and some
reports tell of two. All sentences, outlets, persons and happenings are invented; states only lend their names.

What always holds: the same arguments give the same reports on any machine; every claim's quote is a sentence of its
report; memory does not grow with the number of claims.
"""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import msgspec

from accede.errors import NotFound
from accede.knowledge import load
from accede.model import Claim, Kind, Passage, Report, Speaker, make_claim

FIRST = date(2021, 1, 4)
DAYS = 1000
READER = "generator 1"
LEAST_MEMBERS = 8

ORGANISATIONS = tuple(
    """nato eu cptpp coe schengen efta asean brics sco eaeu gcc eurozone mercosur au arab-league caricom ecowas eac osce
    oecd wto cis csto oic harbour-league river-compact northern-council straits-accord grain-treaty data-convention
    highlands-union lakes-commission polar-pact rail-compact salt-sea-accord seabed-charter coal-treaty isles-forum
    delta-convention ridge-alliance""".split()
)
STATES = tuple(
    """ALB ARG ARM AUS AUT AZE BEL BGD BGR BIH BLR BRA CAN CHE CHL CHN COL CRI CYP CZE DEU DNK ECU EGY ESP EST ETH FIN
    FRA GBR GEO GHA GRC HRV HUN IDN IND IRL IRN ISL ISR ITA JPN KAZ KEN KOR LTU LVA MAR MDA MEX MKD MNE MYS NGA NLD NOR
    NZL PAK PER PHL POL PRT ROU SAU SEN SGP SRB SVK SVN SWE THA TUN TUR TZA UKR URY USA UZB VNM ZAF""".split()
)
CITIES = "Arnholt Belmora Castrin Dunavar Elmsund Fairwater Gorlitza Hallmark Istrova Jarnes Kelvad Lorient".split()
OUTLETS = (
    "Northern Wire", "Harbour Post", "The Meridian", "Evening Ledger", "Lakeside Herald", "Continental Desk", "Morning Courier",
    "Strait Times Daily", "Plain Dealer Weekly", "The Observer of Belmora", "Radio Elmsund", "Capital Record", "Dunavar Today",
    "The Signal", "Coastal Monitor", "Public Gazette", "Gorlitza Mail", "Union Bulletin", "Kelvad Tribune", "South Dispatch",
)  # fmt: skip
AGENCY = OUTLETS[0]
FIRST_NAMES = "Ada Boris Carla Denis Elif Farid Greta Hugo Irena Jonas Karin Lorenz Mila Nadim Olga Pavel Rosa Stefan Tove Viktor".split()
LAST_NAMES = "Adler Brandvik Castello Demir Eklund Farrow Gorski Halvorsen Ivanov Jansen Kovacs Lindqvist Moreau Novak Orsini Petrov".split()
OFFICES = ("president", "prime minister", "foreign minister", "spokesperson", "chief negotiator")
VERBS = "welcomes regrets weighs follows defends questions supports recalls awaits rejects studies values fears expects shares".split()
NOUNS = (
    "customs inspections|fishing quotas|the pension of border guards|grain storage|harbour fees|rail gauges|student exchanges|"
    "visa queues|energy storage|court reform|the audit of subsidies|sea rescue|dairy tariffs|school books|patent courts|"
    "river pilots|data centres|airport slots|veterinary checks|coal phase-out|arms licences|archives|minority schools|"
    "tax treaties|the survey of the shelf|bridge tolls|steel safeguards|seed banks|banking supervision|postal rates"
).split("|")
QUALITIES = "a slow|an honest|a costly|a broad|an open|a limited|a patient|a sudden|a lasting|a modest|a firm|a quiet".split("|")
THINGS = "review settlement calendar inquiry compromise timetable arrangement pause debate reading exchange survey".split()
AFTER = (
    "before the harvest|after the holidays|in the coming session|once the ministers return|without outside pressure|"
    "as the treaty demands|whatever the weather in the capitals|for the sake of the region|at a price both can bear|"
    "with all neighbours at the table|until the experts have reported|in good faith|under the eyes of the public"
).split("|")
FILLER = (
    "Markets in {city} hardly moved.", "Officials in {city} would not be drawn on details.", "It rained all day in {city}.",
    "A crowd of some {number} had gathered outside.", "The building in {city} was lit until late.",
    "Delegates from {number} towns sent letters.", "Interpreters worked in shifts.", "The cafés of {city} were full.",
)  # fmt: skip

# Of each kind sentences in the words of several outlets; {when} is " on 3 May 2022", or empty where no date is given.
TOLD: dict[str, tuple[str, ...]] = {
    "application": ("{by} applied{when} to join {to}.", "The application of {by} to {to} was handed in{when}.",
                    "{by} asked{when} to be admitted to {to}."),
    "objection": ("{by} objects to the accession of {of} to {to}.", "The government of {by} opposes the entry of {of}.",
                  "{by} stands against {of} in {to}, as before."),
    "objection_lifted": ("{by} dropped{when} its objection to {of}.", "{by} no longer objects to {of}, it was said{when}."),
    "demand": ("{by} wants {of} to hold {words}.", "{by} demands of {of} {words}.", "From {of} {by} expects {words}."),
    "talks": ("Delegations of {parties} met{when} in {place}.", "{parties} held talks in {place}{when}.",
              "In {place} negotiators of {parties} sat together{when}."),
    "outcome": ("The talks brought {rating}.", "{rating} was what the meeting yielded.", "They parted with {rating}."),
    "agreement": ("{parties} signed a memorandum in {place}{when}.", "In {place} {parties} reached an agreement{when}."),
    "commitment": ("{by} undertakes towards {of} to hold {words}.", "{by} pledged {words} to {of}."),
    "fulfilment": ("{by} holds that {of} has kept its word {rating}.", "For {by}, {of} has met the terms {rating}."),
    "invitation": ("{by} invited {of}{when} to accede.", "The invitation of {by} to {of} was issued{when}."),
    "signature": ("The accession protocol of {of} was signed{when}.", "{by} signed the protocol on {of}{when}."),
    "ratification": ("{by} {stage} on {of} in {to}{when}.", "On {of} {by} {stage}{when}, for its part in {to}."),
    "tally": ("{members} members have ratified the accession of {of} to {to}.", "Of the members of {to}, {members} have agreed to {of}."),
    "membership": ("{by} became a member of {to}{when}.", "{to} counts {by} among its members{when}."),
    "halt": ("{by} put off the talks with {of}{when}.", "The talks between {by} and {of} were halted{when}."),
    "resumption": ("The talks of {parties} went on again{when}.", "{parties} took up their talks again{when}."),
    "fixture": ("Leaders of {to} meet in {place}{when}.", "A summit of {to} is set for {place}{when}."),
    "expectation": ("Observers expect {words} for {of}.", "For {of} {words} is likely, diplomats say."),
    "rule": ("Each member of {to} must agree.", "{to} admits nobody unless all members consent."),
    "milestone": ("{of} closed {words} with {to}{when}.", "With {to} {of} concluded {words}{when}."),
    "statement": ("{by} {verb} {words}, {speaker} said.", "“{by} {verb} {words}”, said {speaker}."),
}  # fmt: skip
RATINGS = {"agreement": "full accord", "progress": "clear progress", "limited": "little progress", "none": "no accord",
           "constructive": "a constructive mood", "partial": "in part", "full": "in full"}  # fmt: skip
STAGES = {"submitted": "sent the protocol to parliament", "parliament_approved": "approved the protocol in parliament",
          "head_of_state_signed": "saw its head of state sign the protocol", "instrument_deposited": "deposited its instrument"}  # fmt: skip
STANDING = ("objection", "demand", "rule", "commitment", "fulfilment", "tally")
UNDATED = ("objection", "demand", "outcome", "commitment", "fulfilment", "tally", "expectation", "rule", "statement")


@dataclass(frozen=True)
class Happening:
    """What happens on one day, and what each telling of it has in common; `round` links an outcome to its talks."""

    kind: str
    day: int
    facts: dict[str, Any]
    words: str = ""
    round: int = 0


@dataclass
class Process:
    """One process, its happenings in the order of time, and the reports of the last days that others copy."""

    number: int
    target: str
    candidates: tuple[str, ...]
    objectors: tuple[str, ...]
    mediator: str
    members: tuple[str, ...]
    story: list[Happening] = field(default_factory=list)
    recent: deque[tuple[int, Draft]] = field(default_factory=lambda: deque(maxlen=4))

    @property
    def id(self) -> str:
        """The id that `accede` gives the process."""
        return "-".join([*(candidate.lower() for candidate in self.candidates), self.target])


@dataclass
class Draft:
    """A report before it is put together: its sentences, and the facts of the claim that each carries, if any."""

    title: str
    city: str
    sentences: list[tuple[str, dict[str, Any] | None]]


def processes(count: int, seed: int) -> list[Process]:
    """The processes with their stories; organisations and states are shared among them."""
    random = Random(f"processes {seed}")
    targets = ORGANISATIONS[: max(1, count * 2 // 5)]
    # Who applied to whom is drawn without repetition, so that no candidate stands in two processes of one target.
    free = {target: [state for state in STATES if state not in _members(target)] for target in targets}
    for states in free.values():
        random.shuffle(states)
    found = []
    for number in range(count):
        target = targets[number % len(targets)]
        candidates = tuple(sorted(free[target].pop() for _ in range(random.choice((1, 1, 2)))))
        members = _members(target)
        if len(members) < LEAST_MEMBERS:  # no list is kept, or one of few that are asked here
            members = tuple(random.sample([state for state in STATES if state not in candidates], LEAST_MEMBERS))
        others = [state for state in members if state not in candidates]
        objectors = tuple(sorted(random.sample(others, random.choice((1, 2, 2, 3)))))
        mediator = random.choice([state for state in others if state not in objectors])
        made = Process(number, target, candidates, objectors, mediator, tuple(others))
        made.story.extend(_story(made, Random(f"story {seed} {number}")))
        found.append(made)
    return found


def _members(target: str) -> tuple[str, ...]:
    try:
        return tuple(state for state in load().members_on(target, FIRST) if state in STATES)
    except NotFound:
        return ()


def _story(process: Process, random: Random) -> list[Happening]:
    start = random.randrange(120)
    story: list[Happening] = []
    one: Any = {"of": process.candidates}
    to: Any = {"to": (process.target,)}

    def add(kind: str, day: int, words: str = "", round: int = 0, **facts: Any) -> None:
        story.append(Happening(kind, start + day, {"modality": "happened", **facts}, words, round))

    add("application", 0, by=process.candidates, **to)
    add("rule", 1, threshold="unanimity", modality=None, **to)
    add("invitation", random.randrange(60, 90), by=(process.target,), **one, **to)
    signed = random.randrange(180, 220)
    add("signature", signed, by=process.members, **one, **to)
    for number, member in enumerate(process.members):
        for stage in random.sample(tuple(STAGES), 2):
            step = signed + 20 + number * 20 + tuple(STAGES).index(stage) * 9
            votes = f"{random.randrange(90, 300)}-{random.randrange(60)}" if stage == "parliament_approved" else None
            add("ratification", step, by=(member,), stage=stage, votes=votes, **one, **to)
        add("tally", signed + 45 + number * 20, members=number + 1, **one, **to)
    for objector in process.objectors:
        first = random.randrange(3, 30)
        add("objection", first, by=(objector,), **one, **to)
        for _ in range(12):
            add("demand", first + random.randrange(500), _phrase(random), by=(objector,), modality=None, **one)
        if random.random() < 0.5:
            add("objection_lifted", random.randrange(500, 800), by=(objector,), **one, **to)
    for number, day in enumerate(range(10, DAYS, 9), start=1):
        parties = tuple(sorted({*process.candidates, process.objectors[number % len(process.objectors)]}))
        add("talks", day, round=number, parties=parties, place=random.choice(CITIES), convener=(process.mediator,))
        for _ in range(2):
            add("outcome", day, round=number, parties=parties, rating=random.choice(("agreement", "progress", "limited", "none")))
        if number % 16 == 0:
            add("agreement", day + 1, parties=parties, place=random.choice(CITIES))
            for _ in range(4):
                add("commitment", day + 1, _phrase(random), by=process.candidates, of=parties[:1], modality=None)
        if number % 22 == 0:
            add("halt", day + 3, by=parties[-1:], **one)
            add("resumption", day + 8, parties=parties)
        if number % 7 == 0:
            add("milestone", day + 2, f"chapter {number} on {random.choice(NOUNS)}", **one, **to)
            add("fixture", day + 30, place=random.choice(CITIES), modality="planned", **to)
            add("fulfilment", day + 4, by=parties[-1:], rating=random.choice(("partial", "full", "none")), modality=None, **one)
    return sorted((one for one in story if one.day < DAYS), key=lambda each: each.day)


def _phrase(random: Random) -> str:
    """Words that hardly ever come twice."""
    return (f"{random.choice(QUALITIES)} {random.choice(THINGS)} of {random.choice(NOUNS)} and {random.choice(NOUNS)} "
            f"{random.choice(AFTER)}")  # fmt: skip


def generate(claims: int, processes_count: int = 100, seed: int = 1) -> Iterator[tuple[Report, list[Claim]]]:
    """Reports with their claims, in the order of publication, until there are at least so many claims."""
    held = processes(processes_count, seed)
    made = number = 0
    for day in range(DAYS):
        random = Random(f"day {seed} {day}")
        while made < claims * (day + 1) // DAYS:
            process = random.choice(held)
            number += 1
            report, told = _report(process, random.choice(held), day, number, Random(f"report {seed} {number}"))
            made += len(told)
            yield report, told


def _report(process: Process, beside: Process, day: int, number: int, random: Random) -> tuple[Report, list[Claim]]:
    credits: tuple[str, ...] = ()
    near = [draft for told, draft in process.recent if day - told <= 2]
    if near and random.random() < 0.4:
        first = random.choice(near)
        kept = first.sentences[: len(first.sentences) - random.randrange(3)]
        draft = Draft(_headline(process, random), first.city, kept)
        outlet, credits = random.choice(OUTLETS[1:]), (AGENCY,)
    else:
        draft = _draft(process, beside, day, random)
        outlet = random.choice(OUTLETS)
        process.recent.append((day, draft))
    return _compose(draft, f"report-{number:07}.txt", FIRST + timedelta(days=day), outlet, credits)


def _headline(process: Process, random: Random) -> str:
    return f"{_named(process.candidates)}: {random.choice(QUALITIES)} {random.choice(THINGS)} over {random.choice(NOUNS)}"


def _draft(process: Process, beside: Process, day: int, random: Random) -> Draft:
    """A report of the day's news on a process, now and then with a word on another one."""
    city = random.choice(CITIES)
    past = [one for one in process.story if one.day <= day]
    news = [one for one in past if day - one.day <= 5]
    told = random.sample(news, min(len(news), random.randrange(2, 6)))
    standing = [one for one in past if one.kind in STANDING and one not in told]
    told += random.sample(standing, min(len(standing), random.randrange(1, 4)))
    others = past if random.random() < 0.9 else [one for one in beside.story if one.day <= day]
    told += random.sample(others, min(len(others), random.randrange(0, 2)))
    told.sort(key=lambda one: (one.day, one.round, one.kind == "outcome"))
    sentences: list[tuple[str, dict[str, Any] | None]] = [_sentence(process, one, day, random) for one in told]
    ahead = [one for one in process.story if 0 < one.day - day <= 14 and one.kind in ("talks", "fixture", "ratification")]
    if ahead and random.random() < 0.5:
        sentences.append(_sentence(process, random.choice(ahead), day, random))
    for _ in range(random.randrange(8, 13) - len(sentences)):
        sentences.append(_said(process, random))
    for _ in range(5):
        words = random.choice(FILLER).format(city=random.choice(CITIES), number=random.randrange(20, 900))
        sentences.insert(random.randrange(1, len(sentences) + 1), (words, None))
    return Draft(_headline(process, random), city, sentences)


def _sentence(process: Process, one: Happening, day: int, random: Random) -> tuple[str, dict[str, Any]]:
    """One telling: with its date, a rival one, or none; announced as planned where it is still to come."""
    facts = {name: value for name, value in one.facts.items() if value is not None}
    dated = one.kind not in UNDATED and random.random() < 0.7
    on = FIRST + timedelta(days=one.day + (random.choice((-1, 1)) if random.random() < 0.06 else 0))
    if dated:
        facts["time"] = on.isoformat() if random.random() < 0.93 else f"{on:%Y-%m}"
    if one.day > day:
        facts = {name: value for name, value in facts.items() if name not in ("stage", "votes")} | {"modality": "planned"}
    if one.kind == "talks" and random.random() < 0.2:
        facts["round"] = one.round
    when = f" on {on.day} {on:%B %Y}" if dated and len(facts["time"]) > 7 else f" in {on:%B %Y}" if dated else ""
    pattern = random.choice(TOLD[one.kind])
    words = pattern.format(
        **{role: _named(facts.get(role, ())) for role in ("by", "of", "to", "parties")}, when=when, words=one.words,
        place=facts.get("place"), rating=RATINGS.get(facts.get("rating", ""), "no answer"),
        stage=STAGES.get(facts.get("stage", ""), "takes up the protocol"), members=facts.get("members"),
    )  # fmt: skip
    kind = "ratification" if one.kind == "tally" else one.kind
    if one.kind == "outcome" and random.random() < 0.4:
        facts["speaker"] = _speaker(random.choice(facts["parties"]), random)
    return words[0].upper() + words[1:], {"kind": kind, **facts}


def _said(process: Process, random: Random) -> tuple[str, dict[str, Any]]:
    """A statement, or now and then an expectation, that no other report but a copy has."""
    actor = random.choice((*process.candidates, *process.objectors, process.mediator))
    if random.random() < 0.1:
        words = random.choice(TOLD["expectation"]).format(of=_named(process.candidates), words=_phrase(random))
        return words, {"kind": "expectation", "of": process.candidates, "modality": "expected"}
    speaker = _speaker(actor, random)
    said = f"{speaker.name}, {speaker.office} of {load().name_of(actor)}"
    words = random.choice(TOLD["statement"]).format(
        by=load().name_of(actor), verb=random.choice(VERBS), words=_phrase(random), speaker=said
    )
    return words, {"kind": "statement", "by": (actor,), "speaker": speaker}


def _speaker(actor: str, random: Random) -> Speaker:
    office = random.randrange(len(OFFICES))
    person = Random(f"person {actor} {office}")
    return Speaker(f"{person.choice(FIRST_NAMES)} {person.choice(LAST_NAMES)}", OFFICES[office], actor)


def _named(actors: tuple[str, ...]) -> str:
    names = [load().name_of(actor) for actor in actors[:4]]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _compose(draft: Draft, name: str, day: date, outlet: str, credits: tuple[str, ...]) -> tuple[Report, list[Claim]]:
    """The report, and its claims on the spans of their sentences; a paragraph for every three sentences."""
    text = f"{draft.title}\n\n{draft.city.upper()}, {day.day} {day:%B} ({credits[0] if credits else outlet}) - "
    spans = []
    for place, (words, facts) in enumerate(draft.sentences):
        if place:
            text += "\n\n" if place % 3 == 0 else " "
        if facts is not None:
            spans.append((Passage(len(text), len(text) + len(words)), facts))
        text += words
    report = Report(name=name, text=text + "\n", published=day.isoformat(), outlet=outlet, title=draft.title, credits=credits)
    claims = []
    for passage, told in spans:
        facts = {key: value for key, value in told.items() if key != "kind"}
        kind: Kind = told["kind"]
        claims.append(make_claim(report, kind, (passage,), reasons=("generated",), **facts))
    return report, claims


def main() -> int:
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--claims", type=int, default=100)
    parser.add_argument("--processes", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for report, claims in generate(asked.claims, asked.processes, asked.seed):
        sys.stdout.buffer.write(msgspec.json.encode({"report": report, "claims": claims}) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
