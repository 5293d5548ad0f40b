"""Trend, season and days: how a year is spread over its months."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.demo.months import days, trend, wave
from frankpledge.demo.tables import MONTHS, Season, crime_totals, yearly_totals

TOTALS = st.lists(st.integers(100, 50_000), min_size=2, max_size=6)


def bend(levels: np.ndarray) -> float:
    return float((np.diff(levels, n=2) ** 2).sum())


@given(totals=TOTALS)
def test_each_year_of_the_trend_sums_to_its_total(totals: list[int]) -> None:
    assert trend(totals).reshape(-1, 12).sum(axis=1) == pytest.approx(totals, rel=1e-6, abs=1e-6 * max(totals))


@given(totals=TOTALS, seed=st.integers(0, 1_000))
def test_no_other_curve_with_the_same_totals_bends_less(totals: list[int], seed: int) -> None:
    levels = trend(totals)
    shift = np.random.default_rng(seed).normal(size=levels.shape).reshape(-1, 12)
    shift -= shift.mean(axis=1, keepdims=True)
    assert bend(levels + shift.ravel()) > bend(levels)


def test_equal_years_give_a_level_line_and_even_growth_a_straight_one() -> None:
    assert trend([1_200, 1_200, 1_200]) == pytest.approx(np.full(36, 100.0))
    growing = np.arange(36) * 2.0 + 10
    assert trend(growing.reshape(3, 12).sum(axis=1).astype(int).tolist()) == pytest.approx(growing)


def test_no_group_ever_falls_to_nothing() -> None:
    assert all(trend(counts).min() > 10 for counts in yearly_totals().values())


def test_the_recording_change_is_spread_over_months() -> None:
    steps = np.diff(np.log(trend(crime_totals())))
    assert np.abs(steps).max() < 0.035
    april_2017 = MONTHS.index("2017-04") - 1
    assert steps[april_2017] == pytest.approx(steps[april_2017 - 1], abs=0.005)


def test_months_have_the_days_of_the_calendar() -> None:
    by_month = dict(zip(MONTHS, days().tolist(), strict=True))
    assert (by_month["2016-02"], by_month["2019-02"], by_month["2019-04"], by_month["2020-02"]) == (
        29,
        28,
        30,
        29,
    )
    assert days().sum() == 5 * 365 + 2


def test_a_season_is_highest_in_its_month_and_lowest_half_a_year_on() -> None:
    by_month = dict(zip(MONTHS, wave(Season(7, 25)).tolist(), strict=True))
    assert by_month["2018-07"] == pytest.approx(1.25)
    assert by_month["2018-10"] == pytest.approx(1)
    assert by_month["2019-01"] == pytest.approx(0.75)
    assert wave(None).tolist() == [1.0] * 60
