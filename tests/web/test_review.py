"""Review in the browser: the list, every action of the form, the history; what a form rules is what `accede rule` rules."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from cli_samples import HOSTILE, TableReader
from click.testing import CliRunner
from fastapi.testclient import TestClient

from accede.answers import Held, clocks
from accede.answers.review import Weighing, review
from accede.cli import commands
from accede.model import Claim, Passage, Report, Ruling, make_claim
from accede.publishing.items import key
from accede.record import Record
from accede.reports import load
from accede.web import reviewing
from tests.web.people_samples import csrf

MORE = {
    "4.txt": (
        "DANUBE COURIER, July 7, 2022 - The government will be glad: Canada ratified the accession by 182 votes to 6 in its "
        "parliament, as one of those who counted them says.\n\nNobody else has done so yet.\n"
    ),
    "5.txt": (
        "NORTHERN POST, July 8, 2022 - There is some doubt on the count in Ottawa. Parliament of Canada voted 180 to 8 for it, a member of "
        "the house told this paper on Thursday evening.\n\nThe other houses will follow in the autumn.\n"
    ),
}
RATIFIED = {"by": ("CAN",), "of": ("FIN", "SWE"), "to": ("nato",), "time": "2022-07-05", "modality": "happened", "stage": "parliament_approved"}
TABLE: dict[str, dict[str, Any]] = {
    "Canada ratified the accession by 182 votes to 6": {**RATIFIED, "votes": "182-6", "place": "<b>Ottawa</b>"},
    "Parliament of Canada voted 180 to 8": {**RATIFIED, "votes": "180-8"},
}


@pytest.fixture
def location(location: str, tmp_path: Path) -> str:
    """The record of the three reports with a fourth that tells otherwise."""
    folder = tmp_path / "more"
    folder.mkdir()
    for name, text in MORE.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Record.open(location) as record:
        for report in load([folder]):
            assert isinstance(report, Report)
            told = ((report.text.find(words), words, facts) for words, facts in TABLE.items())
            found = [make_claim(report, "ratification", (Passage(at, at + len(words)),), **facts) for at, words, facts in told if at >= 0]
            record.add_reading(report, found, TableReader.name)
    return location


@pytest.fixture
def client(client: TestClient) -> TestClient:
    """A browser that sends the token of its forms with every write."""
    client.headers["X-CSRF-Token"] = csrf(client, "/review/history")
    return client


@pytest.fixture(autouse=True)
def reviewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "m.ek")
    monkeypatch.setattr(reviewing, "PATIENCE", 60)  # lists of three reports are whole at once


@pytest.fixture
def ids(location: str) -> dict[str, str]:
    """The ids of claims by the first words of what they say and their report's day."""
    with Record.open(location) as record:
        return {f"{claim.quote[0].split()[0]} {record.report(claim.report).published[5:]}": claim.id for claim in record.claims()}


def rulings(location: str) -> list[str]:
    with Record.open(location) as record:
        return sorted(one.id for one in (*record.rulings(), *record.actor_merges()))


def held(location: str) -> Held:
    with Record.open(location) as record:
        return Held.of(record, None)


def event_of(location: str, claim: str) -> tuple[str, ...]:
    return next(event.claims for event in held(location).events.values() if claim in event.claims)


def post(client: TestClient, action: str, *ids: str, why: str = "read again", **more: Any) -> httpx.Response:
    fields = {key.replace("__", "."): value for key, value in more.items()}
    found: httpx.Response = client.post("/review/rule", data={"action": action, "ids": list(ids), "why": why, **fields}, follow_redirects=False)
    return found


