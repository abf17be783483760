"""The time between meeting a rule and entry into force: "90 days", "the first day of the second month following".

Days are counted as depositaries count them: the ninetieth day after a deposit on 1 January is 1 April (Vienna Convention on
the Law of Treaties, 1969, Article 24; the Summary of Practice of the Secretary-General as Depositary, ST/LEG/7/Rev.1).
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Annotated

import msgspec

Number = Annotated[int, msgspec.Meta(ge=0, le=12_000)]
_ORDINALS = ("", "next", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")


class Delay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A delay; its parts are applied in this order.

    years, months: calendar months; the day stays, or is the month's last where that has no such day.
    days: days. next_day: one day more ("six months after the date on which", as the International Maritime Organization and
        the Council of Europe count: not on the anniversary but when it is over).
    first_of_month: then the first day of the n-th month following the month reached; 1 is the next month.
    """

    years: Number = 0
    months: Number = 0
    days: Number = 0
    next_day: bool = False
    first_of_month: Annotated[int, msgspec.Meta(ge=0, le=12)] = 0

    def after(self, day: date) -> date:
        """The day reached from `day`; the last day there is where it lies beyond the calendar."""
        try:
            reached = _months_on(day, 12 * self.years + self.months) + timedelta(days=self.days + self.next_day)
            return _months_on(reached.replace(day=1), self.first_of_month) if self.first_of_month else reached
        except (OverflowError, ValueError):
            return date.max

    def in_words(self) -> str:
        """As a sentence's part: "90 days", "first day of the second month following"; "" for none."""
        told = [f"{number} {unit if number != 1 else unit[:-1]}"
                for number, unit in ((self.years, "years"), (self.months, "months"), (self.days, "days")) if number]  # fmt: skip
        words = " and ".join(told) + (", from the day after" if self.next_day and told else "")
        if not self.first_of_month:
            return words
        month = f"first day of the {_ORDINALS[self.first_of_month]} month"
        return f"{month} following{f' {words}' if words else ''}"


NONE = Delay()


def delay_of(given: int | Delay) -> Delay:
    """The delay as a value; a number is days."""
    return Delay(days=given) if isinstance(given, int) else given


def _months_on(day: date, months: int) -> date:
    if not months:
        return day
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
