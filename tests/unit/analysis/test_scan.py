"""So many events in some window of a long series."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special  # noqa: F401  (loaded here, so that no single test is charged for it)

from frankpledge.analysis.scan import scan_p


def simulated(count: int, mean: float, windows: float, times: int) -> float:
    """The share of series in which some window of length one, wherever it starts, holds so many."""
    random, found = np.random.default_rng(6), 0
    for _ in range(times):
        when = np.sort(random.uniform(0, windows, random.poisson(mean * windows)))
        found += bool(len(when) >= count and (when[count - 1 :] - when[: len(when) - count + 1] < 1).any())
    return found / times


def test_six_deaths_of_cyclists_in_a_fortnight_of_eight_years_have_the_published_p() -> None:
    """Aberdein and Spiegelhalter (2013): 208 fortnights that expect 0.6 each."""
    assert scan_p(6, 0.6, 208) == pytest.approx(0.039, abs=5e-4)


@pytest.mark.parametrize(("count", "mean", "windows"), [(6, 0.6, 208), (2, 0.05, 30), (4, 0.5, 10), (12, 4.0, 25)])
def test_it_agrees_with_simulated_series(count: int, mean: float, windows: float) -> None:
    p = scan_p(count, mean, windows)
    assert simulated(count, mean, windows, 4000) == pytest.approx(p, abs=4 * math.sqrt(p * (1 - p) / 4000))


@pytest.mark.parametrize("mean", [0.01, 0.2, 0.7])
@pytest.mark.parametrize("windows", [2, 3, 4, 12])
def test_two_events_are_as_near_as_the_room_left_between_them_says(mean: float, windows: int) -> None:
    """No two of n points on a line of length L are within one of (L − n + 1)ⁿ ÷ Lⁿ of the ways they can fall."""
    terms = (mean**n * max(0, windows - n + 1) ** n / math.factorial(n) for n in range(windows + 2))
    apart = math.exp(-mean * windows) * sum(terms)
    assert scan_p(2, mean, windows) == pytest.approx(1 - apart, abs=1e-9 if windows <= 3 else 2e-3)


def test_none_is_certain_and_one_is_the_chance_of_any_event() -> None:
    assert scan_p(0, 0.3, 5) == 1
    assert scan_p(1, 0.3, 5) == pytest.approx(1 - math.exp(-1.5))


@given(st.integers(1, 30), st.floats(0.01, 20), st.floats(2, 5000))
def test_more_events_are_never_likelier_and_it_is_a_chance(count: int, mean: float, windows: float) -> None:
    one, more = scan_p(count, mean, windows), scan_p(count + 1, mean, windows)
    assert 0 <= more <= one + 1e-9 <= 1 + 2e-9


def test_counts_far_beyond_and_far_below_what_is_expected_have_no_doubt() -> None:
    assert scan_p(400, 2.0, 100) == pytest.approx(0, abs=1e-12)
    assert scan_p(3, 50.0, 100) == pytest.approx(1)


@pytest.mark.parametrize("arguments", [(-1, 1, 5), (3, 0, 5), (3, math.nan, 5), (3, 1, 1.5), (2.5, 1, 5)])
def test_unusable_numbers_are_refused(arguments: tuple[int, float, float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        scan_p(*arguments)
