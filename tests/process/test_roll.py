"""The roll: who was bound when, across the successions of states; and tables of consents as they come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.errors import KnowledgeError
from accede.knowledge import load
from accede.process.roll import Consented, Roll, read_treaties, roll

KNOWN = load()


def rows(text: str) -> list[Consented]:
    """A row a line: the state, the days of signature, consent and withdrawal, "-" for none."""
    found = []
    for line in text.strip().splitlines():
        state, *days = line.split()
        found.append(Consented(state, *(None if day == "-" else date.fromisoformat(day) for day in days)))
    return found


def told(held: Roll) -> dict[str, str]:
    """The spans as "1960-01-01/1970-10-10, 1980-01-01/"."""
    return {actor: ", ".join(f"{_day(first)}/{_day(after)}" for first, after in spans) for actor, spans in held.spans.items()}


def _day(number: int) -> str:
    return "" if number == date.max.toordinal() else date.fromordinal(number).isoformat()


@pytest.mark.parametrize(
    ("table", "spans"),
    [
        # always a state
        ("NOR - 1970-01-01", {"NOR": "1970-01-01/"}),
        ("NOR 1969-01-01 -", {}),
        ("NOR - 1970-01-01 1980-01-01", {"NOR": "1970-01-01/1980-01-01"}),
        ("NOR - 1970-01-01 1970-01-01", {}),
        ("NOR - 1970-01-01 1960-01-01", {}),  # withdrawn before it consented
        ("NOR - 1970-01-01 1980-01-01\nNOR - 1990-01-01", {"NOR": "1970-01-01/1980-01-01, 1990-01-01/"}),
        ("NOR - 1970-01-01 1980-01-01\nNOR - 1980-01-01", {"NOR": "1970-01-01/"}),
        # Czechoslovakia is one consent until 1993, then there are two
        ("CZE - 1970-05-05\nSVK - 1970-05-05", {"CSK": "1970-05-05/1993-01-01", "CZE": "1993-01-01/", "SVK": "1993-01-01/"}),
        ("CZE - 1970-05-05 1985-01-01", {"CSK": "1970-05-05/1985-01-01"}),
        ("CZE - 1993-01-01", {"CZE": "1993-01-01/"}),
        # what bound the United Kingdom bound Fiji
        ("FJI - 1960-03-03\nGBR - 1960-03-03", {"GBR": "1960-03-03/", "FJI": "1970-10-10/"}),
        ("FJI - 1960-03-03", {"GBR": "1960-03-03/1970-10-10", "FJI": "1970-10-10/"}),
        # a territory joined by itself, before the state that had it
        ("FJI - 1960-03-03\nGBR - 1965-01-01", {"FJI": "1960-03-03/", "GBR": "1965-01-01/"}),
        # two steps: Montenegro's consent was that of Yugoslavia
        ("MNE - 1980-01-01", {"YUG": "1980-01-01/2006-06-03", "MNE": "2006-06-03/"}),
        # Belarus, for which the Soviet Union could still speak
        ("BLR 1967-01-27 1967-10-10\nRUS 1967-01-27 1967-10-10", {"RUS": "1967-10-10/"}),
        ("BLR 1967-02-10 1967-10-31\nRUS 1967-01-27 1967-10-10", {"RUS": "1967-10-10/", "BLR": "1967-10-31/"}),
        ("BLR - 1967-10-10\nRUS - 1967-10-10", {"RUS": "1967-10-10/", "BLR": "1967-10-10/"}),  # the day alone proves nothing
        ("BLR 1992-01-01 1993-01-01\nRUS 1992-01-01 1993-01-01", {"RUS": "1993-01-01/", "BLR": "1993-01-01/"}),
        # another code for the European Union
        ("EUE - 1998-05-05", {"eu": "1998-05-05/"}),
    ],
)  # fmt: skip
def test_a_consent_is_that_of_the_state_of_the_day(table: str, spans: dict[str, str]) -> None:
    assert told(roll(rows(table), KNOWN)) == spans


def test_without_knowledge_every_row_is_its_own() -> None:
    assert told(roll(rows("CZE - 1970-05-05"))) == {"CZE": "1970-05-05/"}


def test_who_is_bound_on_a_day() -> None:
    held = roll(rows("CZE - 1970-05-05\nSVK - 1970-05-05\nNOR - 1970-05-06 1993-01-01"), KNOWN)
    assert held.on(date(1970, 5, 4)) == ()
    assert held.on(date(1970, 5, 5)) == ("CSK",)
    assert held.on(date(1992, 12, 31)) == ("CSK", "NOR")
    assert held.on(date(1993, 1, 1)) == ("CZE", "SVK")


def test_signatories_are_the_states_of_the_day() -> None:
    held = roll(rows("CZE 1970-01-01 -\nSVK 1970-01-01 -\nNOR 1970-01-02 1971-01-01\nSWE - 1971-01-01\nUKR 2000-01-01 -"), KNOWN)
    assert held.signatories == ("CSK", "NOR", "UKR")


def test_a_consent_before_the_adoption_is_left_out_with_a_word() -> None:
    held = roll(rows("NOR - 1958-04-28\nSWE - 1958-04-29\nDNK - 1957-01-01"), KNOWN, adopted=date(1958, 4, 29))
    assert told(held) == {"SWE": "1958-04-29/"}
    assert held.doubts == (
        "DNK is told to have consented on 1957-01-01, before the adoption on 1958-04-29",
        "NOR is told to have consented on 1958-04-28, before the adoption on 1958-04-29",
    )


def test_signature_binds_only_where_that_is_said() -> None:
    table = rows("NOR 1970-01-01 -\nSWE 1970-01-01 1975-01-01")
    assert told(roll(table)) == {"SWE": "1975-01-01/"}
    assert told(roll(table, signature_binds=True)) == {"NOR": "1970-01-01/", "SWE": "1975-01-01/"}


def test_one_more_consent_leaves_the_roll_as_it_was() -> None:
    before = roll(rows("NOR - 1970-01-01 1980-01-01"))
    assert told(before.with_consent("NOR", date(1990, 1, 1))) == {"NOR": "1970-01-01/1980-01-01, 1990-01-01/"}
    assert told(before.with_consent("NOR", date(1975, 1, 1))) == {"NOR": "1970-01-01/"}
    assert told(before.with_consent("SWE", date(1975, 1, 1)))["SWE"] == "1975-01-01/"
    assert told(before) == {"NOR": "1970-01-01/1980-01-01"}


STATES = ("BLR", "CSK", "CZE", "EUE", "FJI", "GBR", "MNE", "NOR", "RUS", "SRB", "SVK", "YUG")
years = st.integers(1950, 2010).map(lambda year: date(year, 1, 1))
maybe = st.one_of(st.none(), years)
tables = st.lists(st.builds(Consented, st.sampled_from(STATES), maybe, maybe, maybe), max_size=8)


def test_of_two_rows_of_a_state_the_later_decides_in_any_order() -> None:
    """Whether Fiji joined before the United Kingdom did."""
    table = rows("FJI - 1960-03-03\nGBR - 1950-01-01 1955-01-01\nGBR - 1965-01-01")
    spans = {"GBR": "1950-01-01/1955-01-01, 1965-01-01/", "FJI": "1960-03-03/"}
    assert told(roll(table, KNOWN)) == told(roll(table[::-1], KNOWN)) == spans


@given(tables.flatmap(lambda table: st.tuples(st.just(table), st.permutations(table))))
def test_the_order_of_rows_is_nothing(two: tuple[list[Consented], list[Consented]]) -> None:
    one, other = (roll(table, KNOWN, date(1960, 1, 1), signature_binds=True) for table in two)
    assert (one.spans, one.doubts, one.signatories) == (other.spans, other.doubts, other.signatories)


@given(tables)
def test_spans_are_sorted_and_apart(table: list[Consented]) -> None:
    for spans in roll(table, KNOWN).spans.values():
        days = [day for span in spans for day in span]
        assert spans
        assert days == sorted(set(days))


@given(tables, years)
def test_no_successor_is_bound_before_its_beginning(table: list[Consented], day: date) -> None:
    """But a territory may join before the state that has it: so without rows of the states before."""
    held = roll([row for row in table if row.state in ("CZE", "SVK", "NOR", "MNE")], KNOWN)
    assert all(KNOWN.began(state) <= day for state in held.on(day))


# Tables


HEAD = "state,signed,consent,withdrawn\n"


def test_a_table_of_one_treaty(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(
        "\ufeff# a word on the table\n" + HEAD + "SWE,1970-01-01,1971-02-02,\nNOR,,1970-05-05,9999-12-31\nDNK,1970-01-01,,\n",
        encoding="utf-8",
    )
    (treaty,) = read_treaties(tmp_path / "one.csv")
    assert (treaty.id, treaty.title, treaty.adopted, treaty.in_force) == ("one", "", None, None)
    assert treaty.rows == (
        Consented("DNK", date(1970, 1, 1)),
        Consented("NOR", None, date(1970, 5, 5)),
        Consented("SWE", date(1970, 1, 1), date(1971, 2, 2)),
    )


def test_columns_that_are_not_asked_for_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_text("mood,consent,state,depositary\ngood,1970-01-01,NOR,\n", encoding="utf-8")
    (treaty,) = read_treaties(tmp_path / "wide.csv")
    assert treaty.rows == (Consented("NOR", None, date(1970, 1, 1)),)


def test_a_treaty_under_two_titles_is_one(tmp_path: Path) -> None:
    (tmp_path / "many.csv").write_text(
        "treaty_id,title,adopted,in_force,state,consent\n"
        "T2,Second pact,2000-01-01,2005-01-01,NOR,2001-01-01\n"
        "T1,Pact on herring,1990-01-01,1995-01-01,NOR,1991-01-01\n"
        "T1,Herring Pact,1990-01-01,1995-01-01,SWE,1992-01-01\n"
        "T1,Herring Pact,1990-01-01,1995-01-01,NOR,1991-01-01\n"
        "T1,Pact on herring revised,1999-01-01,1999-09-09,NOR,1999-01-01\n",
        encoding="utf-8",
    )
    held = read_treaties(tmp_path / "many.csv")
    assert [(one.id, one.in_force, [row.state for row in one.rows]) for one in held] == [
        ("T1", date(1995, 1, 1), ["NOR", "SWE"]),
        ("T1", date(1999, 9, 9), ["NOR"]),
        ("T2", date(2005, 1, 1), ["NOR"]),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "NOR,,1970-13-01,\n", "consents.csv, line 2: consent: '1970-13-01' is no day"),
        (HEAD + "NOR,,1970-01-01,\nSWE,soon,1970-01-01,\n", "consents.csv, line 3: signed: 'soon' is no day"),
        (HEAD + "NOR,,1970-01-01,1980\n", "consents.csv, line 2: withdrawn: '1980' is no day"),
        (HEAD + ",,1970-01-01,\n", "consents.csv, line 2: no state"),
        ("# one\n# two\n" + HEAD + "# three\nNOR,,never,\n", "consents.csv, line 5: consent: 'never' is no day"),
        (HEAD + "\nNOR,,never,\n", "consents.csv, line 3: consent: 'never' is no day"),
        ("signed,withdrawn\n", "consents.csv: no column consent and state"),
        ("state;consent\nNOR;1970-01-01\n", "consents.csv: no column consent and state"),
        ("", "consents.csv: no column consent and state"),
        (HEAD + '"NOR,,1970-01-01,\n', "consents.csv: cannot be read"),
        ("\udcff", "consents.csv: cannot be read"),
    ],
)
def test_a_faulty_table_is_one_line_with_file_line_and_remedy(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "consents.csv"
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(KnowledgeError) as caught:
        read_treaties(path)
    assert words in str(caught.value)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_table_that_is_not_there_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"none\.csv: cannot be read"):
        read_treaties(tmp_path / "none.csv")
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(KnowledgeError, match=r"large\.csv: larger than 50,000,000 bytes"):
        read_treaties(tmp_path / "large.csv")
