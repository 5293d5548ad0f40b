"""The same people before and after."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special  # noqa: F401  (loaded here, so that no single test is charged for it)

from frankpledge.analysis.cohort import cohort_change
from frankpledge.analysis.comparison import compare

people = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 24), st.integers(1, 24)), min_size=1, max_size=25
)


@pytest.mark.parametrize(
    ("before", "after", "times", "ratio", "low", "high", "p"),
    [
        (100, 70, (12, 12), 0.70, 0.508, 0.960, 0.026),
        (12, 5, (12, 12), 0.417, 0.115, 1.271, 0.143),
        (60, 31, (12, 9), 0.689, 0.432, 1.080, 0.110),
    ],
)
def test_the_published_cohorts_have_their_published_ratio_and_limits(
    before: int, after: int, times: tuple[int, int], ratio: float, low: float, high: float, p: float
) -> None:
    """For the third, R prints a p of 0.112: it adds up unlikely counts, not twice a tail; its limits are the same."""
    found = cohort_change([before], [after], exposure_before=[times[0]], exposure_after=[times[1]]).comparison
    assert found.ratio is not None and found.percent_low is not None and found.percent_high is not None
    limits = 1 + found.percent_low / 100, 1 + found.percent_high / 100
    assert (found.ratio, *limits, found.p) == pytest.approx((ratio, low, high, p), abs=6e-4)


@settings(deadline=None)
@given(people)
def test_people_are_counted_one_by_one_and_expected_offences_add_up(rows: list[tuple[int, int, int, int]]) -> None:
    before, after, months_before, months_after = (list(column) for column in zip(*rows, strict=True))
    found = cohort_change(before, after, exposure_before=months_before, exposure_after=months_after)
    rates = [(Fraction(a, t1), Fraction(b, t0)) for b, a, t0, t1 in rows]
    assert found.lower == sum(late < early for late, early in rates)
    assert found.higher == sum(late > early for late, early in rates)
    assert found.same == sum(late == early for late, early in rates)
    assert found.expected_after == pytest.approx(sum((b + a) * t1 / (t0 + t1) for b, a, t0, t1 in rows))
    if found.lower + found.higher:
        assert found.share_low is not None and found.share_high is not None
        assert found.share_low <= found.lower / (found.lower + found.higher) <= found.share_high
    else:
        assert (found.share_low, found.share_high, found.p) == (None, None, 1)


@settings(deadline=None)
@given(people, st.integers(1, 24), st.integers(1, 24))
def test_with_the_same_months_for_everyone_it_is_the_comparison_of_the_totals(
    rows: list[tuple[int, int, int, int]], months_before: int, months_after: int
) -> None:
    before, after = [row[0] for row in rows], [row[1] for row in rows]
    found = cohort_change(
        before, after, exposure_before=[months_before] * len(rows), exposure_after=[months_after] * len(rows)
    ).comparison
    plain = compare(sum(after), sum(before), exposure_after=months_after, exposure_before=months_before)
    assert (found.ratio is None) == (plain.ratio is None)
    assert found.ratio == pytest.approx(plain.ratio)


def test_that_the_busiest_were_locked_up_is_no_success() -> None:
    """One offends twice a month in both periods, but was at liberty for two months of the second; one hardly ever."""
    found = cohort_change([24, 1], [4, 1], exposure_before=[12, 12], exposure_after=[2, 12])
    totals = compare(5, 25, exposure_after=14, exposure_before=24)
    assert totals.verdict == "fell"
    assert (found.comparison.ratio, found.expected_after) == (pytest.approx(1), pytest.approx(5))
    assert (found.comparison.verdict, found.same) == ("no clear change", 2)


def limit(count: int, base: int, *, upper: bool) -> float:
    """The share at which so few, or so many, have a chance of 0.025, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        span = range(count + 1) if upper else range(count, base + 1)
        tail = sum(math.comb(base, k) * middle**k * (1 - middle) ** (base - k) for k in span)
        low, high = (middle, high) if (tail > 0.025) == upper else (low, middle)
    return low


def test_the_share_of_people_who_offend_less_has_exact_limits() -> None:
    found = cohort_change([5] * 10, [2] * 8 + [9] * 2, exposure_before=[12] * 10, exposure_after=[12] * 10)
    assert (found.lower, found.higher, found.same) == (8, 2, 0)
    assert (found.share_low, found.share_high) == pytest.approx(
        (limit(8, 10, upper=False), limit(8, 10, upper=True)), abs=1e-9
    )
    assert found.p == pytest.approx(2 * (1 + 10 + 45) / 1024)


def test_a_few_who_stopped_altogether_are_not_taken_for_all() -> None:
    before = [20] * 10
    alike = cohort_change(before, [15] * 10, exposure_before=[12] * 10, exposure_after=[12] * 10).comparison
    a_few = cohort_change(before, [0, 0, *[18, 19] * 4], exposure_before=[12] * 10, exposure_after=[12] * 10)
    assert alike.verdict == "fell" and alike.dispersion == 1
    assert a_few.comparison.dispersion > 1.5
    assert "widened for dispersion" in a_few.comparison.method


def test_the_dispersion_is_that_of_each_share_about_the_change_of_all() -> None:
    rows = [(20, 0, 12, 9), (15, 22, 10, 12), (9, 1, 12, 12), (30, 26, 6, 8), (2, 9, 12, 3), (1, 0, 12, 12)]
    before, after, months_before, months_after = (list(column) for column in zip(*rows, strict=True))
    found = cohort_change(before, after, exposure_before=months_before, exposure_after=months_after)
    squares = 0.0
    for early, late, t0, t1 in rows[:5]:  # the last has one offence, which can show nothing
        odds = found.comparison.ratio * t1 / t0  # type: ignore[operator]
        share, every = odds / (1 + odds), early + late
        squares += (late - every * share) ** 2 / (every * share * (1 - share))
    assert found.comparison.dispersion == pytest.approx(squares / 4)


def test_a_cohort_that_did_not_change_is_seldom_said_to_have() -> None:
    random, found = np.random.default_rng(21), []
    for _ in range(400):
        rates, before, after = random.gamma(1, 0.5, 40), random.uniform(6, 12, 40), random.uniform(2, 12, 40)
        counts = random.poisson(rates * before), random.poisson(rates * after)
        change = cohort_change(*counts, exposure_before=before, exposure_after=after)  # type: ignore[arg-type]
        found.append(change.comparison.p is not None and change.comparison.p < 0.05)
    assert np.mean(found) < 0.075


def test_nobody_offending_is_nothing_to_compare() -> None:
    found = cohort_change([0, 0], [0, 0], exposure_before=[12, 12], exposure_after=[12, 12])
    assert (found.comparison.verdict, found.same, found.p) == ("not tested", 2, 1)


def test_someone_never_at_liberty_or_left_out_of_a_list_is_refused() -> None:
    with pytest.raises(ValueError, match="exposure after must be a number greater than nought"):
        cohort_change([5, 5], [1, 0], exposure_before=[12, 12], exposure_after=[12, 0])
    with pytest.raises(ValueError, match="Each person needs two counts and two exposures"):
        cohort_change([5, 5], [1], exposure_before=[12, 12], exposure_after=[12, 12])
    with pytest.raises(ValueError, match="Each person needs two counts"):
        cohort_change([], [], exposure_before=[], exposure_after=[])
