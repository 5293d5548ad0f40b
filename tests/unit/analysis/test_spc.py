"""Control charts."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # noqa: F401  (loaded here, so that no single test is charged for it)

from frankpledge.analysis.season import seasonal_index
from frankpledge.analysis.spc import deseasonalised, detrended, u_prime, xmr

# The series by which the NHS package for R shows what screening does.
OUTLYING = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]
# Faults in dyed cloth, and fifties of square metres looked at: Montgomery's example of a u chart.
FAULTS = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
CLOTH = [10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5]
numbers = st.lists(st.integers(-50, 50), min_size=2, max_size=40)


def test_the_outlying_series_has_its_published_limits_screened() -> None:
    found = xmr(OUTLYING)
    assert (found.centre, found.lower, found.upper) == pytest.approx((1.9444, -0.7156, 4.6044), abs=5e-5)
    assert found.flags == (*[""] * 4, "outside", *[""] * 13)
    assert found.method == "moving range limits, outlying ranges screened"


def test_the_outlying_series_has_its_published_limits_unscreened() -> None:
    found = xmr(OUTLYING, screen=False)
    assert (found.centre, found.lower, found.upper) == pytest.approx((1.9444, -3.0626, 6.9515), abs=6e-5)
    assert found.method == "moving range limits"


@settings(deadline=None)
@given(numbers, st.integers(2, 45), st.booleans())
def test_it_agrees_with_a_sum_by_hand(values: list[int], fix: int, screen: bool) -> None:
    base = values[:fix]
    ranges = [abs(later - earlier) for earlier, later in pairwise(base)]
    average = sum(ranges) / len(ranges)
    kept = [size for size in ranges if size < 3.267 * average or not screen or not average]
    centre, spread = sum(base) / len(base), sum(kept) / len(kept)
    found = xmr(values, fix=fix, screen=screen)
    assert (found.centre, found.lower) == pytest.approx((centre, centre - 2.66 * spread))
    assert (found.upper, found.near_upper) == pytest.approx((centre + 2.66 * spread, centre + 2.66 * spread * 2 / 3))
    assert found.near_lower + found.near_upper == pytest.approx(2 * centre)
    assert len(found.flags) == len(values)
    assert ("provisional" in found.method) == (len(base) < 12)


@settings(deadline=None)
@given(numbers, st.integers(-1000, 1000), st.integers(1, 50))
def test_another_unit_of_measure_changes_no_flag(values: list[int], shift: int, scale: int) -> None:
    assert xmr([shift + scale * value for value in values]).flags == xmr(values).flags


@settings(deadline=None)
@given(numbers)
def test_a_chart_upside_down_has_the_same_flags(values: list[int]) -> None:
    assert xmr([-value for value in values]).flags == xmr(values).flags


def test_limits_that_are_fixed_judge_what_came_after_them() -> None:
    found = xmr([10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9, 30], fix=12)
    assert (found.centre, found.flags[-1]) == (10, "outside")


def test_a_series_that_never_changes_has_no_signal_and_no_room() -> None:
    found = xmr([0.1] * 20)
    assert (found.lower, found.upper) == pytest.approx((0.1, 0.1))
    assert found.flags == ("",) * 20


def test_chance_alone_puts_few_points_outside() -> None:
    random = np.random.default_rng(1381)
    found = [flag == "outside" for _ in range(150) for flag in xmr(random.normal(size=60)).flags]
    assert 0.001 < np.mean(found) < 0.008


@pytest.mark.parametrize("values", [[1, math.nan, 2], [[1, 2], [3, 4]], [1, math.inf]])
def test_a_series_with_a_gap_or_a_table_is_refused(values: list[float]) -> None:
    with pytest.raises(ValueError, match="one series without gaps; a missing value is not a nought"):
        xmr(values)


@pytest.mark.parametrize(("values", "fix"), [([5], None), ([], None), ([1, 2, 3], 1)])
def test_one_point_has_no_limits(values: list[float], fix: int | None) -> None:
    with pytest.raises(ValueError, match="two points or more"):
        xmr(values, fix=fix)


def test_taking_the_season_out_of_a_pure_season_leaves_a_level() -> None:
    pattern = [80, 90, 100, 110, 120, 130, 120, 110, 100, 90, 80, 70]
    series = [*pattern[3:], *pattern * 3, *pattern[:5]]
    season = seasonal_index(series, first_month=4)
    assert season is not None
    assert deseasonalised(series, season.index, 4) == pytest.approx([100] * len(series))


def test_a_season_left_in_fills_the_chart_with_signals_and_taken_out_does_not() -> None:
    pattern = np.array([80, 85, 95, 105, 115, 120, 120, 115, 105, 95, 85, 80])
    left_in, taken_out = [], []
    for seed in range(30):
        drawn = np.random.default_rng(seed).poisson(np.tile(10 * pattern, 6))
        season = seasonal_index(drawn, first_month=1)
        assert season is not None
        left_in += [flag != "" for flag in xmr(drawn).flags]
        taken_out += [flag != "" for flag in xmr(deseasonalised(drawn, season.index, 1)).flags]
    assert np.mean(left_in) > 0.7
    assert np.mean(taken_out) < 0.12


@pytest.mark.parametrize(
    ("index", "month", "said"), [([1.0] * 11, 4, "twelve"), ([0.0] * 12, 4, "nought"), ([1.0] * 12, 13, "12")]
)
def test_an_index_or_month_that_cannot_be_is_refused(index: list[float], month: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        deseasonalised([5] * 24, index, month)


def test_the_dyed_cloth_has_its_published_limits_for_chance_alone_narrows_nothing() -> None:
    found = u_prime(FAULTS, CLOTH)
    assert found is not None
    assert (found.centre, found.sigma_z) == (pytest.approx(1.42, abs=0.005), pytest.approx(0.6788, abs=5e-5))
    assert (found.lower[0], found.upper[0]) == pytest.approx((0.29, 2.55), abs=0.01)
    assert (found.lower[1], found.upper[1]) == pytest.approx((0.16, 2.68), abs=0.01)
    assert found.flags == ("",) * 10
    assert found.method == "Laney’s u′ limits"


def test_limits_are_widened_by_sigma_z_as_a_sum_by_hand_says() -> None:
    counts, bases = [300, 420, 260, 500, 310, 450, 280, 390], [10, 12, 9, 14, 10, 11, 10, 13]
    rate = sum(counts) / sum(bases)
    z = [(x / n - rate) / math.sqrt(rate / n) for x, n in zip(counts, bases, strict=True)]
    sigma = sum(abs(later - earlier) for earlier, later in pairwise(z)) / 7 / 1.128
    found = u_prime(counts, bases)
    assert found is not None and sigma > 1
    assert found.sigma_z == pytest.approx(sigma)
    assert found.upper == pytest.approx([rate + 3 * sigma * math.sqrt(rate / n) for n in bases])
    assert found.lower == pytest.approx([rate - 3 * sigma * math.sqrt(rate / n) for n in bases])


@pytest.mark.parametrize(
    "counts", [[3, 4, 2, 4, 3, 2, 3, 3, 4, 3], [9, 9, 8, 9, 10, 9, 8, 9, 9, 9], [0, 0, 1, 1, 1, 0, 0, 0]]
)
def test_where_few_are_expected_each_limit_is_the_last_count_that_is_not_too_unlikely(counts: list[int]) -> None:
    found, mean = u_prime(counts, [2.0] * len(counts)), sum(counts) / len(counts)
    chance = [math.exp(-mean) * mean**k / math.factorial(k) for k in range(60)]
    assert found is not None and found.sigma_z < 1
    assert 2 * found.upper[0] == max(k for k in range(60) if sum(chance[k:]) > 0.00135)
    assert 2 * found.lower[0] == min(k for k in range(60) if sum(chance[: k + 1]) >= 0.00135)
    assert found.method == "Laney’s u′ limits, exact where few are expected"


@pytest.mark.parametrize("phi", [1, 4])
def test_few_points_are_outside_whether_or_not_counts_cluster(phi: int) -> None:
    random, found = np.random.default_rng(9), []
    for _ in range(150):
        drawn = random.poisson(40, 60) if phi == 1 else random.negative_binomial(40 / (phi - 1), 1 / phi, 60)
        chart = u_prime(drawn, [1.0] * 60)
        assert chart is not None
        found += [flag == "outside" for flag in chart.flags]
    assert np.mean(found) < 0.01


def test_nothing_counted_or_a_single_point_makes_no_chart() -> None:
    assert u_prime([0, 0, 0], [1, 1, 1]) is None
    assert u_prime([5], [1]) is None


def test_counts_without_their_bases_are_refused() -> None:
    with pytest.raises(ValueError, match="found 3 counts and 2 bases"):
        u_prime([1, 2, 3], [1, 1])
    with pytest.raises(ValueError, match="base must be a number greater than nought"):
        u_prime([1, 2], [1, 0])


def test_a_series_that_grows_evenly_is_one_throughout_when_freed_of_its_trend() -> None:
    assert detrended([100 * 1.02**n for n in range(30)]) == pytest.approx([1.0] * 30)


def test_a_trend_needs_three_positive_values() -> None:
    for values in ([1, 2], [3, 0, 4], [1, -2, 3]):
        with pytest.raises(ValueError):
            detrended(values)
