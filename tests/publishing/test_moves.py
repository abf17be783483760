"""Positions, and demands with what came of them, as lines and as tables."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from status_samples import make_status

from accede.model import Rating
from accede.process.model import Ground, Position, Rated, Stance, Status, Told
from accede.publishing import dealings, moves, words
from accede.publishing.document import BRIEF, FULL, SHORT, Detail, Point, References, Table


def said(point: Point) -> str:
    """All words of a point."""
    return " ".join(filter(None, [point.lead, point.text, *map(said, point.parts)]))


def table(blocks: list[Point | Table]) -> Table:
    return next(block for block in blocks if isinstance(block, Table))


def test_a_short_document_has_who_moved_and_counts_the_others(status: Status) -> None:
    lines = [said(block) for block in moves.positions(status, References(SHORT)) if isinstance(block, Point)]
    assert lines[0].startswith("Hungary: objects, not told since when (reported on 9 March 2023) supports, since February 2023")
    assert lines[1].startswith("Turkey: objects, since May 2022 supports (Finland), since 28 June 2022")
    assert "sets conditions (or told again) (Sweden), since before 24 January 2023" in lines[1]
    assert lines[2].startswith("1 actor told to support, and nothing else")


@pytest.mark.parametrize("detail", [BRIEF, FULL])
def test_a_whole_document_has_a_row_for_each_stance_of_each_actor(status: Status, detail: Detail) -> None:
    rows = [[said(cell) for cell in row] for row in table(list(moves.positions(status, References(detail)))).rows]
    assert [row[0] for row in rows] == ["Hungary", "Hungary", "Turkey", "Turkey", "Turkey", "Turkey", "Canada"]
    assert rows[2] == ["Turkey", "Finland and Sweden", "objects", "May 2022", "28 June 2022"]


def test_what_differs_in_candidates_alone_is_one_row() -> None:
    (line,) = [line for line in make_status().positions if line.actor == "CAN"]
    each = tuple(msgspec.structs.replace(line, candidates=(candidate,)) for candidate in ("FIN", "SWE"))
    status = msgspec.structs.replace(make_status(), positions=each)
    ((_, on, *_),) = table(list(moves.positions(status, References(BRIEF)))).rows
    assert on.text == "Finland and Sweden"


def test_an_order_that_is_not_told_is_said(status: Status) -> None:
    line = next(line for line in status.positions if line.actor == "TUR")
    rivals = tuple(Told(field="stance", value=value, sources=line.sources, origins=1) for value in ("supports", "objects"))
    both = tuple(msgspec.structs.replace(line, stance=rival.value, rivals=rivals) for rival in rivals)
    held = msgspec.structs.replace(status, positions=both)
    (short,) = moves.positions(held, References(SHORT))
    assert isinstance(short, Point) and said(short).count("order to the other not told") == 2
    ((*_, since, _), _) = table(list(moves.positions(held, References(BRIEF)))).rows
    assert said(since) == "May 2022 reports differ on stance: objects supports"


def test_nothing_told_is_no_section(status: Status) -> None:
    empty = msgspec.structs.replace(status, positions=(), fulfilment=())
    for detail in (SHORT, BRIEF):
        assert list(moves.positions(empty, References(detail))) == list(moves.fulfilment(empty, References(detail))) == []


def test_each_rating_names_the_assessor_and_the_narrator(status: Status) -> None:
    blocks = list(moves.fulfilment(status, References(BRIEF)))
    ((demand, promised, kept, in_part, broken),) = table(blocks).rows
    assert said(demand) == "Turkey of Finland and Sweden: “must stop their support”"
    assert said(promised) == (
        "Sweden, told on 29 June 2022: “will extradite” (to the one who demands it; the same words: extradite)"
    )
    assert [part.text for part in in_part.parts] == ["in part (1 or 2) - Turkey (as told by Anna Ek, negotiator, Sweden, on 9 March 2023)"]
    assert [part.text for part in kept.parts] == ["3 full - Sweden (as told by Baltic Wire)"], "who says kept stands beside who says not"
    assert said(broken) == "nobody"
    assert all(part.cites for part in (*promised.parts, *kept.parts, *in_part.parts))
    assert blocks[-1] == Point("1 demand without a commitment or an assessment on record")


def test_assessments_of_one_agreement_stand_side_by_side(status: Status) -> None:
    (deal,) = status.agreements
    broken = msgspec.structs.replace(deal.assessments[0], rating="none", by=("HUN",))
    held = msgspec.structs.replace(status, agreements=(msgspec.structs.replace(deal, assessments=(*deal.assessments, broken)),))
    (found,) = [block for block in dealings.agreements(held, References(BRIEF)) if isinstance(block, Table)]
    told = {row[0].text: [said(cell) for cell in row[1:]] for row in found.rows}
    assert found.head == ("On", "Fulfilled in full, says", "In part, says", "Not fulfilled, says")
    assert any("Turkey" in in_part and "Hungary" in none for _, in_part, none in told.values())
    assert not any(isinstance(block, Table) for block in dealings.agreements(held, References(SHORT)))


def test_an_assessment_of_nobody_named_is_the_reports_own(status: Status) -> None:
    (deal,) = status.agreements
    (row, _) = status.fulfilment
    unnamed = msgspec.structs.replace(deal.assessments[1], by=(), narrator="")
    held = msgspec.structs.replace(
        status, agreements=(msgspec.structs.replace(deal, assessments=(unnamed,)),),
        fulfilment=(msgspec.structs.replace(row, assessments=(msgspec.structs.replace(row.assessments[1], by=(), narrator=""),)),),
    )  # fmt: skip
    (_, _, kept, *others) = table(list(moves.fulfilment(held, References(BRIEF)))).rows[0]
    assert [said(other) for other in others] == ["nobody", "nobody"]
    assert said(kept) == "3 full - the report itself (as told by Baltic Wire)"


def test_a_short_list_hides_no_rival(status: Status) -> None:
    (deal,) = status.agreements
    row, _ = status.fulfilment
    same = [msgspec.structs.replace(row.assessments[1], events=(f"g{number}",)) for number in range(5)]
    lines = [msgspec.structs.replace(deal.assessments[1], events=one.events) for one in same]
    held = msgspec.structs.replace(
        status, agreements=(msgspec.structs.replace(deal, assessments=(*lines, deal.assessments[0])),),
        fulfilment=(msgspec.structs.replace(row, assessments=(*same, row.assessments[0])),),
    )  # fmt: skip
    text = " ".join(said(block) for block in moves.fulfilment(held, References(SHORT)) if isinstance(block, Point))
    assert "in part (1 or 2) - Turkey" in text and "3 more" in text


def test_demands_of_the_same_actors_with_the_same_answers_share_a_row(status: Status) -> None:
    row, _ = status.fulfilment
    one, other = status.demands
    held = msgspec.structs.replace(
        status, demands=(one, msgspec.structs.replace(other, of=one.of)),
        fulfilment=(row, msgspec.structs.replace(row, demand="d2")),
    )  # fmt: skip
    ((demand, *_),) = table(list(moves.fulfilment(held, References(BRIEF)))).rows
    assert said(demand) == "Turkey of Finland and Sweden: “must stop their support” “and lift the embargo”"


def test_every_stance_rating_and_ground_has_its_words() -> None:
    assert set(words.STANCES) == set(get_args(Stance))
    assert set(moves._GROUNDS) | {"addressee", "words"} == set(get_args(Ground))
    for rating in get_args(Rating):
        assert moves.grade(Rated(events=(), by=(), narrator="", rating=rating, scale=None, grounds=()))


def test_since_when_is_never_the_day_of_a_report_alone() -> None:
    line = Position(kind="objection", actor="TUR", candidates=("SWE",), stance="objects", bound="2022-05-18")
    assert moves.since(line) == "since before 18 May 2022"
