"""What always holds of reports from files: bytes in, reports or refusals out, the same in any order."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.errors import DateError
from accede.model import Refusal, Report
from accede.reports import MOST_CHARACTERS, count, load

NEWS = "The envoys of the two applicants spoke with the hosts for several hours and agreed to meet again soon.\n"
WIRE = f"UPDATE 1-Talks bring little\n\nBy Maj Lindqvist\n\nTAMPERE, June 20, 2022 (Fjord Wire) - {NEWS}\n© 2022 Fjord Wire\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wire.txt").write_text(WIRE)
    (tmp_path / "undated.txt").write_text(NEWS)
    (tmp_path / "yearless.txt").write_text(f"TAMPERE, June 20 (Fjord Wire) - {NEWS}")
    (tmp_path / "feed.jsonl").write_text(
        json.dumps({"id": "f-1", "published": "2022-06-21", "outlet": "AP", "text": NEWS}) + '\n{"text": "The\n'
        + json.dumps({"text": NEWS, "url": "https://www.reuters.com/world/a", "published": "2022-06-22"}) + "\n"
    )  # fmt: skip
    (tmp_path / "german.txt").write_text(
        "date 2022-06-20\nDie Gespräche dauerten mehrere Stunden und brachten kein Ergebnis, sagte sie."
    )
    (tmp_path / "long.txt").write_text("date 2022-06-20\n" + "a " * (MOST_CHARACTERS // 2))
    (tmp_path / "digits.txt").write_text("2022-06-20\n182-6\n")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "empty.txt").write_bytes(b"")
    return tmp_path


def test_each_file_gives_reports_or_one_refusal_with_a_remedy(folder: Path) -> None:
    found = list(load([folder, folder / "none.txt"]))
    shown = [(Path(one.name).name, one.reason if isinstance(one, Refusal) else one.published) for one in found]
    assert shown == [
        ("binary.txt", "binary, not text"),
        ("digits.txt", "no words in it"),
        ("empty.txt", "empty"),
        ("f-1", "2022-06-21"),
        ("feed.jsonl, line 2", "broken JSON at line 2"),
        ("feed.jsonl:3", "2022-06-22"),
        ("german.txt", "in German, not in English"),
        ("long.txt", "a text of over 80,000 characters"),
        ("undated.txt", "no date of publication in it"),
        ("wire.txt", "2022-06-20"),
        ("yearless.txt", "its date, 20 June, has no year, and what it mentions leaves open"),
        ("none.txt", "does not exist"),
    ]
    assert all(
        one.remedy and "\n" not in one.reason + one.remedy + one.name for one in found if isinstance(one, Refusal)
    )


def test_count_is_the_number_that_load_yields(folder: Path) -> None:
    assert count([folder, folder / "none.txt"]) == len(list(load([folder, folder / "none.txt"])))


def test_the_day_and_outlet_given_by_the_user_fill_what_a_report_lacks(folder: Path) -> None:
    given_ = {
        one.name: (one.published, one.outlet)
        for one in load([folder], published="2022-06-23", outlet="Plain Pages")
        if isinstance(one, Report)
    }
    assert given_["undated.txt"] == ("2022-06-23", "Plain Pages")
    assert given_["yearless.txt"] == ("2022-06-23", "Fjord Wire")
    assert given_["wire.txt"] == ("2022-06-20", "Fjord Wire")
    assert given_["f-1"] == ("2022-06-21", "Associated Press")
    assert given_["feed.jsonl:3"] == ("2022-06-22", "Reuters")


def test_a_given_day_must_be_a_day(folder: Path) -> None:
    with pytest.raises(DateError):
        list(load([folder], published="2022-06"))


def test_a_report_with_all_its_furniture(folder: Path) -> None:
    [report] = [one for one in load([folder / "wire.txt"]) if isinstance(one, Report)]
    assert (report.name, report.text, report.title) == ("wire.txt", WIRE, "Talks bring little")
    assert (report.byline, report.dateline, report.notes) == (("Maj Lindqvist",), "TAMPERE", ("UPDATE 1-",))
    assert (report.outlet, report.credits, report.copyright) == ("Fjord Wire", (), "© 2022 Fjord Wire")
    assert report.published_inferred_from == ""


def test_an_agency_in_the_dateline_of_another_outlet_is_its_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"MADRID, June 28, 2022 (Reuters) - {NEWS}\n© 2022 Harbour Post\n")
    [report] = [one for one in load([tmp_path]) if isinstance(one, Report)]
    assert (report.outlet, report.credits) == ("Harbour Post", ("Reuters",))


def test_a_name_with_control_characters_is_shown_without_them(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\n.txt"
    path.write_bytes(b"\x00")
    [refused] = load([path])
    assert isinstance(refused, Refusal) and refused.name.isprintable()


beginnings = st.sampled_from([b"", b"{", b"[{", b'{"text": "', b"<html>", b"<p>", b"date 2022-06-20 ", b"\xff\xfe", b"\xef\xbb\xbf", WIRE.encode(),
                              b"\x1f\x8b", b"%PDF-", b"PK\x03\x04"])  # fmt: skip
endings = st.sampled_from([".txt", ".html", ".json", ".jsonl", ".md", "", ".bin"])


@settings(max_examples=150, deadline=None)
@given(
    beginnings,
    st.one_of(st.binary(max_size=300), st.text(max_size=150).map(lambda text: text.encode("utf-8", "surrogatepass"))),
    endings,
)
def test_any_bytes_in_a_report_or_a_refusal_out(beginning: bytes, rest: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{ending}"
        path.write_bytes(beginning + rest)
        found = list(load([path], published="2022-06-20"))
        assert len(found) == count([path]) >= 1
        for one in found:
            if isinstance(one, Report):
                assert one.text.strip() and one.id
                assert all(0 <= item.start < item.end <= len(one.text) for item in one.furniture)
                if ending in (".txt", ".md") and (text := _utf_8(beginning + rest)) is not None:
                    assert one.text == text
            else:
                assert one.reason and one.remedy


def _utf_8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


@settings(max_examples=25, deadline=None)
@given(st.permutations(["wire.txt", "undated.txt", "yearless.txt", "feed.jsonl", "german.txt"]))
def test_files_in_any_order_give_the_same_reports(order: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in order:
            (folder / file).write_text(WIRE if file == "wire.txt" else NEWS)
        together = list(load([folder]))
        one_by_one: Iterator[Report | Refusal] = (one for file in order for one in load([folder / file]))
        assert sorted(together, key=lambda one: one.name) == sorted(one_by_one, key=lambda one: one.name)
