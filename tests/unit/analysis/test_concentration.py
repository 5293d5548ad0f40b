"""Gini coefficients and the share of the busiest areas."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from frankpledge.analysis.concentration import gini, top_share

tables = st.lists(st.integers(0, 60), min_size=3, max_size=30)


def slow_gini(counts: list[int]) -> tuple[float, float]:
    """Half the mean difference between all pairs of areas over their mean; then set against the evenest possible."""
    areas, events = len(counts), sum(counts)
    pairs = sum(abs(one - other) for one in counts for other in counts)
    plain = pairs / (2 * areas * events)
    return plain, max(1, areas / events) * (plain - 1) + 1


@pytest.mark.parametrize(
    ("counts", "plain", "generalised"),
    [([5, 2, 1], 0.80, 0.75), ([3, 1, 1], 0.78, 0.56), ([10, 8, 2], 0.78, 0.78)],
)
def test_the_published_tables_of_ten_areas_have_their_published_coefficients(
    counts: list[int], plain: float, generalised: float
) -> None:
    """A caption prints .58 for the second table; its own software, and the formula, give .56."""
    found = gini([*counts, *[0] * 7])
    assert found is not None
    assert (found.plain, found.generalised) == pytest.approx((plain, generalised), abs=1e-9)
    assert found.method == "generalised Gini, jackknife limits"


@settings(deadline=None)
@given(tables)
def test_it_agrees_with_the_differences_of_all_pairs_and_leaving_each_area_out(counts: list[int]) -> None:
    assume(sum(counts) >= 2)
    found, areas = gini(counts), len(counts)
    assert found is not None
    assert (found.plain, found.generalised) == pytest.approx(slow_gini(counts), abs=1e-9)
    if max(counts) == sum(counts):
        assert (found.low, found.high) == (None, None)
        return
    without = [slow_gini(counts[:place] + counts[place + 1 :])[1] for place in range(areas)]
    mean = sum(without) / areas
    error = ((areas - 1) / areas * sum((value - mean) ** 2 for value in without)) ** 0.5
    limits = found.generalised - 1.959964 * error, found.generalised + 1.959964 * error
    assert (found.low, found.high) == pytest.approx((max(0, limits[0]), min(1, limits[1])), abs=1e-6)


@pytest.mark.parametrize("counts", [[10, *[0] * 9], [10, *[0] * 99], [3, *[0] * 99]])
def test_when_one_area_holds_every_event_the_corrected_coefficient_is_one(counts: list[int]) -> None:
    found = gini(counts)
    assert found is not None
    assert found.corrected == pytest.approx(1)
    assert (found.low, found.high) == (None, None)


@settings(deadline=None)
@given(st.integers(3, 60), st.integers(1, 9))
def test_events_as_even_as_can_be_have_a_coefficient_of_nought(areas: int, each: int) -> None:
    even, sparse = gini([each] * areas), gini([1, 1, *[0] * areas])
    assert even is not None and sparse is not None
    assert (even.generalised, sparse.generalised) == pytest.approx((0, 0), abs=1e-9)


@settings(deadline=None)
@given(tables, st.integers(2, 20))
def test_counting_each_event_several_times_over_does_not_change_the_plain_coefficient(
    counts: list[int], times: int
) -> None:
    one, many = gini(counts), gini([times * count for count in counts])
    assume(one is not None and many is not None)
    assert one is not None and many is not None
    assert many.plain == pytest.approx(one.plain)


def test_the_limits_hold_the_truth_about_as_often_as_they_say() -> None:
    random = np.random.default_rng(4)
    truth = gini(random.poisson(random.gamma(0.5, 10, 300_000)))
    held = [gini(random.poisson(random.gamma(0.5, 10, 200))) for _ in range(500)]
    assert truth is not None
    inside = [
        g is not None and g.low is not None and g.high is not None and g.low <= truth.plain <= g.high for g in held
    ]
    assert np.mean(inside) == pytest.approx(0.945, abs=0.03)


@pytest.mark.parametrize("counts", [[5, 5], [1, 0, 0, 0], [0, 0, 0], []])
def test_two_areas_or_one_event_have_no_coefficient(counts: list[int]) -> None:
    assert gini(counts) is None


def test_the_busiest_areas_are_added_up_by_sorting() -> None:
    found = top_share([5, 40, 1, 0, 20, 30, 2, 1, 1, 0], top=0.2, seed=1)
    assert found is not None
    assert (found.areas, found.share) == (2, 0.7)
    assert found.p == pytest.approx(1 / 2001)
    assert found.method == "against 2,000 random draws over equally likely areas"


@pytest.mark.parametrize(("areas", "top", "busiest"), [(10, 0.01, 1), (10, 0.25, 3), (30, 0.05, 2), (3, 0.99, 3)])
def test_the_number_of_busiest_areas_is_rounded_and_at_least_one(areas: int, top: float, busiest: int) -> None:
    found = top_share([1] * areas, top=top, seed=1, draws=10)
    assert found is not None
    assert found.areas == busiest


def test_chance_is_what_every_way_of_dropping_the_events_gives() -> None:
    """Three events on three areas: 27 ways, of which 3 put all three in one area, 18 two, and 6 one in each."""
    found = top_share([2, 1, 0], top=0.3, seed=3, draws=20_000)
    assert found is not None
    assert found.chance == pytest.approx((3 * 3 + 18 * 2 + 6 * 1) / 27 / 3, abs=0.005)
    assert found.p == pytest.approx(21 / 27, abs=0.01)
    assert (found.chance_low, found.chance_high) == (pytest.approx(1 / 3), 1)


def test_sparse_events_seem_concentrated_by_chance_and_are_not_said_to_be() -> None:
    random, shares, ps = np.random.default_rng(8), [], []
    for seed in range(200):
        found = top_share(random.poisson(0.5, 100), top=0.1, seed=seed, draws=200)
        assert found is not None
        shares.append(found.share)
        ps.append(found.p)
    assert np.mean(shares) > 0.35
    assert np.mean(np.array(ps) < 0.05) < 0.09


def test_the_same_seed_gives_the_same_answer() -> None:
    counts = np.random.default_rng(1).poisson(3, 80)
    assert top_share(counts, top=0.05, seed=9) == top_share(counts, top=0.05, seed=9)


def test_no_events_have_no_busiest_areas() -> None:
    assert top_share([0, 0, 0], top=0.5, seed=1) is None
    assert top_share([], top=0.5, seed=1) is None


def test_a_missing_area_or_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="a missing one is not a nought"):
        gini([5, float("nan"), 3])
    with pytest.raises(ValueError, match="one list, a count an area; found 2 dimensions"):
        top_share([[1, 2], [3, 4]], top=0.5, seed=1)
    with pytest.raises(ValueError, match="top share must lie between 0 and 1"):
        top_share([1, 2, 3], top=5, seed=1)
