"""Times that go round."""

from __future__ import annotations

import cmath
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from frankpledge.analysis.clock import gathering

hours = st.lists(st.floats(0, 24, exclude_max=True), min_size=1, max_size=15)


def test_zars_eight_directions_have_their_published_mean_strength_and_p() -> None:
    """Zar, Biostatistical Analysis, examples 26.4 and 27.1: 99°, r = 0.82522, p between 0.001 and 0.002."""
    found = gathering([45, 55, 81, 96, 110, 117, 132, 154], around=360)
    assert found is not None and found.middle is not None
    assert found.middle == pytest.approx(99, abs=0.5)
    assert found.strength == pytest.approx(0.82522, abs=1e-5)
    assert 8 * found.strength**2 == pytest.approx(5.448, abs=5e-4)
    assert 0.001 < found.p < 0.002
    assert found.times == 8


def test_the_middle_of_eleven_at_night_and_one_in_the_morning_is_midnight_and_not_noon() -> None:
    found = gathering([23, 1])
    assert found is not None and found.middle is not None
    assert min(found.middle, 24 - found.middle) == pytest.approx(0, abs=1e-9)
    assert found.middle < 24


@given(hours)
def test_it_is_the_direction_and_length_of_the_sum_of_pointers(times: list[float]) -> None:
    pointer = sum(cmath.exp(2j * math.pi * time / 24) for time in times) / len(times)
    found = gathering(times)
    assert found is not None
    assert found.strength == pytest.approx(abs(pointer), abs=1e-9)
    if found.middle is not None and abs(pointer) > 1e-6:
        assert cmath.exp(2j * math.pi * found.middle / 24) == pytest.approx(pointer / abs(pointer), abs=1e-6)


@given(hours, st.floats(0, 24))
def test_setting_the_clock_changes_the_middle_alone(times: list[float], by: float) -> None:
    one, other = gathering(times), gathering([time + by for time in times])
    assert one is not None and other is not None
    assert (one.strength, one.p) == pytest.approx((other.strength, other.p), abs=1e-6)
    assume(one.strength > 1e-3)
    assert one.middle is not None and other.middle is not None
    assert math.cos(2 * math.pi * (one.middle + by - other.middle) / 24) == pytest.approx(1, abs=1e-6)


def test_times_that_pull_equally_every_way_have_no_middle_and_one_alone_proves_nothing() -> None:
    spread = gathering([0, 6, 12, 18])
    assert spread is not None and spread.middle is None and spread.p == pytest.approx(1)
    assert spread.strength == pytest.approx(0, abs=1e-12)
    alone = gathering([5.5])
    assert alone is not None and alone.middle == pytest.approx(5.5) and alone.strength == pytest.approx(1)
    assert alone.p > 0.2
    assert gathering([]) is None


def test_many_equal_times_gather_beyond_doubt() -> None:
    found = gathering([22.0] * 100_000)
    assert found is not None and found.middle == pytest.approx(22) and found.p == 0


def test_times_at_any_hour_alike_are_seldom_said_to_gather() -> None:
    random = np.random.default_rng(3)
    found = [gathering(random.uniform(0, 24, 12).tolist()) for _ in range(2000)]
    assert np.mean([one is not None and one.p < 0.05 for one in found]) == pytest.approx(0.05, abs=0.015)


@pytest.mark.parametrize(("times", "around"), [([math.nan], 24), ([math.inf], 24), ([1.0], 0)])
def test_a_missing_time_is_refused(times: list[float], around: float) -> None:
    with pytest.raises(ValueError, match="must be a number"):
        gathering(times, around=around)
