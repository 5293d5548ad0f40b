"""Standardised ratios and rates, and shares of an estimate."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.rates import count_interval
from frankpledge.analysis.ratio import (
    expected_count,
    share_of_estimate,
    standardised_rate,
    standardised_ratio,
    unmet_need,
)

# Fleiss's table of births by age of mother: fifth-born and later with the condition, all such births, all births.
CASES = [0, 8, 63, 112, 262, 295]
BIRTHS = [327, 30666, 123419, 149919, 104088, 34392]
STANDARD = [319933, 931318, 786511, 488235, 237863, 61313]
groups = st.lists(st.tuples(st.integers(0, 500), st.floats(10, 1e6), st.floats(1, 1e6)), min_size=1, max_size=12)


def test_the_published_births_have_their_published_standardised_rate() -> None:
    found = standardised_rate(CASES, BIRTHS, STANDARD, scale=100_000)
    assert found is not None
    assert found.value == pytest.approx(75.52901, abs=5e-6)
    assert found.method == "directly standardised, Dobson’s method with Byar’s limits"


def test_its_limits_are_those_of_the_formula_group_by_group() -> None:
    value = variance = 0.0
    for x, n, w in zip(CASES, BIRTHS, STANDARD, strict=True):
        value += w / sum(STANDARD) * x / n
        variance += (w / sum(STANDARD)) ** 2 * x / n**2
    crude = count_interval(sum(CASES))
    assert crude.low is not None
    step = math.sqrt(variance / sum(CASES))
    found = standardised_rate(CASES, BIRTHS, STANDARD, scale=1)
    assert found is not None
    limits = value + step * (crude.low - sum(CASES)), value + step * (crude.high - sum(CASES))
    assert (found.low, found.high) == pytest.approx(limits)


@settings(deadline=None)
@given(groups)
def test_an_area_made_up_like_the_standard_has_its_own_crude_rate_and_limits(
    rows: list[tuple[int, float, float]],
) -> None:
    counts, bases = [x for x, _, _ in rows], [n for _, n, _ in rows]
    found = standardised_rate(counts, bases, [3 * n for n in bases], scale=1)
    if sum(counts) < 10:
        assert found is None
        return
    crude = count_interval(sum(counts))
    assert found is not None and crude.low is not None
    of_all = [crude.low / sum(bases), sum(counts) / sum(bases), crude.high / sum(bases)]
    assert [found.low, found.value, found.high] == pytest.approx(of_all)


def test_the_expected_count_is_that_at_the_rates_elsewhere() -> None:
    assert expected_count([100, 200], [5, 40], [1000, 2000]) == pytest.approx(0.5 + 4)


@settings(deadline=None)
@given(groups)
def test_the_reference_population_has_a_ratio_of_one(rows: list[tuple[int, float, float]]) -> None:
    counts, bases = [x for x, _, _ in rows], [n for _, n, _ in rows]
    if not sum(counts):
        return
    found = standardised_ratio(sum(counts), expected_count(bases, counts, bases))
    assert found.value == pytest.approx(1)
    assert found.low is not None and found.low < 1 < found.high


def test_a_ratio_has_the_limits_of_the_observed_count() -> None:
    found = standardised_ratio(65, 50)
    assert (found.value, found.low, found.high) == pytest.approx((1.3, 50.16319 / 50, 82.84914 / 50), abs=1e-6)
    assert found.method == "indirectly standardised, Byar’s limits"
    assert "widened for dispersion" in standardised_ratio(65, 50, dispersion=4).method


def fieller(count: int, estimate: float, error: float) -> list[float]:
    """The limits of a ratio of two normal variables: the roots of (x − rE)² = z²(x + r²e²)."""
    z2 = 1.959964**2
    a, b, c = estimate**2 - z2 * error**2, -2 * count * estimate, count**2 - z2 * count
    return [(-b + side * math.sqrt(b * b - 4 * a * c)) / (2 * a) for side in (-1, 1)]


def test_it_agrees_with_fieller_where_both_intervals_are_narrow_and_even() -> None:
    error = 80.0
    found = share_of_estimate(9000, 15000, 15000 - 1.959964 * error, 15000 + 1.959964 * error)
    assert [found.low, found.high] == pytest.approx(fieller(9000, 15000, error), rel=5e-4)


@pytest.mark.parametrize(("count", "estimate", "spread"), [(900, 1500, 0.15), (50, 100, 0.3), (8, 30, 0.4)])
def test_the_limits_hold_the_truth_about_as_often_as_they_say(count: int, estimate: float, spread: float) -> None:
    random = np.random.default_rng(11)
    held = []
    for drawn, noise in zip(random.poisson(count, 2000), random.normal(0, spread, 2000), strict=True):
        seen = estimate * math.exp(noise)
        low, high = seen * math.exp(-1.959964 * spread), seen * math.exp(1.959964 * spread)
        found = share_of_estimate(int(drawn), seen, low, high)
        held.append(found.low is not None and found.low <= count / estimate <= found.high)
    assert np.mean(held) == pytest.approx(0.95, abs=0.018)


def test_an_estimate_known_exactly_leaves_the_limits_of_the_count() -> None:
    found, of_count = share_of_estimate(65, 130, 130, 130), count_interval(65)
    assert of_count.low is not None
    assert (found.low, found.high) == pytest.approx((of_count.low / 130, of_count.high / 130))


def test_the_distances_of_both_intervals_are_joined_each_with_the_other_side_of_the_estimate() -> None:
    found, of_count = share_of_estimate(65, 130, 100, 260), count_interval(65)
    assert of_count.low is not None and found.low is not None
    down = math.log(65 / of_count.low) ** 2 + math.log(260 / 130) ** 2
    up = math.log(of_count.high / 65) ** 2 + math.log(130 / 100) ** 2
    assert math.log(found.value / found.low) ** 2 == pytest.approx(down)
    assert math.log(found.high / found.value) ** 2 == pytest.approx(up)


def test_ten_events_in_all_are_enough_for_a_standardised_rate_and_nine_are_not() -> None:
    assert standardised_rate([4, 6], [100, 100], [100, 100]) is not None
    assert standardised_rate([4, 5], [100, 100], [100, 100]) is None


def test_no_one_counted_has_a_share_of_nought_and_an_upper_limit() -> None:
    found = share_of_estimate(0, 100, 50, 200)
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(-math.log(0.025) / 50)


@settings(deadline=None)
@given(st.integers(0, 5000), st.floats(1, 5000), st.floats(0.1, 1), st.floats(1, 10))
def test_limits_hold_the_share_and_a_wider_estimate_widens_them(
    count: int, estimate: float, down: float, up: float
) -> None:
    wide = share_of_estimate(count, estimate, estimate * down, estimate * up)
    known = share_of_estimate(count, estimate, estimate, estimate)
    assert wide.low is not None and known.low is not None
    assert wide.low <= known.low * (1 + 1e-9) <= wide.value * (1 + 1e-9)
    assert wide.value <= known.high <= wide.high * (1 + 1e-9)


def test_unmet_need_is_what_the_share_leaves_over() -> None:
    met, unmet = share_of_estimate(900, 1500, 1200, 2100), unmet_need(900, 1500, 1200, 2100)
    assert met.low is not None
    assert (unmet.low, unmet.value, unmet.high) == pytest.approx((1 - met.high, 0.4, 1 - met.low))


def test_more_in_treatment_than_were_estimated_is_said_and_no_limit_falls_under_nought() -> None:
    found = unmet_need(1700, 1500, 1200, 2100)
    assert found.value == pytest.approx(1 - 1700 / 1500)
    assert found.low == 0 and found.high > 0
    assert found.method == "count over a published interval, which it exceeds"


@pytest.mark.parametrize(("low", "high"), [(0, 200), (110, 200), (50, 90), (50, math.nan)])
def test_an_estimate_outside_its_limits_or_down_to_nought_is_refused(low: float, high: float) -> None:
    with pytest.raises(ValueError, match=r"within its limits|greater than nought"):
        share_of_estimate(50, 100, low, high)


def test_groups_that_do_not_match_are_refused() -> None:
    with pytest.raises(ValueError, match="lists of 2, 2, 1"):
        standardised_rate([20, 20], [100, 100], [100])
    with pytest.raises(ValueError, match="lists of 1, 2, 2"):
        expected_count([100], [20, 20], [100, 100])
