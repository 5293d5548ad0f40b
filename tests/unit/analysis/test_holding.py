"""How few areas hold a share of all events, set against what chance would need."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.concentration import gini
from frankpledge.analysis.holding import areas_holding, gini_by_chance

SEED = 7


def fewest(counts: list[int], share: float) -> int:
    """The definition, slowly: take the largest area out of what is left until the share is reached."""
    left, held, taken = list(counts), 0, 0
    while held < share * sum(counts):
        held += max(left)
        left.remove(max(left))
        taken += 1
    return taken


def test_the_busiest_areas_are_counted_until_they_hold_the_share() -> None:
    """Ten crimes as 5, 2, 1, 1, 1, as in Bernasco and Steenbeek’s examples: one area is half, two are seven tenths."""
    counts = [1, 5, 0, 1, 2, 0, 1, 0, 0, 0]
    wanted = {0.5: 1, 0.51: 2, 0.7: 2, 0.8: 3}
    for share, areas in wanted.items():
        found = areas_holding(counts, share=share, seed=SEED)
        assert found is not None and found.areas == areas


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12), st.sampled_from([0.25, 0.5, 0.75]))
def test_the_number_of_areas_is_that_of_taking_the_largest_one_at_a_time(counts: list[int], share: float) -> None:
    found = areas_holding(counts, share=share, seed=SEED, draws=5)
    assert (found.areas if found else 0) == (fewest(counts, share) if any(counts) else 0)


def test_chance_is_what_draws_made_one_event_at_a_time_need_on_average() -> None:
    counts, random = [30, 10, 5, 3, 1, 1, 0, 0], np.random.default_rng(1)
    drawn = []
    for _ in range(3000):
        table = [0] * len(counts)
        for place in random.integers(0, len(counts), size=sum(counts)):
            table[place] += 1
        drawn.append(fewest(table, 0.5))
    found = areas_holding(counts, share=0.5, seed=SEED)
    assert found is not None
    assert found.chance == pytest.approx(np.mean(drawn), abs=0.05)
    assert (found.chance_low, found.chance_high) == tuple(np.quantile(drawn, [0.025, 0.975]))


def test_two_events_in_two_areas_need_one_area_for_half_whatever_chance_does() -> None:
    found = areas_holding([1, 1], share=0.5, seed=SEED)
    assert found is not None
    assert (found.areas, found.chance, found.p) == (1, 1.0, 1.0)


def test_sparse_events_sit_in_few_areas_by_chance_and_so_are_no_finding() -> None:
    """Five events in a hundred areas: three areas hold half, and chance would need as few."""
    found = areas_holding([1] * 5 + [0] * 95, share=0.5, seed=SEED)
    assert found is not None
    assert found.areas == 3
    assert found.chance == pytest.approx(2.9, abs=0.1)
    assert found.p > 0.05


def test_a_true_concentration_is_found() -> None:
    found = areas_holding([200, 150, 100, *[10] * 97], share=0.25, seed=SEED)
    assert found is not None
    assert found.areas == 3
    assert found.areas < found.chance_low
    assert found.p == pytest.approx(1 / 2001)


def test_the_same_seed_gives_the_same_answer() -> None:
    counts = [9, 4, 2, 1, 0, 3]
    assert areas_holding(counts, share=0.5, seed=1) == areas_holding(counts, share=0.5, seed=1)
    assert gini_by_chance(counts, seed=1) == gini_by_chance(counts, seed=1)


def test_nothing_can_be_said_without_events() -> None:
    assert areas_holding([0, 0, 0], share=0.5, seed=SEED) is None
    assert gini_by_chance([0, 0, 0], seed=SEED) is None


@pytest.mark.parametrize("counts", [[1, -1], [0.5, 1], [[1, 2], [3, 4]], [math.nan, 1]])
def test_counts_that_are_none_are_refused(counts: list[object]) -> None:
    with pytest.raises(ValueError):
        areas_holding(counts, share=0.5, seed=SEED)  # type: ignore[arg-type]


@pytest.mark.parametrize("share", [0, 1, 1.5, -0.1])
def test_a_share_is_between_none_and_all(share: float) -> None:
    with pytest.raises(ValueError):
        areas_holding([1, 2], share=share, seed=SEED)


def test_even_areas_have_a_gini_above_nought_by_chance_which_falls_as_events_grow() -> None:
    few, many = gini_by_chance([5] * 50, seed=SEED), gini_by_chance([500] * 50, seed=SEED)
    assert few is not None and many is not None
    assert 0 < many < few
    even = gini([500] * 50)
    assert even is not None and even.generalised == pytest.approx(0)
    # The mean difference of two Poisson counts over twice their mean is 1 / √(π mean) for large means.
    assert many == pytest.approx(1 / math.sqrt(math.pi * 500), rel=0.1)
