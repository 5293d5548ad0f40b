"""What a rate is worked out on: the residents of an authority at the middle of a year."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.store.query import Library, distinct
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Month, Period


@dataclass(frozen=True)
class Base:
    """A population: how many, and of which middle of a year."""

    residents: int
    mid_year: int

    @property
    def label(self) -> str:
        return f"residents, mid-{self.mid_year}"

    def years_before(self, period: Period) -> int:
        """How many years before the period's own middle this estimate lies; nought when it is the period's own."""
        return 0 if Month(self.mid_year, 6) in period else max(0, period.last.year - self.mid_year)


def populations(library: Library) -> dict[str, dict[int, int]]:
    """Authority → year → residents. Raises MeasureError where two files disagree on one of them."""
    found: dict[str, dict[int, int]] = {}
    for authority, year, residents in distinct(
        library, "population", ("area", "mid_year", "value"), where={"base": ["residents"], "level": ["ltla"]}
    ):
        years = found.setdefault(authority, {})
        if years.setdefault(year, residents) != residents:
            raise MeasureError(
                f"Two population estimates for {authority} at mid-{year} disagree",
                found=f"{years[year]:,} and {residents:,}",
                remedy="Keep the publisher's latest file only.",
            )
    return found


def base_for(years: dict[int, int], period: Period) -> Base | None:
    """The estimate of the year whose middle lies in the period, else the latest before it; None where there is none."""
    fitting = [year for year in years if Month(year, 6) <= period.last]
    return Base(years[max(fitting)], max(fitting)) if fitting else None
