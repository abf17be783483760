import json

from cli_samples import Run


def ids(asked: Run, kind: str) -> list[str]:
    return [json.loads(line)["id"] for line in asked("claims", "--kind", kind, "--format", "jsonl").output.splitlines()]


def test_a_claim_is_shown_in_its_paragraph_and_marked(asked: Run) -> None:
    (id,) = ids(asked, "objection")
    text = " ".join(asked("show", id[:8]).output.split())
    assert text.startswith(f"objection {id}")
    assert ">>Turkey will not say yes<< to either of them, its president said." in text
    assert "published 18 May 2022" in text


def test_a_speaker_is_named(asked: Run) -> None:
    (id,) = ids(asked, "outcome")
    assert "said by Anna Ek, negotiator, Sweden" in " ".join(asked("show", id).output.split())


def test_a_report_is_shown_with_every_mark(asked: Run) -> None:
    report = json.loads(asked("reports", "--json").output)[0]
    text = " ".join(asked("show", report["id"]).output.split())
    assert ">>Finland and Sweden applied to join NATO<<" in text
    assert ">>Turkey will not say yes<<" in text
    assert "{dateline: " in text


def test_an_event_is_shown_with_its_claims(asked: Run) -> None:
    entry = json.loads(asked("timeline", "--json").output)["timeline"][0]
    text = asked("show", entry["events"][0]).output
    assert text.startswith("event: application")
    assert ">>Finland and Sweden applied to join NATO<<" in " ".join(text.split())


def test_an_act_is_shown_with_its_citation(asked: Run) -> None:
    id = json.loads(asked("act", "deposit", "CAN", "2022-07-05", "--source", "Gazette 12", "--json").output)["id"]
    assert "Gazette 12" in asked("show", id).output


def test_hostile_words_are_shown_harmless(asked: Run) -> None:
    for id in ids(asked, "statement"):
        output = asked("show", id).output
        assert not {"\x1b", "\u202e", "\x9b"} & set(output)
    assert "[red]markup[/red]" in " ".join(asked("show", ids(asked, "statement")[0]).output.split()) + " ".join(
        asked("show", ids(asked, "statement")[1]).output.split()
    )


def test_what_is_not_there_is_one_line(asked: Run) -> None:
    assert asked("show", "zzzz", status=2).stderr.startswith("accede: nothing with the id 'zzzz'")


def test_a_beginning_that_fits_several_names_them(asked: Run) -> None:
    every = [*ids(asked, "statement"), *ids(asked, "ratification"), *ids(asked, "talks")]
    assert every
    assert "nothing with the id ''" in asked("show", "", status=2).stderr


def test_an_event_says_what_its_act_decides_and_why(asked: Run) -> None:
    asked("act", "parliament_approved", "CAN", "2022-07-04", "--of", "FIN", "--of", "SWE", "--to", "nato", "--source", "Gazette 12")
    (conflict,) = json.loads(asked("conflicts", "--json").output)
    assert conflict["event"]["shown"] == [
        {"field": "time", "value": "2022-07-04", "ground": "act", "why": "an official act says so"}
    ]
    assert [value["value"] for value in conflict["fields"]["time"]] == ["2022-07-04", "2022-07-05"]
    listed = " ".join(asked("conflicts").output.split())
    assert "4 July 2022: act: Gazette 12 (1 origin)" in listed and "shown 4 July 2022: an official act says so" in listed
    shown = " ".join(asked("show", conflict["event"]["claims"][0]).output.split())
    assert "shown" not in shown
    event = json.loads(asked("timeline", "--json").output)["timeline"][-1]["events"][0]
    shown = " ".join(asked("show", event).output.split())
    assert "shown 4 July 2022: an official act says so" in shown and "date 5 July 2022 (1 claim, 1 origin)" in shown


def test_what_is_shown_was_known_by_the_day(asked: Run) -> None:
    id = ids(asked, "ratification")[0]
    assert id[:8] in asked("show", id).output
    assert "nothing with the id" in asked("show", id, "--known", "2022-07-04", status=2).stderr
    assert "Canada" not in asked("show", ids(asked, "application")[0], "--known", "2022-07-04").output
