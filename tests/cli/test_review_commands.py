"""`accede review`, `rule` and `reread`, as a desk officer uses them; the reader is the table of `cli_samples`."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any

import cli_samples
import msgspec
import pytest
from cli_samples import Run

import accede.reading.reader
from accede.model import Claim, Report
from accede.record import Record

WHY = ("--why", "read again", "--by", "M. Ek", "--when", "2026-11-26")


@pytest.fixture
def ids(asked: Run) -> dict[str, str]:
    """The ids of the claims, by the first word of what they say; of two the later."""
    lines = [json.loads(line) for line in asked("claims", "--format", "jsonl").output.splitlines()]
    return {line["quote"][0].split()[0]: line["id"] for line in lines}


def answers(run: Run) -> list[str]:
    """What any answer says, to the byte."""
    commands = (["status", "--full"], ["status", "--json"], ["timeline", "--json"], ["conflicts", "--json"],
                ["statements", "--json"], ["claims", "--format", "csv"], ["review", "--json"])  # fmt: skip
    return [run(*command).output for command in commands]


def consent(run: Run, member: str = "CAN") -> list[str]:
    told = json.loads(run("status", "--json").output)
    return [f"{row['candidate']} {row['state']}" for row in told["consents"] if row["member"] == member]


APPROVED = ["FIN parliament_approved", "SWE parliament_approved"]
ROWS: dict[str, tuple[list[str], list[str]]] = {
    "accepting leaves a consent as it is": (["accept", "Canada"], APPROVED),
    "what is rejected is reported no more": (["reject", "Canada"], ["FIN not_reported", "SWE not_reported"]),
    "a corrected stage": (
        ["correct", "Canada", "--set", "stage=instrument_deposited"], ["FIN instrument_deposited", "SWE instrument_deposited"],
    ),
    "corrected candidates": (["correct", "Canada", "--set", "of=FIN"], ["FIN parliament_approved", "SWE not_reported"]),
    "a corrected kind": (["correct", "Canada", "--set", "kind=statement"], ["FIN not_reported", "SWE not_reported"]),
    "a field taken away": (["correct", "Canada", "--set", "stage="], ["FIN reported", "SWE reported"]),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_a_ruling_decides_the_status_and_its_undoing_leaves_no_trace(row: str, asked: Run, ids: dict[str, str]) -> None:
    (action, name, *options), after = ROWS[row]
    before = answers(asked)
    said = asked("rule", action, ids[name][:8], *options, *WHY).output
    assert consent(asked) == after
    undo = re.findall(r"to undo: accede (rule undo \w{8})", said)[0]
    asked(*shlex.split(undo), *WHY)
    assert answers(asked) == before
    asked("verify")


def test_rulings_hold_on_every_known_day_and_may_be_left_out_by_the_day_they_were_made(asked: Run, ids: dict[str, str]) -> None:
    before = asked("status", "--json").output
    asked("rule", "correct", ids["Finland"], "--set", "time=2022-05-17", *WHY)
    early = json.loads(asked("timeline", "--json", "--known", "2022-05-18").output)
    assert [one["time"] for one in early["timeline"] if one["kind"] == "application"] == ["2022-05-17"]
    assert asked("status", "--json", "--ruled", "2026-11-25").output == before
    assert "with the rulings made by 25 November 2026" in " ".join(asked("status", "--ruled", "2026-11-25").output.split())
    assert asked("status", "--json", "--ruled", "2026-11-26").output != before


def test_a_corrected_claim_opens_to_the_same_words_and_says_who_corrected_it(asked: Run, ids: dict[str, str]) -> None:
    asked("rule", "correct", ids["Canada"][:8], "--set", "time=2022-07-04", *WHY)
    shown = " ".join(asked("show", ids["Canada"][:8]).output.split())
    assert ">>Canada ratified the accession of both<<" in shown
    assert "date 4 July 2022" in shown
    assert "26 November 2026: M. Ek corrected" in shown
    assert "date 5 July 2022 → 4 July 2022: read again" in shown
    for command in ("status", "timeline"):
        assert "(corrected by M. Ek on 26 November 2026)" in " ".join(asked(command).output.split())
    told = json.loads(asked("status", "--json").output)
    assert told["sources"][ids["Canada"]]["ruled"][0]["by"] == "M. Ek"
    assert told["sources"][ids["Canada"]]["quote"] == "Canada ratified the accession of both"
    as_read = [json.loads(line) for line in asked("claims", "--as-read", "--format", "jsonl").output.splitlines()]
    assert [line["time"] for line in as_read if line["id"] == ids["Canada"]] == ["2022-07-05"]


def test_a_rejected_claim_can_still_be_shown(asked: Run, ids: dict[str, str]) -> None:
    asked("rule", "reject", ids["Canada"], *WHY)
    assert "M. Ek rejected" in asked("show", ids["Canada"]).output
    assert ids["Canada"] not in asked("claims", "--format", "csv").output


# Review


def items(run: Run, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("review", "--json", "--limit", "100", *options).output)["items"]
    return found


def test_review_lists_what_decides_and_is_not_sure_with_its_words_and_why(asked: Run, ids: dict[str, str]) -> None:
    found = items(asked)
    assert [(item["sort"], item["kind"]) for item in found] == [("decisive", kind) for kind in ("ratification", "ratification", "objection")]
    first = found[0]
    assert first["claims"] == [ids["Canada"]]
    assert first["effects"][0] == {
        "process": "fin-swe-nato", "what": "stage", "subject": "FIN", "before": "ratification", "after": "application",
    }  # fmt: skip
    shown = " ".join(asked("review", "--limit", "1").output.split())
    assert "“Canada ratified the accession of both”" in shown
    assert "told by one origin alone (3.txt)" in shown
    assert "without it: Canada for Finland: parliament approved → not reported" in shown
    assert "2 more: accede review --limit 3" in shown


def test_every_command_of_the_list_can_be_copied(asked: Run) -> None:
    """Each does what it says, once its grounds are written, on a record of its own."""
    lines = [line.strip() for line in asked("review", "--limit", "100").output.splitlines() if line.startswith("     accede ")]
    assert len(lines) == 9
    for line in lines:
        words = shlex.split(line.replace("FIELD=VALUE", "time=2022-07-02"))[1:]
        assert words[-2:] == ["--why", ""]
        assert "it is not said why" in asked(*words, status=2).output
        said = asked(*words[:-1], "as it stands").output
        asked(*shlex.split(re.findall(r"to undo: accede (.*)", said)[0]), "--why", "for the test")


@pytest.mark.parametrize("action", [["accept"], ["reject"], ["correct", "--set", "time=2022-07-04"]])
def test_what_is_ruled_on_leaves_the_list_and_comes_back_when_undone(action: list[str], asked: Run, ids: dict[str, str]) -> None:
    before = items(asked)
    said = asked("rule", action[0], ids["Canada"], *action[1:], *WHY).output
    assert ids["Canada"] not in [claim for item in items(asked) for claim in item["claims"]]
    asked("rule", "undo", re.findall(r"rule undo (\w+)", said)[0], *WHY)
    assert items(asked) == before


def test_history_tells_who_ruled_what_and_what_was_undone(asked: Run, ids: dict[str, str]) -> None:
    assert asked("review", "--history").output == "nothing was ruled\n"
    said = asked("rule", "reject", ids["Canada"], "--why", "no vote yet", "--by", "M. Ek", "--when", "2026-11-24").output
    asked("rule", "undo", re.findall(r"rule undo (\w+)", said)[0], "--why", "there was", "--by", "P. Dal", "--when", "2026-11-25")
    told = asked("review", "--history").output
    assert re.findall(r"^\S.*", told, re.M) == ["25 November 2026", "24 November 2026"]
    assert "why: no vote yet" in told
    assert "undone by P. Dal on 25 November 2026: there was" in told
    kept = json.loads(asked("review", "--history", "--json").output)
    assert [(one["decision"]["action"], len(one["undone_by"])) for one in kept] == [("reject", 1), ("undo", 0)]


def test_a_name_is_called_another(asked: Run, ids: dict[str, str]) -> None:
    asked("rule", "name", "Anna Ek", "--into", "Karin Ek", "--of", "SWE", *WHY)
    assert "Karin Ek, negotiator, Sweden" in asked("statements").output
    assert "named by M. Ek" in " ".join(asked("status").output.split())
    told = [json.loads(line) for line in asked("claims", "--format", "jsonl").output.splitlines()]
    assert {line["id"] for line in told} >= set(ids.values())


# Refusals

REFUSED: dict[str, tuple[list[str], str]] = {
    "an unknown id": (["accept", "zzzz"], "no claim or event with the id 'zzzz'"),
    "no grounds": (["accept", "Canada", "--why", " "], "it is not said why"),
    "an unknown field": (["correct", "Canada", "--set", "tiem=2022"], "a claim has no field 'tiem'"),
    "no field": (["correct", "Canada", "--set", "time"], "'time' sets no field"),
    "nothing to correct": (["correct", "Canada"], "it is not said what is to be corrected"),
    "a correction that changes nothing": (["correct", "Canada", "--set", "by=CAN"], "the claim says so already"),
    "a date that is none": (["correct", "Canada", "--set", "time=soon"], "not a date: 'soon'"),
    "an unknown actor": (["correct", "Canada", "--set", "by=CNA"], "not the id of an actor: 'CNA'"),
    "an unknown stage": (["correct", "Canada", "--set", "stage=done"], "write one of submitted"),
    "a count that is none": (["correct", "Canada", "--set", "votes=many"], "the votes 'many' are no count"),
    "a number that is none": (["correct", "Canada", "--set", "members=two"], "write it in digits"),
    "a correction of two": (["correct", "Canada", "Turkey", "--set", "time=2022"], "a correction is of one claim"),
    "merging what is of two kinds": (["merge", "Canada", "Finland"], "claims of several kinds are not one event"),
    "merging one": (["merge", "Canada"], "these claims are one event already"),
    "splitting all there is": (["split", "Canada"], "nothing is left of which they could be parted"),
    "preferring what nobody says": (["prefer", "Canada", "--field", "time", "--value", "2022-07-04"], "reports give 2022-07-05"),
    "preferring a field that is none": (["prefer", "Canada", "--field", "day", "--value", "1"], "fields are by, modality"),
    "undoing what was not ruled": (["undo", "zzzz"], "no ruling with the id 'zzzz'"),
    "a name that nobody has": (["name", "Ana Ek", "--into", "Karin Ek"], "did you mean Anna Ek?"),
    "a name without another": (["name", "Anna Ek"], "a name is called another"),
    "a name that is the same": (["name", "Anna Ek", "--into", "anna ek"], "is that name already"),
    "a day that is none": (["accept", "Canada", "--when", "today"], "the day of the ruling"),
}  # fmt: skip


@pytest.mark.parametrize("row", REFUSED)
def test_nonsense_is_refused_in_one_line_and_nothing_is_kept(row: str, asked: Run, ids: dict[str, str]) -> None:
    (action, *words), said = REFUSED[row]
    named = [ids.get(word, word) for word in words]
    result = asked("rule", action, *WHY, *named, status=2)
    assert said in result.output
    assert len(result.output.splitlines()) == 1
    assert asked("review", "--history").output == "nothing was ruled\n"


def test_what_contradicts_a_standing_ruling_is_refused_with_the_way_out(asked: Run, ids: dict[str, str]) -> None:
    asked("rule", "accept", ids["Canada"], *WHY)
    refused = asked("rule", "reject", ids["Canada"], *WHY, status=2).output
    assert "it contradicts a ruling of M. Ek of 2026-11-26 (accept: read again)" in refused
    asked(*shlex.split(re.findall(r"undo that first: accede (rule undo \w+)", refused)[0]), *WHY)
    asked("rule", "reject", ids["Canada"], *WHY)
    assert asked("rule", "reject", ids["Canada"], *WHY).output.startswith("already ruled")


def test_an_undoing_is_undone_and_not_done_twice(asked: Run, ids: dict[str, str]) -> None:
    first = re.findall(r"rule undo (\w+)", asked("rule", "reject", ids["Canada"], *WHY).output)[0]
    undo = re.findall(r"rule undo (\w+)", asked("rule", "undo", first, *WHY).output)[0]
    assert "it is undone already" in asked("rule", "undo", first, *WHY, "--when", "2026-11-27", status=2).output
    asked("rule", "undo", undo, *WHY)
    assert consent(asked) == ["FIN not_reported", "SWE not_reported"]


# Reading again


class NewReader(cli_samples.TableReader):
    """Reads Canada's day otherwise, and Turkey's need no more."""

    name = "table 2"

    def read(self, report: Report) -> tuple[Claim, ...]:
        found = super().read(report)
        return tuple(
            msgspec.structs.replace(claim, time="2022-07-04") if "Canada" in claim.quote[0] else claim
            for claim in found
            if "ratify" not in claim.quote[0]
        )


def test_the_same_reader_changes_nothing(asked: Run) -> None:
    before = asked("verify").output
    assert asked("reread").output.startswith("0 reports changed (0 claims new, 0 no longer), 3 unchanged")
    assert asked("verify").output == before


def test_a_newer_reader_keeps_rulings_on_the_same_words_and_lists_those_that_lost_their_ground(
    asked: Run, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked("rule", "accept", ids["Canada"], *WHY)
    asked("rule", "correct", ids["Turkey"], "--set", "of=SWE", *WHY)
    asked("rule", "accept", ids["Finland"], *WHY)
    monkeypatch.setattr(accede.reading.reader, "Reader", NewReader)
    said = asked("reread").output
    assert "1 report changed (1 claim new, 2 no longer), 2 unchanged" in said
    assert "rulings on 1 claim went over, on 1 lost their ground: accede review" in said
    told = {line["quote"][0].split()[0]: line for line in map(json.loads, asked("claims", "--format", "jsonl").output.splitlines())}
    assert told["Canada"]["time"] == "2022-07-04" and told["Canada"]["id"] != ids["Canada"]
    assert "(accepted by M. Ek on 26 November 2026)" in " ".join(asked("status").output.split())
    lost = items(asked)[0]
    assert (lost["sort"], lost["claims"]) == ("ruling", [ids["Turkey"]])
    assert asked("reread").output.startswith("0 reports changed")
    old = " ".join(asked("show", ids["Canada"]).output.split())
    assert ">>Canada ratified the accession of both<<" in old and "counts no more" in old
    asked("verify")
    asked("rule", *lost["commands"][0], *WHY)
    assert "ruling" not in [item["sort"] for item in items(asked)]


def test_the_older_reader_may_come_back(asked: Run, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    before = answers(asked)
    for _ in range(2):
        monkeypatch.setattr(accede.reading.reader, "Reader", NewReader)
        assert asked("reread").output.startswith("1 report changed")
        assert answers(asked) != before
        monkeypatch.setattr(accede.reading.reader, "Reader", cli_samples.TableReader)
        assert asked("reread").output.startswith("1 report changed")
        assert answers(asked) == before
    asked("verify")


def test_invariant_2_rulings_and_readings_only_add(asked: Run, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    with Record.open("test.db") as record:
        before = record.claims()
    asked("rule", "reject", ids["Canada"], *WHY)
    asked("rule", "correct", ids["Turkey"], "--set", "of=SWE", *WHY)
    monkeypatch.setattr(accede.reading.reader, "Reader", NewReader)
    asked("reread")
    with Record.open("test.db") as record:
        after = {claim.id: claim for claim in record.claims()}
    assert [after[claim.id] for claim in before] == before
