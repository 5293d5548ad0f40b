"""Dispersion of a monthly series."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from frankpledge.analysis.dispersion import applied_dispersion, seasonal_dispersion

HAIR_AND_EYES = [[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]]
tables = st.tuples(st.integers(2, 6), st.integers(4, 12)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(40, 300))
)


def slow_dispersion(table: np.ndarray) -> float:
    """Fit the two effects by going round and round, each in turn, then add up the cells one by one."""
    years, months = table.shape
    year_effect, month_effect = [1.0] * years, [1.0] * months
    for _ in range(60):
        for i in range(years):
            year_effect[i] = sum(table[i, j] for j in range(months)) / sum(month_effect)
        for j in range(months):
            month_effect[j] = sum(table[i, j] for i in range(years)) / sum(year_effect)
    squares = 0.0  # of each cell's difference, over what was fitted
    for i in range(years):
        for j in range(months):
            fitted = year_effect[i] * month_effect[j]
            squares += (table[i, j] - fitted) ** 2 / fitted
    return float(squares / (years * months - years - months + 1))


def test_the_published_table_of_hair_and_eye_colour_gives_its_published_chi_squared() -> None:
    found = seasonal_dispersion(HAIR_AND_EYES)
    assert found is not None
    assert 9 * found == pytest.approx(138.29, abs=0.005)


@settings(deadline=None, max_examples=60)
@given(tables)
def test_it_agrees_with_a_model_fitted_step_by_step(table: np.ndarray) -> None:
    assert seasonal_dispersion(table) == pytest.approx(slow_dispersion(table), rel=1e-9, abs=1e-12)


@settings(deadline=None)
@given(tables)
def test_it_does_not_matter_which_way_round_the_table_is(table: np.ndarray) -> None:
    assert seasonal_dispersion(table.T) == pytest.approx(seasonal_dispersion(table))


def test_a_series_of_only_year_and_month_effects_has_none_left_over() -> None:
    assert seasonal_dispersion(np.outer([10, 20, 30], range(1, 13))) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("phi", [1, 3, 8])
def test_a_simulated_seasonal_series_gives_back_its_dispersion(phi: int) -> None:
    random = np.random.default_rng(1829)
    mean = np.outer([1.0, 1.2, 0.9, 1.0, 1.4], 60 + 25 * np.sin(np.arange(12)))
    drawn = (
        random.poisson(mean, (200, 5, 12))
        if phi == 1
        else random.negative_binomial(mean / (phi - 1), 1 / phi, (200, 5, 12))
    )
    found = [seasonal_dispersion(table) for table in drawn]
    assert np.mean([value for value in found if value is not None]) == pytest.approx(phi, rel=0.05)
    assert None not in found


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (np.full((1, 12), 50), "one year"),
        (np.full((5, 1), 50), "one month"),
        (np.full((2, 3), 50), "two degrees of freedom"),
        (np.full((3, 12), 4), "fitted counts of four"),
        (np.zeros((3, 12)), "nothing happened"),
        (np.empty((0, 12)), "no years"),
    ],
)
def test_it_is_not_given_where_it_cannot_be_estimated(table: np.ndarray, why: str) -> None:
    assert seasonal_dispersion(table) is None, why


def test_three_degrees_of_freedom_and_fitted_counts_of_five_are_just_enough() -> None:
    assert seasonal_dispersion(np.full((2, 4), 5)) == 0


@pytest.mark.parametrize("value", [math.nan, math.inf, -3, 50.5])
def test_a_missing_negative_or_fractional_month_is_refused(value: float) -> None:
    table = np.full((3, 12), 50.0)
    table[1, 4] = value
    with pytest.raises(ValueError, match="a missing one is not a nought"):
        seasonal_dispersion(table)


def test_a_single_row_of_counts_is_refused() -> None:
    with pytest.raises(ValueError, match="years down and months across"):
        seasonal_dispersion([50] * 36)


def test_intervals_are_widened_only_above_one_and_a_half_and_never_narrowed() -> None:
    assert [applied_dispersion(phi) for phi in (0.2, 1.0, 1.5, 1.51, 12.0)] == [1, 1, 1, 1.51, 12]