class Forms(HTMLParser):
    """What a browser would send of the form with an id, as it stands."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "input" and given.get("name") and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.sent.append((given["name"] or "", given.get("value") or ""))


def test_the_list_is_in_the_order_of_the_command_and_one_item_is_open(client: TestClient, location: str) -> None:
    with Record.open(location) as record:
        when = clocks(record, None, None)
        expected = [key(item) for item in review(Held.of(record, when.known_day), when)]
    text = client.get("/review").text
    assert re.findall(r'<li><a href="/review\?item=([^"]+)"', text) == expected and len(expected) > 2
    assert f"1 of {len(expected)}" in text
    second = client.get(f"/review?item={expected[1]}").text
    assert f"2 of {len(expected)}" in second and f'rel="prev" href="/review?item={expected[0]}"' in second


def test_an_item_shows_the_words_in_their_paragraph_why_it_is_asked_and_what_hangs_on_it(client: TestClient, location: str, ids: dict[str, str]) -> None:
    text = client.get("/review?item=" + re.findall(r'item=(decisive-\w+)"', client.get("/review").text)[0]).text
    assert "<mark>" in text and "told by one origin alone" in text and "Without it" in text and "→" in text


def test_rival_values_stand_with_who_gives_each(client: TestClient) -> None:
    found = re.findall(r'item=(conflict-\w+)"', client.get("/review").text)
    text = " ".join(client.get(f"/review?item={found[0]}").text.split())
    assert "the votes <strong>182-6</strong> <span class=\"soft\">by 4.txt</span>" in text
    assert "the votes <strong>180-8</strong> <span class=\"soft\">by 5.txt</span>" in text
    assert 'name="prefer" value="votes=182-6"' in text


# Every action does what the command does

Case = tuple[dict[str, Any], list[str]]
CASES: dict[str, Callable[[dict[str, str]], Case]] = {
    "accept": lambda ids: ({"ids": [ids["Finland 05-18"]]}, [ids["Finland 05-18"]]),
    "reject": lambda ids: ({"ids": [ids["Canada 07-05"], ids["Canada 07-07"]]}, [ids["Canada 07-05"], ids["Canada 07-07"]]),
    "correct": lambda ids: (
        {"claim": ids["Canada 07-05"], "ids": [ids["Finland 05-18"]], "set.time": "2022-07-04", "empty": ["stage"], "set.stage": ""},
        [ids["Canada 07-05"], "--set", "time=2022-07-04", "--set", "stage="],
    ),
    "merge": lambda ids: ({"ids": [ids["Canada 07-05"]], "with": ids["Turkey 07-05"][:8]}, [ids["Canada 07-05"], ids["Turkey 07-05"]]),
    "split": lambda ids: ({"ids": [ids["Canada 07-07"]]}, [ids["Canada 07-07"]]),
    "split from": lambda ids: ({"ids": [ids["Canada 07-07"]], "from": ids["Canada 07-05"]}, [ids["Canada 07-07"], "--from", ids["Canada 07-05"]]),
    "prefer": lambda ids: ({"ids": [ids["Canada 07-05"]], "prefer": "votes=180-8"}, [ids["Canada 07-05"], "--field", "votes", "--value", "180-8"]),
    "name": lambda ids: ({"name": "Anna Ek", "into": "Karin Ek", "of": "SWE"}, ["Anna Ek", "--into", "Karin Ek", "--of", "SWE"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_form_rules_as_the_command_does(case: str, client: TestClient, location: str, ids: dict[str, str], tmp_path: Path) -> None:
    sent, words = CASES[case](ids)
    action = case.split()[0]
    other = tmp_path / "other.db"
    other.write_bytes(Path(location).read_bytes())
    answer = client.post("/review/rule", data={"action": action, "why": "read again", **sent}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    options = ["--why", "read again", "--by", "m.ek", "--when", date.today().isoformat(), "--record", str(other)]
    told = CliRunner().invoke(commands, ["rule", action, *words, *options])
    assert told.exit_code == 0, told.output
    assert rulings(location) == rulings(str(other)) and len(rulings(location)) == 1
    assert f"done={rulings(location)[0]}" in answer.headers["Location"]
    page = " ".join(unescape(client.get(answer.headers["Location"]).text).split())
    assert "<h2 id=\"done\">Kept</h2>" in page
    for line in told.output.splitlines()[1:-1]:
        assert line.strip() in page


def test_what_was_ruled_is_undone_by_the_button_beside_it(client: TestClient, location: str, ids: dict[str, str]) -> None:
    before = client.get("/review").text
    done = post(client, "reject", ids["Canada 07-05"]).headers["Location"].split("done=")[1]
    kept = rulings(location)
    page = client.get(f"/review?done={done}").text
    assert f'name="ids" value="{done}"' in page and "Undo this" in page
    undone = post(client, "undo", done, why="there was a vote")
    assert undone.status_code == 303 and len(rulings(location)) == len(kept) + 1
    assert client.get("/review").text == before


def test_the_form_as_it_stands_leads_to_the_next_item(client: TestClient, location: str) -> None:
    text = client.get("/review").text
    listed = re.findall(r'<li><a href="/review\?item=([^"]+)"', text)
    form = [(name, value) for name, value in Forms(text).sent if value]
    sent: dict[str, list[str]] = {}
    for name, value in [*form, ("action", "accept"), ("why", "as it stands")]:
        sent.setdefault(name, []).append(value)
    answer = client.post("/review/rule", data=sent, follow_redirects=False)
    assert answer.status_code == 303 and f"item={listed[1]}" in answer.headers["Location"]
    after = client.get(answer.headers["Location"]).text
    assert re.findall(r'<li><a href="/review\?item=([^"]+)"', after) == listed[1:]
    assert "Weighing" not in after


class HeldUp:
    """Weighing that goes no further until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.let_go = threading.Event()
        step = Weighing.step

        def waiting(weighing: Weighing) -> bool:
            return self.let_go.wait(60) and step(weighing)

        monkeypatch.setattr(Weighing, "step", waiting)
        monkeypatch.setattr(reviewing, "PATIENCE", 0)


