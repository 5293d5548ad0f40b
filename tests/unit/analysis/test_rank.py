"""Rank among peers, with its interval."""

from __future__ import annotations

import math
import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammainc, gammaln

from frankpledge.analysis.rank import probability_higher, rank_with_interval

areas = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 50)), min_size=1, max_size=12)


def exact_rank_interval(counts: list[int], bases: list[float], area: int) -> tuple[int, int]:
    """The interval of a rank by integration: over the area's rate, the chance of k of the others above it."""
    shape, grid = counts[area] + 0.5, np.linspace(1e-6, 400, 40_001) / bases[area]
    density = np.exp(shape * math.log(bases[area]) + (shape - 1) * np.log(grid) - bases[area] * grid - gammaln(shape))
    above = np.zeros((len(counts), grid.size))
    above[0] = 1.0
    for other in set(range(len(counts))) - {area}:
        higher = 1 - gammainc(counts[other] + 0.5, bases[other] * grid)
        shifted = np.vstack([np.zeros(grid.size), above[:-1]])
        above = above * (1 - higher) + shifted * higher
    chances = (above * density).sum(axis=1) * (grid[1] - grid[0])
    reached = np.cumsum(chances)
    return int(np.argmax(reached >= 0.025)) + 1, int(np.argmax(reached >= 0.975)) + 1


def test_sixty_is_higher_than_forty_with_the_derived_probability() -> None:
    assert probability_higher(60, 1, 40, 1) == pytest.approx(0.97752, abs=5e-6)


@pytest.mark.parametrize(("one", "other"), [((60, 100.0), (40, 80.0)), ((0, 10.0), (3, 9.0)), ((7, 3.0), (5, 9.0))])
def test_the_probability_agrees_with_drawing_and_counting(one: tuple[int, float], other: tuple[int, float]) -> None:
    random = np.random.default_rng(3)
    first, second = (random.gamma(x + 0.5, 1 / n, 400_000) for x, n in (one, other))
    assert probability_higher(*one, *other) == pytest.approx((first > second).mean(), abs=0.003)
    assert probability_higher(*one, *other) + probability_higher(*other, *one) == pytest.approx(1)


def test_a_pair_is_put_in_order_when_the_probability_is_above_the_level_and_not_when_below() -> None:
    sure = rank_with_interval([62, 40], [1, 1], seed=1)
    assert probability_higher(62, 1, 40, 1) > 0.98
    assert [(rank.low, rank.high) for rank in sure] == [(1, 1), (2, 2)]
    unsure = rank_with_interval([58, 40], [1, 1], seed=1)
    assert probability_higher(58, 1, 40, 1) < 0.97
    assert [(rank.low, rank.high) for rank in unsure] == [(1, 2), (1, 2)]


def test_intervals_agree_with_exact_integration() -> None:
    counts, bases = [80, 66, 71, 42, 55, 12, 60], [10.0, 9.0, 10.0, 8.0, 9.5, 3.0, 7.0]
    found = rank_with_interval(counts, bases, seed=11)
    assert [(rank.low, rank.high) for rank in found] == [
        exact_rank_interval(counts, bases, area) for area in range(len(counts))
    ]


def test_places_go_by_rate_and_not_by_count() -> None:
    found = rank_with_interval([100, 30, 50], [1000, 100, 400], seed=1)
    assert [rank.position for rank in found] == [3, 1, 2]
    assert not any(rank.tied for rank in found)


def test_equal_rates_share_the_better_place_and_say_so() -> None:
    found = rank_with_interval([10, 20, 90, 5, 1], [30, 60, 100, 100, 100], seed=1)
    assert [(rank.position, rank.tied) for rank in found] == [
        (2, True),
        (2, True),
        (1, False),
        (4, False),
        (5, False),
    ]


@settings(deadline=None)
@given(areas, st.sampled_from([0.0, 0.2]))
def test_an_interval_holds_its_place_and_stays_within_the_list(rows: list[tuple[int, int]], tau2: float) -> None:
    counts, bases = [row[0] for row in rows], [row[1] for row in rows]
    found = rank_with_interval(counts, bases, seed=5, draws=200, tau2=tau2)
    for rank, count, base in zip(found, counts, bases, strict=True):
        assert 1 <= rank.low <= rank.position <= rank.high <= len(rows)
        better = sum(other * base > count * size for other, size in rows)
        assert rank.position == better + 1
        assert rank.tied is (sum(other * base == count * size for other, size in rows) > 1)


def test_the_same_seed_gives_the_same_answer() -> None:
    rows = [40, 55, 61, 48], [10, 11, 12, 9]
    assert rank_with_interval(*rows, seed=9) == rank_with_interval(*rows, seed=9)


def test_scatter_beyond_chance_widens_the_intervals_and_is_named() -> None:
    counts, bases = list(range(400, 1600, 100)), [1000] * 12
    plain, adjusted = (rank_with_interval(counts, bases, seed=1, tau2=tau2) for tau2 in (0.0, 0.1))
    for narrow, wide in pairwise([plain, adjusted]):
        assert all(b.low <= a.low and b.high >= a.high for a, b in zip(narrow, wide, strict=True))
    assert sum(rank.high - rank.low for rank in adjusted) > 2 * sum(rank.high - rank.low for rank in plain)
    assert plain[0].method == "ranks of simulated rates"
    assert adjusted[0].method == "ranks of simulated rates, scatter beyond chance allowed for"


def test_scatter_beyond_chance_is_a_variance_of_the_log_rate() -> None:
    for gap, low, high in ((0.45, 1, 2), (0.65, 1, 1)):  # 1.59 and 2.30 standard deviations of a difference
        first = rank_with_interval([round(10**8 * math.exp(gap)), 10**8], [1, 1], seed=1, tau2=0.04)[0]
        assert (first.low, first.high) == (low, high)


def test_an_interval_is_stretched_to_its_place_where_the_draws_do_not_reach_it() -> None:
    level = rank_with_interval([0] * 60, [100] * 60, seed=1)
    assert {(rank.position, rank.low) for rank in level} == {(1, 1)}
    tiny = rank_with_interval([0] + [1] * 20, [1] + [1000] * 20, seed=1)[0]
    assert (tiny.position, tiny.high) == (21, 21)


def test_no_areas_give_no_ranks_and_one_area_is_first() -> None:
    assert rank_with_interval([], [], seed=1) == ()
    (only,) = rank_with_interval([0], [10], seed=1)
    assert (only.position, only.low, only.high, only.tied) == (1, 1, 1, False)


def test_sixty_areas_and_ten_thousand_draws_take_under_three_tenths_of_a_second() -> None:
    counts, spent = np.random.default_rng(2).poisson(500, 60).tolist(), []
    for _ in range(3):
        start = time.perf_counter()
        rank_with_interval(counts, [100_000] * 60, seed=1, tau2=0.05)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.3


@pytest.mark.parametrize(
    ("counts", "bases", "keywords", "message"),
    [
        ([1, 2], [10], {}, "one count and one base"),
        ([1, 2], [10, 0], {}, "base must be a number greater than nought"),
        ([1, math.nan], [10, 10], {}, "a missing one is not a nought"),
        ([1, 2], [10, 10], {"draws": 0}, "number of draws"),
        ([1, 2], [10, 10], {"tau2": -0.1}, "tau2"),
        ([1, 2], [10, 10], {"level": 95}, "level must lie between"),
    ],
)
def test_what_cannot_be_ranked_is_refused(
    counts: list[int], bases: list[float], keywords: dict[str, float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        rank_with_interval(counts, bases, seed=1, **keywords)  # type: ignore[arg-type]
