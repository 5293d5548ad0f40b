"""Many tests shown together."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.multiple import benjamini_hochberg

# Fifteen tests of two treatments after a heart attack: section 3.1 of Benjamini and Hochberg (1995).
PUBLISHED = [
    *[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459],
    *[0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0],
]
families = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=30)


def slow_q(p_values: list[float], index: int) -> float:
    """The least level q at which the step-up rule rejects the test: the rule itself, tried at every candidate."""
    m, ordered = len(p_values), sorted(p_values)
    for q in sorted(min(1.0, p * m / (rank + 1)) for rank, p in enumerate(ordered)):
        passed = [p for rank, p in enumerate(ordered) if p * m / (rank + 1) <= q]
        if passed and p_values[index] <= max(passed):
            return q
    return 1.0


def test_the_published_fifteen_keep_their_first_four_at_one_in_twenty() -> None:
    found = benjamini_hochberg(PUBLISHED)
    assert [q is not None and q <= 0.05 for q in found.q] == [True] * 4 + [False] * 11
    assert (found.tested, found.method) == (15, "Benjamini–Hochberg over the family shown")


@settings(deadline=None)
@given(families)
def test_every_q_is_the_least_level_at_which_the_rule_would_keep_the_test(p_values: list[float | None]) -> None:
    tested = [p for p in p_values if p is not None]
    found = [q for q in benjamini_hochberg(p_values).q if q is not None]
    assert found == pytest.approx([slow_q(tested, index) for index in range(len(tested))])


def test_what_was_not_tested_has_no_q_and_does_not_count_in_the_family() -> None:
    found = benjamini_hochberg([None, 0.01, None, 0.04])
    assert found.q == (None, pytest.approx(0.02), None, pytest.approx(0.04))
    assert found.tested == 2
    assert benjamini_hochberg([]).q == ()


@settings(deadline=None)
@given(families, st.randoms(use_true_random=False))
def test_the_order_of_the_tests_does_not_matter(p_values: list[float | None], random: object) -> None:
    places = list(range(len(p_values)))
    random.shuffle(places)  # type: ignore[attr-defined]
    straight = benjamini_hochberg(p_values).q
    assert benjamini_hochberg([p_values[place] for place in places]).q == tuple(straight[place] for place in places)


def test_every_cell_of_a_map_counts_and_not_only_the_neighbours() -> None:
    """A peer corrects each cell for its few neighbours alone, which is to correct for hardly anything."""
    found = benjamini_hochberg([0.01] + [0.5] * 99)
    assert found.q == (pytest.approx(0.5),) * 100


def test_false_findings_stay_within_one_in_twenty_of_families_where_nothing_is_true() -> None:
    random = np.random.default_rng(7)
    found = [min(benjamini_hochberg(random.uniform(size=20).tolist()).q) < 0.05 for _ in range(1000)]  # type: ignore[type-var,operator]
    assert np.mean(found) < 0.07


@pytest.mark.parametrize("p", [-0.1, 1.1, math.nan])
def test_a_p_that_is_no_probability_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="Each p must lie from 0 to 1"):
        benjamini_hochberg([0.5, p])
