"""Small counts tested by every pair of counts as far apart."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # noqa: F401  (loaded here, so that no single test is charged for it)

from frankpledge.analysis.comparison import compare
from frankpledge.analysis.e_test import e_test

small = st.integers(0, 12)


def slow_p(x1: int, x2: int, e1: float, e2: float) -> float:
    """Pair by pair, each chance by its own formula."""

    def far(a: int, b: int) -> float:
        return abs(a / e1 - b / e2) / math.sqrt(a / e1**2 + b / e2**2) if a or b else 0.0

    def chance(count: int, mean: float) -> float:
        return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))

    rate, seen = (x1 + x2) / (e1 + e2), far(x1, x2)
    pairs = ((a, b) for a in range(90) for b in range(90) if far(a, b) >= seen - 1e-9)
    return sum(chance(a, rate * e1) * chance(b, rate * e2) for a, b in pairs)


@pytest.mark.parametrize(("after", "before", "p"), [(0, 3, 0.0884), (6, 2, 0.1749), (16, 25, 0.165)])
def test_the_published_pairs_have_their_published_p(after: int, before: int, p: float) -> None:
    found = e_test(after, before)
    assert found.p == pytest.approx(p, abs=5.1e-4 if p == 0.165 else 5.1e-5)
    assert found.method == "E-test"


@settings(max_examples=40)
@given(small, small, st.sampled_from([0.5, 1.0, 1.7]), st.sampled_from([0.8, 1.0]))
def test_it_agrees_with_adding_up_pair_by_pair(after: int, before: int, e1: float, e2: float) -> None:
    found = e_test(after, before, exposure_after=e1, exposure_before=e2)
    if after or before:
        assert found.p == pytest.approx(slow_p(after, before, e1, e2), abs=1e-7)
    else:
        assert (found.p, found.statistic) == (None, None)


@settings(max_examples=40)
@given(st.integers(0, 1000), st.integers(0, 1000))
def test_swapping_the_counts_changes_nothing_and_equal_ones_are_no_distance_apart(one: int, other: int) -> None:
    there, back = e_test(one, other), e_test(other, one)
    assert there.p == (None if back.p is None else pytest.approx(back.p, abs=1e-9))
    if one:
        assert e_test(one, one).p == pytest.approx(1, abs=1e-9)


def test_it_finds_more_than_the_conditional_test_in_small_counts() -> None:
    exact = compare(0, 5).p
    found = e_test(0, 5).p
    assert exact is not None and found is not None and found < 0.05 < exact


def test_enormous_counts_go_to_the_conditional_test_and_say_so() -> None:
    found = e_test(100_000, 101_000)
    assert found.p == compare(100_000, 101_000).p
    assert found.statistic is None and found.method == "exact conditional test, for counts above 1,000"


def test_of_two_equal_rates_few_are_called_different() -> None:
    random = np.random.default_rng(11)
    pairs = random.poisson(6, (1500, 2))
    alarms = [e_test(int(one), int(other)).p for one, other in pairs]
    assert np.mean([p is not None and p < 0.05 for p in alarms]) == pytest.approx(0.05, abs=0.02)


@pytest.mark.parametrize("count", [-1, 1.5, float("nan")])
def test_what_is_no_count_or_exposure_is_refused(count: float) -> None:
    with pytest.raises(ValueError, match="whole number"):
        e_test(count, 3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="exposure after"):
        e_test(2, 3, exposure_after=0)
