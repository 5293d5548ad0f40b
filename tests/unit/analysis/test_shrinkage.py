"""Rates of small areas drawn towards the rate of all."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from frankpledge.analysis.shrinkage import shrunk_rates

wards = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9000)), min_size=1, max_size=20)


def slow_marshall(counts: list[int], bases: list[int]) -> list[float]:
    """Marshall (1991), area by area: m, s², A and C as he writes them."""
    m = sum(counts) / sum(bases)
    s2 = sum(n * (x / n - m) ** 2 for x, n in zip(counts, bases, strict=True)) / sum(bases)
    a = max(0.0, s2 - m / (sum(bases) / len(bases)))
    return [m + a / (a + m / n) * (x / n - m) for x, n in zip(counts, bases, strict=True)]


@given(wards)
def test_it_is_marshalls_estimator_area_by_area(rows: list[tuple[int, int]]) -> None:
    counts, bases = map(list, zip(*rows, strict=True))
    assume(sum(counts))
    found = shrunk_rates(counts, bases)
    assert found is not None
    assert [each.rate for each in found.areas] == pytest.approx([1000 * r for r in slow_marshall(counts, bases)])


@given(wards)
def test_a_rate_is_never_drawn_past_the_rate_of_all_nor_away_from_it(rows: list[tuple[int, int]]) -> None:
    counts, bases = map(list, zip(*rows, strict=True))
    assume(sum(counts))
    found = shrunk_rates(counts, bases)
    assert found is not None
    for each in found.areas:
        low, high = sorted((each.own, found.overall))
        assert 0 <= each.trust < 1 and low - 1e-9 <= each.rate <= high + 1e-9


def test_three_wards_worked_by_hand() -> None:
    """m = 46/4100; s² and A by hand; the ward of a hundred keeps 4 per cent of its own rate, that of 3,000 55."""
    found = shrunk_rates([1, 5, 40], [100, 1000, 3000])
    assert found is not None
    m = 46 / 4100
    s2 = (100 * (0.01 - m) ** 2 + 1000 * (0.005 - m) ** 2 + 3000 * (40 / 3000 - m) ** 2) / 4100
    a = s2 - m / (4100 / 3)
    assert found.overall == pytest.approx(1000 * m) and found.between == pytest.approx(1e6 * a)
    assert [each.trust for each in found.areas] == pytest.approx([0.0388, 0.2877, 0.5478], abs=5e-5)


def test_the_smaller_base_is_drawn_in_the_further() -> None:
    found = shrunk_rates([30, 3, 10, 100], [1000, 100, 1000, 10_000])
    assert found is not None
    large, little = found.areas[:2]
    assert large.own == little.own and large.rate > little.rate > found.overall


def test_where_chance_explains_all_every_area_has_the_rate_of_all() -> None:
    found = shrunk_rates([5, 5, 5], [1000, 1000, 1000])
    assert found is not None
    assert [each.rate for each in found.areas] == [5, 5, 5]
    assert found.between == 0 and found.method.endswith("which chance alone explains")


def test_drawn_in_rates_are_nearer_the_truth_than_the_rates_themselves() -> None:
    random = np.random.default_rng(5)
    bases = random.integers(200, 4000, 300)
    truth = random.gamma(8, 0.01 / 8, 300)
    found = shrunk_rates(random.poisson(truth * bases).tolist(), bases.tolist(), scale=1)
    assert found is not None
    own, drawn = (np.array([getattr(each, name) for each in found.areas]) for name in ("own", "rate"))
    assert ((drawn - truth) ** 2).mean() < 0.8 * ((own - truth) ** 2).mean()


def test_one_area_is_itself_and_no_events_or_no_areas_have_no_rates() -> None:
    alone = shrunk_rates([7], [1000])
    assert alone is not None and alone.areas[0].rate == pytest.approx(7)
    assert shrunk_rates([0, 0], [10, 20]) is None and shrunk_rates([], []) is None


@pytest.mark.parametrize(("counts", "bases"), [([1], [1, 2]), ([1], [0]), ([math.nan], [5]), ([-1], [5])])
def test_missing_figures_are_refused(counts: list[int], bases: list[float]) -> None:
    with pytest.raises(ValueError, match=r"must|needs"):
        shrunk_rates(counts, bases)
