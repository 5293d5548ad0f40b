"""What a rate is worked out on: residents, of all ages or some, and households."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frankpledge.store.query import Library
from frankpledge.store.query_areas import base_rows
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Month, Period

_OLDEST = 90  # the last age of the estimates: 90 and over


@dataclass(frozen=True)
class AgeBand:
    """Ages from `low` to `high`, both included; without `high`, `low` and over.

    Raises ValueError for a band that estimates by single years up to 90 and over cannot give.
    """

    low: int
    high: int | None = None

    def __post_init__(self) -> None:
        top = self.low if self.high is None else self.high
        if not 0 <= self.low <= top or self.low > _OLDEST or (self.high is not None and self.high >= _OLDEST):
            raise ValueError(f"ages {self.low} to {self.high} are not a band of 0, 1, 2 … 89, 90 and over")

    @property
    def label(self) -> str:
        """`aged 10 to 17`, `aged 65 and over`, `aged 18`."""
        if self.high is None:
            return f"aged {self.low} and over"
        return f"aged {self.low}" if self.high == self.low else f"aged {self.low} to {self.high}"

    @property
    def ends(self) -> tuple[int, int]:
        return self.low, _OLDEST if self.high is None else self.high


@dataclass(frozen=True)
class Base:
    """A population: how many, of which middle of a year, and of which ages where not of all."""

    residents: int
    mid_year: int
    band: AgeBand | None = None

    @property
    def label(self) -> str:
        return f"residents{f' {self.band.label}' if self.band else ''}, mid-{self.mid_year}"

    def years_before(self, period: Period) -> int:
        """How many years before the period's own middle this estimate lies; nought when it is the period's own."""
        return 0 if Month(self.mid_year, 6) in period else max(0, period.last.year - self.mid_year)


@dataclass(frozen=True)
class Households:
    """Households of one authority, at which census, by which year's list of authorities."""

    households: int
    year: int
    edition: int

    @property
    def label(self) -> str:
        return f"households, census of {self.year}"


def residents(
    library: Library, level: str, *, band: AgeBand | None = None, edition: int | None = None
) -> dict[str, dict[int, int]]:
    """Area → year → residents, for `ltla`, `ward` or `lsoa`; with `edition`, by that year's list of areas only.

    With `band`, areas whose single ages are not held are left out. Raises MeasureError where two files disagree.
    """
    rows = base_rows(library, "residents", level, ages=band.ends if band else None)
    wanted = ((area, year, many) for area, year, of, many in rows if many is not None and edition in (None, of))
    return _by_year(wanted)


def populations(library: Library) -> dict[str, dict[int, int]]:
    """Authority → year → residents. Raises MeasureError where two files disagree on one of them."""
    return residents(library, "ltla")


def households(library: Library) -> dict[str, Households]:
    """Authority → its households at the latest census held, by the latest list that has its code.

    An earlier list can give the same authority rounded, so it stands back rather than being a contradiction.
    """
    rows = base_rows(library, "households", "ltla")
    latest = sorted((year, of, area, many) for area, year, of, many in rows if many is not None)
    return {area: Households(many, year, of) for year, of, area, many in latest}


def base_for(years: dict[int, int], period: Period, band: AgeBand | None = None) -> Base | None:
    """The estimate of the year whose middle lies in the period, else the latest before it; None where there is none."""
    fitting = [year for year in years if Month(year, 6) <= period.last]
    return Base(years[max(fitting)], max(fitting), band) if fitting else None


def _by_year(rows: Iterable[tuple[str, int, int]]) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for area, year, many in rows:
        years = found.setdefault(area, {})
        if years.setdefault(year, many) != many:
            raise MeasureError(
                f"Two population estimates for {area} at mid-{year} disagree",
                found=f"{years[year]:,} and {many:,}",
                remedy="Keep the publisher's latest file only.",
            )
    return found
