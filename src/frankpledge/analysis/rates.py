"""Rates: a count over its base, with the interval that chance alone would give the count."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from frankpledge.analysis.dispersion import applied_dispersion
from frankpledge.analysis.inputs import positive, probability, whole_count

BYAR_FROM = 10
"""The count from which Byar’s approximation is used; below it the exact limits are. The practice of OHID."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits for the mean of a count. `low` is None only where Byar’s formula, used alone, has no limit."""

    low: float | None
    high: float
    method: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate and its limits, all per `scale` of the base."""

    value: float
    low: float | None
    high: float
    method: str


def rate(count: int, base: float, *, scale: float = 1000, level: float = 0.95, dispersion: float = 1.0) -> Rate:
    """`count` per `scale` of `base`, with the limits of `count_interval` put on the same scale.

    `base` is people, households or person-years, and must be above nought. Unusable numbers raise ValueError.

    Source: OHID, Public health technical guidance: Rates (Fingertips); Breslow and Day (1987).
    """
    factor = positive(scale, "scale") / positive(base, "base")
    limits = count_interval(count, level=level, dispersion=dispersion)
    low = None if limits.low is None else factor * limits.low
    return Rate(factor * whole_count(count), low, factor * limits.high, limits.method)


def count_interval(count: int, *, level: float = 0.95, dispersion: float = 1.0) -> Interval:
    """Limits for the mean of a count: Byar’s from ten upwards, exact below ten.

    A dispersion above 1.5 widens them: the exact limits of count ÷ dispersion are found, then multiplied
    back by the dispersion. The count divided so has a variance equal to its mean, as the Poisson limits
    suppose, and the half-widths grow by about the root of the dispersion. Multiplying the half-widths
    themselves can put a lower limit under nought and, in simulated clustered counts, an upper one under
    the true mean up to twice as often as intended; dividing kept both sides within what was intended.

    Sources: Garwood (1936), Biometrika 28:437; Breslow and Day (1987) for Byar; OHID for the switch at ten;
    McCullagh and Nelder (1989), chapter 6, for dispersion as a scale.
    """
    phi = applied_dispersion(dispersion)
    if phi > 1:
        low, high = _exact_limits(whole_count(count) / phi, level)
        return Interval(phi * low, phi * high, "exact Poisson limits, widened for dispersion")
    if whole_count(count) >= BYAR_FROM:
        return byar_interval(count, level=level)
    return Interval(*_exact_limits(whole_count(count), level), "exact Poisson limits")


def byar_interval(count: int, *, level: float = 0.95) -> Interval:
    """Byar’s limits for the mean of a count. The lower one of a tiny count can fall under nought: then None.

    From ten upwards, where `count_interval` uses it, there is always a lower limit.

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research, volume 2.
    """
    x, z = whole_count(count), NormalDist().inv_cdf(0.5 + probability(level, "level") / 2)
    root = 1 - 1 / (9 * x) - z / (3 * x**0.5) if x else -1.0
    high = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * (x + 1) ** 0.5)) ** 3
    return Interval(x * root**3 if root >= 0 else None, high, "Byar’s limits")


def _exact_limits(count: float, level: float) -> tuple[float, float]:
    """Garwood's limits, by the gamma form of the chi-squared, which also takes a count that is not whole."""
    from scipy.special import gammaincinv

    tail = (1 - probability(level, "level")) / 2
    low = gammaincinv(count, tail) if count else 0.0
    return float(low), float(gammaincinv(count + 1, 1 - tail))
