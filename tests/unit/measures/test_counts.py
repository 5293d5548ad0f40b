"""The counts of a measure: totals over covered months, and reasons where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from tests.measures.tables import HERE, MAIDSTONE, MEDWAY, NEXT_DOOR, PLACES, given, small_areas, street

from frankpledge.measures.catalogue import measure
from frankpledge.measures.counts import Counts, Evaluator
from frankpledge.terms.period import Month, Period

JAN, FEB, MAR, APR = (Month(2025, n) for n in (1, 2, 3, 4))
COUNTS = Counts(
    by_month={JAN: 5, FEB: 0, APR: 2},
    by_part={(JAN, "burglary"): 3, (APR, "burglary"): 1},
    sources=("street",),
    unknown_places=frozenset({MAR}),
)


def test_a_total_needs_every_month() -> None:
    assert COUNTS.total(Period(JAN, FEB)) == 5
    assert COUNTS.total(Period(JAN, MAR)) is None
    assert COUNTS.total(Period(JAN, FEB), "burglary") == 3
    assert COUNTS.total(Period(JAN, MAR), "burglary") is None


def test_a_part_without_rows_in_covered_months_is_nought() -> None:
    assert COUNTS.total(Period(JAN, FEB), "robbery") == 0


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        ("2025-03", "rows of March 2025 have small areas that no lookup held knows"),
        ("2025-01..2025-06", "rows of March 2025 have small areas that no lookup held knows"),
        ("2024-11..2025-01", "no records of November to December 2024 are held"),
        ("2025-04..2025-05", "no records of May 2025 are held"),
    ],
)
def test_the_reason_names_the_months(period: str, reason: str) -> None:
    assert COUNTS.why_missing(Period.parse(period)) == reason


@examples(st.dictionaries(st.integers(0, 23), st.integers(0, 9)), st.integers(0, 23), st.integers(0, 23))
def test_a_period_is_the_sum_of_its_months_or_nothing(held: dict[int, int], one: int, other: int) -> None:
    first, last = sorted((one, other))
    counts = Counts(by_month={JAN.plus(n): count for n, count in held.items()}, by_part={}, sources=())
    inside = [held.get(n) for n in range(first, last + 1)]
    expected = None if None in inside else sum(count for count in inside if count is not None)
    assert counts.total(Period(JAN.plus(first), JAN.plus(last))) == expected


def test_a_measure_is_counted_once_and_kept(tmp_path: Path) -> None:
    world = given(tmp_path, street(f"month  lsoa  category  count\n2025-01  {HERE}  Burglary  1"))
    assert world.counts(measure("asb"), MEDWAY) is world.counts(measure("asb"), MEDWAY)
    assert world.counts(measure("asb"), MEDWAY) is not world.counts(measure("asb"), MAIDSTONE)


def test_small_areas_of_two_censuses_are_both_the_authoritys(tmp_path: Path) -> None:
    """Codes of 2011 in older files and of 2021 in newer ones: each month is placed by the lookup that knows it."""
    older = {"lookup_lsoa11_ltla19.csv": f"lsoa11_code,ltla19_code,ltla19_name\nE01000099,{MEDWAY},Medway\n"}
    world = given(
        tmp_path,
        older,
        street(f"""
            month    lsoa       category  count
            2022-01  E01000099  Burglary  2
            2025-01  {HERE}     Burglary  3
        """),
    )
    counts = world.counts(measure("street-crime"), MEDWAY)
    assert counts.by_month == {Month(2022, 1): 2, JAN: 3}


def test_small_areas_that_lie_in_an_authority_by_way_of_a_ward_are_found(tmp_path: Path) -> None:
    by_ward = {
        "lookup_lsoa21_ward24_ltla24.csv": (
            f"lsoa21_code,ward24_code,ltla24_code\n{HERE},E05000001,{MEDWAY}\n{NEXT_DOOR},E05000002,{MAIDSTONE}\n"
        )
    }
    rest = {name: text for name, text in PLACES.items() if name not in small_areas("lsoa  code  name")}
    world = given(tmp_path, by_ward, street(f"month  lsoa  category  count\n2025-01  {HERE}  Burglary  4"), places=rest)
    assert world.counts(measure("street-crime"), MEDWAY).by_month == {JAN: 4}


def test_rows_that_repeat_a_crime_are_counted_once(tmp_path: Path) -> None:
    """A Crime ID that stands in two months is one crime, of the earlier month."""
    files = street(f"""
        month    lsoa    category  count
        2025-01  {HERE}  Burglary  2
        2025-02  {HERE}  Burglary  2
    """)
    first = files["2025-01/2025-01-kent-street.csv"].splitlines()[1]
    again = first.replace("2025-01", "2025-02")
    files["2025-02/2025-02-kent-street.csv"] += again + "\n"
    world = given(tmp_path, files)
    assert world.counts(measure("street-crime"), MEDWAY).by_month == {JAN: 2, FEB: 2}


def test_an_evaluator_names_areas_and_its_edition(tmp_path: Path) -> None:
    world: Evaluator = given(tmp_path, street(f"month  lsoa  category  count\n2025-01  {HERE}  Burglary  1"))
    assert world.area(MEDWAY).name == "Medway"
    assert world.edition == world.library.edition.digest[:12]
