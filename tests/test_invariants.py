"""What always holds, over the whole way from a file to an answer; the rooms' own tests hold the same for their part."""

from __future__ import annotations

import re
import socket
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.answers import Clocks, Held, clocks
from accede.errors import ClaimRefused
from accede.knowledge import load as load_knowledge
from accede.model import Act, Claim, Passage, Report, Speaker, check_quotes, make_claim
from accede.process import find_processes, status
from accede.publishing.brief import as_html
from accede.publishing.claims import as_csv, as_jsonl, in_order
from accede.publishing.clean import json_text
from accede.publishing.document import FULL
from accede.publishing.markdown import as_markdown
from accede.publishing.screen import on_screen
from accede.publishing.status import status_document
from accede.reading.reader import Reader
from accede.record import Record, merge
from accede.reports import load, origins

EXAMPLE = Path(__file__).parents[1] / "examples" / "nordic-accession"
# Early reports of the example: enough for a process with talks, an objection and a signature.
FEW = sorted(path for path in EXAMPLE.glob("0[1-9]-*.txt"))
DAY = date(2022, 7, 1)

HOSTILE = "<script>alert(1)</script> \x1b[31m \u202e [x](javascript:y) =1+1"
ATTACK = f"""OSLO, June 20, 2022 (Norrsken Wire) - Turkey opposes Sweden's accession to NATO {HOSTILE}, the ministry said.

"We cannot approve Sweden's membership of NATO," Foreign Minister Anna {HOSTILE} Ek of Turkey said on Monday. Talks between
Sweden and Turkey on NATO membership were held in <img src=x onerror=alert(2)> Brussels on 20 June 2022.
"""


@cache
def reader() -> Reader:
    return Reader()


def few() -> list[Report]:
    return [found for found in load(FEW) if isinstance(found, Report)]


@cache
def claims_of(report: Report) -> tuple[Claim, ...]:
    return reader().read(report)


def answer(reports: list[Report], claims: list[Claim]) -> dict[str, str]:
    """Every form in which a status leaves the program, from the reports and claims in the order in which they come."""
    same, by_id = origins(reports), {report.id: report for report in reports}
    events = merge(claims, by_id, same)
    processes = find_processes(events, load_knowledge(), claims)
    process = max(processes, key=lambda each: (len(each.events), each.id))
    now = status(process, events, claims, reports, [], load_knowledge(), valid=DAY, known=DAY, origins=same)
    document = status_document(now, "As known then.", FULL)
    lines = in_order(claims, by_id)
    return {
        "screen": on_screen(document),
        "markdown": as_markdown(document),
        "html": as_html(document, now, {claim.id: claim for claim in claims}, by_id),
        "json": json_text(now),
        "jsonl": "\n".join(as_jsonl(lines)),
        "csv": "\n".join(as_csv(lines)),
    }


@pytest.mark.parametrize("report", few(), ids=lambda report: report.name)
def test_invariant_1_what_the_reader_quotes_is_the_report_to_the_letter(report: Report) -> None:
    assert claims_of(report)
    for claim in claims_of(report):
        check_quotes(report, claim)
        assert claim.quote == tuple(report.text[passage.start : passage.end] for passage in claim.evidence)


def test_invariant_8_reports_in_any_order_give_the_same_bytes() -> None:
    reports = few()
    first = answer(reports, [claim for report in reports for claim in claims_of(report)])
    for seed in range(3):
        Random(seed).shuffle(reports)
        claims = [claim for report in reports for claim in Reader().read(report)]
        assert answer(reports, claims) == first


def held(path: Path, reports: list[Report], known: str, acts: list[Act] | None = None) -> tuple[Held, Clocks]:
    """What a record of the reports, with what the reader finds in them, and of the acts holds on a day."""
    with Record.open(path) as record:
        for report in reports:
            record.add_reading(report, claims_of(report), reader="a")
        for act in acts or ():
            record.add_act(act)
        when = clocks(record, DAY.isoformat(), known)
        return Held.of(record, when.known_day), when


@pytest.mark.parametrize("known", ["2022-05-20", "2022-06-21", "2022-06-30"])
def test_invariant_3_what_was_known_is_what_the_reports_of_the_time_say(known: str, tmp_path: Path) -> None:
    acts = [SIGNED, msgspec.structs.replace(SIGNED, date="2022-06-20", entered="2022-07-06", replaces=SIGNED.id)]
    whole, when = held(tmp_path / "a.db", few(), known, acts)
    then, _ = held(tmp_path / "b.db", [report for report in few() if report.published <= known], known, acts[:1])
    assert json_text(whole.conflicts()) == json_text(then.conflicts())
    for process in whole.processes():
        assert json_text(whole.status(process, when)) == json_text(then.status(process, when))


# No outlet's word: by it Sweden applied two days after the day that every report gives.
SIGNED = Act(action="application", actor="SWE", date="2022-05-20", of=(), to=("nato",), source="Gazette 1")


