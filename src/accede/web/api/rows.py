"""Rows of lists that are no values of their own: a claim with its report's day and outlet, a report without its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from accede.model import Claim, Report
from accede.web.api.asking import Slice
from accede.web.api.giving import counted

if TYPE_CHECKING:
    from accede.answers import Held
    from accede.answers.lists import Listed, Said


def with_id(value: Any) -> dict[str, Any]:
    """A value with its id before its fields, those that are empty included."""
    return {"id": value.id, **msgspec.structs.asdict(value)}


def claim_row(claim: Claim, held: Held) -> dict[str, Any]:
    """A claim with the day and outlet of its report, and where a later version of that dropped it, in words."""
    gone = held.dropped.get(claim.id)
    return said_row(claim, held.reports[claim.report], gone.in_words if gone else "")


def said_row(claim: Claim, report: Report, dropped: str = "") -> dict[str, Any]:
    """A claim with the day and outlet of its report; dropped: where a later version dropped it, in words."""
    return {**with_id(claim), "published": report.published, "outlet": report.outlet or report.name, "dropped": dropped}


def said_rows(said: Listed[Said], asked: Slice) -> dict[str, Any]:
    """A page of claims, with how many there are."""
    return counted([said_row(*one) for one in said.items], said.of, asked)


def report_row(report: Report, claims: int) -> dict[str, Any]:
    """A report without its text, and how many claims it has."""
    told = with_id(report)
    del told["text"], told["furniture"]
    return {**told, "claims": claims}
