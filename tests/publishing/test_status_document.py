import msgspec
import pytest
from status_samples import HOSTILE, make_status, source

from accede.process.model import Status
from accede.publishing.document import BRIEF, FULL, SHORT, Detail, Document, Point, References, Table
from accede.publishing.markdown import as_markdown
from accede.publishing.screen import on_screen
from accede.publishing.status import status_document

DETAILS = pytest.mark.parametrize("detail", [SHORT, BRIEF, FULL])


def text_of(status: Status, detail: Detail = SHORT) -> str:
    return on_screen(status_document(status, "As of 9 March 2023.", detail))


def points(document: Document) -> list[Point]:
    found = []
    for section in document.sections:
        for block in section.blocks:
            cells = [cell for row in block.rows for cell in row] if isinstance(block, Table) else [block]
            found += [point for cell in cells for point in (cell, *cell.parts)]
    return found


def test_the_stage_and_what_is_missing_come_first(status: Status) -> None:
    lines = text_of(status).splitlines()
    assert lines[0] == "Finland and Sweden to NATO"
    assert lines[3:6] == [
        "WHERE IT STANDS",
        "- Finland: protocol signed, 5 July 2022 [1]",
        "- Sweden: no stage reported yet",
    ]
    assert "Missing for Finland: Turkey (outstanding); United States (not reported)" in text_of(status)


@DETAILS
def test_unknown_is_not_no(status: Status, detail: Detail) -> None:
    text = text_of(status, detail)
    assert "not reported" in text.lower()
    assert not [line for line in text.splitlines() if "United States" in line and "outstanding" in line.split("United")[1]]


@DETAILS
def test_disagreement_is_kept(status: Status, detail: Detail) -> None:
    text = " ".join(text_of(status, detail).split())
    assert "reports differ on date: 28 June 2022" in text
    assert "29 June 2022 [" in text


def test_rival_counts_of_a_vote_stand_in_the_whole(status: Status) -> None:
    text = " ".join(text_of(status, FULL).split())
    assert "reports differ on votes: 182-6" in text
    assert "117-40-18 [" in text


@DETAILS
def test_every_number_leads_to_a_reference_and_every_reference_is_cited(status: Status, detail: Detail) -> None:
    document = status_document(status, "", detail)
    cited = {number for point in points(document) for number in point.cites}
    assert cited == {reference.number for reference in document.references}
    assert [reference.number for reference in document.references] == list(range(1, len(cited) + 1))


@DETAILS
def test_every_line_that_quotes_has_a_source(status: Status, detail: Detail) -> None:
    for point in points(status_document(status, "", detail)):
        assert point.cites or "“" not in point.text


def test_members_that_agree_on_both_candidates_stand_once(status: Status) -> None:
    text = text_of(status)
    assert "Parliament approved, 1: Canada 5 Jul 2022" in text
    assert "Hungary, for Sweden" in text or "Not reported (Sweden), 1: Hungary" in text


def test_a_status_without_anything_is_a_title() -> None:
    empty = msgspec.convert(
        {
            **dict.fromkeys(Status.__struct_fields__, ()),
            "process": {"id": "x", "target": "x", "candidates": [], "title": "X"}, "valid": "2022-01-01", "known": "2022-01-01",
            "undated_later": 0,
        },
        Status,
    )  # fmt: skip
    assert on_screen(status_document(empty, "As of 1 January 2022.")) == "X\nAs of 1 January 2022."


@DETAILS
@pytest.mark.parametrize("words", ["", HOSTILE, "a very long word " + "x" * 200, "日本語の文 " * 30])
def test_no_line_is_longer_than_eighty_columns(words: str, detail: Detail) -> None:
    from rich.cells import cell_len

    text = text_of(make_status(words), detail)
    assert max(cell_len(line) for line in text.splitlines()) <= 80


@DETAILS
def test_hostile_words_come_out_harmless_on_a_screen(hostile_status: Status, detail: Detail) -> None:
    document = status_document(hostile_status, "", detail)
    for text in (on_screen(document), on_screen(document, colour=True)):
        assert not {"\x9b", "\u202e", "\u202c", "\r", "\b"} & set(text)
    assert "\x1b" not in on_screen(document)
    coloured = on_screen(document, colour=True)
    assert "\x1b[31mred" not in coloured
    assert "[bold]rich[/bold]" in " ".join(on_screen(document).split())


def test_colour_is_only_that_of_headings(status: Status) -> None:
    assert "\x1b[" in on_screen(status_document(status, ""), colour=True)


@DETAILS
def test_hostile_words_come_out_harmless_in_markdown(hostile_status: Status, detail: Detail) -> None:
    text = as_markdown(status_document(hostile_status, "", detail))
    assert "<script" not in text
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)
    assert "*md*" not in text.replace("\\*", "")
    for line in text.splitlines():
        if line.startswith("|") and "---" not in line:
            unescaped = line.replace("\\|", "")
            assert unescaped.count("|") in (2, 3, 4, 5, 6)


def test_markdown_is_stable_and_has_its_headings(status: Status) -> None:
    text = as_markdown(status_document(status, "As of 9 March 2023.", BRIEF))
    assert text == as_markdown(status_document(make_status(), "As of 9 March 2023.", BRIEF))
    assert [line for line in text.splitlines() if line.startswith("#")][:3] == [
        "# Finland and Sweden to NATO",
        "## Where it stands",
        "## Consents",
    ]


def test_acts_are_cited_first_then_one_of_each_origin() -> None:
    copy = msgspec.structs.replace(source("copied", number=3), origin="origin-1")
    act = msgspec.structs.replace(source("entered", number=9), act="a1", report="", claim="")
    refs = References(SHORT)
    point = refs.point("said", [source("first", number=1), copy, source("second", number=2), act], origins=3)
    assert [refs.listed()[number - 1].source.quote for number in point.cites] == ["entered", "first"]
    assert (point.more, point.origins) == (2, 3)


def test_one_source_keeps_one_number() -> None:
    refs = References()
    assert refs.point("a", [source("same")]).cites == refs.point("b", [source("same")]).cites == (1,)
