"""How well a map of expected events met those that came."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.accuracy import accuracy

CAME, PREDICTED = (6, 7, 3, 2, 1, 0), (8, 4, 4, 2, 1, 0)


def test_the_published_cells_have_their_published_index_with_ties_at_worst() -> None:
    found = accuracy(CAME, PREDICTED, ties="worst")
    assert found is not None
    assert found.index[:3] == pytest.approx((1.8947, 1.4211, 1.6842), abs=5e-5)
    assert found.method == "cells in order of prediction, ties at worst"


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2)), min_size=1, max_size=5))
def test_ties_shared_evenly_are_the_average_of_every_order_of_the_tied(cells: list[tuple[int, int]]) -> None:
    counts, predicted = [x for x, _ in cells], [p for _, p in cells]
    found = accuracy(counts, predicted)
    if not sum(counts):
        assert found is None
        return
    assert found is not None
    orders = [order for order in permutations(cells) if [-p for _, p in order] == sorted(-p for p in predicted)]
    shares = np.mean([np.cumsum([x for x, _ in order]) for order in orders], axis=0) / sum(counts)
    assert found.events == pytest.approx(shares.tolist())
    assert found.areas == pytest.approx([(n + 1) / len(cells) for n in range(len(cells))])


@given(st.lists(st.tuples(st.integers(0, 50), st.floats(0, 9), st.floats(0.1, 5)), min_size=1, max_size=12))
def test_the_efficiency_never_passes_one_and_all_cells_together_are_no_better_than_chance(
    cells: list[tuple[int, float, float]],
) -> None:
    counts, predicted, areas = (list(each) for each in zip(*cells, strict=True))
    found = accuracy(counts, predicted, areas=areas)
    if found is not None:
        assert max(found.efficiency) <= 1 + 1e-9
        assert found.index[-1] == pytest.approx(1) and found.efficiency[-1] == pytest.approx(1)
        assert found.events[-1] == pytest.approx(1)


def test_the_perfect_map_has_an_efficiency_of_one_throughout_and_no_map_has_an_index_of_one() -> None:
    perfect, none = accuracy(CAME, CAME), accuracy(CAME, [1] * 6)
    assert perfect is not None and none is not None
    assert perfect.efficiency == pytest.approx([1] * 6)
    assert none.index == pytest.approx([1] * 6)


def test_without_events_there_is_no_index_and_cells_without_a_prediction_are_refused() -> None:
    assert accuracy([0, 0], [1, 2]) is None
    for predicted in ([1], [1, math.nan]):
        with pytest.raises(ValueError, match="a missing one is not a nought"):
            accuracy([1, 2], predicted)
