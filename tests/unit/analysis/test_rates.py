"""Rates and the limits of counts."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.rates import byar_interval, count_interval, rate

unhurried = settings(deadline=None)
counts = st.integers(0, 100_000)
dispersions = st.floats(1.0, 60.0)


def poisson_at_most(count: int, mean: float) -> float:
    """P(X ≤ count), by adding up the terms."""
    return math.fsum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(count + 1))


def crossing(falling: Callable[[float], float], target: float, low: float, high: float) -> float:
    """Where a falling function meets the target, by halving."""
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > target else (low, middle)
    return low


def slow_limits(count: int, level: float) -> tuple[float, float]:
    """The means at which a count this high, or this low, has half the remaining probability."""
    tail, top = (1 - level) / 2, 3 * count + 40.0
    low = crossing(lambda mean: poisson_at_most(count - 1, mean), 1 - tail, 1e-9, top) if count else 0.0
    return low, crossing(lambda mean: poisson_at_most(count, mean), tail, 1e-9, top)


@pytest.mark.parametrize(("level", "low", "high"), [(0.95, 50.16319, 82.84914), (0.998, 42.88026, 94.00029)])
def test_sixty_five_events_have_the_published_limits(level: float, low: float, high: float) -> None:
    limits = count_interval(65, level=level)
    assert (limits.low, limits.high) == pytest.approx((low, high), abs=5e-6)


def test_five_events_in_a_hundred_have_the_published_exact_limits() -> None:
    found = rate(5, 100, scale=100)
    assert found.value == 5
    assert (found.low, found.high) == pytest.approx((1.62349, 11.66833), abs=5e-6)
    assert found.method == "exact Poisson limits"


def test_ten_events_in_two_hundred_have_the_published_limits_by_byar() -> None:
    found = rate(10, 200, scale=100_000)
    assert found.value == pytest.approx(5000)
    assert (found.low, found.high) == pytest.approx((2393.725, 9195.729), abs=5e-4)
    assert found.method == "Byar’s limits"


@pytest.mark.parametrize("level", [0.8, 0.95, 0.998])
@pytest.mark.parametrize("count", range(10))
def test_below_ten_the_limits_are_those_found_by_adding_up_poisson_terms(count: int, level: float) -> None:
    limits = count_interval(count, level=level)
    assert (limits.low, limits.high) == pytest.approx(slow_limits(count, level), abs=1e-9)


@pytest.mark.parametrize("count", [10, 17, 40, 150, 600])
def test_from_ten_upwards_byar_is_within_a_fifth_of_one_per_cent_of_exact(count: int) -> None:
    limits = count_interval(count)
    assert (limits.low, limits.high) == pytest.approx(slow_limits(count, 0.95), rel=0.002)


def test_a_rate_is_per_thousand_unless_asked_otherwise() -> None:
    assert rate(250, 50_000).value == pytest.approx(5.0)


def test_no_events_give_a_rate_of_nought_with_an_upper_limit() -> None:
    found = rate(0, 1000)
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(-math.log(0.025))


def test_a_byar_limit_under_nought_is_missing_and_never_negative() -> None:
    assert byar_interval(1, level=0.998).low is None
    assert byar_interval(0).low is None
    by_hand = 2 * (1 - 1 / 18 - 3.090232 / (3 * 2**0.5)) ** 3
    assert byar_interval(2, level=0.998).low == pytest.approx(by_hand, abs=1e-6)


@unhurried
@given(counts, st.floats(0.5, 0.9999), dispersions)
def test_an_interval_holds_its_count_and_always_has_a_lower_limit(count: int, level: float, phi: float) -> None:
    limits = count_interval(count, level=level, dispersion=phi)
    assert limits.low is not None
    assert 0 <= limits.low <= count < limits.high


@unhurried
@given(counts, dispersions, dispersions)
def test_more_dispersion_never_narrows_an_interval(count: int, one: float, other: float) -> None:
    less, more = (count_interval(count, dispersion=phi) for phi in sorted((one, other)))
    assert less.low is not None and more.low is not None
    assert more.low <= less.low * (1 + 1e-9) and more.high >= less.high * (1 - 1e-9)


def test_dispersion_up_to_one_and_a_half_changes_nothing_and_above_it_is_named() -> None:
    assert count_interval(400, dispersion=1.5) == count_interval(400)
    assert count_interval(400, dispersion=0.3) == count_interval(400)
    assert count_interval(400, dispersion=1.51).method == "exact Poisson limits, widened for dispersion"


def test_a_dispersion_of_four_about_doubles_the_half_widths_of_a_large_count() -> None:
    plain, wide = count_interval(20_000), count_interval(20_000, dispersion=4)
    assert plain.low is not None and wide.low is not None
    assert (20_000 - wide.low) / (20_000 - plain.low) == pytest.approx(2, rel=0.02)
    assert (wide.high - 20_000) / (plain.high - 20_000) == pytest.approx(2, rel=0.02)


@pytest.mark.parametrize(("mean", "phi"), [(30, 10), (100, 4), (1000, 4)])
def test_widened_limits_miss_a_clustered_mean_no_more_often_than_intended_on_either_side(mean: int, phi: int) -> None:
    drawn = np.random.default_rng(20_250_401).negative_binomial(mean / (phi - 1), 1 / phi, 4000)
    wide = [count_interval(int(count), dispersion=phi) for count in drawn]
    assert np.mean([limits.low is not None and limits.low > mean for limits in wide]) < 0.032
    assert np.mean([limits.high < mean for limits in wide]) < 0.032
    plain = [count_interval(int(count)) for count in drawn]
    missed = [limits.low is None or not limits.low <= mean <= limits.high for limits in plain]
    assert np.mean(missed) > 0.2


@pytest.mark.parametrize("base", [0, -5, math.nan, math.inf])
def test_a_base_that_is_not_above_nought_is_refused(base: float) -> None:
    with pytest.raises(ValueError, match="base must be a number greater than nought"):
        rate(5, base)


@pytest.mark.parametrize("count", [-1, math.nan, 2.5])
def test_a_count_that_is_missing_negative_or_fractional_is_refused(count: float) -> None:
    with pytest.raises(ValueError, match="count must be a whole number"):
        rate(count, 100)  # type: ignore[arg-type]


@pytest.mark.parametrize("keywords", [{"level": 1.0}, {"level": 95}, {"dispersion": 0}, {"dispersion": math.nan}])
def test_a_level_or_dispersion_out_of_range_is_refused(keywords: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"level must lie between|dispersion must be a number"):
        rate(50, 100, **keywords)
