"""Control chart: which points of a series stand out from the series' own ordinary scatter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.inputs import positives, whole_count, whole_counts
from frankpledge.analysis.signals import Signal, signals

SETTLED_FROM = 12
"""Limits worked out from fewer points than this are provisional."""

EXACT_BELOW = 10
"""Where a point of a u chart is expected to count less than this, its limits are exact Poisson ones."""

_LIMIT, _NEAR, _SCREEN, _SIGMA = 2.66, 2.66 * 2 / 3, 3.267, 1.128
_TAIL, _NEAR_TAIL = 0.00135, 0.02275  # beyond three, and beyond two, standard errors of a normal variable


@dataclass(frozen=True, slots=True)
class XmR:
    """The limits of an XmR chart, in the units of the values, and the signal of each point ('' for none)."""

    centre: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float
    flags: tuple[Signal, ...]
    method: str


@dataclass(frozen=True, slots=True)
class UChart:
    """Count over base at each point, its limits and its signal. `sigma_z` is about 1 where only chance scatters."""

    centre: float
    rates: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    sigma_z: float
    flags: tuple[Signal, ...]
    method: str


def xmr(values: ArrayLike, *, fix: int | None = None, screen: bool = True) -> XmR:
    """Limits at 2.66 average moving ranges about the mean of points in order of time, and who breaks the rules.

    With `fix`, the mean and the ranges are those of the first so many points. With `screen`, ranges of
    3.267 times their average and more are left out, once; the NHS package for R does so and the NHS
    spreadsheet does not. The chart supposes that there is no season: see `deseasonalised`. A missing value,
    or fewer than two points to work from, raises ValueError.

    Sources: NHS England, Making data count: strengthening your decisions (2019); Wheeler (1993),
    Understanding Variation.
    """
    series = np.asarray(values, dtype=np.float64)
    if series.ndim != 1 or not np.isfinite(series).all():
        raise ValueError("The values must be one series without gaps; a missing value is not a nought.")
    base = series if fix is None else series[: whole_count(fix, "number of points that fix the limits")]
    if len(base) < 2:
        raise ValueError(f"The limits must come from two points or more; found {len(base)}.")
    ranges = np.abs(np.diff(base))
    kept = ranges[ranges < _SCREEN * ranges.mean()] if screen and ranges.any() else ranges
    centre, spread = float(base.mean()), float(kept.mean())
    lower, upper, near_lower, near_upper = (centre + by * spread for by in (-_LIMIT, _LIMIT, -_NEAR, _NEAR))
    flags = signals(series, centre, (lower, upper), (near_lower, near_upper))
    method = "moving range limits" + (", outlying ranges screened" if len(kept) < len(ranges) else "")
    method += ", provisional (few points)" if len(base) < SETTLED_FROM else ""
    return XmR(centre, lower, upper, near_lower, near_upper, flags, method)


def deseasonalised(counts: ArrayLike, index: Sequence[float], first_month: int) -> tuple[float, ...]:
    """Each monthly count over the seasonal index of its month: what it would be in a month like any other.

    `index` has twelve figures, January first; the first count is of `first_month` (1 is January). Unusable
    numbers raise ValueError.

    Source: Kendall and Stuart, The Advanced Theory of Statistics, volume 3 (1983): classical decomposition.
    """
    series, factors = whole_counts(counts, "monthly counts"), positives(index, "seasonal index")
    if series.ndim != 1 or len(factors) != 12:
        raise ValueError(f"One series and twelve index figures are needed; found {series.ndim} and {len(factors)}.")
    if first_month not in range(1, 13):
        raise ValueError(f"The first month must be 1 (January) to 12 (December); found {first_month}.")
    return tuple((series / factors[(first_month - 1 + np.arange(len(series))) % 12]).tolist())


def detrended(values: ArrayLike) -> tuple[float, ...]:
    """Each value over a straight line through the logs of all of them, so that 1 is what the line gives.

    Three positive values or more; anything else raises ValueError.

    Source: Wheeler (1993), Understanding Variation: limits about a trend line.
    """
    series = positives(np.asarray(values, dtype=np.float64).tolist(), "value")
    if len(series) < 3:
        raise ValueError(f"A line needs three values or more; found {len(series)}.")
    place = np.arange(len(series))
    slope, start = np.polyfit(place, np.log(series), 1)
    return tuple((series / np.exp(start + slope * place)).tolist())


def u_prime(counts: ArrayLike, bases: Sequence[float]) -> UChart | None:
    """A chart of count over base whose limits allow for more scatter than chance gives.

    The limits are three standard errors about the overall rate, times Laney's sigma z: the average moving
    range of the standardised rates, over 1.128. A sigma z under 1 is shown but narrows nothing. A point at
    which fewer than ten are expected has exact Poisson limits with as much in each tail, found for the count
    over the square of sigma z. The result is None with fewer than two points or nothing counted. Unusable
    numbers raise ValueError.

    Sources: Laney (2002), Quality Engineering 14:531; Montgomery, Introduction to Statistical Quality
    Control, for the u chart.
    """
    x, n = whole_counts(counts), positives(bases, "base")
    if x.shape != n.shape:
        raise ValueError(f"Each point needs one count and one base; found {x.size} counts and {n.size} bases.")
    if len(x) < 2 or not x.any():
        return None
    rates, centre = x / n, float(x.sum() / n.sum())
    sigma = float(np.abs(np.diff((rates - centre) / np.sqrt(centre / n))).mean() / _SIGMA)
    lower, upper = _limits(centre, n, sigma, 3, _TAIL)
    flags = signals(rates, centre, (lower, upper), _limits(centre, n, sigma, 2, _NEAR_TAIL))
    method = "Laney’s u′ limits" + (", exact where few are expected" if (centre * n).min() < EXACT_BELOW else "")
    shown, low, high = (tuple(each.tolist()) for each in (rates, lower, upper))
    return UChart(centre, shown, low, high, sigma, flags, method)


def _limits(
    centre: float, n: NDArray[np.float64], sigma: float, errors: float, tail: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lower and upper limits of each rate, `errors` standard errors off or with `tail` beyond each."""
    from scipy.stats import poisson

    phi, expected = max(1.0, sigma) ** 2, centre * n
    few, half = expected < EXACT_BELOW, errors * np.sqrt(phi * centre / n)
    lower = np.where(few, phi * poisson.ppf(tail, expected / phi) / n, np.maximum(0, centre - half))
    return lower, np.where(few, phi * poisson.isf(tail, expected / phi) / n, centre + half)
