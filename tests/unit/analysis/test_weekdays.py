"""Few events over the days of the week."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special  # noqa: F401  (loaded here, so that no single test is charged for it)

from frankpledge.analysis.weekdays import evenness

few = st.lists(st.integers(0, 2), min_size=2, max_size=4)


def slow(counts: list[int]) -> tuple[float, float]:
    """Every way to drop the events, one by one, each as likely as any other."""
    events, parts = sum(counts), len(counts)

    def g(some: list[int]) -> float:
        return 2 * sum(x * math.log(x * parts / events) for x in some if x)

    ways = [[way.count(part) for part in range(parts)] for way in product(range(parts), repeat=events)]
    return g(counts), sum(g(way) >= g(counts) - 1e-9 for way in ways) / len(ways)


def test_three_events_on_one_day_have_the_published_g_and_p() -> None:
    found = evenness([3, 0, 0, 0, 0, 0, 0])
    assert (found.g, found.p) == (pytest.approx(11.68, abs=0.005), pytest.approx(0.0204, abs=5e-5))
    assert found.p == pytest.approx(7 / 7**3)
    assert found.method == "exact G test"


@settings(max_examples=40)
@given(few)
def test_it_agrees_with_every_way_of_dropping_the_events(counts: list[int]) -> None:
    found = evenness(counts)
    if sum(counts):
        assert (found.g, found.p) == pytest.approx(slow(counts), abs=1e-9)
    else:
        assert (found.g, found.p) == (None, None)


@given(st.permutations([4, 0, 1, 0, 2, 0, 0]))
def test_the_order_of_the_days_does_not_matter(counts: list[int]) -> None:
    assert evenness(counts).p == pytest.approx(evenness([0, 0, 0, 0, 1, 2, 4]).p)


def test_as_many_every_day_is_as_even_as_can_be() -> None:
    found = evenness([5] * 7)
    assert (found.g, found.p) == (0, pytest.approx(1))
    assert evenness([1] + [0] * 6).p == pytest.approx(1)


def test_above_fifty_events_it_is_the_approximation_and_near_the_exact_one() -> None:
    above, below = evenness([13, 5, 6, 7, 8, 8, 4]), evenness([13, 5, 6, 7, 8, 7, 4])
    assert (above.method, below.method) == ("G test, chi-squared approximation", "exact G test")
    assert above.p is not None and below.p is not None
    assert above.p == pytest.approx(below.p, abs=0.05)
    assert evenness([10**9, 10**9 + 1, 10**9]).p == pytest.approx(1, abs=1e-6)


def test_events_on_any_day_alike_are_seldom_called_uneven() -> None:
    random = np.random.default_rng(9)
    drawn = random.multinomial(9, [1 / 7] * 7, 800)
    alarms = np.mean([(evenness(row.tolist()).p or 1) < 0.05 for row in drawn])
    assert 0.01 < alarms < 0.06


@pytest.mark.parametrize("counts", [[3], [], [1] * 11, [1, -1], [1, math.nan]])
def test_parts_that_cannot_be_compared_are_refused(counts: list[int]) -> None:
    with pytest.raises(ValueError, match=r"parts can be compared|whole number"):
        evenness(counts)
