"""Where an instrument stands on a day by its roll."""

from __future__ import annotations

from datetime import date

import pytest

from accede.process.instrument import Decision
from accede.process.judging import Blocking, Pivots
from accede.process.roll import Consented, roll
from accede.process.rules import All, AllOf, Count, Named, Rule, Share
from accede.process.standing import Standing, stand

from .worlds import KNOWLEDGE, ListedKnowledge

ROLL = roll(
    [
        Consented("DNK", date(1990, 1, 1), date(1991, 1, 1), date(1999, 1, 1)),
        Consented("HUN", date(1990, 1, 1), date(1992, 1, 1)),
        Consented("NOR", date(1990, 1, 1), date(1993, 1, 1)),
        Consented("SWE", None, date(1980, 1, 1)),
        Consented("TUR", date(1990, 1, 1), None),
    ],
    adopted=date(1990, 1, 1),
)


def on(day: str, rule: Rule) -> Standing:
    decision = Decision(id="entry", name="entry", rule=rule, article="Article 9", references=("ours",), delay=90)
    return stand(decision, ROLL, KNOWLEDGE, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "rule", "consenting", "met", "since", "missing", "alone", "blocking"),
    [
        ("1990-06-01", Count(n=2), "", "", "", "", Pivots(()), Blocking(0)),
        ("1991-06-01", Count(n=2), "DNK", "", "", "", Pivots((), anyone=True), Blocking(0)),
        ("1992-01-01", Count(n=2), "DNK HUN", "1992-01-01", "1992-03-31", "", Pivots(()), Blocking(0)),
        ("2000-01-01", Count(n=2), "HUN NOR", "1992-01-01", "1992-03-31", "", Pivots(()), Blocking(0)),
        # no longer enough parties, and yet in force
        ("2000-01-01", Count(n=3), "HUN NOR", "1993-01-01", "1993-04-01", "", Pivots((), anyone=True), Blocking(0)),
        ("1992-06-01", All(of="nato"), "DNK HUN", "", "", "NOR TUR", Pivots(()), Blocking(1, (("NOR",), ("TUR",)))),
        ("1993-06-01", All(of="nato"), "DNK HUN NOR", "", "", "TUR", Pivots(("TUR",)), Blocking(1, (("TUR",),))),
        ("1993-06-01", AllOf(rules=(Count(n=9), Named(actors=("TUR",)))), "DNK HUN NOR", "", "", "", Pivots(()), Blocking(1, (("TUR",),))),
        ("1993-06-01", All(of="signatories"), "DNK HUN NOR", "", "", "TUR", Pivots(("TUR",)), Blocking(1, (("TUR",),))),
    ],
)  # fmt: skip
def test_the_standing_on_a_day(
    day: str, rule: Rule, consenting: str, met: str, since: str, missing: str, alone: Pivots, blocking: Blocking
) -> None:  # fmt: skip
    told = on(day, rule)
    assert told.consenting == tuple(consenting.split())
    assert told.force == (date.fromisoformat(met) if met else None, date.fromisoformat(since) if since else None)
    assert told.missing == tuple(missing.split())
    assert told.pivots == alone
    assert told.blocking == blocking
    assert bool(told.lacks) is (len(told.consenting) < 2 or not isinstance(rule, Count) or rule.n == 3)


def test_what_was_not_believed_is_told() -> None:
    assert on("1992-01-01", Count(n=2)).doubts == ("SWE is told to have consented on 1980-01-01, before the adoption on 1990-01-01",)


def test_who_consents_signs_joins_or_leaves_later_is_not_looked_at() -> None:
    for day in ("1990-06-01", "1991-12-31"):
        assert on(day, Count(n=2)).force.met is None
    league = ListedKnowledge("league DNK 1950-01-01", "league TUR 1950-01-01 1995-01-01", "league NOR 1996-01-01")
    club = Share(over=1, under=2, of="club", sizes={"1980-01-01": 9, "1996-06-06": 4})
    for day, rule, met in (
        ("1994-12-31", All(of="league"), None),
        ("1995-01-01", All(of="league"), date(1995, 1, 1)),  # Turkey has left
        ("1996-06-05", club, None),
        ("1996-06-06", club, date(1996, 6, 6)),
        ("1990-06-01", All(of="signatories"), None),
    ):
        decision = Decision(id="entry", name="entry", rule=rule, article="Article 9", references=("ours",))
        assert stand(decision, ROLL, league, date.fromisoformat(day)).force.met == met
    late = roll([Consented("DNK", date(1990, 1, 1), date(1991, 1, 1)), Consented("TUR", date(1994, 1, 1))])
    decision = Decision(id="entry", name="entry", rule=All(of="signatories"), article="Article 9", references=("ours",))
    assert stand(decision, late, KNOWLEDGE, date(1993, 1, 1)).missing == ()
    assert stand(decision, late, KNOWLEDGE, date(1994, 1, 1)).missing == ("TUR",)
