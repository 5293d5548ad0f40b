"""Funnel limits and overdispersion."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special  # noqa: F401  (loaded here, so that no single test is charged for it)

from frankpledge.analysis.funnel import exact_limits, funnel, published_limits
from frankpledge.analysis.rates import count_interval

OBSERVED, EXPECTED = (100, 150, 180, 80, 120, 225), (108, 112, 165, 95, 100, 220)
areas = st.lists(st.tuples(st.integers(0, 500), st.floats(0.1, 500)), min_size=1, max_size=30)


def poisson_at_most(count: int, mean: float) -> float:
    return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count + 1))


@pytest.mark.parametrize(
    ("expected", "near", "far"),
    [
        (15, (0.5596924, 1.649348), (0.3862650, 2.082907)),
        (20, (0.6108260, 1.544419), (0.4479107, 1.902094)),
        (30, (0.6746958, 1.427562), (0.5289724, 1.702771)),
    ],
)
def test_the_limits_of_the_published_table_are_met(
    expected: int, near: tuple[float, float], far: tuple[float, float]
) -> None:
    assert published_limits(expected) == pytest.approx(near, abs=6e-7)
    assert published_limits(expected, level=0.998) == pytest.approx(far, abs=6e-7)


@pytest.mark.parametrize("level", [0.95, 0.998])
@pytest.mark.parametrize("expected", [0.4, 3, 3.7, 9.5, 15, 40, 120.5])
def test_a_count_is_beyond_the_exact_limits_just_when_its_tail_is_too_unlikely(expected: float, level: float) -> None:
    (low, high), tail = exact_limits(expected, level=level), (1 - level) / 2
    for count in range(int(3 * expected) + 12):
        assert (count < low * expected) == (poisson_at_most(count, expected) < tail)
        at_least = 1 - poisson_at_most(count - 1, expected) if count else 1.0
        assert (count > high * expected) == (at_least < tail)


@pytest.mark.parametrize("count", range(10))
def test_on_its_limit_a_count_has_an_interval_that_ends_at_the_expected(count: int) -> None:
    interval = count_interval(count)
    assert exact_limits(interval.high)[0] * interval.high == pytest.approx(count, abs=1e-6)
    if interval.low:
        assert exact_limits(interval.low)[1] * interval.low == pytest.approx(count, abs=1e-6)


def test_eight_where_fifteen_are_expected_is_under_the_published_limit_but_not_significant() -> None:
    assert published_limits(15)[0] > 8 / 15
    assert poisson_at_most(8, 15) == pytest.approx(0.0374, abs=5e-5)
    assert [funnel([count], [15]).areas[0].label for count in (8, 7)] == ["not significant", "low (0.025)"]


def test_the_six_areas_have_their_published_overdispersion() -> None:
    found = funnel(OBSERVED, EXPECTED)
    assert (found.phi, found.tau2) == (pytest.approx(2.149, abs=5e-4), pytest.approx(0.01212, abs=5e-6))
    assert found.method == "exact Poisson limits, widened by the variance between areas"


def test_phi_and_tau2_agree_with_a_sum_by_hand() -> None:
    z = sorted(math.sqrt(e) * math.log(x / e) for x, e in zip(OBSERVED, EXPECTED, strict=True))
    bottom, top = z[0] + 0.5 * (z[1] - z[0]), z[4] + 0.5 * (z[5] - z[4])  # a tenth of five steps is half a step
    phi = sum(min(max(value, bottom), top) ** 2 for value in z) / 6
    tau2 = (6 * phi - 5) / (sum(EXPECTED) - sum(e * e for e in EXPECTED) / sum(EXPECTED))
    found = funnel(OBSERVED, EXPECTED)
    assert (found.phi, found.tau2) == (pytest.approx(phi), pytest.approx(tau2))
    second = found.areas[1]
    assert second.z == pytest.approx(math.sqrt(112) * math.log(150 / 112))
    assert second.adjusted_z == pytest.approx(math.log(150 / 112) / math.sqrt(1 / 112 + tau2))
    near, far = (math.exp(z * math.sqrt(1 / 112 + tau2)) for z in (1.959964, 3.090232))
    wide = second.adjusted
    assert (wide.low, wide.high, wide.far_low, wide.far_high) == pytest.approx((1 / near, near, 1 / far, far), rel=1e-6)


def test_an_area_far_out_by_chance_alone_is_less_far_out_among_areas_that_differ() -> None:
    second = funnel(OBSERVED, EXPECTED).areas[1]
    assert (second.label, second.adjusted_label) == ("high (0.001)", "high (0.025)")


@settings(deadline=None)
@given(areas)
def test_adjusted_limits_are_never_inside_those_for_chance_and_a_label_goes_by_its_limits(
    rows: list[tuple[int, float]],
) -> None:
    found = funnel([x for x, _ in rows], [e for _, e in rows])
    for (x, e), area in zip(rows, found.areas, strict=True):
        plain, wide = area.limits, area.adjusted
        assert wide.far_low <= plain.far_low <= plain.low <= 1 + 1 / e
        assert wide.low <= plain.low and plain.high <= wide.high and plain.far_high <= wide.far_high
        assert (area.label == "not significant") == (plain.low <= x / e <= plain.high)
        assert area.adjusted_label.startswith("not") or area.adjusted_label.split()[0] == area.label.split()[0]


def test_areas_that_only_chance_scatters_are_not_adjusted_and_few_are_labelled() -> None:
    random, labels, taus = np.random.default_rng(3), [], []
    for _ in range(100):
        found = funnel(random.poisson(60, 40).tolist(), [60] * 40)
        labels += [area.label for area in found.areas]
        taus.append(found.tau2)
    assert np.mean([label != "not significant" for label in labels]) == pytest.approx(0.046, abs=0.01)
    assert np.mean(taus) < 0.001


def test_no_tau2_leaves_the_exact_limits() -> None:
    found = funnel([20, 21, 19, 20, 20], [20] * 5)
    assert (found.tau2, found.method) == (0, "exact Poisson limits")
    assert all(area.adjusted == area.limits for area in found.areas)


def test_an_area_with_none_where_one_was_expected_is_not_called_low() -> None:
    found = funnel([0, 300, 100, 40, 260], [1, 150, 150, 90, 140])
    assert found.tau2 > 0
    assert (found.areas[0].label, found.areas[0].adjusted_label) == ("not significant", "not significant")


def test_a_nought_has_the_z_of_a_half() -> None:
    assert funnel([0], [9]).areas[0].z == pytest.approx(3 * math.log(0.5 / 9))
    assert funnel([0], [9]).areas[0].ratio == 0


def test_lists_that_do_not_match_are_refused() -> None:
    with pytest.raises(ValueError, match="found 2 and 1"):
        funnel([1, 2], [1])
    with pytest.raises(ValueError, match="expected count must be a number greater than nought"):
        funnel([1], [0])
