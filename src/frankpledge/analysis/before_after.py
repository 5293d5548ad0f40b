"""Before and after: whether a place where something was done changed more than others, and more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from frankpledge.analysis.dispersion import applied_dispersion
from frankpledge.analysis.inputs import positives, probability, whole_counts

Pair = tuple[int, int]
"""A count before and a count after."""

ROUGH_BELOW = 5
"""With a count under this among them, the normal limits of a difference are a rough guide; `method` says so."""


@dataclass(frozen=True, slots=True)
class Displacement:
    """Events gained (or, under nought, saved) beyond the control's change: at the place, around it and in all."""

    value: float
    error: float
    z: float
    p: float
    low: float
    high: float
    local: float
    around: float
    method: str


@dataclass(frozen=True, slots=True)
class RelativeEffect:
    """How many times the control's ratio of before to after the treated place's is: above 1, the place did better.

    `percent` is the treated place's change against the control's: under nought is fewer.
    """

    value: float
    low: float
    high: float
    percent: float
    method: str


def displacement(
    treated: Pair,
    control: Pair,
    around: Pair = (0, 0),
    around_control: Pair = (0, 0),
    *,
    time_weights: tuple[float, float] = (1.0, 1.0),
    area_weights: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0),
    dispersion: float = 1.0,
    level: float = 0.95,
) -> Displacement | None:
    """The weighted displacement difference: change where action was taken, less the control's, with what moved around.

    Every pair is counts before and after. `time_weights` are the lengths of the two periods, `area_weights`
    the sizes of the places in the order of the pairs; the result is then per unit of both. A dispersion above
    1.5 widens the limits. It supposes that the places would have changed alike by number and do not overlap;
    a place chosen at a peak falls back by itself. None where all counts are nought. Unusable numbers raise
    ValueError.

    Source: Wheeler and Ratcliffe (2018), Crime Science 7:11.
    """
    pairs = [whole_counts(pair) for pair in (treated, control, around, around_control)]
    sizes = np.outer(positives(area_weights, "area weight"), positives(time_weights, "time weight"))
    counts = np.array(pairs)
    if counts.shape != sizes.shape:
        raise ValueError("Each place needs a count before and a count after, and the places four area weights.")
    if not counts.any():
        return None
    changes = np.diff(counts / sizes, axis=1).ravel()
    local, moved = float(changes[0] - changes[1]), float(changes[2] - changes[3])
    error = math.sqrt(applied_dispersion(dispersion) * float((counts / sizes**2).sum()))
    rough = counts[counts.any(axis=1)].min() < ROUGH_BELOW
    method = "weighted displacement difference" + (", rough for small counts" if rough else "")
    return _displacement(local, moved, error, level, method)


def weighted_by_harm(
    differences: Sequence[Displacement], weights: Sequence[float], *, level: float = 0.95
) -> Displacement:
    """The sum of the differences of separate kinds of crime, each times its harm. Unusable numbers raise ValueError.

    Source: Wheeler and Ratcliffe (2018), Crime Science 7:11, summed with fixed weights.
    """
    harm = positives(weights, "harm weight")
    if len(harm) != len(differences) or not len(harm):
        raise ValueError(f"Each difference needs one weight; found {len(differences)} and {len(harm)}.")
    local, moved, errors = (
        harm * np.array([getattr(each, name) for each in differences]) for name in ("local", "around", "error")
    )
    method = "weighted displacement difference, weighted by harm"
    return _displacement(float(local.sum()), float(moved.sum()), float(np.sqrt((errors**2).sum())), level, method)


def relative_effect(
    treated: Pair, control: Pair, *, dispersion: float = 1.0, level: float = 0.95
) -> RelativeEffect | None:
    """The odds by which a treated place's counts fell more than the control's; None where any count is nought.

    A dispersion above 1.5 widens the limits. Unusable numbers raise ValueError.

    Source: Braga and others (2019), Campbell Systematic Reviews 15:e1046.
    """
    counts = np.array([whole_counts(pair) for pair in (treated, control)])
    if not counts.all():
        return None
    middle = math.log(counts[0, 0] * counts[1, 1] / (counts[0, 1] * counts[1, 0]))
    error = math.sqrt(applied_dispersion(dispersion) * float((1 / counts).sum()))
    half = NormalDist().inv_cdf(0.5 + probability(level, "level") / 2) * error
    value, low, high = (math.exp(middle + by) for by in (0, -half, half))
    return RelativeEffect(value, low, high, 100 * (1 / value - 1), "relative effect size, log limits")


def displacement_quotient(treated: Pair, control: Pair, around: Pair) -> float | None:
    """What moved to or from the surroundings, in parts of what the treated place gained, all against the control.

    Above nought the gain spread; under nought some was lost again, and under −1 more than was gained. It has no
    standard error, so it is shown beside `displacement` and never alone. None where the control or the gain is
    nought, which leaves nothing to divide by. Unusable numbers raise ValueError.

    Source: Bowers and Johnson (2003), Journal of Quantitative Criminology 19:275.
    """
    (t0, t1), (c0, c1), (d0, d1) = (whole_counts(pair).tolist() for pair in (treated, control, around))
    if not c0 or not c1 or t1 * c0 == t0 * c1:
        return None
    return float((d1 / c1 - d0 / c0) / (t1 / c1 - t0 / c0))


def _displacement(local: float, around: float, error: float, level: float, method: str) -> Displacement:
    value, half = local + around, NormalDist().inv_cdf(0.5 + probability(level, "level") / 2) * error
    z = value / error
    p = math.erfc(abs(z) / math.sqrt(2))
    return Displacement(value, error, z, p, value - half, value + half, local, around, method)
