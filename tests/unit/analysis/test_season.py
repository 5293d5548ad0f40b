"""Seasonal index and the test of a season."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaincc

from frankpledge.analysis.season import seasonal_index, seasonality_test

# International airline passengers, thousands a month, 1949 to 1960: series G of Box and Jenkins.
PASSENGERS = [
    *[112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118],
    *[115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140],
    *[145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166],
    *[171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194],
    *[196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201],
    *[204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229],
    *[242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278],
    *[284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306],
    *[315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336],
    *[340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337],
    *[360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405],
    *[417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432],
]
# What the classical multiplicative decomposition of R gives for them.
PUBLISHED = [
    *[0.9102304, 0.8836253, 1.0073663, 0.9759060, 0.9813780, 1.1127758],
    *[1.2265555, 1.2199110, 1.0604919, 0.9217572, 0.8011781, 0.8988244],
]
series = st.lists(st.integers(1, 500), min_size=36, max_size=90)
months = st.integers(1, 12)


def slow_ratios(counts: list[int], first_month: int) -> dict[int, list[float]]:
    """Ratios by calendar month: for each month, average two overlapping years and divide."""
    ratios: dict[int, list[float]] = {month: [] for month in range(1, 13)}
    for place in range(6, len(counts) - 6):
        earlier, later = counts[place - 6 : place + 6], counts[place - 5 : place + 7]
        yearly = (sum(earlier) / 12 + sum(later) / 12) / 2
        ratios[(first_month + place - 1) % 12 + 1].append(counts[place] / yearly)
    return ratios


def slow_kruskal_wallis(groups: list[list[float]]) -> float:
    """H by its definition, the spread of mean ranks, without ties; the p is from chi-squared."""
    pooled = sorted(value for group in groups for value in group)
    ranks = [[pooled.index(value) + 1 for value in group] for group in groups]
    n = len(pooled)
    between = sum(len(group) * (sum(group) / len(group) - (n + 1) / 2) ** 2 for group in ranks)
    return float(gammaincc((len(groups) - 1) / 2, 12 * between / (n * (n + 1)) / 2))


def test_the_airline_series_gives_the_published_index() -> None:
    found = seasonal_index(PASSENGERS, first_month=1)
    assert found is not None
    assert found.index == pytest.approx(PUBLISHED, abs=5e-8)
    assert found.method == "mean ratio to the centred yearly average"


@settings(deadline=None)
@given(series, months)
def test_it_agrees_with_a_month_by_month_reckoning(counts: list[int], first_month: int) -> None:
    found = seasonal_index(counts, first_month=first_month)
    means = [sum(group) / len(group) for group in slow_ratios(counts, first_month).values()]
    assert found is not None
    assert found.index == pytest.approx([12 * mean / sum(means) for mean in means])
    assert sum(found.index) == pytest.approx(12)


def test_january_comes_first_whatever_month_the_series_starts_in() -> None:
    whole = seasonal_index(PASSENGERS[:120], first_month=1)
    from_april = seasonal_index(PASSENGERS[:120], first_month=4)
    assert whole is not None and from_april is not None
    assert from_april.index == (*whole.index[9:], *whole.index[:9])


def test_a_steady_year_with_a_fixed_pattern_gives_back_the_pattern() -> None:
    pattern = [80, 90, 100, 110, 120, 130, 120, 110, 100, 90, 80, 70]
    found = seasonal_index([*pattern[3:], *pattern * 3, *pattern[:5]], first_month=4)
    assert found is not None
    assert found.index == pytest.approx([value / 100 for value in pattern])


@settings(deadline=None)
@given(series, st.integers(2, 9))
def test_counting_everything_several_times_over_does_not_change_the_index(counts: list[int], times: int) -> None:
    one, many = (seasonal_index(values, first_month=4) for values in (counts, [times * count for count in counts]))
    assert one is not None and many is not None
    assert many.index == pytest.approx(one.index)


def test_three_whole_years_are_needed() -> None:
    assert seasonal_index([50] * 35, first_month=4) is None
    assert seasonality_test([50] * 35, first_month=4) is None
    assert seasonal_index([50] * 36, first_month=4) is not None


def test_a_year_of_noughts_has_no_index() -> None:
    assert seasonal_index([9] * 24 + [0] * 24, first_month=4) is None
    assert seasonality_test([0] * 48, first_month=4) is None


def test_a_missing_month_is_refused_and_not_taken_for_nought() -> None:
    with pytest.raises(ValueError, match="a missing one is not a nought"):
        seasonal_index([50.0] * 20 + [math.nan] + [50.0] * 20, first_month=4)


@pytest.mark.parametrize("first_month", [0, 13, -1])
def test_a_month_that_does_not_exist_is_refused(first_month: int) -> None:
    with pytest.raises(ValueError, match=r"1 \(January\) to 12 \(December\)"):
        seasonal_index([50] * 48, first_month=first_month)


def test_a_table_in_place_of_a_series_is_refused() -> None:
    with pytest.raises(ValueError, match="one series"):
        seasonal_index(np.full((4, 12), 50), first_month=4)


def test_the_test_agrees_with_the_definition_of_kruskal_and_wallis() -> None:
    drawn = np.random.default_rng(7).poisson(5000, 75).tolist()
    found = seasonality_test(drawn, first_month=9)
    assert found is not None
    assert found.p == pytest.approx(slow_kruskal_wallis(list(slow_ratios(drawn, 9).values())), rel=1e-9)


def test_a_plain_season_is_found_and_an_unvarying_series_has_none() -> None:
    season, flat = seasonality_test(PASSENGERS, first_month=1), seasonality_test([37] * 60, first_month=1)
    assert season is not None and flat is not None
    assert season.p < 1e-12
    assert flat.p == 1


def test_five_years_without_a_season_seldom_seem_to_have_one() -> None:
    random = np.random.default_rng(1381)
    found = [seasonality_test(random.poisson(80, 60), first_month=4) for _ in range(400)]
    assert np.mean([test is not None and test.p < 0.05 for test in found]) < 0.07


def test_one_month_out_of_the_ordinary_leaves_a_robust_index_alone() -> None:
    year = [30, 32, 36, 40, 46, 50, 52, 50, 44, 38, 34, 30]
    odd = year * 5
    odd[26] = 90
    plain, robust = (seasonal_index(odd, first_month=1, robust=choice) for choice in (False, True))
    true = seasonal_index(year * 5, first_month=1)
    assert plain and robust and true
    assert max(abs(a - b) for a, b in zip(robust.index, true.index, strict=True)) < 0.04
    assert max(abs(a - b) for a, b in zip(plain.index, true.index, strict=True)) > 0.2
    assert robust.method.startswith("median")