def listed(text: str) -> list[str]:
    return re.findall(r'<li><a href="/review\?item=([^"&]+)', text)


def test_while_a_ruling_is_weighed_the_earlier_list_is_shown_without_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = listed(client.get("/review").text)
    about = next(item for item in before if item.startswith("decisive"))
    claims = re.findall(r'name="ids" value="(\w+)" form="rule" checked', client.get(f"/review?item={about}").text)
    held_up = HeldUp(monkeypatch)
    post(client, "accept", *claims)
    text = client.get("/review").text
    assert listed(text) == [item for item in before if item != about]
    assert "Weighing:" in text and "before the last 1 ruling" in text and 'hx-get="/review/list' in text
    held_up.let_go.set()
    monkeypatch.setattr(reviewing, "PATIENCE", 60)
    assert "Weighing:" not in client.get("/review").text


def test_an_earlier_list_is_not_shown_once_more_was_read(
    client: TestClient, location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert listed(client.get("/review").text)
    held_up = HeldUp(monkeypatch)
    (tmp_path / "late.txt").write_text("DANUBE COURIER, July 9, 2022 - Turkey will not say yes to either of them, it was said in Ankara on Friday.\n")
    with Record.open(location) as record:
        for report in load([tmp_path / "late.txt"]):
            assert isinstance(report, Report)
            record.add_reading(report, TableReader().read(report), TableReader.name)
    text = client.get("/review").text
    assert not listed(text) and "Weighing:" in text and "being looked for" in text
    held_up.let_go.set()


def test_what_goes_wrong_in_weighing_is_told_and_tried_again_when_asked(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Weighing, "step", lambda weighing: 1 // 0)
        assert "The weighing failed: ZeroDivisionError" in client.get("/review").text
    assert "The weighing failed" in client.get("/review").text
    again = client.get("/review?again=1").text
    assert "The weighing failed" not in again and listed(again)


def test_the_list_is_narrowed_to_a_process_and_to_a_sort(client: TestClient, location: str) -> None:
    every = listed(client.get("/review").text)
    with Record.open(location) as record:
        when = clocks(record, None, None)
        whole = Held.of(record, when.known_day)
    for process in whole.processes():
        of = {key(one) for one in review(whole, when) if any(e.process == process.id for e in one.effects) or one.id in process.events}
        assert listed(client.get(f"/review?process={process.id}").text) == [one for one in every if one in of]
    assert listed(client.get("/review?sort=conflict").text) == [one for one in every if one.startswith("conflict")]
    assert client.get("/review?process=nobody").status_code == 404
    answer = client.get("/review?sort=decisive").text
    assert 'name="at.sort" value="decisive"' in answer and "sort=decisive" in re.findall(r'rel="next" href="([^"]+)"', answer)[0]


def test_the_part_that_a_page_asks_for_is_the_list_alone(client: TestClient) -> None:
    part = client.get("/review/list?sort=conflict").text
    assert part.lstrip().startswith("<nav") and "<html" not in part
    assert listed(part) == listed(client.get("/review?sort=conflict").text)


# Refusals

REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "no grounds": ("accept", {"why": " "}, "it is not said why"),
    "no action": ("", {}, "it is not said what is ruled"),
    "nothing ticked": ("accept", {"ids": []}, "it is not said on what is ruled"),
    "a date that is none": ("correct", {"set.time": "soon"}, "not a date"),
    "an unknown actor": ("correct", {"set.by": "CNA"}, "not the id of an actor"),
    "merging one": ("merge", {}, "these claims are one event already"),
    "merging with what is not there": ("merge", {"with": "zzzz"}, "no claim or event with the id"),
    "preferring nothing": ("prefer", {}, "no claim of the event gives"),
}  # fmt: skip


@pytest.mark.parametrize("row", REFUSED)
@pytest.mark.parametrize("where", ["list", "claim"])
def test_a_refusal_keeps_what_was_typed_and_adds_nothing(row: str, where: str, client: TestClient, location: str, ids: dict[str, str]) -> None:
    action, more, said = REFUSED[row]
    canada = ids["Canada 07-05"]
    place = {"at.claim": canada} if where == "claim" else {"at.item": "decisive-gone", "claim": canada}
    sent: dict[str, Any] = {"action": action, "ids": [canada], "claim": canada, "why": 'the "vote" <was> later', "set.place": "Ottawa & beyond", **place, **more}
    answer = client.post("/review/rule", data=sent)
    assert answer.status_code == 422 and said in unescape(answer.text)
    kept = Forms(answer.text).sent
    for name in ("why", "set.place", "set.time", "set.by", "with"):
        if sent.get(name, "").strip():
            assert (name, sent[name]) in kept
    if action:
        assert ("action", action) in kept
    assert (("ids", canada) in kept) is bool(sent["ids"])
    assert rulings(location) == []


def test_a_ruling_against_a_standing_one_is_refused_with_the_other_beside_it(client: TestClient, location: str, ids: dict[str, str]) -> None:
    canada = ids["Canada 07-05"]
    with Record.open(location) as record:
        other = Ruling(action="accept", by="P. Dal", when="2026-01-02", why="there was a vote", claims=(canada,))
        record.add_ruling(other)
    answer = post(client, "reject", canada, why="no vote yet", claim=canada)
    assert answer.status_code == 422
    assert "it contradicts a ruling of P. Dal" in answer.text and 'value="no vote yet"' in answer.text
    assert f'name="ids" value="{other.id}"' in answer.text
    assert post(client, "accept", canada).status_code == 303
    assert len(rulings(location)) == 2


def test_two_who_rule_at_once_are_told_of_each_other(client: TestClient, location: str, ids: dict[str, str]) -> None:
    """Both were decided before either was kept: the record takes both, and the page says which holds."""
    canada = ids["Canada 07-05"]
    mine = Ruling(action="reject", by="m.ek", when="2026-01-02", why="no vote yet", claims=(canada,))
    theirs = Ruling(action="accept", by="P. Dal", when="2026-01-03", why="there was one", claims=(canada,))
    same = Ruling(action="accept", by="A. Ro", when="2026-01-03", why="so it was", claims=(canada,))
    with Record.open(location) as record:
        for one in (mine, theirs):
            record.add_ruling(one)
    text = client.get(f"/review?done={mine.id}").text
    assert "Somebody ruled otherwise at the same time" in text and "P. Dal" in text
    with Record.open(location) as record:
        record.add_ruling(same)
    assert "Also ruled on this" in client.get(f"/review?done={theirs.id}").text


# History


def test_the_history_tells_who_ruled_what_and_undoes_it(client: TestClient, location: str, ids: dict[str, str]) -> None:
    assert "Nothing was ruled." in client.get("/review/history").text
    post(client, "reject", ids["Canada 07-05"], why="no vote yet")
    first = rulings(location)[0]
    text = client.get("/review/history").text
    assert "m.ek rejected" in text and "<q>no vote yet</q>" in text and f'name="ids" value="{first}"' in text
    answer = client.post("/review/rule", data={"action": "undo", "ids": first, "why": "there was", "at.page": "history"}, follow_redirects=False)
    assert answer.headers["Location"].startswith("/review/history?done=")
    after = client.get("/review/history").text
    assert "undone by m.ek" in after and f'name="ids" value="{first}"' not in after
    again = client.post("/review/rule", data={"action": "undo", "ids": first, "why": "once more", "at.page": "history"})
    assert again.status_code == 422 and "it is undone already" in again.text
    second = next(id for id in rulings(location) if id != first)
    assert post(client, "undo", second).status_code == 303
    assert f'name="ids" value="{first}"' in client.get("/review/history").text


# Any claim or event


def test_any_claim_or_event_has_its_form(client: TestClient, location: str, ids: dict[str, str]) -> None:
    canada = ids["Canada 07-05"]
    text = client.get(f"/review/claim/{canada[:10]}").text
    kept = Forms(text).sent
    assert ("ids", canada) in kept and ("at.claim", canada) in kept and ("ids", ids["Canada 07-07"]) not in kept
    assert f'value="{ids["Canada 07-07"]}"' in text
    event = next(event for event in held(location).events.values() if canada in event.claims)
    both = Forms(client.get(f"/review/claim/{event.id}").text).sent
    assert {value for name, value in both if name == "ids"} >= {canada}
    assert client.get("/review/claim/zzzz").status_code == 404


def test_a_rejected_claim_still_opens_and_says_who_rejected_it(client: TestClient, location: str, ids: dict[str, str]) -> None:
    canada = ids["Canada 07-05"]
    answer = client.post("/review/rule", data={"action": "reject", "ids": canada, "why": "no", "at.claim": canada}, follow_redirects=False)
    assert answer.headers["Location"].startswith(f"/review/claim/{canada}?done=")
    text = client.get(answer.headers["Location"]).text
    assert "m.ek rejected" in text and "<mark>Canada ratified the accession of both</mark>" in text


# Two days, and hostile words


@pytest.mark.parametrize("known", ["", "2022-07-06", "2022-12-31"])
def test_a_ruling_holds_on_every_day(known: str, client: TestClient, location: str, ids: dict[str, str]) -> None:
    answer = client.post(
        "/review/rule", params={"known": known} if known else {}, follow_redirects=False,
        data={"action": "correct", "claim": ids["Finland 05-18"], "set.time": "2022-05-17", "why": "read again"},
    )  # fmt: skip
    assert answer.status_code == 303 and (f"known={known}" in answer.headers["Location"]) is bool(known)
    for day in ("2022-05-18", "2022-06-20", "2022-12-31"):
        text = client.get(f"/review/claim/{ids['Finland 05-18']}?known={day}").text
        assert "2022-05-17" in text and "m.ek corrected" in text


def test_the_list_is_of_the_days_that_are_asked_for(client: TestClient) -> None:
    early = client.get("/review?known=2022-07-05").text
    assert "conflict-" not in early and "known=2022-07-05" in early
    assert "conflict-" in client.get("/review").text


def test_a_day_that_is_none_is_refused_before_anything_is_kept(client: TestClient, location: str, ids: dict[str, str]) -> None:
    answer = client.post("/review/rule?known=soon", data={"action": "accept", "ids": ids["Canada 07-05"], "why": "x"})
    assert answer.status_code == 400 and rulings(location) == []


def test_hostile_words_are_escaped_wherever_they_stand(client: TestClient, location: str, ids: dict[str, str]) -> None:
    evil = f'"><script>alert(1)</script>{HOSTILE}'
    hostile = next(id for words, id in ids.items() if "\x1b" in words)
    pages = [client.get(f"/review/claim/{hostile}").text, client.get(f"/review/claim/{ids['Canada 07-07']}").text]
    answer = client.post("/review/rule", data={"action": "accept", "ids": hostile, "why": evil, "at.claim": hostile, "at.next": evil}, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["Location"].startswith(f"/review/claim/{hostile}?")
    pages += [client.get(answer.headers["Location"]).text, client.get("/review/history").text]
    refused = client.post("/review/rule", data={"action": "reject", "ids": hostile, "claim": hostile, "why": evil, "with": evil, "into": evil, "at.item": evil})
    assert refused.status_code == 422
    pages.append(refused.text)
    for text in pages:
        assert "<script>alert" not in text and "<b>" not in text
        assert not [tag for tag, given in Forms(text).tags if any(name.startswith("on") or name == "style" for name in given)]
    outside = client.post("/review/rule", data={"action": "accept", "ids": ids["Turkey 05-18"], "why": "x", "at.claim": "//evil.example/"}, follow_redirects=False)
    assert outside.headers["Location"].startswith("/review/claim/evilexample?")


def test_every_form_carries_the_token_of_its_browser(client: TestClient, ids: dict[str, str]) -> None:
    post(client, "accept", ids["Finland 05-18"])
    for path in ("/review", "/review/history", f"/review/claim/{ids['Finland 05-18']}"):
        text = client.get(path).text
        assert len(re.findall(r'<form[^>]+method="post"', text)) == len(re.findall(r'<input type="hidden" name="csrf"', text)) > 0


def test_the_keys_are_listed_and_their_script_is_a_file(client: TestClient) -> None:
    text = client.get("/review").text
    assert set(re.findall(r"<kbd>(.)</kbd>", text)) == set("arcmspwnjbku?")
    assert '<script src="/static/review.js" defer></script>' in text and not re.findall(r"<script(?![^>]+src=)", text)
    script = client.get("/static/review.js").text
    assert '"use strict"' in script and "innerHTML" not in script and "eval" not in script


def claims_of(location: str) -> list[Claim]:
    with Record.open(location) as record:
        return record.claims()


def test_invariant_2_a_ruling_by_a_form_only_adds(client: TestClient, location: str, ids: dict[str, str]) -> None:
    before = claims_of(location)
    post(client, "reject", ids["Canada 07-05"])
    assert claims_of(location) == before
    with Record.open(location) as record:
        record.verify()
