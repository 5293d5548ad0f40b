"""Accuracy: how well a map of where events were to be expected met those that came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.inputs import positives, whole_counts

Ties = Literal["worst", "even"]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """For the most likely cell, the two most likely and so on: shares of events and area, and how they compare.

    `index` is the share of events over the share of area (PAI); 1 is no better than chance. `efficiency` is that
    over the greatest index so much area could have (PEI).
    """

    events: tuple[float, ...]
    areas: tuple[float, ...]
    index: tuple[float, ...]
    efficiency: tuple[float, ...]
    method: str


def accuracy(
    counts: Sequence[int], predicted: Sequence[float], *, areas: Sequence[float] | None = None, ties: Ties = "even"
) -> Accuracy | None:
    """The index of prediction over cells in the order of what was predicted for them, the most first.

    Cells of equal prediction have no order of their own. "even" shares out their events and area evenly among
    them, which is what taking them in any order gives on average; "worst" takes those with the fewest events
    first. The greatest index is by events over area. None where there were no events. Unusable numbers raise
    ValueError.

    Sources: Chainey, Tompson and Uhlig (2008), Security Journal 21:4; Hunt (2016), for efficiency.
    """
    x, size = whole_counts(counts), np.ones(len(counts)) if areas is None else positives(areas, "area")
    likely = np.asarray(predicted, dtype=np.float64)
    if not x.shape == size.shape == likely.shape or not np.isfinite(likely).all():
        raise ValueError("Each cell needs one count, one prediction and one area; a missing one is not a nought.")
    if not x.any():
        return None
    order = np.lexsort((x / size, -likely))
    hits, ground = x[order], size[order]
    if ties == "even":
        hits, ground = (_evened(each, likely[order]) for each in (hits, ground))
    events, area = np.cumsum(hits) / x.sum(), np.cumsum(ground) / size.sum()
    best = _greatest(x, size, area * size.sum()) / x.sum()
    events_to, area_to, index, efficiency = (
        tuple(each.tolist()) for each in (events, area, events / area, events / best)
    )
    method = f"cells in order of prediction, ties {'shared evenly' if ties == 'even' else 'at worst'}"
    return Accuracy(events_to, area_to, index, efficiency, method)


def _evened(values: NDArray[np.float64], likely: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of each run of equal predictions in place of its values."""
    _, run = np.unique(-likely, return_inverse=True)
    means: NDArray[np.float64] = np.bincount(run, values) / np.bincount(run)
    return means[run]


def _greatest(x: NDArray[np.float64], size: NDArray[np.float64], area: NDArray[np.float64]) -> NDArray[np.float64]:
    """The most events that so much area could hold, cells being taken by events over area, the last in part."""
    order = np.argsort(-x / size, kind="stable")
    most: NDArray[np.float64] = np.interp(area, _from_nought(size[order]), _from_nought(x[order]))
    return most


def _from_nought(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(values)])
