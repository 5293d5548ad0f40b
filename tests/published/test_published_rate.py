"""The rate that Medway's assessment of 2020 prints: the base that gives it is not the one that stands beside it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.measures.tables import MEDWAY, figure, given, offence_files, read_csv, residents

from frankpledge.measures.aspect import write
from frankpledge.measures.stated import agrees, worked_out_again
from frankpledge.record.model import Statement
from frankpledge.terms.period import Month, Period

CRIMES, PUBLISHED_BASE, OFFICIAL_BASE = 33_334, 278_566, 278_556
YEAR = Period.parse("2019-04..2020-03")


def _statement(base: int) -> Statement:
    return Statement(
        key="rate",
        text="Recorded crimes for each thousand residents",
        who="Medway Community Safety Partnership",
        value=Decimal("119.67"),
        places=2,
        unit="per 1,000",
        period=YEAR,
        area="Medway",
        numerator=Decimal(CRIMES),
        base=Decimal(base),
        source="Strategic Assessment 2020",
    )


@pytest.mark.parametrize(("base", "rate", "same"), [(OFFICIAL_BASE, "119.67", True), (PUBLISHED_BASE, "119.66", False)])
def test_119_67_follows_from_the_official_base_and_not_from_the_one_that_was_printed(
    base: int, rate: str, same: bool
) -> None:
    statement = _statement(base)
    again = worked_out_again(statement, "edition")
    assert again is not None
    assert write(again) == rate
    assert agrees(statement, again) is same


def test_the_measure_gives_the_published_rate_on_the_official_base(tmp_path: Path) -> None:
    """33,334 offences spread over the year: the rate of the year is 119.67 on 278,556 and would be 119.66 otherwise."""
    months = [str(Month(2019, 4).plus(n)) for n in range(12)]
    counts = [CRIMES // 12 + (n < CRIMES % 12) for n in range(12)]
    rows = [(month, "8N", count) for month, count in zip(months, counts, strict=True)]
    people = residents(f"year  code  name  residents\n2019  {MEDWAY}  Medway  {OFFICIAL_BASE}")
    rate = figure(given(tmp_path, offence_files(rows), people), f"recorded-crime.rate@{MEDWAY}@{YEAR}")
    assert (write(rate), write(rate, "numerator")) == ("119.67", "33,334")
    assert rate.denominator_label == "residents, mid-2019"
    assert rate.low is not None and rate.high is not None
    assert rate.low < Decimal("119.67") < rate.high


def test_the_official_base_is_the_one_that_the_office_for_national_statistics_publishes(data: Path) -> None:
    rows = read_csv(data / "population" / "population19_ltla19.csv")
    assert [int(row["total_population"]) for row in rows if row["ltla19_code"] == MEDWAY] == [OFFICIAL_BASE]
