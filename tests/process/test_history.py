"""Rules against history: the computed day of entry into force beside the recorded one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from accede.knowledge import load
from accede.process.history import Comparison, compare, corrected, parties_of, shipped_parties
from accede.process.instrument import OWN_FOLDER, Correction, Decision, Instrument, Recorded, load_instruments
from accede.process.instrument import StageOfInstrument as Stage
from accede.process.roll import Consented, TreatyTable
from accede.process.rules import Count

from .worlds import KNOWLEDGE

ADOPTED = date(2000, 1, 1)
TABLE = TreatyTable(
    "T1", "A pact", None, date(2003, 1, 1),
    (
        Consented("DNK", None, date(2001, 1, 1)),
        Consented("HUN", None, date(1999, 1, 1)),
        Consented("NOR", None, date(2002, 1, 1)),
        Consented("SWE", date(2000, 5, 5)),
        Consented("TUR", None, date(2003, 1, 1)),
    ),
)  # fmt: skip
TOLD = Recorded(treaty="T1")


def pact(n: int = 3, counts: bool = True, recorded: Recorded = TOLD, id: str = "pact") -> Instrument:
    decision = Decision(
        id="entry", name="entry", rule=Count(n=n), article="Article 9", references=("ours",),
        counts_from="instrument_deposited" if counts else None,
    )  # fmt: skip
    return Instrument(id=id, name="A pact", adopted=ADOPTED, recorded=recorded, decisions=(decision,), stages=(Stage(id="x", name="x"),))


def compared(instrument: Instrument, *tables: TreatyTable) -> Comparison:
    (found,) = compare([instrument], tables or (TABLE,), KNOWLEDGE)
    return found


@pytest.mark.parametrize(
    ("n", "recorded", "computed", "days", "agrees"),
    [
        (3, Recorded(treaty="T1"), "2003-01-01", 0, True),  # by the day of the table
        (3, Recorded(treaty="T1", in_force=date(2002, 12, 31)), "2003-01-01", 1, False),  # that of the file goes before
        (2, Recorded(treaty="T1"), "2002-01-01", -365, False),
        (9, Recorded(treaty="T1"), "", None, False),
    ],
)
def test_the_computed_day_beside_the_recorded(n: int, recorded: Recorded, computed: str, days: int | None, agrees: bool) -> None:
    found = compared(pact(n, recorded=recorded))
    assert found.computed == (date.fromisoformat(computed) if computed else None)
    assert (found.days, found.agrees, found.is_mended) == (days, agrees, agrees)
    assert (found.instrument, found.treaty, found.article, found.consents) == ("pact", "T1", "Article 9", 4)
    assert found.doubts == ("HUN is told to have consented on 1999-01-01, before the adoption on 2000-01-01",)


def test_what_is_not_in_force_agrees_where_no_day_is_recorded() -> None:
    found = compared(pact(9), TABLE._replace(in_force=None))
    assert (found.computed, found.recorded, found.days, found.agrees) == (None, None, 0, True)


def test_an_error_of_the_table_that_the_file_names_is_mended() -> None:
    wrong = Correction(state="HUN", consent=date(2001, 6, 1), why="the table has the day of another pact")
    more = Correction(state="FIN", consent=date(2001, 7, 1), why="not in the table")
    told = Recorded(treaty="T1", in_force=date(2001, 7, 1), corrections=(wrong, more), difference="Two rows are wrong.")
    found = compared(pact(3, recorded=told))
    assert (found.computed, found.mended) == (date(2003, 1, 1), date(2001, 7, 1))
    assert (found.agrees, found.is_mended, found.difference) == (False, True, "Two rows are wrong.")
    rows = corrected(pact(recorded=told), TABLE.rows)
    assert sorted(row.state for row in rows) == ["DNK", "FIN", "HUN", "NOR", "SWE", "TUR"]
    assert Consented("HUN", None, date(2001, 6, 1)) in rows


def test_which_treaty_of_the_table_it_is() -> None:
    """By the id that the file records, else by its own; of several by the day of adoption or entry into force."""
    own = TABLE._replace(id="pact", in_force=date(2050, 1, 1))
    assert compared(pact(), own, TABLE).treaty == "T1"
    assert compared(pact(recorded=Recorded()), own, TABLE).treaty == "pact"
    assert compared(pact(), own).treaty == "pact"
    revised = TABLE._replace(adopted=date(2010, 1, 1), in_force=date(2011, 1, 1))
    first = TABLE._replace(adopted=ADOPTED)
    assert compared(pact(), revised, first).recorded == first.in_force
    assert compared(pact(), first, revised).recorded == first.in_force
    assert list(compare([pact()], [TABLE._replace(id="T2")], KNOWLEDGE)) == []
    assert list(compare([pact(counts=False)], [TABLE], KNOWLEDGE)) == []


# What ships

SHIPPED = list(compare(load_instruments().values(), shipped_parties(), load()))


def test_four_of_five_agree_to_the_day_as_the_tables_give_it() -> None:
    assert len(SHIPPED) >= 75
    assert sum(one.agrees for one in SHIPPED) >= 0.8 * len(SHIPPED)


def test_nine_of_ten_agree_with_the_named_errors_mended() -> None:
    assert sum(one.is_mended for one in SHIPPED) >= 0.9 * len(SHIPPED)


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: one.instrument)
def test_every_difference_is_explained(one: Comparison) -> None:
    assert one.agrees or one.difference


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: one.instrument)
def test_a_correction_never_spoils_what_agrees(one: Comparison) -> None:
    assert one.is_mended or not one.agrees


def test_each_shipped_table_has_an_instrument_and_says_whence_it_is() -> None:
    shelf = load_instruments()
    paths = sorted((OWN_FOLDER / "parties").glob("*.csv"))
    assert paths
    assert [path.stem for path in paths if path.stem not in shelf] == []
    assert [path.stem for path in paths if "# Source: " not in path.read_text(encoding="utf-8")] == []
    assert sorted(one.instrument for one in SHIPPED) == sorted(path.stem for path in paths)


def test_every_actor_of_the_shipped_tables_is_known() -> None:
    known = load()
    held = {*known.states, *known.successions, *known.organisations}
    territories = {"TKL"}  # Tokelau, of New Zealand, joins fisheries bodies by itself
    assert {row.state for table in shipped_parties() for row in table.rows} - held <= territories


def test_the_parties_of_one_instrument() -> None:
    shelf = load_instruments()
    table = parties_of(shelf["rome-statute"])
    assert table is not None
    assert len(table.rows) >= 60
    assert parties_of(shelf["nato"]) is None


def test_a_folder_without_tables_has_none(tmp_path: Path) -> None:
    assert shipped_parties(tmp_path) == ()
