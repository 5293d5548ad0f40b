"""The four rules of a control chart."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.signals import signals

levels = st.lists(st.integers(-4, 4), max_size=40)


def flagged(values: list[float]) -> list[str]:
    """About 0, with limits at ±3 and near limits at ±2."""
    return list(signals(np.array(values, dtype=np.float64), 0.0, (-3.0, 3.0), (-2.0, 2.0)))


def slow_signal(values: list[float], place: int) -> str:
    """Try every run that holds the place, rule after rule."""
    if abs(values[place]) > 3:
        return "outside"
    sevens = [values[start : start + 7] for start in range(max(0, place - 6), place + 1)]
    sevens = [seven for seven in sevens if len(seven) == 7]
    threes = [values[start : start + 3] for start in range(max(0, place - 2), place + 1)]
    threes = [three for three in threes if len(three) == 3]
    for seven in sevens:
        rises = [later > earlier for earlier, later in pairwise(seven)]
        falls = [later < earlier for earlier, later in pairwise(seven)]
        if all(rises) or all(falls):
            return "trend"
    for three in threes:
        if (min(three) > 0 or max(three) < 0) and sum(abs(x) > 2 for x in three) >= 2 and abs(values[place]) > 2:
            return "two in three"
    return "one side" if any(min(seven) > 0 or max(seven) < 0 for seven in sevens) else ""


@settings(deadline=None, max_examples=150)
@given(levels)
def test_it_agrees_with_trying_every_run_that_holds_a_point(values: list[float]) -> None:
    assert flagged(values) == [slow_signal(values, place) for place in range(len(values))]


def test_all_seven_points_of_a_trend_are_flagged_and_six_are_not_enough() -> None:
    rising = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5]
    assert flagged([*rising, 0]) == ["trend"] * 7 + [""]
    assert flagged([*rising[:6], 0]) == [""] * 7
    assert flagged([-value for value in rising]) == ["trend"] * 7


def test_seven_on_one_side_are_flagged_and_a_point_on_the_centre_breaks_the_run() -> None:
    assert flagged([1, 0.5] * 3 + [1, -1]) == ["one side"] * 7 + [""]
    assert flagged([1, 0.5, 1, 0, 1, 0.5, 1, 0.5]) == [""] * 8


def test_two_beyond_the_near_limit_count_only_if_the_third_is_on_their_side() -> None:
    assert flagged([2.5, 0.5, 2.5]) == ["two in three", "", "two in three"]
    assert flagged([2.5, -0.5, 2.5]) == ["", "", ""]
    assert flagged([2.5, 0.5, -2.5]) == ["", "", ""]


def test_a_point_outside_keeps_that_flag_within_a_trend() -> None:
    assert flagged([-3.5, -2, -1, 0, 1, 2, 3.5]) == ["outside", *["trend"] * 5, "outside"]


def test_a_trend_goes_before_two_in_three_and_that_before_one_side() -> None:
    assert flagged([0.5, 1, 1.5, 1.8, 2.1, 2.4, 2.7]) == ["trend"] * 7
    assert flagged([1, 0.5, 1, 0.5, 2.5, 2.5, 1]) == ["one side"] * 4 + ["two in three"] * 2 + ["one side"]


@pytest.mark.parametrize("points", range(8))
def test_equal_values_give_no_signal_however_the_computer_stores_them(points: int) -> None:
    values = np.full(points, 0.1)
    assert signals(values, float(np.sum(values)) / max(points, 1), (0.1, 0.1), (0.1, 0.1)) == ("",) * points
