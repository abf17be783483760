"""Past processes and questions of our own, small enough to be reckoned by hand: an alliance of four, and treaties of a few."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from accede.outlook.fitted import Fitted
from accede.outlook.forecasting import Learned, learn
from accede.outlook.model import Expected, Question, Trouble
from accede.outlook.past import Past
from accede.process.instrument import Decision
from accede.process.rules import All, Count
from tests.process.worlds import NATO

UNANIMOUS = Decision(id="acceptance", name="acceptance", rule=All(of="nato"), article="Article 1", references=("ours",))
SIXTY = Decision(id="entry", name="entry into force", rule=Count(n=60), delay=120, article="Article 2", references=("ours",))
FITTED = Fitted()
OPENED, TODAY = date(2022, 7, 5), date(2023, 3, 31)
FOLLOWS = 10  # days from the last consent to completion, in each of the rounds below


def on(text: str) -> date:
    return date.fromisoformat(text)


def round_of(opened: str, **waits: int) -> Past:
    """A round in which each of the four consents so many days after the opening; it is complete ten days after the last."""
    first = on(opened)
    consents = {member: first + timedelta(days=wait) for member, wait in waits.items()}
    completed = max(consents.values()) + timedelta(days=FOLLOWS)
    expected = (Expected(said=first, until=first + timedelta(days=200), speaker="Anna Ek"),)
    return Past(
        id=f"nato-{opened}", family="nato", candidate="SWE", opened=first, completed=completed, until=completed, consents=consents,
        deciders=NATO, decision=UNANIMOUS, expected=expected,
    )  # fmt: skip


ROUNDS = (
    round_of("1997-01-01", DNK=60, HUN=200, NOR=90, TUR=300),
    round_of("2003-01-01", DNK=90, HUN=150, NOR=60, TUR=400),
    round_of("2008-01-01", DNK=30, HUN=250, NOR=120, TUR=350),
    round_of("2016-01-01", DNK=120, HUN=180, NOR=45, TUR=500),
)


def treaty(opened: str, every: int) -> Past:
    """A treaty of three that one of thirty signatories ratifies each so many days."""
    first = on(opened)
    consents = {f"t{number:02}": first + timedelta(days=every * number) for number in range(1, 31)}
    completed = first + timedelta(days=3 * every)
    return Past(
        id=f"treaty-{opened}", family="treaty", opened=first, completed=completed, until=completed, consents=consents,
        signed=dict.fromkeys(consents, first), decision=msgspec.structs.replace(SIXTY, rule=Count(n=3), delay=0),
    )  # fmt: skip


TREATIES = (treaty("1980-01-01", 100), treaty("1990-01-01", 200), treaty("2000-01-01", 300))
LEARNED: Learned = learn(ROUNDS, FITTED)
OF_TREATIES: Learned = learn(TREATIES, FITTED)


def consented(*members: str) -> dict[str, date]:
    """Each consented a month later than the one before."""
    return {member: OPENED + timedelta(days=30 * at) for at, member in enumerate(members, 1)}


def asked(*members: str, **facts: Any) -> Question:
    """The question on Sweden on 31 March 2023, when these have consented."""
    given: dict[str, Any] = {
        "family": "nato", "candidate": "SWE", "decision": UNANIMOUS, "today": TODAY, "opened": OPENED, "electorate": NATO,
        "consented": consented(*members),
    }  # fmt: skip
    return Question(**(given | facts))


def asked_of_treaty(number: int, **facts: Any) -> Question:
    """The question on a treaty that needs sixty, of which so many have consented, one a week."""
    held = {f"x{at:02}": OPENED + timedelta(days=7 * at) for at in range(1, number + 1)}
    given: dict[str, Any] = {"family": "treaty", "candidate": "", "decision": SIXTY, "today": TODAY, "opened": OPENED, "consented": held}
    return Question(**(given | facts))


def objection(actor: str, since: str = "2022-05-18") -> Trouble:
    return Trouble(actor=actor, kind="objection", since=on(since))


def halt(actor: str, since: str = "2023-01-24") -> Trouble:
    return Trouble(actor=actor, kind="halt", since=on(since))


def expects(until: str, said: str = "2023-03-01", speaker: str = "Anna Ek") -> Expected:
    return Expected(said=on(said), until=on(until), speaker=speaker)
