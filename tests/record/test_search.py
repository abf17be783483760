"""Search finds what is there, in one order, on either database, however much of the record its index covers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_samples import claim, reading, report

from accede.errors import NotFound, RecordError
from accede.model import Claim, Report, Speaker
from accede.record import Record, search, words
from accede.record.search import Hit, Search
from tests.places import FilePlace, Place

VOTE = "The parliament of Arcadia ratified the treaty on Monday. President Erdoğan's office denied it."
TALKS = "Talks on the treaty were held in Madrid. \"No date is set,\" said Minister Björn Ærø."


def told(number: int, text: str, title: str = "", published: str = "2022-06-21") -> Report:
    return msgspec.structs.replace(report(number, text, published), title=title)


def speaking(made: Report, quote: str, name: str | None, office: str | None = None) -> Claim:
    return claim(made, quote, "statement", speaker=Speaker(name=name, office=office))


@pytest.fixture
def record(place: Place) -> Iterator[Record]:
    """Two reports, three claims; the index covers nothing yet."""
    opened = Record.open(place.location)
    vote, talks = told(1, VOTE, "Arcadia votes", "2022-06-20"), told(2, TALKS, "Talks in Madrid")
    opened.add_reading(vote, [claim(vote, "ratified the treaty", "ratification"), speaking(vote, "denied it", None, "president")], "r")
    opened.add_reading(talks, [speaking(talks, "No date is set", "Björn Ærø", "minister")], "r")
    yield opened
    opened.close()


def ids(record: Record, asked: str, **how: object) -> list[tuple[str, str]]:
    return [(hit.what, hit.text[hit.marks[0].start - hit.start : hit.marks[0].end - hit.start])
            for hit in record.search(asked, **how).hits]  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("treaty", [("report", "treaty"), ("report", "treaty"), ("claim", "treaty")]),
        ("TREATY monday", [("report", "treaty")]),
        ('"the treaty on"', [("report", "the treaty on")]),
        ("erdogan", [("report", "Erdoğan")]),
        ("Erdogan's", [("report", "Erdoğan's")]),
        ("ratif*", [("report", "ratified"), ("claim", "ratified")]),
        ("votes", [("report", "votes")]),
        ("bjorn aero", [("report", "Björn"), ("speaker", "Björn")]),
        ("minis*", [("report", "Minister"), ("speaker", "minis")]),
        ("president", [("report", "President"), ("speaker", "president")]),
        ("votes the", [("report", "The")]),
        ("nothing", []),
        ("ratifie", []),
        ('"Madrid Talks"', []),
    ],
)
def test_what_is_found(record: Record, asked: str, found: list[tuple[str, str]], indexed: bool) -> None:
    if indexed:
        Search(record.database).catch_up()
    expected = [(what, "minister" if what == "speaker" and text == "minis" else text) for what, text in found]
    assert ids(record, asked) == expected


def test_every_mark_is_where_the_report_says_the_word(record: Record) -> None:
    for asked in ("treaty", "date", "votes arcadia", "it"):
        for hit in record.search(asked, what=("report", "claim")).hits:
            made = record.report(hit.report)
            whole = made.title if hit.field == "title" else made.text
            assert whole[hit.start : hit.start + len(hit.text)] == hit.text
            for mark in hit.marks:
                assert {word.folded for word in words.words([whole[mark.start : mark.end]])} <= set(asked.split())


def test_known_limit_and_sort(record: Record) -> None:
    assert [hit.known for hit in record.search("treaty").hits] == [date(2022, 6, 21), date(2022, 6, 20), date(2022, 6, 20)]
    assert len(record.search("treaty", known=date(2022, 6, 20)).hits) == 2
    assert not record.search("minister", known=date(2022, 6, 20)).hits
    assert not record.search("treaty", known=date(2022, 6, 19)).hits
    assert [hit.what for hit in record.search("treaty", what=("claim",)).hits] == ["claim"]
    first = record.search("treaty", limit=2)
    assert first.more and first.hits == record.search("treaty").hits[:2]
    assert not record.search("treaty", limit=3).more


HOSTILE = ["'", '"', "a'b", "*", "^a", "a AND", "NOT", "OR OR", "a:b", "words:a", "(a", "a)", "-a", "a + b", "\\", "a\\'b", "a:*", "&", "a & !b",
           "<->", "%", "_", "{a}", "\0", "a\0b", "'; DROP TABLE ledger; --", "\ud800", "NEAR(a b, 2)", '"" ""', "☃", "٣", "漢字", "x" * 5_000]  # fmt: skip


@pytest.mark.parametrize("indexed", [True, False])
def test_no_sign_of_a_question_is_an_error_or_means_anything(record: Record, indexed: bool) -> None:
    if indexed:
        Search(record.database).catch_up()
    for asked in HOSTILE:
        try:
            record.search(asked)
        except NotFound as nothing:
            assert "no word to search for" in str(nothing)


WORDS = st.sampled_from(["the", "treaty", "treat", "Erdoğan", "ERDOGAN", "vote", "1,000", "Ærø", "漢字", "\ue000", "it's", "\0", "x'y", "a_b", "½"])
LINES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(LINES, min_size=1, max_size=4, unique=True), asked=st.lists(LINES.map('"{}"'.format) | WORDS | WORDS.map("{}*".format), min_size=1, max_size=3))  # fmt: skip
def test_the_index_finds_what_reading_every_row_finds(texts: list[str], asked: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    compare(FilePlace(tmp_path_factory.mktemp("search") / "accede.db"), texts, " ".join(asked))


def test_the_index_finds_what_reading_every_row_finds_on_either_database(place: Place) -> None:
    texts = ["the treaty Erdoğan", "1,000 treat the Ærø", "漢字 it's \0 a_b ½", "\ue000 the x'y treaty vote", "ERDOGAN the treaty the treaty"]
    with Record.open(place.location) as record:
        for number, text in enumerate(texts):
            record.add_reading(told(number, text, f"the {number}", f"2022-06-{10 + number % 3}"), [], "r")
        questions = ["the", '"the treaty"', "treat*", '"the tre"*', "erdogan", "aero", "漢*", "it's", "½", "12", "1,000 treat", "2", "a b", "vote x", "0*"]  # fmt: skip
        read = [record.search(asked) for asked in questions]
        Search(record.database).catch_up()
        assert [record.search(asked) for asked in questions] == read
        assert all(found.hits for found in read)


def compare(place: Place, texts: list[str], asked: str) -> None:
    with Record.open(place.location) as record:
        for number, text in enumerate(texts):
            record.add_reading(told(number, text), [], "r")
        try:
            read = record.search(asked)
        except NotFound:
            return
        Search(record.database).catch_up()
        assert record.search(asked) == read


def count(place: Place, record: Record, table: str) -> int:
    with record.database.engine.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0)


def test_the_index_catches_up_when_it_lags_and_only_then(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "FEW", 5)
    monkeypatch.setattr(search, "AT_ONCE", 4)
    with Record.open(place.location) as record:
        record.add_reading(*reading(1), "r")
        assert len(record.search("talks").hits) == 2 and count(place, record, "search_covered") == 0
        record.add_reading(*reading(2), "r")
        assert len(record.search("talks").hits) == 4 and count(place, record, "search_covered") == 2
        record.add_reading(*reading(3), "r")
        assert len(record.search("talks").hits) == 6 and count(place, record, "search_covered") == 2
        told: list[int] = []
        Search(record.database).catch_up(tell=told.append)
        assert told == [9] and len(record.search("talks").hits) == 6
        record.verify()


def test_two_that_catch_up_at_once_cover_each_row_once(record: Record) -> None:
    first, second = Search(record.database), Search(record.database)
    add = first._add

    def late(*arguments: object) -> None:
        second.catch_up()
        add(*arguments)  # type: ignore[arg-type]

    first._add = late  # type: ignore[method-assign, assignment]
    first.catch_up()
    assert len(record.search("treaty").hits) == 3
    assert len(record.search("minister", what=("speaker",)).hits) == 1


def test_an_index_that_was_emptied_fills_again(place: Place, record: Record) -> None:
    Search(record.database).catch_up()
    before = record.search("treaty")
    empty = "INSERT INTO search(search) VALUES ('delete-all')" if isinstance(place, FilePlace) else "DELETE FROM search"
    place.raw(empty, "DELETE FROM speakers", "DELETE FROM search_covered")
    assert record.search("treaty") == before
    Search(record.database).catch_up()
    assert record.search("treaty") == before


def test_a_speaker_is_told_once_where_it_is_told_first(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "AT_ONCE", 2)
    days = ["2022-06-22", "2022-06-20", "2022-06-21"]
    with Record.open(place.location) as record:
        for number, day in enumerate(days):
            made = told(number, TALKS, str(number), day)
            record.add_reading(made, [speaking(made, "No date", "Björn Ærø"), speaking(made, "Talks", "Björn Ærø", "minister")], "r")
        for _ in range(2):
            hits = record.search("bjorn", what=("speaker",)).hits
            assert [(hit.text, str(hit.known)) for hit in hits] == [("Björn Ærø", "2022-06-20"), ("Björn Ærø, minister", "2022-06-20")]
            Search(record.database).catch_up()


def test_a_claim_that_a_newer_reading_dropped_is_not_found(record: Record) -> None:
    (dropped,) = record.search("ratified", what=("claim",)).hits
    kept = [claim for claim in record.claims() if claim.report == dropped.report and claim.id != dropped.id]
    made = record.report(dropped.report)
    assert record.add_rereading(made, kept, "r 2")
    assert not record.search("ratified", what=("claim",)).hits


def test_a_record_that_cannot_be_written_is_searched_all_the_same(place: Place, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise RecordError("read-only")

    monkeypatch.setattr(search, "FEW", 0)
    monkeypatch.setattr(Search, "_add", refuse)
    assert len(record.search("treaty").hits) == 3


def test_a_text_that_an_index_could_not_hold_is_searched_as_far_as_it_goes(place: Place) -> None:
    """PostgreSQL refuses a tsvector of more than a megabyte; a report that long must not stop all others."""
    text = "first " + " ".join(f"{'漢' * 35}{number}" for number in range(20_000)) + " last"
    with Record.open(place.location) as record:
        record.add_reading(told(1, text), [], "r")
        record.add_reading(told(2, "first"), [], "r")
        for _ in range(2):
            assert (len(record.search("first").hits), len(record.search("last").hits)) == (2, 0)
            Search(record.database).catch_up()


def test_the_words_around_are_cut_between_words() -> None:
    text = "x" * 30 + " " + "word " * 100 + "found" + " word" * 100
    at = text.index("found")
    start, end = search._around(text, search.Passage(at, at + 5))
    assert text[start:end].split(" ")[0] == "word" and text[start:end].endswith("word") and "found" in text[start:end]
    assert search._around("y" * 1_000, search.Passage(500, 600))[0] <= 500


def test_a_hit_is_plain_values() -> None:
    assert set(Hit.__struct_fields__) == {"what", "id", "report", "known", "field", "text", "start", "marks"}


def test_a_search_makes_no_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        Record.open(tmp_path / "none.db", create=False)
