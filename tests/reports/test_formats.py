"""JSON and JSON lines: one report a value; a bad one costs itself alone, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from accede.errors import ReportRefused
from accede.reports.formats import Draft, pieces

GOOD = '{"id": "a-1", "published": "2022-06-20T10:00:00Z", "outlet": "Fjord Wire", "title": "Talks", "text": "They met.", "url": "https://fjord.example/a"}'


def taken(name: str, text: str) -> list[Draft | str]:
    """The drafts of a file, and the reasons of refusals in their place."""
    found: list[Draft | str] = []
    try:
        for piece in pieces(Path(name), text.encode()):
            try:
                found.append(piece.draft())
            except ReportRefused as error:
                found.append(error.what)
    except ReportRefused as error:
        found.append(error.what)
    return found


def test_the_fields_of_json() -> None:
    [draft] = taken("a.json", GOOD)
    assert draft == Draft(name="a-1", text="They met.", published="2022-06-20", certain=True, outlet="Fjord Wire", title="Talks",
                          url="https://fjord.example/a")  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"),
    [("2022-06-20T10:00:00Z", "2022-06-20T10:00"), ("2022-06-20T10:00:00+02:00", "2022-06-20T08:00"), ("2022-06-21", "2022-06-21"),
     ("2022-06-20 10:00", "2022-06-20T10:00"), ("21 June 2022", "2022-06-21"), ("soon", ""), ("2022-06-20T99:00", "")],
)  # fmt: skip
def test_when_a_report_was_changed(said: str, expected: str) -> None:
    for field in ("updated", "modified"):
        [draft] = taken("a.json", f'{{"text": "They met.", "{field}": "{said}"}}')
        assert isinstance(draft, Draft) and draft.updated == expected


ROWS = [
    # file name, content, names of drafts or reasons of refusals
    ("a.json", '{"text": "They met."}', ["a.json"]),
    ("a.json", '[{"text": "One."}, {"text": "Two.", "id": 7}]', ["a.json:1", "7"]),
    ("a.json", "[]", ["a list without any report"]),
    ("a.json", '[{"text": "One."},\n{"text": "Tw', ["broken JSON at line 2"]),
    ("a.json", '{"text": "One.",\n "id": }', ["broken JSON at line 2"]),
    ("a.json", '[{"text": "One."}, {"id": 7}, 3]', ["a.json:1", "not a report in JSON: Object missing required field text",
                                                  "not a report in JSON: Expected object, got int"]),
    ("a.json", GOOD + "\n" + GOOD, ["a-1", "a-1"]),
    ("a.jsonl", GOOD + "\n\n" + '{"text": "Tw\n' + GOOD, ["a-1", "broken JSON at line 3", "a-1"]),
    ("a.ndjson", '{"text": 5}\r\n' + GOOD + "\r\n", ["not a report in JSON at line 1: Expected str, got int", "a-1"]),
    ("a.jsonl", '{"text": "One.", "published": "last week"}', ["\"published\" is not a day: 'last week'"]),
    ("a.json", "[" * 100_000, ["broken JSON at line 1"]),
    ("a.jsonl", '{"extra": ' + "[" * 100_000, ["broken JSON at line 1"]),
    ("a.json", '{"text": "\\ud800"}', ["broken JSON at line 1"]),
    # content decides where the ending does not
    ("a", GOOD, ["a-1"]),
    ("a.dat", '[{"text": "One."}]', ["a.dat:1"]),
    ("a.txt", GOOD, ["a.txt"]),
    ("a", "[Adds comments] They met.", ["a"]),
    ("a", "<html><body><p>" + "They met in the capital and agreed on little. " * 9 + "</p></body></html>", ["a"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "expected"), ROWS, ids=[str(number) for number in range(len(ROWS))])
def test_one_draft_or_one_refusal_for_each(name: str, content: str, expected: list[str]) -> None:
    assert [one.name if isinstance(one, Draft) else one for one in taken(name, content)] == expected


def test_plain_text_is_stored_to_the_letter() -> None:
    text = "\ufeffOne.\r\n\r\nTwo.\x0b  \n"
    [draft] = taken("a.txt", text)
    assert isinstance(draft, Draft) and draft.text == text.removeprefix("\ufeff")


def test_the_encoding_that_a_page_declares_is_tried() -> None:
    words = "Kış geldi, and the envoys went home without a word. " * 8
    data = f'<html><head><meta charset="windows-1254"></head><body><p>{words}</p></body></html>'.encode("cp1254")
    [piece] = pieces(Path("a.html"), data)
    assert "Kış" in piece.draft().text
