"""Places before and after something was done."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.before_after import (
    displacement,
    displacement_quotient,
    relative_effect,
    weighted_by_harm,
)

# Before and after: treated, control, and the surroundings of each, of Wheeler and Ratcliffe (2018).
PLACES = ((207, 110), (308, 318), (178, 157), (150, 140))
# Five kinds of crime, treated and control, with a weight of harm each: the same authors' example of harm.
KINDS = [
    ((130, 74), (133, 91), 3),
    ((327, 202), (388, 305), 2),
    ((398, 190), (148, 97), 5),
    ((144, 92), (86, 64), 7),
    ((183, 96), (94, 67), 10),
]
pairs = st.tuples(st.integers(0, 3000), st.integers(1, 3000))
weights = st.floats(0.1, 10)


def test_the_published_places_have_their_published_difference() -> None:
    found = displacement(*PLACES)
    assert found is not None
    assert (found.value, found.error**2) == (-118, pytest.approx(1568))
    assert (round(found.z, 2), round(found.low), round(found.high)) == (-2.98, -196, -40)
    assert (found.local, found.around) == (-107, -11)
    assert found.method == "weighted displacement difference"


def test_places_of_different_size_have_their_published_difference() -> None:
    found = displacement(*PLACES, area_weights=(1.2, 0.9, 1.5, 1.6))
    assert found is not None
    assert (found.value, found.error, found.z) == pytest.approx((-99.69444444, 35.4280755, -2.813995483), abs=1e-7)
    assert (found.low, found.high) == pytest.approx((-169.1321965, -30.25669241), abs=1e-6)


def test_periods_of_different_length_have_their_published_difference() -> None:
    found = displacement((80, 20), (100, 50), time_weights=(2, 1))
    assert found is not None
    assert (found.value, found.error**2) == pytest.approx((-20, 115))


def test_kinds_weighted_by_harm_have_their_published_sum() -> None:
    each = [displacement(treated, control) for treated, control, _ in KINDS]
    found = weighted_by_harm([one for one in each if one is not None], [weight for *_, weight in KINDS])
    assert (found.value, found.error) == pytest.approx((-1721, 304.10360077), abs=1e-6)
    assert (found.low, found.high) == pytest.approx((-2317.03210507, -1124.96789493), abs=1e-4)
    assert found.method == "weighted displacement difference, weighted by harm"


@settings(deadline=None)
@given(pairs, pairs, pairs, pairs, st.tuples(weights, weights), st.tuples(weights, weights, weights, weights))
def test_it_agrees_with_a_sum_term_by_term(
    treated: tuple[int, int],
    control: tuple[int, int],
    around: tuple[int, int],
    around_control: tuple[int, int],
    times: tuple[float, float],
    sizes: tuple[float, float, float, float],
) -> None:
    value = variance = 0.0
    for pair, size, sign in zip((treated, control, around, around_control), sizes, (1, -1, 1, -1), strict=True):
        for count, length, after in zip(pair, times, (-1, 1), strict=True):
            value += sign * after * count / (size * length)
            variance += count / (size * length) ** 2
    found = displacement(treated, control, around, around_control, time_weights=times, area_weights=sizes)
    assert found is not None
    assert (found.value, found.error) == pytest.approx((value, math.sqrt(variance)), abs=1e-6)
    assert found.high - found.low == pytest.approx(2 * 1.959964 * found.error, rel=1e-6)
    assert (found.p < 0.05) == (found.low > 0 or found.high < 0)


@settings(deadline=None)
@given(pairs, pairs, st.floats(0.1, 10), st.floats(1.6, 20))
def test_swapping_the_places_turns_the_sign_and_dispersion_widens_by_its_root(
    treated: tuple[int, int], control: tuple[int, int], unit: float, phi: float
) -> None:
    there, back = displacement(treated, control), displacement(control, treated)
    scaled, wide = (
        displacement(treated, control, time_weights=(unit, unit)),
        displacement(treated, control, dispersion=phi),
    )
    assert there is not None and back is not None and scaled is not None and wide is not None
    assert (back.value, back.error) == pytest.approx((-there.value, there.error))
    assert (scaled.value * unit, scaled.z) == pytest.approx((there.value, there.z))
    assert wide.error == pytest.approx(math.sqrt(phi) * there.error)


def test_where_nothing_was_done_few_places_are_said_to_have_changed() -> None:
    random = np.random.default_rng(12)
    found = [displacement((a, b), (c, d)) for a, b, c, d in random.poisson([60, 60, 90, 90], (2000, 4)).tolist()]
    assert np.mean([one is not None and one.p < 0.05 for one in found]) == pytest.approx(0.05, abs=0.015)


def test_small_counts_are_said_to_make_rough_limits_and_no_counts_make_none() -> None:
    found = displacement((8, 3), (20, 22))
    assert found is not None
    assert found.method == "weighted displacement difference, rough for small counts"
    assert displacement((0, 0), (0, 0)) is None
    assert relative_effect((8, 0), (20, 22)) is None


def test_the_relative_effect_of_the_published_places_is_a_half_fewer() -> None:
    found = relative_effect(*PLACES[:2])
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((1.943, 1.469, 2.569), abs=5e-4)
    assert found.percent == pytest.approx(-48.5, abs=0.05)


@settings(deadline=None)
@given(st.tuples(*[st.integers(1, 3000)] * 4), st.floats(1.6, 20))
def test_the_relative_effect_turns_over_when_the_places_are_swapped_and_widens_with_dispersion(
    counts: tuple[int, int, int, int], phi: float
) -> None:
    a, b, c, d = counts
    there, back, wide = (
        relative_effect((a, b), (c, d)),
        relative_effect((c, d), (a, b)),
        relative_effect((a, b), (c, d), dispersion=phi),
    )
    assert there is not None and back is not None and wide is not None
    assert (there.value, there.low, there.high) == pytest.approx((1 / back.value, 1 / back.high, 1 / back.low))
    assert there.value == pytest.approx(a / b / (c / d))
    assert math.log(wide.high / wide.low) == pytest.approx(math.sqrt(phi) * math.log(there.high / there.low))


def test_missing_counts_weights_or_places_are_refused() -> None:
    with pytest.raises(ValueError, match="must all be whole numbers, nought or more"):
        displacement((5, -1), (5, 5))
    with pytest.raises(ValueError, match="four area weights"):
        displacement((5, 1), (5, 5), area_weights=(1, 1, 1))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="time weight must be a number greater than nought"):
        displacement((5, 1), (5, 5), time_weights=(0, 1))
    with pytest.raises(ValueError, match="found 0 and 1"):
        weighted_by_harm([], [1])


def test_the_published_places_have_their_published_quotient() -> None:
    """A gain of a quarter of the place's own in its surroundings: above nought, so it spread."""
    assert displacement_quotient((207, 110), (308, 318), (178, 157)) == pytest.approx(0.258, abs=5e-4)


def test_the_quotient_is_under_minus_one_when_more_moved_than_was_gained() -> None:
    assert displacement_quotient((100, 50), (100, 100), (100, 160)) == pytest.approx(-1.2)
    assert displacement_quotient((100, 50), (100, 100), (100, 130)) == pytest.approx(-0.6)


def test_without_a_control_or_a_gain_there_is_no_quotient() -> None:
    assert displacement_quotient((9, 4), (0, 3), (5, 5)) is None
    assert displacement_quotient((9, 4), (3, 0), (5, 5)) is None
    assert displacement_quotient((3, 9), (1, 3), (5, 5)) is None
