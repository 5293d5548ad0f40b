"""How many for each thousand residents: a table of records and of people in, a rate out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.measures.tables import HERE, MEDWAY, figure, given, missing, residents, street

from frankpledge.measures.aspect import write
from frankpledge.terms.errors import MeasureError

YEAR = f"street-crime.rate@{MEDWAY}@2025-01..2025-03"
CRIMES = street(f"""
    month    lsoa    category  count
    2025-01  {HERE}  Burglary  10
    2025-02  {HERE}  Burglary  10
    2025-03  {HERE}  Burglary  5
""")


def _people(*years: tuple[int, int]) -> dict[str, str]:
    lines = [f"{year}  {MEDWAY}  Medway  {number}" for year, number in years]
    return residents("\n".join(["year  code  name  residents", *lines]))


def test_a_rate_is_the_count_over_the_residents_times_a_thousand_with_both_shown(tmp_path: Path) -> None:
    rate = figure(given(tmp_path, CRIMES, _people((2024, 2000))), YEAR)
    assert rate.value == Decimal("12.5")
    assert write(rate) == "12.50"
    assert (write(rate, "numerator"), write(rate, "denominator")) == ("25", "2,000")
    assert rate.unit.words == "per 1,000 residents"
    assert rate.sources == ("street", "population")


def test_a_rate_has_an_interval_around_it_and_names_how_it_was_made(tmp_path: Path) -> None:
    """Exact Poisson limits of 25 are 16.18 and 36.90; the approximation used above ten comes close to them."""
    rate = figure(given(tmp_path, CRIMES, _people((2024, 2000))), YEAR)
    assert rate.low is not None and rate.high is not None
    assert float(rate.low) == pytest.approx(16.18 / 2, abs=0.02)
    assert float(rate.high) == pytest.approx(36.90 / 2, abs=0.02)
    assert "Byar" in rate.method


def test_the_base_is_the_middle_of_the_year_that_lies_in_the_period(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        street(f"""
            month    lsoa    category  count
            2024-06  {HERE}  Burglary  6
            2024-07  {HERE}  Burglary  4
        """),
        _people((2023, 1000), (2024, 2000), (2025, 4000)),
    )
    rate = figure(world, f"street-crime.rate@{MEDWAY}@2024-06..2024-07")
    assert rate.denominator == 2000
    assert rate.denominator_label == "residents, mid-2024"
    assert not any("latest estimate" in note for note in rate.notes)


def test_without_one_the_base_is_the_latest_before_and_the_rate_says_how_old_it_is(tmp_path: Path) -> None:
    rate = figure(given(tmp_path, CRIMES, _people((2019, 1000), (2020, 1250))), YEAR)
    assert rate.denominator == 1250
    assert rate.denominator_label == "residents, mid-2020"
    assert any("mid-2020, 5 years before" in note for note in rate.notes)


def test_an_estimate_one_year_old_is_one_year_and_not_one_years_old(tmp_path: Path) -> None:
    rate = figure(given(tmp_path, CRIMES, _people((2024, 2000))), YEAR)
    assert any("mid-2024, 1 year before" in note for note in rate.notes)


def test_a_later_estimate_is_never_used_for_an_earlier_period(tmp_path: Path) -> None:
    gap = missing(given(tmp_path, CRIMES, _people((2025, 2000))), YEAR)
    assert "no population estimate for Medway" in gap.reason
    assert "Load the mid-year population estimates" in gap.remedy


def test_without_any_base_the_rate_is_not_available_and_says_what_to_load(tmp_path: Path) -> None:
    gap = missing(given(tmp_path, CRIMES), YEAR)
    assert "no population estimate for Medway" in gap.reason
    assert "Load the mid-year population estimates" in gap.remedy


def test_no_rate_rests_on_two_files_that_disagree_about_the_residents(tmp_path: Path) -> None:
    other = {"other/population24_ltla23.csv": f"ltla23_code,ltla23_name,total_population\n{MEDWAY},Medway,2001\n"}
    with pytest.raises(MeasureError, match="disagree") as error:
        figure(given(tmp_path, CRIMES, _people((2024, 2000)), other), YEAR)
    assert "2,000" in error.value.found and "2,001" in error.value.found


def test_two_lists_of_authorities_that_agree_about_the_residents_are_held_together(tmp_path: Path) -> None:
    other = {"other/population24_ltla23.csv": f"ltla23_code,ltla23_name,total_population\n{MEDWAY},Medway,2000\n"}
    assert figure(given(tmp_path, CRIMES, _people((2024, 2000)), other), YEAR).denominator == 2000


def test_the_rate_of_a_part_is_on_the_same_base(tmp_path: Path) -> None:
    rate = figure(given(tmp_path, CRIMES, _people((2024, 2000))), f"{YEAR}/burglary")
    assert (rate.value, rate.denominator) == (Decimal("12.5"), 2000)


def test_a_rate_over_months_that_are_not_covered_is_not_available_for_that_reason_first(tmp_path: Path) -> None:
    gap = missing(given(tmp_path, CRIMES), f"street-crime.rate@{MEDWAY}@2025-01..2025-12")
    assert gap.reason == "no records of April to December 2025 are held"


def test_no_crimes_at_all_are_a_rate_of_nought_with_an_upper_bound(tmp_path: Path) -> None:
    rate = figure(given(tmp_path, CRIMES, _people((2024, 2000))), YEAR.replace("street-crime", "asb"))
    assert write(rate) == "0.00"
    assert rate.low == 0
    assert rate.high is not None and rate.high > 0
