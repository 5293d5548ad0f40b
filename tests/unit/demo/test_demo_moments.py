"""Days and hours by chance."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from frankpledge.demo.chance import Dice, dice_for
from frankpledge.demo.moments import days_within, times_on, written
from frankpledge.demo.tables import MONTHS


def test_every_day_of_a_month_comes_alike_and_no_other_day_does() -> None:
    month = np.full(30_000, MONTHS.index("2019-06"))
    found = Counter(written(days_within(Dice(1), month)))
    assert set(found) == {f"2019-06-{day:02d}" for day in range(1, 31)}
    chi_squared = sum((count - 1_000) ** 2 / 1_000 for count in found.values())
    assert chi_squared < 58.3  # the thousandth part of the distribution with 29 degrees of freedom lies above


def test_a_leap_year_has_its_day() -> None:
    found = set(written(days_within(Dice(2), np.full(2_000, MONTHS.index("2020-02")))))
    assert "2020-02-29" in found and len(found) == 29


def test_hours_swing_about_their_mean_by_as_much_as_assumed() -> None:
    day = np.full(240_000, np.datetime64("2019-06-01"))
    hours = Counter(int(text[11:13]) for text in written(times_on(Dice(3), day, np.full(len(day), 20))))
    assert hours[20] / 10_000 == pytest.approx(1.75, rel=0.04)
    assert hours[8] / 10_000 == pytest.approx(0.25, rel=0.08)
    assert hours[2] / 10_000 == pytest.approx(1, rel=0.05)


def test_minutes_are_those_that_people_tell_times_by() -> None:
    day = np.full(2_000, np.datetime64("2019-06-01"))
    assert {int(text[-2:]) % 5 for text in written(times_on(Dice(4), day, np.full(len(day), 20)))} == {0}


def test_chances_and_whole_numbers_are_those_asked_for() -> None:
    dice = Dice(5)
    assert not dice.chances(np.zeros(1_000)).any() and dice.chances(np.full(1_000, 100)).all()
    assert dice.chances(np.full(100_000, 30)).mean() == pytest.approx(0.3, abs=0.006)
    drawn = dice.whole(np.full(10_000, 7))
    assert set(drawn.tolist()) == set(range(7)) and set(dice.whole(np.zeros(9)).tolist()) == {0}


def test_each_part_of_the_example_has_draws_of_its_own() -> None:
    assert dice_for(1, "a").uniforms(5).tolist() == dice_for(1, "a").uniforms(5).tolist()
    others = (dice_for(1, "b"), dice_for(2, "a"), Dice(1))
    assert all(one.uniforms(5).tolist() != dice_for(1, "a").uniforms(5).tolist() for one in others)
