"""Months and runs of whole months."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.terms.period import Month, Period, runs

MONTHS = st.builds(Month, st.integers(1900, 2100), st.integers(1, 12))
FEW = st.builds(Month, st.integers(2019, 2021), st.integers(1, 12))


@given(MONTHS)
def test_a_month_reads_back_what_it_writes(month: Month) -> None:
    assert Month.parse(str(month)) == month == Month.of(month.first_day)


@pytest.mark.parametrize(
    "text",
    ["", "2019", "2019-13", "2019-00", "2019-4", "19-04", "2019-04-01", "2019/04", " 2019-04", "2019-04\n", "٢٠١٩-04"],
)
def test_what_is_not_a_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


@given(MONTHS, st.integers(-600, 600))
def test_adding_months_and_counting_them_agree(month: Month, months: int) -> None:
    later = month.plus(months)
    assert later.since(month) == months
    assert later.plus(-months) == month
    assert (later > month) == (months > 0)


def test_a_year_ends_in_december() -> None:
    assert Month(2019, 12).plus(1) == Month(2020, 1)
    assert Month(2020, 1).plus(-1) == Month(2019, 12)


@given(FEW, FEW)
def test_a_period_reads_back_what_it_writes_and_holds_its_months(one: Month, other: Month) -> None:
    period = Period(min(one, other), max(one, other))
    assert Period.parse(str(period)) == period
    assert len(list(period)) == len(period)
    assert [month for month in (period.first.plus(n) for n in range(-2, len(period) + 2)) if month in period] == list(
        period
    )


@pytest.mark.parametrize(
    "text", ["2019-04..", "..2019-04", "2019-04..2019-03", "2019-04...2019-06", "2019-04-2019-06", "2019"]
)
def test_what_is_not_a_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|period"):
        Period.parse(text)


def test_the_year_before_is_the_same_calendar_months() -> None:
    assert Period.parse("2019-04..2020-03").year_before == Period.parse("2018-04..2019-03")
    assert Period.year_from(Month(2019, 4)) == Period.parse("2019-04..2020-03")


@pytest.mark.parametrize(
    ("text", "label", "short"),
    [
        ("2019-04..2020-03", "April 2019 to March 2020", "2019/20"),
        ("1999-04..2000-03", "April 1999 to March 2000", "1999/00"),
        ("2025-01..2025-12", "January to December 2025", "2025"),
        ("2024-07..2025-06", "July 2024 to June 2025", "year to June 2025"),
        ("2025-06", "June 2025", "June 2025"),
        ("2025-01..2025-03", "January to March 2025", "January to March 2025"),
    ],
)
def test_a_period_is_named_as_people_name_it(text: str, label: str, short: str) -> None:
    assert Period.parse(text).label == label
    assert Period.parse(text).short == short


@given(st.frozensets(FEW))
def test_runs_hold_every_month_once_and_never_touch(months: frozenset[Month]) -> None:
    found = runs(months)
    assert [month for period in found for month in period] == sorted(months)
    assert all(later.first.since(earlier.last) > 1 for earlier, later in pairwise(found))


def test_the_first_day_is_a_date() -> None:
    assert Month(2020, 2).first_day == date(2020, 2, 1)
