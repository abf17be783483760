"""Which reports an official outlet published: a body's own word on what it did, not news of it.

An outlet is official where its name is that of a body ("Ministry of Foreign Affairs", "Parliament") or of an
organisation that the knowledge has ("NATO"), or where the report's address is of a host in `official.csv`: host (with all
beneath it; `gov.*` is gov.uk and any other country's), whose it is, and where that can be checked. What `outlets.csv` names is a news outlet, also where a state
keeps it. Of rival values this decides only where neither rulings, acts, origins nor nearness do.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from accede.knowledge import fold, load
from accede.model import Report
from accede.reports.manners import is_body, outlet, outlet_at

# A country's top-level domain has two letters (ISO 3166-1 alpha-2).
COUNTRY = 2


def official(reports: Iterable[Report]) -> frozenset[str]:
    """The ids of the reports that an official outlet published."""
    return frozenset(report.id for report in reports if is_official(report.outlet, report.url))


@cache
def is_official(name: str, url: str = "") -> bool:
    """True for an official outlet, by its name or by the address of what it published; False where both are empty."""
    host = _host(url)
    if outlet(name) or outlet_at(host):
        return False
    parts = host.split(".")
    country = [*parts[:-1], "*"] if len(parts[-1]) == COUNTRY else parts
    by_host = any(".".join(labels[at:]) in _hosts() for labels in (parts, country) for at in range(len(labels)))
    return by_host or is_body(name) or fold(name) in _organisations()


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@cache
def _hosts() -> frozenset[str]:
    rows = csv.DictReader(files(__package__).joinpath("official.csv").read_text("utf-8").splitlines())
    return frozenset(row["host"] for row in rows)


@cache
def _organisations() -> frozenset[str]:
    forms = load().surface_forms()
    return frozenset(fold(form.text) for form in forms if form.category == "organisation" and not form.ambiguous)
