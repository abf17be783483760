"""Small reports and claims for the tests of this room: invented outlets, our own sentences."""

from __future__ import annotations

from typing import Any

from accede.model import Claim, Passage, Report, make_claim


def report(number: int = 1, text: str = "", published: str = "2022-06-21", outlet: str = "Northern Wire") -> Report:
    """A report that differs from every other number's."""
    return Report(
        name=f"r{number}.txt", text=text or f"Report {number}: talks were held.", published=published, outlet=outlet
    )


def claim(made: Report, words: str, kind: str = "talks", /, **facts: Any) -> Claim:
    """A claim on the first place where the report says `words`."""
    start = made.text.index(words)
    return make_claim(made, kind, (Passage(start, start + len(words)),), **facts)  # type: ignore[arg-type]


def reading(number: int = 1, **about: Any) -> tuple[Report, list[Claim]]:
    """A report with two claims."""
    made = report(number, **about)
    return made, [claim(made, "talks were held", modality="happened"), claim(made, "Report", "statement")]