def test_invariant_4_what_a_line_shows_is_what_the_list_of_conflicts_shows_with_all_that_is_told(tmp_path: Path) -> None:
    texts = {
        "Fjord Wire": "Sweden applied to join NATO on 18 May 2022.\n",
        "Strait Times": "Sweden applied to join NATO on 17 May 2022.\n",
        "Harbour Post": "Sweden applied to join NATO on 17 May 2022.\n",
    }
    days = ("2022-05-19", "2022-05-21", "2022-05-22")
    reports = [Report(name=name, outlet=name, text=texts[name], published=day) for name, day in zip(texts, days, strict=True)]
    told = {"2022-05-17", "2022-05-18"}
    for acts, shown, ground in (([], "2022-05-17", "origins"), ([SIGNED], "2022-05-20", "act")):
        found, when = held(tmp_path / f"{ground}.db", reports, DAY.isoformat(), acts)
        ((event, fields),) = found.conflicts()
        (entry,) = (entry for entry in found.status(found.the_one(None), when).timeline if entry.events == (event.id,))
        assert entry.time == event.time == shown
        assert [(one.field, one.value, one.ground) for one in event.shown] == [("time", shown, ground)]
        values = {value.value: value.origins for value in fields["time"]}
        assert values == {one.value: one.origins for one in entry.rivals if one.field == "time"}
        assert set(values) == told | {act.date for act in acts} and values["2022-05-17"] == 2


def test_invariant_8_acts_in_any_order_among_the_reports_give_the_same_bytes(tmp_path: Path) -> None:
    acts = [msgspec.structs.replace(SIGNED, actor=actor, date=f"2022-05-{day}") for actor, day in (("SWE", 19), ("SWE", 20), ("FIN", 18))]
    reports, found = few(), []
    for seed in range(3):
        Random(seed).shuffle(reports)
        Random(seed).shuffle(acts)
        whole, when = held(tmp_path / f"{seed}.db", reports, DAY.isoformat(), acts)
        found.append([json_text(whole.conflicts()), *(json_text(whole.status(process, when)) for process in whole.processes())])
    assert found[0] == found[1] == found[2]


def test_invariant_9_reading_reaches_for_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("reading opened a connection")

    before = [claims_of(report) for report in few()[:3]]
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert [Reader().read(report) for report in few()[:3]] == before


def test_invariant_9_a_reader_of_any_kind_is_held_to_the_words(tmp_path: Path) -> None:
    """A reader that makes up a quote, as one backed by a language model may, gets nothing into the record."""
    report = few()[0]
    made_up = Claim(report=report.id, kind="objection", evidence=(Passage(0, 5),), quote=("never said",), by=("TUR",))
    with Record.open(tmp_path / "a.db") as record:
        with pytest.raises(ClaimRefused):
            record.add_reading(report, [*claims_of(report), made_up], reader="some model")
        assert record.reports() == [] and record.claims() == []


@settings(max_examples=40)
@given(st.text(max_size=400), st.sampled_from([ATTACK, few()[1].text, ""]))
def test_invariant_10_any_text_is_read_without_a_crash(noise: str, text: str) -> None:
    noise = noise.encode("utf-8", "ignore").decode()
    half = len(text) // 2
    report = Report(name="a", text=f"{text[:half]}{noise}{text[half:]}", published="2022-06-21")
    for claim in reader().read(report):
        check_quotes(report, claim)


@cache
def attacked() -> dict[str, str]:
    """The answers on a report whose words, outlet, name and speaker are an attack; each claim quotes a whole line."""
    report = Report(name=f"a{HOSTILE}", text=ATTACK, published="2022-06-21", outlet=f"Wire {HOSTILE}")
    starts = [0, *(match.end() for match in re.finditer("\n+", ATTACK))]
    first, second, *_ = (Passage(start, end - 1) for start, end in pairwise(starts))
    facts: dict[str, Any] = {"by": ("TUR",), "of": ("SWE",), "to": ("nato",), "modality": "happened"}
    speaker = Speaker(name=f"Anna {HOSTILE} Ek", office=f"minister {HOSTILE}", for_="TUR")
    claims = [
        make_claim(report, "application", (first,), by=("SWE",), to=("nato",), time="2022-05-18", modality="happened"),
        make_claim(report, "objection", (first,), **facts),
        make_claim(report, "demand", (second,), speaker=speaker, **facts),
        make_claim(report, "talks", (second,), parties=("SWE", "TUR"), time="2022-06-20", place=f"Oslo {HOSTILE}", modality="happened"),
    ]
    return answer([report], claims)


def test_invariant_10_the_attack_is_told_with_its_words() -> None:
    for form, shown in attacked().items():
        assert "alert(1)" in shown.replace("\\", "") and "Ek" in shown, form


@pytest.mark.parametrize("form", ["screen", "markdown", "html", "json", "jsonl", "csv"])
def test_invariant_10_no_answer_carries_what_a_report_smuggles(form: str) -> None:
    shown = attacked()[form]
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", shown)
    if form == "html":
        assert "<script" not in shown and "<img" not in shown and "javascript:" not in re.sub(r">[^<]*<", "><", shown)
    if form == "markdown":
        assert not re.search(r"(?<!\\)(<script|\]\(javascript)", shown)
    if form == "csv":
        assert not re.search(r"(^|,)\"?[=+@]", shown, re.M)
