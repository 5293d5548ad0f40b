"""Months and runs of whole months. Evidence is counted by month, so a period is never finer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1800 <= self.year <= 2999):
            raise ValueError(f"{self.year}-{self.month} is not a month")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `2019-04`. Raises ValueError on anything else."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
        if not found:
            raise ValueError(f"{text!r} is not a month such as 2019-04")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    def plus(self, months: int) -> Month:
        ordinal = self.year * 12 + self.month - 1 + months
        return Month(ordinal // 12, ordinal % 12 + 1)

    def since(self, other: Month) -> int:
        """How many months after `other` this one is."""
        return (self.year - other.year) * 12 + self.month - other.month

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def days(self) -> int:
        return (self.plus(1).first_day - self.first_day).days

    @property
    def name(self) -> str:
        return MONTH_NAMES[self.month - 1]

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, order=True)
class Period:
    """A run of whole months, both ends included."""

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end ({self.last}) before it begins ({self.first})")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2019-04..2020-03`, or `2019-04` for a single month."""
        first, dots, last = text.partition("..")
        return cls(Month.parse(first), Month.parse(last if dots else first))

    @classmethod
    def year_from(cls, first: Month) -> Period:
        return cls(first, first.plus(11))

    def __len__(self) -> int:
        return self.last.since(self.first) + 1

    def __iter__(self) -> Iterator[Month]:
        return (self.first.plus(i) for i in range(len(self)))

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"

    def plus(self, months: int) -> Period:
        return Period(self.first.plus(months), self.last.plus(months))

    @property
    def year_before(self) -> Period:
        """The same calendar months one year earlier."""
        return self.plus(-12)

    @property
    def label(self) -> str:
        """In words: `April 2019 to March 2020`, `January to December 2025`, `June 2025`."""
        if self.first == self.last:
            return f"{self.first.name} {self.first.year}"
        begins = self.first.name if self.first.year == self.last.year else f"{self.first.name} {self.first.year}"
        return f"{begins} to {self.last.name} {self.last.year}"

    @property
    def short(self) -> str:
        """As a table head: `2019/20` for a financial year, `2025` for a calendar year, else the label."""
        if len(self) == 12 and self.first.month == 4:
            return f"{self.first.year}/{self.last.year % 100:02}"
        if len(self) == 12 and self.first.month == 1:
            return str(self.first.year)
        if len(self) == 12:
            return f"year to {self.last.name} {self.last.year}"
        return self.label


def runs(months: set[Month] | frozenset[Month]) -> tuple[Period, ...]:
    """The unbroken runs in a set of months, in order."""
    found: list[Period] = []
    for month in sorted(months):
        if found and month == found[-1].last.plus(1):
            found[-1] = Period(found[-1].first, month)
        else:
            found.append(Period(month, month))
    return tuple(found)
