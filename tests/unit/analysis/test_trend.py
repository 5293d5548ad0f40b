"""The yearly trend of a monthly series."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import special

from frankpledge.analysis.dispersion import seasonal_dispersion
from frankpledge.analysis.trend import Trend, trend

SEASON = np.array([0.8, 0.85, 0.95, 1.05, 1.15, 1.2, 1.2, 1.15, 1.05, 0.95, 0.85, 0.8])
two_years = st.lists(st.integers(1, 500), min_size=24, max_size=24)
months = st.integers(1, 12)


def fitted(counts: object, **words: object) -> Trend:
    found = trend(counts, first_month=4, **words)  # type: ignore[arg-type]
    assert found is not None
    return found


def slow_slope(yearly: list[float]) -> tuple[float, float]:
    """The log change a year and its variance for whole years. With month effects, only the years' totals tell of it.

    The years share out all events as e^(slope × year); the slope is the one that makes the mean year right.
    """
    total, seen = sum(yearly), sum(year * count for year, count in enumerate(yearly)) / sum(yearly)

    def moments(slope: float) -> tuple[float, float]:
        shares = [math.exp(slope * year) for year in range(len(yearly))]
        mean = sum(year * share for year, share in enumerate(shares)) / sum(shares)
        return mean, sum((year - mean) ** 2 * share for year, share in enumerate(shares)) / sum(shares)

    low, high = -20.0, 20.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if moments(middle)[0] < seen else (low, middle)
    return low, 1 / (total * moments(low)[1])


@settings(deadline=None, max_examples=50)
@given(two_years, months)
def test_over_two_whole_years_the_change_is_that_of_the_totals_and_phi_that_of_the_table(
    counts: list[int], first_month: int
) -> None:
    found = trend(counts, first_month=first_month)
    assert found is not None
    assert found.annual.percent == pytest.approx(100 * (sum(counts[12:]) / sum(counts[:12]) - 1), rel=1e-6, abs=1e-6)
    phi = seasonal_dispersion(np.reshape(counts, (2, 12)))
    assert phi is None or found.phi == pytest.approx(phi, rel=1e-6, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(st.integers(2, 6), st.randoms(use_true_random=False))
def test_over_whole_years_change_and_limits_are_those_found_from_the_yearly_totals(years: int, random: object) -> None:
    drawn = np.random.default_rng(random.getrandbits(32)).poisson(np.tile(40 * SEASON, years))  # type: ignore[attr-defined]
    found, (slope, variance) = fitted(drawn), slow_slope(drawn.reshape(years, 12).sum(axis=1).tolist())
    assert found.annual.percent == pytest.approx(100 * math.expm1(slope), rel=1e-6, abs=1e-6)
    if found.method == "quasi-Poisson with month factors":
        half = special.stdtrit(12 * years - 13, 0.975) * math.sqrt(max(1, found.phi) * variance)
        limits = 100 * math.expm1(slope - half), 100 * math.expm1(slope + half)
        assert (found.annual.low, found.annual.high) == pytest.approx(limits, rel=1e-6, abs=1e-6)


def test_a_step_at_the_last_of_three_years_is_the_second_change_over_the_first() -> None:
    drawn = np.random.default_rng(6).poisson(np.repeat([50.0, 60.0, 90.0], 12))
    first, second, third = drawn.reshape(3, 12).sum(axis=1)
    found = fitted(drawn, steps=[24])
    assert found.annual.percent == pytest.approx(100 * (second / first - 1))
    assert found.steps[0].percent == pytest.approx(100 * (third / second / (second / first) - 1))
    assert found.steps[0].low < found.steps[0].percent < found.steps[0].high


def noiseless(annual: float, step: float) -> NDArray[np.float64]:
    place = np.arange(54)
    return np.round(1e9 * SEASON[(place + 3) % 12] * (1 + annual) ** (place / 12) * np.where(place >= 20, 1 + step, 1))


@pytest.mark.parametrize(("annual", "step"), [(0.05, 0.3), (-0.12, -0.25), (0, 0)])
def test_a_series_without_noise_gives_back_what_it_was_made_of(annual: float, step: float) -> None:
    found = fitted(noiseless(annual, step), steps=[20])
    assert found.annual.percent == pytest.approx(100 * annual, abs=1e-5)
    assert found.steps[0].percent == pytest.approx(100 * step, abs=1e-5)
    assert found.phi < 1e-6


def test_a_step_left_out_is_taken_for_a_trend() -> None:
    counts = noiseless(0, 0.5)
    assert fitted(counts, steps=[20]).annual.percent == pytest.approx(0, abs=1e-5)
    assert fitted(counts).annual.percent > 10


def test_the_change_of_a_rate_is_freed_of_the_change_of_its_base() -> None:
    people = 1000 * 1.04 ** (np.arange(54) / 12)
    found = fitted(noiseless(0.06, 0), bases=people.tolist())
    assert found.annual.percent == pytest.approx(100 * (1.06 / 1.04 - 1), abs=1e-5)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**31), st.integers(24, 80), st.floats(0.01, 1000))
def test_the_unit_of_the_base_and_turning_time_round_leave_the_size_of_the_change(
    seed: int, length: int, unit: float
) -> None:
    drawn = np.random.default_rng(seed).poisson(30, length)
    forward = fitted(drawn)
    scaled, back = fitted(drawn, bases=[unit] * length), trend(drawn[::-1], first_month=1)
    assert scaled.annual.percent == pytest.approx(forward.annual.percent, rel=1e-6, abs=1e-6)
    assert back is not None
    assert 1 + back.annual.percent / 100 == pytest.approx(1 / (1 + forward.annual.percent / 100), rel=1e-6)
    assert forward.annual.low < forward.annual.percent < forward.annual.high
    assert (forward.annual.p < 0.05) == (forward.annual.low > 0 or forward.annual.high < 0)


def related_series(random: np.random.Generator, relation: float) -> NDArray[np.int64]:
    """Five years without a trend; the log of each month's mean is related so to the month before."""
    noise = random.normal(0, 0.2, 60)
    for place in range(1, 60):
        noise[place] = relation * noise[place - 1] + math.sqrt(1 - relation**2) * noise[place]
    return random.poisson(np.tile(100 * SEASON, 5) * np.exp(noise))


