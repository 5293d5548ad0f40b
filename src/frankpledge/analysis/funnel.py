"""Funnel: which areas differ from what is expected of them by more than chance, and more than areas do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.inputs import positive, positives, probability, whole_counts

Label = Literal["low (0.001)", "low (0.025)", "not significant", "high (0.025)", "high (0.001)"]

LEVELS = (0.95, 0.998)
"""The inner and the outer limits: one area in forty, and one in a thousand, lies beyond each by chance."""

_TRIM = 0.1


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the ratio of observed to expected, 1 being as expected."""

    low: float
    high: float
    far_low: float
    far_high: float

    def label(self, ratio: float) -> Label:
        """Where `ratio` lies, with the chance of lying there, named as OHID does."""
        if ratio < self.low:
            return "low (0.001)" if ratio < self.far_low else "low (0.025)"
        if ratio > self.high:
            return "high (0.001)" if ratio > self.far_high else "high (0.025)"
        return "not significant"


@dataclass(frozen=True, slots=True)
class Area:
    """An area's ratio of observed to expected, with limits for chance alone and `adjusted` for overdispersion."""

    ratio: float
    z: float
    limits: Limits
    label: Label
    adjusted_z: float
    adjusted: Limits
    adjusted_label: Label


@dataclass(frozen=True, slots=True)
class Funnel:
    """Areas in the order given. `phi` is 1 where chance alone scatters them; `tau2` is the variance between them."""

    areas: tuple[Area, ...]
    phi: float
    tau2: float
    method: str


def published_limits(expected: float, *, level: float = 0.95) -> tuple[float, float]:
    """Limits of the ratio of observed to expected as printed in published tables: Garwood's, about `expected`.

    They are limits for a mean and not for a count, and so stand off centre: 8 seen where 15 are expected
    falls below the lower one, although 8 or fewer has a chance of 0.037. `funnel` uses `exact_limits`.

    Source: Garwood (1936), Biometrika 28:437.
    """
    from scipy.special import gammaincinv

    mean, tail = positive(expected, "expected count"), (1 - probability(level, "level")) / 2
    return float(gammaincinv(mean, tail)) / mean, float(gammaincinv(mean + 1, 1 - tail)) / mean


def exact_limits(expected: float, *, level: float = 0.95) -> tuple[float, float]:
    """Limits of the ratio beyond which as few, or as many, have a Poisson chance of under (1 − `level`) / 2.

    A count lies beyond its limit exactly when its own Garwood interval leaves out `expected`.

    Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185; OHID, Public health technical guidance:
    Rates (Fingertips).
    """
    from scipy.special import pdtrik

    mean, tail = positive(expected, "expected count"), (1 - probability(level, "level")) / 2
    return float(pdtrik(tail, mean)) / mean, float(pdtrik(1 - tail, mean) + 1) / mean


def funnel(observed: Sequence[int], expected: Sequence[float]) -> Funnel:
    """Each area's ratio of observed to expected against limits for chance, and for chance and overdispersion.

    A z is of the log of the ratio, with a nought read as a half; a label goes by the limits. phi is the mean
    square of the z, those outside the tenth and ninetieth percentiles drawn in to them. tau² is what must be
    added to the variance of each log ratio to bring phi to 1, and is nought where chance explains phi.
    Adjusted limits are never inside those for chance alone. Drawing in makes tau² resist outlying areas and
    comes out low: of areas that scatter normally, simulated, one in ten lay beyond the inner adjusted limits,
    not one in twenty. Unusable numbers raise ValueError.

    Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185; Spiegelhalter and others (2012), Journal of
    the Royal Statistical Society A 175:1; DerSimonian and Laird (1986), Controlled Clinical Trials 7:177.
    """
    x, e = whole_counts(observed, "observed counts"), positives(expected, "expected count")
    if x.shape != e.shape:
        raise ValueError(f"Each area needs an observed and an expected count; found {x.size} and {e.size}.")
    logs = np.log(np.where(x == 0, 0.5, x) / e)
    phi, tau2 = _overdispersion(logs * np.sqrt(e), e)
    areas = tuple(_area(*row, tau2) for row in zip(x.tolist(), e.tolist(), logs.tolist(), strict=True))
    method = "exact Poisson limits" + (", widened by the variance between areas" if tau2 else "")
    return Funnel(areas, phi, tau2, method)


def _overdispersion(z: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[float, float]:
    """phi and tau². A weight is the inverse of the variance of a log ratio, which is the expected count."""
    if len(z) < 2:
        return 1.0, 0.0
    phi = float(np.mean(np.clip(z, *np.quantile(z, [_TRIM, 1 - _TRIM])) ** 2))
    spare = weights.sum() - (weights**2).sum() / weights.sum()
    return phi, max(0.0, float((len(z) * phi - (len(z) - 1)) / spare))


def _area(observed: float, expected: float, log: float, tau2: float) -> Area:
    ratio, error = observed / expected, math.sqrt(1 / expected + tau2)
    (low, high), (far_low, far_high) = (exact_limits(expected, level=level) for level in LEVELS)
    near, far = (math.exp(NormalDist().inv_cdf(0.5 + level / 2) * error) for level in LEVELS)
    chance = adjusted = Limits(low, high, far_low, far_high)
    if tau2:
        adjusted = Limits(min(low, 1 / near), near, min(far_low, 1 / far), far)
    z, adjusted_z = log * math.sqrt(expected), log / error
    return Area(ratio, z, chance, chance.label(ratio), adjusted_z, adjusted, adjusted.label(ratio))
