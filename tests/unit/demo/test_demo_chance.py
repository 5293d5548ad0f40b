"""Draws that stay the same, and have the distributions they are named after."""

from __future__ import annotations

import numpy as np
import pytest

from frankpledge.demo.chance import Dice


def test_uniform_draws_are_made_from_the_first_bits_that_numpy_publishes_for_this_generator() -> None:
    # numpy/random/tests/data/pcg64-testset-1.csv: the first two words for the seed 0xdeadbeaf
    words = [0x60D24054E17A0698, 0xD5E79D89856E4F12]
    expected = [((word >> 11) + 0.5) / 2**53 for word in words]
    assert Dice(0xDEADBEAF).uniforms(2).tolist() == expected


def test_the_same_seed_draws_the_same_and_another_seed_does_not() -> None:
    assert Dice(5).uniforms(100).tolist() == Dice(5).uniforms(100).tolist()
    assert Dice(5).uniforms(100).tolist() != Dice(6).uniforms(100).tolist()


def test_picks_are_those_of_a_walk_along_the_weights() -> None:
    weights = [0.5, 0.0, 3.0, 1.5]
    slow = []
    for draw in (Dice(3).uniforms(1_000) * sum(weights)).tolist():
        position, passed = 0, weights[0]
        while draw >= passed:
            position += 1
            passed += weights[position]
        slow.append(position)
    assert Dice(3).picks(np.array(weights), 1_000).tolist() == slow


def test_picks_come_as_often_as_their_weights_say() -> None:
    counts = np.bincount(Dice(4).picks(np.array([1.0, 0.0, 2.0, 7.0]), 100_000), minlength=4)
    assert counts[1] == 0
    assert counts / 100_000 == pytest.approx([0.1, 0.0, 0.2, 0.7], abs=0.005)


def test_gamma_draws_have_mean_one_and_the_variance_of_their_shape() -> None:
    draws = Dice(8).gammas(25, 20_000)
    assert draws.min() > 0
    assert draws.mean() == pytest.approx(1, abs=0.006)
    assert draws.var() == pytest.approx(1 / 25, rel=0.05)


def test_normal_draws_have_mean_zero_and_variance_one() -> None:
    draws = Dice(9).normals(20_000)
    assert draws.mean() == pytest.approx(0, abs=0.03)
    assert draws.var() == pytest.approx(1, rel=0.04)
    assert (np.abs(draws) < 1.96).mean() == pytest.approx(0.95, abs=0.006)
