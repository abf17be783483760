"""Numbers and lists in English; light, so that the command line can use it before anything is loaded."""

from __future__ import annotations


def count(number: int, what: str) -> str:
    """ "1 report", "12 reports"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def joined(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
