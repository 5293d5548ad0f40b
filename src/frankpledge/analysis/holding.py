"""Holding: how few areas hold a share of all events, and how few chance alone would need."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.concentration import gini
from frankpledge.analysis.inputs import positive, probability, whole_counts


@dataclass(frozen=True, slots=True)
class Holding:
    """The fewest areas that hold at least the share, and how many chance would need: mean and limits of the draws.

    `p` is the chance of needing so few areas, or fewer, if every event were as likely in any area as in any other.
    """

    areas: int
    chance: float
    chance_low: float
    chance_high: float
    p: float
    method: str


def areas_holding(
    counts: ArrayLike, *, share: float, seed: int, draws: int = 2000, level: float = 0.95
) -> Holding | None:
    """The fewest areas whose events are at least `share` of all (0.5 for half), from one count an area.

    Areas without events must be among the counts. Events are dropped at random on equally likely areas, `draws` times,
    and counted alike: sparse events sit in few areas by chance. The same numbers and seed give the same answer. None
    where there are no events. Unusable numbers raise ValueError.

    Source: Bernasco and Steenbeek (2017), Journal of Quantitative Criminology 33:451, for chance as the yardstick.
    """
    x = _one_list(counts)
    if not x.any():
        return None
    needed = math.ceil(probability(share, "share") * int(x.sum()))
    times = int(positive(draws, "number of draws"))
    by_chance = _needed(_drawn(x, seed, times), needed)
    areas, tail = int(_needed(x[np.newaxis, :], needed)[0]), (1 - probability(level, "level")) / 2
    low, high = np.quantile(by_chance, [tail, 1 - tail])
    p = (1 + int((by_chance <= areas).sum())) / (times + 1)
    method = f"against {times:,} random draws over equally likely areas"
    return Holding(areas, float(by_chance.mean()), float(low), float(high), p, method)


def gini_by_chance(counts: ArrayLike, *, seed: int, draws: int = 200) -> float | None:
    """The mean generalised Gini coefficient of as many events dropped at random on as many equally likely areas.

    None where `gini` has none. Unusable numbers raise ValueError.
    """
    x = _one_list(counts)
    if gini(x) is None:
        return None
    found = [gini(draw) for draw in _drawn(x, seed, int(positive(draws, "number of draws")))]
    return float(np.mean([one.generalised for one in found if one]))


def _one_list(counts: ArrayLike) -> NDArray[np.float64]:
    x = whole_counts(counts)
    if x.ndim != 1:
        raise ValueError(f"The counts must be one list, a count an area; found {x.ndim} dimensions.")
    return x


def _drawn(x: NDArray[np.float64], seed: int, draws: int) -> NDArray[np.float64]:
    random, equal = np.random.default_rng(seed), np.full(len(x), 1 / len(x))
    return random.multinomial(int(x.sum()), equal, size=draws).astype(np.float64)


def _needed(tables: NDArray[np.float64], events: int) -> NDArray[np.int64]:
    """For each row of counts, how many of its largest add up to `events`."""
    summed = np.cumsum(-np.sort(-tables, axis=1), axis=1)
    needed: NDArray[np.int64] = (summed < events).sum(axis=1) + 1
    return needed
