"""Concentration: how unevenly events fall over small areas, and how unevenly chance alone would drop them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.inputs import positive, probability, whole_counts


@dataclass(frozen=True, slots=True)
class Gini:
    """0 where events are as even as they could be, 1 where all fall in one area; limits are of `generalised`.

    `plain` compares with equal shares for all, which fewer events than areas cannot reach. `generalised`
    compares with the evenest that so many events can be. `corrected` also reaches 1 in a small table.
    """

    plain: float
    generalised: float
    corrected: float
    low: float
    high: float
    method: str


@dataclass(frozen=True, slots=True)
class TopShare:
    """The share of all events in the busiest `areas`, against what chance gives the areas that it makes busiest.

    `p` is the chance of a share as large if every area were equally likely to have each event.
    """

    areas: int
    share: float
    chance: float
    chance_low: float
    chance_high: float
    p: float
    method: str


def gini(counts: ArrayLike, *, level: float = 0.95) -> Gini | None:
    """The Gini coefficient of events over areas, one count an area, areas without events among them.

    The limits are from leaving out each area in turn (the jackknife), and lie within 0 and 1. None with
    fewer than three areas or two events, or where one area holds all but one event or more, for then it
    cannot be left out. Unusable numbers raise ValueError.

    Sources: Bernasco and Steenbeek (2017), Journal of Quantitative Criminology 33:451; Miller (1974),
    Biometrika 61:1, for the jackknife.
    """
    x = np.sort(_flat(counts))
    areas, events = len(x), x.sum()
    if areas < 3 or events < 2 or events - x[-1] < 1:
        return None
    ranks = np.arange(1, areas + 1)
    plain = _plain(float((ranks * x).sum()), float(events), areas)
    # Without the area of rank r, the sum of rank times count loses r times its count, and 1 times each above it.
    above = events - np.cumsum(x)
    left_out = _generalise(_plain((ranks * x).sum() - ranks * x - above, events - x, areas - 1), events - x, areas - 1)
    value = float(_generalise(plain, events, areas))
    error = math.sqrt((areas - 1) / areas * float(((left_out - left_out.mean()) ** 2).sum()))
    half = NormalDist().inv_cdf(0.5 + probability(level, "level") / 2) * error
    fewest = min(areas, float(events))
    corrected = value * fewest / (fewest - 1)
    method = "generalised Gini, jackknife limits"
    return Gini(plain, value, corrected, max(0.0, value - half), min(1.0, value + half), method)
