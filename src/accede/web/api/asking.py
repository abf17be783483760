"""What an address may be asked with: the two days, a page of a list, ids. Each with its limits, which the description gives, too."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from fastapi import Depends, Path, Query

LONGEST = 200
MOST = 200
LAST_PAGE = 100_000

_DAY = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"
Valid = Annotated[str, Query(pattern=_DAY, description="As it was on this day; else on the record's newest.", examples=["2022-12-31"])]
Known = Annotated[str, Query(pattern=_DAY, description="As anyone could have known it on this day; else on the record's newest.", examples=["2022-12-31"])]
Since = Annotated[str, Query(pattern=_DAY.replace("?", ""), description="What was known on this day is not new.", examples=["2022-06-30"])]
Day = Annotated[str, Query(pattern=_DAY, description="A day of the span that is asked for; else it is open on this side.", examples=["2022-06-30"])]
Id = Annotated[str, Path(pattern="^[0-9a-f]{1,16}$", description="An id, or the beginning of one that no other has.", examples=["3f2a91"])]
Name = Annotated[str, Path(min_length=1, max_length=LONGEST, description="An id, as fin-swe-nato; or a name.", examples=["fin-swe-nato"])]
Word = Annotated[str, Query(max_length=LONGEST)]


class Slice(NamedTuple):
    """A page of a list: its number, from 1 on, and how many items it has at most."""

    page: int
    limit: int

    @property
    def first(self) -> int:
        """The place of the page's first item in the list."""
        return (self.page - 1) * self.limit

    def pages(self, total: int) -> int:
        """How many pages a list of `total` items has; one at least."""
        return max(1, -(-total // self.limit))


def days(valid: Valid = "", known: Known = "") -> None:
    """The two days, which every address takes; `looking` reads them."""


def slice_of(
    page: Annotated[int, Query(ge=1, le=LAST_PAGE, description="The number of the page.")] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST, description="The most items of a page.")] = 50,
) -> Slice:
    """The page that is asked for."""
    return Slice(page, limit)


Paging = Annotated[Slice, Depends(slice_of)]
