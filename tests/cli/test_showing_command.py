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