def false_alarms(relation: float, runs: int) -> tuple[float, float]:
    """How often no trend is called one, and how often the months are seen to be related."""
    random = np.random.default_rng(1381)
    found = [fitted(related_series(random, relation)) for _ in range(runs)]
    related = ["related" in one.method for one in found]
    return float(np.mean([one.annual.p < 0.05 for one in found])), float(np.mean(related))


def test_clustered_months_without_a_trend_are_seldom_said_to_have_one() -> None:
    alarms, related = false_alarms(0.0, 400)
    assert alarms == pytest.approx(0.05, abs=0.025)
    assert related < 0.1


def test_related_months_are_seen_and_raise_false_alarms_to_no_more_than_is_owned_up_to() -> None:
    alarms, related = false_alarms(0.5, 400)
    assert alarms < 0.15
    assert related > 0.75


def widths(drawn: NDArray[np.int64], relation: float) -> tuple[float, float]:
    """Standard errors of five years' slope, for the first relation and from twelve lags, added up term by term."""
    yearly, monthly = drawn.reshape(5, 12).sum(axis=1), drawn.reshape(5, 12).sum(axis=0)
    slope, variance = slow_slope(yearly.tolist())
    shares = np.exp(slope * np.arange(5)) / np.exp(slope * np.arange(5)).sum()
    mean = np.outer(shares, monthly).ravel()
    place = np.repeat(np.arange(5), 12) - float(shares @ np.arange(5))
    pulls = (place * (drawn - mean)).tolist()
    lagged = sum(
        (1 - abs(one - other) / 13) * pulls[one] * pulls[other]
        for one in range(60)
        for other in range(60)
        if abs(one - other) <= 12
    )
    phi = float(((drawn - mean) ** 2 / mean).sum()) / 47
    related = math.sqrt(phi * variance * (1 + relation) / (1 - relation))
    return related, math.sqrt(60 / 47 * lagged) * variance


@pytest.mark.parametrize(("seed", "more"), [(1, "relation"), (21, "lags")])
def test_related_months_widen_the_limits_by_the_relation_or_by_twelve_lags_whichever_is_more(
    seed: int, more: str
) -> None:
    drawn = related_series(np.random.default_rng(seed), 0.8)
    found = fitted(drawn)
    by_relation, by_lags = widths(drawn, found.related)
    assert (by_lags > by_relation) == (more == "lags")
    half = math.log((100 + found.annual.high) / (100 + found.annual.low)) / 2
    freedom = 47 * (1 - found.related) / (1 + found.related)
    assert half == pytest.approx(special.stdtrit(freedom, 0.975) * max(by_relation, by_lags), rel=1e-6)
    assert found.method == "quasi-Poisson with month factors, widened for related months"


def test_fewer_than_twenty_four_months_have_no_trend() -> None:
    assert trend([50] * 23, first_month=4) is None
    assert trend([50] * 24, first_month=4) is not None


def test_a_calendar_month_or_a_step_without_events_has_no_finite_effect() -> None:
    year = [5, 0, *[5] * 10]
    assert trend(year * 3, first_month=4) is None
    assert trend([5] * 30 + [0] * 6, first_month=4, steps=[30]) is None
    assert trend([0] * 36, first_month=4) is None


@pytest.mark.parametrize("steps", [[0], [36], [-3], [10, 10], [10, 11, *range(12, 34)]])
def test_steps_outside_the_series_or_that_cannot_be_told_apart_are_refused(steps: list[int]) -> None:
    with pytest.raises(ValueError, match=r"must lie within the series|cannot be told apart"):
        trend([50] * 36, first_month=4, steps=steps)


def test_a_missing_month_a_wrong_month_or_a_missing_base_is_refused() -> None:
    with pytest.raises(ValueError, match="a missing one is not a nought"):
        trend([50.0] * 30 + [math.nan], first_month=4)
    with pytest.raises(ValueError, match="month of 1 to 12"):
        trend([50] * 30, first_month=0)
    with pytest.raises(ValueError, match="found 30 and 29"):
        trend([50] * 30, first_month=4, bases=[1.0] * 29)
